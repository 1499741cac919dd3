/** A body's steps as instructions inside a nest of loops, each as far out as it can be. */
import type { Body, ElementType, Step } from '../plan/plan.ts';
import type { FunctionCode } from './code.ts';
import type { Lanes, Pointer } from './nest.ts';
import {
  binaryGivesMask,
  binaryTakesMasks,
  emitBinary,
  emitConstantPower,
  emitUnary,
  unaryGivesMask,
} from './operations.ts';
import { emitLoad, emitIndexedLanes, emitOffset } from './access.ts';

/** A view over a nest's loops: where it starts, and its strides for each loop. */
export interface LoopView {
  readonly pointer: number;
  readonly strides: readonly number[];
}

/** A load over a nest's loops. */
export interface LoopLoad extends LoopView {
  readonly indirect: { readonly indices: LoopView; readonly stride: number; readonly size: number } | null;
  /** Loops inside which what is loaded comes to be: it cannot be loaded further out. */
  readonly within: number;
}

/** What a body needs to know of its surroundings. */
export interface Surroundings {
  readonly code: FunctionCode;
  /** How many loops there are, and which of them has lanes (-1 for none). */
  readonly depth: number;
  readonly lanesAt: number;
  /** The loads, in the order of the body's steps. */
  readonly loads: readonly LoopLoad[];
  /** Addresses of the run's numbers. */
  readonly scalar: (index: number) => number;
  /** The local of vector `u` of what the anchor computed. */
  readonly anchor?: (u: number) => number;
}

interface Register {
  readonly step: Step;
  readonly load: LoopLoad | null;
  /** Inside how many loops it is computed. */
  readonly depth: number;
  /** Whether it differs from lane to lane. */
  readonly perLane: boolean;
  readonly mask: boolean;
  readonly locals: number[];
  /** The byte offset that an index gives, where it is the same for all lanes. */
  readonly offset: { readonly local: number; readonly depth: number } | null;
}

const depthOf = (strides: readonly number[]): number => strides.findLastIndex((stride) => stride !== 0) + 1;

export class BodyCode {
  readonly #registers: Register[] = [];
  readonly #around: Surroundings;
  readonly #body: Body;

  constructor(body: Body, around: Surroundings) {
    this.#around = around;
    this.#body = body;
    let next = 0;
    for (const step of body) {
      this.#registers.push(this.#register(step, step.kind === 'load' ? around.loads[next++]! : null));
    }
  }

  /** The pointers that the nest must move. */
  get pointers(): Pointer[] {
    return this.#around.loads.flatMap(({ pointer, strides, indirect }) => [
      { local: pointer, strides },
      ...(indirect === null ? [] : [{ local: indirect.indices.pointer, strides: indirect.indices.strides }]),
    ]);
  }

  #register(step: Step, load: LoopLoad | null): Register {
    const { code, depth, lanesAt } = this.#around;
    const of = (...inputs: number[]) => inputs.map((i) => this.#registers[i]!);
    const derived = (inputs: Register[], mask: boolean): Register => ({
      step,
      load: null,
      depth: Math.max(0, ...inputs.map((input) => input.depth)),
      perLane: inputs.some((input) => input.perLane),
      mask,
      locals: [],
      offset: null,
    });
    switch (step.kind) {
      case 'load': {
        const { strides, indirect } = load!;
        const index = indirect?.indices.strides ?? [];
        const indexPerLane = lanesAt >= 0 && (index[lanesAt] ?? 0) !== 0;
        const perLane = indexPerLane || (lanesAt >= 0 && strides[lanesAt]! !== 0);
        const offset = indirect && !indexPerLane ? { local: code.local('i32'), depth: depthOf(index) } : null;
        const at = Math.max(load!.within, depthOf(strides), depthOf(index));
        return { step, load, depth: at, perLane, mask: false, locals: [], offset };
      }
      case 'constant':
      case 'scalar':
        return derived([], false);
      case 'anchor':
        return { step, load: null, depth, perLane: lanesAt >= 0, mask: false, locals: [], offset: null };
      case 'unary':
        return derived(of(step.x), unaryGivesMask(step.op));
      case 'binary':
        return derived(of(step.a, step.b), binaryGivesMask(step.op));
      case 'where':
        return derived(of(step.condition, step.yes, step.no), false);
      case 'cast':
        return derived(of(step.x), false);
    }
  }

  /** Writes what is computed inside the first `level` loops, and not further out. */
  emitAt(level: number, lanes: Lanes): void {
    this.#registers.forEach((register, i) => {
      const { offset, load } = register;
      if (offset !== null && offset.depth === level) emitOffset(this.#around.code, load!, offset.local);
      if (register.depth !== level) return;
      const count = register.perLane ? lanes.unroll : 1;
      for (let u = 0; u < count; u++) this.#emit(i, u, lanes);
    });
  }

  /** Leaves register `i` of vector `u` on the stack as a number. */
  push(i: number, u: number): void {
    const { code } = this.#around;
    code.get(this.#local(i, u));
    if (this.#registers[i]!.mask) code.simd('i32x4.neg');
  }

  typeOf(i: number): ElementType {
    return this.#body[i]!.type;
  }

  #pushMask(i: number, u: number): void {
    const { code } = this.#around;
    code.get(this.#local(i, u));
    if (this.#registers[i]!.mask) return;
    const type = this.typeOf(i);
    code.get(code.splat(0, type)).simd(type === 'f32' ? 'f32x4.ne' : 'i32x4.ne');
  }

  #local(i: number, u: number): number {
    const { step, locals, perLane } = this.#registers[i]!;
    const { code } = this.#around;
    if (step.kind === 'constant') return (locals[0] ??= code.splat(step.value, step.type));
    if (step.kind === 'scalar') return (locals[0] ??= code.splatAt(this.#around.scalar(step.index)));
    if (step.kind === 'anchor') return this.#around.anchor!(u);
    return (locals[perLane ? u : 0] ??= code.local('v128'));
  }

  #emit(i: number, u: number, lanes: Lanes): void {
    const { code, lanesAt } = this.#around;
    const { step, load, offset } = this.#registers[i]!;
    const operand = (x: number) => () => this.push(x, u);
    switch (step.kind) {
      case 'constant':
      case 'scalar':
      case 'anchor':
        return;
      case 'load': {
        const local = this.#local(i, u);
        if (load!.indirect !== null && offset === null) emitIndexedLanes(code, load!, lanesAt, lanes, u, local);
        else emitLoad(code, load!, offset?.local ?? null, lanesAt < 0 ? 0 : load!.strides[lanesAt]!, lanes, u, local);
        return;
      }
      case 'unary':
        emitUnary(code, step.op, this.typeOf(step.x), operand(step.x));
        break;
      case 'binary': {
        const exponent = this.#body[step.b]!;
        const power = step.op === 'pow' && step.type === 'f32' && exponent.kind === 'constant';
        if (power && emitConstantPower(code, exponent.value, operand(step.a))) break;
        if (binaryTakesMasks(step.op)) {
          emitBinary(
            code,
            step.op,
            'i32',
            () => this.#pushMask(step.a, u),
            () => this.#pushMask(step.b, u),
          );
        } else {
          emitBinary(code, step.op, this.typeOf(step.a), operand(step.a), operand(step.b));
        }
        break;
      }
      case 'where':
        operand(step.yes)();
        operand(step.no)();
        this.#pushMask(step.condition, u);
        code.simd('v128.bitselect');
        break;
      case 'cast': {
        const from = this.typeOf(step.x);
        operand(step.x)();
        if (from === 'f32' && step.type === 'i32') code.simd('i32x4.trunc_sat_f32x4_s');
        if (from === 'i32' && step.type === 'f32') code.simd('f32x4.convert_i32x4_s');
      }
    }
    code.set(this.#local(i, u));
  }
}
