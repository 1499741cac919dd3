import type { Executable, Executor } from '../../../src/lib/engine/executor.ts';
import type { EngineName } from '../../../src/lib/engine/names.ts';
import { makePlan } from '../../../src/lib/engine/plan/make-plan.ts';
import { runPlan, type Elements } from '../../../src/lib/engine/plan/reference.ts';
import type { Program } from '../../../src/lib/engine/program.ts';
import type { DType, HostArray } from '../../../src/lib/tensor/dtype.ts';
import { isFloating } from '../../../src/lib/tensor/dtype.ts';
import type { Buffer } from '../../../src/lib/tensor/node.ts';

class ElementsBuffer implements Buffer {
  readonly values: Elements;
  constructor(values: Elements) {
    this.values = values;
  }
  get bytes(): number {
    return this.values.byteLength;
  }
}

/** Plans carried out element by element. With `asynchronous`, reads take a moment, and `lose` takes the device away. */
export class ReferenceExecutor implements Executor {
  readonly name: EngineName;
  readonly adapter = 'reference';
  readonly lost: Promise<string>;
  readonly #asynchronous: boolean;
  readonly #buffers = new Set<ElementsBuffer>();
  #resolveLost: (sentence: string) => void = () => undefined;
  #gone = false;
  #silent = false;

  constructor(name: EngineName = 'wasm', asynchronous = false) {
    this.name = name;
    this.#asynchronous = asynchronous;
    this.lost = new Promise((resolve) => (this.#resolveLost = resolve));
  }

  get bytes(): number {
    return [...this.#buffers].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** As when a GPU's process is killed: what is under way fails first, or is never answered, then the loss is told. */
  async lose({ silently = false } = {}): Promise<void> {
    this.#gone = true;
    this.#silent = silently;
    await new Promise((next) => setTimeout(next, 5));
    this.#resolveLost('The device was lost.');
    await new Promise((next) => setTimeout(next, 5));
  }

  upload(values: HostArray, _shape: readonly number[], dtype: DType): Buffer {
    return this.#keep(isFloating(dtype) ? Float32Array.from(values) : Int32Array.from(values));
  }

  compile(program: Program): Executable {
    const plan = makePlan(program);
    return (inputs) => {
      const numbers = inputs.filter((input) => typeof input === 'number');
      const arrays = inputs.map((input) => (typeof input === 'number' ? null : (input as ElementsBuffer).values));
      return runPlan(plan, arrays, numbers).map((values) => this.#keep(values));
    };
  }

  read(buffer: Buffer, dtype: DType): HostArray | Promise<HostArray> {
    const { values } = buffer as ElementsBuffer;
    const host = dtype === 'bool' || dtype === 'uint8' ? Uint8Array.from(values) : values;
    if (!this.#asynchronous) return host;
    return new Promise((resolve, reject) =>
      setTimeout(() => {
        if (!this.#gone) resolve(host);
        else if (!this.#silent) reject(new DOMException('', 'AbortError'));
      }, 1),
    );
  }

  free(buffer: Buffer): void {
    this.#buffers.delete(buffer as ElementsBuffer);
  }

  idle(): null {
    return null;
  }

  dispose(): void {
    this.#buffers.clear();
  }

  #keep(values: Elements): ElementsBuffer {
    const buffer = new ElementsBuffer(values);
    this.#buffers.add(buffer);
    return buffer;
  }
}
