/** The module `struct`: numbers as bytes of a layout, `">2sHf"`. */
import { PyBytes, PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { float, normalizeInt, PyType, typeName } from '../objects/object.ts';
import type { PyInstance, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { toFloat } from '../operations/arguments.ts';
import { truthOf } from '../operations/conversion.ts';
import { indexOrNone, toIndex } from '../operations/slicing.ts';
import { bytesArgument, bytesLike, latinText } from '../types/bytes.ts';

const structError = new PyType({ name: 'error', module: 'struct', bases: [exceptionTypes.Exception] });
const fail = (message: string): PythonError => makeError(structError, [message]);

/** How many bytes each code takes; native layouts align to as many. */
const SIZES: Readonly<Record<string, number>> = {
  x: 1, c: 1, b: 1, B: 1, '?': 1, h: 2, H: 2, i: 4, I: 4, l: 4, L: 4, q: 8, Q: 8, n: 8, N: 8, e: 2, f: 4, d: 8, s: 1, p: 1, P: 8,
}; // prettier-ignore
const SIGNED = 'bhilqn';
const INTEGERS = `${SIGNED}BHILQNP`;

interface Field {
  readonly code: string;
  readonly at: number;
  readonly size: number;
}

interface Layout {
  readonly fields: readonly Field[];
  readonly size: number;
  readonly little: boolean;
  /** Whether it is aligned as the machine's own. */
  readonly native: boolean;
}

const layouts = new Map<string, Layout>();

function layoutOf(format: Value): Layout {
  const text = formatText(format);
  const known = layouts.get(text);
  if (known !== undefined) return known;
  const order = /^[@=<>!]/.exec(text)?.[0] ?? '@';
  const native = order === '@';
  const fields: Field[] = [];
  let at = 0;
  const rest = text.replace(/^[@=<>!]/, '');
  for (const [whole, count, code] of rest.matchAll(/\s*(\d*)(.?)/gs)) {
    if (whole.trim() === '') continue;
    if (code === '' || !(code! in SIZES) || (!native && 'nNP'.includes(code!))) {
      throw fail(code === '' ? 'repeat count given without format specifier' : 'bad char in struct format');
    }
    const one = native && 'lL'.includes(code!) ? 8 : SIZES[code!]!;
    if (native) at = Math.ceil(at / one) * one;
    const n = count === '' ? 1 : Number(count);
    if (code === 's' || code === 'p') fields.push({ code, at, size: n });
    else if (code !== 'x') for (let i = 0; i < n; i++) fields.push({ code: code!, at: at + i * one, size: one });
    at += n * one;
  }
  const layout = { fields, size: at, little: order !== '>' && order !== '!', native };
  layouts.set(text, layout);
  return layout;
}

function formatText(format: Value): string {
  if (typeof format === 'string') return format;
  const bytes = bytesLike(format);
  if (bytes === null) throw exc.TypeError(`Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
  return latinText(bytes);
}

const NAMES: Readonly<Record<string, string>> = {
  b: 'byte format',
  B: 'ubyte format',
  h: 'short format',
  H: 'ushort format',
};

function writeInteger(view: DataView, { code, at, size }: Field, value: Value, little: boolean): void {
  const given = indexOrNone(value);
  if (given === undefined) throw fail('required argument is not an integer');
  const n = BigInt(given);
  const bits = BigInt(8 * size);
  const signed = SIGNED.includes(code);
  const [low, high] = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (n < low || n > high) {
    // What no C long holds is out of any range.
    const widest = signed || size < 4 ? n >= -(2n ** 63n) && n < 2n ** 63n : n >= 0n && n < 2n ** 64n;
    if (!widest || size === 8) throw fail('argument out of range');
    throw fail(`${NAMES[code] ?? `'${code}' format`} requires ${low} <= number <= ${high}`);
  }
  for (let i = 0, rest = BigInt.asUintN(8 * size, n); i < size; i++, rest >>= 8n) {
    view.setUint8(at + (little ? i : size - 1 - i), Number(rest & 0xffn));
  }
}

function readInteger(view: DataView, { code, at, size }: Field, little: boolean): Value {
  let n = 0n;
  for (let i = 0; i < size; i++) n = (n << 8n) | BigInt(view.getUint8(at + (little ? size - 1 - i : i)));
  return normalizeInt(SIGNED.includes(code) ? BigInt.asIntN(8 * size, n) : n);
}

/** A half float's bits of a number, rounded half to even. */
function halfBits(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size === 0 ? 1e-30 : size)));
  const steps = size * 2 ** (10 - exponent);
  const floor = Math.floor(steps);
  const rest = steps - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  const bits = ((exponent + 14) << 10) + rounded;
  if (bits >= 0x7c00) throw exc.OverflowError('float too large to pack with e format');
  return sign | bits;
}

function halfOf(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? (fraction === 0 ? Infinity : NaN) : (1 + fraction / 1024) * 2 ** (exponent - 15); // prettier-ignore
  return bits & 0x8000 ? -size : size;
}

function* pack(format: Value, values: readonly Value[]): Task<Uint8Array> {
  const { fields, size, little, native } = layoutOf(format);
  if (fields.length !== values.length) {
    throw fail(`pack expected ${fields.length} items for packing (got ${values.length})`);
  }
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  for (const [i, field] of fields.entries()) {
    const value = values[i]!;
    if (INTEGERS.includes(field.code)) writeInteger(view, field, value, little);
    else if (field.code === '?') bytes[field.at] = (yield* finish(truthOf(value))) ? 1 : 0;
    else if ('efd'.includes(field.code)) {
      const x = number(value);
      if (field.code === 'd') view.setFloat64(field.at, x, little);
      else if (field.code === 'e') view.setUint16(field.at, halfBits(x), little);
      else {
        if (!native && Number.isFinite(x) && !Number.isFinite(Math.fround(x)))
          throw exc.OverflowError('float too large to pack with f format');
        view.setFloat32(field.at, x, little);
      }
    } else {
      const given = bytesLike(value);
      if (field.code === 'c' && given?.length !== 1) throw fail('char format requires a bytes object of length 1');
      if (given === null) throw fail(`argument for '${field.code}' must be a bytes object`);
      bytes.set(given.subarray(0, field.size), field.at);
    }
  }
  return bytes;
}

function number(value: Value): number {
  try {
    return toFloat(value, 'item');
  } catch {
    throw fail('required argument is not a float');
  }
}

function unpackFrom({ fields, little }: Layout, bytes: Uint8Array, offset: number): PyTuple {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, bytes.byteLength - offset);
  return new PyTuple(
    fields.map((field) => {
      if (INTEGERS.includes(field.code)) return readInteger(view, field, little);
      if (field.code === '?') return view.getUint8(field.at) !== 0;
      if (field.code === 'd') return float(view.getFloat64(field.at, little));
      if (field.code === 'f') return float(view.getFloat32(field.at, little));
      if (field.code === 'e') return float(halfOf(view.getUint16(field.at, little)));
      return new PyBytes(bytes.slice(offset + field.at, offset + field.at + field.size));
    }),
  );
}

function unpack(format: Value, buffer: Value): Value {
  const layout = layoutOf(format);
  const bytes = bytesArgument(buffer);
  if (bytes.length !== layout.size) throw fail(`unpack requires a buffer of ${layout.size} bytes`);
  return unpackFrom(layout, bytes, 0);
}

function unpackAt(format: Value, buffer: Value, offset: Value): Value {
  const layout = layoutOf(format);
  const bytes = bytesArgument(buffer);
  const at = toIndex(offset);
  if (bytes.length - at < layout.size) {
    throw fail(`unpack_from requires a buffer of at least ${at + layout.size} bytes for unpacking ${layout.size} bytes at offset ${at} (actual buffer size is ${bytes.length})`); // prettier-ignore
  }
  return unpackFrom(layout, bytes, at);
}

function unpackAll(format: Value, buffer: Value): Value {
  const layout = layoutOf(format);
  const bytes = bytesArgument(buffer);
  if (layout.size === 0) throw fail('cannot iteratively unpack with a struct of length 0');
  if (bytes.length % layout.size !== 0) {
    throw fail(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  }
  const places = Array.from({ length: bytes.length / layout.size }, (_, i) => i * layout.size);
  return NativeIterator.over(
    places.map((at) => unpackFrom(layout, bytes, at)),
    [buffer],
    'unpack_iterator',
  );
}

const formatOf = (self: PyInstance): Value => self.dict.get('format') ?? '';

const structType: PyType = defineClass({
  name: 'Struct',
  module: '_struct',
  methods: {
    '__init__(self, format)': (self: PyInstance, format: Value) => {
      self.dict.set('size', layoutOf(format).size);
      self.dict.set('format', formatText(format));
    },
    'pack(self, *values)': function* (self: PyInstance, values: Value[]): Task {
      return new PyBytes(yield* pack(formatOf(self), values));
    },
    'unpack(self, buffer, /)': (self: PyInstance, buffer: Value) => unpack(formatOf(self), buffer),
    'unpack_from(self, buffer, offset=0)': (self: PyInstance, buffer: Value, offset: Value) =>
      unpackAt(formatOf(self), buffer, offset),
    'iter_unpack(self, buffer, /)': (self: PyInstance, buffer: Value) => unpackAll(formatOf(self), buffer),
  },
});

export const struct = defineModule({
  name: 'struct',
  functions: {
    'calcsize(format, /)': (format: Value) => layoutOf(format).size,
    'pack(format, /, *values)': function* (format: Value, values: Value[]): Task {
      return new PyBytes(yield* pack(format, values));
    },
    'unpack(format, buffer, /)': unpack,
    'unpack_from(format, buffer, /, offset=0)': unpackAt,
    'iter_unpack(format, buffer, /)': unpackAll,
  },
  members: { Struct: structType, error: structError },
  absent: { pack_into: 'struct.pack runs here' },
});
