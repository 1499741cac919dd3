/** Statistics that need an order or running values, found on the host where they have no gradient worth keeping. */
import { exc, float, PyTuple, toFloat, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument, maybeTensor, sequenceItems } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { readTensor } from './reading.ts';
import { filledAxis } from './extremes.ts';
import { lines, orders } from './sorting.ts';

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
  const outside = shares.find((share) => !(share >= 0 && share <= 1));
  if (outside !== undefined) {
    throw exc.RuntimeError(
      asked.shape.length === 0
        ? `quantile() q must be in the range [0, 1] but got ${outside}`
        : 'quantile() q values must be in the range [0, 1]',
    );
  }
  const whole = dim === null;
  const source = whole ? apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), x) : x;
  const axis = whole ? 0 : dimArgument(dim, x.shape.length);
  const n = source.shape[axis] ?? 1;
  const order = yield* orders(source, axis, false, n);
  return apply(asked.shape.length === 0 ? 'Squeeze#3' : 'Lerp', (node) => {
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

/** `quantile` of what is not nan. */
function* nanquantile(x: Tensor, q: Value, dim: Value, keepdim: Value): Task<Tensor> {
  const values = yield* readTensor(x);
  if (!values.some(Number.isNaN)) return yield* quantile(x, q, dim, keepdim);
  if (dim !== null)
    throw exc.NotImplementedError('nanquantile runs here over all values (dim=None) where some are nan');
  const kept = Float32Array.from(values).filter((value) => !Number.isNaN(value));
  return yield* quantile(hostTensor(kept, [kept.length], x.dtype), q, null, false);
}

/** The smallest of the most frequent values, and where it comes last. */
function* mode(x: Tensor, dim: Value, keepdim: Value): Task {
  const axis = filledAxis(x, dim, 'mode');
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

/** Where values belong in a sorted line, or each line of them in the sorted line at the same place. */
function* searchsorted(sorted: Tensor, values: Value, right: boolean, narrow: Value): Task<Tensor> {
  const asked = maybeTensor(values);
  if (asked === null) throw exc.TypeError("searchsorted(): argument 'self' must be Tensor");
  const single = sorted.shape.length === 1;
  const fits = asked.shape.length === sorted.shape.length && asked.shape.slice(0, -1).every((n, i) => n === sorted.shape[i]); // prettier-ignore
  if (!single && !fits) {
    throw exc.RuntimeError(
      `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor [${sorted.shape.join(', ')}] and input value tensor [${asked.shape.join(', ')}]`,
    );
  }
  const boundaries = yield* readTensor(sorted);
  const length = sorted.shape.at(-1) ?? 1;
  const each = asked.shape.at(-1) ?? 1;
  const places = Int32Array.from(yield* readTensor(asked), (value, i) => {
    const start = single ? 0 : Math.floor(i / each) * length;
    let [low, high] = [start, start + length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (right ? boundaries[middle]! <= value : boundaries[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low - start;
  });
  return hostTensor(places, asked.shape, narrow === true ? 'int32' : 'int64');
}

function* histc(x: Tensor, bins: Value, min: Value, max: Value): Task<Tensor> {
  const values = yield* readTensor(x);
  const count = toInt(bins, 'bins');
  if (count <= 0) throw exc.RuntimeError(`torch.histogram(): bins must be > 0, but got ${count} for dimension 0`);
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

/** How many values fall into each of equal bins, and the bins' edges. */
function* histogram(x: Tensor, bins: Value, range: Value, density: Value): Task {
  const values = yield* readTensor(x);
  const [low, high] = sequenceItems(range)?.map((bound) => toFloat(bound, 'range')) ?? [
    Math.min(...values),
    Math.max(...values),
  ];
  const counts = yield* histc(
    x,
    bins,
    low === high ? float(low! - 0.5) : float(low!),
    low === high ? float(high! + 0.5) : float(high!),
  );
  const n = counts.shape[0]!;
  const [from, to] = low === high ? [low! - 0.5, high! + 0.5] : [low!, high!];
  const edges = Float32Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
  if (density !== true) return namedResults.histogram(counts, hostTensor(edges, [n + 1], x.dtype));
  const tally = counts.node.host!;
  const total = Array.from(tally).reduce((sum, count) => sum + count, 0);
  const shares = Float32Array.from(tally, (count: number) => count / total / ((to - from) / n));
  return namedResults.histogram(hostTensor(shares, [n], x.dtype), hostTensor(edges, [n + 1], x.dtype));
}

/** The area under straight lines between values, `dx` or the steps of `x` apart. */
function trapezoid(y: Tensor, x: Value, dx: Value, dim: Value): Tensor {
  const axis = dimArgument(dim, y.shape.length);
  const n = y.shape[axis]!;
  const part = (node: Node, along: number, from: number): Node =>
    op.slice(
      node,
      node.shape.map((_, i) => (i === along ? from : 0)),
      node.shape.map((k, i) => (i === along ? k - 1 : k)),
      node.shape.map(() => 1),
    );
  return apply('Mul', (node, given) => {
    const sums = op.add(part(node, axis, 1), part(node, axis, 0));
    if (given === undefined) return op.mul(op.reduce('sum', sums, [axis]), op.full([], toFloat(dx, 'dx') / 2, node.dtype));
    const last = given.shape.length === 1 ? 0 : axis;
    const steps = op.sub(part(given, last, 1), part(given, last, 0));
    const wide = given.shape.length === 1 ? op.reshape(steps, node.shape.map((_, i) => (i === axis ? n - 1 : 1))) : steps;
    return op.mul(op.reduce('sum', op.mul(sums, wide), [axis]), op.full([], 0.5, node.dtype));
  }, ...(x instanceof Tensor ? [y, x] : [y])); // prettier-ignore
}

/** Slices along `dim` whose norm is at most `maxnorm`. */
function renorm(x: Tensor, p: Value, dim: Value, maxnorm: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const [power, most] = [toFloat(p, 'p'), toFloat(maxnorm, 'maxnorm')];
  return apply('Renorm', (node) => {
    const number = (value: number) => op.full([], value, node.dtype);
    const sums = op.reduce('sum', op.binary('pow', op.unary('abs', node), number(power)), axes);
    const norms = op.keepAxes(op.binary('pow', sums, number(1 / power)), node.shape, axes);
    const scale = op.where(op.binary('greater', norms, number(most)), op.div(number(most), op.add(norms, number(1e-7))), number(1));
    return op.mul(node, scale);
  }, x); // prettier-ignore
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
  return apply('Clamp#1', (node) => {
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
  'nanquantile(input, q, dim=None, keepdim=False)': nanquantile,
  'kthvalue(input, k, dim=-1, keepdim=False)': kthvalue,
  'mode(input, dim=-1, keepdim=False)': mode,
  'histc(input, bins=100, min=0, max=0)': histc,
  'histogram(input, bins, *, range=None, weight=None, density=False)': histogram,
  'renorm(input, p, dim, maxnorm)': renorm,
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
      if (!isFloating(node.dtype)) throw exc.RuntimeError(`nanmean(): expected input to have floating point dtype but got ${scalarName(node.dtype)}`);
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
  'trapezoid(y, x=None, *, dx=1.0, dim=-1)': trapezoid,
  'trapz(y, x=None, *, dx=1.0, dim=-1)': trapezoid,
  'searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None)': (s: Tensor, v: Value, narrow: Value, right: Value, side: Value) => searchsorted(s, v, right === true || side === 'right', narrow), // prettier-ignore
  'bucketize(input, boundaries, *, out_int32=False, right=False)': (v: Value, s: Tensor, narrow: Value, right: Value) => searchsorted(s, v, right === true, narrow), // prettier-ignore
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
