import { randomLcg, shuffler } from 'd3';

/** How examples and their copies come into folds. */
export interface FoldSetting {
  readonly originals: number;
  /** Variants of each original beside itself: what augmentation makes. */
  readonly copies: number;
  readonly folds: number;
  /** Whether the copies are made before the examples are split, or after, in the training part alone. */
  readonly order: 'copy, then split' | 'split, then copy';
  readonly shuffle: boolean;
  /** The fold that is held out, from 0. */
  readonly heldOut: number;
}

/** One example in its fold. */
export interface FoldCell {
  readonly original: number;
  /** 0 for the original itself, then its copies. */
  readonly copy: number;
  readonly fold: number;
}

/** An example held out and one trained on that come from the same original. */
export interface Leak {
  readonly heldOut: number;
  readonly training: number;
}

/** The fold of each of `count` examples in order, as `KFold` has it: neighbours together, the first folds one larger. */
export function foldOfEach(count: number, folds: number): number[] {
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) =>
    Array<number>(Math.floor(count / folds) + (fold < count % folds ? 1 : 0)).fill(fold),
  );
}

/** Every example with its fold, in the order of the folds. Shuffling is the same each time. */
export function foldCells({ originals, copies, folds, order, shuffle, heldOut }: FoldSetting): FoldCell[] {
  const mixed = <T>(items: T[]): T[] => (shuffle ? shuffler(randomLcg(0.42))(items) : items);
  const numbers = Array.from({ length: originals }, (_, original) => original);
  const variants = Array.from({ length: copies + 1 }, (_, copy) => copy);
  if (order === 'copy, then split') {
    // All originals, then all first copies, and so on: how augmented images are appended to a data set.
    const examples = mixed(variants.flatMap((copy) => numbers.map((original) => ({ original, copy }))));
    const fold = foldOfEach(examples.length, folds);
    return examples.map((example, i) => ({ ...example, fold: fold[i]! }));
  }
  const fold = foldOfEach(originals, folds);
  return mixed(numbers).flatMap((original, i) => {
    const own = fold[i]!;
    return (own === heldOut ? [0] : variants).map((copy) => ({ original, copy, fold: own }));
  });
}

/** Each held-out example with every example of the training part that comes from its original, by their places. */
export function leaksOf(cells: readonly FoldCell[], heldOut: number): Leak[] {
  return cells.flatMap((cell, i) =>
    cell.fold !== heldOut
      ? []
      : cells.flatMap((other, j) =>
          other.fold !== heldOut && other.original === cell.original ? [{ heldOut: i, training: j }] : [],
        ),
  );
}
