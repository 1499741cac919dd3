import type { Executor } from './executor.ts';
import type { EngineName } from './names.ts';
import type { Program } from './program.ts';
import { sizeOf } from '../tensor/shape.ts';

/** Which executor carries out the run, and why that one. */
export interface EngineReport {
  readonly name: EngineName;
  /** The adapter's own words, for example `google swiftshader`; `CPU` where there is none. */
  readonly adapter: string;
  /** One sentence for the reader. */
  readonly reason: string;
}

/** An executor, and why it is this one. */
export interface Rung {
  readonly executor: Executor;
  readonly reason: string;
}

/** Where a run can go from the executor that it is on. */
export interface Ladder {
  /** Asked once, before the first optimizer step that is work enough for a GPU: where to go on, or why to stay. Null stays in silence. */
  up(): Promise<Rung | string | null>;
  /** Asked when the executor's device is lost: where to go on, or null when there is nowhere. */
  down(sentence: string): Promise<Rung | null>;
}

/**
 * Floating-point operations from which a step is work enough for a GPU. WASM needs about 0.3 ms for so many, which is what issuing a
 * step to a GPU and waiting for it costs. It is a count and no measurement, so that a run goes the same way each time.
 */
export const WORTH_A_GPU = 10e6;

/** Floating-point operations of a program's matrix products, two for each multiplication with its addition. */
export function workOf({ instructions, values }: Program): number {
  let work = 0;
  for (const { operation, inputs, output } of instructions) {
    if (operation.kind === 'matmul') work += 2 * sizeOf(values[output]!.shape) * values[inputs[0]!]!.shape.at(-1)!;
  }
  return work;
}
