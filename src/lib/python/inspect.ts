/** What modules, classes and functions offer a program, as plain data: what Python's `inspect` and `pydoc` are for. */
import './builtins/all.ts';
import { standardModules } from './modules/all.ts';
import { adviceFor } from './objects/absent.ts';
import { MethodWrapper, NativeFunction, NativeProperty } from './objects/callable.ts';
import { exceptionTypes } from './objects/exceptions.ts';
import { PyModule } from './objects/module.ts';
import { objectType, PyType, typeName } from './objects/object.ts';
import type { Value } from './objects/object.ts';
import type { Parameter, Signature } from './objects/signature.ts';
import { builtins } from './vm/builtins.ts';

export type MemberKind =
  'function' | 'class' | 'exception' | 'method' | 'class method' | 'static method' | 'property' | 'module' | 'value';

/** One public name of a module or class. */
export interface Member {
  readonly name: string;
  readonly kind: MemberKind;
  /** Parameters as Python prints them, without `self` or `cls`; null for what is not called or says nothing of it. */
  readonly parameters: string | null;
  /** What the declaration says of it, in a line. */
  readonly doc: string | null;
  /** A value's type, by its name. */
  readonly type: string | null;
  /** Of a class: the names of the classes it derives from, `object` left out. */
  readonly bases: readonly string[];
  /** Of a class: its own public methods, properties and values; what it inherits is its bases'. */
  readonly members: readonly Member[];
  /** Of a class: its special methods, by name. */
  readonly special: readonly string[];
  /** Whether a native base class has the name too: it is then described there. */
  readonly overrides: boolean;
  /** What to use instead of a function that only raises NotImplementedError; null for all that runs. */
  readonly instead: string | null;
  /** The object itself, by which second names of it are found; null where a name cannot be second. */
  readonly object: object | null;
}

/** A module that a program can import. */
export interface ModuleDescription {
  readonly name: string;
  readonly doc: string | null;
  readonly members: readonly Member[];
  /** Names that the original has and this has not, and what to use instead. */
  readonly absent: Readonly<Record<string, string>>;
}

const isPublic = (name: string): boolean => !name.startsWith('_');
const isSpecial = (name: string): boolean => /^__\w+__$/.test(name);

/** A default as Python's repr writes it: strings in single quotes. */
function defaultText(text: string): string {
  return text.replace(/"((?:[^"\\']|\\.)*)"/g, "'$1'");
}

/** A signature's parameters as Python writes them. `skip`: how many of the first are not a caller's to give. */
function parametersText(signature: Signature, skip: number): string {
  const parameters = signature.parameters.slice(skip);
  const parts: string[] = [];
  let star = signature.varargs >= 0;
  parameters.forEach((parameter: Parameter, i) => {
    const { kind } = parameter;
    if (kind === 'keyword-only' && !star) {
      parts.push('*');
      star = true;
    }
    const prefix = kind === 'varargs' ? '*' : kind === 'varkw' ? '**' : '';
    const given = parameter.defaultText === undefined ? '' : `=${defaultText(parameter.defaultText)}`;
    parts.push(prefix + parameter.name + given);
    if (kind === 'positional-only' && parameters[i + 1]?.kind !== 'positional-only') parts.push('/');
  });
  return `(${parts.join(', ')})`;
}

/** How a class is constructed; null where programs cannot, or nothing says how. */
function constructorParameters(type: PyType): string | null {
  for (const name of ['__init__', '__new__']) {
    const found = type.lookup(name);
    const made = found instanceof MethodWrapper ? found.callee : found;
    if (made instanceof NativeFunction && found !== objectType.lookup(name)) return parametersText(made.signature, 1);
  }
  return null;
}

const NOTHING = {
  parameters: null,
  doc: null,
  type: null,
  bases: [],
  members: [],
  special: [],
  overrides: false,
  instead: null,
} as const;

function describe(name: string, value: Value, owner: PyType | null): Member {
  if (value instanceof MethodWrapper && value.callee instanceof NativeFunction) {
    const kind = value.kind === 'static' ? 'static method' : 'class method';
    return { ...describeFunction(name, value.callee, value.kind === 'class'), kind };
  }
  if (value instanceof NativeFunction) {
    if (owner === null) return describeFunction(name, value, false);
    return { ...describeFunction(name, value, true), kind: 'method' };
  }
  if (value instanceof NativeProperty) return { ...NOTHING, name, kind: 'property', object: value };
  if (value instanceof PyType) return describeClass(name, value);
  if (value instanceof PyModule) return { ...NOTHING, name, kind: 'module', object: value };
  return { ...NOTHING, name, kind: 'value', type: typeName(value), object: value as object | null };
}

function describeFunction(name: string, made: NativeFunction, bound: boolean): Member {
  return {
    ...NOTHING,
    name,
    kind: 'function',
    parameters: parametersText(made.signature, bound ? 1 : 0),
    doc: made.doc,
    instead: adviceFor(made) ?? null,
    object: made,
  };
}

function describeClass(name: string, type: PyType): Member {
  const doc = type.dict.get('__doc__');
  return {
    ...NOTHING,
    name,
    kind: type.isSubtypeOf(exceptionTypes.BaseException) ? 'exception' : 'class',
    parameters: constructorParameters(type),
    doc: typeof doc === 'string' ? doc : null,
    bases: type.bases.filter((base) => base !== objectType).map((base) => base.name),
    members: [...type.dict]
      .filter(([key]) => isPublic(key))
      .map(([key, value]) => ({
        ...describe(key, value, type),
        overrides: type.mro.slice(1).some((base) => base.dict.has(key)),
      })),
    special: [...type.dict.keys()].filter((key) => isSpecial(key) && key !== '__doc__'),
    object: type,
  };
}

/** All that a program sees of a module. */
export function describeModule(module: PyModule): ModuleDescription {
  const fixed = [...module.dict].filter(([name]) => isPublic(name));
  const dynamic = Object.keys(module.options.dynamic ?? {});
  return {
    name: module.name,
    doc: module.options.doc ?? null,
    members: [
      ...fixed.map(([name, value]) => describe(name, value, null)),
      // Each run has its own, so there is none to describe yet.
      ...dynamic.map((name): Member => ({ ...NOTHING, name, kind: 'value', object: null })),
    ],
    absent: module.options.absent ?? {},
  };
}

/** The built-in names as the module that Python calls `builtins`. */
export const describeBuiltins = (): ModuleDescription => ({
  name: 'builtins',
  doc: null,
  members: [...builtins].filter(([name]) => isPublic(name)).map(([name, value]) => describe(name, value, null)),
  absent: {},
});

/** The modules that every program can import, whatever libraries it is given. */
export const describeStandardModules = (): ModuleDescription[] => [...standardModules.values()].map(describeModule);
