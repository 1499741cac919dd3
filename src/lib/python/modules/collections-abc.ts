/** The module `collections.abc`: names for annotations, and for checks by what an object can do. */
import { defineClass, defineModule } from '../objects/define.ts';
import { objectType, PyInstance, PyType, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { subscripted, unionMethods } from '../types/generics.ts';
import { MIXINS } from './abstract-collections.ts';

/** A name of `collections.abc`, and the methods that make a class count as derived from it. */
class Ability extends PyInstance {
  readonly name: string;
  readonly methods: readonly string[];

  constructor(name: string, methods: readonly string[]) {
    super(abilityType);
    this.name = name;
    this.methods = methods;
  }
}

const has = (type: PyType, { methods }: Ability): boolean =>
  methods.every((method) => (type.lookup(method) ?? null) !== null);

const abilityType: PyType = defineClass({
  name: 'ABCMeta',
  module: 'abc',
  allocate: null,
  methods: {
    '__instancecheck__(self, object, /)': (self: Ability, object: Value) => has(typeOf(object), self),
    '__subclasscheck__(self, type, /)': (self: Ability, type: Value) => type instanceof PyType && has(type, self),
    '__getitem__(self, key, /)': subscripted,
    ...unionMethods,
    '__repr__(self, /)': (self: Ability) => `<class 'collections.abc.${self.name}'>`,
  },
  properties: { __mro_entry__: (self: Ability) => MIXINS[self.name] ?? objectType },
});

const ABILITIES: Readonly<Record<string, string>> = {
  Callable: '__call__',
  Container: '__contains__',
  Hashable: '__hash__',
  Iterable: '__iter__',
  Iterator: '__iter__ __next__',
  Generator: '__iter__ __next__ send throw close',
  Sized: '__len__',
  Collection: '__len__ __iter__ __contains__',
  Sequence: '__len__ __iter__ __contains__ __getitem__ index count',
  MutableSequence: '__len__ __getitem__ __setitem__ insert append',
  Set: '__len__ __iter__ __contains__ isdisjoint',
  Mapping: '__len__ __iter__ __getitem__ keys items',
  MutableMapping: '__len__ __iter__ __getitem__ __setitem__ keys items update',
  Reversible: '__reversed__',
  MappingView: '__len__',
  KeysView: '__len__ __iter__ __contains__ isdisjoint',
  ItemsView: '__len__ __iter__ __contains__ isdisjoint',
  ValuesView: '__len__ __iter__',
  MutableSet: '__len__ __iter__ __contains__ add discard',
  ByteString: 'decode hex',
  Awaitable: '__await__',
  Coroutine: '__await__ send throw close',
  AsyncIterable: '__aiter__',
  AsyncIterator: '__aiter__ __anext__',
  AsyncGenerator: '__aiter__ __anext__ asend athrow aclose',
};

export const collectionsAbc = defineModule({
  name: 'collections.abc',
  members: Object.fromEntries(
    Object.entries(ABILITIES).map(([name, methods]) => [name, new Ability(name, methods.split(' '))]),
  ),
});
