/**
 * The root of the object model: what a Python value is in TypeScript, and what a type is.
 *
 * | Python            | TypeScript                                              |
 * |-------------------|---------------------------------------------------------|
 * | None              | `null`                                                  |
 * | bool              | `boolean`                                               |
 * | int               | `number` while \|n\| <= 2^53 - 1, else `bigint`         |
 * | float             | `PyFloat` (so that 1.0 and 1 stay apart)                |
 * | str               | `string` (Python counts code points, JavaScript units)  |
 * | everything else   | a `PyObject`                                            |
 */

/** Any Python value. An int that fits in 53 bits is never a `bigint`. */
export type Value = null | boolean | number | bigint | string | PyObject;

/** Receives the values that an object holds. */
export type Visit = (value: Value) => void;

let lastId = 0;

/** Base of every Python value that is not a JavaScript primitive. */
export abstract class PyObject {
  /** The pass of `Interpreter.held` that last reached this object: a mark is cheaper than a set of objects. */
  heldMark = 0;
  #id = 0;

  /** The object's Python type. */
  abstract get type(): PyType;

  /** What `id()` answers: unique for the life of the process, given out on demand. */
  get id(): number {
    if (this.#id === 0) this.#id = ++lastId;
    return this.#id;
  }

  /** Visits the Python values that this object holds, as CPython's `tp_traverse` does. */
  traverse?(visit: Visit): void;
}

/** Bumped whenever any class changes, so that every type's lookup cache starts anew. */
let classVersion = 0;

/** What a new type is made of. */
export interface TypeOptions {
  readonly metatype?: PyType;
  readonly name: string;
  readonly module?: string;
  readonly qualname?: string;
  /** The name that messages give to the type, where it is longer than `__name__`: `numpy.ndarray`. */
  readonly label?: string;
  readonly bases?: readonly PyType[];
  readonly dict?: Map<string, Value>;
  /** What `__new__` makes; inherited from the first base that has one. */
  readonly allocate?: ((type: PyType) => PyObject) | null;
  /** False for the classes that a program defines. */
  readonly native?: boolean;
  /** False for types that a program cannot derive from, such as `bool`. */
  readonly subclassable?: boolean;
  /** Whether instances take no attribute but those of `__slots__`. */
  readonly closed?: boolean;
}

/** A Python class, native or the program's own. */
export class PyType extends PyObject {
  readonly name: string;
  readonly module: string;
  readonly qualname: string;
  readonly label: string;
  readonly bases: readonly PyType[];
  readonly dict: Map<string, Value>;
  readonly mro: readonly PyType[];
  readonly native: boolean;
  readonly subclassable: boolean;
  /** Makes the empty instance; null where programs cannot construct the type. */
  readonly allocate: ((type: PyType) => PyObject) | null;
  /** The class of this class, where it is not `type`: derived classes have it too. */
  readonly metatype: PyType | null;
  readonly subclasses: PyType[] = [];
  /** Whether instances take no attribute but those of `__slots__`: `object` itself, and classes that say so. */
  closed: boolean;
  #cache = new Map<string, Value | undefined>();
  #cacheVersion = -1;
  #customVersion = -1;

  #custom = false;

  constructor(options: TypeOptions) {
    super();
    this.closed = options.closed ?? false;
    this.name = options.name;
    this.module = options.module ?? 'builtins';
    this.qualname = options.qualname ?? options.name;
    this.label = options.label ?? options.name;
    this.bases = options.bases ?? [];
    this.metatype = options.metatype ?? this.bases.find((base) => base.metatype !== null)?.metatype ?? null;
    this.dict = options.dict ?? new Map<string, Value>();
    this.native = options.native ?? true;
    this.subclassable = options.subclassable ?? true;
    this.mro = linearize(this);
    this.allocate = options.allocate !== undefined ? options.allocate : inheritedAllocate(this);
    // Native bases are shared by every run of the process: they must not keep a program's classes alive.
    for (const base of this.bases) if (!base.native || this.native) base.subclasses.push(this);
  }

  get type(): PyType {
    return this.metatype ?? typeType;
  }

  /** The attribute as the classes of the method resolution order define it, or undefined. */
  lookup(name: string): Value | undefined {
    if (this.#cacheVersion !== classVersion) {
      this.#cache.clear();
      this.#cacheVersion = classVersion;
    }
    const cached = this.#cache.get(name);
    if (cached !== undefined || this.#cache.has(name)) return cached;
    let found: Value | undefined;
    for (const type of this.mro) {
      found = type.dict.get(name);
      if (found !== undefined) break;
    }
    this.#cache.set(name, found);
    return found;
  }

  /** Whether the program's classes define `__getattribute__`. */
  get customAttributes(): boolean {
    if (this.native) return false;
    if (this.#customVersion !== classVersion) {
      this.#customVersion = classVersion;
      this.#custom = this.mro.some((type) => !type.native && type.dict.has('__getattribute__'));
    }
    return this.#custom;
  }

  /** Sets an attribute of the class itself. Always use this, never `dict.set`, once the type is in use. */
  define(name: string, value: Value): void {
    this.dict.set(name, value);
    classVersion++;
  }

  /** Removes an attribute of the class itself; false if it had none of that name. */
  undefine(name: string): boolean {
    classVersion++;
    return this.dict.delete(name);
  }

  isSubtypeOf(other: PyType): boolean {
    return this === other || this.mro.includes(other);
  }

  override traverse(visit: Visit): void {
    if (this.native) return;
    for (const value of this.dict.values()) visit(value);
    for (const base of this.bases) visit(base);
  }
}

function inheritedAllocate(type: PyType): ((type: PyType) => PyObject) | null {
  for (const base of type.mro.slice(1)) {
    if (base !== objectType && base.allocate !== defaultAllocate) return base.allocate;
  }
  return defaultAllocate;
}

const defaultAllocate = (type: PyType): PyObject => new PyInstance(type);

/** Raised by `linearize`; the caller turns it into Python's TypeError. */
export class InconsistentBases extends Error {}

/** C3 linearization, as CPython computes `__mro__`. */
function linearize(type: PyType): PyType[] {
  const sequences = [...type.bases.map((base) => [...base.mro]), [...type.bases]];
  const order: PyType[] = [type];
  for (;;) {
    const open = sequences.filter((sequence) => sequence.length > 0);
    if (open.length === 0) return order;
    const next = open.map((sequence) => sequence[0]!).find((head) => !open.some((other) => other.indexOf(head) > 0));
    if (next === undefined) throw new InconsistentBases();
    order.push(next);
    for (const sequence of open) if (sequence[0] === next) sequence.shift();
  }
}

/** An object with a `__dict__`: instances of the program's classes, and of native ones that keep Python attributes. */
export class PyInstance extends PyObject {
  readonly dict = new Map<string, Value>();
  #type: PyType;

  constructor(type: PyType) {
    super();
    this.#type = type;
  }

  get type(): PyType {
    return this.#type;
  }

  override traverse(visit: Visit): void {
    for (const value of this.dict.values()) visit(value);
    visit(this.#type);
  }
}

export const objectType = new PyType({ name: 'object', allocate: defaultAllocate, closed: true });

function builtin(name: string, options: Omit<TypeOptions, 'name'> = {}): PyType {
  return new PyType({ name, bases: [objectType], allocate: null, ...options });
}

/** A built-in type of the given name, bare: its methods are added by the file in `types/` that bears its name. */
export const builtinType = builtin;

export const typeType = builtin('type');
export const noneType = builtin('NoneType', { subclassable: false });
export const intType = builtin('int');
export const boolType = builtin('bool', { bases: [intType], subclassable: false });
export const strType = builtin('str');
export const floatType = builtin('float');
export const ellipsisType = builtin('ellipsis', { subclassable: false });
export const notImplementedType = builtin('NotImplementedType', { subclassable: false });

/** A float. Ints are bare numbers, so floats are boxed. */
export class PyFloat extends PyObject {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  get type(): PyType {
    return floatType;
  }
}

/** What a library's own class of numbers has, so that its objects go wherever natives take a number. */
export interface NumberLike {
  asNumber(): number;
}

export const isNumberLike = (value: Value): value is PyObject & NumberLike =>
  value instanceof PyObject && typeof (value as Partial<NumberLike>).asNumber === 'function';

/** Whether the value is a float itself, whose operators are Python's own, and not of a class derived from it. */
export const isPlainFloat = (value: Value): value is PyFloat => value instanceof PyFloat && value.type === floatType;

/** Makes a Python float of a JavaScript number. */
export const float = (value: number): PyFloat => new PyFloat(value);

class Singleton extends PyObject {
  #type: PyType;

  constructor(type: PyType) {
    super();
    this.#type = type;
  }

  get type(): PyType {
    return this.#type;
  }
}

/** `...` */
export const ELLIPSIS: PyObject = new Singleton(ellipsisType);
/** What an operator's method returns to let the other operand try. */
export const NOT_IMPLEMENTED: PyObject = new Singleton(notImplementedType);

/** The type of any value. */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return intType;
    case 'string':
      return strType;
    case 'boolean':
      return boolType;
    default:
      return value === null ? noneType : value.type;
  }
}

/** Whether the value's type is the given one or derives from it. */
export function isInstance(value: Value, type: PyType): boolean {
  return typeOf(value).isSubtypeOf(type);
}

/** The name of the value's type, as messages print it. */
export function typeName(value: Value): string {
  return typeOf(value).label;
}

/** The int of a bigint: a number where it fits. */
export function normalizeInt(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** A value as text where a str is expected; for other objects the name of their type, never JavaScript's idea of them. */
export function plainText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  return typeof value === 'object' ? `<${value.type.name}>` : String(value);
}
