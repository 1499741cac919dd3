/** Classes whose attributes are their only instances. */
import { perRun } from '../objects/context.ts';
import { PyFunction, MethodWrapper, NativeFunction, NativeProperty, PyProperty } from '../objects/callable.ts';
import { PyList, PyTuple } from '../objects/containers.ts';
import { defineClass, nativeFunction } from '../objects/define.ts';
import { DerivedValue, plainValue } from '../objects/derived.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { floatType, intType, objectType, PyInstance, PyType, plainText, strType, typeName, typeOf, typeType } from '../objects/object.ts'; // prettier-ignore
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { binaryOperation, operatorMethods } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { getAttributeOr, storeAttribute } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { createClass, onNewClass } from '../operations/classes.ts';
import { equal } from '../operations/comparison.ts';
import { reprOf, strOf } from '../operations/conversion.ts';
import { iterate } from '../operations/iteration.ts';
import { callMethod } from '../operations/methods.ts';

/** `auto()`: the next value. */
class Auto extends PyInstance {
  /** What it stands for, once its member is made. */
  value: Value = null;
  /** For `A | B` of two of them in a class's body: the operator, and what it combines. */
  of: readonly [operator: BinaryOperator, a: Value, b: Value] | null = null;
}

/** `auto() | other`, to be computed when both are known. */
const combination = (operator: BinaryOperator) => (a: Value, b: Value) => {
  const made = new Auto(autoType);
  made.of = [operator, a, b];
  return made;
};

const autoType: PyType = defineClass({
  name: 'auto',
  module: 'enum',
  allocate: (type) => new Auto(type),
  methods: {
    ...operatorMethods('|', combination('|')),
    ...operatorMethods('&', combination('&')),
    ...operatorMethods('^', combination('^')),
  },
});

/** What a side of a combination stands for: its members are made, or are combinations themselves. */
function* sideValue(side: Value): Task {
  if (!(side instanceof Auto)) return side;
  if (side.of === null) return side.value;
  const [operator, a, b] = side.of;
  return yield* finish(binaryOperation(operator, yield* sideValue(a), yield* sideValue(b)));
}

/** The members of the program's classes, by name, aliases too. */
const members = perRun(() => new WeakMap<PyType, Map<string, Value>>());
export const membersOf = (type: PyType): Map<string, Value> => members().get(type) ?? new Map<string, Value>();

const field = (member: Value, name: string): Value => (member instanceof PyInstance ? (member.dict.get(name) ?? null) : null); // prettier-ignore
export const nameOf = (member: Value): Value => field(member, '_name_');
export const valueOf = (member: Value): Value => field(member, '_value_');

/** Whether a number is one bit. */
export const isBit = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));

/** Every member once, in the order of definition; of flags those that are one bit. */
const canonical = (type: PyType): Value[] => {
  const flags = type.mro.some(({ name, module }) => name === 'Flag' && module === 'enum');
  const counts = (member: Value): boolean => !flags || isBit(Number(valueOf(member)));
  return [...membersOf(type)].filter(([name, m]) => nameOf(m) === name && counts(m)).map(([, m]) => m);
};

/** `member(x)` and `nonmember(x)`: what an attribute of the class is, whatever its value. */
class Marked extends PyInstance {
  value: Value = null;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.value);
  }
}

const marker = (name: string): PyType =>
  defineClass({
    name,
    module: 'enum',
    allocate: (type) => new Marked(type),
    methods: {
      '__init__(self, value, /)': (self: Marked, value: Value) => {
        self.value = value;
      },
    },
  });
const memberType = marker('member');
const nonmemberType = marker('nonmember');

const isMemberValue = (name: string, value: Value): boolean =>
  !/^_.*_$/.test(name) &&
  !name.startsWith('__') &&
  !(value instanceof PyFunction || value instanceof MethodWrapper || value instanceof NativeFunction) &&
  !(value instanceof PyProperty || value instanceof NativeProperty || value instanceof PyType) &&
  !(value instanceof PyInstance && value.type.lookup('__get__') !== undefined);

/** The int, float or str that members of the class are, if they are one. */
const dataType = (type: PyType): PyType | undefined => type.mro.find((one) => one === intType || one === floatType || one === strType); // prettier-ignore

/** What `auto()` stands for. */
function* nextValue(type: PyType, name: string, values: readonly Value[]): Task {
  const own = type.lookup('_generate_next_value_');
  const callee = own instanceof MethodWrapper ? own.callee : own;
  if (callee !== undefined) return yield* finish(invoke(callee, [name, 1, values.length, new PyList([...values])], null)); // prettier-ignore
  if (dataType(type) === strType) return name.toLowerCase();
  const numbers = values.map(plainValue).filter((v) => typeof v === 'number');
  return numbers.length === 0 ? 1 : Math.max(...numbers) + 1;
}

function* makeMember(type: PyType, value: Value): Task<PyInstance> {
  const args = value instanceof PyTuple ? [...value.items] : [value];
  const make = type.lookup('__new__');
  const own = make instanceof MethodWrapper && make.callee instanceof PyFunction ? make.callee : undefined;
  const data = dataType(type);
  let made: Value;
  if (own !== undefined) made = yield* finish(invoke(own, [type, ...args], null));
  else if (data === undefined) made = new PyInstance(type);
  else made = new DerivedValue(type, plainValue(yield* call(data, args)) as number);
  if (!(made instanceof PyInstance)) throw exc.TypeError(`${type.name}.__new__() must make a member`);
  if (!made.dict.has('_value_')) made.dict.set('_value_', made instanceof DerivedValue ? made.value : value);
  const initialize = type.lookup('__init__');
  if (initialize !== undefined && initialize !== objectType.dict.get('__init__')) {
    yield* finish(invoke(initialize, [made, ...args], null));
  }
  return made;
}

/** Turns the attributes of a new class into its members. */
function* makeMembers(type: PyType): Task<void> {
  const base = type.bases.find((one) => membersOf(one).size > 0);
  if (base !== undefined) throw exc.TypeError(`<enum '${type.name}'> cannot extend <enum '${base.name}'>`);
  const all = new Map<string, Value>();
  members().set(type, all);
  const enumBase = type.bases.at(-1)!;
  for (const name of ['__repr__', '__str__', '__format__']) {
    // What a mixed-in int or str prints like gives way to what an enum prints like.
    if (!type.dict.has(name)) type.define(name, enumBase.lookup(name)!);
  }
  const values: Value[] = [];
  for (const [name, declared] of [...type.dict]) {
    const given = declared instanceof Marked ? declared.value : declared;
    if (declared instanceof Marked && declared.type === nonmemberType) type.define(name, given);
    if (declared instanceof Marked ? declared.type === nonmemberType : !isMemberValue(name, given)) continue;
    const value = !(given instanceof Auto)
      ? given
      : given.of === null
        ? yield* nextValue(type, name, values)
        : yield* sideValue(given);
    if (given instanceof Auto) given.value = value;
    const made = yield* makeMember(type, value);
    values.push(valueOf(made));
    let member: Value = made;
    for (const known of all.values()) if (yield* finish(equal(valueOf(known), valueOf(made)))) member = known;
    if (member === made) {
      made.dict.set('_name_', name);
      made.dict.set('_sort_order_', all.size);
    }
    all.set(name, member);
    type.define(name, member);
  }
}

function* memberFor(type: PyType, value: Value): Task {
  if (typeOf(value) === type) return value;
  for (const member of membersOf(type).values()) if (yield* finish(equal(valueOf(member), value))) return member;
  const missing = yield* getAttributeOr(type, '_missing_', undefined);
  const found = missing === undefined ? null : yield* call(missing, [value]);
  if (found !== null && typeOf(found) === type) return found;
  if (found === null) throw exc.ValueError(`${yield* finish(reprOf(value))} is not a valid ${type.qualname}`);
  throw exc.TypeError(
    `error in ${type.name}._missing_: returned ${yield* finish(reprOf(found))} instead of None or a valid member`,
  );
}

/** `Enum('Color', 'RED GREEN')`: a class from names, or from a dict of values. */
function* fromNames(base: PyType, name: Value, names: Value): Task {
  const list = typeof names === 'string' ? names.split(/[\s,]+/).filter((one) => one !== '') : yield* iterate(names);
  const namespace = new Map<string, Value>([['__module__', '__main__']]);
  for (const item of list) {
    if (item instanceof PyTuple) namespace.set(plainText(item.items[0]!), item.items[1]!);
    else if (names instanceof PyDict) namespace.set(plainText(item), names.get(item) ?? null);
    else namespace.set(plainText(item), new Auto(autoType));
  }
  return yield* createClass(plainText(name), [base], namespace);
}

export const enumTypeType: PyType = defineClass({
  name: 'EnumType',
  module: 'enum',
  bases: [typeType],
  methods: {
    '__call__(self, value, /, names=None, **kwargs)': (self: PyType, value: Value, names: Value) =>
      membersOf(self).size === 0 && names !== null ? fromNames(self, value, names) : memberFor(self, value),
    '__iter__(self)': (self: PyType) => NativeIterator.over(canonical(self), [self], 'generator'),
    '__reversed__(self)': (self: PyType) => NativeIterator.over(canonical(self).reverse(), [self], 'generator'),
    '__len__(self)': (self: PyType) => canonical(self).length,
    '__bool__(self)': () => true,
    '__contains__(self, member, /)': (self: PyType, member: Value) => {
      if (member instanceof PyInstance && member.type.type === enumTypeType) return member.type === self;
      throw exc.TypeError(`unsupported operand type(s) for 'in': '${typeName(member)}' and 'EnumType'`);
    },
    '__getitem__(self, name, /)': (self: PyType, name: Value) => {
      const member = typeof name === 'string' ? membersOf(self).get(name) : undefined;
      if (member === undefined) throw exc.KeyError(name);
      return member;
    },
    '__getattr__(self, name, /)': (_self: PyType, name: Value) => {
      throw exc.AttributeError(plainText(name));
    },
    '__setattr__(self, name, value, /)': (self: PyType, name: string, value: Value) => {
      if (membersOf(self).has(name)) throw exc.AttributeError(`cannot reassign member '${name}'`);
      return storeAttribute(self, name, value) as null;
    },
    '__repr__(self)': (self: PyType) => `<enum '${self.name}'>`,
  },
  properties: { __members__: (self: PyType) => PyDict.of(membersOf(self).entries()) },
});

export const formatted = (value: Value, spec: Value): Task => callMethod(value, '__format__', [spec]);

const shown = (self: Value): string => `${typeName(self)}.${plainText(nameOf(self))}`;

const refuse = (attribute: string) => (): never => {
  throw exc.AttributeError(`<enum 'Enum'> cannot set attribute '${attribute}'`);
};

export const enumType: PyType = defineClass({
  name: 'Enum',
  module: 'enum',
  metatype: enumTypeType,
  methods: {
    '__repr__(self)': function* (self: Value) {
      return `<${shown(self)}: ${yield* finish(reprOf(valueOf(self)))}>`;
    },
    '__str__(self)': shown,
    '__format__(self, format_spec, /)': function* (self: Value, spec: Value) {
      return yield* formatted(yield* finish(strOf(self)), spec);
    },
    '__copy__(self)': (self: Value) => self,
    '__deepcopy__(self, memo)': (self: Value) => self,
  },
  properties: { name: { get: nameOf, set: refuse('name') }, value: { get: valueOf, set: refuse('value') } },
});

const plainPrinting = {
  '__repr__(self)': function* (self: Value): Task {
    return `<${shown(self)}: ${yield* finish(reprOf(valueOf(self)))}>`;
  },
  '__str__(self)': function* (self: Value): Task {
    return yield* finish(strOf(valueOf(self)));
  },
  '__format__(self, format_spec, /)': function* (self: Value, spec: Value): Task {
    return yield* formatted(valueOf(self), spec);
  },
};

const mixed = (name: string, data: PyType): PyType =>
  defineClass({ name, module: 'enum', bases: [data, enumType], metatype: enumTypeType, methods: plainPrinting });

/** `@unique`: refuses aliases. */
function unique(type: Value): Value {
  if (!(type instanceof PyType)) throw exc.TypeError('unique() takes an Enum');
  const aliases = [...membersOf(type)].filter(([name, member]) => nameOf(member) !== name);
  if (aliases.length === 0) return type;
  const list = aliases.map(([name, member]) => `${name} -> ${plainText(nameOf(member))}`).join(', ');
  throw exc.ValueError(`duplicate values found in <enum '${type.name}'>: ${list}`);
}

export const enumMembers: Readonly<Record<string, Value>> = {
  Enum: enumType,
  EnumType: enumTypeType,
  EnumMeta: enumTypeType,
  IntEnum: mixed('IntEnum', intType),
  StrEnum: mixed('StrEnum', strType),
  auto: autoType,
  member: memberType,
  nonmember: nonmemberType,
  unique: nativeFunction('unique(enumeration)', unique, { module: 'enum' }),
};

onNewClass(enumTypeType, makeMembers);
