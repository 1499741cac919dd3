/** The module `numbers`: what kind of number a value is. */
import { complexType } from '../objects/complex.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { floatType, intType, PyType, typeOf, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { fractionType } from './fractions.ts';

/** The classes of Python's own that count as derived, by the most special kind that they are. */
const KINDS: Readonly<Record<string, readonly PyType[]>> = {
  Integral: [intType],
  Rational: [intType, fractionType],
  Real: [intType, fractionType, floatType],
  Complex: [intType, fractionType, floatType, complexType],
  Number: [intType, fractionType, floatType, complexType],
};

const counts = (type: PyType, kind: PyType): boolean =>
  type.isSubtypeOf(kind) || (KINDS[kind.name] ?? []).some((one) => type.isSubtypeOf(one));

const kindMeta = defineClass({
  name: 'ABCMeta',
  module: 'abc',
  bases: [typeType],
  methods: {
    '__instancecheck__(cls, instance)': (self: PyType, instance: Value) => counts(typeOf(instance), self),
    '__subclasscheck__(cls, subclass)': (self: PyType, type: Value) => type instanceof PyType && counts(type, self),
  },
});

const number = defineClass({ name: 'Number', module: 'numbers', metatype: kindMeta });
const complex = defineClass({ name: 'Complex', module: 'numbers', bases: [number] });
const real = defineClass({ name: 'Real', module: 'numbers', bases: [complex] });
const rational = defineClass({ name: 'Rational', module: 'numbers', bases: [real] });
const integral = defineClass({ name: 'Integral', module: 'numbers', bases: [rational] });

export const numbers = defineModule({
  name: 'numbers',
  members: { Number: number, Complex: complex, Real: real, Rational: rational, Integral: integral },
});
