/** `int | str` and `list[int]`: types with arguments, which calls and checks ignore. */
import { PyList, PyTuple, tupleType } from '../objects/containers.ts';
import { defineClass, extendType } from '../objects/define.ts';
import { ELLIPSIS, objectType, PyObject, PyType, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { operatorMethods } from '../operations/arithmetic.ts';
import { invoke } from '../operations/call.ts';
import { reprOf } from '../operations/conversion.ts';

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
  return yield* finish(reprOf(value));
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
