/**
 * The order in which the C++ standard library of GNU leaves equal elements. PyTorch finds `topk` and `median` with it, so which of several
 * equal values comes first follows from these algorithms and from nothing else.
 */

/** Whether the element that stands for `a` comes before that of `b`. */
export type Before = (a: number, b: number) => boolean;

const SMALL = 16;

function swap(items: Int32Array, i: number, j: number): void {
  const item = items[i]!;
  items[i] = items[j]!;
  items[j] = item;
}

/** `std::__unguarded_linear_insert` and its guarded form: stable for short runs. */
function insertionSort(items: Int32Array, first: number, last: number, before: Before): void {
  for (let i = first + 1; i < last; i++) {
    const item = items[i]!;
    let hole = i;
    if (before(item, items[first]!)) {
      items.copyWithin(first + 1, first, i);
      hole = first;
    } else for (; before(item, items[hole - 1]!); hole--) items[hole] = items[hole - 1]!;
    items[hole] = item;
  }
}

/** Puts the median of three items at `to`. */
function medianToFirst(items: Int32Array, to: number, a: number, b: number, c: number, before: Before): void {
  const less = (i: number, j: number): boolean => before(items[i]!, items[j]!);
  const middle = less(a, b) ? (less(b, c) ? b : less(a, c) ? c : a) : less(a, c) ? a : less(b, c) ? c : b;
  swap(items, to, middle);
}

/** Partition about the median of three: the start of the second part. */
function partition(items: Int32Array, first: number, last: number, before: Before): number {
  medianToFirst(items, first, first + 1, (first + last) >> 1, last - 1, before);
  const pivot = items[first]!;
  let low = first + 1;
  let high = last;
  for (;;) {
    while (before(items[low]!, pivot)) low++;
    high--;
    while (before(pivot, items[high]!)) high--;
    if (low >= high) return low;
    swap(items, low, high);
    low++;
  }
}

function siftDown(items: Int32Array, first: number, hole: number, length: number, item: number, before: Before): void {
  const top = hole;
  let at = hole;
  let child = hole;
  while (child < (length - 1) >> 1) {
    child = 2 * (child + 1);
    if (before(items[first + child]!, items[first + child - 1]!)) child--;
    items[first + at] = items[first + child]!;
    at = child;
  }
  if (length % 2 === 0 && child === (length - 2) >> 1) {
    child = 2 * (child + 1);
    items[first + at] = items[first + child - 1]!;
    at = child - 1;
  }
  for (let parent = (at - 1) >> 1; at > top && before(items[first + parent]!, item); parent = (at - 1) >> 1) {
    items[first + at] = items[first + parent]!;
    at = parent;
  }
  items[first + at] = item;
}

/** The `middle - first` items that come first, as a heap at the front. */
function heapSelect(items: Int32Array, first: number, middle: number, last: number, before: Before): void {
  const length = middle - first;
  for (let parent = (length - 2) >> 1; parent >= 0; parent--)
    siftDown(items, first, parent, length, items[first + parent]!, before);
  for (let i = middle; i < last; i++) {
    if (!before(items[i]!, items[first]!)) continue;
    const item = items[i]!;
    items[i] = items[first]!;
    siftDown(items, first, 0, length, item, before);
  }
}

function sortHeap(items: Int32Array, first: number, last: number, before: Before): void {
  for (let end = last - 1; end > first; end--) {
    const item = items[end]!;
    items[end] = items[first]!;
    siftDown(items, first, 0, end - first, item, before);
  }
}

const depth = (length: number): number => (length > 1 ? 2 * Math.floor(Math.log2(length)) : 0);

/** `std::partial_sort`. */
export function partialSort(items: Int32Array, middle: number, before: Before): void {
  heapSelect(items, 0, middle, items.length, before);
  sortHeap(items, 0, middle, before);
}

/** `std::nth_element`: the item at `nth` is the one a sort would put there. */
export function nthElement(items: Int32Array, nth: number, before: Before): void {
  if (nth >= items.length) return;
  let [first, last, rounds] = [0, items.length, depth(items.length)];
  while (last - first > 3) {
    if (rounds-- === 0) {
      heapSelect(items, first, nth + 1, last, before);
      swap(items, first, nth);
      return;
    }
    const cut = partition(items, first, last, before);
    if (cut <= nth) first = cut;
    else last = cut;
  }
  insertionSort(items, first, last, before);
}

/** `std::sort` of the first `length` items. */
export function introSort(items: Int32Array, length: number, before: Before): void {
  const loop = (first: number, end: number, rounds: number): void => {
    let last = end;
    while (last - first > SMALL) {
      if (rounds-- === 0) {
        heapSelect(items, first, last, last, before);
        sortHeap(items, first, last, before);
        return;
      }
      const cut = partition(items, first, last, before);
      loop(cut, last, rounds);
      last = cut;
    }
  };
  loop(0, length, depth(length));
  if (length <= SMALL) return insertionSort(items, 0, length, before);
  insertionSort(items, 0, SMALL, before);
  for (let i = SMALL; i < length; i++) {
    const item = items[i]!;
    let hole = i;
    for (; before(item, items[hole - 1]!); hole--) items[hole] = items[hole - 1]!;
    items[hole] = item;
  }
}
