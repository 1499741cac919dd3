/**
 * Python's equality as JavaScript keys.
 *
 * A dict is one JavaScript `Map`. Each Python key becomes a JavaScript key such that two Python keys are equal
 * exactly if their JavaScript keys are: 1, 1.0 and True are all the number 1; a str is itself; a tuple is a string
 * that spells its items out. Instances whose class defines `__eq__` or `__hash__` cannot be keyed without running
 * the program's code; `keyOf` answers undefined for them, and the operations in `operations/dicts.ts` take over.
 */
import { PyBytes, PyTuple } from './containers.ts';
import { DerivedValue } from './derived.ts';
import { exc } from './exceptions.ts';
import { normalizeInt, objectType, PyFloat, typeName, typeOf } from './object.ts';
import type { PyObject, Value } from './object.ts';

/** A key of the JavaScript map behind a dict or set. */
export type Key = null | number | bigint | string | PyObject;

/** Strings that begin with this character are keys of something else than a str. */
const MARK = '\u0000';

/** What can say its own key: frozenset, slices of it, and later comers. Undefined: ask the program. */
export interface Keyed {
  key(): Key | undefined;
}

function isKeyed(value: PyObject): value is PyObject & Keyed {
  return typeof (value as Partial<Keyed>).key === 'function';
}

/** The JavaScript key of a value; undefined if only the program's own `__eq__`/`__hash__` can tell. Raises TypeError if unhashable. */
export function keyOf(value: Value): Key | undefined {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? MARK + 's' + value : value;
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    default:
      return value === null ? null : objectKey(value);
  }
}

function objectKey(value: PyObject): Key | undefined {
  if (value instanceof PyFloat) return floatKey(value);
  const type = value.type;
  const hash = type.lookup('__hash__');
  if (hash === null) throw exc.TypeError(`unhashable type: '${typeName(value)}'`);
  if (!type.native && definesEquality(value)) return undefined;
  if (value instanceof DerivedValue) return keyOf(value.value);
  if (value instanceof PyTuple) return tupleKey(value.items);
  if (value instanceof PyBytes) return MARK + 'b' + String.fromCharCode(...value.bytes);
  if (isKeyed(value)) return value.key();
  return nativeEquality(value) ? undefined : value;
}

function floatKey(value: PyFloat): Key {
  const x = value.value;
  if (Number.isNaN(x)) return value;
  if (Number.isInteger(x) && !Number.isSafeInteger(x)) return normalizeInt(BigInt(x));
  return x === 0 ? 0 : x;
}

/** Whether a class of the program (rather than a native base) says what equality or hash is. */
function definesEquality(value: PyObject): boolean {
  for (const type of value.type.mro) {
    if (type.native) return false;
    if (type.dict.has('__eq__') || type.dict.has('__hash__')) return true;
  }
  return false;
}

/** Whether a native class compares by value. Those that say `identityHash` have object's own `__hash__`. */
function nativeEquality(value: PyObject): boolean {
  const hash = typeOf(value).lookup('__hash__');
  return hash !== undefined && hash !== objectType.dict.get('__hash__');
}

/** The key of a tuple of these items, unambiguous because each part says its kind and strings their length. */
function tupleKey(items: readonly Value[]): Key | undefined {
  let text = MARK + 't' + items.length;
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) return undefined;
    text += partText(key);
  }
  return text;
}

/** A key as a part of a longer one. */
function partText(key: Key): string {
  switch (typeof key) {
    case 'string':
      return `s${key.length}:${key}`;
    case 'number':
    case 'bigint':
      return `n${key};`;
    default:
      return key === null ? 'N' : `o${key.id};`;
  }
}

/** The n-th key for values whose program-defined hash is this. */
export function chainKey(hash: number | bigint, n: number): Key {
  return `${MARK}h${hash}#${n}`;
}

/** The key that a frozenset of these keys has. */
export function setKey(keys: Iterable<Key>): Key {
  return MARK + 'f' + [...keys].map(partText).sort().join('');
}
