/** Arrays that are asked for in a certain form, and what can be said and asked of their dtypes. */
import { exc, PyType, type Functions, type Task, type Value } from '../python/bind.ts';
import { commonShape } from './broadcast.ts';
import { toArray, withDType } from './conversion.ts';
import { dtypeArgument, namedDType, numPyDType } from './dtype-object.ts';
import { fits, isFloat, isInteger, isNumeric, promote, type DTypeName } from './dtype.ts';
import { asFunctions } from './functions.ts';
import { compareArrays } from './binary.ts';
import type { NdArray } from './ndarray.ts';
import { SCALAR_TYPES } from './scalar.ts';
import { transpose } from './shaping.ts';

const columnMajor = (x: NdArray): NdArray => {
  const turned = transpose(x, null);
  return turned.contiguous ? x : transpose(turned.copy(), null);
};

/** What `numpy.require` may be asked for, by all its names. */
const REQUIREMENTS: Readonly<Record<string, 'C' | 'F' | 'O' | 'any'>> = {
  C: 'C', C_CONTIGUOUS: 'C', CONTIGUOUS: 'C', F: 'F', F_CONTIGUOUS: 'F', FORTRAN: 'F', O: 'O', OWNDATA: 'O',
  A: 'any', ALIGNED: 'any', W: 'any', WRITEABLE: 'any', E: 'any', ENSUREARRAY: 'any',
}; // prettier-ignore

function requirementsOf(value: Value): Set<string> {
  if (value === null) return new Set();
  const names = typeof value === 'string' ? [...value] : (value as unknown as { items: Value[] }).items.map(String);
  return new Set(
    names.map((name) => {
      const known = REQUIREMENTS[name.toUpperCase()];
      if (known === undefined) throw exc.KeyError(name.toUpperCase());
      return known;
    }),
  );
}

function* required(value: Value, dtype: Value, requirements: Value): Task {
  const wanted = requirementsOf(requirements);
  if (wanted.has('C') && wanted.has('F')) throw exc.ValueError('Cannot specify both "C" and "F" order');
  let x = withDType(yield* toArray(value), yield* dtypeArgument(dtype, null));
  if (wanted.has('F')) return columnMajor(x);
  if (wanted.has('C') && !x.contiguous) x = x.copy();
  return wanted.has('O') && x.base !== null ? x.copy() : x;
}

function* equivalent(first: Value, second: Value): Task {
  const [a, b] = [yield* toArray(first), yield* toArray(second)];
  if (commonShape([a.shape, b.shape]) === null) return false;
  return compareArrays('==', a, b).values().every((holds) => holds !== 0); // prettier-ignore
}

const dtypeNamed = function* (value: Value): Task<DTypeName> {
  return (yield* dtypeArgument(value, null)) ?? 'float64';
};

const SMALLEST = {
  unsigned: ['uint8', 'uint16', 'uint32', 'uint64'],
  signed: ['int8', 'int16', 'int32', 'int64'],
} as const;

/** The smallest dtype that holds a number; that of an array is its own. */
function* smallestType(value: Value): Task {
  const x = yield* toArray(value);
  if (x.ndim > 0 || !isNumeric(x.dtype) || x.dtype === 'bool') return numPyDType(x.dtype);
  if (isFloat(x.dtype)) throw exc.NotImplementedError('min_scalar_type runs here for integers; of floats it would mostly be float16, which does not run here'); // prettier-ignore
  const number = x.at();
  const bits = (i: number): number => 8 << i;
  const at = number < 0 ? SMALLEST.signed.findIndex((_, i) => number >= -(2 ** (bits(i) - 1))) : SMALLEST.unsigned.findIndex((_, i) => number < 2 ** bits(i)); // prettier-ignore
  return numPyDType((number < 0 ? SMALLEST.signed : SMALLEST.unsigned)[at < 0 ? 3 : at]!);
}

/** The dtype that a value names, or that of the array it makes. */
const dtypeOfArgument = function* (value: Value): Task<DTypeName> {
  return namedDType(value) ?? (yield* toArray(value)).dtype;
};

export const checkedArrayFunctions: Functions = {
  'require(a, dtype=None, requirements=None)': required,
  'array_equiv(a1, a2)': equivalent,
  'asfarray(a, dtype=None)': function* (value: Value, dtype: Value): Task {
    const wanted = yield* dtypeNamed(dtype);
    return withDType(yield* toArray(value), isFloat(wanted) ? wanted : 'float64');
  },
  'asarray_chkfinite(a, dtype=None, order=None)': function* (value: Value, dtype: Value): Task {
    const x = withDType(yield* toArray(value), yield* dtypeArgument(dtype, null));
    if (isFloat(x.dtype) && !x.values().every(Number.isFinite)) throw exc.ValueError('array must not contain infs or NaNs'); // prettier-ignore
    return x;
  },
  'asfortranarray(a, dtype=None)': function* (value: Value, dtype: Value): Task {
    const x = withDType(yield* toArray(value), yield* dtypeArgument(dtype, null));
    return columnMajor(x.ndim === 0 ? x.view([1]) : x);
  },
  'promote_types(type1, type2)': function* (first: Value, second: Value): Task {
    return numPyDType(promote(yield* dtypeNamed(first), yield* dtypeNamed(second)));
  },
  'min_scalar_type(a)': smallestType,
  'common_type(*arrays)': function* (values: Value[]): Task {
    const kinds: DTypeName[] = [];
    for (const value of values) {
      const { dtype } = yield* toArray(value);
      if (!isFloat(dtype) && !isInteger(dtype)) throw exc.TypeError("can't get common type for non-numeric array");
      kinds.push(isFloat(dtype) ? dtype : 'float64');
    }
    return kinds.reduce(promote, 'float32') === 'float32' && kinds.length > 0 ? SCALAR_TYPES.float32 : SCALAR_TYPES.float64; // prettier-ignore
  },
  'can_cast(from_, to, casting="safe")': function* (from: Value, to: Value): Task {
    return fits(yield* dtypeOfArgument(from), yield* dtypeOfArgument(to));
  },
  'issctype(rep)': (value: Value) => value instanceof PyType && namedDType(value) !== undefined,
  ...asFunctions({
    'isfortran(a)': (x: NdArray) => !x.contiguous && transpose(x, null).contiguous,
  }),
};
