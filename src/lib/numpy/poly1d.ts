/** `numpy.poly1d`, and the functions of polynomials that take one or plain coefficients. */
import {
  binary, defineClass, exc, float, PyFloat, PyInstance, repr, toInt, tuple, type Functions, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { BINARY, compareArrays } from './binary.ts';
import { numberArray, toArray } from './conversion.ts';
import { isNumeric } from './dtype.ts';
import { iterateRows, assign } from './item-access.ts';
import { castArray, NdArray, ndarray, sameShape } from './ndarray.ts';
import {
  added, coefficientRow, derived, divided, integrated, multiplied, rootsOf, subtracted, trimmed, valuesAt, withRoots,
} from './polynomials.ts'; // prettier-ignore
import { elementAt, isScalar, returned, scalar } from './scalar.ts';

class Poly1D extends PyInstance {
  coefficients: NdArray = ndarray([0], [1], 'int64');
  variable = 'x';

  get order(): number {
    return this.coefficients.size - 1;
  }
}

function made(coefficients: NdArray, variable = 'x'): Poly1D {
  const row = coefficientRow(coefficients);
  if (row.ndim > 1) throw exc.ValueError('Polynomial must be 1d only.');
  if (!isNumeric(row.dtype)) throw exc.TypeError('coefficients of a polynomial must be numbers');
  const polynomial = new Poly1D(poly1dType);
  polynomial.coefficients = trimmed(row);
  polynomial.variable = variable;
  return polynomial;
}

function* rowOf(value: Value): Task<NdArray> {
  return value instanceof Poly1D ? value.coefficients : coefficientRow(yield* toArray(value));
}

/** A result as a polynomial where an operand was one, else as coefficients. */
const like = (operands: readonly Value[], result: NdArray): Value =>
  operands.some((operand) => operand instanceof Poly1D) ? made(result) : result;

const ofTwo = (f: (a: NdArray, b: NdArray) => NdArray) =>
  function* (a: Value, b: Value): Task {
    return like([a, b], f(yield* rowOf(a), yield* rowOf(b)));
  };

function* quotientAndRest(u: Value, v: Value): Task {
  const [quotient, rest] = divided(yield* rowOf(u), yield* rowOf(v));
  return tuple(like([u, v], quotient), like([u, v], rest));
}

const isNumber = (value: Value): boolean => numberArray(value) !== undefined;

/** An operator with a number on one side works on every coefficient; with anything else, as the function does. */
const product = function* (self: Poly1D, other: Value): Task {
  const b = yield* rowOf(other);
  return made(isNumber(other) ? BINARY.multiply!(self.coefficients, b.view([])) : multiplied(self.coefficients, b));
};

/** NumPy's own numbers and arrays, on the left, see a polynomial as the array of its coefficients. */
const reflected = (name: string, otherwise: (self: Poly1D, other: Value) => Task) =>
  function* (self: Poly1D, other: Value): Task {
    if (!(other instanceof NdArray) && !isScalar(other)) return yield* otherwise(self, other);
    return returned(BINARY[name]!(yield* toArray(other), self.coefficients));
  };

function* quotient(self: Poly1D, other: Value): Task {
  if (!isNumber(other)) return yield* quotientAndRest(self, other);
  return made(BINARY.divide!(self.coefficients, numberArray(other)!));
}

function* power(self: Poly1D, exponent: Value): Task {
  if (typeof exponent !== 'number' || exponent < 0) throw exc.ValueError('Power to non-negative integers only.');
  let result: Value = made(ndarray([1], [1], 'int64'));
  for (let i = 0; i < exponent; i++) result = yield* product(self, result);
  return result;
}

function* composed(outer: NdArray, inner: Poly1D): Task {
  let result: Value = made(ndarray([0], [1], 'int64'));
  for (const offset of outer.offsets()) {
    result = yield* binary('+', yield* binary('*', result, inner), elementAt(outer, offset));
  }
  return result;
}

function* evaluated(p: Value, x: Value): Task {
  const coefficients = yield* rowOf(p);
  return x instanceof Poly1D ? yield* composed(coefficients, x) : returned(valuesAt(coefficients, yield* toArray(x)));
}

/** `%.4g`, as the text of a polynomial has its coefficients. */
function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [mantissa, exponent] = value.toExponential(3).split('e') as [string, string];
  const size = Number(exponent);
  if (size >= -4 && size < 4) return value === 0 ? '0' : String(Number(value.toPrecision(4)));
  const digits = mantissa.replace(/\.?0+$/, '');
  return `${digits}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
}

/** Columns after which the text goes on in a new pair of lines. */
const WIDTH = 70;

/** `2 x**3` in two lines: the powers stand raised, in the line above. */
function raisedPowers(text: string): string {
  let output = ' ';
  let [upper, lower] = ['', ''];
  let done = 0;
  for (const match of text.matchAll(/\*\*([0-9]*)/g)) {
    const exponent = match[1]!;
    const part = text.slice(done, match.index);
    done = match.index + match[0].length;
    const below = part + ' '.repeat(exponent.length - 1);
    const above = ' '.repeat(part.length - 1) + exponent;
    if (lower.length + below.length > WIDTH || upper.length + above.length > WIDTH) {
      output += `${upper}\n${lower}\n `;
      [upper, lower] = [above, below];
    } else {
      lower += below;
      upper += above;
    }
  }
  return `${output}${upper}\n${lower}${text.slice(done)}`;
}

function polynomialText({ coefficients, variable }: Poly1D): string {
  let text = '0';
  const values = Array.from(coefficients.values());
  values.forEach((value, k) => {
    const power = values.length - 1 - k;
    const factor = shortNumber(value);
    const term = factor === '0' ? (power === 0 && k === 0 ? '0' : '') : power === 0 ? factor : `${factor} ${variable}${power > 1 ? `**${power}` : ''}`; // prettier-ignore
    if (k === 0) text = term;
    else if (term !== '') text += term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`;
  });
  return raisedPowers(text);
}

function coefficientOf(self: Poly1D, power: Value): Value {
  const at = toInt(power, 'val');
  if (at < 0 || at > self.order) return scalar(0, self.coefficients.dtype);
  return elementAt(self.coefficients, self.coefficients.offsets()[self.order - at]!);
}

function* setCoefficient(self: Poly1D, power: Value, value: Value): Task<null> {
  const at = toInt(power, 'key');
  if (at < 0) throw exc.ValueError('Does not support negative powers.');
  if (at > self.order) {
    self.coefficients = added(castArray(ndarray(new Float64Array(at + 1), [at + 1], 'float64'), self.coefficients.dtype), self.coefficients); // prettier-ignore
  }
  assign(self.coefficients.view([], [], self.coefficients.offsets()[self.order - at]), yield* toArray(value));
  return null;
}

function sameAs(self: Poly1D, other: Value): boolean {
  if (!(other instanceof Poly1D)) return false;
  const [a, b] = [self.coefficients, other.coefficients];
  return sameShape(a.shape, b.shape) && compareArrays('==', a, b).values().every((holds) => holds !== 0);
} // prettier-ignore

const constantsOf = function* (value: Value): Task<NdArray | null> {
  if (value === null || (value instanceof PyFloat && value.value === 0)) return null;
  return yield* toArray(value);
};

const coefficientsOf = (self: Poly1D): Value => self.coefficients;
const rootsProperty = (self: Poly1D): Value => rootsOf(self.coefficients);

export const poly1dType: PyType = defineClass({
  name: 'poly1d',
  module: 'numpy',
  allocate: (type) => new Poly1D(type),
  methods: {
    '__init__(self, c_or_r, r=False, variable=None)': function* (
      self: Poly1D,
      given: Value,
      roots: Value,
      variable: Value,
    ): Task<null> {
      const row = yield* rowOf(given);
      const source = made(roots === true ? (withRoots(row) ?? ndarray([1], [1], 'float64')) : row);
      self.coefficients = source.coefficients;
      self.variable = typeof variable === 'string' ? variable : given instanceof Poly1D ? given.variable : 'x';
      return null;
    },
    '__call__(self, val)': evaluated,
    '__array__(self, dtype=None)': coefficientsOf,
    '__repr__(self)': function* (self: Poly1D): Task {
      return `poly1d(${(yield* repr(self.coefficients)).slice('array('.length, -1)})`;
    },
    '__str__(self)': polynomialText,
    '__len__(self)': (self: Poly1D) => self.order,
    '__iter__(self)': (self: Poly1D) => iterateRows(self.coefficients),
    '__getitem__(self, val)': coefficientOf,
    '__setitem__(self, key, val)': setCoefficient,
    '__neg__(self)': (self: Poly1D) => made(BINARY.multiply!(self.coefficients, numberArray(-1)!)),
    '__pos__(self)': (self: Poly1D) => self,
    '__add__(self, other)': ofTwo(added),
    '__radd__(self, other)': reflected('add', ofTwo(added)),
    '__sub__(self, other)': ofTwo(subtracted),
    '__rsub__(self, other)': reflected(
      'subtract',
      ofTwo((a, b) => subtracted(b, a)),
    ),
    '__mul__(self, other)': product,
    '__rmul__(self, other)': reflected('multiply', product),
    '__truediv__(self, other)': quotient,
    '__rtruediv__(self, other)': function* (self: Poly1D, other: Value): Task {
      return yield* quotientAndRest(other, self);
    },
    '__pow__(self, val)': power,
    '__eq__(self, other)': sameAs,
    '__ne__(self, other)': (self: Poly1D, other: Value) => !sameAs(self, other),
    'deriv(self, m=1)': (self: Poly1D, m: Value) => made(derived(self.coefficients, toInt(m, 'm'))),
    'integ(self, m=1, k=0)': function* (self: Poly1D, m: Value, k: Value): Task {
      return made(integrated(self.coefficients, toInt(m, 'm'), k === 0 ? null : yield* constantsOf(k)));
    },
  },
  properties: {
    coeffs: coefficientsOf,
    coef: coefficientsOf,
    coefficients: coefficientsOf,
    c: coefficientsOf,
    order: (self: Poly1D) => self.order,
    o: (self: Poly1D) => self.order,
    roots: rootsProperty,
    r: rootsProperty,
    variable: (self: Poly1D) => self.variable,
  },
});

export const polynomialFunctions: Functions = {
  'poly(seq_of_zeros)': function* (zeros: Value): Task {
    return withRoots(yield* rowOf(zeros)) ?? float(1);
  },
  'roots(p)': function* (p: Value): Task {
    return rootsOf(yield* rowOf(p));
  },
  'polyval(p, x)': evaluated,
  'polyadd(a1, a2)': ofTwo(added),
  'polysub(a1, a2)': ofTwo(subtracted),
  'polymul(a1, a2)': ofTwo(multiplied),
  'polydiv(u, v)': quotientAndRest,
  'polyder(p, m=1)': function* (p: Value, m: Value): Task {
    return like([p], derived(yield* rowOf(p), toInt(m, 'm')));
  },
  'polyint(p, m=1, k=None)': function* (p: Value, m: Value, k: Value): Task {
    return like([p], integrated(yield* rowOf(p), toInt(m, 'm'), yield* constantsOf(k)));
  },
};
