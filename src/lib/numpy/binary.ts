/** NumPy's functions of two arrays. */
import { exc } from '../python/bind.ts';
import { checkedInt64, floatingType, isFloat, isInteger, isNumeric, type DTypeName } from './dtype.ts';
import { commonDType, mapBinary } from './elementwise.ts';
import { NEIGHBOR_BINARY } from './float-parts.ts';
import type { NdArray } from './ndarray.ts';
import { compareTables } from './text-compare.ts';
import { requireNumeric } from './unary.ts';

export type BinaryFunction = (a: NdArray, b: NdArray) => NdArray;
type Arithmetic = (x: number, y: number) => number;

/** What the function is for each kind of number. */
interface Loops {
  readonly float: Arithmetic;
  readonly integer: Arithmetic;
  readonly int32?: Arithmetic;
  /** What it is for booleans; left out: bool operands count as int8, as NumPy's promotion has it. */
  readonly bool?: Arithmetic;
}

const wide = (dtype: DTypeName): boolean => dtype === 'int64' || dtype === 'uint64';

/** Arithmetic in the operands' common dtype. */
const arithmetic =
  (name: string, loops: Loops): BinaryFunction =>
  (a, b) => {
    requireNumeric(name, a, b);
    let dtype = commonDType(a, b);
    if (dtype === 'bool') {
      if (loops.bool !== undefined) return mapBinary(a, b, 'bool', 'bool', loops.bool);
      dtype = 'int8';
    }
    if (isFloat(dtype)) return mapBinary(a, b, dtype, dtype, loops.float);
    const loop = (dtype === 'int32' || dtype === 'uint32' ? loops.int32 : undefined) ?? loops.integer;
    return mapBinary(a, b, dtype, dtype, wide(dtype) ? (x, y) => checkedInt64(loop(x, y)) : loop);
  };

/** Arithmetic that always gives floats. */
const floating =
  (name: string, f: Arithmetic): BinaryFunction =>
  (a, b) => {
    requireNumeric(name, a, b);
    const common = commonDType(a, b);
    const dtype = name === 'divide' && !isFloat(common) ? 'float64' : floatingType(common);
    return mapBinary(a, b, dtype, dtype, f);
  };

export type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=';

const relations: Readonly<Record<Relation, (x: number, y: number) => boolean>> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

/** `a relation b`, element by element. */
export function compareArrays(relation: Relation, a: NdArray, b: NdArray): NdArray {
  if (!isNumeric(a.dtype) || !isNumeric(b.dtype)) return compareTables(relation, a, b);
  const holds = relations[relation];
  return mapBinary(a, b, commonDType(a, b), 'bool', (x, y) => (holds(x, y) ? 1 : 0));
}

const logical =
  (name: string, f: (x: boolean, y: boolean) => boolean): BinaryFunction =>
  (a, b) => {
    requireNumeric(name, a, b);
    return mapBinary(a, b, 'float64', 'bool', (x, y) => (f(x !== 0, y !== 0) ? 1 : 0));
  };

/** Bits of integers, truth of booleans. */
const bitwise =
  (name: string, small: Arithmetic, big: (x: bigint, y: bigint) => bigint): BinaryFunction =>
  (a, b) => {
    const dtype = commonDType(a, b);
    if (!isInteger(dtype) && dtype !== 'bool') {
      throw exc.TypeError(
        `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
      );
    }
    const fits = (x: number): boolean => (x | 0) === x;
    const shifted = name.endsWith('shift');
    const as = shifted && dtype === 'bool' ? 'int8' : dtype;
    return mapBinary(a, b, as, as, (x, y) =>
      fits(x) && fits(y) && !shifted ? small(x, y) : checkedInt64(Number(BigInt.asIntN(64, big(BigInt(x), BigInt(y))))),
    );
  };

const nanFirst =
  (f: Arithmetic): Arithmetic =>
  (x, y) =>
    Number.isNaN(x) ? x : Number.isNaN(y) ? y : f(x, y);

const nanLast =
  (f: Arithmetic): Arithmetic =>
  (x, y) =>
    Number.isNaN(x) ? y : Number.isNaN(y) ? x : f(x, y);

const larger: Arithmetic = (x, y) => (x >= y ? x : y);
const smaller: Arithmetic = (x, y) => (x <= y ? x : y);

/** C's `npy_divmod`: the quotient towards minus infinity. */
function floorQuotient(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = floorRest(x, y);
  const quotient = (x - rest) / y;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floorRest(x: number, y: number): number {
  if (y === 0) return NaN;
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return y < 0 !== rest < 0 ? rest + y : rest;
}

const wholeQuotient: Arithmetic = (x, y) => (y === 0 ? 0 : Math.floor(x / y) + 0);
const wholeRest: Arithmetic = (x, y) => (y === 0 ? 0 : floorRest(x, y) + 0);

function wholePower(x: number, y: number): number {
  if (y < 0) throw exc.ValueError('Integers to negative integer powers are not allowed.');
  return x ** y;
}

const truth =
  (f: Arithmetic): Arithmetic =>
  (x, y) =>
    f(x, y) === 0 ? 0 : 1;

function noBool(name: string, f: BinaryFunction): BinaryFunction {
  return (a, b) => {
    if (a.dtype === 'bool' && b.dtype === 'bool') {
      throw exc.TypeError(
        `numpy boolean ${name}, the \`-\` operator, is not supported, use the bitwise_xor, the \`^\` operator, or the logical_xor function instead.`,
      );
    }
    return f(a, b);
  };
}

const add: Arithmetic = (x, y) => x + y;
const multiply: Arithmetic = (x, y) => x * y;
const power: Arithmetic = (x, y) => (x === 1 || (x === -1 && (y === Infinity || y === -Infinity)) ? 1 : x ** y);

/** By the names that they have in NumPy. */
export const BINARY: Readonly<Record<string, BinaryFunction>> = {
  add: arithmetic('add', { float: add, integer: add, bool: truth(add) }),
  subtract: noBool('subtract', arithmetic('subtract', { float: (x, y) => x - y, integer: (x, y) => x - y })),
  multiply: arithmetic('multiply', { float: multiply, integer: multiply, int32: Math.imul, bool: multiply }),
  divide: floating('divide', (x, y) => x / y),
  floor_divide: arithmetic('floor_divide', { float: floorQuotient, integer: wholeQuotient }),
  remainder: arithmetic('remainder', { float: floorRest, integer: wholeRest }),
  fmod: arithmetic('fmod', { float: (x, y) => x % y, integer: (x, y) => (y === 0 ? 0 : (x % y) + 0) }),
  power: arithmetic('power', { float: power, integer: wholePower }),
  float_power: (a, b) => mapBinary(a, b, 'float64', 'float64', power),
  maximum: arithmetic('maximum', { float: nanFirst(larger), integer: larger, bool: larger }),
  minimum: arithmetic('minimum', { float: nanFirst(smaller), integer: smaller, bool: smaller }),
  fmax: arithmetic('fmax', { float: nanLast(larger), integer: larger, bool: larger }),
  fmin: arithmetic('fmin', { float: nanLast(smaller), integer: smaller, bool: smaller }),
  arctan2: floating('arctan2', Math.atan2),
  hypot: floating('hypot', Math.hypot),
  logaddexp: floating('logaddexp', logAddExp),
  logaddexp2: floating('logaddexp2', logAddExp2),
  ...NEIGHBOR_BINARY,
  heaviside: floating('heaviside', (x, y) => (Number.isNaN(x) ? NaN : x === 0 ? y : x > 0 ? 1 : 0)),
  copysign: floating('copysign', (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  logical_and: logical('logical_and', (x, y) => x && y),
  logical_or: logical('logical_or', (x, y) => x || y),
  logical_xor: logical('logical_xor', (x, y) => x !== y),
  bitwise_and: bitwise(
    'bitwise_and',
    (x, y) => x & y,
    (x, y) => x & y,
  ),
  bitwise_or: bitwise(
    'bitwise_or',
    (x, y) => x | y,
    (x, y) => x | y,
  ),
  bitwise_xor: bitwise(
    'bitwise_xor',
    (x, y) => x ^ y,
    (x, y) => x ^ y,
  ),
  left_shift: bitwise(
    'left_shift',
    (x, y) => x * 2 ** y,
    (x, y) => x << y,
  ),
  right_shift: bitwise(
    'right_shift',
    (x, y) => x >> y,
    (x, y) => x >> y,
  ),
  equal: (a, b) => compareArrays('==', a, b),
  not_equal: (a, b) => compareArrays('!=', a, b),
  less: (a, b) => compareArrays('<', a, b),
  less_equal: (a, b) => compareArrays('<=', a, b),
  greater: (a, b) => compareArrays('>', a, b),
  greater_equal: (a, b) => compareArrays('>=', a, b),
};

function logAddExp(x: number, y: number): number {
  if (x === y) return x + Math.LN2;
  const difference = x - y;
  if (difference > 0) return x + Math.log1p(Math.exp(-difference));
  return difference <= 0 ? y + Math.log1p(Math.exp(difference)) : difference;
}

function logAddExp2(x: number, y: number): number {
  if (x === y) return x + 1;
  const difference = x - y;
  if (difference > 0) return x + Math.LOG2E * Math.log1p(2 ** -difference);
  return difference <= 0 ? y + Math.LOG2E * Math.log1p(2 ** difference) : difference;
}
