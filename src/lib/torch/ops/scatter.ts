/** Writing values where indices along a dimension point. */
import { exc, float, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, stridesOf } from '../../tensor/shape.ts';
import { dimArgument, numberDType, numberValue } from '../arguments.ts';
import { apply, named, Tensor } from '../tensor.ts';
import { written } from './index-places.ts';
import { readNode } from './reading.ts';
import { checked } from './selection.ts';

/** How several values for one place become one; null: the last one counts. */
type Reduction = 'sum' | 'prod' | 'mean' | 'amax' | 'amin' | null;

/** Values of a source as far as the index reaches, and the indices. */
interface Scattering {
  readonly axis: number;
  readonly at: Node;
  readonly values: Node;
}

function* scattering(x: Tensor, dim: Value, given: Tensor, source: Value): Task<Scattering> {
  const axis = dimArgument(dim, x.shape.length);
  // One index without dimensions is a row of one.
  const index = given.shape.length === 0 && x.shape.length === 1 ? new Tensor(op.reshape(given.node, [1])) : given;
  const at = yield* checked(index, x.shape[axis]!, 'scatter', axis);
  if (numberDType(source) !== null) return { axis, at, values: op.full(index.shape, numberValue(source), x.dtype) };
  if (!(source instanceof Tensor)) throw exc.TypeError("scatter(): argument 'src' must be Tensor or a number");
  const full = source.shape.length === 0 ? op.reshape(source.input, [1]) : source.input;
  if (full.shape.length !== index.shape.length) {
    throw exc.RuntimeError('Index tensor must have the same number of dimensions as src tensor');
  }
  if (source.dtype !== x.dtype) throw exc.RuntimeError('scatter(): Expected self.dtype to be equal to src.dtype');
  if (index.shape.some((n, i) => n > full.shape[i]!)) {
    throw exc.RuntimeError(
      `Expected index [${index.shape.join(', ')}] to be smaller than self [${x.shape.join(', ')}] apart from dimension ${axis} and to be smaller size than src [${full.shape.join(', ')}]`,
    );
  }
  return { axis, at, values: op.slice(full, index.shape.map(() => 0), index.shape, index.shape.map(() => 1)) }; // prettier-ignore
}

/** Flat places of `x` that the indices name. */
function* placesOf(x: Tensor, { axis, at }: Scattering): Task<Int32Array<ArrayBuffer>> {
  const indices = yield* readNode(at);
  const own = stridesOf(at.shape);
  const strides = stridesOf(x.shape);
  return Int32Array.from(indices, (index: number, flat: number) =>
    at.shape.reduce((sum, n, i) => sum + (i === axis ? index : Math.floor(flat / own[i]!) % n) * strides[i]!, 0),
  );
}

/** Sums, with gradients, of what is scattered into zeros of the shape of `x`. */
function sums(x: Tensor, { axis, at }: Scattering, values: Node): Node {
  const narrow = op.scatterAdd(values, axis, at, x.shape[axis]!);
  return op.pad(narrow, x.shape.map(() => 0), x.shape.map((n, i) => n - narrow.shape[i]!)); // prettier-ignore
}

function* combined(x: Tensor, parts: Scattering, reduction: Reduction, includeSelf: boolean): Task<Node> {
  const { values } = parts;
  if (reduction === null)
    return written(x.input, yield* placesOf(x, parts), op.reshape(values, [sizeOf(values.shape)]));
  const hits = sums(x, parts, op.full(values.shape, 1, 'int64'));
  const untouched = op.binary('equal', hits, op.full([], 0, 'int64'));
  const start = includeSelf ? x.input : op.where(untouched, x.input, op.full(x.shape, 0, x.dtype));
  if (reduction === 'sum' || reduction === 'mean') {
    const total = op.add(start, sums(x, parts, values));
    if (reduction === 'sum') return total;
    const least = op.full([], 1, 'int64');
    const count = includeSelf ? op.add(hits, least) : op.binary('maximum', hits, least);
    return op.cast(op.binary(x.dtype === 'int64' ? 'floorDivide' : 'div', total, op.cast(count, x.dtype)), x.dtype);
  }
  if (x.requiresGrad || values.requiresGrad) {
    throw exc.NotImplementedError(
      `scatter_reduce with reduce='${reduction}' runs here without gradients; 'sum' and 'mean' have them`,
    );
  }
  const result = (yield* readNode(x.node)).slice();
  const given = yield* readNode(values);
  const places = yield* placesOf(x, parts);
  const fresh = new Set(includeSelf ? [] : places);
  const join = { prod: (a: number, b: number) => a * b, amax: Math.max, amin: Math.min }[reduction];
  places.forEach((place, i) => {
    result[place] = fresh.delete(place) ? given[i]! : join(result[place]!, given[i]!);
  });
  return dataNode(result, x.shape, x.dtype);
}

/** `scatter_reduce` and the reductions of `scatter`, by the names that each gives them. */
function reductionOf(name: Value, names: Readonly<Record<string, Reduction>>, caller: string): Reduction {
  if (name === null) return null;
  const found = typeof name === 'string' ? names[name] : undefined;
  if (found === undefined) throw exc.RuntimeError(`reduce argument must be ${caller}.`);
  return found;
}

const BY_SCATTER = { add: 'sum', multiply: 'prod' } as const;
const BY_REDUCE = { sum: 'sum', prod: 'prod', mean: 'mean', amax: 'amax', amin: 'amin' } as const;

type Run = (x: Tensor, dim: Value, index: Tensor, ...rest: Value[]) => Task<Node>;

function* scatter(x: Tensor, dim: Value, index: Tensor, source: Value, value: Value, reduce: Value): Task<Node> {
  const reduction = reductionOf(reduce, BY_SCATTER, 'either add or multiply');
  return yield* combined(x, yield* scattering(x, dim, index, source ?? value ?? float(0)), reduction, true);
}

function* scatterAdd(x: Tensor, dim: Value, index: Tensor, source: Value = null): Task<Node> {
  return yield* combined(x, yield* scattering(x, dim, index, source), 'sum', true);
}

function* scatterReduce(
  x: Tensor,
  dim: Value,
  index: Tensor,
  source: Value = null,
  reduce: Value = null,
  includeSelf: Value = true,
): Task<Node> {
  const reduction = reductionOf(reduce, BY_REDUCE, 'either sum, prod, mean, amax or amin');
  return yield* combined(x, yield* scattering(x, dim, index, source), reduction, includeSelf !== false);
}

const asFunction = (name: string, run: Run) =>
  function* (x: Tensor, dim: Value, index: Tensor, ...rest: Value[]): Task {
    const node = yield* run(x, dim, index, ...rest);
    // A number in place of a source is another overload of `scatter`.
    const number = name === 'Scatter' && !(rest[0] instanceof Tensor);
    return named(
      apply(name, () => node),
      number ? 'Scatter#1' : name,
      [x, ...rest],
    );
  };

const asMethod = (name: string, run: Run) =>
  function* (self: Tensor, dim: Value, index: Tensor, ...rest: Value[]): Task {
    self.assign(yield* run(self, dim, index, ...rest), `${name}Backward0`);
    return self;
  };

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const scatterFunctions: Functions = {
  'scatter(input, dim, index, src=None, *, value=None, reduce=None)': asFunction('Scatter', scatter as Run),
  'scatter_add(input, dim, index, src)': asFunction('ScatterAdd', scatterAdd),
  'scatter_reduce(input, dim, index, src, reduce, *, include_self=True)': asFunction('ScatterReduce', scatterReduce),
};

/** `Tensor.NAME` alone. */
export const scatterMethods: Functions = {
  'scatter_(self, dim, index, src=None, *, value=None, reduce=None)': asMethod('Scatter', scatter as Run),
  'scatter_add_(self, dim, index, src)': asMethod('ScatterAdd', scatterAdd),
  'scatter_reduce_(self, dim, index, src, reduce, *, include_self=True)': asMethod('ScatterReduce', scatterReduce),
};
