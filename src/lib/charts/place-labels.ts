/**
 * Moves positions along a line as little as possible so that neighbours are at least `gap` apart and all lie within
 * `[low, high]`, keeping their order. If there is no room the gap shrinks evenly.
 *
 * Pool-adjacent-violators: labels that collide form a block centred on the mean of where its members want to be.
 */
export function placeLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const room = wanted.length > 1 ? Math.min(gap, (high - low) / (wanted.length - 1)) : gap;
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  // Subtracting each label's share of the gaps turns "at least a gap apart" into "in order".
  const blocks: { sum: number; count: number }[] = [];
  for (const [rank, index] of order.entries()) {
    let block = { sum: (wanted[index] ?? 0) - rank * room, count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const limit = high - room * (wanted.length - 1);
  const levels = blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  const placed = Array<number>(wanted.length);
  for (const [rank, index] of order.entries())
    placed[index] = Math.min(limit, Math.max(low, levels[rank] ?? low)) + rank * room;
  return placed;
}
