import { BufferPool, type DeviceBuffer } from './pool.ts';
import type { Launch } from './launch.ts';
import type { ElementType } from '../plan/plan.ts';
import { Readback } from './readback.ts';
import { Uploads } from './uploads.ts';
import { QUAD } from './wgsl/quad-tiles.ts';

const WANTED = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** A compiled shader, and how its buffers are bound. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** A WebGPU device with what all plans share: pools of buffers, banks of temporaries, and compiled shaders. */
export class Device {
  readonly gpu: GPUDevice;
  readonly buffers: BufferPool;
  readonly uploads: Uploads;
  readonly readback: Readback;
  readonly lost: Promise<string>;
  readonly maxBindings: number;
  /** Whether its invocations run in fours that can hand numbers to each other. */
  readonly quads: boolean;
  readonly #pipelines = new Map<string, Pipeline>();
  readonly #layouts = new Map<string, { readonly group: GPUBindGroupLayout; readonly pipeline: GPUPipelineLayout }>();
  readonly #banks: Record<ElementType, DeviceBuffer[]> = { f32: [], i32: [] };
  #banksGrown = 0;
  #failure: string | null = null;
  /** The last copy to the host in the last submit; null where it had none. */
  #copied: Promise<unknown> | null = null;

  private constructor(gpu: GPUDevice) {
    this.gpu = gpu;
    this.maxBindings = gpu.limits.maxStorageBuffersPerShaderStage;
    this.quads = gpu.features.has('subgroups');
    this.buffers = new BufferPool(gpu, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    this.uploads = new Uploads(gpu);
    this.readback = new Readback(this);
    this.lost = gpu.lost.then(({ message, reason }) => message || `The GPU device was lost (${reason}).`);
    // An error of the device comes late and by itself: whatever is read after it may be wrong.
    gpu.addEventListener('uncapturederror', ({ error }) => (this.#failure ??= error.message));
  }

  static async open(adapter: GPUAdapter): Promise<Device> {
    const requiredLimits = Object.fromEntries(WANTED.map((name) => [name, adapter.limits[name]]));
    // Browsers that are older than subgroups leave the sizes away.
    const { subgroupMinSize, subgroupMaxSize } = adapter.info as Partial<GPUAdapterInfo>;
    const quads = adapter.features.has('subgroups') && subgroupMinSize === QUAD && subgroupMaxSize === QUAD;
    return new Device(await adapter.requestDevice({ requiredLimits, requiredFeatures: quads ? ['subgroups'] : [] }));
  }

  /** What went wrong on the device since it was opened, or null. */
  get failure(): string | null {
    return this.#failure;
  }

  get bytes(): number {
    return this.buffers.bytes + this.uploads.staging.bytes + this.readback.staging.bytes;
  }

  /** How often a bank was replaced by a larger one: what was bound before is not what is bound after. */
  get banksGrown(): number {
    return this.#banksGrown;
  }

  /** A bank of temporaries. */
  bank(type: ElementType, index: number): DeviceBuffer {
    return this.#banks[type][index]!;
  }

  /** Makes the banks at least as large as a plan needs. Queued work goes on in the old ones. */
  growBanks(sizes: Readonly<Record<ElementType, readonly number[]>>): void {
    for (const type of ['f32', 'i32'] as const) {
      const banks = this.#banks[type];
      sizes[type].forEach((size, i) => {
        const before = banks[i];
        if (before !== undefined && before.size >= size) return;
        if (before !== undefined) this.buffers.give(before);
        banks[i] = this.buffers.take(size);
        this.#banksGrown++;
      });
    }
  }

  /** The pipeline of a launch; equal shaders are compiled once. */
  pipeline({ code, targets }: Pick<Launch, 'code' | 'targets'>): Pipeline {
    const known = this.#pipelines.get(code);
    if (known !== undefined) return known;
    const { group, pipeline: layout } = this.#layout(targets.map(({ writable }) => writable));
    const module = this.gpu.createShaderModule({ code });
    const pipeline = this.gpu.createComputePipeline({ layout, compute: { module, entryPoint: 'main' } });
    const made = { pipeline, layout: group };
    this.#pipelines.set(code, made);
    return made;
  }

  #layout(writable: readonly boolean[]) {
    const key = writable.map(Number).join('');
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const group = this.gpu.createBindGroupLayout({
      entries: [
        { binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'uniform' } },
        ...writable.map((written, i): GPUBindGroupLayoutEntry => ({
          binding: i + 1,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: written ? 'storage' : 'read-only-storage' },
        })),
      ],
    });
    const made = { group, pipeline: this.gpu.createPipelineLayout({ bindGroupLayouts: [group] }) };
    this.#layouts.set(key, made);
    return made;
  }

  /** An encoder for what is submitted next; what was uploaded comes first. */
  encoder(): GPUCommandEncoder {
    const encoder = this.gpu.createCommandEncoder();
    this.uploads.encode(encoder);
    return encoder;
  }

  submit(encoder: GPUCommandEncoder): void {
    this.gpu.queue.submit([encoder.finish()]);
    this.uploads.sent();
  }

  /** Submits a plan's commands; `copies` starts what they copy to the host. */
  submitPlan(encoder: GPUCommandEncoder, copies: () => Promise<unknown> | null): void {
    this.submit(encoder);
    this.#copied = copies();
  }

  /** Resolves when all that was submitted is done. A copy that has arrived was made after everything else. */
  idle(): Promise<unknown> {
    return this.#copied ?? this.gpu.queue.onSubmittedWorkDone();
  }

  dispose(): void {
    this.gpu.destroy();
  }
}
