/** Panels: pieces of a matrix laid out in the order in which the product reads them. Strides are in bytes. */
import { storeColumns } from './transpose';

/** Width of a panel of the side whose elements lie along the lanes. */
export const LANES: i32 = 8;
/** Height of a panel of the side whose elements are repeated over the lanes. */
export const ROWS: i32 = 4;

/** Four rows of four to four columns: rows at `from`, `step` apart, into places `width` apart. */
// @ts-ignore: decorator
@inline
function transpose4(to: usize, width: usize, from: usize, step: usize): void {
  storeColumns(to, width, v128.load(from), v128.load(from + step), v128.load(from + step * 2), v128.load(from + step * 3));
}

/** A panel of `width` places for each of `k`: `count` are from the matrix, the rest are zero. */
// @ts-ignore: decorator
@inline
function packPanel(to: usize, from: usize, width: i32, count: i32, k: i32, step: usize, stepK: usize): void {
  const bytes = <usize>width << 2;
  if (count == width && stepK == 4) {
    const end = to + <usize>k * bytes;
    for (let rest = k >> 2; rest != 0; --rest) {
      transpose4(to, bytes, from, step);
      if (width == 8) transpose4(to + 16, bytes, from + step * 4, step);
      to += bytes << 2;
      from += 16;
    }
    while (to != end) {
      let source = from;
      for (let i = 0; i < width; ++i) {
        store<f32>(to + (<usize>i << 2), load<f32>(source));
        source += step;
      }
      to += bytes;
      from += 4;
    }
    return;
  }
  if (count == width && step == 4) {
    for (let rest = k; rest != 0; --rest) {
      v128.store(to, v128.load(from));
      if (width == 8) v128.store(to, v128.load(from, 16), 16);
      to += bytes;
      from += stepK;
    }
    return;
  }
  if (count < width) memory.fill(to, 0, <usize>k * bytes);
  for (let i = 0; i < count; ++i) {
    let source = from + <usize>i * step;
    let target = to + (<usize>i << 2);
    for (let rest = k; rest != 0; --rest) {
      store<f32>(target, load<f32>(source));
      source += stepK;
      target += bytes;
    }
  }
}

/** Packs `n` columns of `k` elements into panels of LANES. */
export function packLanes(to: usize, from: usize, n: i32, k: i32, step: usize, stepK: usize): void {
  for (let j = 0; j < n; j += LANES) {
    packPanel(to, from, LANES, min(LANES, n - j), k, step, stepK);
    to += <usize>(k * LANES) << 2;
    from += step * LANES;
  }
}

/** Packs `m` rows of `k` elements into panels of ROWS. */
export function packRows(to: usize, from: usize, m: i32, k: i32, step: usize, stepK: usize): void {
  for (let i = 0; i < m; i += ROWS) {
    packPanel(to, from, ROWS, min(ROWS, m - i), k, step, stepK);
    to += <usize>(k * ROWS) << 2;
    from += step * ROWS;
  }
}
