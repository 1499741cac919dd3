/**
 * Arithmetic on pairs of doubles, about 106 bits (T. J. Dekker, "A floating-point technique for extending the available
 * precision", Numerische Mathematik 18, 1971). JavaScript leaves the last bit of `Math.log` and its kin to the engine;
 * streams that must agree bit for bit take logarithms through this.
 */

/** An unevaluated sum `high + low` with |low| at most half a unit in the last place of `high`. */
export type DoubleDouble = readonly [high: number, low: number];

const SPLITTER = 2 ** 27 + 1;

/** The exact sum of two doubles. */
function twoSum(a: number, b: number): DoubleDouble {
  const s = a + b;
  const v = s - a;
  return [s, a - (s - v) + (b - v)];
}

/** The exact sum, given |a| >= |b|. */
function quickTwoSum(a: number, b: number): DoubleDouble {
  const s = a + b;
  return [s, b - (s - a)];
}

/** The upper half of a double's digits; what is left of it has the others, so that products of halves are exact. */
export function upperHalf(x: number): number {
  const t = SPLITTER * x;
  return t - (t - x);
}

/** The exact product of two doubles (barring overflow). */
function twoProduct(a: number, b: number): DoubleDouble {
  const p = a * b;
  const ah = upperHalf(a);
  const al = a - ah;
  const bh = upperHalf(b);
  const bl = b - bh;
  return [p, ah * bh - p + ah * bl + al * bh + al * bl];
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [s, e] = twoSum(a[0], b[0]);
  const [t, f] = twoSum(a[1], b[1]);
  const [s2, e2] = quickTwoSum(s, e + t);
  return quickTwoSum(s2, e2 + f);
}

export const negate = (a: DoubleDouble): DoubleDouble => [-a[0], -a[1]];

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [p, e] = twoProduct(a[0], b[0]);
  return quickTwoSum(p, e + (a[0] * b[1] + a[1] * b[0]));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const q1 = a[0] / b[0];
  const r1 = add(a, negate(multiply(b, [q1, 0])));
  const q2 = r1[0] / b[0];
  const r2 = add(r1, negate(multiply(b, [q2, 0])));
  const [high, low] = quickTwoSum(q1, q2);
  return add([high, low], [r2[0] / b[0], 0]);
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  if (a[0] === 0) return [0, 0];
  const root = Math.sqrt(a[0]);
  const rest = add(a, negate(twoProduct(root, root)));
  return quickTwoSum(root, rest[0] / (2 * root));
}

/** A double as a pair. */
export const pair = (x: number): DoubleDouble => [x, 0];

/** The double nearest to the pair. */
export const round = (a: DoubleDouble): number => a[0] + a[1];
