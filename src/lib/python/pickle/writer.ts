/** Values to pickles: a subset of protocols 2 and 3 that every Python reads. */
import { BoundMethod, NativeFunction, PyFunction } from '../objects/callable.ts';
import { PyBytes, PyContainer, PyList, PyTuple, tupleType } from '../objects/containers.ts';
import { currentRun } from '../objects/context.ts';
import { PyDict, PySet, frozensetType } from '../objects/dict.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import { isNumberLike, PyFloat, PyInstance, PyType, typeName } from '../objects/object.ts';
import type { Value, PyObject } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { reprOf } from '../operations/conversion.ts';
import { counterType, defaultdictType, orderedDictType } from '../modules/counters.ts';
import { OP } from './opcodes.ts';

/** `pickle.PicklingError`, under the base that programs catch. */
export const pickleErrorType = new PyType({
  name: 'PickleError',
  module: '_pickle',
  bases: [exceptionTypes.Exception],
});
export const picklingErrorType = new PyType({ name: 'PicklingError', module: '_pickle', bases: [pickleErrorType] });

/** Writes values that the format itself does not know; false leaves a value to the pickler. */
export type Reducer = (value: PyObject, pickler: Pickler) => Task<boolean>;

const encoder = new TextEncoder();

export class Pickler {
  #bytes = new Uint8Array(1024);
  #size = 0;
  readonly #memo = new Map<object, number>();
  readonly #protocol: 2 | 3;
  readonly #reducer: Reducer | null;

  constructor(protocol: 2 | 3, reducer: Reducer | null = null) {
    this.#protocol = protocol;
    this.#reducer = reducer;
    this.emit(OP.PROTO, protocol);
  }

  /** The whole pickle of one value. Raises PicklingError or TypeError for what cannot be one. */
  *dump(value: Value): Task<Uint8Array> {
    yield* this.save(value);
    this.emit(OP.STOP);
    return this.#bytes.slice(0, this.#size);
  }

  emit(...bytes: number[]): void {
    this.#append(bytes);
  }

  #append(bytes: ArrayLike<number>): void {
    const end = this.#size + bytes.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#size);
    this.#size = end;
  }

  #number(opcode: number, write: (view: DataView) => void, size: number): void {
    const view = new DataView(new ArrayBuffer(size));
    write(view);
    this.emit(opcode);
    this.#append(new Uint8Array(view.buffer));
  }

  text(text: string): void {
    const bytes = encoder.encode(text);
    this.#number(OP.BINUNICODE, (view) => view.setUint32(0, bytes.length, true), 4);
    this.#append(bytes);
  }

  /** A class or function, by where it is found. */
  global(module: string, name: string): void {
    this.emit(OP.GLOBAL);
    this.#append(encoder.encode(`${module}\n${name}\n`));
  }

  /** Remembers the object on top of the stack, so that it stays one object. */
  remember(object: object): void {
    const n = this.#memo.size;
    this.#memo.set(object, n);
    if (n < 256) this.emit(OP.BINPUT, n);
    else this.#number(OP.LONG_BINPUT, (view) => view.setUint32(0, n, true), 4);
  }

  /** Writes a reference to an object that was remembered; false if it was not. */
  recall(object: object): boolean {
    const n = this.#memo.get(object);
    if (n === undefined) return false;
    if (n < 256) this.emit(OP.BINGET, n);
    else this.#number(OP.LONG_BINGET, (view) => view.setUint32(0, n, true), 4);
    return true;
  }

  integer(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0 && value < 256) return this.emit(OP.BININT1, value);
    if (value >= -(2 ** 31) && value < 2 ** 31) {
      return this.#number(OP.BININT, (view) => view.setInt32(0, Number(value), true), 4);
    }
    const bytes: number[] = [];
    let rest = BigInt(value);
    while (rest !== (bytes.length > 0 && bytes.at(-1)! >= 128 ? -1n : 0n) || bytes.length === 0) {
      bytes.push(Number(rest & 255n));
      rest >>= 8n;
    }
    if (bytes.length > 255) throw exc.OverflowError('ints of more than 255 bytes cannot be pickled here');
    this.emit(OP.LONG1, bytes.length, ...bytes);
  }

  float(value: number): void {
    this.#number(OP.BINFLOAT, (view) => view.setFloat64(0, value), 8);
  }

  *tuple(items: readonly Value[]): Task<void> {
    if (items.length === 0) return this.emit(OP.EMPTY_TUPLE);
    if (items.length > 3) this.emit(OP.MARK);
    for (const item of items) yield* this.save(item);
    this.emit([OP.TUPLE, OP.TUPLE1, OP.TUPLE2, OP.TUPLE3][items.length] ?? OP.TUPLE);
  }

  *save(value: Value): Task<void> {
    if (value === null) return this.emit(OP.NONE);
    switch (typeof value) {
      case 'boolean':
        return this.emit(value ? OP.NEWTRUE : OP.NEWFALSE);
      case 'number':
      case 'bigint':
        return this.integer(value);
      case 'string':
        return this.text(value);
      default:
    }
    if (value instanceof PyFloat) return this.float(value.value);
    if (this.recall(value)) return;
    if (this.#reducer !== null && (yield* this.#reducer(value, this))) return;
    yield* this.#object(value);
  }

  *#object(value: PyObject): Task<void> {
    if (value instanceof PyBytes) return this.#binary(value);
    if (value instanceof PyType || value instanceof PyFunction || value instanceof NativeFunction) {
      return yield* this.#named(value);
    }
    if (value instanceof PyTuple && value.type === tupleType) {
      yield* this.tuple(value.items);
      return this.remember(value);
    }
    if (value instanceof PyContainer) return yield* this.#container(value);
    if (isNumberLike(value)) return this.float(value.asNumber());
    if (value instanceof PyInstance && !value.type.native) return yield* this.#instance(value);
    throw exc.TypeError(`cannot pickle '${typeName(value)}' object`);
  }

  #binary({ bytes }: PyBytes): void {
    if (this.#protocol >= 3) {
      this.#number(OP.BINBYTES, (view) => view.setUint32(0, bytes.length, true), 4);
      return this.#append(bytes);
    }
    this.global('_codecs', 'encode');
    this.text(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    this.text('latin1');
    this.emit(OP.TUPLE2, OP.REDUCE);
  }

  *#named(value: PyType | PyFunction | NativeFunction): Task<void> {
    const native = value instanceof NativeFunction || (value instanceof PyType && value.native);
    const name = value instanceof NativeFunction ? value.signature.name : value.name;
    if (!native && currentRun().globals.get(name) !== value) {
      const shown = yield* finish(reprOf(value));
      throw makeError(picklingErrorType, [`Can't pickle ${shown}: attribute lookup ${name} on __main__ failed`]);
    }
    this.global(native ? value.module : '__main__', name);
    this.remember(value);
  }

  *#container(value: PyContainer): Task<void> {
    if (value instanceof PySet) {
      this.global('builtins', value.type.isSubtypeOf(frozensetType) ? 'frozenset' : 'set');
      yield* this.tuple([new PyList([...value.members.values()])]);
      this.emit(OP.REDUCE);
      return this.remember(value);
    }
    if (value instanceof PyDict) yield* this.#dict(value);
    else if (value instanceof PyList) yield* this.#list(value);
    else {
      yield* this.#named(value.type);
      yield* this.tuple([new PyTuple((value as PyTuple).items)]);
      this.emit(OP.NEWOBJ);
      this.remember(value);
    }
    if (value.attributes !== null && value.attributes.size > 0) {
      yield* this.save(PyDict.of(value.attributes));
      this.emit(OP.BUILD);
    }
  }

  *#list(value: PyList): Task<void> {
    if (value.type.native) this.emit(OP.EMPTY_LIST);
    else {
      yield* this.#named(value.type);
      this.emit(OP.EMPTY_TUPLE, OP.NEWOBJ);
    }
    this.remember(value);
    if (value.items.length === 0) return;
    this.emit(OP.MARK);
    for (const item of value.items) yield* this.save(item);
    this.emit(OP.APPENDS);
  }

  *#dict(value: PyDict): Task<void> {
    if (value.type === orderedDictType || value.type === counterType) {
      this.global('collections', value.type.name);
      this.emit(OP.EMPTY_TUPLE, OP.REDUCE);
    } else if (value.type === defaultdictType) {
      this.global('collections', 'defaultdict');
      yield* this.tuple([yield* getAttributeOr(value, 'default_factory', null)]);
      this.emit(OP.REDUCE);
    } else if (value.type.native) this.emit(OP.EMPTY_DICT);
    else {
      yield* this.#named(value.type);
      this.emit(OP.EMPTY_TUPLE, OP.NEWOBJ);
    }
    this.remember(value);
    if (value.size === 0) return;
    this.emit(OP.MARK);
    for (const [key, item] of value.entries()) {
      yield* this.save(key);
      yield* this.save(item);
    }
    this.emit(OP.SETITEMS);
  }

  /** An object of the program's own class: the class, then its attributes. */
  *#instance(value: PyInstance): Task<void> {
    yield* this.#named(value.type);
    this.emit(OP.EMPTY_TUPLE, OP.NEWOBJ);
    this.remember(value);
    const getState = yield* getAttributeOr(value, '__getstate__', undefined);
    const own = getState instanceof BoundMethod && getState.callee instanceof PyFunction;
    const state = own ? yield* call(getState) : PyDict.of(value.dict);
    if (state === null || (state instanceof PyDict && state.size === 0)) return;
    yield* this.save(state);
    this.emit(OP.BUILD);
  }
}
