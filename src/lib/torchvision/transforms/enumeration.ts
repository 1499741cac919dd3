/** torchvision's enumerations: classes that are asked for their members as those of Python's `enum` are. */
import { defineClass, equals, exc, NativeIterator, PyDict, PyObject, repr, typeType, type PyType, type Value } from '../../python/bind.ts'; // prettier-ignore

/** A member of an enumeration of strings. */
export class Member<Name extends string = string> extends PyObject {
  readonly value: Name;
  readonly of: Enumeration<Name>;

  constructor(value: Name, of: Enumeration<Name>) {
    super();
    this.value = value;
    this.of = of;
  }

  get name(): string {
    return this.value.toUpperCase();
  }

  get type(): PyType {
    return this.of.type;
  }
}

export interface Enumeration<Name extends string> {
  readonly type: PyType;
  readonly member: (value: Name) => Member<Name>;
  readonly includes: (value: Value | undefined) => value is Member<Name>;
}

/** An enumeration whose members are called as their values are, in capitals. */
export function defineEnumeration<Name extends string>(
  name: string,
  module: string,
  values: readonly Name[],
): Enumeration<Name> {
  const members = new Map<Name, Member<Name>>();
  const named = (): [string, Member<Name>][] => [...members.values()].map((member) => [member.name, member]);
  const metatype = defineClass({
    name: 'EnumType',
    module: 'enum',
    bases: [typeType],
    methods: {
      '__call__(self, value, /)': function* (_self: PyType, value: Value) {
        for (const member of members.values()) {
          if (value === member || (yield* equals(member.value, value))) return member;
        }
        throw exc.ValueError(`${yield* repr(value)} is not a valid ${name}`);
      },
      '__getitem__(self, name, /)': (_self: PyType, key: Value) => {
        const found = named().find(([one]) => one === key);
        if (found === undefined) throw exc.KeyError(key);
        return found[1];
      },
      '__iter__(self)': (self: PyType) => NativeIterator.over([...members.values()], [self], 'generator'),
      '__len__(self)': () => members.size,
      '__contains__(self, member, /)': (self: PyType, member: Value) =>
        member instanceof Member && member.type === self,
      '__repr__(self)': () => `<enum '${name}'>`,
    },
    properties: { __members__: () => PyDict.of(named()) },
  });
  const enumeration: Enumeration<Name> = {
    get type() {
      return type;
    },
    member: (value) => members.get(value)!,
    includes: (value): value is Member<Name> => value instanceof Member && value.type === type,
  };
  for (const value of values) members.set(value, new Member(value, enumeration));
  const type: PyType = defineClass({
    name,
    module,
    metatype,
    allocate: null,
    subclassable: false,
    methods: {
      '__repr__(self)': (self: Member) => `<${name}.${self.name}: '${self.value}'>`,
      '__str__(self)': (self: Member) => `${name}.${self.name}`,
    },
    properties: { name: (self: Member) => self.name, value: (self: Member) => self.value },
    constants: Object.fromEntries(named()),
  });
  return enumeration;
}
