/** What every other library in the browser is asked to do, each in its own way. */
import type { Workload } from '../contest.ts';

export const BATCH = 64;
export const PIXELS = 784;
export const CLASSES = 10;
export const LEARNING_RATE = 0.01;
export const WEIGHT_DECAY = 1e-4;

/** Images `[count, 784]` from 0 to 1 and labels as one-hot rows `[count, 10]`. */
export interface Data {
  readonly images: Float32Array<ArrayBuffer>;
  readonly targets: Float32Array<ArrayBuffer>;
  readonly count: number;
}

/** A network with its data on the device, ready to train. */
export interface Trainer {
  /**
   * Trains for so many steps of 64 images, and resolves with the last loss when the device has done all of them.
   * @param steps At most `count / 64`.
   */
  train(steps: number): Promise<number>;
}

/** Workloads that the other libraries have, too. */
export type PeerWorkload = Exclude<Workload, 'augmented'>;
