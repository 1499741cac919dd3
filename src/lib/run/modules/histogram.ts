/** As many as TensorBoard shows. */
export const TENSORBOARD_BINS = 30;

/**
 * Counts finite values in `bins` bins of equal width from the least to the greatest, as numpy's `histogram` does: a
 * bin has its left edge and not its right one, the last bin has both, and equal values get a range of 1 around them.
 */
export function histogram(values: readonly number[], bins: number): { edges: number[]; counts: number[] } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min === max) [min, max] = [min - 0.5, max + 0.5];
  const width = (max - min) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * width));
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    let bin = Math.min(Math.floor((value - min) / width), bins - 1);
    // The quotient may round across an edge.
    if (value < (edges[bin] as number)) bin--;
    else if (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges, counts };
}
