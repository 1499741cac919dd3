/** tuple, list, slice, range and bytes: sequences as data. Their methods are in `types/`. */
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';

export const tupleType = builtinType('tuple', { allocate: (type) => new PyTuple([], type) });
export const listType = builtinType('list', { allocate: (type) => new PyList([], type) });
export const sliceType = builtinType('slice', { subclassable: false });
export const rangeType = builtinType('range', { subclassable: false });
export const bytesType = builtinType('bytes', { subclassable: false });

/** A container that a program may derive from; `attributes` is there for instances of derived classes only. */
export abstract class PyContainer extends PyObject {
  readonly attributes: Map<string, Value> | null;
  readonly #type: PyType;

  constructor(type: PyType) {
    super();
    this.#type = type;
    this.attributes = type.native ? null : new Map();
  }

  get type(): PyType {
    return this.#type;
  }

  protected visitAttributes(visit: Visit): void {
    if (this.attributes === null) return;
    for (const value of this.attributes.values()) visit(value);
    visit(this.#type);
  }
}

export class PyTuple extends PyContainer {
  /** Only the class's own constructor (`tuple.__new__` of a derived class) may replace it. */
  items: readonly Value[];

  constructor(items: readonly Value[], type: PyType = tupleType) {
    super(type);
    this.items = items;
  }

  override traverse(visit: Visit): void {
    for (const item of this.items) visit(item);
    this.visitAttributes(visit);
  }
}

export class PyList extends PyContainer {
  items: Value[];

  constructor(items: Value[], type: PyType = listType) {
    super(type);
    this.items = items;
  }

  override traverse(visit: Visit): void {
    for (const item of this.items) visit(item);
    this.visitAttributes(visit);
  }
}

/** `start:stop:step` as the program wrote it, absent parts None. */
export class PySlice extends PyObject {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;

  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  get type(): PyType {
    return sliceType;
  }

  override traverse(visit: Visit): void {
    visit(this.start);
    visit(this.stop);
    visit(this.step);
  }
}

/** A range of ints within 2^53. */
export class PyRange extends PyObject {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;

  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }

  get type(): PyType {
    return rangeType;
  }

  /** The item at a place that is known to be inside. */
  at(index: number): number {
    return this.start + index * this.step;
  }
}

export class PyBytes extends PyObject {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }

  get type(): PyType {
    return bytesType;
  }
}

export const tuple = (...items: Value[]): PyTuple => new PyTuple(items);
export const list = (items: Value[]): PyList => new PyList(items);
