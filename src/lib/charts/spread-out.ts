type Place = readonly [x: number, y: number];

/** Turns from one point to the next that never come to lie over each other, as seeds do in a sunflower. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** How much wider than high the heaps are: the numbers of an axis stand closer together upwards than across. */
const [ACROSS, UP] = [1.4, 0.75];

/**
 * Places in pixels with those that coincide laid around the common one, the first of them upon it. Null stays null.
 *
 * @param gap about how far neighbours come to lie apart, in pixels
 */
export function spreadOut(places: readonly (Place | null)[], gap: number): (Place | null)[] {
  const taken = new Map<string, number>();
  return places.map((place) => {
    if (place === null) return null;
    const key = place.map((at) => at.toFixed(2)).join();
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    const [distance, turn] = [gap * Math.sqrt(before), before * GOLDEN_ANGLE];
    return [place[0] + ACROSS * distance * Math.cos(turn), place[1] + UP * distance * Math.sin(turn)];
  });
}
