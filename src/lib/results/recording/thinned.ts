/** Rounds to what a result keeps: enough for any chart, few enough to read. */
export const significant = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;

/** At most `count` of the items, evenly spaced, the last one among them; the first as well, if there may be two. */
export function thinned<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  const spacing = (items.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, i) => items[Math.round(items.length - 1 - (count - 1 - i) * spacing)]!);
}
