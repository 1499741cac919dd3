/**
 * Reads the pickles that CIFAR-10 comes in: dicts of strings, lists of ints and NumPy arrays of bytes, as Python 2 wrote them
 * (protocol 2 and below). Nothing is ever called: a pickle that names any other function is refused.
 */

/** What such a pickle can hold. Strings are bytes read as Latin-1; an array of bytes is its buffer. */
export type Pickled = null | boolean | number | string | Uint8Array | Pickled[] | Map<Pickled, Pickled> | PickledGlobal | PickledArray;

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

class Unpickler {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  readonly #stack: Pickled[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, Pickled>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  load(): Pickled {
    for (;;) {
      const opcode = String.fromCharCode(this.#bytes[this.#at++] ?? 0);
      if (opcode === '.') return this.#pop();
      this.#run(opcode);
    }
  }

  #run(opcode: string): void {
    switch (opcode) {
      case '\x80': this.#at++; break; // PROTO
      case '\x95': this.#at += 8; break; // FRAME
      case '(': this.#marks.push(this.#stack.length); break;
      case '0': this.#pop(); break;
      case 'N': this.#push(null); break;
      case '\x88': this.#push(true); break;
      case '\x89': this.#push(false); break;
      case 'K': this.#push(this.#bytes[this.#at++]!); break;
      case 'M': this.#push(this.#view.getUint16((this.#at += 2) - 2, true)); break;
      case 'J': this.#push(this.#view.getInt32((this.#at += 4) - 4, true)); break;
      case 'I': this.#push(this.#integer(this.#line())); break;
      case 'L': this.#push(this.#integer(this.#line().replace(/L$/, ''))); break;
      case 'U': this.#push(latin1(this.#take(this.#bytes[this.#at++]!))); break;
      case 'T': this.#push(this.#string(this.#take(this.#size()))); break;
      case 'C': this.#push(Uint8Array.from(this.#take(this.#bytes[this.#at++]!))); break;
      case 'B': this.#push(this.#take(this.#size())); break;
      case 'X': this.#push(new TextDecoder().decode(this.#take(this.#size()))); break;
      case '\x8c': this.#push(new TextDecoder().decode(this.#take(this.#bytes[this.#at++]!))); break;
      case ']': this.#push([]); break;
      case ')': this.#push([]); break;
      case '}': this.#push(new Map()); break;
      case 'l': case 't': this.#push(this.#sinceMark()); break;
      case 'd': this.#push(mapOf(this.#sinceMark())); break;
      case '\x85': this.#push(this.#stack.splice(-1)); break;
      case '\x86': this.#push(this.#stack.splice(-2)); break;
      case '\x87': this.#push(this.#stack.splice(-3)); break;
      case 'a': { const item = this.#pop(); this.#list().push(item); break; }
      case 'e': { const items = this.#sinceMark(); const list = this.#list(); for (const item of items) list.push(item); break; }
      case 's': { const value = this.#pop(); const key = this.#pop(); this.#map().set(key, value); break; }
      case 'u': { const items = this.#sinceMark(); for (const [key, value] of mapOf(items)) this.#map().set(key, value); break; }
      case 'q': this.#memo.set(this.#bytes[this.#at++]!, this.#stack.at(-1)!); break;
      case 'r': this.#memo.set(this.#size(), this.#stack.at(-1)!); break;
      case 'p': this.#memo.set(this.#integer(this.#line()), this.#stack.at(-1)!); break;
      case '\x94': this.#memo.set(this.#memo.size, this.#stack.at(-1)!); break;
      case 'h': this.#push(this.#memo.get(this.#bytes[this.#at++]!)!); break;
      case 'j': this.#push(this.#memo.get(this.#size())!); break;
      case 'g': this.#push(this.#memo.get(this.#integer(this.#line()))!); break;
      case 'c': this.#push(new PickledGlobal(`${this.#line()} ${this.#line()}`)); break;
      case 'R': this.#reduce(); break;
      case 'b': this.#build(); break;
      default: throw new PickleError(`it has an instruction 0x${opcode.charCodeAt(0).toString(16)} at ${this.#at - 1} that is not read here`);
    }
  } // prettier-ignore

  #push(value: Pickled): void {
    this.#stack.push(value);
  }

  #pop(): Pickled {
    if (this.#stack.length === 0) throw new PickleError('it ends too early');
    return this.#stack.pop()!;
  }

  #sinceMark(): Pickled[] {
    return this.#stack.splice(this.#marks.pop() ?? 0);
  }

  #list(): Pickled[] {
    const top = this.#stack.at(-1);
    if (!Array.isArray(top)) throw new PickleError('it adds to what is no list');
    return top;
  }

  #map(): Map<Pickled, Pickled> {
    const top = this.#stack.at(-1);
    if (!(top instanceof Map)) throw new PickleError('it adds to what is no dict');
    return top;
  }

  #take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new PickleError('it is cut off');
    return this.#bytes.subarray(this.#at, (this.#at += count));
  }

  /** The size of what follows: four bytes. */
  #size(): number {
    return this.#view.getUint32((this.#at += 4) - 4, true);
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw new PickleError('it is cut off');
    const line = latin1(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  #integer(line: string): number {
    const value = Number(line);
    if (!Number.isSafeInteger(value)) throw new PickleError(`it has the number ${line}`);
    return value;
  }

  /** A long string is an array's buffer, which nobody reads as text. */
  #string(bytes: Uint8Array): Pickled {
    return bytes.length < 4096 ? latin1(bytes) : bytes;
  }

  #reduce(): void {
    const args = this.#pop();
    const callee = this.#pop();
    const name = callee instanceof PickledGlobal ? callee.name : 'something';
    if (ARRAY_MAKERS.has(name)) this.#push(new PickledArray());
    else if (DTYPE_MAKERS.has(name)) this.#push(Array.isArray(args) ? (args[0] ?? null) : null);
    else if (ENCODERS.has(name) && Array.isArray(args)) this.#push(Uint8Array.from(String(args[0]), (c) => c.charCodeAt(0)));
    else throw new PickleError(`it calls ${name.replace(' ', '.')}`);
  }

  #build(): void {
    const state = this.#pop();
    const target = this.#stack.at(-1);
    if (!(target instanceof PickledArray)) return;
    // (version, shape, dtype, Fortran order, data)
    const [, shape, , fortran, data] = Array.isArray(state) ? state : [];
    if (!Array.isArray(shape) || fortran === true) throw new PickleError('it has an array in an order that is not read here');
    target.shape = shape.map(Number);
    target.bytes = typeof data === 'string' ? Uint8Array.from(data, (c) => c.charCodeAt(0)) : (data as Uint8Array);
  }
}

function mapOf(items: readonly Pickled[]): Map<Pickled, Pickled> {
  const map = new Map<Pickled, Pickled>();
  for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i]!, items[i + 1]!);
  return map;
}

/**
 * The value in a pickle.
 * @throws {PickleError} when it holds what CIFAR-10's files do not.
 */
export const unpickle = (bytes: Uint8Array): Pickled => new Unpickler(bytes).load();
