import { defineClass, exc, PyObject, typeName, type PyType, type Value } from '../python/bind.ts';

/** `torch.device`: a name only. Every program runs on the one engine that its run was given. */
export class TorchDevice extends PyObject {
  kind = 'cpu';

  get type(): PyType {
    return deviceType;
  }
}

export const deviceType: PyType = defineClass({
  name: 'device',
  module: 'torch',
  allocate: () => new TorchDevice(),
  methods: {
    '__init__(self, type, index=None)': (self: TorchDevice, kind: Value) => {
      self.kind = device(kind).kind;
      return null;
    },
    '__repr__(self)': (self: TorchDevice) => `device(type='${self.kind}')`,
    '__str__(self)': (self: TorchDevice) => self.kind,
    '__eq__(self, other)': (self: TorchDevice, other: Value) =>
      other instanceof TorchDevice && other.kind === self.kind,
    '__hash__(self)': (self: TorchDevice) => self.kind.length,
  },
  properties: { type: (self: TorchDevice) => self.kind, index: () => null },
});

const cpu = new TorchDevice();

/** The device that an argument names: `"cpu"`, whatever engine carries out the run. Throws RuntimeError for others. */
export function device(value: Value): TorchDevice {
  if (value instanceof TorchDevice) return value;
  if (typeof value !== 'string') throw exc.TypeError(`device must be a torch.device or str, not ${typeName(value)}`);
  if (value.split(':')[0] === 'cpu') return cpu;
  throw exc.RuntimeError(
    `There is no device '${value}' here. Programs name "cpu", and the page runs them on WebGPU where there is one`,
  );
}
