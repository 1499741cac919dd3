/** Lists of the terms that are not zero, for `sparse.ts`. */
import { ROWS } from './pack';
import { termsOfPart } from './parts';
import { STEP } from './wide';

/**
 * What lists hold: a word that is 0 where there are none; a word that says whether the other side is packed for them; for each row the place of
 * its first term and, for each piece, the place behind its last one; and for each row the terms: their value, and the bytes from the start of
 * their part to their entries in a wide panel of the other side.
 */
export const HEADER: usize = 8;
export const TERM: usize = 8;

/** Terms that go by for one row after the other: such a piece of the panels stays in the first-level cache. */
const PIECE: i32 = 160;

/** So many of a thousand elements may be other than zero: with more, summing all of them is faster. */
const DENSE: i64 = 750;

/** Terms of each piece of a part but the last, which may have fewer. */
export function termsOfPiece(size: i32): i32 {
  const pieces = (size + PIECE - 1) / PIECE;
  return pieces > 1 ? ((size + pieces - 1) / pieces + 3) & ~3 : size;
}

/** Pieces of `k` terms. */
export function piecesOf(k: i32): i32 {
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  const whole = k / size;
  return whole * ((size + piece - 1) / piece) + (k - whole * size + piece - 1) / piece;
}

/** Elements of the `count` vectors at `from` that are not zero, for each lane; NaN is not. */
// @ts-ignore: decorator
@inline
function nonZero(from: usize, count: i32): v128 {
  const zero = f32x4.splat(0);
  let found = i32x4.splat(0);
  for (const end = from + (<usize>count << 4); from != end; from += 16) {
    found = i32x4.sub(found, f32x4.ne(v128.load(from), zero));
  }
  return found;
}

/** Terms between one row's and the next one's, which `append` may write to. */
const GAP: i32 = 4;

/** Writes where each row's terms begin, `words` words from row to row, and says how many there are. */
function placeRows(starts: usize, words: i32, a: usize, m: i32, k: i32): i32 {
  const step = <usize>words << 2;
  const first = starts + <usize>((m + ROWS - 1) & ~(ROWS - 1)) * step;
  let count = 0;
  for (let i = 0; i < m; i += ROWS) {
    const found = nonZero(a, k);
    store<usize>(starts, first + <usize>count * TERM);
    count += i32x4.extract_lane(found, 0) + GAP;
    store<usize>(starts + step, first + <usize>count * TERM);
    count += i32x4.extract_lane(found, 1) + GAP;
    store<usize>(starts + step * 2, first + <usize>count * TERM);
    count += i32x4.extract_lane(found, 2) + GAP;
    store<usize>(starts + step * 3, first + <usize>count * TERM);
    count += i32x4.extract_lane(found, 3) + GAP;
    starts += step * ROWS;
    a += <usize>k << 4;
  }
  return count - ((m + ROWS - 1) & ~(ROWS - 1)) * GAP;
}

/** For each of 16 selections of a vector's lanes, the bytes that move them to its front. */
const FRONT = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  8, 9, 10, 11, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  12, 13, 14, 15, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 12, 13, 14, 15,
  8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16); // prettier-ignore

/** Writes those of four terms whose value is not zero, and what lies behind them; where the next one goes. */
// @ts-ignore: decorator
@inline
function append(term: usize, values: v128, offsets: v128): usize {
  const kept = i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)));
  const front = v128.load(FRONT + (<usize>kept << 4));
  const v = i8x16.swizzle(values, front);
  const o = i8x16.swizzle(offsets, front);
  v128.store(term, v128.shuffle<f32>(v, o, 0, 4, 1, 5));
  v128.store(term, v128.shuffle<f32>(v, o, 2, 6, 3, 7), 16);
  return term + <usize>popcnt(kept) * TERM;
}

/** Lists the terms of ROWS packed rows from the `from`-th on, up to the `to`-th, whose part begins at the `part`-th. */
function listPiece(places: usize, step: usize, a: usize, part: i32, from: i32, to: i32): void {
  let t0 = load<usize>(places);
  let t1 = load<usize>(places + step);
  let t2 = load<usize>(places + step * 2);
  let t3 = load<usize>(places + step * 3);
  const start = (from - part) * <i32>STEP;
  let offsets = i32x4.add(i32x4.splat(start), i32x4(0, STEP, STEP * 2, STEP * 3));
  a += <usize>from << 4;
  for (let rest = (to - from) >> 2; rest != 0; --rest) {
    const k0 = v128.load(a);
    const k1 = v128.load(a, 16);
    const k2 = v128.load(a, 32);
    const k3 = v128.load(a, 48);
    const k01 = v128.shuffle<f32>(k0, k1, 0, 4, 1, 5);
    const k23 = v128.shuffle<f32>(k2, k3, 0, 4, 1, 5);
    const l01 = v128.shuffle<f32>(k0, k1, 2, 6, 3, 7);
    const l23 = v128.shuffle<f32>(k2, k3, 2, 6, 3, 7);
    t0 = append(t0, v128.shuffle<i64>(k01, k23, 0, 2), offsets);
    t1 = append(t1, v128.shuffle<i64>(k01, k23, 1, 3), offsets);
    t2 = append(t2, v128.shuffle<i64>(l01, l23, 0, 2), offsets);
    t3 = append(t3, v128.shuffle<i64>(l01, l23, 1, 3), offsets);
    offsets = i32x4.add(offsets, i32x4.splat(STEP * 4));
    a += 64;
  }
  for (let offset = i32x4.extract_lane(offsets, 0); offset < (to - part) * <i32>STEP; offset += STEP) {
    t0 = appendOne(t0, load<u32>(a), offset);
    t1 = appendOne(t1, load<u32>(a, 4), offset);
    t2 = appendOne(t2, load<u32>(a, 8), offset);
    t3 = appendOne(t3, load<u32>(a, 12), offset);
    a += 16;
  }
  store<usize>(places, t0, 4);
  store<usize>(places + step, t1, 4);
  store<usize>(places + step * 2, t2, 4);
  store<usize>(places + step * 3, t3, 4);
}

/** Writes a term; where the next one goes. The value is given by its bits. */
// @ts-ignore: decorator
@inline
function appendOne(term: usize, bits: u32, offset: i32): usize {
  store<u32>(term, bits);
  store<i32>(term, offset, 4);
  return term + ((bits << 1) != 0 ? TERM : 0);
}

/** Lists the terms of `m` packed rows by `k`, if few enough are not zero. */
export function listTerms(lists: usize, a: usize, m: i32, k: i32): void {
  const words = piecesOf(k) + 1;
  let places = lists + HEADER;
  const sparse = <i64>placeRows(places, words, a, m, k) * 1000 <= <i64>m * k * DENSE;
  store<i32>(lists, i32(sparse));
  if (!sparse) return;
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  const step = <usize>words << 2;
  for (let i = 0; i < m; i += ROWS) {
    let place = places;
    for (let k0 = 0; k0 < k; k0 += size) {
      const end = min(k0 + size, k);
      for (let k1 = k0; k1 < end; k1 += piece) {
        listPiece(place, step, a, k0, k1, min(k1 + piece, end));
        place += 4;
      }
    }
    places += step * ROWS;
    a += <usize>(k * ROWS) << 2;
  }
}
