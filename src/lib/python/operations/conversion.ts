/** repr, str, truth, length and hash of any value. */
import { integerRatio, ratioHash } from './numbers.ts';
import { floatRepr } from '../format/float.ts';
import { stringRepr } from '../format/string.ts';
import { PyBytes, PyList, PyRange, PyTuple } from '../objects/containers.ts';
import { PyDict, PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { keyOf } from '../objects/keys.ts';
import { ELLIPSIS, NOT_IMPLEMENTED, objectType, PyFloat, PyObject, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';

const MAX_DIGITS = 4300;
const TOO_MANY_DIGITS = 10n ** BigInt(MAX_DIGITS);

/** An int's digits; CPython refuses more than 4300. */
export function intText(value: number | bigint): string {
  if (typeof value === 'number') return String(value);
  const absolute = value < 0n ? -value : value;
  if (absolute >= TOO_MANY_DIGITS) {
    throw exc.ValueError(
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return value.toString();
}

/** The repr of a value that needs no code to run; undefined for the rest. */
function simpleRepr(value: Value): string | undefined {
  switch (typeof value) {
    case 'string':
      return stringRepr(value);
    case 'number':
    case 'bigint':
      return intText(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
  }
  if (value === null) return 'None';
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value === ELLIPSIS) return 'Ellipsis';
  return value === NOT_IMPLEMENTED ? 'NotImplemented' : undefined;
}

/** `repr(value)` */
export function reprOf(value: Value): Eventual<string> {
  const simple = simpleRepr(value);
  if (simple !== undefined) return simple;
  const method = typeOf(value).lookup('__repr__');
  if (method === undefined || method === null) return defaultRepr(value as PyObject);
  return textOf(invoke(method, [value], null), '__repr__');
}

/** `<module.Class object at 0x…>` */
export function defaultRepr(object: PyObject): string {
  const { module, qualname } = object.type;
  return `<${module === 'builtins' ? '' : module + '.'}${qualname} object at ${address(object)}>`;
}

/** A made-up but stable address. */
export function address(object: PyObject): string {
  return '0x' + (0x7f0000000000 + object.id * 16).toString(16);
}

/** `str(value)` */
export function strOf(value: Value): Eventual<string> {
  if (typeof value === 'string') return value;
  const simple = simpleRepr(value);
  if (simple !== undefined) return simple;
  const method = typeOf(value).lookup('__str__');
  if (method === undefined || method === objectType.dict.get('__str__')) return reprOf(value);
  return textOf(invoke(method, [value], null), '__str__');
}

function textOf(text: Eventual, method: string): Eventual<string> {
  if (isTask(text)) return laterText(text, method);
  if (typeof text !== 'string') throw exc.TypeError(`${method} returned non-string (type ${typeName(text)})`);
  return text;
}

function* laterText(text: Task, method: string): Task<string> {
  return yield* finish(textOf(yield* text, method));
}

/** The repr of items between brackets; a container within itself is shown as `[...]`. */
export function* reprItems(
  owner: PyObject,
  open: string,
  parts: readonly (Value | readonly [Value, Value])[],
  close: string,
): Task<string> {
  return yield* withinItself(owner, `${open}...${close}`, function* () {
    const texts: string[] = [];
    for (const part of parts) {
      if (Array.isArray(part)) {
        const [key, value] = part as [Value, Value];
        texts.push(`${yield* nested(key)}: ${yield* nested(value)}`);
      } else texts.push(yield* nested(part as Value));
    }
    return open + texts.join(', ') + close;
  });
}

const reprsUnderWay = new WeakSet<PyObject>();

/** The repr of what may hold itself: `inner` where it is met within its own. */
export function* withinItself(owner: PyObject, inner: string, text: () => Task<string>): Task<string> {
  if (reprsUnderWay.has(owner)) return inner;
  reprsUnderWay.add(owner);
  try {
    return yield* text();
  } finally {
    reprsUnderWay.delete(owner);
  }
}

function* nested(value: Value): Task<string> {
  const text = reprOf(value);
  // A frame of its own for each level: however deep the nesting, JavaScript's stack stays flat.
  return isTask(text) ? ((yield { kind: 'run', task: text, holds: [value] }) as string) : text;
}

/** `bool(value)` */
export function truthOf(value: Value): Eventual<boolean> {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    case 'bigint':
      return true;
    default:
      return value === null ? false : objectTruth(value);
  }
}

function objectTruth(value: PyObject): Eventual<boolean> {
  if (value instanceof PyFloat) return value.value !== 0;
  if (value.type.native) {
    if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
    if (value instanceof PyDict || value instanceof PySet) return value.size > 0;
  }
  const method = value.type.lookup('__bool__');
  if (method !== undefined && method !== null) {
    const truth = invoke(method, [value], null);
    return isTask(truth) ? laterTruth(truth) : checkedTruth(truth);
  }
  if (value.type.lookup('__len__') === undefined) return true;
  const length = lengthOf(value);
  return isTask(length) ? laterNonZero(length) : length !== 0;
}

function checkedTruth(truth: Value): boolean {
  if (typeof truth !== 'boolean') throw exc.TypeError(`__bool__ should return bool, returned ${typeName(truth)}`);
  return truth;
}

function* laterTruth(truth: Task): Task<boolean> {
  return checkedTruth(yield* truth);
}

function* laterNonZero(length: Task<number>): Task<boolean> {
  return (yield* length) !== 0;
}

const SURROGATE = /[\ud800-\udfff]/;

/** How many code points a str has. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let n = 0;
  for (const _ of text) n++;
  return n;
}

/** Whether code points and UTF-16 units differ in the text. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

/** `len(value)` */
export function lengthOf(value: Value): Eventual<number> {
  if (typeof value === 'string') return codePointLength(value);
  if (value instanceof PyObject) {
    if (value.type.native) {
      if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
      if (value instanceof PyDict || value instanceof PySet) return value.size;
      if (value instanceof PyRange) return value.length;
      if (value instanceof PyBytes) return value.bytes.length;
    }
    const method = value.type.lookup('__len__');
    if (method !== undefined && method !== null) {
      const length = invoke(method, [value], null);
      return isTask(length) ? laterLength(length) : checkedLength(length);
    }
  }
  throw exc.TypeError(`object of type '${typeName(value)}' has no len()`);
}

function checkedLength(length: Value): number {
  if (typeof length === 'boolean') return Number(length);
  if (typeof length !== 'number')
    throw exc.TypeError(`'${typeName(length)}' object cannot be interpreted as an integer`);
  if (length < 0) throw exc.ValueError('__len__() should return >= 0');
  return length;
}

function* laterLength(length: Task): Task<number> {
  return checkedLength(yield* length);
}

/** `hash(value)` */
export function hashOf(value: Value): Eventual<number | bigint> {
  const method = value instanceof PyObject && !(value instanceof PyFloat) ? value.type.lookup('__hash__') : undefined;
  if (method === null) throw exc.TypeError(`unhashable type: '${typeName(value)}'`);
  if (method !== undefined && method !== objectType.dict.get('__hash__')) {
    const hash = invoke(method, [value], null);
    return isTask(hash) ? laterHash(hash) : checkedHash(hash);
  }
  return keyHash(value);
}

function checkedHash(hash: Value): number | bigint {
  if (typeof hash === 'boolean') return Number(hash);
  if (typeof hash !== 'number' && typeof hash !== 'bigint')
    throw exc.TypeError('__hash__ method should return an integer');
  return hash;
}

function* laterHash(hash: Task): Task<number | bigint> {
  return checkedHash(yield* hash);
}

/** A hash that equal keys share: CPython's for numbers, FNV-1a of the key's spelling for the rest. */
function keyHash(value: Value): number | bigint {
  const key = keyOf(value);
  if (typeof key === 'bigint') return ratioHash(key, 1n);
  if (typeof key === 'number') {
    return Number.isFinite(key) ? ratioHash(...integerRatio(key)) : key > 0 ? 314159 : -314159;
  }
  if (key instanceof PyObject) return key.id * 16;
  let hash = 0x811c9dc5;
  for (const unit of String(key)) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return hash;
}
