/** The module `copy`. */
import { NativeFunction, PyFunction } from '../objects/callable.ts';
import { PyContainer, PyList, PyTuple } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { PyDict, PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { PyModule } from '../objects/module.ts';
import { PyFloat, PyInstance, PyObject, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { dictSet, setAdd } from '../operations/dicts.ts';

/** What is its own copy. */
function isAtomic(value: Value): boolean {
  if (!(value instanceof PyObject)) return true;
  return [PyFloat, PyType, PyFunction, NativeFunction, PyModule].some((kind) => value instanceof kind);
}

/** An empty object of the same class, by the class's own way of making one. */
function blank(value: PyInstance): PyInstance {
  const made = value.type.allocate?.(value.type);
  const own = Object.getPrototypeOf(value) as object;
  if (!(made instanceof PyInstance) || Object.getPrototypeOf(made) !== own) {
    throw exc.TypeError(`cannot copy '${typeName(value)}' object`);
  }
  return made;
}

function keepAttributes(from: PyContainer, to: PyContainer): void {
  if (from.attributes !== null) for (const [name, value] of from.attributes) to.attributes?.set(name, value);
}

function* copyOf(value: Value): Task {
  if (isAtomic(value)) return value;
  const method = yield* getAttributeOr(value, '__copy__', undefined);
  if (method !== undefined) return yield* call(method);
  if (value instanceof PyTuple) return value;
  if (value instanceof PyContainer) {
    let made: PyContainer;
    if (value instanceof PyList) made = new PyList([...value.items], value.type);
    else if (value instanceof PySet) {
      const set = new PySet([], value.type);
      for (const item of value.members.values()) yield* finish(setAdd(set, item));
      made = set;
    } else {
      const dict = value.type.allocate!(value.type) as PyDict;
      for (const [key, item] of (value as PyDict).entries()) yield* finish(dictSet(dict, key, item));
      made = dict;
    }
    keepAttributes(value, made);
    return made;
  }
  if (!(value instanceof PyInstance)) return value;
  const made = blank(value);
  for (const [name, attribute] of value.dict) made.dict.set(name, attribute);
  return made;
}

/** Copies everything within as well; `memo` keeps shared parts shared and circles finite. */
function* deepCopy(value: Value, memo: Map<PyObject, Value>, memoDict: PyDict): Task {
  if (isAtomic(value)) return value;
  const object = value as PyObject;
  const known = memo.get(object);
  if (known !== undefined) return known;
  const method = yield* getAttributeOr(object, '__deepcopy__', undefined);
  if (method !== undefined) {
    const made = yield* call(method, [memoDict]);
    memo.set(object, made);
    return made;
  }
  const inner = function* (part: Value): Task {
    return (yield { kind: 'run', task: deepCopy(part, memo, memoDict), holds: [part] }) as Value;
  };
  if (object instanceof PyTuple) {
    const items: Value[] = [];
    for (const item of object.items) items.push(yield* inner(item));
    const made = items.every((item, i) => item === object.items[i]) ? object : new PyTuple(items, object.type);
    memo.set(object, made);
    return made;
  }
  if (object instanceof PyList) {
    const made = new PyList([], object.type);
    memo.set(object, made);
    for (const item of object.items) made.items.push(yield* inner(item));
    keepAttributes(object, made);
    return made;
  }
  if (object instanceof PyDict) {
    const made = object.type.allocate!(object.type) as PyDict;
    memo.set(object, made);
    for (const [key, item] of object.entries()) yield* finish(dictSet(made, yield* inner(key), yield* inner(item)));
    keepAttributes(object, made);
    return made;
  }
  if (object instanceof PySet) {
    const made = new PySet([], object.type);
    memo.set(object, made);
    for (const item of object.members.values()) yield* finish(setAdd(made, yield* inner(item)));
    return made;
  }
  if (!(object instanceof PyInstance)) return object;
  const made = blank(object);
  memo.set(object, made);
  for (const [name, attribute] of object.dict) made.dict.set(name, yield* inner(attribute));
  return made;
}

export const copy = defineModule({
  name: 'copy',
  functions: {
    'copy(x)': copyOf,
    'deepcopy(x, memo=None)': (value: Value, memo: Value) =>
      deepCopy(value, new Map(), memo instanceof PyDict ? memo : new PyDict()),
  },
});
