/** What can be called: the program's functions, native ones, and methods bound to an object. */
import type { Code } from '../compile/code.ts';
import type { Signature } from './signature.ts';
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';
import type { Task } from './task.ts';

export const functionType = builtinType('function', { subclassable: false });
export const builtinFunctionType = builtinType('builtin_function_or_method', { subclassable: false });
export const methodType = builtinType('method', { subclassable: false });
export const cellType = builtinType('cell', { subclassable: false });
export const staticmethodType = builtinType('staticmethod');
export const classmethodType = builtinType('classmethod');
export const propertyType = builtinType('property');
const getsetType = builtinType('getset_descriptor', { subclassable: false });

/** A variable that an inner function shares with an outer one. */
export class Cell extends PyObject {
  value: Value | undefined = undefined;

  get type(): PyType {
    return cellType;
  }

  override traverse(visit: Visit): void {
    if (this.value !== undefined) visit(this.value);
  }
}

/** A function that the program defined. */
export class PyFunction extends PyObject {
  readonly code: Code;
  readonly globals: Map<string, Value>;
  readonly closure: readonly Cell[];
  defaults: readonly Value[];
  keywordDefaults: ReadonlyMap<string, Value> | null;
  annotations: Value = null;
  name: string;
  qualname: string;
  /** `__dict__`, made when first written. */
  attributes: Map<string, Value> | null = null;
  doc: Value;

  constructor(code: Code, globals: Map<string, Value>, closure: readonly Cell[]) {
    super();
    this.code = code;
    this.globals = globals;
    this.closure = closure;
    this.defaults = [];
    this.keywordDefaults = null;
    this.name = code.name;
    this.qualname = code.qualname;
    this.doc = code.doc;
  }

  get type(): PyType {
    return functionType;
  }

  override traverse(visit: Visit): void {
    for (const cell of this.closure) visit(cell);
    for (const value of this.defaults) visit(value);
    if (this.keywordDefaults !== null) for (const value of this.keywordDefaults.values()) visit(value);
    if (this.attributes !== null) for (const value of this.attributes.values()) visit(value);
  }
}

/** What implements a native function: one argument for each parameter of the signature. It may return a task. */
export type Implementation = (...args: never[]) => Value | void | Task<Value | void>;

/** A function written in TypeScript, with Python's signature. */
export class NativeFunction extends PyObject {
  readonly signature: Signature;
  readonly implementation: (...args: unknown[]) => Value | void | Task<Value | void>;
  readonly module: string;
  readonly doc: string | null;
  /** The class whose method (first argument an instance) or `__new__` (first argument a class) it is. */
  readonly owner: PyType | null;
  /** Says an error of a call in a library's own words; answers the error itself where it has none. */
  reword: ((error: unknown, args: readonly Value[], kwargs: ReadonlyMap<string, Value> | null) => unknown) | null =
    null;

  constructor(
    signature: Signature,
    implementation: Implementation,
    module = 'builtins',
    doc: string | null = null,
    owner: PyType | null = null,
  ) {
    super();
    this.signature = signature;
    this.implementation = implementation as (...args: unknown[]) => Value | void | Task<Value | void>;
    this.module = module;
    this.doc = doc;
    this.owner = owner;
  }

  get type(): PyType {
    return builtinFunctionType;
  }
}

/** `object.method`, ready to be called. */
export class BoundMethod extends PyObject {
  readonly callee: Value;
  readonly self: Value;

  constructor(callee: Value, self: Value) {
    super();
    this.callee = callee;
    this.self = self;
  }

  get type(): PyType {
    return this.callee instanceof NativeFunction ? builtinFunctionType : methodType;
  }

  override traverse(visit: Visit): void {
    visit(this.callee);
    visit(this.self);
  }
}

/** `staticmethod(f)` and `classmethod(f)`. */
export class MethodWrapper extends PyObject {
  readonly kind: 'static' | 'class';
  readonly callee: Value;

  constructor(kind: 'static' | 'class', callee: Value) {
    super();
    this.kind = kind;
    this.callee = callee;
  }

  get type(): PyType {
    return this.kind === 'static' ? staticmethodType : classmethodType;
  }

  override traverse(visit: Visit): void {
    visit(this.callee);
  }
}

/** `property(...)` */
export class PyProperty extends PyObject {
  readonly getter: Value;
  readonly setter: Value;
  readonly deleter: Value;
  readonly doc: Value;

  constructor(getter: Value, setter: Value = null, deleter: Value = null, doc: Value = null) {
    super();
    this.getter = getter;
    this.setter = setter;
    this.deleter = deleter;
    this.doc = doc;
  }

  get type(): PyType {
    return propertyType;
  }

  override traverse(visit: Visit): void {
    visit(this.getter);
    visit(this.setter);
    visit(this.deleter);
  }
}

export type Getter = (self: never) => Value | Task<Value>;
export type Setter = (self: never, value: never) => void | null | Task<Value | void>;
export type Deleter = (self: never) => void | null | Task<Value | void>;

/** An attribute computed in TypeScript. */
export class NativeProperty extends PyObject {
  readonly name: string;
  readonly get_: (self: Value) => Value | Task<Value>;
  readonly set_: ((self: Value, value: Value) => void | null | Task<Value | void>) | null;
  readonly delete_: ((self: Value) => void | null | Task<Value | void>) | null;

  constructor(name: string, get: Getter, set: Setter | null = null, remove: Deleter | null = null) {
    super();
    this.name = name;
    this.get_ = get as NativeProperty['get_'];
    this.set_ = set as NativeProperty['set_'];
    this.delete_ = remove as NativeProperty['delete_'];
  }

  get type(): PyType {
    return getsetType;
  }
}
