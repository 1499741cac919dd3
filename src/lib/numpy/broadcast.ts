/** Broadcasting (NumPy user guide, "Broadcasting"). */
import { exc } from '../python/bind.ts';
import { sameShape, shapeText, type NdArray, type Shape } from './ndarray.ts';

/** The common shape, or null if there is none. */
export function commonShape(shapes: readonly Shape[]): Shape | null {
  const [first] = shapes;
  if (first !== undefined && shapes.every((shape) => sameShape(shape, first))) return first;
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 1; i <= shape.length; i++) {
      const n = shape[shape.length - i]!;
      if (n === 1) continue;
      if (result[rank - i] !== 1 && result[rank - i] !== n) return null;
      result[rank - i] = n;
    }
  }
  return result;
}

/** Raises ValueError as NumPy's operators do. */
export function broadcastShapes(...shapes: Shape[]): Shape {
  const shape = commonShape(shapes);
  if (shape !== null) return shape;
  throw exc.ValueError(`operands could not be broadcast together with shapes ${shapes.map(shapeText).join(' ')} `);
}

/** The arrays stretched to their common shape. */
export function broadcastArrays(arrays: readonly NdArray[]): NdArray[] {
  const shape = broadcastShapes(...arrays.map((x) => x.shape));
  return arrays.map((x) => x.expand(shape));
}

/** The values stretched to a shape, for an assignment into it. Raises ValueError. */
export function broadcastInto(values: NdArray, shape: Shape): NdArray {
  // Leading dimensions of size 1 may be dropped when writing.
  let source = values;
  while (source.ndim > shape.length && source.shape[0] === 1)
    source = source.view(source.shape.slice(1), source.strides.slice(1));
  const fits = commonShape([source.shape, shape]);
  if (fits !== null && sameShape(fits, shape)) return source.expand(shape);
  throw exc.ValueError(
    `could not broadcast input array from shape ${shapeText(values.shape)} into shape ${shapeText(shape)}`,
  );
}
