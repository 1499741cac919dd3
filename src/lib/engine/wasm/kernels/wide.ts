/** Wide panels: the side whose elements lie along the lanes as `sparse.ts` reads it, WIDE elements for each term. Strides are in bytes. */
import { storeColumns } from './transpose';

/** Width of a wide panel. */
export const WIDE: i32 = 32;
/** Bytes of a term in a wide panel. */
export const STEP: usize = WIDE << 2;
/** Terms that are transposed at a time: what is read and what is written stay in the first-level cache. */
const CHUNK: i32 = 16;

/** Whether a sum of zeros times elements is still zero: it is not once one of them was infinite or NaN. */
// @ts-ignore: decorator
@inline
function allZero(a: v128, b: v128, c: v128, d: v128): bool {
  const all = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return i32x4.all_true(f32x4.eq(all, f32x4.splat(0)));
}

/** Packs WIDE columns, each with its terms one after the other. */
function packDown(to: usize, from: usize, k: i32, step: usize): bool {
  let za = f32x4.splat(0);
  let zb = za;
  let zc = za;
  let zd = za;
  const whole = k & ~3;
  for (let k0 = 0; k0 < whole; k0 += CHUNK) {
    const quads = min(CHUNK, whole - k0) >> 2;
    for (let lane = 0; lane < WIDE; lane += 4) {
      let source = from + <usize>lane * step + (<usize>k0 << 2);
      let target = to + <usize>k0 * STEP + (<usize>lane << 2);
      for (let rest = quads; rest != 0; --rest) {
        const a = v128.load(source);
        const b = v128.load(source + step);
        const c = v128.load(source + step * 2);
        const d = v128.load(source + step * 3);
        za = f32x4.mul(za, a);
        zb = f32x4.mul(zb, b);
        zc = f32x4.mul(zc, c);
        zd = f32x4.mul(zd, d);
        storeColumns(target, STEP, a, b, c, d);
        source += 16;
        target += STEP * 4;
      }
    }
  }
  const ends = k == whole || packPieces(to + <usize>whole * STEP, from + (<usize>whole << 2), WIDE, k - whole, step, 4);
  return ends && allZero(za, zb, zc, zd);
}

/** Packs WIDE columns that lie side by side. */
function packAcross(to: usize, from: usize, k: i32, stepK: usize): bool {
  let za = f32x4.splat(0);
  let zb = za;
  let zc = za;
  let zd = za;
  for (const end = to + <usize>k * STEP; to != end; to += STEP) {
    let a = v128.load(from);
    let b = v128.load(from, 16);
    let c = v128.load(from, 32);
    let d = v128.load(from, 48);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    za = f32x4.mul(za, a);
    zb = f32x4.mul(zb, b);
    zc = f32x4.mul(zc, c);
    zd = f32x4.mul(zd, d);
    a = v128.load(from, 64);
    b = v128.load(from, 80);
    c = v128.load(from, 96);
    d = v128.load(from, 112);
    v128.store(to, a, 64);
    v128.store(to, b, 80);
    v128.store(to, c, 96);
    v128.store(to, d, 112);
    za = f32x4.mul(za, a);
    zb = f32x4.mul(zb, b);
    zc = f32x4.mul(zc, c);
    zd = f32x4.mul(zd, d);
    from += stepK;
  }
  return allZero(za, zb, zc, zd);
}

/** Packs up to WIDE columns, however they lie. */
function packPieces(to: usize, from: usize, columns: i32, k: i32, step: usize, stepK: usize): bool {
  if (columns < WIDE) memory.fill(to, 0, <usize>k * STEP);
  let zero: f32 = 0;
  for (let i = 0; i < columns; ++i) {
    let source = from + <usize>i * step;
    let target = to + (<usize>i << 2);
    for (let rest = k; rest != 0; --rest) {
      const value = load<f32>(source);
      store<f32>(target, value);
      zero *= value;
      source += stepK;
      target += STEP;
    }
  }
  return zero == 0;
}

/** Packs `n` columns of `k` elements into wide panels and says whether all of them are finite. */
export function packWide(to: usize, from: usize, n: i32, k: i32, step: usize, stepK: usize): bool {
  let finite = true;
  for (let j = 0; j < n && finite; j += WIDE) {
    const columns = min(WIDE, n - j);
    if (columns < WIDE || (step != 4 && stepK != 4)) finite = packPieces(to, from, columns, k, step, stepK);
    else finite = step == 4 ? packAcross(to, from, k, stepK) : packDown(to, from, k, step);
    to += <usize>k * STEP;
    from += step * WIDE;
  }
  return finite;
}
