/** `enum.Flag` and `enum.IntFlag`: members that are bits, and their combinations. */
import { perRun } from '../objects/context.ts';
import { defineClass } from '../objects/define.ts';
import { DerivedValue } from '../objects/derived.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { intType, NOT_IMPLEMENTED, PyInstance, plainText, typeOf, type PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { enumType, enumTypeType, formatted, isBit, membersOf, nameOf, valueOf } from './enum.ts';

/** Combinations that have no name, by class and value. */
const combinations = perRun(() => new WeakMap<PyType, Map<number, Value>>());

const bitsOf = (member: Value): number => {
  const value = valueOf(member);
  return typeof value === 'number' ? value : Number(value);
};

/** The members that are one bit each, in the order of definition. */
const bits = (type: PyType): Value[] => [...membersOf(type).values()].filter((member) => isBit(bitsOf(member)));

/** All bits that the class has names for. */
const mask = (type: PyType): number => [...membersOf(type).values()].reduce<number>((all, one) => all | bitsOf(one), 0);

const partsOf = (type: PyType, value: number): Value[] => bits(type).filter((bit) => (bitsOf(bit) & value) !== 0);

const binaryText = (value: number, width: number): string => `0b0 ${value.toString(2).padStart(width, '0')}`;

/** The member of a value: a named one, or the combination of those that it has the bits of. Raises ValueError. */
function combined(type: PyType, given: number): Value {
  const all = mask(type);
  const value = given < 0 ? given & all : given;
  for (const member of membersOf(type).values()) if (bitsOf(member) === value) return member;
  const open = type.mro.includes(intType);
  if ((value & ~all) !== 0 && !open) {
    const width = Math.max(value.toString(2).length, all.toString(2).length);
    throw exc.ValueError(
      `<flag '${type.name}'> invalid value ${given}\n    given ${binaryText(value, width)}\n  allowed ${binaryText(all, width)}`,
    );
  }
  let known = combinations().get(type);
  if (known === undefined) combinations().set(type, (known = new Map<number, Value>()));
  let made = known.get(value);
  if (made === undefined) {
    const names = partsOf(type, value).map((part) => plainText(nameOf(part)));
    const instance = open ? new DerivedValue(type, value) : new PyInstance(type);
    const rest = value & ~all;
    if (rest !== 0) names.push(String(rest));
    instance.dict.set('_name_', names.length === 0 ? null : names.join('|'));
    instance.dict.set('_value_', value);
    known.set(value, (made = instance));
  }
  return made;
}

const combine =
  (f: (a: number, b: number) => number) =>
  (self: Value, other: Value): Value => {
    const type = typeOf(self);
    if (typeOf(other) === type) return combined(type, f(bitsOf(self), bitsOf(other)));
    if (typeof other === 'number' && type.mro.includes(intType)) return combined(type, f(bitsOf(self), other));
    return NOT_IMPLEMENTED;
  };

const nameText = (self: Value): string => {
  const name = nameOf(self);
  return name === null ? '' : `.${plainText(name)}`;
};

const or = combine((a, b) => a | b);
const and = combine((a, b) => a & b);
const xor = combine((a, b) => a ^ b);

const methods = {
  '__or__(self, other, /)': or,
  '__ror__(self, other, /)': or,
  '__and__(self, other, /)': and,
  '__rand__(self, other, /)': and,
  '__xor__(self, other, /)': xor,
  '__rxor__(self, other, /)': xor,
  '__invert__(self, /)': (self: Value): Value => {
    const type = typeOf(self);
    return combined(type, mask(type) & ~bitsOf(self));
  },
  '__bool__(self, /)': (self: Value) => bitsOf(self) !== 0,
  '__contains__(self, other, /)': (self: Value, other: Value) => {
    if (typeOf(other) !== typeOf(self)) {
      throw exc.TypeError(`unsupported operand type(s) for 'in': '${typeOf(other).name}' and '${typeOf(self).name}'`);
    }
    return (bitsOf(self) & bitsOf(other)) === bitsOf(other);
  },
  '__iter__(self, /)': (self: Value) => NativeIterator.over(partsOf(typeOf(self), bitsOf(self)), [self], 'generator'),
  '__len__(self, /)': (self: Value) => partsOf(typeOf(self), bitsOf(self)).length,
  '__repr__(self)': (self: Value) => `<${typeOf(self).name}${nameText(self)}: ${bitsOf(self)}>`,
};

/** What `auto()` stands for: the bit above all that are taken. */
function nextBit(_name: Value, _start: Value, _count: Value, values: Value): Value {
  const taken = (values as unknown as { items: Value[] }).items.filter((value) => typeof value === 'number');
  const most = taken.reduce((a, b) => Math.max(a, b), 0);
  return most === 0 ? 1 : 2 ** (Math.floor(Math.log2(most)) + 1);
}

const shared = {
  metatype: enumTypeType,
  module: 'enum',
  statics: { '_generate_next_value_(name, start, count, last_values)': nextBit },
  classMethods: {
    '_missing_(cls, value)': (type: PyType, value: Value): Value => {
      if (typeof value !== 'number') throw exc.ValueError(`${plainText(value)} is not a valid ${type.qualname}`);
      return combined(type, value);
    },
  },
};

export const flagType: PyType = defineClass({
  ...shared,
  name: 'Flag',
  bases: [enumType],
  methods: {
    ...methods,
    '__str__(self)': (self: Value) => {
      const { name } = typeOf(self);
      return nameOf(self) === null ? `${name}(${bitsOf(self)})` : `${name}${nameText(self)}`;
    },
  },
});

export const intFlagType: PyType = defineClass({
  ...shared,
  name: 'IntFlag',
  bases: [intType, flagType],
  methods: {
    ...methods,
    '__str__(self)': (self: Value) => String(bitsOf(self)),
    '__format__(self, format_spec, /)': (self: Value, spec: Value): Task => formatted(bitsOf(self), spec),
  },
});
