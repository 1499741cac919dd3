/** Who is measured on what: the names of the benchmark, which are also the keys of its JSON. */
import type { EngineName } from '../engine/names.ts';

/** What is trained, as the listings in `programs/` say it. */
export type Workload = 'mlp' | 'augmented' | 'cnn';

export const WORKLOADS: Readonly<Record<Workload, string>> = {
  mlp: 'MLP 784-512-256-10, dropout, batch 64',
  augmented: 'the same MLP on augmented images',
  cnn: 'CNN conv8-pool-conv16-pool-fc, batch 64',
};

export const isWorkload = (name: string): name is Workload => Object.hasOwn(WORKLOADS, name);

/** A listing on one of our engines. */
export type Ours = EngineName;

/** Another library in the browser, at its best settings. */
export type Peer =
  'tfjs-webgpu-fit' | 'tfjs-webgpu-eager' | 'tfjs-wasm-fit' | 'tfjs-wasm-eager' | 'jaxjs-webgpu' | 'jaxjs-wasm';

export const PEERS: readonly Peer[] = [
  'tfjs-webgpu-fit',
  'tfjs-webgpu-eager',
  'tfjs-wasm-fit',
  'tfjs-wasm-eager',
  'jaxjs-webgpu',
  'jaxjs-wasm',
];

export const isPeer = (name: string): name is Peer => (PEERS as readonly string[]).includes(name);

/** How much is measured at once. */
export interface Effort {
  /** Optimizer steps in a block; a block's time is taken as a whole. */
  readonly steps: number;
  readonly blocks: number;
  /** Blocks that are run first and not counted. */
  readonly warmUp: number;
}

/** Enough to know how long a step takes, and to have compiled everything. */
export const PROBE: Effort = { steps: 2, blocks: 1, warmUp: 1 };

/** Blocks are short enough to see their spread, and long enough for the clock. */
const MAX_BLOCK_STEPS = 16;
const MAX_BLOCKS = 10;
/** How long a browser may take to compile its own compiled code again, and better, in milliseconds. */
const WARM_UP = 500;
const MAX_WARM_UP_BLOCKS = 8;

/** An effort that takes about `budget` milliseconds at `msPerStep`, or as long as one step takes, after warming up. */
export function effortFor(msPerStep: number, budget: number): Effort {
  const between = (value: number, most: number): number => Math.min(most, Math.max(1, Math.round(value)));
  const steps = between(budget / 3 / msPerStep, MAX_BLOCK_STEPS);
  const block = steps * msPerStep;
  return { steps, blocks: between(budget / block, MAX_BLOCKS), warmUp: between(WARM_UP / block, MAX_WARM_UP_BLOCKS) };
}

/** Raised when a contestant is not to be had here, or cannot do this workload. The message is a sentence. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** What came of a measurement: milliseconds a step of each block, or why there are none. */
export type Outcome =
  | { readonly times: readonly number[] }
  | { readonly unavailable: string }
  /** Something broke; the message is for developers. */
  | { readonly failed: string };

/** Turns what a measurement throws into an outcome, except that it was stopped. */
export async function outcomeOf(measurement: Promise<readonly number[]>): Promise<Outcome> {
  try {
    return { times: await measurement };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof Unavailable ? { unavailable: message } : { failed: message };
  }
}
