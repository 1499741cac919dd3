/** Frames: Python's on the heap, and tasks of natives that are under way. */
import type { Code } from '../compile/code.ts';
import type { Cell } from '../objects/callable.ts';
import type { PyException } from '../objects/exceptions.ts';
import type { PyGenerator } from '../objects/generator.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';

export type Frame = PyFrame | NativeFrame;

/** Where an exception goes while a `try` or `with` is open. */
export interface TryBlock {
  readonly handler: number;
  readonly sp: number;
  readonly handled: PyException | null;
}

/** What a frame does with the value that it waits for. */
export const Mode = {
  /** Push it. */
  PUSH: 0,
  /** Drop it. */
  DISCARD: 1,
  /** Push it; at the end of the iterator leave the loop. */
  FOR: 2,
  /** It is the truth of the top of the stack: put it there and run the instruction again. */
  RETRY: 3,
  /** It is `__init__`'s, and has to be None. */
  INITIALIZED: 4,
  /** `yield from`: pass it on, or take the delegate's result. */
  DELEGATE: 5,
} as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

export class PyFrame {
  readonly code: Code;
  readonly globals: Map<string, Value>;
  readonly locals: (Value | undefined)[];
  readonly cells: readonly Cell[];
  /** A class body's names; null for functions and modules. */
  readonly namespace: Map<string, Value> | null;
  readonly stack: (Value | undefined)[] = [];
  /** As of the start of the instruction that runs. */
  sp = 0;
  /** The instruction that runs, or ran last. */
  ip = -1;
  readonly blocks: TryBlock[] = [];
  handled: PyException | null = null;
  back: Frame | null = null;
  generator: PyGenerator | null = null;
  mode: Mode = Mode.PUSH;

  constructor(
    code: Code,
    globals: Map<string, Value>,
    locals: (Value | undefined)[],
    cells: readonly Cell[],
    namespace: Map<string, Value> | null = null,
  ) {
    this.code = code;
    this.globals = globals;
    this.locals = locals;
    this.cells = cells;
    this.namespace = namespace;
  }

  /** The line that runs, 1-based. */
  get line(): number {
    return this.code.positions[Math.max(this.ip, 0) * 4] ?? this.code.firstLine;
  }

  traverse(visit: (value: Value) => void): void {
    for (const value of this.locals) if (value !== undefined) visit(value);
    for (const cell of this.cells) visit(cell);
    for (let i = 0; i < this.sp; i++) {
      const value = this.stack[i];
      if (value !== undefined) visit(value);
    }
    if (this.namespace !== null) for (const value of this.namespace.values()) visit(value);
    if (this.handled !== null) visit(this.handled);
    for (const block of this.blocks) if (block.handled !== null) visit(block.handled);
  }
}

export class NativeFrame {
  task: Task<unknown>;
  readonly holds: readonly Value[];
  back: Frame | null;
  /** The answer to the task's last request. */
  incoming: unknown = undefined;

  constructor(task: Task<unknown>, holds: readonly Value[], back: Frame | null) {
    this.task = task;
    this.holds = holds;
    this.back = back;
  }

  traverse(visit: (value: Value) => void): void {
    for (const value of this.holds) if (value !== undefined) visit(value);
    const incoming = this.incoming;
    if (incoming !== undefined && incoming !== null) visit(incoming as Value);
  }
}
