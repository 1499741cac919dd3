/** Order: found on the host from the values, then applied on the device, so that gradients pass. */
import { exc, PyTuple, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
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

function* topk(x: Tensor, k: Value, dim: Value, largest: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  const count = toInt(k, 'k');
  if (count < 0 || count > (x.shape[axis] ?? 1)) throw exc.RuntimeError('selected index k out of range');
  const at = yield* orders(x, axis, largest !== false, count);
  return namedResults.topk(pick('Topk', x, axis, at), new Tensor(at));
}

/** The lower one of the two in the middle. */
function* median(x: Tensor, dim: Value, keepdim: Value): Task {
  const whole = dim === null;
  const source = whole ? apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), x) : x;
  const axis = whole ? 0 : dimArgument(dim, x.shape.length);
  const n = source.shape[axis] ?? 1;
  const order = new Tensor(yield* orders(source, axis, false, n));
  const starts = source.shape.map((_, i) => (i === axis ? Math.floor((n - 1) / 2) : 0));
  const sizes = source.shape.with(axis, 1);
  const at = op.slice(order.node, starts, sizes, sizes.map(() => 1)); // prettier-ignore
  const shape = keepdim === true ? sizes : sizes.filter((_, i) => i !== axis);
  const values = apply('Median', (node) => op.reshape(op.gather(node, axis, at), shape), source);
  return whole ? values : namedResults.median(values, new Tensor(op.reshape(at, shape)));
}

/** Sorted distinct values, with where each element went and how often each occurs if asked. */
function* unique(x: Tensor, _sorted: Value, inverse: Value, counts: Value): Task {
  const values = yield* readTensor(x);
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const place = new Map(distinct.map((value, i) => [value, i]));
  const result = values.slice(0, distinct.length);
  result.set(distinct);
  const parts: Value[] = [hostTensor(result, [distinct.length], x.dtype)];
  if (inverse === true) parts.push(hostTensor(Int32Array.from(values, (v) => place.get(v)!), x.shape, 'int64')); // prettier-ignore
  if (counts === true) {
    const tally = new Int32Array(distinct.length);
    for (const value of values) tally[place.get(value)!]!++;
    parts.push(hostTensor(tally, [distinct.length], 'int64'));
  }
  return parts.length === 1 ? parts[0]! : new PyTuple(parts);
}

function* bincount(x: Tensor, weights: Tensor | null, minlength: Value): Task {
  const values = yield* readTensor(x);
  let most = -1;
  for (const v of values) most = Math.max(most, v);
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
  'median(input, dim=None, keepdim=False)': median,
  'unique(input, sorted=True, return_inverse=False, return_counts=False)': unique,
  'bincount(input, weights=None, minlength=0)': bincount,
};
