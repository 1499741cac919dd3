/** The module `abc`. Which methods of a class are abstract is noted when it is made (`operations/classes.ts`). */
import { PyFunction, PyProperty } from '../objects/callable.ts';
import { perRun } from '../objects/context.ts';
import { defineClass, defineModule, nativeFunction } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { PyType, typeOf, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { attributesOf } from '../operations/attributes.ts';

const abstract = nativeFunction('abstractmethod(funcobj, /)', (callee: Value) => {
  if (callee instanceof PyFunction) (callee.attributes ??= new Map()).set('__isabstractmethod__', true);
  else if (callee instanceof PyProperty) attributesOf(callee.getter)?.set('__isabstractmethod__', true);
  return callee;
});

/** Classes that `ABC.register` has made count as derived, of this run. */
const registered = perRun(() => new Map<PyType, PyType[]>());

const isRegistered = (type: PyType, base: PyType): boolean =>
  [base, ...base.subclasses].some(
    (one) =>
      registered()
        .get(one)
        ?.some((other) => type.isSubtypeOf(other)) ?? false,
  );

const abstractMeta = defineClass({
  name: 'ABCMeta',
  module: 'abc',
  bases: [typeType],
  methods: {
    'register(cls, subclass)': (self: PyType, type: Value) => {
      if (!(type instanceof PyType)) throw exc.TypeError('Can only register classes');
      registered().set(self, [...(registered().get(self) ?? []), type]);
      return type;
    },
    '__instancecheck__(cls, instance)': (self: PyType, instance: Value) =>
      typeOf(instance).isSubtypeOf(self) || isRegistered(typeOf(instance), self),
    '__subclasscheck__(cls, subclass)': (self: PyType, type: Value) =>
      type instanceof PyType && (type.isSubtypeOf(self) || isRegistered(type, self)),
  },
});

export const abc = defineModule({
  name: 'abc',
  members: {
    ABC: defineClass({ name: 'ABC', module: 'abc', metatype: abstractMeta }),
    ABCMeta: abstractMeta,
    abstractmethod: abstract,
  },
  functions: {
    'abstractproperty(callable, /)': (callee: Value) => {
      if (callee instanceof PyFunction) (callee.attributes ??= new Map()).set('__isabstractmethod__', true);
      return new PyProperty(callee);
    },
  },
});
