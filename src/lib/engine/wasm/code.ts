/** Machine code of one WebAssembly function, written instruction by instruction. */
import { OPCODES, SIMD, type Opcode, type SimdOpcode } from './opcodes.ts';

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

export const VALUE_TYPES: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

const VOID = 0x40;
/** Four bytes: more is not promised for any element. */
const ALIGNMENT = 2;

/** LEB128 of an unsigned number below 2^32. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** LEB128 of a signed 32-bit number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if (rest === ((byte & 0x40) === 0 ? 0 : -1)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

/** Bytes of a vector of four equal numbers. */
function splatBytes(value: number, type: 'f32' | 'i32'): number[] {
  const words = type === 'f32' ? new Float32Array(4).fill(value) : new Int32Array(4).fill(value);
  return [...new Uint8Array(words.buffer)];
}

export class FunctionCode {
  readonly #locals: ValueType[] = [];
  /** What comes before everything else: constants, kept in locals. */
  readonly #prologue: number[] = [];
  readonly #bytes: number[] = [];
  #target = this.#bytes;
  readonly #constants = new Map<string, number>();

  /** A new local variable, zero at first. */
  local(type: ValueType): number {
    return this.#locals.push(type) - 1;
  }

  op(name: Opcode): this {
    this.#target.push(OPCODES[name]);
    return this;
  }

  simd(name: SimdOpcode, ...immediates: number[]): this {
    this.#target.push(0xfd, ...unsigned(SIMD[name]), ...immediates);
    return this;
  }

  constant(value: number): this {
    this.#target.push(0x41, ...signed(value));
    return this;
  }

  get(local: number): this {
    this.#target.push(0x20, ...unsigned(local));
    return this;
  }

  set(local: number): this {
    this.#target.push(0x21, ...unsigned(local));
    return this;
  }

  tee(local: number): this {
    this.#target.push(0x22, ...unsigned(local));
    return this;
  }

  call(index: number): this {
    this.#target.push(0x10, ...unsigned(index));
    return this;
  }

  load(type: 'i32' | 'f32', offset = 0): this {
    this.#target.push(type === 'i32' ? 0x28 : 0x2a, ALIGNMENT, ...unsigned(offset));
    return this;
  }

  store(type: 'i32' | 'f32', offset = 0): this {
    this.#target.push(type === 'i32' ? 0x36 : 0x38, ALIGNMENT, ...unsigned(offset));
    return this;
  }

  /** A vector load or store; `lane` for those of one lane. */
  memory(name: SimdOpcode, offset = 0, lane?: number): this {
    return this.simd(name, ALIGNMENT, ...unsigned(offset), ...(lane === undefined ? [] : [lane]));
  }

  /** A shuffle of 32-bit lanes: 0 to 3 are the first operand's, 4 to 7 the second's. */
  shuffle(...lanes: readonly [number, number, number, number]): this {
    return this.simd('i8x16.shuffle', ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)));
  }

  /** Adds `bytes` to a local; nothing for 0. */
  advance(local: number, bytes: number): void {
    if (bytes !== 0) this.get(local).constant(bytes).op('i32.add').set(local);
  }

  /** The local that holds `value` in every lane. */
  splat(value: number, type: 'f32' | 'i32'): number {
    const key = `${type} ${Object.is(value, -0) ? '-0' : value}`;
    return this.#once(key, 'v128', () => this.simd('v128.const', ...splatBytes(value, type)));
  }

  /** The local that holds the word at a fixed address in every lane, read at the function's start. */
  splatAt(address: number): number {
    return this.#once(`at ${address}`, 'v128', () => this.constant(address).memory('v128.load32_splat'));
  }

  /** A fresh local that starts as the word at a fixed address, and `bytes` more. */
  pointerAt(address: number, bytes: number): number {
    const local = this.local('i32');
    this.#before(() => this.constant(address).load('i32').constant(bytes).op('i32.add').set(local));
    return local;
  }

  #once(key: string, type: ValueType, emit: () => void): number {
    let local = this.#constants.get(key);
    if (local === undefined) {
      local = this.local(type);
      this.#constants.set(key, local);
      const made = local;
      this.#before(() => {
        emit();
        this.set(made);
      });
    }
    return local;
  }

  #before(emit: () => void): void {
    this.#target = this.#prologue;
    emit();
    this.#target = this.#bytes;
  }

  /** `body`, `count` times: a number, or a local, which is used up. */
  repeat(count: number | { readonly local: number }, body: () => void): void {
    if (count === 0) return;
    if (count === 1) {
      body();
      return;
    }
    const rest = typeof count === 'number' ? this.local('i32') : count.local;
    if (typeof count === 'number') {
      this.constant(count).set(rest);
    } else {
      this.#target.push(0x02, VOID);
      this.get(rest).op('i32.eqz');
      this.#target.push(0x0d, 0);
    }
    this.#target.push(0x03, VOID);
    body();
    this.get(rest).constant(1).op('i32.sub').tee(rest);
    this.#target.push(0x0d, 0, 0x0b);
    if (typeof count !== 'number') this.#target.push(0x0b);
  }

  /** The function as it stands in a module's code section. */
  encode(): number[] {
    const locals = this.#locals.flatMap((type) => [1, VALUE_TYPES[type]]);
    const body = [...unsigned(this.#locals.length), ...locals, ...this.#prologue, ...this.#bytes, 0x0b];
    return [...unsigned(body.length), ...body];
  }
}
