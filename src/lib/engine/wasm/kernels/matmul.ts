/**
 * Products of matrices in tiles of 4 rows by 8 columns, which stay in registers while a packed panel of each side goes by (`pack.ts`).
 * All strides are in bytes.
 */
import { LANES, ROWS } from './pack';
import { madd, scatterTile, termsOfPart, tile } from './parts';

/** Rows whose panels stay there while panels of the other side go by. */
const BLOCK: i32 = 16;
/** Elements of the other side that go by for one block after the other: they stay in the second-level cache. */
const BESIDE: i32 = 65536;

/** c[m, n] = a[m, k] b[k, n], or is added to: `a` in panels of ROWS, `b` in panels of LANES. */
export function multiply(
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
  const size = termsOfPart(k);
  const width = max(LANES, (BESIDE / size) & ~(LANES - 1));
  for (let k0 = 0; k0 < k; k0 += size) {
    const terms = min(size, k - k0);
    const add = addTo || k0 > 0;
    for (let j = 0; j < n; j += width) {
      const panels = b + (<usize>(j * k + k0 * LANES) << 2);
      for (let i = 0; i < m; i += BLOCK) {
        const rows = a + (<usize>(i * k + k0 * ROWS) << 2);
        const to = c + <usize>i * stepRow + <usize>j * stepColumn;
        multiplyBlock(rows, panels, min(BLOCK, m - i), min(width, n - j), k, terms, to, stepRow, stepColumn, add);
      }
    }
  }
}

/** `multiply` for a few rows and `terms` of the `k`. */
function multiplyBlock(
  a: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  terms: i32,
  c: usize,
  stepRow: usize,
  stepColumn: usize,
  add: bool,
): void {
  for (let j = 0; j < n; j += LANES) {
    const panel = b + (<usize>(j * k) << 2);
    const columns = min(LANES, n - j);
    for (let i = 0; i < m; i += ROWS) {
      const rows = min(ROWS, m - i);
      const to = c + <usize>i * stepRow + <usize>j * stepColumn;
      let pa = a + (<usize>(i * k) << 2);
      let pb = panel;
      let c00 = f32x4.splat(0);
      let c01 = f32x4.splat(0);
      let c10 = f32x4.splat(0);
      let c11 = f32x4.splat(0);
      let c20 = f32x4.splat(0);
      let c21 = f32x4.splat(0);
      let c30 = f32x4.splat(0);
      let c31 = f32x4.splat(0);
      if (columns > 4) {
        for (let rest = terms >> 1; rest != 0; --rest) {
          let b0 = v128.load(pb, 0);
          let b1 = v128.load(pb, 16);
          let x = v128.load32_splat(pa, 0);
          c00 = madd(x, b0, c00);
          c01 = madd(x, b1, c01);
          x = v128.load32_splat(pa, 4);
          c10 = madd(x, b0, c10);
          c11 = madd(x, b1, c11);
          x = v128.load32_splat(pa, 8);
          c20 = madd(x, b0, c20);
          c21 = madd(x, b1, c21);
          x = v128.load32_splat(pa, 12);
          c30 = madd(x, b0, c30);
          c31 = madd(x, b1, c31);
          b0 = v128.load(pb, 32);
          b1 = v128.load(pb, 48);
          x = v128.load32_splat(pa, 16);
          c00 = madd(x, b0, c00);
          c01 = madd(x, b1, c01);
          x = v128.load32_splat(pa, 20);
          c10 = madd(x, b0, c10);
          c11 = madd(x, b1, c11);
          x = v128.load32_splat(pa, 24);
          c20 = madd(x, b0, c20);
          c21 = madd(x, b1, c21);
          x = v128.load32_splat(pa, 28);
          c30 = madd(x, b0, c30);
          c31 = madd(x, b1, c31);
          pa += 32;
          pb += 64;
        }
        if ((terms & 1) != 0) {
          const b0 = v128.load(pb, 0);
          const b1 = v128.load(pb, 16);
          let x = v128.load32_splat(pa, 0);
          c00 = madd(x, b0, c00);
          c01 = madd(x, b1, c01);
          x = v128.load32_splat(pa, 4);
          c10 = madd(x, b0, c10);
          c11 = madd(x, b1, c11);
          x = v128.load32_splat(pa, 8);
          c20 = madd(x, b0, c20);
          c21 = madd(x, b1, c21);
          x = v128.load32_splat(pa, 12);
          c30 = madd(x, b0, c30);
          c31 = madd(x, b1, c31);
        }
      } else {
        for (let rest = terms >> 1; rest != 0; --rest) {
          let b0 = v128.load(pb, 0);
          c00 = madd(v128.load32_splat(pa, 0), b0, c00);
          c10 = madd(v128.load32_splat(pa, 4), b0, c10);
          c20 = madd(v128.load32_splat(pa, 8), b0, c20);
          c30 = madd(v128.load32_splat(pa, 12), b0, c30);
          b0 = v128.load(pb, 32);
          c00 = madd(v128.load32_splat(pa, 16), b0, c00);
          c10 = madd(v128.load32_splat(pa, 20), b0, c10);
          c20 = madd(v128.load32_splat(pa, 24), b0, c20);
          c30 = madd(v128.load32_splat(pa, 28), b0, c30);
          pa += 32;
          pb += 64;
        }
        if ((terms & 1) != 0) {
          const b0 = v128.load(pb, 0);
          c00 = madd(v128.load32_splat(pa, 0), b0, c00);
          c10 = madd(v128.load32_splat(pa, 4), b0, c10);
          c20 = madd(v128.load32_splat(pa, 8), b0, c20);
          c30 = madd(v128.load32_splat(pa, 12), b0, c30);
        }
      }
      if (stepColumn == 4 && rows == ROWS && columns == LANES) {
        const r1 = to + stepRow;
        const r2 = r1 + stepRow;
        const r3 = r2 + stepRow;
        if (add) {
          c00 = f32x4.add(v128.load(to), c00);
          c01 = f32x4.add(v128.load(to, 16), c01);
          c10 = f32x4.add(v128.load(r1), c10);
          c11 = f32x4.add(v128.load(r1, 16), c11);
          c20 = f32x4.add(v128.load(r2), c20);
          c21 = f32x4.add(v128.load(r2, 16), c21);
          c30 = f32x4.add(v128.load(r3), c30);
          c31 = f32x4.add(v128.load(r3, 16), c31);
        }
        v128.store(to, c00);
        v128.store(to, c01, 16);
        v128.store(r1, c10);
        v128.store(r1, c11, 16);
        v128.store(r2, c20);
        v128.store(r2, c21, 16);
        v128.store(r3, c30);
        v128.store(r3, c31, 16);
      } else {
        v128.store(tile, c00);
        v128.store(tile, c01, 16);
        v128.store(tile, c10, 32);
        v128.store(tile, c11, 48);
        v128.store(tile, c20, 64);
        v128.store(tile, c21, 80);
        v128.store(tile, c30, 96);
        v128.store(tile, c31, 112);
        scatterTile(to, rows, columns, LANES, stepRow, stepColumn, add);
      }
    }
  }
}
