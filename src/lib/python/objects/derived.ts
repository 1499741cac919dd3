/** Instances of the program's classes that derive from int, float or str. */
import { floatType, intType, normalizeInt, PyFloat, PyInstance, strType } from './object.ts';
import type { NumberLike, PyType, Value } from './object.ts';

/**
 * An object with the value of an int, float or str. The methods of these types get the value itself (`plainArguments`), so that all
 * they do works for derived classes too, and answers plain values as Python's do.
 */
export class DerivedValue extends PyInstance implements NumberLike {
  readonly value: number | bigint | string | PyFloat;

  constructor(type: PyType, value: number | bigint | string | PyFloat) {
    super(type);
    this.value = value;
  }

  asNumber(): number {
    return this.value instanceof PyFloat ? this.value.value : Number(this.value);
  }
}

const VALUE_TYPES: ReadonlySet<PyType> = new Set([intType, floatType, strType]);

/** A value as an instance of `type`: itself if the type is a built-in one. */
export function derivedFrom(type: PyType, value: Value): Value {
  if (type.native || (typeof value === 'object' && !(value instanceof PyFloat))) return value;
  return new DerivedValue(type, typeof value === 'boolean' ? Number(value) : normalized(value));
}

function normalized(value: number | bigint | string | PyFloat): number | bigint | string | PyFloat {
  return typeof value === 'bigint' ? normalizeInt(value) : value;
}

/** The value of a derived instance; any other value as it is. */
export function plainValue(value: Value): Value {
  return value instanceof DerivedValue ? value.value : value;
}

/** The arguments as a method of `owner` gets them. What a text puts into itself stays what it is: it may have its own `__str__`. */
export function plainArguments(owner: PyType, name: string, args: readonly Value[]): readonly Value[] {
  if (!VALUE_TYPES.has(owner) || !args.some((arg) => arg instanceof DerivedValue)) return args;
  if (name === 'str.format' || name === 'str.__mod__') return [plainValue(args[0]!), ...args.slice(1)];
  if (name === 'str' || name === 'str.__new__') return args;
  return args.map(plainValue);
}
