import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { Draft, Emitter, loadOf, viewOf } from './draft.ts';
import {
  costOf,
  isComputed,
  mapLeaves,
  readyAfter,
  viewed,
  type Expression,
  type Leaf,
  type Source,
} from './expression.ts';
import type { Anchor, Body, ElementType, Kernel, Load, Slot, View } from './plan.ts';
import { dense, isDense, reshapeStrided, type Strided } from './strided.ts';

/** Longer chains are computed once and kept, rather than again wherever they are read. */
const LONGEST_CHAIN = 32;

/** A value on its way into kernels. `expression` becomes a leaf once the value is in memory. */
export interface Value {
  readonly shape: Shape;
  expression: Expression;
}

/** Grows kernels in the order in which they will run. */
export class Builder {
  readonly #drafts: Draft[] = [];
  readonly #slots: Slot[] = [];

  /** The slot of a source, kept from now on. Bound, because drafts ask for it. */
  readonly slotOf = (source: Source): number => {
    if (source.slot < 0) {
      source.slot = this.slot(source.type, source.size, 'temporary');
      this.#drafts[source.kernel]!.store(source.register, source.slot);
    }
    return source.slot;
  };

  get kernels(): Kernel[] {
    return this.#drafts.map((draft) => draft.finish());
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  slot(type: ElementType, size: number, role: Slot['role']): number {
    return this.#slots.push({ type, size, role, offset: 0 }) - 1;
  }

  /** What the caller brings, whole. */
  input(type: ElementType, shape: Shape): Leaf {
    const size = sizeOf(shape);
    return whole({ type, size, kernel: -1, register: -1, slot: this.slot(type, size, 'input') }, shape);
  }

  /** A kernel with an anchor over `space`, and what it computes, seen as `shape`. */
  anchor(anchor: Anchor, space: Shape, shape: Shape, type: ElementType): Value {
    return { shape, expression: whole(this.#draft(space, anchor).anchored(type), shape) };
  }

  /**
   * An element-wise value. It joins the kernel that makes the latest of its inputs if it can; else it waits for the kernel that reads it, unless more
   * than one will.
   */
  computed(expression: Expression, shape: Shape, uses: number): Value {
    const value: Value = { shape, expression };
    if (!isComputed(expression)) return value;
    const after = readyAfter(expression);
    const hosted = after < 0 ? null : this.#drafts[after]!.host(expression, shape);
    const cost = costOf(expression);
    if (hosted !== null) value.expression = whole(hosted, shape);
    else if (cost > LONGEST_CHAIN || (uses > 1 && (after >= 0 || cost > 1))) this.leaf(value);
    return value;
  }

  /** `value` as elements of memory, computed now if it must be. */
  leaf(value: Value): Leaf {
    if (value.expression.kind === 'leaf') return value.expression;
    const source = this.#draft(value.shape, null).compute(value.expression);
    const leaf = whole(source, value.shape);
    value.expression = leaf;
    return leaf;
  }

  /** `value` as a leaf that no list of indices stands before. */
  plainLeaf(value: Value): Leaf {
    const leaf = this.leaf(value);
    return leaf.indirect === null ? leaf : this.copy(value);
  }

  /** `value` copied to where it is dense. */
  copy(value: Value): Leaf {
    const source = this.#draft(value.shape, null).compute(value.expression);
    this.slotOf(source);
    const copied = whole(source, value.shape);
    value.expression = copied;
    return copied;
  }

  /** `value` with the views of its leaves changed, as something of `shape`; copied first where they cannot be. */
  moved(value: Value, shape: Shape, change: (view: Strided) => Strided | null): Value {
    const move = (x: Expression) => mapLeaves(x, (leaf) => viewed(leaf, change));
    return { shape, expression: move(value.expression) ?? move(this.copy(value))! };
  }

  /** As `moved`, with a change of leaves that those with a list of indices already do not take. */
  mapped(value: Value, shape: Shape, change: (leaf: Leaf) => Leaf | null): Value {
    return { shape, expression: mapLeaves(value.expression, change) ?? change(this.copy(value))! };
  }

  /** A body over `shape` that computes `x`, for an anchor that reads more elements than it has results. */
  body(x: Expression): { body: Body; value: number } {
    const emitter = new Emitter(this.slotOf, -2);
    const value = emitter.emit(x);
    return { body: emitter.steps, value };
  }

  load(leaf: Leaf): Load {
    return loadOf(leaf, this.slotOf);
  }

  view(leaf: Leaf): View {
    return viewOf(leaf, this.slotOf);
  }

  /** A value that several kernels write, each its own part: `[what, where]`, `where` a view of the whole. */
  assembled(parts: readonly (readonly [Value, Strided])[], shape: Shape, type: ElementType): Value {
    const slot = this.slot(type, sizeOf(shape), 'temporary');
    for (const [part, view] of parts) {
      if (sizeOf(part.shape) === 0) continue;
      const draft = this.#draft(part.shape, null);
      draft.stores.push({ view: { slot, ...view }, register: draft.compute(part.expression).register });
    }
    const kernel = this.#drafts.length - 1;
    return { shape, expression: whole({ type, size: sizeOf(shape), kernel, register: -1, slot }, shape) };
  }

  /** Keeps `value` as an output of the plan; returns its slot. */
  output(value: Value): number {
    const leaf = value.expression;
    const size = sizeOf(value.shape);
    const made =
      leaf.kind === 'leaf' &&
      leaf.source.kernel >= 0 &&
      leaf.source.size === size &&
      leaf.indirect === null &&
      isDense(leaf.view, value.shape);
    const { source } = made ? leaf : this.copy(value);
    const kept = source.slot < 0 ? undefined : this.#slots[source.slot]!;
    if (kept === undefined) {
      source.slot = this.slot(source.type, size, 'output');
      this.#drafts[source.kernel]!.store(source.register, source.slot);
      return source.slot;
    }
    if (kept.role === 'temporary') {
      this.#slots[source.slot] = { ...kept, role: 'output' };
      return source.slot;
    }
    // It is an output already, under another shape: each is the caller's to free.
    if (source.register < 0) return this.#slotOfOutputCopy(value);
    const slot = this.slot(source.type, size, 'output');
    this.#drafts[source.kernel]!.store(source.register, slot);
    return slot;
  }

  #slotOfOutputCopy(value: Value): number {
    const { slot } = this.copy(value).source;
    this.#slots[slot] = { ...this.#slots[slot]!, role: 'output' };
    return slot;
  }

  #draft(space: Shape, anchor: Anchor | null): Draft {
    // What the anchor reads is kept by now, so this kernel comes after everything it needs.
    const draft = new Draft(this.#drafts.length, space, anchor, this.slotOf);
    this.#drafts.push(draft);
    return draft;
  }
}

/** All of a source, in its own order. */
export const whole = (source: Source, shape: Shape): Leaf => ({
  kind: 'leaf',
  source,
  view: dense(shape),
  indirect: null,
  type: source.type,
});

/** Whether a leaf's dimensions of `from` can be named as `to` without a copy. */
export const reshaped = (leaf: Leaf, from: Shape, to: Shape): Leaf | null =>
  viewed(leaf, (view) => reshapeStrided(view, from, to));
