/** `re.I` and its like: ints that print their names. */
import { defineClass } from '../../objects/define.ts';
import { DerivedValue } from '../../objects/derived.ts';
import { intType, NOT_IMPLEMENTED } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { operatorMethods } from '../../operations/arithmetic.ts';
import { indexOrNone } from '../../operations/slicing.ts';
import { FLAGS } from './translate.ts';

const bitsOf = (value: Value): number | undefined => {
  const bits = indexOrNone(value);
  return bits === undefined ? undefined : Number(bits);
};

function textOf(bits: number): string {
  const names = Object.entries(FLAGS).filter(([, bit]) => (bits & bit) !== 0);
  const rest = names.reduce((left, [, bit]) => left & ~bit, bits);
  const parts = names.map(([name]) => `re.${name}`);
  if (rest !== 0 || parts.length === 0) parts.push(rest === 0 ? 're.NOFLAG' : `0x${rest.toString(16)}`);
  return parts.join('|');
}

const combined = (f: (a: number, b: number) => number) => (left: Value, right: Value) => {
  const [a, b] = [bitsOf(left), bitsOf(right)];
  return a === undefined || b === undefined ? NOT_IMPLEMENTED : flag(f(a, b));
};

const text = (self: DerivedValue): string => textOf(Number(self.value));

const flagType: PyType = defineClass({
  name: 'RegexFlag',
  module: 're',
  bases: [intType],
  methods: {
    '__repr__(self)': text,
    '__str__(self)': text,
    ...operatorMethods(
      '|',
      combined((a, b) => a | b),
    ),
    ...operatorMethods(
      '&',
      combined((a, b) => a & b),
    ),
    ...operatorMethods(
      '^',
      combined((a, b) => a ^ b),
    ),
    '__invert__(self)': (self: DerivedValue) =>
      flag(~Number(self.value) & Object.values(FLAGS).reduce<number>((all, bit) => all | bit, 0)),
  },
  properties: { value: (self: DerivedValue) => self.value, name: (self: DerivedValue) => text(self).slice(3) },
});

/** The flag with these bits. */
export const flag = (bits: number): Value => new DerivedValue(flagType, bits);
