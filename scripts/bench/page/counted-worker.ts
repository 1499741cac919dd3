/**
 * The run's worker with counters at its edges: what goes to the graphics device, and how long the engine keeps the script. They sit on the
 * outside, so that every engine is counted alike.
 */
import { Engine } from '../../../src/lib/engine/engine.ts';
import '../../../src/lib/run/worker.ts';

/** What one optimizer step took. */
export interface StepCount {
  readonly dispatches: number;
  readonly submits: number;
  /** Milliseconds in which the engine recorded, issued and read, without what it waited for. */
  readonly script: number;
}

/** The counts of the steps since the last message; of no run, so that whoever follows the run leaves it alone. */
export interface CountMessage {
  readonly runId: 'counts';
  readonly steps: readonly StepCount[];
}

let dispatches = 0;
let submits = 0;
let script = 0;
let steps: StepCount[] = [];

/** Has `before` called at each call of a method. A browser without the class has nothing to count. */
function watch(prototype: object | undefined, method: string, before: () => void): void {
  if (prototype === undefined) return;
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[method]!;
  methods[method] = function (this: unknown, ...args) {
    before();
    return original.apply(this, args);
  };
}

const { GPUComputePassEncoder: Pass, GPUQueue: Queue } = globalThis as Partial<typeof globalThis>;
watch(Pass?.prototype, 'dispatchWorkgroups', () => dispatches++);
watch(Pass?.prototype, 'dispatchWorkgroupsIndirect', () => dispatches++);
watch(Queue?.prototype, 'submit', () => submits++);

/** Times a method of the engine until it returns; what it promises is the device's time. */
function time(method: 'step' | 'read', after: () => void): void {
  const methods = Engine.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[method]!;
  methods[method] = function (this: unknown, ...args) {
    const start = performance.now();
    try {
      return original.apply(this, args);
    } finally {
      script += performance.now() - start;
      after();
    }
  };
}

time('read', () => undefined);
// A step ends where the next one begins to be issued: what it reads comes after it.
time('step', () => {
  steps.push({ dispatches, submits, script });
  [dispatches, submits, script] = [0, 0, 0];
  if (steps.length % 16 !== 0) return;
  postMessage({ runId: 'counts', steps } satisfies CountMessage);
  steps = [];
});
