/** Lists of the terms that are not zero, for `sparse.ts`. */
import { LANES, ROWS } from './pack';
import { termsOfPart } from './parts';

/**
 * What lists hold: a word that is 0 where there are none, a word for each row and piece, and one more, with the place of its first term, and
 * the terms: the bytes from the start of their part to their entries in a panel of the other side, and their value.
 */
export const HEADER: usize = 4;
export const TERM: usize = 8;

/** Terms that go by for one row after the other: such a piece of the panels stays in the first-level cache. */
const PIECE: i32 = 160;

/** So many of a thousand elements may be other than zero: with more, summing all of them is faster. */
const DENSE: i64 = 600;

/** Terms of each piece of a part but the last, which may have fewer. */
export function termsOfPiece(size: i32): i32 {
  const pieces = (size + PIECE - 1) / PIECE;
  return (size + pieces - 1) / pieces;
}

/** Pieces of `k` terms. */
export function piecesOf(k: i32): i32 {
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  const whole = k / size;
  return whole * ((size + piece - 1) / piece) + (k - whole * size + piece - 1) / piece;
}

/** Elements of the `count` vectors at `from` that are not zero; NaN is not. */
function nonZero(from: usize, count: i32): i32 {
  const zero = f32x4.splat(0);
  let found = i32x4.splat(0);
  for (const end = from + (<usize>count << 4); from != end; from += 16) {
    found = i32x4.sub(found, f32x4.ne(v128.load(from), zero));
  }
  return (
    i32x4.extract_lane(found, 0) + i32x4.extract_lane(found, 1) + i32x4.extract_lane(found, 2) + i32x4.extract_lane(found, 3)
  );
}

/** Whether the `count` pairs of vectors at `from` hold neither infinity nor NaN. */
function finite(from: usize, count: i32): bool {
  // Zero times what is finite stays zero; once it is NaN, it stays NaN. Four chains, because each waits for its own last product.
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = from + (<usize>count << 5);
  for (; from + 32 < end; from += 64) {
    a = f32x4.mul(a, v128.load(from));
    b = f32x4.mul(b, v128.load(from, 16));
    c = f32x4.mul(c, v128.load(from, 32));
    d = f32x4.mul(d, v128.load(from, 48));
  }
  if (from != end) {
    a = f32x4.mul(a, v128.load(from));
    b = f32x4.mul(b, v128.load(from, 16));
  }
  const all = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return i32x4.all_true(f32x4.eq(all, f32x4.splat(0)));
}

/**
 * Lists the terms of `m` packed rows by `k`, if few enough are not zero and the `n` packed columns of the other side are finite. `lists` has room
 * for them all, and for one more, which is written and not kept.
 */
export function listTerms(lists: usize, a: usize, b: usize, m: i32, n: i32, k: i32): void {
  const vectors = ((m + ROWS - 1) / ROWS) * k;
  store<i32>(lists, 0);
  if (<i64>nonZero(a, vectors) * 1000 > <i64>m * k * DENSE) return;
  if (!finite(b, ((n + LANES - 1) / LANES) * k)) return;
  store<i32>(lists, 1);
  const size = termsOfPart(k);
  const piece = termsOfPiece(size);
  let start = lists + HEADER;
  let term = start + (<usize>(m * piecesOf(k)) << 2) + 4;
  for (let i = 0; i < m; ++i) {
    let from = a + (<usize>((i & ~(ROWS - 1)) * k + (i & (ROWS - 1))) << 2);
    for (let k0 = 0; k0 < k; k0 += size) {
      const end = min(k0 + size, k);
      for (let k1 = k0; k1 < end; k1 += piece) {
        const last = (min(k1 + piece, end) - k0) * LANES * 4;
        store<usize>(start, term);
        start += 4;
        for (let offset = (k1 - k0) * LANES * 4; offset < last; offset += LANES * 4) {
          const value = load<f32>(from);
          store<i32>(term, offset);
          store<f32>(term, value, 4);
          term += value != 0 ? TERM : 0;
          from += ROWS << 2;
        }
      }
    }
  }
  store<usize>(start, term);
}
