/** Reading and writing by tensors of indices: flat ones, or along a dimension. */
import { exc, PyTuple, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, sequenceItems, tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { written } from './index-places.ts';
import { indexPut } from './indexing.ts';
import { readTensor } from './reading.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Flat positions that a tensor of indices names. Raises IndexError. */
function* flatPositions(x: Tensor, index: Tensor): Task<number[]> {
  const n = sizeOf(x.shape);
  return Array.from(yield* readTensor(index), (i) => {
    if (i < -n || i >= n)
      throw exc.IndexError(`out of range: tried to access index ${i} on a tensor of ${n} elements.`);
    return i < 0 ? i + n : i;
  });
}

/** Values at flat positions. */
function* take(x: Tensor, index: Tensor): Task<Tensor> {
  const n = sizeOf(x.shape);
  const places = yield* flatPositions(x, index);
  return apply('Take', (node) => op.reshape(op.indexSelect(op.reshape(node, [n]), 0, ints(places)), index.shape), x);
}

/** `x.index_add(dim, index, source)` and its kind: other values for slices at indices. */
function* indexed(
  x: Tensor,
  dim: Value,
  index: Tensor,
  source: Value,
  kind: 'add' | 'copy' | 'fill',
  alpha: Value = 1,
): Task<Node> {
  // prettier-ignore
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const places = Array.from(yield* readTensor(index));
  const wrong = places.find((i) => i < 0 || i >= n);
  if (wrong !== undefined) {
    throw exc.IndexError(
      kind === 'add'
        ? 'index out of range in self'
        : `${kind === 'copy' ? 'index_copy_(): ' : ''}index ${wrong} is out of bounds for dimension ${axis} with size ${n}`,
    );
  }
  if (kind === 'add' && source instanceof Tensor && source.shape[axis] !== places.length) {
    throw exc.RuntimeError(
      `index_add_(): Number of indices (${places.length}) should be equal to source.size(dim): (${source.shape[axis]}), for dim: ${axis}`,
    );
  }
  if (source instanceof Tensor && source.dtype !== x.dtype) {
    const [own, other] = [scalarName(x.dtype), scalarName(source.dtype)];
    throw exc.RuntimeError(
      kind === 'add'
        ? `index_add_(): self (${own}) and source (${other}) must have the same scalar type`
        : `index_copy_(): self and source expected to have the same dtype, but got (self) ${own} and (source) ${other}`,
    );
  }
  const shape = x.shape.with(axis, places.length);
  const given = source instanceof Tensor ? source.input : op.full(shape, toFloat(source, 'value'), x.dtype);
  const values = op.cast(
    shapeChecked(() => op.expand(given, shape)),
    x.dtype,
  );
  if (kind === 'add') {
    const scaled = alpha === 1 ? values : op.mul(values, op.full([], toFloat(alpha, 'alpha'), x.dtype));
    return op.add(x.input, op.indexAdd(scaled, axis, ints(places), n));
  }
  // Each slice of the result comes from the source, or stays.
  const from = Array.from({ length: n }, (_, i) => {
    const last = places.lastIndexOf(i);
    return last < 0 ? places.length + i : last;
  });
  return op.indexSelect(op.concat([values, x.input], axis), axis, ints(from));
}

/** Values along `dim` at indices that broadcast against the other dimensions. */
function* takeAlongDim(x: Tensor, indices: Tensor, dim: Value): Task<Tensor> {
  if (indices.dtype !== 'int64')
    throw exc.RuntimeError('torch.take_along_dim(): dtype of indices should be Long but got another');
  if (dim === null)
    return yield* take(
      x,
      apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), indices),
    );
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const wrong = (yield* readTensor(indices)).find((i) => i < 0 || i >= n);
  if (wrong !== undefined)
    throw exc.RuntimeError(`index ${wrong} is out of bounds for dimension ${axis} with size ${n}`);
  const shape = x.shape.with(axis, indices.shape[axis]!);
  return apply('Gather', (node, at) => op.gather(node, axis, op.expand(at, shape)), x, indices);
}

/** `x.put(index, source)`: values at flat positions, instead of those there or added to them. */
function* putAt(x: Tensor, index: Tensor, source: Tensor, accumulate: Value): Task<Node> {
  const places = yield* flatPositions(x, index);
  if (sizeOf(source.shape) !== places.length) {
    throw exc.IndexError(`put_(): Expected source and index to have the same number of elements, but got source.numel() = ${sizeOf(source.shape)}, index.numel() = ${places.length}`); // prettier-ignore
  }
  const values = op.reshape(source.input, [places.length]);
  if (accumulate !== true) return written(x.input, Int32Array.from(places), values);
  return op.add(x.input, op.reshape(op.indexAdd(values, 0, ints(places), sizeOf(x.shape)), x.shape));
}

/** `x.masked_scatter(mask, source)`: the source's elements, one after the other, where the mask is true. */
function* maskedScatter(x: Tensor, mask: Tensor, source: Tensor): Task<Node> {
  if (mask.dtype !== 'bool') throw exc.RuntimeError('masked_scatter_ only supports boolean masks');
  if (source.dtype !== x.dtype) {
    throw exc.RuntimeError(
      `masked_scatter: expected self and source to have same dtypes but got${scalarName(x.dtype)} and ${scalarName(source.dtype)}`,
    );
  }
  const spread = new Tensor(shapeChecked(() => op.expand(mask.node, x.shape)));
  const places: number[] = [];
  (yield* readTensor(spread)).forEach((on: number, i: number) => on !== 0 && places.push(i));
  const n = sizeOf(source.shape);
  if (n < places.length) throw exc.RuntimeError('Number of elements of source < number of ones in mask');
  const values = op.slice(op.reshape(source.input, [n]), [0], [places.length], [1]);
  return written(x.input, Int32Array.from(places), values);
}

const inPlace = (kind: 'add' | 'copy' | 'fill') =>
  function* (self: Tensor, dim: Value, index: Tensor, source: Value, alpha: Value = 1): Task {
    self.assign(yield* indexed(self, dim, index, source, kind, alpha));
    return self;
  };
const outOfPlace = (kind: 'add' | 'copy' | 'fill', name: string) =>
  function* (x: Tensor, dim: Value, index: Tensor, source: Value, alpha: Value = 1): Task {
    const node = yield* indexed(x, dim, index, source, kind, alpha);
    return apply(name, () => node);
  };

/** A method that writes back what `run` makes, and the function that gives it as a new tensor. */
type Run = (x: Tensor, ...args: Value[]) => Task<Node>;
const asMethod = (name: string, run: Run) =>
  function* (self: Tensor, ...args: Value[]): Task {
    self.assign(yield* run(self, ...args), `${name}Backward0`);
    return self;
  };
const asFunction = (name: string, run: Run) =>
  function* (x: Tensor, ...args: Value[]): Task {
    const node = yield* run(x, ...args);
    return apply(name, () => node);
  };

const indexPutOf = (x: Tensor, indices: Value, values: Value, accumulate: Value): Task<Node> => {
  const keys = sequenceItems(indices);
  if (keys === null) throw exc.TypeError("index_put_(): argument 'indices' (position 1) must be tuple of Tensors");
  return indexPut(x, new PyTuple([...keys]), tensorArgument(values, "index_put_(): argument 'values' (position 2)"), accumulate === true); // prettier-ignore
};

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const indexAlongFunctions: Functions = {
  'take(input, index)': take,
  'take_along_dim(input, indices, dim=None)': takeAlongDim,
  'index_add(input, dim, index, source, *, alpha=1)': outOfPlace('add', 'IndexAdd'),
  'index_copy(input, dim, index, source)': outOfPlace('copy', 'IndexCopy'),
  'index_fill(input, dim, index, value)': outOfPlace('fill', 'IndexFill'),
  'put(input, index, source, accumulate=False)': asFunction('Put', putAt as Run),
  'masked_scatter(input, mask, source)': asFunction('MaskedScatter', maskedScatter as Run),
  'index_put(input, indices, values, accumulate=False)': asFunction('IndexPut', indexPutOf),
};

/** `Tensor.NAME` alone. */
export const indexAlongMethods: Functions = {
  'index_add_(self, dim, index, source, *, alpha=1)': inPlace('add'),
  'index_copy_(self, dim, index, source)': inPlace('copy'),
  'index_fill_(self, dim, index, value)': inPlace('fill'),
  'put_(self, index, source, accumulate=False)': asMethod('Put', putAt as Run),
  'masked_scatter_(self, mask, source)': asMethod('MaskedScatter', maskedScatter as Run),
  'index_put_(self, indices, values, accumulate=False)': asMethod('IndexPut', indexPutOf),
};
