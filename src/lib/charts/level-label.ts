/** A curve's points in pixels, from left to right: each with the edges of its band. */
export type DrawnBand = readonly { readonly x: number; readonly low: number; readonly high: number }[];

/** Where a level's name stands: the end of it that is at `x`, and the foot of its letters. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** From the foot of a letter to its head, in pixels. */
const LETTER = 10;
/** Places along a name at which it is asked what passes there. */
const SAMPLES = 9;

/** The band between two points, at any place along them; null outside of it. */
function bandAt(band: DrawnBand, x: number): { low: number; high: number } | null {
  const after = band.findIndex((point) => point.x >= x);
  const [from, to] = [band[Math.max(0, after - 1)], band[after]];
  if (!from || !to || from.x > x) return null;
  const share = to.x === from.x ? 0 : (x - from.x) / (to.x - from.x);
  const between = (a: number, b: number): number => a + share * (b - a);
  return { low: between(from.low, to.low), high: between(from.high, to.high) };
}

/** How much of a name is crossed by bands: of each band at each sample, once. */
function crossings(bands: readonly DrawnBand[], left: number, width: number, foot: number): number {
  let count = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const x = left + (width * i) / (SAMPLES - 1);
    for (const band of bands) {
      const at = bandAt(band, x);
      if (!at) continue;
      const [top, bottom] = [Math.min(at.low, at.high), Math.max(at.low, at.high)];
      if (bottom > foot - LETTER - 2 && top < foot + 2) count++;
    }
  }
  return count;
}

/**
 * Where the name of a level stands: on the line at its left end, or, when curves pass there, at the place along the line,
 * above or under it, that the fewest cross.
 *
 * @param level height of the line in pixels
 * @param width width of the name
 */
export function placeLevelLabel(
  bands: readonly DrawnBand[],
  level: number,
  width: number,
  { left, right, bottom }: { readonly left: number; readonly right: number; readonly bottom: number },
): LabelPlace {
  const ends = [
    { anchor: 'start', x: left + 6, from: left + 6 },
    { anchor: 'end', x: right - 6, from: right - 6 - width },
    { anchor: 'middle', x: (left + right) / 2, from: (left + right - width) / 2 },
  ] as const;
  const feet = [level - 5, level + LETTER + 5].filter((foot) => foot <= bottom - 2);
  const places = feet.flatMap((y) =>
    ends.map(({ anchor, x, from }) => ({ place: { anchor, x, y }, crossed: crossings(bands, from, width, y) })),
  );
  const least = Math.min(...places.map(({ crossed }) => crossed));
  return places.find(({ crossed }) => crossed === least)!.place;
}
