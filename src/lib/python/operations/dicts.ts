/** dict and set access for every kind of key, also those that only the program's `__eq__` and `__hash__` can compare. */
import type { PyDict, PySet } from '../objects/dict.ts';
import { chainKey, keyOf } from '../objects/keys.ts';
import type { Key } from '../objects/keys.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { equal } from './comparison.ts';
import { hashOf } from './conversion.ts';

/** `dict.get(key)`; undefined if the key is absent. */
export function dictGet(dict: PyDict, key: Value): Eventual<Value | undefined> {
  const simple = keyOf(key);
  return simple !== undefined ? dict.entries_.get(simple)?.value : slowGet(dict, key);
}

function* slowGet(dict: PyDict, key: Value): Task<Value | undefined> {
  const { found, at } = yield* search(dict, key);
  return found ? dict.entries_.get(at)!.value : undefined;
}

/** `key in dict` */
export function dictHas(dict: PyDict, key: Value): Eventual<boolean> {
  const simple = keyOf(key);
  return simple !== undefined ? dict.entries_.has(simple) : slowHas(dict, key);
}

function* slowHas(owner: PyDict | PySet, key: Value): Task<boolean> {
  return (yield* search(owner, key)).found;
}

/** `dict[key] = value` */
export function dictSet(dict: PyDict, key: Value, value: Value): Eventual<void> {
  const simple = keyOf(key);
  if (simple === undefined) return slowSet(dict, key, value);
  dict.store(simple, key, value);
}

function* slowSet(dict: PyDict, key: Value, value: Value): Task<void> {
  dict.store((yield* search(dict, key, true)).at, key, value);
}

/** Removes the key; false if it was absent. */
export function dictDelete(dict: PyDict, key: Value): Eventual<boolean> {
  const simple = keyOf(key);
  return simple !== undefined ? dict.remove(simple, key) : slowDelete(dict, key);
}

function* slowDelete(dict: PyDict, key: Value): Task<boolean> {
  const { found, at } = yield* search(dict, key);
  return found && dict.remove(at, key);
}

/** `item in set` */
export function setHas(set: PySet, item: Value): Eventual<boolean> {
  const simple = keyOf(item);
  return simple !== undefined ? set.members.has(simple) : slowHas(set, item);
}

/** `set.add(item)` */
export function setAdd(set: PySet, item: Value): Eventual<void> {
  const simple = keyOf(item);
  if (simple === undefined) return slowAdd(set, item);
  if (!set.members.has(simple)) set.members.set(simple, item);
}

function* slowAdd(set: PySet, item: Value): Task<void> {
  const { found, at } = yield* search(set, item, true);
  if (!found) set.members.set(at, item);
}

/** Removes the item; false if it was absent. */
export function setDelete(set: PySet, item: Value): Eventual<boolean> {
  const simple = keyOf(item);
  return simple !== undefined ? set.members.delete(simple) : slowRemove(set, item);
}

function* slowRemove(set: PySet, item: Value): Task<boolean> {
  const { found, at } = yield* search(set, item);
  return found && set.members.delete(at);
}

/** Finds a key by hash and equality: values of the same hash have numbered keys, tried one after another. */
function* search(owner: PyDict | PySet, key: Value, reserve = false): Task<{ found: boolean; at: Key }> {
  const hash = yield* finish(hashOf(key));
  const given = owner.chains?.get(hash) ?? 0;
  let free: Key | undefined;
  for (let n = 0; n < given; n++) {
    const at = chainKey(hash, n);
    const held = memberAt(owner, at);
    if (held === undefined) free ??= at;
    else if (held === key || (yield* finish(equal(held, key)))) return { found: true, at };
  }
  if (free === undefined && reserve) (owner.chains ??= new Map()).set(hash, given + 1);
  return { found: false, at: free ?? chainKey(hash, given) };
}

function memberAt(owner: PyDict | PySet, at: Key): Value | undefined {
  return 'members' in owner ? owner.members.get(at) : owner.entries_.get(at)?.key;
}
