/** `numpy.dtype` as programs see it, and the arguments that name one. */
import {
  boolType, defineClass, exc, floatType, intType, list, objectType, PyObject, PyType, repr, strType, tuple, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { itemSize, kindOf, type DTypeName } from './dtype.ts';
import type { NdArray } from './ndarray.ts';
import { floatingType, inexactType, integerType, numberType, objectScalarType, SCALAR_TYPES, signedIntegerType, strScalarType, unsignedIntegerType } from './scalar.ts'; // prettier-ignore

export class NumPyDType extends PyObject {
  readonly dtype: DTypeName;
  /** Characters of the longest element, for `str`. */
  readonly width: number;

  constructor(dtype: DTypeName, width = 0) {
    super();
    this.dtype = dtype;
    this.width = width;
  }

  get type(): PyType {
    return dtypeType;
  }

  /** As `str(dtype)` has it. */
  get text(): string {
    return this.dtype === 'str' ? `<U${this.width}` : this.dtype;
  }
}

const made = new Map<DTypeName, NumPyDType>();

/** The dtype object of a name; each is made once. */
export function numPyDType(dtype: DTypeName): NumPyDType {
  let object = made.get(dtype);
  if (object === undefined) made.set(dtype, (object = new NumPyDType(dtype)));
  return object;
}

/** `x.dtype` */
export function dtypeOf(x: NdArray): NumPyDType {
  if (x.dtype !== 'str') return numPyDType(x.dtype);
  return new NumPyDType('str', Math.max(1, ...x.table.map((text) => [...(text as string)].length)));
}

/** Codes and names by which NumPy knows its dtypes. */
const NAMES: Readonly<Record<string, DTypeName>> = {
  '?': 'bool', bool: 'bool', bool_: 'bool', b1: 'bool',
  b: 'int8', i1: 'int8', int8: 'int8', byte: 'int8',
  B: 'uint8', u1: 'uint8', uint8: 'uint8', ubyte: 'uint8',
  h: 'int16', i2: 'int16', int16: 'int16', short: 'int16',
  H: 'uint16', u2: 'uint16', uint16: 'uint16', ushort: 'uint16',
  i: 'int32', i4: 'int32', int32: 'int32', intc: 'int32',
  I: 'uint32', u4: 'uint32', uint32: 'uint32', uintc: 'uint32',
  l: 'int64', q: 'int64', p: 'int64', i8: 'int64', int64: 'int64', int: 'int64', int_: 'int64', intp: 'int64', long: 'int64', longlong: 'int64',
  L: 'uint64', Q: 'uint64', P: 'uint64', u8: 'uint64', uint64: 'uint64', uint: 'uint64', uintp: 'uint64', ulonglong: 'uint64',
  f: 'float32', f4: 'float32', float32: 'float32', single: 'float32',
  d: 'float64', f8: 'float64', float64: 'float64', float: 'float64', float_: 'float64', double: 'float64',
  U: 'str', str: 'str', str_: 'str', O: 'object', object: 'object', object_: 'object',
}; // prettier-ignore

const ELSEWHERE = new Set(['e', 'f2', 'float16', 'half', 'g', 'longdouble', 'float128', 'D', 'F', 'c8', 'c16', 'complex', 'complex64', 'complex128', 'S', 'V', 'M8', 'm8', 'datetime64', 'timedelta64']); // prettier-ignore

function namedByType(type: PyType): DTypeName | undefined {
  if (type === floatType || type === inexactType || type === floatingType || type === numberType) return 'float64';
  if (type === intType || type === integerType || type === signedIntegerType) return 'int64';
  if (type === boolType) return 'bool';
  if (type === unsignedIntegerType) return 'uint64';
  if (type === strType || type === strScalarType) return 'str';
  if (type === objectType || type === objectScalarType) return 'object';
  for (const [name, scalarType] of Object.entries(SCALAR_TYPES)) if (type === scalarType) return name as DTypeName;
  return undefined;
}

/** The dtype that a value names; undefined if it names none. */
export function namedDType(value: Value): DTypeName | undefined {
  if (value instanceof NumPyDType) return value.dtype;
  if (value instanceof PyType) return namedByType(value);
  if (typeof value !== 'string') return undefined;
  const name = value.replace(/^[<>=|]/, '');
  if (ELSEWHERE.has(name)) throw exc.NotImplementedError(`dtype ${name} does not run here; float32 and float64 do`);
  return NAMES[name] ?? (/^U\d+$/.test(name) ? 'str' : undefined);
}

/** A dtype argument; `otherwise` for None. Raises TypeError. */
export function* dtypeArgument<D extends DTypeName | null>(value: Value, otherwise: D): Task<DTypeName | D> {
  if (value === null) return otherwise;
  const dtype = namedDType(value);
  if (dtype !== undefined) return dtype;
  if (typeof value === 'string') throw exc.TypeError(`data type '${value}' not understood`);
  throw exc.TypeError(`Cannot interpret '${yield* repr(value)}' as a data type`);
}

const scalarTypeOf = (dtype: DTypeName): PyType =>
  dtype === 'str' ? strScalarType : dtype === 'object' ? objectScalarType : SCALAR_TYPES[dtype];

const CODES: Readonly<Record<DTypeName, string>> = {
  bool: '?', int8: 'b', uint8: 'B', int16: 'h', uint16: 'H', int32: 'i', uint32: 'I', int64: 'l', uint64: 'L',
  float32: 'f', float64: 'd', str: 'U', object: 'O',
}; // prettier-ignore

/** NumPy's own numbers of its dtypes. */
const NUMBERS: Readonly<Record<DTypeName, number>> = {
  bool: 0, int8: 1, uint8: 2, int16: 3, uint16: 4, int32: 5, uint32: 6, int64: 7, uint64: 8, float32: 11, float64: 12, object: 17, str: 19,
}; // prettier-ignore

export const dtypeType: PyType = defineClass({
  name: 'dtype',
  module: 'numpy',
  label: 'numpy.dtype',
  allocate: null,
  statics: {
    '__new__(cls, dtype, align=False, copy=False)': function* (_type: PyType, value: Value): Task {
      if (value instanceof NumPyDType) return value;
      const width = typeof value === 'string' ? /^[<=]?U(\d+)$/.exec(value)?.[1] : undefined;
      if (width !== undefined) return new NumPyDType('str', Number(width));
      return numPyDType(yield* dtypeArgument(value, 'float64'));
    },
  },
  methods: {
    '__repr__(self)': (self: NumPyDType) => (self.dtype === 'object' ? "dtype('O')" : `dtype('${self.text}')`),
    '__str__(self)': (self: NumPyDType) => self.text,
    '__eq__(self, other, /)': (self: NumPyDType, other: Value) => sameDType(self, other),
    '__ne__(self, other, /)': (self: NumPyDType, other: Value) => !sameDType(self, other),
    '__hash__(self, /)': (self: NumPyDType) => CODES[self.dtype].charCodeAt(0),
  },
  properties: {
    name: (self: NumPyDType) => (self.dtype === 'str' ? `str${self.width * 32}` : self.dtype),
    kind: (self: NumPyDType) => kindOf(self.dtype),
    char: (self: NumPyDType) => CODES[self.dtype],
    itemsize: (self: NumPyDType) => (self.dtype === 'str' ? 4 * self.width : itemSize(self.dtype)),
    alignment: (self: NumPyDType) => (self.dtype === 'str' ? 4 : itemSize(self.dtype)),
    base: (self: NumPyDType) => self,
    byteorder: (self: NumPyDType) => (itemSize(self.dtype) === 1 || self.dtype === 'object' ? '|' : '='),
    descr: (self: NumPyDType) => list([tuple('', codeOf(self))]),
    fields: () => null,
    hasobject: (self: NumPyDType) => self.dtype === 'object',
    isnative: () => true,
    metadata: () => null,
    names: () => null,
    ndim: () => 0,
    num: (self: NumPyDType) => NUMBERS[self.dtype],
    shape: () => tuple(),
    subdtype: () => null,
    type: (self: NumPyDType) => scalarTypeOf(self.dtype),
    str: codeOf,
  },
});

/** `<f8`: the byte order, kind and size. */
function codeOf(self: NumPyDType): string {
  if (self.dtype === 'str') return self.text;
  if (self.dtype === 'object') return '|O';
  return `${itemSize(self.dtype) === 1 ? '|' : '<'}${kindOf(self.dtype)}${itemSize(self.dtype)}`;
}

function sameDType(a: NumPyDType, b: Value): boolean {
  if (b === null) return a.dtype === 'float64';
  const other = namedDType(b);
  return other === a.dtype && (!(b instanceof NumPyDType) || b.width === a.width);
}

/** `numpy.issubdtype(arg1, arg2)` for a dtype and a class of scalars. */
export function isSubDType(dtype: DTypeName, type: PyType): boolean {
  if (type === floatType) return scalarTypeOf(dtype).isSubtypeOf(SCALAR_TYPES.float64);
  const named = namedByType(type);
  const wanted = type.isSubtypeOf(numberType) || named === undefined ? type : scalarTypeOf(named);
  return scalarTypeOf(dtype).isSubtypeOf(wanted);
}
