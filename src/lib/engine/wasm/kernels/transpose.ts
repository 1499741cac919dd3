/** Stores four rows of four, given as vectors, as four columns: `width` bytes from one to the next. */
// @ts-ignore: decorator
@inline
export function storeColumns(to: usize, width: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(to + width, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(to + width * 2, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(to + width * 3, v128.shuffle<i64>(ab1, cd1, 1, 3));
}
