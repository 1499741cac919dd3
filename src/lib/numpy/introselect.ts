/**
 * Partial sorting, step for step as NumPy's `introselect` (npysort/selection.cpp) does it, so that elements on either side of
 * the wanted one come out in the same order.
 */
import { less } from './introsort.ts';

/** Pivots that NumPy remembers from one wanted place to the next. */
const PIVOT_STACK = 50;

/** The elements of a row by their places, and the pivots that are known to be where sorting would put them. */
class Selection {
  readonly values: ArrayLike<number>;
  readonly places: Int32Array;

  constructor(values: ArrayLike<number>, places: Int32Array) {
    this.values = values;
    this.places = places;
  }

  /** A window of the same row, as the search for a pivot looks at it. */
  from(start: number): Selection {
    return new Selection(this.values, this.places.subarray(start));
  }

  isLess(a: number, b: number): boolean {
    return less(this.values[this.places[a]!]!, this.values[this.places[b]!]!);
  }

  swap(a: number, b: number): void {
    const { places } = this;
    const held = places[a]!;
    places[a] = places[b]!;
    places[b] = held;
  }

  /** The least elements one by one: fast for the first few. */
  selectFirst(count: number, size: number): void {
    for (let i = 0; i < count; i++) {
      let least = i;
      for (let k = i + 1; k < size; k++) if (this.isLess(k, least)) least = k;
      this.swap(i, least);
    }
  }

  /** The median of three goes to `low`, the least of them to `low + 1`. */
  medianOfThree(low: number, middle: number, high: number): void {
    if (this.isLess(high, middle)) this.swap(high, middle);
    if (this.isLess(high, low)) this.swap(high, low);
    if (this.isLess(low, middle)) this.swap(low, middle);
    this.swap(middle, low + 1);
  }

  /** The place of the median of the first five. */
  medianOfFive(): number {
    for (const [a, b] of [[1, 0], [4, 3], [3, 0], [4, 1], [2, 1]] as const) if (this.isLess(a, b)) this.swap(a, b); // prettier-ignore
    if (!this.isLess(3, 2)) return 2;
    return this.isLess(3, 1) ? 1 : 3;
  }

  medianOfMedians(size: number): number {
    const count = Math.floor(size / 5);
    for (let i = 0; i < count; i++) this.swap(5 * i + this.from(5 * i).medianOfFive(), i);
    if (count > 2) this.select(count, count >> 1, null);
    return count >> 1;
  }

  /** Parts the elements between two places by the pivot at `low`; returns where the two scans crossed. */
  part(low: number, from: number, to: number): [up: number, down: number] {
    let [up, down] = [from, to];
    for (;;) {
      do up++; while (this.isLess(up, low)); // prettier-ignore
      do down--; while (this.isLess(low, down)); // prettier-ignore
      if (down < up) return [up, down];
      this.swap(up, down);
    }
  }

  select(size: number, wanted: number, pivots: number[] | null, floats = false): void {
    let low = 0;
    let high = size - 1;
    while (pivots !== null && pivots.length > 0) {
      const last = pivots.at(-1)!;
      if (last > wanted) {
        high = last - 1;
        break;
      }
      if (last === wanted) return;
      low = last + 1;
      pivots.pop();
    }
    if (wanted - low < 3) {
      this.from(low).selectFirst(wanted - low + 1, high - low + 1);
      remember(pivots, wanted, wanted);
      return;
    }
    if (floats && wanted === size - 1) {
      let most = low;
      for (let k = low + 1; k < size; k++) if (!this.isLess(k, most)) most = k;
      this.swap(wanted, most);
      return;
    }
    let depth = 2 * Math.floor(Math.log2(size));
    while (low + 1 < high) {
      let [from, to] = [low + 1, high];
      if (depth > 0 || to - from < 5) {
        this.medianOfThree(low, low + ((high - low) >> 1), high);
      } else {
        this.swap(from + this.from(from).medianOfMedians(to - from), low);
        from--;
        to++;
      }
      depth--;
      const [up, down] = this.part(low, from, to);
      this.swap(low, down);
      if (down !== wanted) remember(pivots, down, wanted);
      if (down >= wanted) high = down - 1;
      if (down <= wanted) low = up;
    }
    if (high === low + 1 && this.isLess(high, low)) this.swap(high, low);
    remember(pivots, wanted, wanted);
  }
}

function remember(pivots: number[] | null, pivot: number, wanted: number): void {
  if (pivots === null) return;
  if (pivot === wanted && pivots.length === PIVOT_STACK) pivots[PIVOT_STACK - 1] = pivot;
  else if (pivot >= wanted && pivots.length < PIVOT_STACK) pivots.push(pivot);
}

/**
 * Orders `places` so that those at each of `wanted` (ascending) are where sorting would put them, what is not greater before
 * and what is not less behind.
 */
export function selectPlaces(
  values: ArrayLike<number>,
  places: Int32Array,
  wanted: readonly number[],
  floats: boolean,
): void {
  const selection = new Selection(values, places);
  const pivots: number[] = [];
  for (const place of wanted) selection.select(places.length, place, pivots, floats);
}
