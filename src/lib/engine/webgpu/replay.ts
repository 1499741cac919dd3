import type { Buffer } from '../../tensor/node.ts';
import type { Executable } from '../executor.ts';
import type { Plan } from '../plan/plan.ts';
import type { Target } from './banks.ts';
import type { Device, Pipeline } from './device.ts';
import type { Launch, Launches } from './launch.ts';
import type { DeviceBuffer } from './pool.ts';
import type { Output } from './readback.ts';
import { SPECIAL_BITS } from './wgsl/functions.ts';

/** Sets of buffers whose bind groups are kept. Steps alternate between few of them. */
const KEEP_SETS = 16;

/** The bind groups of a plan's dispatches, made once for each set of buffers that it runs on. */
class BindGroups {
  readonly #device: Device;
  readonly #numbers: GPUBuffer;
  readonly #dispatches: readonly (Pipeline & Launch)[];
  readonly #made = new Map<string, readonly GPUBindGroup[]>();

  constructor(device: Device, numbers: GPUBuffer, dispatches: readonly (Pipeline & Launch)[]) {
    this.#device = device;
    this.#numbers = numbers;
    this.#dispatches = dispatches;
  }

  /** A group for each dispatch. */
  find(slots: readonly (DeviceBuffer | null)[]): readonly GPUBindGroup[] {
    let key = `${this.#device.banksGrown}`;
    for (const slot of slots) if (slot !== null) key += ` ${slot.id}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    if (this.#made.size >= KEEP_SETS) this.#made.delete(this.#made.keys().next().value!);
    const made = this.#dispatches.map(({ layout, targets }) => this.#make(layout, targets, slots));
    this.#made.set(key, made);
    return made;
  }

  #make(layout: GPUBindGroupLayout, targets: readonly Target[], slots: readonly (DeviceBuffer | null)[]): GPUBindGroup {
    const entries = targets.map((target, i) => {
      const { gpu } = target.kind === 'slot' ? slots[target.slot]! : this.#device.bank(target.type, target.index);
      return { binding: i + 1, resource: { buffer: gpu } };
    });
    return this.#device.gpu.createBindGroup({
      layout,
      entries: [{ binding: 0, resource: { buffer: this.#numbers } }, ...entries],
    });
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
  const dispatches = launches.map((launch) => ({ ...launch, ...device.pipeline(launch) }));
  const bindGroups = new BindGroups(device, numbers.buffer, dispatches);
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
      const encoder = device.encoder();
      const pass = encoder.beginComputePass();
      const groups = bindGroups.find(slots);
      for (let i = 0; i < dispatches.length; i++) {
        const { pipeline, groups: workgroups } = dispatches[i]!;
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, groups[i]!);
        pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
      }
      pass.end();
      device.submitPlan(encoder, device.readback.foresee(encoder, outputs));
    }
    return outputs;
  };
}
