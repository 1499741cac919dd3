/** Sizes of a tensor's dimensions, outermost first. */
export type Shape = readonly number[];

/** Number of elements. */
export const sizeOf = (shape: Shape): number => {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
};

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

/** Raised where shapes do not fit together; the message is PyTorch's. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** The shape that two shapes broadcast to (PyTorch, "Broadcasting semantics"). Throws ShapeError where they do not. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    const m = i <= a.length ? a[a.length - i]! : 1;
    const n = i <= b.length ? b[b.length - i]! : 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(
        `The size of tensor a (${m}) must match the size of tensor b (${n}) at non-singleton dimension ${rank - i}`,
      );
    }
    shape[rank - i] = m === 1 ? n : m;
  }
  return shape;
}
