import { defineClass, exc, PyObject, typeName, type PyType, type Value } from '../python/bind.ts';

/** `torch.device`: a name only. Every program runs on the one engine that its run was given. */
export class TorchDevice extends PyObject {
  kind = 'cpu';
  index: number | null = null;

  get type(): PyType {
    return deviceType;
  }
}

const KINDS = ['cpu', 'cuda', 'mps', 'xpu', 'meta', 'xla', 'hpu', 'mkldnn', 'ipu', 'vulkan'];

const named = ({ kind, index }: TorchDevice): string => (index === null ? kind : `${kind}:${index}`);

/** `cuda:1` as its kind and index. */
function parsed(text: Value): { kind: string; index: number | null } {
  // A number alone counts CUDA's devices.
  if (typeof text === 'number') return { kind: 'cuda', index: text };
  if (typeof text !== 'string') throw exc.TypeError(`device must be a torch.device or str, not ${typeName(text)}`);
  const [, kind = '', index] = /^([a-z]+)(?::(\d+))?$/.exec(text) ?? [];
  if (KINDS.includes(kind)) return { kind, index: index === undefined ? null : Number(index) };
  if (kind === '') throw exc.RuntimeError(`Invalid device string: '${text}'`);
  throw exc.RuntimeError(
    `Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, ort, xla, lazy, vulkan, mps, meta, hpu, privateuseone device type at start of device string: ${kind}`,
  );
}

export const deviceType: PyType = defineClass({
  name: 'device',
  module: 'torch',
  allocate: () => new TorchDevice(),
  methods: {
    // Any device can be named; only putting something there needs it to exist.
    '__init__(self, type, index=None)': (self: TorchDevice, kind: Value, index: Value) => {
      if (kind instanceof TorchDevice) Object.assign(self, { kind: kind.kind, index: kind.index });
      else Object.assign(self, parsed(kind), typeof index === 'number' && { index });
      return null;
    },
    '__repr__(self)': (self: TorchDevice) =>
      `device(type='${self.kind}'${self.index === null ? '' : `, index=${self.index}`})`,
    '__str__(self)': named,
    '__eq__(self, other)': (self: TorchDevice, other: Value) =>
      other instanceof TorchDevice && other.kind === self.kind && other.index === self.index,
    '__hash__(self)': (self: TorchDevice) => self.kind.length,
  },
  properties: { type: (self: TorchDevice) => self.kind, index: (self: TorchDevice) => self.index },
});

const cpu = new TorchDevice();

/** What asking for CUDA raises, as PyTorch without CUDA does. */
export const notCompiled = () =>
  exc.AssertionError(
    'Torch not compiled with CUDA enabled: programs name "cpu" here, and the page runs them on WebGPU where there is one',
  );

/** The device that an argument names: `"cpu"`, whatever engine carries out the run. Throws RuntimeError for others. */
export function device(value: Value): TorchDevice {
  const { kind } = value instanceof TorchDevice ? value : parsed(value);
  if (kind === 'cpu') return value instanceof TorchDevice ? value : cpu;
  const name = value instanceof TorchDevice ? named(value) : kind;
  if (kind === 'cuda') throw notCompiled();
  throw exc.RuntimeError(
    `There is no device '${name}' here. Programs name "cpu", and the page runs them on WebGPU where there is one`,
  );
}
