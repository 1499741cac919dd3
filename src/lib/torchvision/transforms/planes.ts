/** Tensors as stacks of planes: operations on the last two dimensions, at once where the values are at hand, else in the graph. */
import { hostArray, type HostArray } from '../../tensor/dtype.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { apply, type Tensor } from '../../torch/tensor.ts';
import { valuesAtHand } from '../../torch/ops/at-hand.ts';
import { dimensionsOf } from './picture.ts';

/** `count` whole numbers from `start`, by `step`; those outside [0, size) are -1. */
export function span(start: number, count: number, size: number, step: 1 | -1 = 1): Int32Array<ArrayBuffer> {
  const indices = new Int32Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) indices[i] = at >= 0 && at < size ? at : -1;
  return indices;
}

/** The pixels at the given rows and columns, `[..., rows, columns]`; -1 stands for `fill`. */
export function selected(x: Tensor, rows: Int32Array, columns: Int32Array, fill = 0): Tensor {
  const { height, width } = dimensionsOf(x);
  const shape = [...x.shape.slice(0, -2), rows.length, columns.length];
  const values = valuesAtHand(x);
  if (values === null) return selectedOnDevice(x, rows, columns, shape, fill);
  const planes = values.length / Math.max(height * width, 1);
  const out = hostArray(x.dtype, planes * rows.length * columns.length);
  let at = 0;
  for (let plane = 0; plane < planes; plane++) {
    for (const row of rows) {
      const from = (plane * height + row) * width;
      for (const column of columns) out[at++] = row < 0 || column < 0 ? fill : values[from + column]!;
    }
  }
  return hostTensor(out, shape, x.dtype);
}

function selectedOnDevice(
  x: Tensor,
  rows: Int32Array,
  columns: Int32Array,
  shape: readonly number[],
  fill: number,
): Tensor {
  const inside = (indices: Int32Array) => {
    const clamped = Int32Array.from(indices, (i) => Math.max(i, 0));
    return dataNode(clamped, [clamped.length], 'int64');
  };
  const mask = new Uint8Array(rows.length * columns.length);
  rows.forEach((row, y) =>
    columns.forEach((column, i) => (mask[y * columns.length + i] = row < 0 || column < 0 ? 0 : 1)),
  );
  return apply(
    'Slice',
    (node) => {
      const axis = node.shape.length - 2;
      const taken = op.indexSelect(op.indexSelect(node, axis, inside(rows)), axis + 1, inside(columns));
      if (!mask.includes(0)) return taken;
      const known = op.expand(dataNode(mask, [rows.length, columns.length], 'bool'), shape);
      return op.where(known, taken, op.full([], fill, x.dtype));
    },
    x,
  );
}

/** A new tensor of the same shape and dtype, made element by element on the host. */
export function mapped(x: Tensor, values: HostArray, element: (value: number) => number): Tensor {
  const out = hostArray(x.dtype, values.length);
  for (let i = 0; i < out.length; i++) out[i] = element(values[i]!);
  return hostTensor(out, x.shape, x.dtype);
}
