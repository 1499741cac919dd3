/**
 * Offsets across a line so that dots at these places on it do not cover each other: 0 for a dot with room, then
 * alternately to either side, as near to the line as there is room.
 *
 * @param places along the line, in pixels
 * @param diameter of a dot, in pixels
 * @param limit how far from the line a dot may go; the dots that find no room by then cover others
 */
export function swarm(places: readonly number[], diameter: number, limit: number): number[] {
  const levels = Math.max(0, Math.floor(limit / diameter));
  // Where the last dot of each level is: dots come in order, so that only that one can be in the way.
  const last = new Map<number, number>();
  const offsets = Array<number>(places.length).fill(0);
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  for (const i of order) {
    const place = places[i] ?? 0;
    const tries = Array.from({ length: 2 * levels + 1 }, (_, n) => (n % 2 === 1 ? (n + 1) / 2 : -n / 2));
    const level = tries.find((each) => place - (last.get(each) ?? -Infinity) >= diameter) ?? 0;
    last.set(level, place);
    offsets[i] = level === 0 ? 0 : level * diameter;
  }
  return offsets;
}
