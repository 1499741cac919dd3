/**
 * Products whose rows are mostly zeros, as relu and dropout leave them: the terms that are not zero are listed once, and only they are summed,
 * in their order. A sum that began at +0 is not changed by adding a zero, so the bits are those of `multiply`, unless the other side has
 * infinities or NaNs, which a zero turns into NaN. Then nothing is listed.
 */
import { multiply } from './matmul';
import { LANES } from './pack';
import { madd, scatterTile, termsOfPart, tile } from './parts';
import { HEADER, piecesOf, TERM, termsOfPiece } from './terms';

/** Panels that go by together. */
const GROUP: i32 = 4;
/** Rows whose unfinished sums stay in the first-level cache beside a piece of the panels. */
const BLOCK: i32 = 64;
const sums = memory.data(8192, 16);

/** `multiply` for `m` rows from the `first` on, at `a`, by their lists if there are any. */
export function multiplyListed(
  lists: usize,
  first: i32,
  a: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  addTo: bool,
): void {
  if (load<i32>(lists) == 0) {
    multiply(a, b, m, n, k, c, stepRow, stepColumn, addTo);
    return;
  }
  const pieces = piecesOf(k);
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  const next = <usize>k * (LANES << 2);
  let starts = lists + HEADER + (<usize>(first * pieces) << 2);
  let add = addTo;
  for (let k0 = 0; k0 < k; k0 += size) {
    const count = (min(size, k - k0) + piece - 1) / piece;
    let panel = b + <usize>k0 * (LANES << 2);
    let to = c;
    let j = 0;
    for (; j + (GROUP - 1) * LANES < n; j += GROUP * LANES) {
      multiplyPanels(GROUP, starts, pieces, panel, next, m, n - j, count, to, stepRow, stepColumn, add);
      panel += next * GROUP;
      to += stepColumn * (GROUP * LANES);
    }
    if (j + LANES < n) {
      multiplyPanels(2, starts, pieces, panel, next, m, n - j, count, to, stepRow, stepColumn, add);
      panel += next * 2;
      to += stepColumn * (2 * LANES);
      j += 2 * LANES;
    }
    if (j < n) multiplyPanels(1, starts, pieces, panel, next, m, n - j, count, to, stepRow, stepColumn, add);
    starts += <usize>count << 2;
    add = true;
  }
}

/** A part of the terms for one, two or four panels, `next` bytes apart, of which `columns` columns are the matrix's. */
// @ts-ignore: decorator
@inline
function multiplyPanels(
  panels: i32,
  starts: usize,
  pieces: i32,
  panel: usize,
  next: usize,
  m: i32,
  columns: i32,
  count: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  add: bool,
): void {
  for (let i = 0; i < m; i += BLOCK) {
    const rows = min(BLOCK, m - i);
    for (let piece = 0; piece < count; ++piece) {
      const lists = starts + (<usize>(i * pieces + piece) << 2);
      const to = c + <usize>i * stepRow;
      const last = piece == count - 1;
      multiplyPiece(panels, lists, pieces, panel, next, rows, piece > 0, last, columns, to, stepRow, stepColumn, add);
    }
  }
}

/** A piece of the terms for up to BLOCK rows: sums go on where the `sums` are, unless it is the first, and become part of the result with the last. */
// @ts-ignore: decorator
@inline
function multiplyPiece(
  panels: i32,
  starts: usize,
  pieces: i32,
  panel: usize,
  next: usize,
  rows: i32,
  goOn: bool,
  last: bool,
  columns: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  add: bool,
): void {
  const straight = stepColumn == 4 && columns >= panels * LANES;
  const second = panel + next;
  const third = second + next;
  const fourth = third + next;
  let to = c;
  let sum = sums;
  for (let i = 0; i < rows; ++i) {
    let term = load<usize>(starts);
    const end = load<usize>(starts, 4);
    starts += <usize>pieces << 2;
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let c2 = f32x4.splat(0);
    let c3 = f32x4.splat(0);
    let c4 = f32x4.splat(0);
    let c5 = f32x4.splat(0);
    let c6 = f32x4.splat(0);
    let c7 = f32x4.splat(0);
    if (goOn) {
      c0 = v128.load(sum);
      c1 = v128.load(sum, 16);
      if (panels > 1) {
        c2 = v128.load(sum, 32);
        c3 = v128.load(sum, 48);
      }
      if (panels > 2) {
        c4 = v128.load(sum, 64);
        c5 = v128.load(sum, 80);
        c6 = v128.load(sum, 96);
        c7 = v128.load(sum, 112);
      }
    }
    for (; term != end; term += TERM) {
      const offset = load<usize>(term);
      const x = v128.load32_splat(term, 4);
      const p0 = panel + offset;
      c0 = madd(x, v128.load(p0), c0);
      c1 = madd(x, v128.load(p0, 16), c1);
      if (panels > 1) {
        const p1 = second + offset;
        c2 = madd(x, v128.load(p1), c2);
        c3 = madd(x, v128.load(p1, 16), c3);
      }
      if (panels > 2) {
        const p2 = third + offset;
        c4 = madd(x, v128.load(p2), c4);
        c5 = madd(x, v128.load(p2, 16), c5);
        const p3 = fourth + offset;
        c6 = madd(x, v128.load(p3), c6);
        c7 = madd(x, v128.load(p3, 16), c7);
      }
    }
    const place = !last ? sum : straight ? to : tile;
    if (last && straight && add) {
      c0 = f32x4.add(v128.load(to), c0);
      c1 = f32x4.add(v128.load(to, 16), c1);
      if (panels > 1) {
        c2 = f32x4.add(v128.load(to, 32), c2);
        c3 = f32x4.add(v128.load(to, 48), c3);
      }
      if (panels > 2) {
        c4 = f32x4.add(v128.load(to, 64), c4);
        c5 = f32x4.add(v128.load(to, 80), c5);
        c6 = f32x4.add(v128.load(to, 96), c6);
        c7 = f32x4.add(v128.load(to, 112), c7);
      }
    }
    v128.store(place, c0);
    v128.store(place, c1, 16);
    if (panels > 1) {
      v128.store(place, c2, 32);
      v128.store(place, c3, 48);
    }
    if (panels > 2) {
      v128.store(place, c4, 64);
      v128.store(place, c5, 80);
      v128.store(place, c6, 96);
      v128.store(place, c7, 112);
    }
    if (last && !straight) scatterTile(to, 1, min(columns, panels * LANES), panels * LANES, stepRow, stepColumn, add);
    to += stepRow;
    sum += 128;
  }
}
