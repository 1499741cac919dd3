import { hostArray, isFloating, type HostArray } from '../tensor/dtype.ts';
import { newWalk, type Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';
import { DeviceError, type Executable, type Executor } from './executor.ts';
import { WORTH_A_GPU, workOf, type EngineReport, type Ladder, type Rung } from './ladder.ts';
import { record, type Program, type Recording } from './program.ts';
import { sharedWith } from './sharing.ts';
import { Snapshot } from './snapshot.ts';

/** Frees what nothing holds once this much has come since the last time: evaluation loops never reach a step's end. */
const COLLECT_AFTER_BYTES = 32 * 2 ** 20;

/** At most so often are values copied to the host, in milliseconds, for the case that the device is lost. */
const SNAPSHOT_INTERVAL = 2000;

/** Something of the program's that holds nodes: the same object from step to step, while its nodes change. */
export interface Holder {
  readonly owner: object;
  readonly nodes: readonly Node[];
  /** Whether it is a leaf's gradient. */
  readonly gradient?: boolean;
}

/** Gives what the program still holds. */
export type HeldNodes = () => Iterable<Holder>;

/** What an engine tells and asks while it runs. */
export interface EngineOptions {
  /** Without one, the engine stays where it is. */
  readonly ladder?: Ladder;
  /** The run goes on with another executor. */
  readonly onChange?: (report: EngineReport) => void;
  /** The device was lost, and there is nowhere to go on; the argument says it in a sentence. */
  readonly onLost?: (sentence: string) => void;
}

/**
 * Turns lazy nodes into values: records what is missing, runs it on an executor, and frees what the program no longer holds.
 */
export class Engine {
  #executor: Executor;
  readonly #held: HeldNodes;
  readonly #options: EngineOptions;
  readonly #compiled = new Map<string, Executable>();
  /** The programs recorded last: the next ones are mostly the same. */
  readonly #before: Record<'step' | 'read', Program | null> = { step: null, read: null };
  readonly #snapshot = new Snapshot();
  /** Whole numbers that went with a device: unlike a float they have no NaN to say that they are not known. */
  readonly #gone = new WeakSet<Node>();
  /** Gradients that the last step used and did not keep: most programs write over them unread. */
  #unkept: readonly Node[] = [];
  /** Whether steps keep their gradients, because this program has looked at one later on. */
  #keepsGradients = false;
  /** Every node that has a buffer. */
  #resident: Node[] = [];
  #bytesAtCollect = 0;
  /** Resolves when the device is done with the step before the last: at most two are in its queue. */
  #stepBefore: Promise<void> | null = null;
  /** Whether it may still move to a GPU. */
  #mayClimb: boolean;
  /** Ends each wait for the device: what a device was asked before it was lost may never be answered. */
  readonly #waits = new Set<(error: Error) => void>();
  /** Resolves when the run can go on after a loss; null when nothing was lost. */
  #recovery: Promise<void> | null = null;
  #lastSnapshot = -Infinity;
  #disposed = false;

  /** `held` is asked whenever something is to be computed or freed: what it does not name may go. */
  constructor(executor: Executor, held: HeldNodes, options: EngineOptions = {}) {
    this.#executor = executor;
    this.#held = held;
    this.#options = options;
    this.#mayClimb = options.ladder !== undefined;
    this.#watch(executor);
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
    if (this.#recovery !== null) return this.#recovery.then(() => this.step(updated) ?? undefined);
    // Nothing of the program's runs until the step has been issued: what it holds is asked once.
    const held = [...this.#held()];
    const { recording, left } = this.#record(updated, 'step', held);
    if (this.#mayClimb && workOf(recording.program) >= WORTH_A_GPU) {
      this.#mayClimb = false;
      return this.#climb().then(() => this.step(updated) ?? undefined);
    }
    this.#carryOut(recording);
    this.#unkept = left;
    this.collect([], held);
    // The device works on this step while the program prepares the next one, and waits only for the one before.
    const before = this.#stepBefore;
    const idle = this.#executor.idle();
    if (idle === null) return null;
    this.#stepBefore = this.#survive(idle);
    this.#takeSnapshot();
    return before;
  }

  /** Values of `node` on the host, one array that must not be changed. Immediate where the values are at hand. */
  read(node: Node): HostArray | Promise<HostArray> {
    const source = valueOf(node);
    if (source.host !== null) return source.host;
    const { operation } = source;
    if (operation.kind === 'full' || operation.kind === 'scalar') {
      return (source.host = hostArray(source.dtype, sizeOf(source.shape)).fill(operation.value));
    }
    if (this.#recovery !== null) return this.#recovery.then(() => this.read(source));
    this.#mustBeKnown(source);
    // Until its values are here it keeps its history: after a loss it is computed again.
    if (source.buffer === null) this.#carryOut(this.#record([source], 'read').recording, source);
    const values = this.#executor.read(source.buffer!, source.dtype);
    if (this.#executor.bytes - this.#bytesAtCollect > COLLECT_AFTER_BYTES) this.collect([source]);
    if (!(values instanceof Promise)) {
      forgetHistory(source);
      return values;
    }
    this.#takeSnapshot();
    return this.#patiently(source, values);
  }

  /** Computes `nodes` without reading them. */
  realize(nodes: readonly Node[]): void {
    if (this.#recovery === null) this.#carryOut(this.#record(nodes, 'read').recording);
  }

  /** Frees every buffer that neither the program nor `also` needs. */
  collect(also: readonly Node[] = [], held: Iterable<Holder> = this.#held()): void {
    const walk = newWalk();
    const stack: Node[] = [...also];
    for (const { nodes } of held) stack.push(...nodes);
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
    this.#disposed = true;
    for (const node of this.#resident) this.#executor.free(node.buffer!);
    this.#resident = [];
    this.#executor.dispose();
  }

  /** Records what is to be computed for `roots` and with them, and which gradients are left out of it. */
  #record(
    roots: readonly Node[],
    purpose: 'step' | 'read',
    held: Iterable<Holder> = this.#held(),
  ): { readonly recording: Recording; readonly left: readonly Node[] } {
    let left: readonly Node[] = [];
    const recording = record(roots, this.#before[purpose], (walk) => {
      if (this.#unkept.some((node) => walk.includes(node))) this.#keepsGradients = true;
      const { kept, gradients } = sharedWith(walk, held);
      const leaves = purpose === 'step' && !this.#keepsGradients;
      left = leaves ? gradients : [];
      return leaves ? kept : [...kept, ...gradients];
    });
    this.#before[purpose] = recording.program;
    return { recording, left };
  }

  #carryOut({ program, inputs, outputs }: Recording, read: Node | null = null): void {
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
      if (node !== read) forgetHistory(node);
    });
  }

  /** An input's buffer, uploaded on first use, or its number. */
  #bring(node: Node): NonNullable<Node['buffer']> | number {
    if (node.operation.kind === 'scalar') return node.operation.value;
    this.#mustBeKnown(node);
    if (node.buffer === null) {
      node.buffer = this.#executor.upload(node.host!, node.shape, node.dtype);
      this.#resident.push(node);
    }
    return node.buffer;
  }

  /** Throws for what went with a device, so that no program computes with made-up numbers. */
  #mustBeKnown(node: Node): void {
    if (!this.#gone.has(node)) return;
    throw new DeviceError('A value that the program still needs was lost with the GPU. Run the program again.');
  }

  #watch(executor: Executor): void {
    void executor.lost.then((sentence) => {
      if (executor !== this.#executor || this.#disposed) return;
      this.#recovery = this.#recover(sentence);
      for (const end of this.#waits) end(new DeviceError(sentence));
      this.#waits.clear();
    });
  }

  /** Moves to a GPU, if the ladder knows one. */
  async #climb(): Promise<void> {
    const rung = await this.#options.ladder!.up();
    if (rung === null || this.#disposed) return;
    const before = this.#executor;
    if (typeof rung === 'string') {
      this.#options.onChange?.({ name: before.name, adapter: before.adapter, reason: rung });
      return;
    }
    const moved = this.#resident.filter((node) => node.host === null);
    const values = await Promise.all(moved.map(async (node) => before.read(node.buffer!, node.dtype)));
    for (const node of this.#resident) before.free(node.buffer!);
    this.#settle(rung, moved, values);
  }

  /** Goes on elsewhere with what was last copied to the host. What was not is not known: a float is NaN, a whole number may not be used. */
  async #recover(sentence: string): Promise<void> {
    // What nothing holds need not be known.
    this.collect();
    const saved = new Map<Node, HostArray>();
    for (const { owner, nodes } of this.#held()) {
      nodes.forEach((node, i) => {
        const values = this.#snapshot.find(owner, i, node);
        if (values !== null) saved.set(valueOf(node), values);
      });
    }
    // What still has its history is computed again from what was copied.
    const lost = this.#resident.filter((node) => node.host === null && (saved.has(node) || node.inputs.length === 0));
    const unknown = lost.filter((node) => !saved.has(node));
    // Before the first copy nearly everything would be unknown.
    const known = this.#snapshot.taken || unknown.length === 0;
    const rung = known ? ((await this.#options.ladder?.down(sentence).catch(() => null)) ?? null) : null;
    if (rung === null) {
      this.#options.onLost?.(sentence);
      return new Promise(() => undefined);
    }
    for (const node of unknown) if (!isFloating(node.dtype)) this.#gone.add(node);
    const nothing = (node: Node): HostArray => hostArray(node.dtype, sizeOf(node.shape)).fill(NaN);
    const values = lost.map((node) => saved.get(node) ?? nothing(node));
    this.#settle(rung, lost, values);
    this.#recovery = null;
  }

  #settle({ executor, reason }: Rung, nodes: readonly Node[], values: readonly HostArray[]): void {
    for (const node of this.#resident) node.buffer = null;
    this.#compiled.clear();
    this.#executor = executor;
    this.#resident = [...nodes];
    nodes.forEach((node, i) => {
      node.buffer = executor.upload(values[i]!, node.shape, node.dtype);
      if (!this.#gone.has(node)) this.#snapshot.keep(node, values[i]!);
    });
    this.#stepBefore = null;
    this.#watch(executor);
    this.#options.onChange?.({ name: executor.name, adapter: executor.adapter, reason });
  }

  #takeSnapshot(): void {
    const now = performance.now();
    if (this.#options.ladder === undefined || now - this.#lastSnapshot < SNAPSHOT_INTERVAL) return;
    this.#lastSnapshot = now;
    const executor = this.#executor;
    // A copy that fails leaves the one before it; a lost device is heard of elsewhere.
    const read = (node: Node) => (this.#gone.has(node) ? null : executor.read(node.buffer!, node.dtype));
    this.#snapshot.take(this.#held, read).catch(() => undefined);
  }

  /** `values`, or, when the device is lost meanwhile, what the value is after the recovery. */
  async #patiently(node: Node, values: Promise<HostArray>): Promise<HostArray> {
    const executor = this.#executor;
    try {
      const known = await this.#unlessLost(values);
      forgetHistory(node);
      return known;
    } catch (error) {
      await this.#recoveryFrom(executor, error);
      return this.read(node);
    }
  }

  /** Waits for the device, or, when it is lost meanwhile, for the recovery. */
  #survive(idle: Promise<void>): Promise<void> {
    const executor = this.#executor;
    return this.#unlessLost(idle).catch((error: unknown) => this.#recoveryFrom(executor, error));
  }

  /** `answer`, or a rejection as soon as the device is known to be lost. */
  #unlessLost<Answer>(answer: Promise<Answer>): Promise<Answer> {
    // No race with `lost`: a promise that never resolves would hold on to every wait of a long run.
    return new Promise((resolve, reject) => {
      this.#waits.add(reject);
      answer.then(resolve, reject).finally(() => this.#waits.delete(reject));
    });
  }

  /** Waits until a run whose executor failed can go on; rejects with `error` when the executor was not lost. */
  async #recoveryFrom(executor: Executor, error: unknown): Promise<void> {
    // The loss is told by a promise of its own, which may come after what failed by it.
    const lost = await Promise.race([executor.lost.then(() => true), new Promise((end) => setTimeout(end, 200))]);
    if (lost !== true) throw error;
    await this.#recovery;
  }
}

/** How many selections of selections are remembered: a program that shuffles its labels each epoch makes an endless chain. */
const REMEMBERED = 4;

/**
 * What a value was made of is not needed once it is known, unless a gradient may still ask. A batch's labels keep theirs, which
 * costs next to nothing: after a loss they are picked again.
 */
function forgetHistory(node: Node): void {
  if (node.requiresGrad && !node.historyFreed) return;
  if (!isFloating(node.dtype) && isPicked(node, REMEMBERED)) return;
  node.dropHistory();
}

/** Whether a value was picked by index, at most `depth` times over, from one that stands for itself. */
const isPicked = ({ operation, inputs }: Node, depth: number): boolean =>
  operation.kind === 'indexSelect' &&
  depth > 0 &&
  inputs.map(valueOf).every((input) => input.inputs.length === 0 || isPicked(input, depth - 1));
