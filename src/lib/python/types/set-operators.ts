/** What sets are combined to, and how they compare. */
import type { Functions } from '../objects/define.ts';
import { PySet } from '../objects/dict.ts';
import { DictView } from '../objects/dict-view.ts';
import { NOT_IMPLEMENTED } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { setAdd, setHas } from '../operations/dicts.ts';
import { iterate } from '../operations/iteration.ts';

/** What makes a set, of a class, of two. */
export type Combine = (a: PySet, b: PySet, type: PyType) => Task<PySet>;

/** Anything that can be walked through, as a set. */
export function* asSet(value: Value): Task<PySet> {
  if (value instanceof PySet) return value;
  const set = new PySet();
  for (const item of yield* iterate(value)) yield* finish(setAdd(set, item));
  return set;
}

/** The operators of sets, for sets and for the views that are like them; `make`: what the result is. */
export function setOperators(make: (self: Value) => PyType): Functions {
  const isSet = (value: Value): boolean =>
    value instanceof PySet || (value instanceof DictView && value.kind !== 'values');
  const operator = (combine: Combine) =>
    function* (self: Value, other: Value): Task {
      if (!isSet(other) || !isSet(self)) return NOT_IMPLEMENTED;
      return yield* combine(yield* asSet(self), yield* asSet(other), make(self));
    };
  const reflected = (combine: Combine) =>
    function* (self: Value, other: Value): Task {
      if (!isSet(other) || !isSet(self)) return NOT_IMPLEMENTED;
      return yield* combine(yield* asSet(other), yield* asSet(self), make(self));
    };
  return {
    '__and__(self, value, /)': operator(intersection),
    '__or__(self, value, /)': operator(union),
    '__sub__(self, value, /)': operator(difference),
    '__xor__(self, value, /)': operator(symmetricDifference),
    '__rand__(self, value, /)': reflected(intersection),
    '__ror__(self, value, /)': reflected(union),
    '__rsub__(self, value, /)': reflected(difference),
    '__rxor__(self, value, /)': reflected(symmetricDifference),
  };
}

/** What is in either. */
export function* union(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  for (const item of [...a.values(), ...b.values()]) yield* finish(setAdd(result, item));
  return result;
}

/** What is in both. */
export function* intersection(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  const [small, large] = b.size < a.size ? [b, a] : [a, b];
  for (const item of small.values()) if (yield* finish(setHas(large, item))) yield* finish(setAdd(result, item));
  return result;
}

/** What is in the first alone. */
export function* difference(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  for (const item of a.values()) if (!(yield* finish(setHas(b, item)))) yield* finish(setAdd(result, item));
  return result;
}

/** What is in one of them alone. */
export function* symmetricDifference(a: PySet, b: PySet, type: PyType): Task<PySet> {
  return yield* union(yield* difference(a, b, type), yield* difference(b, a, type), type);
}

/** Whether all that one has is in the other. */
export function* relation(a: Value, b: Value, operator: '<=' | '>='): Task {
  const [small, large] = operator === '<=' ? [yield* asSet(a), yield* asSet(b)] : [yield* asSet(b), yield* asSet(a)];
  for (const item of small.values()) if (!(yield* finish(setHas(large, item)))) return false;
  return true;
}
