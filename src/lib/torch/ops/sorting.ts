/** Order: found on the host from the values, then applied on the device, so that gradients pass. */
import { exc, type PyTuple, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { filledAxis } from './extremes.ts';
import { introSort, nthElement, partialSort, type Before } from './selecting.ts';
import { readTensor } from './reading.ts';

/** For each line along `axis`: the positions of its elements in order; equal ones keep theirs, and nan is larger than all. */
export function* orders(x: Tensor, axis: number, descending: boolean, count: number): Task<Node> {
  const values = yield* readTensor(x);
  const { shape } = x;
  const n = shape[axis] ?? 1;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = n === 0 ? 0 : sizeOf(shape) / (n * inner);
  const sign = descending ? -1 : 1;
  const result = new Int32Array(outer * count * inner);
  const compare = (a: number, b: number): number => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a - b;
  };
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = (k: number): number => values[(o * n + k) * inner + i]!;
      const order = Array.from({ length: n }, (_, k) => k).sort((a, b) => sign * compare(at(a), at(b)));
      for (let k = 0; k < count; k++) result[(o * count + k) * inner + i] = order[k]!;
    }
  }
  return dataNode(result, shape.length === 0 ? [] : shape.with(axis, count), 'int64');
}

/** Each line along `axis` of a tensor's values, with the positions of its elements. */
export function* lines(x: Tensor, axis: number): Task<{ at: number[]; values: number[] }[]> {
  const values = yield* readTensor(x);
  const n = x.shape[axis] ?? 1;
  const inner = sizeOf(x.shape.slice(axis + 1));
  const outer = n === 0 ? 0 : sizeOf(x.shape) / (n * inner);
  const result: { at: number[]; values: number[] }[] = [];
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = Array.from({ length: n }, (_, k) => (o * n + k) * inner + i);
      result.push({ at, values: at.map((place) => values[place]!) });
    }
  }
  return result;
}

/** Elements of `x` along `axis` at `at`. */
const pick = (name: string, x: Tensor, axis: number, at: Node): Tensor =>
  x.shape.length === 0 ? x : apply(name, (node) => op.gather(node, axis, at), x);

function* sort(x: Tensor, dim: Value, descending: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  const at = yield* orders(x, axis, descending === true, x.shape[axis] ?? 1);
  return namedResults.sort(pick('Sort', x, axis, at), new Tensor(at));
}

function* argsort(x: Tensor, dim: Value, descending: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  return new Tensor(yield* orders(x, axis, descending === true, x.shape[axis] ?? 1));
}

/** In each line along `axis`, the positions that `choose` gives. */
function* chosen(
  x: Tensor,
  axis: number,
  count: number,
  choose: (values: readonly number[]) => ArrayLike<number>,
): Task<Node> {
  const shape = x.shape.length === 0 ? [] : x.shape.with(axis, count);
  const inner = sizeOf(x.shape.slice(axis + 1));
  const result = new Int32Array(sizeOf(shape));
  for (const [line, { values }] of (yield* lines(x, axis)).entries()) {
    const [o, i] = [Math.floor(line / inner), line % inner];
    const found = choose(values);
    for (let k = 0; k < count; k++) result[(o * count + k) * inner + i] = found[k]!;
  }
  return dataNode(result, shape, 'int64');
}

/** Places of the values, and which value comes first: nan is the largest. */
const places = (values: readonly number[]): Int32Array => Int32Array.from(values.keys());
const ascending =
  (values: readonly number[]): Before =>
  (a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    return x < y || (!Number.isNaN(x) && Number.isNaN(y));
  };
const falling = (values: readonly number[]): Before => {
  const rising = ascending(values);
  return (a, b) => rising(b, a);
};

function* topk(x: Tensor, k: Value, dim: Value, largest: Value, sorted: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  const count = toInt(k, 'k');
  if (count < 0 || count > (x.shape[axis] ?? 1)) throw exc.RuntimeError('selected index k out of range');
  const at = yield* chosen(x, axis, count, (values) => {
    const items = places(values);
    const before = largest === false ? ascending(values) : falling(values);
    if (count === 0) return items;
    if (count * 64 <= values.length) partialSort(items, count, before);
    else {
      nthElement(items, count - 1, before);
      if (sorted !== false) introSort(items, count - 1, before);
    }
    return items;
  });
  return namedResults.topk(pick('Topk', x, axis, at), new Tensor(at));
}

/** The lower one of the two in the middle: of all values, where one is nan that, or of those that are not nan. */
const middle = (name: 'median' | 'nanmedian') =>
  function* (x: Tensor, dim: Value, keepdim: Value): Task {
    const whole = dim === null;
    const source = whole ? apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), x) : x;
    if (whole && sizeOf(x.shape) === 0) return new Tensor(op.full([], NaN, x.dtype));
    const axis = whole ? 0 : filledAxis(x, dim, name);
    const at = yield* chosen(source, axis, 1, (values) => {
      const missing = values.filter(Number.isNaN).length;
      if (name === 'median' && missing > 0) return [values.findIndex(Number.isNaN)];
      const items = places(values);
      const place = Math.floor((values.length - missing - 1) / 2);
      nthElement(items, Math.max(0, place), ascending(values));
      return [items[Math.max(0, place)]!];
    });
    const shape =
      keepdim === true ? source.shape.map((n, i) => (i === axis ? 1 : n)) : source.shape.filter((_, i) => i !== axis);
    const values =
      source.shape.length === 0
        ? source
        : apply('Median#1', (node) => op.reshape(op.gather(node, axis, at), shape), source);
    if (whole && x.requiresGrad) return sharedAmongEqual(x, values);
    return whole ? values : namedResults[name](values, new Tensor(op.reshape(at, shape)));
  };

/** The middle of all elements: like `max`, it shares its gradient among those that equal it. */
const sharedAmongEqual = (x: Tensor, middle: Tensor): Tensor =>
  apply('Median', (node) => {
    const value = op.detach(middle.node);
    const equal = op.cast(op.binary('equal', node, op.expand(op.reshape(value, node.shape.map(() => 1)), node.shape)), node.dtype);
    const shares = op.div(equal, op.reduce('sum', equal, op.allAxes(equal)));
    return op.add(op.reshape(value, []), op.reduce('sum', op.mul(shares, op.sub(node, op.detach(node))), op.allAxes(node)));
  }, x); // prettier-ignore

/** Sorted along the first dimension. */
const msort = function* (x: Tensor): Task {
  return ((yield* sort(x, 0, false)) as PyTuple).items[0]!;
};

function* bincount(x: Tensor, weights: Tensor | null, minlength: Value): Task {
  if (isFloating(x.dtype) && x.shape.length === 1)
    throw exc.RuntimeError(`"bincount_cpu" not implemented for '${scalarName(x.dtype)}'`);
  if (isFloating(x.dtype) || x.shape.length !== 1)
    throw exc.RuntimeError('bincount only supports 1-d non-negative integral inputs.');
  const values = yield* readTensor(x);
  let most = -1;
  for (const v of values) {
    if (v < 0) throw exc.RuntimeError('bincount only supports 1-d non-negative integral inputs.');
    most = Math.max(most, v);
  }
  const bins = Math.max(most + 1, toInt(minlength, 'minlength'));
  if (weights === null) {
    const tally = new Int32Array(bins);
    for (const v of values) tally[v]!++;
    return hostTensor(tally, [bins], 'int64');
  }
  const share = yield* readTensor(weights);
  const sums = new Float32Array(bins);
  values.forEach((v: number, i: number) => (sums[v]! += share[i]!));
  return hostTensor(sums, [bins], weights.dtype);
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const sortingFunctions: Functions = {
  'sort(input, dim=-1, descending=False, stable=False)': sort,
  'argsort(input, dim=-1, descending=False, stable=False)': argsort,
  'topk(input, k, dim=-1, largest=True, sorted=True)': topk,
  'median(input, dim=None, keepdim=False)': middle('median'),
  'nanmedian(input, dim=None, keepdim=False)': middle('nanmedian'),
  'msort(input)': msort,
  'bincount(input, weights=None, minlength=0)': bincount,
};
