/** How the terms of a product are divided: each part is summed by itself and then added to the parts before it. */

/** Terms that are summed at a time: a panel of each side stays in the first-level cache. */
const TERMS: i32 = 448;

/** Terms of each part of `k` but the last, which may have fewer. */
export function termsOfPart(k: i32): i32 {
  const parts = (k + TERMS - 1) / TERMS;
  return parts > 1 ? (k / parts + 3) & ~3 : k;
}

// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Room for a tile of 32 elements that is not stored as it is: at an edge, or transposed. */
export const tile = memory.data(128, 16);

/** Copies or adds a tile of `rows` by up to `width` columns to its place where that takes no whole vectors. */
export function scatterTile(
  c: usize,
  rows: i32,
  columns: i32,
  width: i32,
  stepRow: usize,
  stepColumn: usize,
  add: bool,
): void {
  for (let i = 0; i < rows; ++i) {
    let to = c + <usize>i * stepRow;
    let from = tile + (<usize>(i * width) << 2);
    for (let j = 0; j < columns; ++j) {
      const value = load<f32>(from);
      store<f32>(to, add ? load<f32>(to) + value : value);
      to += stepColumn;
      from += 4;
    }
  }
}
