/** The order in which a loader visits its samples. */
import { TorchGenerator } from '../../../random/torch-generator.ts';
import { torchState } from '../../state.ts';

/** 0, 1, …, n - 1. */
export function* sequential(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}

/**
 * A random permutation, as RandomSampler draws it: from a stream of its own that the run's generator seeds, or from the program's
 * `generator`, from which it takes another permutation at the end, because PyTorch does.
 */
export function* shuffled(n: number, generator: TorchGenerator | null): Generator<number> {
  const stream = generator ?? new TorchGenerator(torchState().generator.int64());
  yield* stream.permutation(n);
  if (generator !== null) stream.permutation(n);
}

/** Groups of `size`; the last one may be smaller, or is left out. */
export function* batches(order: Iterable<number>, size: number, dropLast: boolean): Generator<number[]> {
  let batch: number[] = [];
  for (const index of order) {
    batch.push(index);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0 && !dropLast) yield batch;
}
