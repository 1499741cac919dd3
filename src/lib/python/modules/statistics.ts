/** The module `statistics`: sums are exact, as CPython's are, and rounded once. */
import { exp, log } from '../../libm/elementary.ts';
import { defineNormalDist } from './normal-dist.ts';
import { PyList, tupleType } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { float, normalizeInt, PyFloat, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { toFloat } from '../operations/arguments.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { call } from '../operations/call.ts';
import { iterate } from '../operations/iteration.ts';
import { sortValues } from '../operations/sorting.ts';
import { toIndex } from '../operations/slicing.ts';
import type { PyDict } from '../objects/dict.ts';
import { defineFields } from './collections.ts';
import { counterType } from './counters.ts';
import { exactRatio, Fraction, fractionOf } from './fractions.ts';
import { add, divide, multiply, nearestDouble, ratio, ratioOf, squareRoot, subtract, type Ratio } from './rational.ts';

const statisticsError = new PyType({ name: 'StatisticsError', module: 'statistics', bases: [exceptionTypes.ValueError] }); // prettier-ignore

const problem = (message: string): PythonError => makeError(statisticsError, [message]);

/** Data as exact ratios, or as doubles where one of them is not finite. */
interface Numbers {
  readonly items: readonly Value[];
  readonly ratios: readonly Ratio[] | null;
}

function* numbersOf(data: Value, least: number, message: string): Task<Numbers> {
  const items = yield* iterate(data);
  if (items.length < least) throw problem(message);
  const finite = items.every((item) => !(item instanceof PyFloat) || Number.isFinite(item.value));
  if (!finite) return { items, ratios: null };
  const ratios = items.map((item) => {
    const exact = exactRatio(item);
    if (exact !== undefined) return exact;
    if (!(item instanceof PyFloat) && typeof item === 'string') {
      throw exc.TypeError(`can't convert type '${typeName(item)}' to numerator/denominator`);
    }
    return ratioOf(toFloat(item, 'data'));
  });
  return { items, ratios };
}

const sumOf = (ratios: readonly Ratio[]): Ratio => ratios.reduce(add, ratio(0n));

/** A result in the type of the data: an int where all are and it is whole, a Fraction among Fractions, a float otherwise. */
function inTypeOf(items: readonly Value[], value: Ratio): Value {
  if (items.some((item) => item instanceof PyFloat)) return float(nearestDouble(value));
  if (items.some((item) => item instanceof Fraction)) return fractionOf(value);
  return value.bottom === 1n ? normalizeInt(value.top) : float(nearestDouble(value));
}

const plainSum = (items: readonly Value[]): number => items.reduce<number>((sum, item) => sum + toFloat(item, 'data'), 0); // prettier-ignore

/** The sum of squared distances from a centre, the mean if none is given. */
function squares(ratios: readonly Ratio[], centre: Ratio | null): Ratio {
  const middle = centre ?? divide(sumOf(ratios), ratio(BigInt(ratios.length)));
  return sumOf(ratios.map((value) => subtract(value, middle)).map((gap) => multiply(gap, gap)));
}

/** A variance or deviation: over n - 1 for a sample, over n for a population. */
const spread = (name: string, sample: boolean, root: boolean) =>
  function* (data: Value, centre: Value): Task {
    const least = sample ? 2 : 1;
    const numbers = yield* numbersOf(data, least, `${name} requires at least ${sample ? 'two data points' : 'one data point'}`); // prettier-ignore
    const { items, ratios } = numbers;
    if (ratios === null) return float(NaN);
    const about = centre === null ? null : (exactRatio(centre) ?? ratioOf(toFloat(centre, 'xbar')));
    const variance = divide(squares(ratios, about), ratio(BigInt(items.length - (sample ? 1 : 0))));
    return root ? float(squareRoot(variance)) : inTypeOf(items, variance);
  };

function* mean(data: Value): Task {
  const { items, ratios } = yield* numbersOf(data, 1, 'mean requires at least one data point');
  if (ratios === null) return float(plainSum(items) / items.length);
  return inTypeOf(items, divide(sumOf(ratios), ratio(BigInt(items.length))));
}

function* fmean(data: Value, weights: Value): Task {
  const { items, ratios } = yield* numbersOf(data, 1, 'fmean requires at least one data point');
  if (weights !== null) {
    const { ratios: shares } = yield* numbersOf(weights, 0, '');
    if (shares?.length !== items.length) throw problem('data and weights must be the same length');
    const total = sumOf(shares);
    if (total.top === 0n) throw problem('sum of weights must be non-zero');
    const sum = nearestDouble(sumOf(ratios!.map((value, i) => multiply(value, shares[i]!))));
    return float(sum / nearestDouble(total));
  }
  return float((ratios === null ? plainSum(items) : nearestDouble(sumOf(ratios))) / items.length);
}

function* median(data: Value, pick: 'mean' | 'low' | 'high'): Task {
  const items = yield* sortValues(yield* iterate(data), null, false);
  if (items.length === 0) throw problem('no median for empty data');
  const middle = items.length >> 1;
  if (items.length % 2 === 1 || pick === 'high') return items[middle]!;
  if (pick === 'low') return items[middle - 1]!;
  const sum = yield* finish(binaryOperation('+', items[middle - 1]!, items[middle]!));
  return yield* finish(binaryOperation('/', sum, 2));
}

/** The median of data that stand for intervals around them, by interpolation within the middle one. */
function* medianGrouped(data: Value, interval: Value): Task {
  const items = (yield* iterate(data)).map((item) => toFloat(item, 'data')).sort((a, b) => a - b);
  if (items.length === 0) throw problem('no median for empty data');
  const middle = items[items.length >> 1]!;
  const width = toFloat(interval, 'interval');
  const below = items.indexOf(middle);
  const within = items.lastIndexOf(middle) + 1 - below;
  return float(middle - width / 2 + (width * (items.length / 2 - below)) / within);
}

/** Of each value how often it is there, in the order of appearance. */
function* countsOf(data: Value): Task<[Value, number][]> {
  const counts = (yield* call(counterType, [data])) as PyDict;
  return [...counts.entries()] as [Value, number][];
}

function* quantiles(data: Value, n: Value, method: Value): Task {
  const parts = toIndex(n);
  if (parts < 1) throw problem('n must be at least 1');
  const items = yield* sortValues(yield* iterate(data), null, false);
  const count = items.length;
  if (count < 2) throw problem('must have at least two data points');
  if (method !== 'inclusive' && method !== 'exclusive')
    throw exc.ValueError(`Unknown method: ${typeof method === 'string' ? `'${method}'` : typeName(method)}`);
  const m = method === 'inclusive' ? count - 1 : count + 1;
  const result: Value[] = [];
  for (let i = 1; i < parts; i++) {
    let j = Math.floor((i * m) / parts);
    if (method === 'exclusive') j = Math.min(Math.max(j, 1), count - 1);
    const delta = i * m - j * parts;
    const [low, high] = method === 'inclusive' ? [items[j]!, items[Math.min(j + 1, count - 1)]!] : [items[j - 1]!, items[j]!]; // prettier-ignore
    const left = yield* finish(binaryOperation('*', low, parts - delta));
    const right = yield* finish(binaryOperation('*', high, delta));
    result.push(yield* finish(binaryOperation('/', yield* finish(binaryOperation('+', left, right)), parts)));
  }
  return new PyList(result);
}

/** Pairs of doubles with their means' distances, for what relates two samples. */
function* pairs(x: Value, y: Value, name: string): Task<{ xs: number[]; ys: number[]; xMean: number; yMean: number }> {
  const [xs, ys] = [yield* iterate(x), yield* iterate(y)].map((items) => items.map((item) => toFloat(item, 'data'))) as [number[], number[]]; // prettier-ignore
  if (xs.length !== ys.length) throw problem(`${name} requires that both inputs have same number of data points`);
  if (xs.length < 2) throw problem(`${name} requires at least two data points`);
  const total = (values: readonly number[]): number => nearestDouble(sumOf(values.map(ratioOf)));
  return { xs, ys, xMean: total(xs) / xs.length, yMean: total(ys) / ys.length };
}

const products = (a: readonly number[], b: readonly number[], aMean: number, bMean: number): number =>
  nearestDouble(sumOf(a.map((value, i) => ratioOf((value - aMean) * (b[i]! - bMean)))));

const lineType = new PyType({ name: 'LinearRegression', module: 'statistics', bases: [tupleType] });
defineFields(lineType, ['slope', 'intercept'], []);

export const statistics = defineModule({
  name: 'statistics',
  members: {
    StatisticsError: statisticsError,
    LinearRegression: lineType,
    NormalDist: defineNormalDist(statisticsError),
  },
  functions: {
    'mean(data)': mean,
    'fmean(data, weights=None)': fmean,
    'geometric_mean(data)': function* (data: Value): Task {
      const { items } = yield* numbersOf(data, 1, 'geometric mean requires a non-empty dataset containing positive numbers'); // prettier-ignore
      const logs = items.map((item) => log(toFloat(item, 'data')));
      if (logs.some((value) => !Number.isFinite(value))) throw problem('geometric mean requires a non-empty dataset containing positive numbers'); // prettier-ignore
      return float(exp(nearestDouble(sumOf(logs.map(ratioOf))) / logs.length));
    },
    'harmonic_mean(data, weights=None)': function* (data: Value, weights: Value): Task {
      const { items, ratios } = yield* numbersOf(data, 1, 'harmonic_mean requires at least one data point');
      const shares = weights === null ? items.map(() => ratio(1n)) : (yield* numbersOf(weights, 0, '')).ratios!;
      if (shares.length !== items.length) throw problem('Number of weights does not match data size');
      if (ratios!.some(({ top }) => top < 0n)) throw problem('harmonic mean does not support negative values');
      if (ratios!.some(({ top }) => top === 0n)) return 0;
      return float(nearestDouble(divide(sumOf(shares), sumOf(ratios!.map((value, i) => divide(shares[i]!, value))))));
    },
    'median(data)': (data: Value) => median(data, 'mean'),
    'median_low(data)': (data: Value) => median(data, 'low'),
    'median_high(data)': (data: Value) => median(data, 'high'),
    'median_grouped(data, interval=1)': medianGrouped,
    'mode(data)': function* (data: Value): Task {
      let best: [Value, number] | null = null;
      for (const entry of yield* countsOf(data)) if (best === null || entry[1] > best[1]) best = entry;
      if (best === null) throw problem('no mode for empty data');
      return best[0];
    },
    'multimode(data)': function* (data: Value): Task {
      const counts = yield* countsOf(data);
      const most = Math.max(...counts.map(([, n]) => n));
      return new PyList(counts.filter(([, n]) => n === most).map(([value]) => value));
    },
    'quantiles(data, *, n=4, method="exclusive")': quantiles,
    'variance(data, xbar=None)': spread('variance', true, false),
    'pvariance(data, mu=None)': spread('pvariance', false, false),
    'stdev(data, xbar=None)': spread('stdev', true, true),
    'pstdev(data, mu=None)': spread('pstdev', false, true),
    'covariance(x, y, /)': function* (x: Value, y: Value): Task {
      const { xs, ys, xMean, yMean } = yield* pairs(x, y, 'covariance');
      return float(products(xs, ys, xMean, yMean) / (xs.length - 1));
    },
    'correlation(x, y, /)': function* (x: Value, y: Value): Task {
      const { xs, ys, xMean, yMean } = yield* pairs(x, y, 'correlation');
      const [xx, yy] = [products(xs, xs, xMean, xMean), products(ys, ys, yMean, yMean)];
      if (xx === 0 || yy === 0) throw problem('at least one of the inputs is constant');
      return float(products(xs, ys, xMean, yMean) / Math.sqrt(xx * yy));
    },
    'linear_regression(x, y, /, *, proportional=False)': function* (x: Value, y: Value, proportional: Value): Task {
      const { xs, ys, xMean, yMean } = yield* pairs(x, y, 'linear regression');
      const [a, b] = proportional === true ? [0, 0] : [xMean, yMean];
      const xx = products(xs, xs, a, a);
      if (xx === 0) throw problem('x is constant');
      const slope = products(xs, ys, a, b) / xx;
      return yield* call(lineType, [float(slope), float(proportional === true ? 0 : b - slope * a)]);
    },
  },
});
