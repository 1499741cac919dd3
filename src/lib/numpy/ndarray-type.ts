/** The class `numpy.ndarray` as programs see it. */
import {
  defineClass, exc, float, PyBytes, PyTuple, toInt, tuple, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { axisArgument } from './axes.ts';
import { convert, toArray, toList } from './conversion.ts';
import { dtypeArgument, dtypeOf } from './dtype-object.ts';
import { fits, isNumeric, itemSize, makeData } from './dtype.ts';
import { absentMethods, absentProperties } from './absent-names.ts';
import { flatProperty } from './flat-iterator.ts';
import { asMethods } from './functions.ts';
import { assign, getItem, iterateRows, setItem } from './item-access.ts';
import { repeatFunctions } from './joining.ts';
import { traceFunctions } from './linalg.ts';
import { dot } from './linear-algebra.ts';
import { choosingFunctions } from './logic.ts';
import { flagsOf } from './memory.ts';
import { byteSize, NdArray, setNdarrayType } from './ndarray.ts';
import { partition, partitionFunctions } from './partition.ts';
import { put } from './placing.ts';
import { choose, compress } from './selecting.ts';
import { inPlaceMethods, operatorMethods } from './operators.ts';
import { arrayRepr, arrayStr } from './print.ts';
import { reductionFunctions } from './reduction-functions.ts';
import { itemAt, returned } from './scalar.ts';
import { ravel, reshape, shapingFunctions, sizesArgument, transpose } from './shaping.ts';
import { sorted, sortingFunctions } from './sorting.ts';

/** The only element; raises for arrays of other sizes what Python's conversions raise. */
function only(x: NdArray): Value {
  if (x.size !== 1) throw exc.TypeError('only size-1 arrays can be converted to Python scalars');
  return itemAt(x, x.offsets()[0]!);
}

function item(x: NdArray, args: readonly Value[]): Value {
  if (args.length === 0) {
    if (x.size !== 1) throw exc.ValueError('can only convert an array of size 1 to a Python scalar');
    return itemAt(x, x.offsets()[0]!);
  }
  const key = args.length === 1 ? args[0]! : new PyTuple(args);
  const places = typeof key === 'number' ? ravel(x) : x;
  const found = getItem(places, key);
  const array = found instanceof NdArray ? found : null;
  if (array !== null) throw exc.ValueError('incorrect number of indices for array');
  return pythonValue(found);
}

const pythonValue = (value: Value): Value => {
  const held = value as { value?: number; dtype?: string };
  if (typeof held.value !== 'number') return value;
  return held.dtype === undefined || held.dtype === 'float32' ? float(held.value) : held.dtype === 'bool' ? held.value !== 0 : held.value; // prettier-ignore
};

function* astype(x: NdArray, dtype: Value, _order: Value, casting: Value, _subok: Value, copy: Value): Task {
  const type = yield* dtypeArgument(dtype, 'float64');
  const isAllowed = casting === 'safe' ? fits(x.dtype, type) : casting === 'no' || casting === 'equiv' ? x.dtype === type : true; // prettier-ignore
  if (!isAllowed) {
    throw exc.TypeError(`Cannot cast array data from dtype('${x.dtype}') to dtype('${type}') according to the rule '${casting as string}'`); // prettier-ignore
  }
  if (copy !== true && type === x.dtype) return x;
  return convert(x, type);
}

function resize(x: NdArray, shape: Value): void {
  const sizes = shapeArgumentWithUnknown(shape);
  const other = reshape(x, sizes);
  if (other.data !== x.data) throw exc.AttributeError('Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.'); // prettier-ignore
  x.shape = other.shape;
  x.strides = other.strides;
}

const shapeArgumentWithUnknown = (value: Value): number[] =>
  value instanceof PyTuple ? value.items.map((n) => toInt(n, 'shape')) : [toInt(value, 'shape')];

function* anyOperand(value: Value): Task<NdArray> {
  return yield* toArray(value);
}

export const ndarrayType: PyType = defineClass({
  name: 'ndarray',
  module: 'numpy',
  label: 'numpy.ndarray',
  allocate: null,
  methods: {
    ...operatorMethods,
    ...inPlaceMethods,
    ...asMethods(reductionFunctions),
    ...asMethods(shapingFunctions),
    ...asMethods(sortingFunctions),
    ...asMethods(choosingFunctions),
    ...asMethods(repeatFunctions),
    ...asMethods(traceFunctions),
    ...asMethods(partitionFunctions),
    ...absentMethods,
    'clip(self, min=None, max=None, out=None)': choosingFunctions['clip(a, a_min=None, a_max=None, out=None)']!,
    '__repr__(self, /)': arrayRepr,
    '__str__(self, /)': arrayStr,
    '__getitem__(self, key, /)': getItem,
    '__setitem__(self, key, value, /)': setItem,
    '__iter__(self, /)': iterateRows,
    '__contains__(self, key, /)': function* (self: NdArray, value: Value): Task {
      const equal = operatorMethods['__eq__(self, value, /)'] as unknown as (a: NdArray, b: NdArray) => Value;
      const found = equal(self, yield* anyOperand(value));
      return found instanceof NdArray ? found.values().some((truth) => truth !== 0) : pythonValue(found) === true;
    },
    '__float__(self, /)': (self: NdArray) => float(Number(pythonNumberOf(only(self)))),
    '__int__(self, /)': (self: NdArray) => Math.trunc(Number(pythonNumberOf(only(self)))),
    '__index__(self, /)': (self: NdArray) => {
      const value = self.ndim === 0 ? only(self) : null;
      if (typeof value !== 'number')
        throw exc.TypeError('only integer scalar arrays can be converted to a scalar index');
      return value;
    },
    '__format__(self, format_spec, /)': function* (self: NdArray, spec: string): Task {
      if (spec !== '') throw exc.TypeError('unsupported format string passed to numpy.ndarray.__format__');
      return yield* arrayStr(self);
    },
    '__copy__(self)': (self: NdArray) => self.copy(),
    '__deepcopy__(self, memo, /)': (self: NdArray) => self.copy(),
    '__array__(self, dtype=None)': (self: NdArray, dtype: Value) =>
      astype(self, dtype ?? dtypeOf(self), null, null, null, false),
    'item(self, *args)': item,
    'tolist(self)': toList,
    'astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True)': astype,
    'copy(self, order="C")': (self: NdArray) => self.copy(),
    'reshape(self, *shape, order="C")': (self: NdArray, shape: Value[]) => reshape(self, sizesArgument(shape)),
    'flatten(self, order="C")': (self: NdArray) => self.copy().view([self.size], [1]).copy(),
    'transpose(self, *axes)': (self: NdArray, axes: Value[]) => {
      if (axes.length === 0 || (axes.length === 1 && axes[0] === null)) return transpose(self, null);
      return transpose(self, sizesArgument(axes).map((axis) => axisArgument(axis, self.ndim))); // prettier-ignore
    },
    'sort(self, axis=-1, kind=None, order=None)': (self: NdArray, axis: Value) => {
      assign(self, sorted(self, axis));
      return null;
    },
    'fill(self, value)': function* (self: NdArray, value: Value): Task {
      assign(self, yield* toArray(value));
      return null;
    },
    'dot(self, b)': function* (self: NdArray, other: Value): Task {
      return returned(dot(self, yield* toArray(other)));
    },
    'tobytes(self, order="C")': (self: NdArray) => bytesOf(self),
    'view(self)': (self: NdArray) => self.view(self.shape, self.strides),
    'conj(self)': (self: NdArray) => self,
    'conjugate(self)': (self: NdArray) => self,
    'tostring(self, order="C")': (self: NdArray) => bytesOf(self),
    'partition(self, kth, axis=-1, kind="introselect", order=None)': function* (
      self: NdArray,
      kth: Value,
      axis: Value,
    ): Task {
      assign(self, yield* partition(self, kth, axis));
      return null;
    },
    'choose(self, choices)': choose,
    'compress(self, condition, axis=None)': function* (self: NdArray, condition: Value, axis: Value): Task {
      return yield* compress(yield* toArray(condition), self, axis);
    },
    'put(self, indices, values)': put,
    'itemset(self, *args)': function* (self: NdArray, args: Value[]): Task {
      const value = args.at(-1);
      if (value === undefined) throw exc.ValueError('itemset must have at least one argument');
      const key = args.slice(0, -1);
      if (key.length !== 1 || key[0] instanceof PyTuple)
        return yield* setItem(self, key.length === 1 ? key[0]! : new PyTuple(key), value);
      const place = ravel(self);
      return yield* setItem(place.data === self.data ? place : self, key[0]!, value);
    },
    '__imatmul__(self, value, /)': () => {
      throw exc.TypeError(
        "In-place matrix multiplication is not (yet) supported. Use 'a = a @ b' instead of 'a @= b'.",
      );
    },
  },
  properties: {
    shape: { get: (self: NdArray) => tuple(...self.shape), set: resize },
    ndim: (self: NdArray) => self.ndim,
    size: (self: NdArray) => self.size,
    dtype: (self: NdArray) => dtypeOf(self),
    itemsize: (self: NdArray) => itemSize(self.dtype),
    nbytes: byteSize,
    strides: (self: NdArray) => tuple(...self.strides.map((stride) => stride * itemSize(self.dtype))),
    T: (self: NdArray) => transpose(self, null),
    base: (self: NdArray) => self.base,
    flags: flagsOf,
    real: (self: NdArray) => self,
    imag: (self: NdArray) => self.like(makeData(self.dtype, self.size), self.shape),
    ...absentProperties,
    flat: flatProperty,
  },
});
setNdarrayType(ndarrayType);

const pythonNumberOf = (value: Value): number => (typeof value === 'object' && value !== null ? (value as unknown as { value: number }).value : Number(value)); // prettier-ignore

function bytesOf(x: NdArray): Value {
  if (!isNumeric(x.dtype) || x.dtype === 'int64' || x.dtype === 'uint64') {
    if (!isNumeric(x.dtype)) throw exc.NotImplementedError('tobytes() runs here for arrays of numbers');
    const wide = BigInt64Array.from(x.values(), (value) => BigInt(value)); // prettier-ignore
    return new PyBytes(new Uint8Array(wide.buffer));
  }
  const values = x.copy().data;
  return new PyBytes(new Uint8Array(values.buffer));
}
