/**
 * Sorting by places, in NumPy's own order. Its default sort is not stable, so which of two equal elements comes first
 * follows from the algorithm: quicksort with the median of three, insertion sort for 16 or fewer, heapsort when it
 * degenerates (D. R. Musser, "Introspective sorting and selection algorithms", 1997).
 */

const SMALL = 15;

/** NaN is larger than every number. */
export const less = (a: number, b: number): boolean => a < b || (Number.isNaN(b) && !Number.isNaN(a));

/** Sorts the places by the values at them. */
export function sortPlaces(values: ArrayLike<number>, places: Int32Array, stable: boolean): void {
  if (stable) {
    places.sort((a, b) => (less(values[a]!, values[b]!) ? -1 : less(values[b]!, values[a]!) ? 1 : a - b));
    return;
  }
  quicksort(values, places);
}

function quicksort(v: ArrayLike<number>, p: Int32Array): void {
  const swap = (i: number, j: number): void => {
    const kept = p[i]!;
    p[i] = p[j]!;
    p[j] = kept;
  };
  const before = (i: number, j: number): boolean => less(v[p[i]!]!, v[p[j]!]!);
  const pending: { left: number; right: number; depth: number }[] = [];
  let left = 0;
  let right = p.length - 1;
  let depth = p.length < 2 ? 0 : 2 * (31 - Math.clz32(p.length));
  for (;;) {
    let sorted = false;
    if (depth < 0) {
      heapsort(v, p.subarray(left, right + 1));
      sorted = true;
    }
    while (!sorted && right - left > SMALL) {
      const middle = left + ((right - left) >> 1);
      if (before(middle, left)) swap(middle, left);
      if (before(right, middle)) swap(right, middle);
      if (before(middle, left)) swap(middle, left);
      const pivot = v[p[middle]!]!;
      let i = left;
      let j = right - 1;
      swap(middle, j);
      for (;;) {
        do i++;
        while (less(v[p[i]!]!, pivot));
        do j--;
        while (less(pivot, v[p[j]!]!));
        if (i >= j) break;
        swap(i, j);
      }
      swap(i, right - 1);
      depth--;
      // The larger part waits.
      if (i - left < right - i) {
        pending.push({ left: i + 1, right, depth });
        right = i - 1;
      } else {
        pending.push({ left, right: i - 1, depth });
        left = i + 1;
      }
    }
    if (!sorted) insertionSort(v, p, left, right);
    const next = pending.pop();
    if (next === undefined) return;
    ({ left, right, depth } = next);
  }
}

function insertionSort(v: ArrayLike<number>, p: Int32Array, left: number, right: number): void {
  for (let i = left + 1; i <= right; i++) {
    const place = p[i]!;
    const value = v[place]!;
    let j = i;
    while (j > left && less(value, v[p[j - 1]!]!)) {
      p[j] = p[j - 1]!;
      j--;
    }
    p[j] = place;
  }
}

function heapsort(v: ArrayLike<number>, p: Int32Array): void {
  const sift = (start: number, n: number, place: number): void => {
    let i = start;
    let child = 2 * i + 1;
    while (child < n) {
      if (child + 1 < n && less(v[p[child]!]!, v[p[child + 1]!]!)) child++;
      if (!less(v[place]!, v[p[child]!]!)) break;
      p[i] = p[child]!;
      i = child;
      child = 2 * i + 1;
    }
    p[i] = place;
  };
  for (let i = (p.length >> 1) - 1; i >= 0; i--) sift(i, p.length, p[i]!);
  for (let n = p.length - 1; n > 0; n--) {
    const place = p[n]!;
    p[n] = p[0]!;
    sift(0, n, place);
  }
}
