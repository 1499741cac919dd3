/** Statistics that need an order or running values, found on the host where they have no gradient worth keeping. */
import { exc, PyTuple, toFloat, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument, maybeTensor } from '../arguments.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor, refuseWide } from './creation.ts';
import { readTensor } from './reading.ts';
import { orders } from './sorting.ts';

const without = (x: Node, axis: number, keepdim: Value): readonly number[] =>
  keepdim === true ? x.shape.with(axis, 1) : x.shape.filter((_, i) => i !== axis);

function logsumexp(x: Tensor, dim: Value, keepdim: Value): Tensor {
  return apply('Logsumexp', (node) => {
    const axes = dimsArgument(dim, node.shape.length);
    const most = op.detach(op.keepAxes(op.reduce('max', node, axes), node.shape, axes));
    const finite = op.where(op.binary('less', op.unary('abs', most), op.full([], Infinity, 'float32')), most, op.full(most.shape, 0, 'float32'));
    const sum = op.keepAxes(op.reduce('sum', op.unary('exp', op.sub(node, finite)), axes), node.shape, axes);
    const result = op.add(op.unary('log', sum), finite);
    return keepdim === true ? result : op.reshape(result, node.shape.filter((_, i) => !axes.includes(i)));
  }, x); // prettier-ignore
}

/** Interpolates between the neighbours in order. */
function* quantile(x: Tensor, q: Value, dim: Value, keepdim: Value): Task<Tensor> {
  if (!isFloating(x.dtype)) throw exc.RuntimeError('quantile() input tensor must be either float or double dtype');
  const asked = maybeTensor(q);
  if (asked === null) throw exc.TypeError("quantile(): argument 'q' (position 2) must be Tensor");
  const shares = yield* readTensor(asked);
  if (shares.some((share) => !(share >= 0 && share <= 1))) throw exc.RuntimeError('quantile() q values must be in the range [0, 1]'); // prettier-ignore
  const whole = dim === null;
  const source = whole ? apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), x) : x;
  const axis = whole ? 0 : dimArgument(dim, x.shape.length);
  const n = source.shape[axis] ?? 1;
  const order = yield* orders(source, axis, false, n);
  return apply('Lerp', (node) => {
    const sorted = op.gather(node, axis, order);
    const at = (index: number) => op.slice(sorted, sorted.shape.map((_, i) => (i === axis ? index : 0)), sorted.shape.with(axis, 1), sorted.shape.map(() => 1));
    const picks = Array.from(shares, (share) => {
      const place = share * (n - 1);
      const low = Math.floor(place);
      const [a, b] = [at(low), at(Math.min(low + 1, n - 1))];
      return op.add(a, op.mul(op.sub(b, a), op.full([], place - low, node.dtype)));
    });
    const shape = whole && keepdim === true ? x.shape.map(() => 1) : without(node, axis, keepdim);
    const parts = picks.map((pick) => op.reshape(pick, [1, ...shape]));
    return asked.shape.length === 0 ? op.reshape(parts[0]!, shape) : op.concat(parts, 0);
  }, source); // prettier-ignore
}

function* kthvalue(x: Tensor, k: Value, dim: Value, keepdim: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis] ?? 1;
  const which = toInt(k, 'k');
  if (which < 1 || which > n)
    throw exc.RuntimeError('kthvalue(): selected number k out of range for dimension ' + axis);
  const order = yield* orders(x, axis, false, n);
  const place = op.slice(order, x.shape.map((_, i) => (i === axis ? which - 1 : 0)), x.shape.with(axis, 1), x.shape.map(() => 1)); // prettier-ignore
  const shape = without(x.node, axis, keepdim);
  const values = apply('Kthvalue', (node) => op.reshape(op.gather(node, axis, place), shape), x);
  return namedResults.kthvalue(values, new Tensor(op.reshape(place, shape)));
}

/** Each line along `axis` of a tensor's values, with the positions of its elements. */
function* lines(x: Tensor, axis: number): Task<{ at: number[]; values: number[] }[]> {
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

/** The smallest of the most frequent values, and where it comes last. */
function* mode(x: Tensor, dim: Value, keepdim: Value): Task {
  const axis = dimArgument(dim, x.shape.length);
  const places = (yield* lines(x, axis)).map(({ values }) => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const value = Math.min(...[...counts].filter(([, count]) => count === most).map(([v]) => v));
    return values.lastIndexOf(value);
  });
  const at = dataNode(Int32Array.from(places), x.shape.length === 0 ? [] : x.shape.with(axis, 1), 'int64');
  const shape = without(x.node, axis, keepdim);
  const values = x.shape.length === 0 ? x : apply('Mode', (node) => op.reshape(op.gather(node, axis, at), shape), x);
  return namedResults.mode(values, new Tensor(op.reshape(at, shape)));
}

/** Running extremes, and where they were last reached. */
const running = (kind: 'cummax' | 'cummin') =>
  function* (x: Tensor, dim: Value): Task {
    const axis = dimArgument(dim, x.shape.length);
    const indices = new Int32Array(sizeOf(x.shape));
    for (const { at, values } of yield* lines(x, axis)) {
      let best = 0;
      values.forEach((value, k) => {
        if (kind === 'cummax' ? value >= values[best]! : value <= values[best]!) best = k;
        indices[at[k]!] = best;
      });
    }
    const places = dataNode(indices, x.shape, 'int64');
    const values = apply(kind === 'cummax' ? 'Cummax' : 'Cummin', (node) => op.gather(node, axis, places), x);
    return namedResults[kind](values, new Tensor(places));
  };

/** Running products, one slice after the other. */
function* cumprod(x: Tensor, dim: Value): Task<Tensor> {
  const axis = dimArgument(dim, x.shape.length);
  if (!isFloating(x.dtype)) {
    // Whole numbers are multiplied here, where it can be seen whether they still fit.
    const products = new Array<number>(sizeOf(x.shape));
    for (const { at, values } of yield* lines(x, axis)) {
      let product = 1;
      values.forEach((value, k) => (products[at[k]!] = product *= value));
    }
    refuseWide(products);
    return hostTensor(Int32Array.from(products), x.shape, 'int64');
  }
  return apply('Cumprod', (node) => {
    const slice = (k: number) => op.slice(node, node.shape.map((_, i) => (i === axis ? k : 0)), node.shape.with(axis, 1), node.shape.map(() => 1));
    const parts: Node[] = [];
    for (let k = 0; k < (node.shape[axis] ?? 0); k++) parts.push(k === 0 ? slice(0) : op.mul(parts[k - 1]!, slice(k)));
    return parts.length === 0 ? node : op.concat(parts, axis);
  }, x); // prettier-ignore
}

/** Where values belong in a sorted line. */
function* searchsorted(sorted: Tensor, values: Value, right: boolean): Task<Tensor> {
  const asked = maybeTensor(values);
  if (asked === null) throw exc.TypeError("searchsorted(): argument 'self' must be Tensor");
  if (sorted.shape.length !== 1) throw exc.NotImplementedError('searchsorted runs here in sequences of one dimension');
  const line = yield* readTensor(sorted);
  const places = Int32Array.from(yield* readTensor(asked), (value) => {
    let [low, high] = [0, line.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (right ? line[middle]! <= value : line[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return hostTensor(places, asked.shape, 'int64');
}

function* histc(x: Tensor, bins: Value, min: Value, max: Value): Task<Tensor> {
  const values = yield* readTensor(x);
  const count = toInt(bins, 'bins');
  let [low, high] = [toFloat(min, 'min'), toFloat(max, 'max')];
  if (low === high && values.length > 0) {
    low = Array.from(values).reduce((a, b) => Math.min(a, b), Infinity);
    high = Array.from(values).reduce((a, b) => Math.max(a, b), -Infinity);
  }
  if (low === high) [low, high] = [low - 1, high + 1];
  const tally = new Float32Array(count);
  for (const value of values) {
    if (value < low || value > high) continue;
    tally[Math.min(Math.floor(((value - low) / (high - low)) * count), count - 1)]!++;
  }
  return hostTensor(tally, [count], x.dtype);
}

/** Differences of neighbours. */
function diff(x: Tensor, n: Value, dim: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  return apply('Sub', (node) => {
    let result = node;
    for (let k = 0; k < toInt(n, 'n'); k++) {
      const size = result.shape[axis]! - 1;
      const part = (from: number) => op.slice(result, result.shape.map((_, i) => (i === axis ? from : 0)), result.shape.with(axis, size), result.shape.map(() => 1));
      result = op.sub(part(1), part(0));
    }
    return result;
  }, x); // prettier-ignore
}

/** Covariances of the rows; `corrcoef` divides by their standard deviations. */
const covariance = (x: Node): Node => {
  const n = x.shape[1]!;
  const mean = op.div(op.keepAxes(op.reduce('sum', x, [1]), x.shape, [1]), op.full([], n, x.dtype));
  const centred = op.sub(x, mean);
  return op.div(op.matmul(centred, op.transpose(centred)), op.full([], n - 1, x.dtype));
};

function corrcoef(x: Tensor): Tensor {
  return apply('Clamp', (node) => {
    const matrix = covariance(node);
    const n = node.shape[0]!;
    const diagonal = op.indexSelect(op.reshape(matrix, [n * n]), 0, dataNode(Int32Array.from({ length: n }, (_, i) => i * n + i), [n], 'int64'));
    const size = op.unary('sqrt', diagonal);
    return op.div(op.div(matrix, op.reshape(size, [n, 1])), size);
  }, x); // prettier-ignore
}

export const statisticsFunctions: Functions = {
  'logsumexp(input, dim, keepdim=False)': logsumexp,
  'quantile(input, q, dim=None, keepdim=False)': quantile,
  'kthvalue(input, k, dim=-1, keepdim=False)': kthvalue,
  'mode(input, dim=-1, keepdim=False)': mode,
  'cummax(input, dim)': running('cummax'),
  'cummin(input, dim)': running('cummin'),
  'cumprod(input, dim, *, dtype=None)': cumprod,
  'logcumsumexp(input, dim)': (x: Tensor, dim: Value) => apply('Logcumsumexp', (node) => op.unary('log', op.cumsum(op.unary('exp', node), dimArgument(dim, node.shape.length))), x), // prettier-ignore
  'histc(input, bins=100, min=0, max=0)': histc,
  'diff(input, n=1, dim=-1)': diff,
  'cov(input)': (x: Tensor) => apply('Squeeze', covariance, x),
  'corrcoef(input)': corrcoef,
  'count_nonzero(input, dim=None)': (x: Tensor, dim: Value) => apply('CountNonzero', (node) => op.reduce('sum', op.cast(op.binary('notEqual', node, op.full([], 0, node.dtype)), 'int64'), dimsArgument(dim, node.shape.length)), x), // prettier-ignore
  'nansum(input, dim=None, keepdim=False)': (x: Tensor, dim: Value, keepdim: Value) =>
    apply('Nansum', (node) => {
      const axes = dimsArgument(dim, node.shape.length);
      const sum = op.reduce('sum', op.where(op.unary('isnan', node), op.full(node.shape, 0, node.dtype), node), axes);
      return keepdim === true ? op.keepAxes(sum, node.shape, axes) : sum;
    }, x), // prettier-ignore
  'nanmean(input, dim=None, keepdim=False)': (x: Tensor, dim: Value, keepdim: Value) =>
    apply('Div', (node) => {
      const axes = dimsArgument(dim, node.shape.length);
      const nan = op.unary('isnan', node);
      const sum = op.reduce('sum', op.where(nan, op.full(node.shape, 0, node.dtype), node), axes);
      const mean = op.div(sum, op.reduce('sum', op.cast(op.unary('not', nan), node.dtype), axes));
      return keepdim === true ? op.keepAxes(mean, node.shape, axes) : mean;
    }, x), // prettier-ignore
  'dist(input, other, p=2)': (x: Tensor, y: Tensor, p: Value) =>
    apply('Dist', (a, b) => {
      const difference = op.unary('abs', op.sub(a, b));
      const power = op.full([], toFloat(p, 'p'), 'float32');
      const sum = op.reduce('sum', op.binary('pow', difference, power), op.allAxes(difference));
      return op.binary('pow', sum, op.div(op.full([], 1, 'float32'), power));
    }, x, y), // prettier-ignore
};

/** `torch.NAME` alone. */
export const statisticsTorchFunctions: Functions = {
  'searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None)': (s: Tensor, v: Value, _o: Value, right: Value, side: Value) => searchsorted(s, v, right === true || side === 'right'), // prettier-ignore
  'bucketize(input, boundaries, *, out_int32=False, right=False)': (v: Value, s: Tensor, _o: Value, right: Value) => searchsorted(s, v, right === true), // prettier-ignore
  'var_mean(input, dim=None, unbiased=True, keepdim=False)': (x: Tensor, dim: Value, unbiased: Value, keepdim: Value) => spreadAndMean(x, dim, unbiased, keepdim, false), // prettier-ignore
  'std_mean(input, dim=None, unbiased=True, keepdim=False)': (x: Tensor, dim: Value, unbiased: Value, keepdim: Value) => spreadAndMean(x, dim, unbiased, keepdim, true), // prettier-ignore
};

function spreadAndMean(x: Tensor, dim: Value, unbiased: Value, keepdim: Value, root: boolean): Value {
  const axes = dimsArgument(dim, x.shape.length);
  const count = sizeOf(axes.map((axis) => x.shape[axis]!));
  const shape = keepdim === true ? x.shape.map((n, i) => (axes.includes(i) ? 1 : n)) : x.shape.filter((_, i) => !axes.includes(i)); // prettier-ignore
  const meanOf = (node: Node) => op.div(op.reduce('sum', node, axes), op.full([], count, node.dtype));
  const spread = apply(root ? 'StdMean' : 'VarMean', (node) => {
    const centred = op.sub(node, op.keepAxes(meanOf(node), node.shape, axes));
    const variance = op.div(op.reduce('sum', op.mul(centred, centred), axes), op.full([], count - (unbiased === false ? 0 : 1), node.dtype));
    return op.reshape(root ? op.unary('sqrt', variance) : variance, shape);
  }, x); // prettier-ignore
  return new PyTuple([spread, apply(root ? 'StdMean' : 'VarMean', (node) => op.reshape(meanOf(node), shape), x)]);
}
