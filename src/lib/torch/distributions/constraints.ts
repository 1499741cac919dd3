/** Sets of values that a distribution's parameters and samples must be in, with PyTorch's names for them. */
import { binary, compare, float, type Task, type Value } from '../../python/bind.ts';
import type { Tensor } from '../tensor.ts';
import { method } from './distribution.ts';

export interface Constraint {
  /** As PyTorch writes it. */
  readonly words: string;
  /** A tensor of truth values. */
  readonly contains: (value: Tensor) => Task;
  /** Whether it speaks of rows, whose elements must all be right. */
  readonly rows?: true;
}

/** A constraint on each element of a row. */
export const inRows = (constraint: Constraint): Constraint => ({ ...constraint, rows: true });

/** Whether a value lies between two bounds, both included. */
function* between(value: Tensor, low: Value, high: Value): Task {
  return yield* binary('&', yield* compare('>=', value, low), yield* compare('<=', value, high));
}

/** Whether a value between two bounds is a whole number too. */
function* wholeBetween(value: Tensor, low: number, high: number): Task {
  const whole = yield* compare('==', yield* method(value, 'floor'), value);
  return yield* binary('&', yield* between(value, low, high), whole);
}

/** Everything but nan. */
export const real: Constraint = { words: 'Real()', contains: (value) => compare('==', value, value) };
export const positive: Constraint = {
  words: 'GreaterThan(lower_bound=0.0)',
  contains: (value) => compare('>', value, 0),
};
export const nonNegative: Constraint = {
  words: 'GreaterThanEq(lower_bound=0.0)',
  contains: (value) => compare('>=', value, 0),
};
export const probability: Constraint = {
  words: 'Interval(lower_bound=0.0, upper_bound=1.0)',
  contains: (value) => between(value, 0, 1),
};
export const truthValue: Constraint = { words: 'Boolean()', contains: (value) => wholeBetween(value, 0, 1) };

/** Rows that are not negative and have the sum 1. */
export const simplex: Constraint = {
  words: 'Simplex()',
  *contains(value) {
    const distance = yield* method(yield* binary('-', yield* method(value, 'sum', -1), 1), 'abs');
    const none = yield* method(yield* compare('>=', value, 0), 'all', -1);
    return yield* binary('&', none, yield* compare('<', distance, float(1e-6)));
  },
};

/** From one parameter to another, both included. */
export function* interval(low: Tensor, high: Tensor): Task<Constraint> {
  const [from, to] = [yield* method(low, '__format__', ''), yield* method(high, '__format__', '')] as [string, string];
  return { words: `Interval(lower_bound=${from}, upper_bound=${to})`, contains: (value) => between(value, low, high) };
}

/** One of the first `count` whole numbers. */
export const category = (count: number): Constraint => ({
  words: `IntegerInterval(lower_bound=0, upper_bound=${count - 1})`,
  contains: (value) => wholeBetween(value, 0, count - 1),
});
