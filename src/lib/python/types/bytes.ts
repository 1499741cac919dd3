/** bytes and bytearray: constructors and methods. What text has too is done by str, each byte as a character. */
import { decodeText, encodeText } from '../format/codecs.ts';
import { bytesRepr } from '../format/string.ts';
import type { NativeFunction } from '../objects/callable.ts';
import { bytesType, PyBytes, PyList, PySlice, PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import type { Functions, Implementation } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { builtinType, NOT_IMPLEMENTED, PyObject, strType, typeName } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { invokeNative, invoke } from '../operations/call.ts';
import { hashOf } from '../operations/conversion.ts';
import { byteAt } from '../operations/items.ts';
import { iterate, nativeIterator } from '../operations/iteration.ts';
import { assignSlice, deleteSlice, indexOrNone, toIndex } from '../operations/slicing.ts';
import { comparisons, MAX_LENGTH, repetitions } from './sequences.ts';

/** Bytes that can change. */
class PyByteArray extends PyBytes {
  override get type(): PyType {
    return bytearrayType;
  }

  /** Replaces what it holds. */
  take(bytes: Iterable<number>): void {
    (this as { bytes: Uint8Array }).bytes = Uint8Array.from(bytes);
  }
}

export const bytearrayType = builtinType('bytearray', { subclassable: false });

/** What can be read as bytes: bytes and bytearray; null for anything else. */
export const bytesLike = (value: Value): Uint8Array | null => (value instanceof PyBytes ? value.bytes : null);

/** The bytes of an argument; raises TypeError. */
export function bytesArgument(value: Value): Uint8Array {
  const bytes = bytesLike(value);
  if (bytes === null) throw exc.TypeError(`a bytes-like object is required, not '${typeName(value)}'`);
  return bytes;
}

/** Bytes as text: a character for each. */
export function latinText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Two digits for each byte. */
export const hexText = (bytes: Uint8Array, separator = ''): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(separator);

const latin = ({ bytes }: PyBytes): string => latinText(bytes);

function like(self: PyBytes, bytes: Uint8Array): PyBytes {
  return self instanceof PyByteArray ? new PyByteArray(bytes) : new PyBytes(bytes);
}

function byteOf(value: Value, what: string): number {
  const byte = toIndex(value);
  if (byte < 0 || byte > 255) throw exc.ValueError(`${what} must be in range(0, 256)`);
  return byte;
}

function* source(type: PyType, value: Value | undefined, encoding: Value, errors: Value): Task<Uint8Array> {
  if (value === undefined) return new Uint8Array();
  if (typeof value === 'string') {
    if (typeof encoding !== 'string') throw exc.TypeError('string argument without an encoding');
    return encodeText(value, encoding, typeof errors === 'string' ? errors : 'strict');
  }
  if (encoding !== null) throw exc.TypeError('encoding without a string argument');
  if (value instanceof PyBytes) return value.bytes.slice();
  const own = value instanceof PyObject ? value.type.lookup('__bytes__') : undefined;
  if (own !== undefined && own !== null) {
    const made = yield* finish(invoke(own, [value], null));
    if (!(made instanceof PyBytes)) {
      throw exc.TypeError(`__bytes__ returned non-bytes (type ${typeName(made)})`);
    }
    return made.bytes;
  }
  const count =
    value instanceof PyObject && value.type.lookup('__iter__') !== undefined ? undefined : indexOrNone(value);
  if (count !== undefined) {
    if (count < 0) throw exc.ValueError('negative count');
    if (count > MAX_LENGTH) throw exc.MemoryError();
    return new Uint8Array(Number(count));
  }
  if (
    !(value instanceof PyObject) ||
    (value.type.lookup('__iter__') ?? value.type.lookup('__getitem__')) === undefined
  ) {
    throw exc.TypeError(
      type === bytesType
        ? `cannot convert '${typeName(value)}' object to bytes`
        : `can't extend bytearray with ${typeName(value)}`,
    );
  }
  const what = type === bytesType ? 'bytes' : 'byte';
  return Uint8Array.from(yield* iterate(value), (item) => byteOf(item, what));
}

/** An argument of a method of text, made of bytes. */
function asText(value: Value): Value {
  if (value instanceof PyBytes) return latin(value);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(asText));
  if (typeof value === 'string') throw exc.TypeError("a bytes-like object is required, not 'str'");
  return value;
}

/** What a method of text answered, as bytes again. */
function asBytes(self: PyBytes, value: Value): Value {
  if (typeof value === 'string')
    return like(
      self,
      Uint8Array.from(value, (char) => char.charCodeAt(0)),
    );
  if (value instanceof PyList) return new PyList(value.items.map((item) => asBytes(self, item)));
  return value instanceof PyTuple ? new PyTuple(value.items.map((item) => asBytes(self, item))) : value;
}

const LIKE_TEXT =
  'strip lstrip rstrip split rsplit splitlines partition rpartition replace find rfind index rindex count startswith ' +
  'endswith ljust rjust center zfill removeprefix removesuffix expandtabs isdigit isspace isalpha isalnum islower ' +
  'isupper istitle isascii __mod__';
/** Methods that know letters: bytes beyond ASCII are none. */
const OF_LETTERS = 'upper lower title capitalize swapcase';

function textMethod(name: string): Implementation {
  return function* (self: PyBytes, args: Value[], kwargs: Map<string, Value>): Task {
    const method = strType.dict.get(name) as NativeFunction;
    const given = args.map((arg) => (name === '__mod__' && !(arg instanceof PyTuple) ? arg : asText(arg)));
    // A byte looked for may be given by its number.
    if (/^(?:r?find|r?index|count)$/.test(name) && typeof given[0] === 'number') {
      given[0] = String.fromCharCode(byteOf(given[0], 'byte'));
    }
    const result = invokeNative(method, [latin(self), ...given], kwargs.size === 0 ? null : kwargs);
    return asBytes(self, isTask(result) ? yield* result : result);
  };
}

function letterMethod(name: string): Implementation {
  return (self: PyBytes): Value => {
    const method = (strType.dict.get(name) as NativeFunction).implementation as (text: string) => string;
    const parts = latin(self).split(/([\x80-\xff]+)/);
    return asBytes(self, parts.map((part) => (/^[\x80-\xff]/.test(part) ? part : method(part))).join(''));
  };
}

const shared: Functions = {
  ...comparisons(),
  ...Object.fromEntries(LIKE_TEXT.split(' ').map((name) => [`${name}(self, /, *args, **kwargs)`, textMethod(name)])),
  ...Object.fromEntries(OF_LETTERS.split(' ').map((name) => [`${name}(self, /)`, letterMethod(name)])),
  '__len__(self, /)': (self: PyBytes) => self.bytes.length,
  '__iter__(self, /)': (self: PyBytes) => nativeIterator(self)!,
  '__getitem__(self, key, /)': (self: PyBytes, key: Value) => {
    const found = byteAt(self, key);
    return found instanceof PyBytes ? like(self, found.bytes) : found;
  },
  '__contains__(self, key, /)': (self: PyBytes, item: Value) => {
    if (item instanceof PyBytes) return latin(self).includes(latin(item));
    if (indexOrNone(item) === undefined) {
      throw exc.TypeError(`a bytes-like object is required, not '${typeName(item)}'`);
    }
    return self.bytes.includes(byteOf(item, 'byte'));
  },
  '__add__(self, value, /)': (self: PyBytes, other: Value) =>
    other instanceof PyBytes ? like(self, Uint8Array.from([...self.bytes, ...other.bytes])) : NOT_IMPLEMENTED,
  '__mul__(self, value, /)': repeat,
  '__rmul__(self, value, /)': repeat,
  'join(self, iterable_of_bytes, /)': function* (self: PyBytes, iterable: Value) {
    const parts: string[] = [];
    for (const item of yield* iterate(iterable)) {
      if (!(item instanceof PyBytes)) {
        const place = parts.length;
        throw exc.TypeError(`sequence item ${place}: expected a bytes-like object, ${typeName(item)} found`);
      }
      parts.push(latin(item));
    }
    return asBytes(self, parts.join(latin(self)));
  },
  'decode(self, encoding="utf-8", errors="strict")': (self: PyBytes, encoding: Value, errors: Value) =>
    decodeText(self.bytes, codecName('decode', 'encoding', encoding), codecName('decode', 'errors', errors)),
  'hex(self, sep="", /)': (self: PyBytes, separator: Value) => hexText(self.bytes, separator as string),
  'copy(self, /)': (self: PyBytes) => like(self, self.bytes.slice()),
};

/** The name of an encoding or error handler; raises TypeError. */
export function codecName(method: string, what: string, value: Value): string {
  if (typeof value === 'string') return value;
  throw exc.TypeError(`${method}() argument '${what}' must be str, not ${value === null ? 'None' : typeName(value)}`);
}

function repeat(self: PyBytes, n: Value): Value {
  const times = repetitions(n, self.bytes.length);
  if (times === undefined) return NOT_IMPLEMENTED;
  const out = new Uint8Array(times * self.bytes.length);
  for (let i = 0; i < times; i++) out.set(self.bytes, i * self.bytes.length);
  return like(self, out);
}

function fromHex(text: Value): Uint8Array {
  if (typeof text !== 'string') throw exc.TypeError(`fromhex() argument must be str, not ${typeName(text)}`);
  const digits = text.replace(/\s+/g, '');
  const at = /[^0-9a-fA-F]/.exec(text.replace(/\s/g, '0'))?.index ?? (digits.length % 2 === 1 ? text.length : -1);
  if (at >= 0) throw exc.ValueError(`non-hexadecimal number found in fromhex() arg at position ${at}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

extendType(bytesType, {
  statics: {
    '__new__(cls, source=..., encoding=None, errors=None)': function* (
      _type: PyType,
      value: Value | undefined,
      encoding: Value,
      errors: Value,
    ) {
      return new PyBytes(yield* source(bytesType, value, encoding, errors));
    },
  },
  methods: {
    ...shared,
    '__hash__(self, /)': (self: PyBytes) => hashOf(latin(self)),
    '__repr__(self, /)': (self: PyBytes) => bytesRepr(self.bytes),
  },
  classMethods: { 'fromhex(cls, string, /)': (_type: PyType, text: Value) => new PyBytes(fromHex(text)) },
});

/** Changes a bytearray as a list of its bytes. */
function edited(self: PyByteArray, change: (items: Value[], list: PyList) => void): void {
  const list = new PyList([...self.bytes]);
  change(list.items, list);
  self.take(list.items.map((item) => byteOf(item, 'byte')));
}

extendType(bytearrayType, {
  statics: {
    '__new__(cls, source=..., encoding=None, errors=None)': function* (
      _type: PyType,
      value: Value | undefined,
      encoding: Value,
      errors: Value,
    ) {
      return new PyByteArray(yield* source(bytearrayType, value, encoding, errors));
    },
  },
  methods: {
    ...shared,
    '__repr__(self, /)': (self: PyBytes) => `bytearray(${bytesRepr(self.bytes)})`,
    '__setitem__(self, key, value, /)': function* (self: PyByteArray, key: Value, value: Value) {
      if (key instanceof PySlice) {
        const bytes = yield* source(bytearrayType, value, null, null);
        edited(self, (_items, list) => assignSlice(list, key, [...bytes]));
        return null;
      }
      const at = toIndex(key);
      const place = at < 0 ? at + self.bytes.length : at;
      if (place < 0 || place >= self.bytes.length) throw exc.IndexError('bytearray index out of range');
      self.bytes[place] = byteOf(value, 'byte');
      return null;
    },
    '__delitem__(self, key, /)': (self: PyByteArray, key: Value) => {
      edited(self, (items, list) => {
        if (key instanceof PySlice) return deleteSlice(list, key);
        const at = toIndex(key);
        const place = at < 0 ? at + items.length : at;
        if (place < 0 || place >= items.length) throw exc.IndexError('bytearray index out of range');
        items.splice(place, 1);
      });
    },
    '__iadd__(self, value, /)': function* (self: PyByteArray, other: Value) {
      self.take([...self.bytes, ...(yield* source(bytearrayType, other, null, null))]);
      return self;
    },
    'append(self, item, /)': (self: PyByteArray, item: Value) => self.take([...self.bytes, byteOf(item, 'byte')]),
    'extend(self, iterable_of_ints, /)': function* (self: PyByteArray, items: Value) {
      self.take([...self.bytes, ...(yield* source(bytearrayType, items, null, null))]);
      return null;
    },
    'insert(self, index, item, /)': (self: PyByteArray, index: Value, item: Value) =>
      edited(self, (items) => void items.splice(toIndex(index), 0, item)),
    'pop(self, index=-1, /)': (self: PyByteArray, index: Value) => {
      if (self.bytes.length === 0) throw exc.IndexError('pop from empty bytearray');
      const at = toIndex(index);
      const found = self.bytes.at(at);
      if (found === undefined) throw exc.IndexError('pop index out of range');
      edited(self, (items) => void items.splice(at, 1));
      return found;
    },
    'remove(self, value, /)': (self: PyByteArray, value: Value) => {
      const at = self.bytes.indexOf(byteOf(value, 'byte'));
      if (at < 0) throw exc.ValueError('value not found in bytearray');
      edited(self, (items) => void items.splice(at, 1));
    },
    'reverse(self, /)': (self: PyByteArray) => void self.bytes.reverse(),
    'clear(self, /)': (self: PyByteArray) => self.take([]),
  },
  classMethods: { 'fromhex(cls, string, /)': (_type: PyType, text: Value) => new PyByteArray(fromHex(text)) },
});
