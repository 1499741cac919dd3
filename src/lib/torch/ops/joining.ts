/** Several tensors as one. */
import { exc, PyTuple, typeName, type Functions, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { dimArgument, sequenceItems, tensorArgument } from '../arguments.ts';
import { apply, Tensor } from '../tensor.ts';
import { stackedAtHand } from './at-hand.ts';
import { reshaped } from './movement.ts';

/** The tensors of a list or tuple argument. */
function tensorList(value: Value, caller: string): Tensor[] {
  const items = sequenceItems(value);
  if (items === null)
    throw exc.TypeError(
      `${caller}(): argument 'tensors' (position 1) must be tuple of Tensors, not ${typeName(value)}`,
    );
  if (items.length === 0) {
    throw exc.RuntimeError(
      caller === 'stack'
        ? 'stack expects a non-empty TensorList'
        : `torch.${caller}(): expected a non-empty list of Tensors`,
    );
  }
  return items.map((item, i) => {
    if (item instanceof Tensor) return item;
    throw exc.TypeError(`expected Tensor as element ${i} in argument 0, but got ${typeName(item)}`);
  });
}

/** `torch.cat`. */
export function concatenated(tensors: readonly Tensor[], dim: Value): Tensor {
  const first = tensors[0]!.shape;
  const axis = dimArgument(dim, first.length);
  tensors.forEach(({ shape }, i) => {
    if (shape.length !== first.length) {
      throw exc.RuntimeError(`Tensors must have same number of dimensions: got ${first.length} and ${shape.length}`);
    }
    const wrong = shape.findIndex((n, j) => j !== axis && n !== first[j]);
    if (wrong >= 0) {
      throw exc.RuntimeError(
        `Sizes of tensors must match except in dimension ${axis}. Expected size ${first[wrong]} but got size ${shape[wrong]} for tensor number ${i} in the list.`,
      );
    }
  });
  return apply('Cat', (...nodes) => op.concat(nodes, axis), ...tensors);
}

/** `torch.stack`: tensors of one shape along a new dimension. */
export function stacked(tensors: readonly Tensor[], dim: Value): Tensor {
  const first = tensors[0]!.shape;
  const axis = dimArgument(dim, first.length + 1);
  tensors.forEach(({ shape }, i) => {
    if (shape.length === first.length && shape.every((n, j) => n === first[j])) return;
    throw exc.RuntimeError(
      `stack expects each tensor to be equal size, but got [${first.join(', ')}] at entry 0 and [${shape.join(', ')}] at entry ${i}`,
    );
  });
  const atHand = axis === 0 ? stackedAtHand(tensors) : null;
  if (atHand !== null) return atHand;
  const wide = first.toSpliced(axis, 0, 1);
  return apply('Stack', (...nodes) => op.concat(nodes.map((node) => op.reshape(node, wide)), axis), ...tensors); // prettier-ignore
}

/** Tensors of a list, each under another shape where `shapeOf` says so. */
const under = (tensors: Value, caller: string, shapeOf: (shape: Shape) => Shape): Tensor[] =>
  tensorList(tensors, caller).map((x) => {
    const shape = shapeOf(x.shape);
    return shape.length === x.shape.length ? x : reshaped(x, shape);
  });

const atLeast1d = (shape: Shape): Shape => (shape.length === 0 ? [1] : shape);
const atLeast2d = (shape: Shape): Shape => (shape.length < 2 ? [1, ...atLeast1d(shape)] : shape);
const atLeast3d = (shape: Shape): Shape => (shape.length < 3 ? [...atLeast2d(shape), 1] : shape);

/** Tensors that are given one by one or as a list: one result for one, a tuple for several. */
const eachUnder =
  (shapeOf: (shape: Shape) => Shape) =>
  (given: readonly Value[]): Value => {
    const alone = given.length === 1 && given[0] instanceof Tensor;
    const list = given.length === 1 ? (sequenceItems(given[0]!) ?? given) : given;
    const results = list.map((x) => {
      const tensor = tensorArgument(x, 'atleast(): tensors');
      return reshaped(tensor, shapeOf(tensor.shape));
    });
    return alone ? results[0]! : new PyTuple(results);
  };

/** Coordinates of a grid, one tensor for each axis. */
function meshgrid(tensors: readonly Value[], indexing: Value): Value {
  if (tensors.length === 0) throw exc.RuntimeError('meshgrid expects a non-empty TensorList');
  const list = (tensors.length === 1 ? sequenceItems(tensors[0]!) : null) ?? tensors;
  const axes = list.map((tensor) => tensorArgument(tensor, 'meshgrid(): tensors'));
  const swapped = indexing === 'xy' && axes.length >= 2;
  const order = axes.map((_, i) => (swapped && i < 2 ? 1 - i : i));
  const shape = order.map((i) => axes[i]!.shape[0] ?? 1);
  return new PyTuple(
    axes.map((axis, i) => {
      const along = shape.map((n, j) => (order[j] === i ? n : 1));
      return apply('Expand', (node) => op.expand(op.reshape(node, along), shape), axis);
    }),
  );
}

const cat = (tensors: Value, dim: Value): Tensor => concatenated(tensorList(tensors, 'cat'), dim);

const vertically = (tensors: Value): Tensor => concatenated(under(tensors, 'vstack', atLeast2d), 0);

/** `torch.NAME` alone. */
export const joiningFunctions: Functions = {
  "meshgrid(*tensors, indexing='ij')": meshgrid,
  'cat(tensors, dim=0)': cat,
  'concat(tensors, dim=0)': cat,
  'concatenate(tensors, dim=0)': cat,
  'stack(tensors, dim=0)': (tensors: Value, dim: Value) => stacked(tensorList(tensors, 'stack'), dim),
  'hstack(tensors)': (tensors: Value) => {
    const list = under(tensors, 'hstack', atLeast1d);
    return concatenated(list, list[0]!.shape.length === 1 ? 0 : 1);
  },
  'vstack(tensors)': vertically,
  'row_stack(tensors)': vertically,
  'column_stack(tensors)': (tensors: Value) =>
    concatenated(
      under(tensors, 'column_stack', (shape) => (shape.length < 2 ? [sizeOf(shape), 1] : shape)),
      1,
    ),
  'dstack(tensors)': (tensors: Value) => concatenated(under(tensors, 'dstack', atLeast3d), 2),
  'atleast_1d(*tensors)': eachUnder(atLeast1d),
  'atleast_2d(*tensors)': eachUnder(atLeast2d),
  'atleast_3d(*tensors)': eachUnder(atLeast3d),
  'block_diag(*tensors)': (tensors: readonly Value[]) => blockDiagonal(tensors),
  'cartesian_prod(*tensors)': (tensors: readonly Value[]) => {
    const axes = (meshgrid(tensors, 'ij') as PyTuple).items as Tensor[];
    const columns = axes.map((axis) => reshaped(axis, [sizeOf(axis.shape)], 'ReshapeAlias'));
    return columns.length === 1 ? columns[0]! : stacked(columns, 1);
  },
};

/** Matrices along the diagonal of a larger one. */
function blockDiagonal(tensors: readonly Value[]): Tensor {
  const blocks = tensors.map((x) => {
    const tensor = tensorArgument(x, 'block_diag(): tensors');
    return reshaped(tensor, atLeast2d(tensor.shape));
  });
  const width = blocks.reduce((sum, { shape }) => sum + shape[1]!, 0);
  let left = 0;
  const places = blocks.map(({ shape }) => (left += shape[1]!) - shape[1]!);
  return apply(
    'BlockDiag',
    (...nodes) =>
      op.concat(
        nodes.map((node, i) => op.pad(node, [0, places[i]!], [0, width - places[i]! - node.shape[1]!])),
        0,
      ),
    ...blocks,
  );
}
