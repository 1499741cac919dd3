/**
 * Reads the pickles that CIFAR-10 comes in: dicts of strings, lists of ints and NumPy arrays of bytes, as Python 2 wrote them
 * (protocol 2 and below). Nothing is ever called: a pickle that names any other function is refused.
 */

/** What such a pickle can hold. Strings are bytes read as Latin-1; an array of bytes is its buffer. */
export type Pickled =
  null | boolean | number | string | Uint8Array | Pickled[] | Map<Pickled, Pickled> | PickledGlobal | PickledArray;

class PickledGlobal {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A NumPy array that is being rebuilt: `_reconstruct` makes it empty, its state fills it. */
class PickledArray {
  shape: readonly number[] = [];
  bytes: Uint8Array = new Uint8Array();
}

export { PickledArray };

const ARRAY_MAKERS = new Set(['numpy.core.multiarray _reconstruct', 'numpy._core.multiarray _reconstruct']);
const DTYPE_MAKERS = new Set(['numpy dtype']);
const ENCODERS = new Set(['_codecs encode']);

/** An error that says what in the pickle is not understood. */
export class PickleError extends Error {
  override readonly name = 'PickleError';
}

const latin1 = (bytes: Uint8Array): string => {
  let result = '';
  for (let i = 0; i < bytes.length; i += 4096) result += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return result;
};

/** A pickle's machine: instructions push to a stack and take from it. */
class Unpickler {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  readonly #stack: Pickled[] = [];
  readonly #marks: number[] = [];
  readonly memo = new Map<number, Pickled>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  load(): Pickled {
    for (;;) {
      const opcode = String.fromCharCode(this.byte());
      if (opcode === '.') return this.pop();
      const instruction = INSTRUCTIONS[opcode];
      if (instruction === undefined) {
        throw new PickleError(`it has an instruction 0x${opcode.charCodeAt(0).toString(16)} that is not read here`);
      }
      const value = instruction(this);
      if (value !== undefined) this.#stack.push(value);
    }
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  uint16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  take(count: number): Uint8Array {
    const start = this.#skip(count);
    return this.#bytes.subarray(start, start + count);
  }

  line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw new PickleError('it is cut off');
    const line = latin1(this.take(end - this.#at));
    this.#at++;
    return line;
  }

  integer(): number {
    const line = this.line().replace(/L$/, '');
    const value = Number(line);
    if (!Number.isSafeInteger(value)) throw new PickleError(`it has the number ${line}`);
    return value;
  }

  mark(): undefined {
    this.#marks.push(this.#stack.length);
  }

  /** The values since the last mark, off the stack. */
  sinceMark(): Pickled[] {
    return this.#stack.splice(this.#marks.pop() ?? 0);
  }

  pop(): Pickled {
    if (this.#stack.length === 0) throw new PickleError('it ends too early');
    return this.#stack.pop()!;
  }

  /** The last `count` values, off the stack. */
  last(count: number): Pickled[] {
    return this.#stack.splice(-count);
  }

  get top(): Pickled {
    return this.#stack.at(-1) ?? null;
  }

  #skip(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw new PickleError('it is cut off');
    this.#at += count;
    return start;
  }
}

/** By opcode: what an instruction does; the value it pushes, if any. */
const INSTRUCTIONS: Readonly<Record<string, (u: Unpickler) => Pickled | undefined>> = {
  '\x80': (u) => void u.take(1),
  '\x95': (u) => void u.take(8),
  '(': (u) => u.mark(),
  '0': (u) => void u.pop(),
  N: () => null,
  '\x88': () => true,
  '\x89': () => false,
  K: (u) => u.byte(),
  M: (u) => u.uint16(),
  J: (u) => u.int32(),
  I: (u) => u.integer(),
  L: (u) => u.integer(),
  U: (u) => latin1(u.take(u.byte())),
  // A long string is an array's buffer, which nobody reads as text.
  T: (u) => u.take(u.uint32()),
  C: (u) => u.take(u.byte()),
  B: (u) => u.take(u.uint32()),
  X: (u) => utf8.decode(u.take(u.uint32())),
  '\x8c': (u) => utf8.decode(u.take(u.byte())),
  ']': () => [],
  ')': () => [],
  '}': () => new Map(),
  l: (u) => u.sinceMark(),
  t: (u) => u.sinceMark(),
  d: (u) => new Map(pairs(u.sinceMark())),
  '\x85': (u) => u.last(1),
  '\x86': (u) => u.last(2),
  '\x87': (u) => u.last(3),
  a: (u) => append(u, [u.pop()]),
  e: (u) => append(u, u.sinceMark()),
  s: (u) => assign(u, u.last(2)),
  u: (u) => assign(u, u.sinceMark()),
  q: (u) => void u.memo.set(u.byte(), u.top),
  r: (u) => void u.memo.set(u.uint32(), u.top),
  p: (u) => void u.memo.set(u.integer(), u.top),
  '\x94': (u) => void u.memo.set(u.memo.size, u.top),
  h: (u) => u.memo.get(u.byte()) ?? null,
  j: (u) => u.memo.get(u.uint32()) ?? null,
  g: (u) => u.memo.get(u.integer()) ?? null,
  c: (u) => new PickledGlobal(`${u.line()} ${u.line()}`),
  R: (u) => reduce(u.last(2)),
  b: (u) => build(u, u.pop()),
};

const utf8 = new TextDecoder();

function append(u: Unpickler, items: readonly Pickled[]): undefined {
  const list = u.top;
  if (!Array.isArray(list)) throw new PickleError('it adds to what is no list');
  for (const item of items) list.push(item);
}

function assign(u: Unpickler, items: readonly Pickled[]): undefined {
  const map = u.top;
  if (!(map instanceof Map)) throw new PickleError('it adds to what is no dict');
  for (const [key, value] of pairs(items)) map.set(key, value);
}

function* pairs(items: readonly Pickled[]): Generator<[Pickled, Pickled]> {
  for (let i = 0; i + 1 < items.length; i += 2) yield [items[i]!, items[i + 1]!];
}

/** Calls what NumPy's arrays are made with, and nothing else. */
function reduce([callee, args]: readonly Pickled[]): Pickled {
  const name = callee instanceof PickledGlobal ? callee.name : 'something';
  const [first = null] = Array.isArray(args) ? args : [];
  if (ARRAY_MAKERS.has(name)) return new PickledArray();
  if (DTYPE_MAKERS.has(name)) return first;
  if (ENCODERS.has(name) && typeof first === 'string') return Uint8Array.from(first, (c) => c.charCodeAt(0));
  throw new PickleError(`it calls ${name.replace(' ', '.')}`);
}

/** Fills an array with its state: (version, shape, dtype, Fortran order, data). */
function build(u: Unpickler, state: Pickled): undefined {
  const array = u.top;
  if (!(array instanceof PickledArray)) return;
  const [, shape, , fortran, data] = Array.isArray(state) ? state : [];
  if (!Array.isArray(shape) || fortran === true)
    throw new PickleError('it has an array in an order that is not read here');
  array.shape = shape.map(Number);
  if (typeof data === 'string') array.bytes = Uint8Array.from(data, (c) => c.charCodeAt(0));
  else if (data instanceof Uint8Array) array.bytes = data;
}

/**
 * The value in a pickle.
 * @throws {PickleError} when it holds what CIFAR-10's files do not.
 */
export const unpickle = (bytes: Uint8Array): Pickled => new Unpickler(bytes).load();
