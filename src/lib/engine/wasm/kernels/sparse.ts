/**
 * Products whose rows are mostly zeros, as relu and dropout leave them: the terms that are not zero are listed once, and only they are summed,
 * in their order. A sum that began at +0 is not changed by adding a zero, so the bits are those of `multiply`, unless the other side has
 * infinities or NaNs, which a zero turns into NaN. Then the lists are not used.
 */
import { multiply } from './matmul';
import { packLanes } from './pack';
import { madd, scatterTile, termsOfPart, tile } from './parts';
import { HEADER, piecesOf, TERM, termsOfPiece } from './terms';
import { packWide, STEP, WIDE } from './wide';

/** Rows whose unfinished sums stay in the first-level cache beside a piece of the panels. */
const BLOCK: i32 = 64;
const sums = memory.data(8192, 16);

/** Packs `n` columns of the side along the lanes as `multiplyListed` needs them for these lists. */
export function packListed(lists: usize, to: usize, from: usize, n: i32, k: i32, step: usize, stepK: usize): void {
  const wide = load<i32>(lists) != 0 && packWide(to, from, n, k, step, stepK);
  store<i32>(lists, i32(wide), 4);
  if (!wide) packLanes(to, from, n, k, step, stepK);
}

/** `multiply` for `m` rows from the `first` on, at `a`, by their lists if the other side was packed for them. */
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
  if (load<i32>(lists, 4) == 0) multiply(a, b, m, n, k, c, stepRow, stepColumn, addTo);
  else multiplyWide(lists, first, b, m, n, k, c, stepRow, stepColumn, addTo);
}

/** `packListed` and `multiplyListed` for all rows, `width` columns at a time, a multiple of WIDE: `panels` has room for so many, packed. */
export function multiplyFresh(
  lists: usize,
  a: usize,
  panels: usize,
  from: usize,
  step: usize,
  stepK: usize,
  width: i32,
  m: i32,
  n: i32,
  k: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  addTo: bool,
): void {
  for (let j = 0; j < n; j += width) {
    const columns = min(width, n - j);
    packListed(lists, panels, from, columns, k, step, stepK);
    multiplyListed(lists, 0, a, panels, m, columns, k, c, stepRow, stepColumn, addTo);
    from += step * width;
    c += stepColumn * width;
  }
}

/** `multiply` by lists, over wide panels. */
function multiplyWide(
  lists: usize,
  first: i32,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  addTo: bool,
): void {
  const words = <usize>(piecesOf(k) + 1) << 2;
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  const next = <usize>k * STEP;
  let places = lists + HEADER + words * first;
  let add = addTo;
  for (let k0 = 0; k0 < k; k0 += size) {
    const count = (min(size, k - k0) + piece - 1) / piece;
    const panels = b + <usize>k0 * STEP;
    if (count == 1) {
      multiplyPiece(places, words, panels, next, m, n, false, true, c, stepRow, stepColumn, add);
    } else {
      for (let j = 0; j < n; j += WIDE) {
        const panel = panels + <usize>(j * k) * 4;
        const columns = min(WIDE, n - j);
        for (let i = 0; i < m; i += BLOCK) {
          const rows = min(BLOCK, m - i);
          const to = c + stepColumn * j + stepRow * i;
          let place = places + words * i;
          for (let turn = 0; turn < count; ++turn) {
            const last = turn == count - 1;
            multiplyPiece(place, words, panel, next, rows, columns, turn > 0, last, to, stepRow, stepColumn, add);
            place += 4;
          }
        }
      }
    }
    places += <usize>count << 2;
    add = true;
  }
}

/**
 * A piece of the terms. Sums go on where the `sums` are, unless it is the first, and become part of the result with the last; a piece that is not
 * both is for up to BLOCK rows and one panel.
 */
function multiplyPiece(
  places: usize,
  words: usize,
  panel: usize,
  next: usize,
  rows: i32,
  columns: i32,
  goOn: bool,
  last: bool,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  add: bool,
): void {
  for (let left = columns; left > 0; left -= WIDE) {
    const straight = stepColumn == 4 && left >= WIDE;
    let place = places;
    let to = c;
    let sum = sums;
    for (let rest = rows; rest != 0; --rest) {
      let term = load<usize>(place);
      const end = load<usize>(place, 4);
      place += words;
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
        c2 = v128.load(sum, 32);
        c3 = v128.load(sum, 48);
        c4 = v128.load(sum, 64);
        c5 = v128.load(sum, 80);
        c6 = v128.load(sum, 96);
        c7 = v128.load(sum, 112);
      }
      if (((end - term) & TERM) != 0) {
        let x = v128.load32_splat(term);
        let p = panel + load<usize>(term, 4);
        c0 = madd(x, v128.load(p), c0);
        c1 = madd(x, v128.load(p, 16), c1);
        c2 = madd(x, v128.load(p, 32), c2);
        c3 = madd(x, v128.load(p, 48), c3);
        c4 = madd(x, v128.load(p, 64), c4);
        c5 = madd(x, v128.load(p, 80), c5);
        c6 = madd(x, v128.load(p, 96), c6);
        c7 = madd(x, v128.load(p, 112), c7);
        term += TERM;
      }
      for (; term != end; term += 2 * TERM) {
        let x = v128.load32_splat(term);
        let p = panel + load<usize>(term, 4);
        c0 = madd(x, v128.load(p), c0);
        c1 = madd(x, v128.load(p, 16), c1);
        c2 = madd(x, v128.load(p, 32), c2);
        c3 = madd(x, v128.load(p, 48), c3);
        c4 = madd(x, v128.load(p, 64), c4);
        c5 = madd(x, v128.load(p, 80), c5);
        c6 = madd(x, v128.load(p, 96), c6);
        c7 = madd(x, v128.load(p, 112), c7);
        x = v128.load32_splat(term, 8);
        p = panel + load<usize>(term, 12);
        c0 = madd(x, v128.load(p), c0);
        c1 = madd(x, v128.load(p, 16), c1);
        c2 = madd(x, v128.load(p, 32), c2);
        c3 = madd(x, v128.load(p, 48), c3);
        c4 = madd(x, v128.load(p, 64), c4);
        c5 = madd(x, v128.load(p, 80), c5);
        c6 = madd(x, v128.load(p, 96), c6);
        c7 = madd(x, v128.load(p, 112), c7);
      }
      const target = !last ? sum : straight ? to : tile;
      if (last && straight && add) {
        c0 = f32x4.add(v128.load(to), c0);
        c1 = f32x4.add(v128.load(to, 16), c1);
        c2 = f32x4.add(v128.load(to, 32), c2);
        c3 = f32x4.add(v128.load(to, 48), c3);
        c4 = f32x4.add(v128.load(to, 64), c4);
        c5 = f32x4.add(v128.load(to, 80), c5);
        c6 = f32x4.add(v128.load(to, 96), c6);
        c7 = f32x4.add(v128.load(to, 112), c7);
      }
      v128.store(target, c0);
      v128.store(target, c1, 16);
      v128.store(target, c2, 32);
      v128.store(target, c3, 48);
      v128.store(target, c4, 64);
      v128.store(target, c5, 80);
      v128.store(target, c6, 96);
      v128.store(target, c7, 112);
      if (last && !straight) scatterTile(to, 1, min(left, WIDE), WIDE, stepRow, stepColumn, add);
      to += stepRow;
      sum += STEP;
    }
    panel += next;
    c += stepColumn * WIDE;
  }
}
