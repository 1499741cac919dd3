/** `int | str` and `list[int]`: types with arguments, which calls and checks ignore. */
import { PyList, PyTuple, tupleType } from '../objects/containers.ts';
import { defineClass, extendType } from '../objects/define.ts';
import { ELLIPSIS, NOT_IMPLEMENTED, objectType, PyObject, PyType, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { operatorMethods } from '../operations/arithmetic.ts';
import { invoke } from '../operations/call.ts';
import { equal } from '../operations/comparison.ts';
import { hashOf, reprOf } from '../operations/conversion.ts';

/** `int | str` */
export class UnionType extends PyObject {
  readonly members: readonly Value[];

  constructor(members: readonly Value[]) {
    super();
    this.members = members.flatMap((member) => (member instanceof UnionType ? member.members : [member]));
  }

  get type(): PyType {
    return unionType;
  }
}

/** Whether two unions have the same members, in whatever order. */
export function* sameMembers(a: readonly Value[], b: readonly Value[]): Task<boolean> {
  if (a.length !== b.length) return false;
  for (const one of a) {
    let found = false;
    for (const other of b) found ||= yield* finish(equal(one, other));
    if (!found) return false;
  }
  return true;
}

/** A hash that does not depend on the order. */
function* hashOfAll(values: readonly Value[]): Task<number> {
  let hash = values.length;
  for (const value of values) hash ^= Number(BigInt.asIntN(31, BigInt(yield* finish(hashOf(value)))));
  return hash;
}

/** What a type, or a name for one, is combined with others by. */
export const unionMethods = operatorMethods('|', (a, b) => new UnionType([a, b]));

export const unionType: PyType = defineClass({
  name: 'UnionType',
  module: 'types',
  allocate: null,
  methods: {
    '__repr__(self, /)': function* (self: UnionType) {
      const names: string[] = [];
      for (const member of self.members) {
        names.push(
          member === null ? 'None' : member instanceof PyType ? member.qualname : yield* finish(reprOf(member)),
        );
      }
      return names.join(' | ');
    },
    '__eq__(self, value, /)': (self: UnionType, other: Value) =>
      other instanceof UnionType ? sameMembers(self.members, other.members) : NOT_IMPLEMENTED,
    '__hash__(self, /)': (self: UnionType) => hashOfAll(self.members),
    ...unionMethods,
  },
  properties: { __args__: (self: UnionType) => new PyTuple(self.members) },
});

/** `list[int]`: a type with arguments, which calls and checks ignore. */
export class GenericAlias extends PyObject {
  readonly origin: Value;
  readonly args: readonly Value[];

  constructor(origin: Value, args: readonly Value[]) {
    super();
    this.origin = origin;
    this.args = args;
  }

  get type(): PyType {
    return genericAliasType;
  }

  /** What `isinstance` tries one after the other, for `typing.Union`; null for types with arguments, which it refuses. */
  get alternatives(): readonly Value[] | null {
    return null;
  }
}

/** `origin[key]`: a tuple's items are the arguments. */
export const subscripted = (origin: Value, key: Value): GenericAlias =>
  new GenericAlias(origin, key instanceof PyTuple ? key.items : [key]);

function* typeText(value: Value): Task<string> {
  if (value instanceof PyType)
    return value.module === 'builtins' ? value.qualname : `${value.module}.${value.qualname}`;
  if (value === null) return 'None';
  if (value === ELLIPSIS) return '...';
  if (value instanceof PyList) {
    const parts: string[] = [];
    for (const item of value.items) parts.push(yield* typeText(item));
    return `[${parts.join(', ')}]`;
  }
  // A name of `collections.abc` is a class in CPython.
  return (yield* finish(reprOf(value))).replace(/^<class '(.*)'>$/, '$1');
}

export const genericAliasType: PyType = defineClass({
  name: 'GenericAlias',
  module: 'types',
  allocate: null,
  methods: {
    '__repr__(self, /)': function* (self: GenericAlias) {
      const names: string[] = [];
      for (const argument of self.args) names.push(yield* typeText(argument));
      return `${yield* typeText(self.origin)}[${names.join(', ')}]`;
    },
    '__eq__(self, value, /)': function* (self: GenericAlias, other: Value): Task {
      if (!(other instanceof GenericAlias)) return NOT_IMPLEMENTED;
      if (self.alternatives !== null && other.alternatives !== null) {
        return yield* sameMembers(self.alternatives, other.alternatives);
      }
      if (self.origin !== other.origin) return false;
      return yield* finish(equal(new PyTuple(self.args), new PyTuple(other.args)));
    },
    '__hash__(self, /)': (self: GenericAlias) => hashOfAll(self.alternatives ?? self.args),
    '__call__(self, /, *args, **kwargs)': (self: GenericAlias, args: Value[], kwargs: Map<string, Value>) =>
      invoke(self.origin, args, kwargs),
    '__getitem__(self, key, /)': subscripted,
    ...unionMethods,
  },
  properties: {
    __origin__: (self: GenericAlias) => self.origin,
    __args__: (self: GenericAlias) => new PyTuple(self.args),
    __mro_entry__: (self: GenericAlias) => self.origin,
  },
});

for (const name of ['list', 'dict', 'tuple', 'set', 'frozenset', 'type']) {
  const type = [tupleType, typeType, ...objectType.subclasses].find((t) => t.name === name && t.module === 'builtins')!;
  extendType(type, {
    classMethods: {
      '__class_getitem__(cls, item, /)': subscripted,
    },
  });
}
