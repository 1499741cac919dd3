import { hostArray, type HostArray } from '../tensor/dtype.ts';
import { newWalk, type Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Executable, Executor } from './executor.ts';
import { record } from './program.ts';

/** Programs that may wait in the device's queue before the engine asks to be given time. */
const MAX_UNDER_WAY = 2;

/** Frees what nothing holds once this much has come since the last time: evaluation loops never reach a step's end. */
const COLLECT_AFTER_BYTES = 32 * 2 ** 20;

/** Gives the nodes that the program still holds. */
export type HeldNodes = () => Iterable<Node>;

/**
 * Turns lazy nodes into values: records what is missing, runs it on an executor, and frees what the program no longer holds.
 */
export class Engine {
  readonly #executor: Executor;
  readonly #held: HeldNodes;
  readonly #compiled = new Map<string, Executable>();
  /** Every node that has a buffer. */
  #resident: Node[] = [];
  #bytesAtCollect = 0;
  #underWay = 0;

  /** `held` is asked whenever something is to be computed or freed: what it does not name may go. */
  constructor(executor: Executor, held: HeldNodes) {
    this.#executor = executor;
    this.#held = held;
  }

  get name(): Executor['name'] {
    return this.#executor.name;
  }

  /** Bytes on the device. */
  get bytes(): number {
    return this.#executor.bytes;
  }

  /** Programs compiled so far: it stays small when steps repeat. */
  get programs(): number {
    return this.#compiled.size;
  }

  /**
   * Ends an optimizer's step: computes `updated` together with every held value that shares work with them, then frees the rest.
   * Issues the work and returns; the promise, if there is one, must be awaited before the next step, so that the queue stays short.
   */
  step(updated: readonly Node[]): Promise<void> | null {
    this.#compute(updated);
    this.collect();
    if (++this.#underWay < MAX_UNDER_WAY) return null;
    this.#underWay = 0;
    return this.#executor.idle();
  }

  /** Values of `node` on the host, one array that must not be changed. Immediate where the values are at hand. */
  read(node: Node): HostArray | Promise<HostArray> {
    const source = valueOf(node);
    if (source.host !== null) return source.host;
    const { operation } = source;
    if (operation.kind === 'full' || operation.kind === 'scalar') {
      return (source.host = hostArray(source.dtype, sizeOf(source.shape)).fill(operation.value));
    }
    if (source.buffer === null) this.#compute([source]);
    const values = this.#executor.read(source.buffer!, source.dtype);
    if (this.#executor.bytes - this.#bytesAtCollect > COLLECT_AFTER_BYTES) this.collect([source]);
    return values;
  }

  /** Computes `nodes` without reading them. */
  realize(nodes: readonly Node[]): void {
    this.#compute(nodes);
  }

  /** Frees every buffer that neither the program nor `also` needs. */
  collect(also: readonly Node[] = []): void {
    const walk = newWalk();
    const stack: Node[] = [...also, ...this.#held()];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.mark === walk) continue;
      node.mark = walk;
      // What is pending needs its inputs; what exists needs them only for a gradient that may still be asked for.
      for (const input of node.inputs) if (input.mark !== walk) stack.push(input);
    }
    const before = this.#resident;
    this.#resident = [];
    for (const node of before) {
      if (node.mark === walk) {
        this.#resident.push(node);
      } else {
        this.#executor.free(node.buffer!);
        node.buffer = null;
      }
    }
    this.#bytesAtCollect = this.#executor.bytes;
  }

  dispose(): void {
    for (const node of this.#resident) this.#executor.free(node.buffer!);
    this.#resident = [];
    this.#executor.dispose();
  }

  #compute(roots: readonly Node[]): void {
    const { program, inputs, outputs } = record([...roots, ...this.#sharing(roots)]);
    if (outputs.length === 0) return;
    let run = this.#compiled.get(program.signature);
    if (run === undefined) {
      run = this.#executor.compile(program);
      this.#compiled.set(program.signature, run);
    }
    const buffers = run(inputs.map((node) => this.#bring(node)));
    outputs.forEach((node, i) => {
      node.buffer = buffers[i]!;
      this.#resident.push(node);
      if (!node.requiresGrad || node.historyFreed) node.dropHistory();
    });
  }

  /** An input's buffer, uploaded on first use, or its number. */
  #bring(node: Node): NonNullable<Node['buffer']> | number {
    if (node.operation.kind === 'scalar') return node.operation.value;
    if (node.buffer === null) {
      node.buffer = this.#executor.upload(node.host!, node.shape, node.dtype);
      this.#resident.push(node);
    }
    return node.buffer;
  }

  /**
   * Held nodes whose pending work overlaps that of `roots`: cheaper now than again later, and after a step their inputs would be
   * values of the past. A batch that only waits to be gathered from a data set shares nothing and stays lazy.
   */
  #sharing(roots: readonly Node[]): Node[] {
    const work = newWalk();
    const pending = (node: Node) => !node.realized && node.inputs.length > 0;
    const stack = roots.map(valueOf);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.mark === work || !pending(node)) continue;
      node.mark = work;
      stack.push(...node.inputs.map(valueOf));
    }
    const shared: Node[] = [];
    const apart = new Set<Node>();
    const overlaps = (start: Node): boolean => {
      const visited = new Set<Node>();
      const todo = [start];
      for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
        if (!pending(node) || apart.has(node) || visited.has(node)) continue;
        if (node.mark === work) return true;
        visited.add(node);
        todo.push(...node.inputs.map(valueOf));
      }
      for (const node of visited) apart.add(node);
      return false;
    };
    for (const held of this.#held()) {
      const node = valueOf(held);
      if (pending(node) && node.mark !== work && overlaps(node)) shared.push(node);
      else if (node.mark === work && !isBatch(node)) shared.push(node);
    }
    return shared;
  }
}

/** A selection from data that stays where it is: nothing is gained by keeping it too. */
function isBatch(node: Node): boolean {
  const { kind } = node.operation;
  if (kind !== 'indexSelect' && kind !== 'reshape' && kind !== 'slice') return false;
  return node.inputs.every((input) => {
    const source = valueOf(input);
    return source.realized || isBatch(source);
  });
}
