/**
 * NumPy's own file format, version 1.0 (numpy.lib.format): a magic word, a header that is a Python dict in text, and the elements
 * in little-endian bytes.
 */
import { exc } from '../python/bind.ts';
import { isNumeric, itemSize, kindOf, makeData, type DTypeName } from './dtype.ts';
import { NdArray, shapeTuple, sizeOf } from './ndarray.ts';
import { transpose } from './shaping.ts';

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];
/** Magic word, version and the header's length. */
const PREFIX = MAGIC.length + 4;
/** The elements begin at a multiple of this. */
const ALIGNMENT = 64;
/** Room that NumPy leaves for a longer first size. */
const GROWTH_DIGITS = 21;

const CHARACTER_SIZE = 4;
const WIDE_INTEGERS: ReadonlySet<DTypeName> = new Set(['int64', 'uint64']);

const longest = (x: NdArray): number => Math.max(1, ...x.table.map((text) => [...(text as string)].length));

/** `<f8`, as a header names a dtype. */
function descriptor(x: NdArray): string {
  if (x.dtype === 'str') return `<U${longest(x)}`;
  const size = itemSize(x.dtype);
  return `${size === 1 ? '|' : '<'}${kindOf(x.dtype)}${size}`;
}

function header(x: NdArray, byColumns: boolean): Uint8Array {
  const sizes = x.ndim === 0 ? '()' : shapeTuple(x.shape);
  const first = x.shape.at(byColumns ? -1 : 0);
  const room = first === undefined ? 0 : GROWTH_DIGITS - String(first).length;
  const text = `{'descr': '${descriptor(x)}', 'fortran_order': ${byColumns ? 'True' : 'False'}, 'shape': ${sizes}, }${' '.repeat(room)}`;
  const padding = ALIGNMENT - ((PREFIX + text.length + 1) % ALIGNMENT);
  const length = text.length + padding + 1;
  return Uint8Array.from([...MAGIC, 1, 0, length & 255, length >> 8, ...new TextEncoder().encode(`${text}${' '.repeat(padding)}\n`)]); // prettier-ignore
}

/** The elements in row-major order, as bytes. */
export function elementBytes(x: NdArray): Uint8Array<ArrayBuffer> {
  const values = x.values();
  if (x.dtype === 'str') {
    const width = longest(x);
    const codes = new Uint32Array(values.length * width);
    values.forEach((place, i) => [...(x.table[place] as string)].forEach((letter, k) => (codes[i * width + k] = letter.codePointAt(0)!))); // prettier-ignore
    return new Uint8Array(codes.buffer);
  }
  if (WIDE_INTEGERS.has(x.dtype)) return new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
  return new Uint8Array(values.slice().buffer);
}

/** An array as a file. Raises NotImplementedError for arrays of objects. */
export function npyBytes(x: NdArray): Uint8Array<ArrayBuffer> {
  if (x.dtype === 'object') throw exc.NotImplementedError('numpy.save runs here for arrays of numbers and of texts; pickle runs here'); // prettier-ignore
  const turned = transpose(x, null);
  const byColumns = !x.contiguous && turned.contiguous;
  const [head, body] = [header(x, byColumns), elementBytes(byColumns ? turned : x)];
  const file = new Uint8Array(head.length + body.length);
  file.set(head);
  file.set(body, head.length);
  return file;
}

const KINDS: Readonly<Record<string, DTypeName>> = {
  b1: 'bool', i1: 'int8', u1: 'uint8', i2: 'int16', u2: 'uint16', i4: 'int32', u4: 'uint32', i8: 'int64', u8: 'uint64',
  f4: 'float32', f8: 'float64',
}; // prettier-ignore

export const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/** Bytes as elements of a dtype; integers of 8 bytes become doubles. */
export function elementsFrom(bytes: Uint8Array, dtype: DTypeName, size: number): ReturnType<typeof makeData> {
  const needed = size * itemSize(dtype);
  if (bytes.length < needed) throw exc.ValueError(`cannot reshape array of size ${Math.floor(bytes.length / itemSize(dtype))} into shape (${size},)`); // prettier-ignore
  const own = bytes.slice(0, needed);
  const data = makeData(dtype, size);
  if (WIDE_INTEGERS.has(dtype)) {
    const wide = dtype === 'int64' ? new BigInt64Array(own.buffer) : new BigUint64Array(own.buffer);
    wide.forEach((value, i) => (data[i] = Number(value)));
    if (data.some((value) => !Number.isSafeInteger(value))) throw exc.NotImplementedError('int64 values beyond 2**53 do not run here; use float64'); // prettier-ignore
    return data;
  }
  new Uint8Array(data.buffer).set(own);
  return data;
}

function texts(bytes: Uint8Array, width: number, size: number): string[] {
  const codes = new Uint32Array(bytes.slice(0, size * width * CHARACTER_SIZE).buffer);
  return Array.from({ length: size }, (_, i) => {
    const letters = Array.from(codes.subarray(i * width, (i + 1) * width));
    const end = letters.findLastIndex((code) => code !== 0) + 1;
    return letters.slice(0, end).map((code) => String.fromCodePoint(code)).join('');
  });
} // prettier-ignore

/** The array in a file. Raises ValueError, and NotImplementedError for dtypes that are not here. */
export function npyArray(bytes: Uint8Array): NdArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // From version 2.0 on the header's length has four bytes.
  const [start, length] = bytes[MAGIC.length] === 1 ? [PREFIX, view.getUint16(PREFIX - 2, true)] : [PREFIX + 2, view.getUint32(PREFIX - 2, true)]; // prettier-ignore
  const text = new TextDecoder().decode(bytes.subarray(start, start + length));
  const [, descr] = /'descr': '([^']*)'/.exec(text) ?? [];
  const [, sizes] = /'shape': \(([^)]*)\)/.exec(text) ?? [];
  const byColumns = text.includes("'fortran_order': True");
  if (descr === undefined || sizes === undefined) throw exc.NotImplementedError('arrays of records do not run here; arrays of numbers and of texts do'); // prettier-ignore
  if (descr.endsWith('O')) throw exc.ValueError('Object arrays cannot be loaded when allow_pickle=False');
  const shape = sizes.split(',').map((part) => part.trim()).filter((part) => part !== '').map(Number); // prettier-ignore
  const stored = byColumns ? [...shape].reverse() : shape;
  const body = bytes.subarray(start + length);
  const size = sizeOf(shape);
  const turned = (x: NdArray): NdArray => (byColumns ? transpose(x, null) : x);
  const width = /^<U(\d+)$/.exec(descr)?.[1];
  if (width !== undefined) {
    const table = texts(body, Number(width), size);
    return turned(new NdArray(Float64Array.from(table, (_, i) => i), 'str', stored, undefined, table)); // prettier-ignore
  }
  const dtype = /^[<|=]/.test(descr) ? KINDS[descr.slice(1)] : undefined;
  if (dtype === undefined || !isNumeric(dtype)) throw exc.NotImplementedError(`arrays of dtype ${descr} do not run here; float32, float64, integers and bool do`); // prettier-ignore
  return turned(new NdArray(elementsFrom(body, dtype, size), dtype, stored));
}
