/** Pickles to values. */
import { PyBytes, PyContainer, PyList, PyTuple } from '../objects/containers.ts';
import { currentRun } from '../objects/context.ts';
import { PyDict, PySet, frozensetType } from '../objects/dict.ts';
import { nativeFunction } from '../objects/define.ts';
import { exc, makeError } from '../objects/exceptions.ts';
import { encodeText } from '../format/codecs.ts';
import { float, normalizeInt, PyInstance, PyObject, PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { allocateInstance, call, invoke } from '../operations/call.ts';
import { dictSet, setAdd } from '../operations/dicts.ts';
import { builtins } from '../vm/builtins.ts';
import { importModule } from '../vm/imports.ts';
import { OP } from './opcodes.ts';
import { pickleErrorType } from './writer.ts';

export const unpicklingErrorType = new PyType({ name: 'UnpicklingError', module: '_pickle', bases: [pickleErrorType] });

/** What a library adds to the format. */
export interface UnpickleHooks {
  /** A class or function by its place; undefined leaves it to Python's modules. */
  find?(module: string, name: string): Value | undefined;
  /** The object that a persistent id stands for. */
  persistent?(id: Value): Task<Value> | Value;
}

const decoder = new TextDecoder();

/** `_codecs.encode`, by which the protocols before 3 make bytes of text. */
const encode = nativeFunction(
  "encode(obj, encoding='utf-8', errors='strict')",
  (text: string, encoding: string, errors: string) => new PyBytes(encodeText(text, encoding, errors)),
);

export class Unpickler {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #hooks: UnpickleHooks;
  #at = 0;
  #stack: Value[] = [];
  /** The stacks below each mark. */
  readonly #below: Value[][] = [];
  readonly #memo: Value[] = [];

  constructor(bytes: Uint8Array, hooks: UnpickleHooks = {}) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#hooks = hooks;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  /** The value of the pickle. Raises UnpicklingError for bytes that are none. */
  *load(): Task {
    for (;;) {
      const opcode = this.#bytes[this.#at++];
      if (opcode === undefined) throw exc.EOFError('Ran out of input');
      if (opcode === OP.STOP) return this.#pop();
      yield* this.#step(opcode);
    }
  }

  #fail(what: string): never {
    throw makeError(unpicklingErrorType, [what]);
  }

  #take(size: number): Uint8Array {
    if (this.#at + size > this.#bytes.length) this.#fail('pickle data was truncated');
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  #size(width: 1 | 2 | 4 | 8): number {
    this.#take(width);
    const at = this.#at - width;
    if (width === 1) return this.#view.getUint8(at);
    if (width === 2) return this.#view.getUint16(at, true);
    return width === 4 ? this.#view.getUint32(at, true) : Number(this.#view.getBigUint64(at, true));
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) this.#fail('pickle data was truncated');
    return decoder.decode(this.#take(end + 1 - this.#at).subarray(0, -1));
  }

  #pop(): Value {
    const value = this.#stack.pop();
    if (value === undefined) this.#fail('unexpected MARK found');
    return value;
  }

  #popMark(): Value[] {
    const items = this.#stack;
    this.#stack = this.#below.pop() ?? this.#fail('could not find MARK');
    return items;
  }

  #push(value: Value): void {
    this.#stack.push(value);
  }

  *#step(opcode: number): Task<void> {
    switch (opcode) {
      case OP.PROTO:
        return void this.#size(1);
      case OP.FRAME:
        return void this.#size(8);
      case OP.MARK:
        this.#below.push(this.#stack);
        this.#stack = [];
        return;
      case OP.POP:
        return void this.#pop();
      case OP.NONE:
        return this.#push(null);
      case OP.NEWTRUE:
        return this.#push(true);
      case OP.NEWFALSE:
        return this.#push(false);
      case OP.BININT:
        return this.#push(this.#size(4) | 0);
      case OP.BININT1:
        return this.#push(this.#size(1));
      case OP.BININT2:
        return this.#push(this.#size(2));
      case OP.LONG1:
        return this.#push(longOf(this.#take(this.#size(1))));
      case OP.BINFLOAT:
        this.#take(8);
        return this.#push(float(this.#view.getFloat64(this.#at - 8)));
      case OP.BINUNICODE:
        return this.#push(decoder.decode(this.#take(this.#size(4))));
      case OP.SHORT_BINUNICODE:
      case OP.SHORT_BINSTRING:
        return this.#push(decoder.decode(this.#take(this.#size(1))));
      case OP.BINUNICODE8:
        return this.#push(decoder.decode(this.#take(this.#size(8))));
      case OP.BINSTRING:
        return this.#push(decoder.decode(this.#take(this.#size(4))));
      case OP.SHORT_BINBYTES:
        return this.#push(new PyBytes(this.#take(this.#size(1)).slice()));
      case OP.BINBYTES:
        return this.#push(new PyBytes(this.#take(this.#size(4)).slice()));
      case OP.BINBYTES8:
        return this.#push(new PyBytes(this.#take(this.#size(8)).slice()));
      case OP.BINPUT:
        return this.#remember(this.#size(1));
      case OP.LONG_BINPUT:
        return this.#remember(this.#size(4));
      case OP.MEMOIZE:
        return this.#remember(this.#memo.length);
      case OP.BINGET:
        return this.#push(this.#memo[this.#size(1)]!);
      case OP.LONG_BINGET:
        return this.#push(this.#memo[this.#size(4)]!);
      case OP.BINPERSID:
        if (this.#hooks.persistent === undefined) this.#fail('A load persistent id instruction was encountered, but no persistent_load function was specified.'); // prettier-ignore
        return this.#push(yield* finish(this.#hooks.persistent(this.#pop())));
      default:
        return yield* this.#build(opcode);
    }
  }

  #remember(place: number): void {
    this.#memo[place] = this.#stack.at(-1)!;
  }

  /** What makes containers and objects. */
  *#build(opcode: number): Task<void> {
    switch (opcode) {
      case OP.EMPTY_TUPLE:
        return this.#push(new PyTuple([]));
      case OP.TUPLE1:
      case OP.TUPLE2:
      case OP.TUPLE3:
        return this.#push(new PyTuple(this.#stack.splice(this.#stack.length - (opcode - OP.TUPLE1 + 1))));
      case OP.TUPLE:
        return this.#push(new PyTuple(this.#popMark()));
      case OP.EMPTY_LIST:
        return this.#push(new PyList([]));
      case OP.APPEND:
        return yield* this.#extend([this.#pop()]);
      case OP.APPENDS:
        return yield* this.#extend(this.#popMark());
      case OP.EMPTY_DICT:
        return this.#push(new PyDict());
      case OP.SETITEM: {
        const value = this.#pop();
        return yield* this.#setItems([this.#pop(), value]);
      }
      case OP.SETITEMS:
        return yield* this.#setItems(this.#popMark());
      case OP.EMPTY_SET:
        return this.#push(new PySet([]));
      case OP.ADDITEMS: {
        const items = this.#popMark();
        for (const item of items) yield* finish(setAdd(this.#stack.at(-1) as PySet, item));
        return;
      }
      case OP.FROZENSET: {
        const made = new PySet([], frozensetType);
        for (const item of this.#popMark()) yield* finish(setAdd(made, item));
        return this.#push(made);
      }
      case OP.GLOBAL:
        return this.#push(this.#find(this.#line(), this.#line()));
      case OP.STACK_GLOBAL: {
        const name = this.#pop() as string;
        return this.#push(this.#find(this.#pop() as string, name));
      }
      case OP.REDUCE: {
        const args = this.#pop() as PyTuple;
        return this.#push(yield* call(this.#pop(), args.items));
      }
      case OP.NEWOBJ: {
        const args = this.#pop() as PyTuple;
        const type = this.#pop();
        if (!(type instanceof PyType)) return this.#fail('NEWOBJ class argument must be a type');
        return this.#push(args.items.length === 0 ? allocateInstance(type) : yield* call(type, args.items));
      }
      case OP.BUILD:
        return yield* this.#setState(this.#pop(), this.#stack.at(-1)!);
      default:
        return this.#fail(`invalid load key, '\\x${opcode.toString(16).padStart(2, '0')}'.`);
    }
  }

  *#extend(items: readonly Value[]): Task<void> {
    const target = this.#stack.at(-1)!;
    if (target instanceof PyList) for (const item of items) target.items.push(item);
    else for (const item of items) yield* call(yield* getAttributeOr(target, 'append', null), [item]);
  }

  *#setItems(items: readonly Value[]): Task<void> {
    const target = this.#stack.at(-1);
    if (!(target instanceof PyDict)) return this.#fail('SETITEMS needs a dict');
    for (let i = 0; i < items.length; i += 2) yield* finish(dictSet(target, items[i]!, items[i + 1]!));
  }

  *#setState(state: Value, object: Value): Task<void> {
    const method = object instanceof PyObject ? object.type.lookup('__setstate__') : undefined;
    if (method !== undefined) return void (yield* finish(invoke(method, [object, state], null)));
    const attributes =
      object instanceof PyContainer ? object.attributes : object instanceof PyInstance ? object.dict : null;
    if (!(state instanceof PyDict) || attributes === null) return;
    for (const [name, value] of state.entries()) if (typeof name === 'string') attributes.set(name, value);
  }

  #find(module: string, name: string): Value {
    const given = this.#hooks.find?.(module, name);
    if (given !== undefined) return given;
    if (module === '__main__') {
      const found = currentRun().globals.get(name);
      if (found !== undefined) return found;
      throw exc.AttributeError(`Can't get attribute '${name}' on <module '__main__'>`);
    }
    if (module === '_codecs' && name === 'encode') return encode;
    const builtin = module === 'builtins' || module === '__builtin__' ? builtins.get(name) : undefined;
    if (builtin !== undefined) return builtin;
    const found = importModule(module, true).member(name);
    if (found === undefined) throw exc.AttributeError(`Can't get attribute '${name}' on <module '${module}'>`);
    return found;
  }
}

/** A little-endian int in two's complement. */
function longOf(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  if (bytes.length > 0 && bytes.at(-1)! >= 128) value -= 1n << BigInt(8 * bytes.length);
  return normalizeInt(value);
}
