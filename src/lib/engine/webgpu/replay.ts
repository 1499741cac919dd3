import type { Buffer } from '../../tensor/node.ts';
import type { Executable } from '../executor.ts';
import type { Plan } from '../plan/plan.ts';
import type { Target } from './banks.ts';
import type { Device, Pipeline } from './device.ts';
import type { Launch, Launches } from './launch.ts';
import type { DeviceBuffer } from './pool.ts';
import type { Output } from './readback.ts';
import { SPECIAL_BITS } from './wgsl/functions.ts';

/** Bind groups that a dispatch keeps. Steps alternate between few sets of buffers. */
const KEEP_GROUPS = 16;

/** One dispatch, ready to be encoded. */
class Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly groups: readonly [number, number];
  readonly #layout: GPUBindGroupLayout;
  readonly #targets: readonly Target[];
  readonly #bound = new Map<string, GPUBindGroup>();

  constructor({ pipeline, layout }: Pipeline, { targets, groups }: Launch) {
    this.pipeline = pipeline;
    this.groups = groups;
    this.#layout = layout;
    this.#targets = targets;
  }

  /** The bind group for these buffers, made before or now. */
  bind(device: Device, numbers: GPUBuffer, slots: readonly (DeviceBuffer | null)[]): GPUBindGroup {
    const buffers = this.#targets.map((target) =>
      target.kind === 'slot' ? slots[target.slot]! : device.bank(target.type, target.index),
    );
    let key = '';
    for (const { id } of buffers) key += `${id} `;
    const known = this.#bound.get(key);
    if (known !== undefined) return known;
    if (this.#bound.size >= KEEP_GROUPS) this.#bound.delete(this.#bound.keys().next().value!);
    const entries = buffers.map(({ gpu }, i) => ({ binding: i + 1, resource: { buffer: gpu } }));
    const made = device.gpu.createBindGroup({
      layout: this.#layout,
      entries: [{ binding: 0, resource: { buffer: numbers } }, ...entries],
    });
    this.#bound.set(key, made);
    return made;
  }
}

/** The numbers of a run in the uniform: behind the special values, four to a row. */
class Numbers {
  readonly buffer: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #host: Uint32Array<ArrayBuffer>;
  readonly #floats: Float32Array;
  readonly #types: Plan['scalars'];
  #written = false;

  constructor(device: GPUDevice, types: Plan['scalars']) {
    const rows = 1 + Math.ceil(types.length / 4);
    this.#device = device;
    this.#types = types;
    this.#host = new Uint32Array(4 * rows);
    this.#floats = new Float32Array(this.#host.buffer);
    this.#host.set(SPECIAL_BITS);
    this.buffer = device.createBuffer({ size: 16 * rows, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  }

  /** Sends what differs from the run before. */
  write(numbers: readonly number[]): void {
    let changed = !this.#written;
    numbers.forEach((value, i) => {
      const at = SPECIAL_BITS.length + i;
      const before = this.#host[at]!;
      if (this.#types[i] === 'f32') this.#floats[at] = value;
      else this.#host[at] = value;
      changed ||= this.#host[at] !== before;
    });
    if (changed) this.#device.queue.writeBuffer(this.buffer, 0, this.#host);
    this.#written = true;
  }
}

/** Makes a plan's pipelines; the result runs it: one encoder, one pass, one submit. */
export function replay(device: Device, { launches, plan, banks }: Launches): Executable {
  device.growBanks(banks);
  const numbers = new Numbers(device.gpu, plan.scalars);
  const dispatches = launches.map((launch) => new Dispatch(device.pipeline(launch), launch));
  const wanted = plan.outputs.map((): Output => ({ wanted: false }));
  return (inputs: readonly (Buffer | number)[]): Buffer[] => {
    const slots = new Array<DeviceBuffer | null>(plan.slots.length).fill(null);
    const given: number[] = [];
    inputs.forEach((input, i) => {
      if (typeof input === 'number') given.push(input);
      else slots[plan.inputs[i]!] = input as DeviceBuffer;
    });
    const outputs = plan.outputs.map((slot, i) => {
      const buffer = device.buffers.take(plan.slots[slot]!.size);
      buffer.output = wanted[i]!;
      return (slots[slot] = buffer);
    });
    numbers.write(given);
    if (dispatches.length > 0) {
      const encoder = device.gpu.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (const dispatch of dispatches) {
        pass.setPipeline(dispatch.pipeline);
        pass.setBindGroup(0, dispatch.bind(device, numbers.buffer, slots));
        pass.dispatchWorkgroups(...dispatch.groups);
      }
      pass.end();
      device.submit(encoder, device.readback.foresee(encoder, outputs));
    }
    return outputs;
  };
}
