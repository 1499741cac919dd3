/** How terms become one: accumulators in lanes, in a fixed order. */
import type { ReduceOp } from '../../tensor/node.ts';
import type { ElementType } from '../plan/plan.ts';
import type { FunctionCode } from './code.ts';
import type { Lanes } from './nest.ts';
import type { SimdOpcode } from './opcodes.ts';

export interface Reducer {
  /** Clears the accumulators for as many results as `outside` has lanes. */
  begin(outside: Lanes): void;
  /** Takes vector `u` of the terms in. */
  take(push: () => void, u: number, lanes: Lanes): void;
  /** Called after each turn of the innermost loop. */
  next(): void;
  finish(outside: Lanes): void;
  /** The local with vector `u` of the results. */
  result(u: number): number;
}

const VECTORS = 4;

/** A sum of floats in double precision, so that its error does not grow with its length. */
export class FloatSum implements Reducer {
  readonly #code: FunctionCode;
  /** Whether lanes are results; otherwise all lanes are terms of one result. */
  readonly #spread: boolean;
  readonly #low: number[];
  readonly #high: number[];
  /** For terms that come one by one. */
  readonly #single: number;
  readonly #results: number[];

  constructor(code: FunctionCode, spread: boolean) {
    this.#code = code;
    this.#spread = spread;
    const locals = () => Array.from({ length: VECTORS }, () => code.local('v128'));
    this.#low = locals();
    this.#high = locals();
    this.#single = code.local('v128');
    this.#results = locals();
  }

  begin(): void {
    const zero = this.#code.splat(0, 'f32');
    for (const local of [...this.#low, ...this.#high, this.#single]) this.#code.get(zero).set(local);
  }

  take(push: () => void, u: number, { width }: Lanes): void {
    const code = this.#code;
    const add = (to: number, term: () => void) => {
      code.get(to);
      term();
      code.simd('f64x2.promote_low_f32x4').simd('f64x2.add').set(to);
    };
    if (width === 1) {
      add(this.#spread ? this.#low[u]! : this.#single, push);
      return;
    }
    add(this.#low[u]!, push);
    add(this.#high[u]!, () => {
      push();
      push();
      code.shuffle(2, 3, 2, 3);
    });
  }

  next(): void {
    // Nothing is counted.
  }

  finish({ unroll, width }: Lanes): void {
    const code = this.#code;
    if (this.#spread) {
      for (let u = 0; u < unroll; u++) {
        code.get(this.#low[u]!).simd('f32x4.demote_f64x2_zero');
        if (width === 4) code.get(this.#high[u]!).simd('f32x4.demote_f64x2_zero').shuffle(0, 1, 4, 5);
        else code.get(this.#low[u]!).shuffle(0, 0, 0, 0);
        code.set(this.#results[u]!);
      }
      return;
    }
    const [first, ...others] = [...this.#low, ...this.#high];
    const sum = first!;
    code.get(sum);
    for (const local of others) code.get(local).simd('f64x2.add');
    code.set(sum);
    // The two halves, and what came one by one, which is the same in both.
    code.get(sum).get(sum).get(sum).shuffle(2, 3, 0, 1).simd('f64x2.add');
    code.get(this.#single).simd('f64x2.add').simd('f32x4.demote_f64x2_zero').set(sum);
    code.get(sum).get(sum).shuffle(0, 0, 0, 0).set(this.#results[0]!);
  }

  result(u: number): number {
    return this.#results[this.#spread ? u : 0]!;
  }
}

const COMBINE: Record<ReduceOp, Record<ElementType, SimdOpcode>> = {
  sum: { f32: 'f32x4.add', i32: 'i32x4.add' },
  prod: { f32: 'f32x4.mul', i32: 'i32x4.mul' },
  max: { f32: 'f32x4.max', i32: 'i32x4.max_s' },
  min: { f32: 'f32x4.min', i32: 'i32x4.min_s' },
};

const START: Record<ReduceOp, Record<ElementType, number>> = {
  sum: { f32: 0, i32: 0 },
  prod: { f32: 1, i32: 1 },
  max: { f32: -Infinity, i32: -(2 ** 31) },
  min: { f32: Infinity, i32: 2 ** 31 - 1 },
};

/** Integer sums, products and extremes: one instruction a vector. */
export class LaneReducer implements Reducer {
  readonly #code: FunctionCode;
  readonly #spread: boolean;
  readonly #combine: SimdOpcode;
  readonly #start: number;
  readonly #wide: number[];
  readonly #single: number;

  constructor(code: FunctionCode, op: ReduceOp, type: ElementType, spread: boolean) {
    this.#code = code;
    this.#spread = spread;
    this.#combine = COMBINE[op][type];
    this.#start = code.splat(START[op][type], type);
    this.#wide = Array.from({ length: VECTORS }, () => code.local('v128'));
    this.#single = code.local('v128');
  }

  begin(): void {
    for (const local of [...this.#wide, this.#single]) this.#code.get(this.#start).set(local);
  }

  take(push: () => void, u: number, { width }: Lanes): void {
    const to = width === 1 && !this.#spread ? this.#single : this.#wide[u]!;
    this.#code.get(to);
    push();
    this.#code.simd(this.#combine).set(to);
  }

  next(): void {
    // Nothing is counted.
  }

  finish(): void {
    if (this.#spread) return;
    const code = this.#code;
    const [all, ...others] = this.#wide as [number, ...number[]];
    code.get(all);
    for (const local of others) code.get(local).simd(this.#combine);
    code.set(all);
    for (const lanes of [
      [2, 3, 0, 1],
      [1, 0, 3, 2],
    ] as [number, number, number, number][]) {
      code.get(all).get(all).get(all).shuffle(...lanes).simd(this.#combine).set(all); // prettier-ignore
    }
    code.get(all).get(this.#single).simd(this.#combine).set(all);
  }

  result(u: number): number {
    return this.#wide[this.#spread ? u : 0]!;
  }
}

/** The index of the first largest or smallest term, lanes being results. A NaN beats everything. */
export class ArgReducer implements Reducer {
  readonly #code: FunctionCode;
  readonly #type: ElementType;
  readonly #beats: SimdOpcode;
  readonly #start: number;
  readonly #best: number;
  readonly #index: number;
  readonly #counter: number;
  readonly #term: number;

  constructor(code: FunctionCode, kind: 'argmax' | 'argmin', type: ElementType) {
    this.#code = code;
    this.#type = type;
    const largest = kind === 'argmax';
    if (type === 'f32') this.#beats = largest ? 'f32x4.gt' : 'f32x4.lt';
    else this.#beats = largest ? 'i32x4.gt_s' : 'i32x4.lt_s';
    this.#start = code.splat(START[largest ? 'max' : 'min'][type], type);
    this.#best = code.local('v128');
    this.#index = code.local('v128');
    this.#counter = code.local('v128');
    this.#term = code.local('v128');
  }

  begin(): void {
    const zero = this.#code.splat(0, 'i32');
    this.#code.get(this.#start).set(this.#best).get(zero).set(this.#index).get(zero).set(this.#counter);
  }

  take(push: () => void): void {
    const code = this.#code;
    const term = this.#term;
    push();
    code.set(term).get(term).get(this.#best).simd(this.#beats);
    if (this.#type === 'f32') {
      code.get(term).get(term).simd('f32x4.ne').simd('v128.or');
      code.get(this.#best).get(this.#best).simd('f32x4.eq').simd('v128.and');
    }
    const wins = code.local('v128');
    code.set(wins);
    for (const [from, to] of [[term, this.#best], [this.#counter, this.#index]] as const) {
      code.get(from).get(to).get(wins).simd('v128.bitselect').set(to);
    } // prettier-ignore
  }

  next(): void {
    this.#code.get(this.#counter).get(this.#code.splat(1, 'i32')).simd('i32x4.add').set(this.#counter);
  }

  finish(): void {
    // The index is the result as it is.
  }

  result(): number {
    return this.#index;
  }
}
