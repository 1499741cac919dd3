/**
 * NumPy's scalars: what indexing an array down to one element gives, and reductions. `float64` derives from Python's
 * float, as in NumPy, so it goes wherever a float goes; the others are objects of their own.
 */
import { defineClass, exc, floatType, PyFloat, PyObject, type PyType, type Value } from '../python/bind.ts';
import type { HostArrayContents, HostArrayValue } from '../tensor/array-interface.ts';
import type { DTypeName } from './dtype.ts';
import type { NdArray } from './ndarray.ts';
import { ndarray } from './ndarray.ts';

const abstractType = (name: string, bases?: PyType[]): PyType =>
  defineClass({
    name,
    module: 'numpy',
    label: `numpy.${name}`,
    allocate: null,
    ...(bases === undefined ? {} : { bases }),
  });

export const genericType = abstractType('generic');
export const numberType = abstractType('number', [genericType]);
export const integerType = abstractType('integer', [numberType]);
export const signedIntegerType = abstractType('signedinteger', [integerType]);
export const unsignedIntegerType = abstractType('unsignedinteger', [integerType]);
export const inexactType = abstractType('inexact', [numberType]);
export const floatingType = abstractType('floating', [inexactType]);

type ScalarDType = Exclude<DTypeName, 'str' | 'object'>;

const concrete = (name: string, base: PyType, more: PyType[] = []): PyType => abstractType(name, [base, ...more]);

/** The classes that are both scalars' types and names of dtypes. */
export const SCALAR_TYPES: Readonly<Record<ScalarDType, PyType>> = {
  bool: concrete('bool_', genericType),
  int8: concrete('int8', signedIntegerType),
  uint8: concrete('uint8', unsignedIntegerType),
  int16: concrete('int16', signedIntegerType),
  uint16: concrete('uint16', unsignedIntegerType),
  int32: concrete('int32', signedIntegerType),
  uint32: concrete('uint32', unsignedIntegerType),
  int64: concrete('int64', signedIntegerType),
  uint64: concrete('uint64', unsignedIntegerType),
  float32: concrete('float32', floatingType),
  float64: concrete('float64', floatingType, [floatType]),
};

/** `numpy.str_` and `numpy.object_`: names of dtypes only, since elements of such arrays are Python's own values. */
export const strScalarType = abstractType('str_', [genericType]);
export const objectScalarType = abstractType('object_', [genericType]);

/** A `numpy.float64`. */
export class NumPyFloat64 extends PyFloat implements HostArrayValue {
  override get type(): PyType {
    return SCALAR_TYPES.float64;
  }

  hostArray(): HostArrayContents {
    return { values: [this.value], shape: [], dtype: 'float64' };
  }
}

/** Any other scalar: bool_, an integer or a float32. */
export class NumPyScalar extends PyObject implements HostArrayValue {
  readonly value: number;
  readonly dtype: ScalarDType;

  constructor(value: number, dtype: ScalarDType) {
    super();
    this.value = value;
    this.dtype = dtype;
  }

  get type(): PyType {
    return SCALAR_TYPES[this.dtype];
  }

  asNumber(): number {
    return this.value;
  }

  /** As a dict's key it is the number. */
  key(): number {
    return this.value;
  }

  hostArray(): HostArrayContents {
    return ndarray([this.value], [], this.dtype).hostArray();
  }
}

export type Scalar = NumPyFloat64 | NumPyScalar;

export const isScalar = (value: Value): value is Scalar =>
  value instanceof NumPyScalar || value instanceof NumPyFloat64;

export const scalarDType = (value: Scalar): ScalarDType => (value instanceof NumPyScalar ? value.dtype : 'float64');

/** A NumPy scalar of a number that its dtype holds exactly. */
export function scalar(value: number, dtype: DTypeName): Scalar {
  if (dtype === 'float64') return new NumPyFloat64(value);
  if (dtype === 'str' || dtype === 'object') throw exc.SystemError('an element of a table is no number');
  return new NumPyScalar(value, dtype);
}

/** A number as the Python value that `.item()` gives. */
export function pythonNumber(value: number, dtype: DTypeName): Value {
  if (dtype === 'float64' || dtype === 'float32') return new PyFloat(value);
  if (dtype === 'bool') return value !== 0;
  // A whole double beyond 2^53 is an int of its own size.
  return Number.isSafeInteger(value) ? value : BigInt(value);
}

/** The element at a place of the array's memory, as indexing gives it. */
export function elementAt(x: NdArray, offset: number): Value {
  const value = x.data[offset]!;
  return x.dtype === 'str' || x.dtype === 'object' ? x.table[value]! : scalar(value, x.dtype);
}

/** The element at a place of the memory as a Python value. */
export function itemAt(x: NdArray, offset: number): Value {
  const value = x.data[offset]!;
  return x.dtype === 'str' || x.dtype === 'object' ? x.table[value]! : pythonNumber(value, x.dtype);
}

/** What functions return: a scalar in place of a 0-d array. */
export const returned = (x: NdArray): Value => (x.ndim === 0 ? elementAt(x, x.offset) : x);
