/** dict and set as data. Methods that run no code of the program; those that may are in `operations/dicts.ts`. */
import { PyContainer } from './containers.ts';
import { exc } from './exceptions.ts';
import { keyOf, setKey } from './keys.ts';
import type { Key, Keyed } from './keys.ts';
import { builtinType } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';

export const dictType: PyType = builtinType('dict', { allocate: (type) => new PyDict(type) });
export const setType: PyType = builtinType('set', { allocate: (type) => new PySet([], type) });
export const frozensetType: PyType = builtinType('frozenset', { allocate: (type) => new PySet([], type) });

interface Entry {
  readonly key: Value;
  value: Value;
}

function simpleKey(value: Value): Key {
  const key = keyOf(value);
  if (key === undefined) {
    throw exc.NotImplementedError(
      'objects with their own __eq__ or __hash__ cannot be a key here; use a str, int or tuple',
    );
  }
  return key;
}

/** A dict, in the order of insertion. Keys compare as Python compares them: 1 == 1.0 == True. */
export class PyDict extends PyContainer {
  /** By JavaScript key; see `keys.ts`. */
  readonly entries_ = new Map<Key, Entry>();
  /** For keys that only the program can compare: how many chain keys were ever given out for a hash. */
  chains: Map<number | bigint, number> | null = null;

  constructor(type: PyType = dictType) {
    super(type);
  }

  /** A dict of JavaScript pairs. */
  static of(pairs: Iterable<readonly [Value, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of pairs) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.entries_.size;
  }

  get(key: Value): Value | undefined {
    return this.entries_.get(simpleKey(key))?.value;
  }

  has(key: Value): boolean {
    return this.entries_.has(simpleKey(key));
  }

  set(key: Value, value: Value): void {
    this.store(simpleKey(key), key, value);
  }

  delete(key: Value): boolean {
    return this.remove(simpleKey(key), key);
  }

  /** Removes by a JavaScript key that is already known; false if it was absent. */
  remove(key: Key, _original: Value): boolean {
    return this.entries_.delete(key);
  }

  clear(): void {
    this.entries_.clear();
    this.chains = null;
  }

  /** Sets by a JavaScript key that is already known. The first spelling of an equal key stays, as in Python. */
  store(key: Key, original: Value, value: Value): void {
    const entry = this.entries_.get(key);
    if (entry === undefined) this.entries_.set(key, { key: original, value });
    else entry.value = value;
  }

  *keys(): IterableIterator<Value> {
    for (const entry of this.entries_.values()) yield entry.key;
  }

  *values(): IterableIterator<Value> {
    for (const entry of this.entries_.values()) yield entry.value;
  }

  *entries(): IterableIterator<[Value, Value]> {
    for (const entry of this.entries_.values()) yield [entry.key, entry.value];
  }

  override traverse(visit: Visit): void {
    for (const entry of this.entries_.values()) {
      visit(entry.key);
      visit(entry.value);
    }
    this.visitAttributes(visit);
  }
}

/** A set or frozenset. */
export class PySet extends PyContainer implements Keyed {
  readonly members = new Map<Key, Value>();
  chains: Map<number | bigint, number> | null = null;

  constructor(items: Iterable<Value> = [], type: PyType = setType) {
    super(type);
    for (const item of items) this.add(item);
  }

  get size(): number {
    return this.members.size;
  }

  get frozen(): boolean {
    return this.type.isSubtypeOf(frozensetType);
  }

  add(item: Value): void {
    const key = simpleKey(item);
    if (!this.members.has(key)) this.members.set(key, item);
  }

  has(item: Value): boolean {
    return this.members.has(simpleKey(item));
  }

  delete(item: Value): boolean {
    return this.members.delete(simpleKey(item));
  }

  /** The members in the order in which Python would list them. */
  values(): Iterable<Value> {
    return pythonOrder(this.members);
  }

  key(): Key | undefined {
    return this.chains === null ? setKey(this.members.keys()) : undefined;
  }

  override traverse(visit: Visit): void {
    for (const member of this.members.values()) visit(member);
    this.visitAttributes(visit);
  }
}

/**
 * CPython keeps a set in an open hash table and lists it in table order. An int's place there follows from its value
 * alone, so programs see (and print) a definite order: for sets of ints this lays the table out as `set_add_entry` does.
 * Other members' hashes differ from run to run in CPython; those sets keep the order of insertion.
 */
function pythonOrder(members: Map<Key, Value>): Iterable<Value> {
  if (members.size < 2) return members.values();
  for (const key of members.keys()) {
    if (typeof key !== 'number' || !Number.isInteger(key) || Math.abs(key) > 2 ** 47) return members.values();
  }
  return layOut([...(members as Map<number, Value>)]);
}

const LINEAR_PROBES = 9;

function layOut(pairs: readonly (readonly [number, Value])[]): Value[] {
  let table = new Array<readonly [number, Value] | undefined>(8);
  let fill = 0;
  for (const pair of pairs) {
    insert(table, pair);
    fill++;
    const mask = table.length - 1;
    if (fill * 5 < mask * 3) continue;
    const wanted = fill > 50_000 ? fill * 2 : fill * 4;
    let size = 8;
    while (size <= wanted) size *= 2;
    const old = table;
    table = new Array<readonly [number, Value] | undefined>(size);
    for (const entry of old) if (entry !== undefined) insert(table, entry);
  }
  const order: Value[] = [];
  for (const entry of table) if (entry !== undefined) order.push(entry[1]);
  return order;
}

function insert(table: (readonly [number, Value] | undefined)[], pair: readonly [number, Value]): void {
  const mask = table.length - 1;
  const hash = BigInt.asUintN(64, BigInt(pair[0] === -1 ? -2 : pair[0]));
  let perturb = hash;
  let place = Number(hash & BigInt(mask));
  for (;;) {
    const probes = place + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    for (let i = 0; i <= probes; i++) {
      if (table[place + i] === undefined) {
        table[place + i] = pair;
        return;
      }
    }
    perturb >>= 5n;
    place = Number((BigInt(place) * 5n + 1n + perturb) & BigInt(mask));
  }
}
