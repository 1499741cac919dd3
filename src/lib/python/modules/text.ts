/** The modules `string` and `statistics`. */
import { defineModule } from '../objects/define.ts';
import { exceptionTypes, makeError } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { float, PyFloat, PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { toFloat } from '../operations/arguments.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { iterate } from '../operations/iteration.ts';
import { sortValues } from '../operations/sorting.ts';
import { counterType } from './counters.ts';
import { call } from '../operations/call.ts';
import type { PyDict } from '../objects/dict.ts';

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const whitespace = ' \t\n\r\v\f';

export const string = defineModule({
  name: 'string',
  members: {
    ascii_lowercase: lowercase,
    ascii_uppercase: lowercase.toUpperCase(),
    ascii_letters: lowercase + lowercase.toUpperCase(),
    digits,
    hexdigits: digits + 'abcdefABCDEF',
    octdigits: '01234567',
    punctuation,
    whitespace,
    printable: digits + lowercase + lowercase.toUpperCase() + punctuation + whitespace,
  },
  absent: { Template: 'f-strings and str.format run here' },
});

const statisticsError = new PyType({
  name: 'StatisticsError',
  module: 'statistics',
  bases: [exceptionTypes.ValueError],
});

function empty(message: string): PythonError {
  return makeError(statisticsError, [message]);
}

function* numbers(data: Value, name: string, least: number): Task<number[]> {
  const items = yield* iterate(data);
  if (items.length < least) {
    throw empty(least > 1 ? `${name} requires at least two data points` : `${name} requires at least one data point`);
  }
  return items.map((item) => toFloat(item, 'data'));
}

/** A number as an int where the data were ints and the result is whole, as `statistics` answers. */
function like(data: readonly Value[], x: number): Value {
  return Number.isInteger(x) && data.every((item) => !(item instanceof PyFloat)) ? x : float(x);
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
}

function* median(data: Value, pick: 'mean' | 'low' | 'high'): Task {
  const items = yield* sortValues(yield* iterate(data), null, false);
  if (items.length === 0) throw empty('no median for empty data');
  const middle = items.length >> 1;
  if (items.length % 2 === 1 || pick === 'high') return items[middle]!;
  if (pick === 'low') return items[middle - 1]!;
  const sum = yield* finish(binaryOperation('+', items[middle - 1]!, items[middle]!));
  return yield* finish(binaryOperation('/', sum, 2));
}

export const statistics = defineModule({
  name: 'statistics',
  members: { StatisticsError: statisticsError },
  functions: {
    'mean(data)': function* (data: Value) {
      const items = yield* iterate(data);
      if (items.length === 0) throw empty('mean requires at least one data point');
      const values = items.map((item) => toFloat(item, 'data'));
      return like(items, values.reduce((a, b) => a + b, 0) / values.length);
    },
    'fmean(data)': function* (data: Value) {
      const values = yield* numbers(data, 'fmean', 1);
      return float(values.reduce((a, b) => a + b, 0) / values.length);
    },
    'median(data)': (data: Value) => median(data, 'mean'),
    'median_low(data)': (data: Value) => median(data, 'low'),
    'median_high(data)': (data: Value) => median(data, 'high'),
    'mode(data)': function* (data: Value) {
      const counts = (yield* call(counterType, [data])) as PyDict;
      let best: [Value, number] | null = null;
      for (const [key, n] of counts.entries()) if (best === null || (n as number) > best[1]) best = [key, n as number];
      if (best === null) throw empty('no mode for empty data');
      return best[0];
    },
    'variance(data, xbar=None)': function* (data: Value) {
      const items = yield* iterate(data);
      const values = yield* numbers(data, 'variance', 2);
      return like(items, squares(values) / (values.length - 1));
    },
    'pvariance(data, mu=None)': function* (data: Value) {
      const items = yield* iterate(data);
      const values = yield* numbers(data, 'pvariance', 1);
      return like(items, squares(values) / values.length);
    },
    'stdev(data, xbar=None)': function* (data: Value) {
      const values = yield* numbers(data, 'stdev', 2);
      return float(Math.sqrt(squares(values) / (values.length - 1)));
    },
    'pstdev(data, mu=None)': function* (data: Value) {
      const values = yield* numbers(data, 'pstdev', 1);
      return float(Math.sqrt(squares(values) / values.length));
    },
  },
});
