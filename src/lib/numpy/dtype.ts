/** NumPy's element types, how their values lie in memory, and which type an operation on several gives. */
import { exc } from '../python/bind.ts';

export type DTypeName =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'str'
  | 'object';

/**
 * Values in memory. JavaScript has no 64-bit integer array of plain numbers: int64 and uint64 are kept as doubles,
 * exact up to 2^53, and an operation whose result lies beyond says so. Elements of `str` and `object` are places in the
 * array's table of Python values.
 */
export type Data =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>;

/** NumPy's `dtype.kind`. */
export type Kind = 'b' | 'i' | 'u' | 'f' | 'U' | 'O';

interface Facts {
  readonly kind: Kind;
  /** Bytes of one element in NumPy. */
  readonly size: number;
  readonly storage: new (size: number) => Data;
}

const FACTS: Readonly<Record<DTypeName, Facts>> = {
  bool: { kind: 'b', size: 1, storage: Uint8Array },
  int8: { kind: 'i', size: 1, storage: Int8Array },
  uint8: { kind: 'u', size: 1, storage: Uint8Array },
  int16: { kind: 'i', size: 2, storage: Int16Array },
  uint16: { kind: 'u', size: 2, storage: Uint16Array },
  int32: { kind: 'i', size: 4, storage: Int32Array },
  uint32: { kind: 'u', size: 4, storage: Uint32Array },
  int64: { kind: 'i', size: 8, storage: Float64Array },
  uint64: { kind: 'u', size: 8, storage: Float64Array },
  float32: { kind: 'f', size: 4, storage: Float32Array },
  float64: { kind: 'f', size: 8, storage: Float64Array },
  str: { kind: 'U', size: 4, storage: Float64Array },
  object: { kind: 'O', size: 8, storage: Float64Array },
};

export const kindOf = (dtype: DTypeName): Kind => FACTS[dtype].kind;
export const itemSize = (dtype: DTypeName): number => FACTS[dtype].size;
export const isFloat = (dtype: DTypeName): boolean => FACTS[dtype].kind === 'f';
export const isInteger = (dtype: DTypeName): boolean => FACTS[dtype].kind === 'i' || FACTS[dtype].kind === 'u';
/** Whether elements are numbers rather than places in a table. */
export const isNumeric = (dtype: DTypeName): boolean => dtype !== 'str' && dtype !== 'object';

/** Zeros of a dtype. */
export function makeData(dtype: DTypeName, size: number): Data {
  if (!(size <= 2 ** 31)) throw exc.MemoryError(`Unable to allocate an array of ${size} elements`);
  return new FACTS[dtype].storage(size);
}

const SIGNED = ['int8', 'int16', 'int32', 'int64'] as const;

/** `numpy.promote_types` */
export function promote(a: DTypeName, b: DTypeName): DTypeName {
  if (a === b) return a;
  if (a === 'object' || b === 'object') return 'object';
  if (a === 'str' || b === 'str') return 'str';
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  if (isFloat(a) || isFloat(b)) {
    const fits = (dtype: DTypeName): boolean => dtype === 'float32' || (isInteger(dtype) && itemSize(dtype) <= 2);
    return fits(a) && fits(b) ? 'float32' : 'float64';
  }
  if (kindOf(a) === kindOf(b)) return itemSize(a) > itemSize(b) ? a : b;
  const [signed, unsigned] = kindOf(a) === 'i' ? [a, b] : [b, a];
  if (itemSize(signed) > itemSize(unsigned)) return signed;
  return SIGNED.find((dtype) => itemSize(dtype) > itemSize(unsigned)) ?? 'float64';
}

/** bool < integer < float: a scalar of a higher category than the arrays' counts as they do. */
const category = (dtype: DTypeName): number => ({ b: 0, u: 1, i: 1, f: 2, U: 3, O: 4 })[kindOf(dtype)];

/** The smallest dtype that holds the value (`numpy.min_scalar_type`), seen from an array of the dtype `beside`. */
function smallest(value: number, dtype: DTypeName, beside: DTypeName): DTypeName {
  if (isFloat(dtype)) return Number.isFinite(value) && Math.abs(value) > 3.4028235677973366e38 ? 'float64' : 'float32';
  if (dtype === 'bool') return 'bool';
  // A small positive number fits signed and unsigned types alike.
  const signed = value < 0 || kindOf(beside) === 'i';
  if (value < 0) return SIGNED.find((name) => value >= -(2 ** (8 * itemSize(name) - 1))) ?? 'int64';
  const bits = signed ? 1 : 0;
  const names = signed ? SIGNED : (['uint8', 'uint16', 'uint32', 'uint64'] as const);
  return names.find((name) => value < 2 ** (8 * itemSize(name) - bits)) ?? 'uint64';
}

/** Whether every value of one dtype has a place in another. */
export function fits(from: DTypeName, to: DTypeName): boolean {
  if (from === to || from === 'bool') return true;
  const [a, b] = [kindOf(from), kindOf(to)];
  const [n, m] = [itemSize(from), itemSize(to)];
  if (a === 'f') return b === 'f' && m >= n;
  if (b === 'f') return m > n || (m === 8 && n <= 8);
  if (a === b) return m >= n;
  return a === 'u' && b === 'i' && m > n;
}

/** An operand as promotion sees it: scalars and 0-d arrays count by value where arrays are about. */
export interface Operand {
  readonly dtype: DTypeName;
  readonly scalar: boolean;
  readonly value: number;
}

/** `numpy.result_type` with NumPy 1's value-based casting of scalars. */
export function resultType(operands: readonly Operand[]): DTypeName {
  const all = (list: readonly Operand[]): DTypeName => list.map((o) => o.dtype).reduce(promote);
  const arrays = operands.filter((o) => !o.scalar);
  if (arrays.length === 0 || arrays.length === operands.length) return all(operands);
  const common = all(arrays);
  const scalars = operands.filter((o) => o.scalar);
  if (scalars.some((o) => category(o.dtype) > category(common))) return all(operands);
  return scalars.map((o) => smallest(o.value, o.dtype, common)).reduce(promote, common);
}

/** The floating dtype that `sqrt`, `exp` and their kind give. Throws where that would be float16. */
export function floatingType(dtype: DTypeName): DTypeName {
  if (isFloat(dtype)) return dtype;
  if (itemSize(dtype) === 2) return 'float32';
  if (itemSize(dtype) >= 4 && isNumeric(dtype)) return 'float64';
  throw exc.NotImplementedError(`the result would be float16, which does not run here; use .astype(np.float32) before`);
}

/** Stores what C's cast of the value to the dtype gives. */
export function caster(dtype: DTypeName): (x: number) => number {
  switch (dtype) {
    case 'bool':
      return (x) => (x !== 0 ? 1 : 0);
    case 'int64':
    case 'uint64':
      return (x) => Math.trunc(x) + 0;
    case 'float32':
      return Math.fround;
    default:
      return (x) => x;
  }
}

/** The bound of exact integers; raises NotImplementedError beyond. */
export function checkedInt64(x: number): number {
  if (x <= 9007199254740992 && x >= -9007199254740992) return x + 0;
  throw exc.NotImplementedError('int64 values beyond 2**53 do not run here; use Python ints or float64');
}
