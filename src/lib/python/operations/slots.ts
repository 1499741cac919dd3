/** `__slots__`: classes whose instances have the attributes that they name, and no others. */
import { NativeProperty } from '../objects/callable.ts';
import { nativeFunction } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { builtinType, typeName } from '../objects/object.ts';
import type { PyType, Value, PyInstance } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { iterate } from './iteration.ts';

const slotType = builtinType('member_descriptor', { subclassable: false });
slotType.define(
  '__repr__',
  nativeFunction('__repr__(self, /)', (self: PySlot) => `<member '${self.name}' of '${self.owner}' objects>`, {
    method: true,
  }),
);

/** One name of `__slots__`. The value lies with the instance's other attributes, so that `held` and `copy` see it. */
export class PySlot extends NativeProperty {
  /** The class's name, for messages. */
  readonly owner: string;

  constructor(name: string, owner: string) {
    const attributes = (self: Value): Map<string, Value> => (self as PyInstance).dict;
    const missing = (self: Value): Error => exc.AttributeError(`'${typeName(self)}' object has no attribute '${name}'`);
    super(
      name,
      (self: Value) => {
        const value = attributes(self).get(name);
        if (value === undefined) throw missing(self);
        return value;
      },
      (self: Value, value: Value) => {
        attributes(self).set(name, value);
      },
      (self: Value) => {
        if (!attributes(self).delete(name)) throw missing(self);
      },
    );
    this.owner = owner;
  }

  override get type(): PyType {
    return slotType;
  }
}

/**
 * Replaces the names in a class's `__slots__` by descriptors in its namespace. Answers whether its instances are to
 * refuse all other attributes: so it is if every base refuses them too.
 */
export function* makeSlots(name: string, bases: readonly PyType[], dict: Map<string, Value>): Task<boolean> {
  const slots = dict.get('__slots__');
  if (slots === undefined) return false;
  const names = typeof slots === 'string' ? [slots] : yield* iterate(slots);
  let closed = bases.every((base) => base.closed || base.name === 'Generic' || base.name === 'ABC');
  for (const slot of names) {
    if (typeof slot !== 'string') throw exc.TypeError(`__slots__ items must be strings, not '${typeName(slot)}'`);
    if (slot === '__dict__') closed = false;
    if (slot === '__dict__' || slot === '__weakref__') continue;
    if (dict.has(slot)) throw exc.ValueError(`'${slot}' in __slots__ conflicts with class variable`);
    dict.set(slot, new PySlot(slot, name));
  }
  return closed;
}
