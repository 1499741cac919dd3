import { sizeOf, type Shape } from '../../tensor/shape.ts';
import type { Expression, Leaf, Source } from './expression.ts';
import { leavesOf, mapLeaves, viewed } from './expression.ts';
import type { Anchor, Body, ElementType, Kernel, Load, Step, View } from './plan.ts';
import { dense, isDense, reshapeStrided } from './strided.ts';

/** Gives the slot of a source, which from then on is kept in memory. */
export type SlotOf = (source: Source) => number;

/** Writes expressions as a body, each part once. */
export class Emitter {
  readonly steps: Step[] = [];
  readonly #slotOf: SlotOf;
  readonly #kernel: number;
  readonly #done = new Map<Expression, number>();
  readonly #keys = new Map<string, number>();

  /** Registers of kernel number `kernel` are read as they are; everything else from memory. */
  constructor(slotOf: SlotOf, kernel: number) {
    this.#slotOf = slotOf;
    this.#kernel = kernel;
  }

  /** The register that holds `x`, whose shape is the body's. */
  emit(x: Expression): number {
    const before = this.#done.get(x);
    if (before !== undefined) return before;
    const register = this.#emit(x);
    this.#done.set(x, register);
    return register;
  }

  step(step: Step): number {
    const key = JSON.stringify(step);
    const before = this.#keys.get(key);
    if (before !== undefined) return before;
    this.#keys.set(key, this.steps.length);
    return this.steps.push(step) - 1;
  }

  #emit(x: Expression): number {
    const { type } = x;
    switch (x.kind) {
      case 'leaf':
        if (x.source.kernel === this.#kernel) return x.source.register;
        return this.step({ kind: 'load', load: loadOf(x, this.#slotOf), type });
      case 'constant':
        // JSON would make one of 0, -0 and NaN of several.
        return this.steps.push({ kind: 'constant', value: x.value, type }) - 1;
      case 'scalar':
        return this.step({ kind: 'scalar', index: x.index, type });
      case 'unary':
        return this.step({ kind: 'unary', op: x.op, x: this.emit(x.inputs[0]), type });
      case 'binary':
        return this.step({ kind: 'binary', op: x.op, a: this.emit(x.inputs[0]), b: this.emit(x.inputs[1]), type });
      case 'where': {
        const [condition, yes, no] = x.inputs.map((input) => this.emit(input)) as [number, number, number];
        return this.step({ kind: 'where', condition, yes, no, type });
      }
      case 'cast':
        return this.step({ kind: 'cast', x: this.emit(x.inputs[0]), type });
    }
  }
}

export const viewOf = ({ source, view }: Pick<Leaf, 'source' | 'view'>, slotOf: SlotOf): View => ({
  slot: slotOf(source),
  ...view,
});

export const loadOf = (leaf: Leaf, slotOf: SlotOf): Load => ({
  ...viewOf(leaf, slotOf),
  indirect:
    leaf.indirect === null
      ? null
      : {
          indices: viewOf(leaf.indirect, slotOf),
          stride: leaf.indirect.stride,
          size: leaf.indirect.size,
        },
});

/** A kernel that is still growing: element-wise work on what it makes joins it. */
export class Draft {
  readonly index: number;
  readonly space: Shape;
  readonly anchor: Anchor | null;
  readonly stores: { readonly view: View; readonly register: number }[] = [];
  readonly #emitter: Emitter;

  constructor(index: number, space: Shape, anchor: Anchor | null, slotOf: SlotOf) {
    this.index = index;
    this.space = space;
    this.anchor = anchor;
    this.#emitter = new Emitter(slotOf, index);
  }

  get body(): Body {
    return this.#emitter.steps;
  }

  /** What the anchor computes, as a source. */
  anchored(type: ElementType): Source {
    return this.#source(this.#emitter.step({ kind: 'anchor', type }), type);
  }

  /** `x`, of the kernel's own space, as a source. */
  compute(x: Expression): Source {
    return this.#source(this.#emitter.emit(x), x.type);
  }

  /**
   * `x`, of `shape`, computed here for every element; null where that cannot be: it needs other elements of what this kernel makes, or its shape
   * does not lie over the kernel's space.
   */
  host(x: Expression, shape: Shape): Source | null {
    if (sizeOf(shape) !== sizeOf(this.space)) return null;
    const own = (leaf: Leaf): boolean => leaf.source.kernel === this.index;
    for (const leaf of leavesOf(x)) {
      if (leaf.indirect?.source.kernel === this.index) return null;
      if (own(leaf) && (leaf.source.register < 0 || leaf.indirect !== null || !isDense(leaf.view, shape))) return null;
    }
    const here = mapLeaves(x, (leaf) =>
      own(leaf)
        ? { ...leaf, view: dense(this.space) }
        : viewed(leaf, (view) => reshapeStrided(view, shape, this.space)),
    );
    return here === null ? null : this.compute(here);
  }

  store(register: number, slot: number): void {
    this.stores.push({ view: { slot, ...dense(this.space) }, register });
  }

  finish(): Kernel {
    return { space: this.space, anchor: this.anchor, body: this.body, stores: this.stores };
  }

  #source(register: number, type: ElementType): Source {
    return { type, size: sizeOf(this.space), kernel: this.index, register, slot: -1 };
  }
}
