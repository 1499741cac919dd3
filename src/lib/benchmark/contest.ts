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

/**
 * An effort that takes about `budget` milliseconds at `msPerStep`, or as long as one step takes.
 */
export function effortFor(msPerStep: number, budget: number): Effort {
  const steps = Math.min(MAX_BLOCK_STEPS, Math.max(1, Math.round(budget / 3 / msPerStep)));
  const blocks = Math.min(MAX_BLOCKS, Math.max(1, Math.round(budget / (steps * msPerStep))));
  return { steps, blocks, warmUp: 1 };
}

/** Raised when a contestant is not to be had here, or cannot do this workload. The message is a sentence. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
