/** complex: its constructor, methods and texts. */
import { floatRepr } from '../format/float.ts';
import { formatFloat, pad, parseSpec } from '../format/spec.ts';
import { complex, complexType, minus, plus, power, PyComplex, quotient, times } from '../objects/complex.ts';
import { tuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { float, normalizeInt, NOT_IMPLEMENTED, PyFloat, PyObject, plainText, typeName } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { operatorMethods } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { invoke } from '../operations/call.ts';
import { hashOf } from '../operations/conversion.ts';
import { intOf, intToNumber } from '../operations/numbers.ts';

/** A number as a complex one; null for what is no number. */
export function asComplex(value: Value): PyComplex | null {
  if (value instanceof PyComplex) return value;
  if (value instanceof PyFloat) return complex(value.value);
  const i = intOf(value);
  return i === undefined ? null : complex(intToNumber(i));
}

/** A part without the `.0` that a float alone has. */
const partText = (x: number): string => floatRepr(x).replace(/\.0$/, '');

const signed = (text: string): string => (/^[-+]/.test(text) ? text : `+${text}`);

/** `repr(complex)` */
function textOf({ real, imag }: PyComplex): string {
  if (Object.is(real, 0)) return `${partText(imag)}j`;
  return `(${partText(real)}${signed(partText(imag))}j)`;
}

function formatted(self: PyComplex, spec: Value): string {
  if (spec === '') return textOf(self);
  const parsed = parseSpec(plainText(spec), 'complex');
  if (parsed.type !== '' && !'eEfFgGn'.includes(parsed.type)) {
    throw exc.ValueError(`Unknown format code '${parsed.type}' for object of type 'complex'`);
  }
  if (parsed.zero) throw exc.ValueError('Zero padding is not allowed in complex format specifier');
  if (parsed.align === '=') {
    throw exc.ValueError("'=' alignment flag is not allowed in complex format specifier");
  }
  const part = (x: number, sign: string): string => {
    const text = formatFloat(x, { ...parsed, sign, width: 0, align: '' });
    return parsed.type === '' ? text.replace(/\.0$/, '') : text;
  };
  const bare = parsed.type === '' && Object.is(self.real, 0);
  const body = bare ? `${part(self.imag, parsed.sign)}j` : `${part(self.real, parsed.sign)}${part(self.imag, '+')}j`;
  return pad('', parsed.type === '' && !bare ? `(${body})` : body, parsed, '>');
}

const PART = String.raw`[-+]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)`;
const COMPLEX = new RegExp(`^(?:(${PART})(?![\\d.jJ]))?(?:([-+]?j|${PART}j))?$`, 'i');

function numberOf(text: string): number {
  const plain = text.replace(/_/g, '').toLowerCase();
  if (plain.includes('nan')) return NaN;
  if (plain.includes('inf')) return plain.startsWith('-') ? -Infinity : Infinity;
  return Number(plain);
}

function parsed(given: string): PyComplex {
  const trimmed = given.trim();
  const text = /^\(.*\)$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
  const found = COMPLEX.exec(text);
  if (found === null || text === '' || (found[1] !== undefined && found[2] !== undefined && !/^[-+]/.test(found[2]))) {
    throw exc.ValueError('complex() arg is a malformed string');
  }
  const imaginary = found[2]?.slice(0, -1);
  const imag = imaginary === undefined ? 0 : /\d|i|n/i.test(imaginary) ? numberOf(imaginary) : Number(`${imaginary}1`);
  return complex(found[1] === undefined ? 0 : numberOf(found[1]), imag);
}

function* make(_type: PyType, real: Value | undefined, imag: Value | undefined): Task {
  if (typeof real === 'string') {
    if (imag !== undefined) throw exc.TypeError("complex() can't take second arg if first is a string");
    return parsed(real);
  }
  if (typeof imag === 'string') throw exc.TypeError("complex() second arg can't be a string");
  const first = yield* converted(real ?? 0, 'first argument must be a string or a number');
  if (imag === undefined) return first;
  const second = yield* converted(imag, 'second argument must be a number');
  // Only what is complex itself has a part to add to the other: a zero would change the sign of another.
  const [a, b] = [real instanceof PyComplex, imag instanceof PyComplex];
  return complex(b ? first.real - second.imag : first.real, a ? first.imag + second.real : second.real);
}

function* converted(value: Value, wanted: string): Task<PyComplex> {
  const own = asComplex(value);
  if (own !== null) return own;
  for (const name of ['__complex__', '__float__', '__index__']) {
    const method = value instanceof PyObject ? value.type.lookup(name) : undefined;
    if (method === undefined || method === null) continue;
    const made = asComplex(yield* finish(invoke(method, [value], null)));
    if (made !== null) return made;
  }
  throw exc.TypeError(`complex() ${wanted}, not '${typeName(value)}'`);
}

function operation(operator: BinaryOperator, f: (a: PyComplex, b: PyComplex) => Value): Functions {
  return operatorMethods(operator, (a, b) => {
    const [x, y] = [asComplex(a), asComplex(b)];
    return x === null || y === null ? NOT_IMPLEMENTED : f(x, y);
  });
}

function divided(a: PyComplex, b: PyComplex): PyComplex {
  const result = quotient(a, b);
  if (result === null) throw exc.ZeroDivisionError('complex division by zero');
  return result;
}

extendType(complexType, {
  statics: { '__new__(cls, real=..., imag=...)': make },
  methods: {
    ...operation('+', plus),
    ...operation('-', minus),
    ...operation('*', times),
    ...operation('/', divided),
    ...operation('**', power),
    '__neg__(self, /)': (self: PyComplex) => complex(-self.real, -self.imag),
    '__pos__(self, /)': (self: PyComplex) => self,
    '__abs__(self, /)': (self: PyComplex) => float(Math.hypot(self.real, self.imag)),
    '__bool__(self, /)': (self: PyComplex) => self.real !== 0 || self.imag !== 0,
    '__complex__(self, /)': (self: PyComplex) => self,
    '__eq__(self, value, /)': (self: PyComplex, other: Value) => {
      const value = asComplex(other);
      return value === null ? NOT_IMPLEMENTED : self.real === value.real && self.imag === value.imag;
    },
    '__hash__(self, /)': function* (self: PyComplex): Task {
      const [real, imag] = [yield* finish(hashOf(float(self.real))), yield* finish(hashOf(float(self.imag)))];
      const hash = BigInt.asIntN(64, BigInt(real) + 1000003n * BigInt(imag));
      return normalizeInt(hash === -1n ? -2n : hash);
    },
    '__repr__(self, /)': textOf,
    '__format__(self, format_spec, /)': formatted,
    'conjugate(self, /)': (self: PyComplex) => complex(self.real, -self.imag),
    '__getnewargs__(self, /)': (self: PyComplex) => tuple(float(self.real), float(self.imag)),
  },
  properties: {
    real: (self: PyComplex) => float(self.real),
    imag: (self: PyComplex) => float(self.imag),
  },
});
