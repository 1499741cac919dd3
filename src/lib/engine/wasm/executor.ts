import { hostArray, type DType, type HostArray } from '../../tensor/dtype.ts';
import type { Buffer } from '../../tensor/node.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { DeviceError, type Executable, type Executor } from '../executor.ts';
import type { EngineName } from '../names.ts';
import type { Plan } from '../plan/plan.ts';
import type { Program } from '../program.ts';
import { Allocator } from './allocator.ts';
import { compilePlan } from './compile.ts';
import { plain, relaxed } from './kernels.generated.js';
import type { Addresses } from './scope.ts';

const PAGE = 65536;
/** Pages to begin with: 16 MiB. */
const FIRST_PAGES = 256;
/** All that 32-bit addresses reach. */
const LAST_PAGES = 65536;
/** Bytes behind the last room, which vector loads may run into. */
const MARGIN = 256;

class Room implements Buffer {
  readonly address: number;
  readonly bytes: number;

  constructor(address: number, bytes: number) {
    this.address = address;
    this.bytes = bytes;
  }
}

type Kernels = Record<string, WebAssembly.ExportValue>;

export interface WasmOptions {
  /** Fused multiply-add where the processor has it: faster, and the last bits may differ from machine to machine. */
  readonly relaxed?: boolean;
  readonly makePlan: (program: Program) => Plan;
  /** Pages of 64 KiB that the memory may have at most. */
  readonly pages?: number;
}

/** A memory that may grow to `most` pages, or to what the browser is ready to promise: telephones refuse to set 4 GiB aside. */
function makeMemory(most: number): { memory: WebAssembly.Memory; pages: number } {
  for (let pages = most; ; pages /= 2) {
    try {
      return { memory: new WebAssembly.Memory({ initial: Math.min(FIRST_PAGES, pages), maximum: pages }), pages };
    } catch (error) {
      if (pages / 2 < FIRST_PAGES) throw error;
    }
  }
}

/** Carries out plans on the processor, in vectors of four, on the thread that calls it. Every call is done when it returns. */
export class WasmExecutor implements Executor {
  readonly name: EngineName;
  readonly adapter: string;
  /** There is no device that could be lost. */
  readonly lost = new Promise<string>(() => undefined);
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #allocator: Allocator;
  readonly #makePlan: WasmOptions['makePlan'];
  readonly #lastPages: number;
  /** Temporaries and scratch of whichever plan runs. */
  #workspace = new Room(0, 0);
  #floats: Float32Array<ArrayBuffer>;
  #words: Int32Array<ArrayBuffer>;

  private constructor(memory: WebAssembly.Memory, kernels: Kernels, options: WasmOptions) {
    this.#memory = memory;
    this.#kernels = kernels;
    this.#makePlan = options.makePlan;
    this.#lastPages = options.pages ?? LAST_PAGES;
    this.name = options.relaxed ? 'wasm-relaxed' : 'wasm';
    this.adapter = options.relaxed ? 'CPU, relaxed SIMD' : 'CPU, SIMD';
    this.#floats = new Float32Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
    const start = (kernels['heapBase'] as WebAssembly.Global<'i32'>).value;
    this.#allocator = new Allocator(start, (end) => this.#reserve(end));
  }

  /** Starts the engine. Rejects where WebAssembly or the vectors that it needs are missing. */
  static async open(options: WasmOptions): Promise<WasmExecutor> {
    const { memory, pages } = makeMemory(options.pages ?? LAST_PAGES);
    const binary = options.relaxed ? relaxed() : plain();
    // The kernels call nothing outside; `abort` belongs to AssemblyScript's own library.
    const abort = () => {
      throw new DeviceError('The WebAssembly engine stopped: one of its kernels failed.');
    };
    const { instance } = await WebAssembly.instantiate(binary, { env: { memory, abort } });
    return new WasmExecutor(memory, instance.exports, { ...options, pages });
  }

  get bytes(): number {
    return this.#allocator.used;
  }

  upload(values: HostArray, _shape: Shape, dtype: DType): Buffer {
    const room = this.#take(values.length * 4);
    const target = hostArray(dtype, 0) instanceof Float32Array ? this.#floats : this.#words;
    target.set(values, room.address >>> 2);
    return room;
  }

  compile(program: Program): Executable {
    const plan = this.#makePlan(program);
    const types = program.outputs.map((value) => program.values[value]!);
    const run = this.prepare(plan);
    return (inputs) => {
      const slots: Buffer[] = [];
      const numbers: number[] = [];
      inputs.forEach((input, i) => {
        if (plan.inputs[i] === -1) numbers.push(input as number);
        else slots.push(input as Buffer);
      });
      return run(slots, numbers, types.map(({ shape }) => sizeOf(shape))); // prettier-ignore
    };
  }

  /**
   * Compiles a plan to a function of the buffers of its inputs (in the order of `plan.inputs`) and the run's numbers, which gives new buffers,
   * `sizes` elements each, for the outputs.
   */
  prepare(plan: Plan): (inputs: readonly Buffer[], numbers: readonly number[], sizes: readonly number[]) => Buffer[] {
    const { slots, scalars, workspace } = plan;
    const table = this.#take((slots.length + 1 + scalars.length) * 4).address >>> 2;
    const addresses: Addresses = {
      slot: (slot) => (table + (slot < 0 ? slots.length : slot)) * 4,
      scalar: (index) => (table + slots.length + 1 + index) * 4,
    };
    const { module, scratch } = compilePlan(plan, addresses);
    const imports = { ...this.#kernels, memory: this.#memory };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { e: imports });
    const run = exports['run'] as () => void;
    this.#needWorkspace(workspace * 4 + scratch);

    const inputSlots = plan.inputs.filter((slot) => slot >= 0);
    let placed = -1;
    return (inputs, numbers, sizes) => {
      const outputs = sizes.map((size) => this.#take(size * 4));
      // Only now: taking rooms may have made the memory grow.
      const words = this.#words;
      if (placed !== this.#workspace.address) {
        placed = this.#workspace.address;
        slots.forEach(({ role, offset }, i) => {
          if (role === 'temporary') words[table + i] = placed + offset * 4;
        });
        words[table + slots.length] = placed + workspace * 4;
      }
      for (let i = 0; i < inputSlots.length; i++) words[table + inputSlots[i]!] = (inputs[i] as Room).address;
      for (let i = 0; i < outputs.length; i++) words[table + plan.outputs[i]!] = outputs[i]!.address;
      for (let i = 0; i < numbers.length; i++) {
        const at = table + slots.length + 1 + i;
        if (scalars[i] === 'f32') this.#floats[at] = numbers[i]!;
        else words[at] = numbers[i]!;
      }
      run();
      return outputs;
    };
  }

  read(buffer: Buffer, dtype: DType): HostArray {
    const { address, bytes } = buffer as Room;
    const from = address >>> 2;
    const to = from + bytes / 4;
    const values = hostArray(dtype, 0);
    if (values instanceof Float32Array) return this.#floats.slice(from, to);
    const words = this.#words.slice(from, to);
    return values instanceof Int32Array ? words : Uint8Array.from(words);
  }

  free(buffer: Buffer): void {
    const { address, bytes } = buffer as Room;
    this.#allocator.give(address, bytes);
  }

  idle(): null {
    return null;
  }

  dispose(): void {
    // The memory goes with the executor.
  }

  #take(bytes: number): Room {
    return new Room(this.#allocator.take(bytes), bytes);
  }

  /** Makes the workspace large enough. Plans find it anew at their next run. */
  #needWorkspace(bytes: number): void {
    if (bytes <= this.#workspace.bytes) return;
    const old = this.#workspace;
    if (old.bytes > 0) this.free(old);
    this.#workspace = new Room(0, 0);
    this.#workspace = this.#take(bytes);
  }

  /** Grows the memory up to `end`, by an eighth at least, so that it grows seldom. */
  #reserve(end: number): void {
    const { buffer } = this.#memory;
    const missing = Math.ceil((end + MARGIN - buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    const pages = buffer.byteLength / PAGE;
    const spare = Math.min(Math.ceil(pages / 8), this.#lastPages - pages);
    const grown = this.#grow(Math.max(missing, spare)) || this.#grow(missing);
    if (!grown) {
      const gigabytes = (buffer.byteLength / 2 ** 30).toFixed(1);
      throw new DeviceError(
        `The program's tensors need more memory than the browser gives: ${gigabytes} GiB are in use. Use smaller tensors or smaller batches.`,
      );
    }
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#words = new Int32Array(this.#memory.buffer);
  }

  #grow(pages: number): boolean {
    try {
      this.#memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}
