/** Sums of overlapping windows. */

/**
 * Adds one image's windows back into a plane of `height` by `width` floats at `plane`, which is cleared first. `columns` holds an entry for each
 * place in a window (kernel rows and columns) and each window (counts); its strides are in bytes, the window's own in pixels.
 */
export function foldPlane(
  plane: usize,
  columns: usize,
  height: i32,
  width: i32,
  kernelRows: i32,
  kernelColumns: i32,
  countDown: i32,
  countAcross: i32,
  strideDown: i32,
  strideAcross: i32,
  dilationDown: i32,
  dilationAcross: i32,
  stepKernelRow: i32,
  stepKernelColumn: i32,
  stepDown: i32,
  stepAcross: i32,
): void {
  memory.fill(plane, 0, (<usize>(height * width)) << 2);
  const whole = strideAcross == 1 && stepAcross == 4 ? countAcross & ~3 : 0;
  for (let i = 0; i < kernelRows; ++i) {
    for (let j = 0; j < kernelColumns; ++j) {
      let from = columns + i * stepKernelRow + j * stepKernelColumn;
      let to = plane + ((<usize>(i * dilationDown * width + j * dilationAcross)) << 2);
      for (let y = 0; y < countDown; ++y) {
        let source = from;
        let target = to;
        let x = 0;
        for (; x < whole; x += 4) {
          v128.store(target, f32x4.add(v128.load(target), v128.load(source)));
          source += 16;
          target += 16;
        }
        for (; x < countAcross; ++x) {
          store<f32>(target, load<f32>(target) + load<f32>(source));
          source += stepAcross;
          target += strideAcross << 2;
        }
        from += stepDown;
        to += (strideDown * width) << 2;
      }
    }
  }
}
