/** Where the elements that an index names lie: as a view, or as flat positions. */
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { broadcastShapes, sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';
import type { Layout } from '../layout.ts';
import { shapeChecked, type ViewStep } from '../tensor.ts';
import { consumes, type Index } from './index-parts.ts';

/** The part of an index that makes a view. */
export function basicView(parts: Index, shape: Shape): ViewStep {
  const dims = parts.filter(consumes);
  const starts = dims.map((part) => (part.kind === 'int' ? part.at : part.kind === 'slice' ? part.start : 0));
  const sizes = dims.map((part, i) => (part.kind === 'int' ? 1 : part.kind === 'slice' ? part.size : shape[i]!));
  const steps = dims.map((part) => (part.kind === 'slice' ? part.step : 1));
  let dim = 0;
  const result = parts.flatMap((part) => {
    if (part.kind === 'new') return [1];
    const size = sizes[dim++]!;
    return part.kind === 'int' ? [] : [size];
  });
  return {
    get: (base) => op.reshape(op.slice(base, starts, sizes, steps), result),
    put: (base, values) => {
      const flat = flatPlaces(starts, sizes, steps, base.shape);
      return written(base, flat, op.reshape(values, [flat.length]));
    },
  };
}

/** Where the elements of such a view lie. */
export function basicLayout(parts: Index, { strides, offset }: Layout): Layout {
  let dim = 0;
  let start = offset;
  const seen = parts.flatMap((part) => {
    if (part.kind === 'new') return [1];
    const stride = strides[dim++]!;
    if (part.kind === 'int') start += part.at * stride;
    if (part.kind !== 'slice') return [];
    start += part.start * stride;
    return [part.step * stride];
  });
  return { strides: seen, offset: start };
}

/** Row-major positions in `shape` of the elements of a slice. */
function flatPlaces(starts: Shape, sizes: Shape, steps: Shape, shape: Shape): Int32Array<ArrayBuffer> {
  const strides = stridesOf(shape);
  const sizeStrides = stridesOf(sizes);
  return Int32Array.from({ length: sizeOf(sizes) }, (_, flat) =>
    sizes.reduce(
      (sum, n, i) => sum + (starts[i]! + (Math.floor(flat / sizeStrides[i]!) % n) * steps[i]!) * strides[i]!,
      0,
    ),
  );
}

/** `base` with `values`, of shape [places], at flat positions. Of repeated positions the last one counts. */
export function written(base: Node, places: Int32Array<ArrayBuffer>, values: Node): Node {
  const total = sizeOf(base.shape);
  // For each element of the base: which value replaces it, or the base's own, behind them.
  const from = Int32Array.from({ length: total }, (_, i) => places.length + i);
  places.forEach((place, i) => (from[place] = i));
  const both = op.concat([op.cast(values, base.dtype), op.reshape(base, [total])], 0);
  return op.reshape(op.indexSelect(both, 0, dataNode(from, [total], 'int64')), base.shape);
}

/** An index with tensors in it, as flat positions in `shape` and the shape of the result (NumPy's advanced indexing). */
export function advancedPlaces(parts: Index, shape: Shape): { places: Int32Array<ArrayBuffer>; result: Shape } {
  const advanced = parts.flatMap((part, i) => (part.kind === 'indices' || part.kind === 'int' ? [i] : []));
  const tensors = parts.filter((part) => part.kind === 'indices');
  const common = shapeChecked(() => tensors.map((part) => part.shape).reduce(broadcastShapes, [] as Shape));
  const adjacent = advanced.every((at, i) => i === 0 || at === advanced[i - 1]! + 1);
  const front = adjacent ? advanced[0]! : 0;
  const others = parts.flatMap((part, i) => (part.kind === 'slice' || part.kind === 'new' ? [i] : []));
  const before = others.filter((i) => adjacent && i < front);
  const after = others.filter((i) => !before.includes(i));
  const sizeAt = (i: number): number => {
    const part = parts[i]!;
    return part.kind === 'slice' ? part.size : 1;
  };
  const result = [...before.map(sizeAt), ...common, ...after.map(sizeAt)];
  const strides = stridesOf(shape);
  let dim = 0;
  const strideOf = parts.map((part) => (consumes(part) ? strides[dim++]! : 0));
  const resultStrides = stridesOf(result);
  const places = Int32Array.from({ length: sizeOf(result) }, (_, flat) => {
    const at = result.map((n, i) => Math.floor(flat / resultStrides[i]!) % n);
    const sliceAt = (i: number, coordinate: number): number => {
      const part = parts[i]!;
      return part.kind === 'slice' ? (part.start + coordinate * part.step) * strideOf[i]! : 0;
    };
    const inCommon = at.slice(before.length, before.length + common.length);
    return (
      before.reduce((sum, i, j) => sum + sliceAt(i, at[j]!), 0) +
      after.reduce((sum, i, j) => sum + sliceAt(i, at[before.length + common.length + j]!), 0) +
      parts.reduce((sum, part, i) => {
        if (part.kind === 'int') return sum + part.at * strideOf[i]!;
        if (part.kind !== 'indices') return sum;
        const lead = common.length - part.shape.length;
        const own = stridesOf(part.shape);
        const index = part.shape.reduce((s, n, j) => s + (n === 1 ? 0 : inCommon[lead + j]!) * own[j]!, 0);
        return sum + part.values[index]! * strideOf[i]!;
      }, 0)
    );
  });
  return { places, result };
}
