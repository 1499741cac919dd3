/** Declaring, by signature text, the functions, classes and modules that a program can import. */
import { MethodWrapper, NativeFunction, NativeProperty } from './callable.ts';
import type { Deleter, Getter, Implementation, Setter } from './callable.ts';
import { PyModule } from './module.ts';
import { objectType, PyObject, PyType } from './object.ts';
import type { Value } from './object.ts';
import { parseSignature } from './signature.ts';
import type { SignatureOptions } from './signature.ts';

export type { Deleter, Getter, Implementation, Setter } from './callable.ts';

/** A getter alone, or with what may set and delete the attribute. */
export type PropertyDefinition = Getter | { readonly get: Getter; readonly set?: Setter; readonly delete?: Deleter };

/** Implementations by signature text. */
export type Functions = Readonly<Record<string, Implementation>>;

/** What a native class has. */
export interface Members {
  /** Their first parameter is the instance. */
  readonly methods?: Functions;
  readonly properties?: Readonly<Record<string, PropertyDefinition>>;
  readonly statics?: Functions;
  /** Their first parameter is the class. */
  readonly classMethods?: Functions;
  readonly constants?: Readonly<Record<string, Value>>;
}

export interface ClassDefinition extends Members {
  readonly name: string;
  readonly module?: string;
  /** The name in messages, where it is longer: `numpy.ndarray`, as C extensions have it. */
  readonly label?: string;
  readonly bases?: readonly PyType[];
  readonly doc?: string;
  /** What `__new__` makes; a derived class gets it too, with its own type. Default: that of the first base. */
  readonly allocate?: ((type: PyType) => PyObject) | null;
  readonly subclassable?: boolean;
  /** The class of the class; derived classes get it too. Default: `type`. */
  readonly metatype?: PyType;
  /** For classes whose `__eq__` is no equality (a tensor's): as a dict key, an instance equals only itself. */
  readonly identityHash?: boolean;
}

export interface ModuleDefinition {
  readonly name: string;
  readonly doc?: string;
  readonly functions?: Functions;
  readonly members?: Readonly<Record<string, Value>>;
  /** Finds a member when it is first asked for. */
  readonly attribute?: (name: string) => Value | undefined;
  /** Members that each run has for itself: asked each time. */
  readonly dynamic?: Readonly<Record<string, () => Value>>;
  /** Names that exist in the original but not here, and what is near: "nn.Linear and nn.Conv2d run here". */
  readonly absent?: Readonly<Record<string, string>>;
  /** What `import *` brings; default: every name without a leading underscore. */
  readonly exports?: readonly string[];
  /** Takes a program's assignment to a member; false if the name cannot be assigned. Default: none can. */
  readonly assign?: (name: string, value: Value) => boolean;
}

/**
 * A function of Python's signature `text`. The implementation gets one argument for each parameter, defaults filled
 * in; `*args` arrives as an array, `**kwargs` as a `Map`. Calls that do not fit raise CPython's own TypeError.
 */
export function nativeFunction(
  text: string,
  implementation: Implementation,
  options: SignatureOptions & { module?: string; doc?: string; owner?: PyType | null } = {},
): NativeFunction {
  return new NativeFunction(
    parseSignature(text, options),
    implementation,
    options.module,
    options.doc ?? null,
    options.owner ?? null,
  );
}

/** The name in a signature text. */
function nameIn(text: string): string {
  return text.slice(0, text.indexOf('(')).trim();
}

/** Adds methods, properties and constants to a native type. */
export function extendType(type: PyType, members: Members): void {
  const functions = (texts: Functions | undefined, kind: 'method' | 'static' | 'class'): void => {
    for (const [text, implementation] of Object.entries(texts ?? {})) {
      const name = nameIn(text);
      const owner = kind === 'method' || name === '__new__' ? type : null;
      const options = { qualifier: type.name, module: type.module, method: kind !== 'static', owner };
      const made = nativeFunction(text, implementation, options);
      type.define(name, kind === 'method' ? made : new MethodWrapper(kind, made));
    }
  };
  functions(members.methods, 'method');
  functions(members.statics, 'static');
  functions(members.classMethods, 'class');
  for (const [name, definition] of Object.entries(members.properties ?? {})) {
    const property =
      typeof definition === 'function'
        ? new NativeProperty(name, definition)
        : new NativeProperty(name, definition.get, definition.set ?? null, definition.delete ?? null);
    type.define(name, property);
  }
  for (const [name, value] of Object.entries(members.constants ?? {})) type.define(name, value);
  const own = type.dict;
  if (own.has('__eq__') && !own.has('__hash__')) type.define('__hash__', null);
}

/**
 * A native class. Without `allocate` (its own or a base's) its instances are `PyInstance`s; `allocate: null` says that
 * programs cannot construct it.
 */
export function defineClass(definition: ClassDefinition): PyType {
  const type = new PyType({
    name: definition.name,
    bases: definition.bases ?? [objectType],
    ...(definition.module === undefined ? {} : { module: definition.module }),
    ...(definition.metatype === undefined ? {} : { metatype: definition.metatype }),
    ...(definition.label === undefined ? {} : { label: definition.label }),
    ...(definition.allocate === undefined ? {} : { allocate: definition.allocate }),
    ...(definition.subclassable === undefined ? {} : { subclassable: definition.subclassable }),
  });
  if (definition.doc !== undefined) type.define('__doc__', definition.doc);
  if (definition.identityHash === true) type.define('__hash__', objectHash);
  extendType(type, definition);
  return type;
}

/** The hash by which an object equals only itself. */
export const objectHash = nativeFunction('__hash__(self, /)', (self: Value) => identityHash(self), {
  qualifier: 'object',
  method: true,
});
objectType.define('__hash__', objectHash);

function identityHash(value: Value): number {
  return value instanceof PyObject ? value.id * 16 : 0;
}

/** A module of functions and members. Register it with the interpreter under its dotted name. */
export function defineModule(definition: ModuleDefinition): PyModule {
  const dict = new Map<string, Value>([
    ['__name__', definition.name],
    ['__doc__', definition.doc ?? null],
  ]);
  for (const [text, implementation] of Object.entries(definition.functions ?? {})) {
    dict.set(nameIn(text), nativeFunction(text, implementation, { module: definition.name }));
  }
  for (const [name, value] of Object.entries(definition.members ?? {})) dict.set(name, value);
  return new PyModule(definition.name, dict, {
    doc: definition.doc ?? null,
    ...(definition.attribute === undefined ? {} : { attribute: definition.attribute }),
    ...(definition.dynamic === undefined ? {} : { dynamic: definition.dynamic }),
    ...(definition.absent === undefined ? {} : { absent: definition.absent }),
    ...(definition.assign === undefined ? {} : { assign: definition.assign }),
    ...(definition.exports === undefined ? {} : { exports: definition.exports }),
  });
}
