/**
 * A plan: a recorded program as a fixed list of kernels over numbered slots of memory. It is made once for a program's
 * signature and replayed; WASM and WGSL executors carry out the same plan with the same layouts.
 *
 * Every element takes four bytes, `f32` or `i32`: float32 and float64 are f32, int64 and uint8 are i32, bool is i32 0 or 1.
 * Slots are dense and row-major. All sizes, strides and offsets count elements.
 */
import type { BinaryOp, ReduceOp, UnaryOp } from '../../tensor/node.ts';
import type { Shape } from '../../tensor/shape.ts';

export type ElementType = 'f32' | 'i32';

/** A piece of memory: what the caller brings, what it gets, or what lives only while the plan runs. */
export interface Slot {
  readonly type: ElementType;
  /** Elements. */
  readonly size: number;
  readonly role: 'input' | 'output' | 'temporary';
  /** Where a temporary lies in the plan's workspace; temporaries whose lives do not meet share room. 0 for others. */
  readonly offset: number;
}

/** How an index of a space reaches an element of a slot: `offset + sum(index[i] * strides[i])`. A stride of 0 repeats. */
export interface View {
  readonly slot: number;
  readonly offset: number;
  /** One for each dimension of the space. */
  readonly strides: readonly number[];
}

/** A view one of whose dimensions goes through a list of indices: rows of a data set, entries of an embedding. */
export interface Load extends View {
  /** Adds `clamp(indices[...], 0, size - 1) * stride` to the address. The list is i32, its view over the same space. */
  readonly indirect: { readonly indices: View; readonly stride: number; readonly size: number } | null;
}

/**
 * One step of a body, in single assignment: step i defines register i. Registers are f32 or i32 (`type`); conditions are
 * i32 0 or 1. Inputs of `unary` and `binary` have one type: the step's own, but for comparisons and `isnan`, whose result is i32.
 */
export type Step =
  | { readonly kind: 'load'; readonly load: Load; readonly type: ElementType }
  | { readonly kind: 'constant'; readonly value: number; readonly type: ElementType }
  /** The run's `index`-th number (`Plan.scalars`): a learning rate. */
  | { readonly kind: 'scalar'; readonly index: number; readonly type: ElementType }
  /** What the kernel's anchor computed for this element. */
  | { readonly kind: 'anchor'; readonly type: ElementType }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly x: number; readonly type: ElementType }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly a: number;
      readonly b: number;
      readonly type: ElementType;
    }
  | {
      readonly kind: 'where';
      readonly condition: number;
      readonly yes: number;
      readonly no: number;
      readonly type: ElementType;
    }
  /** f32 to i32 truncates towards zero. To bool is written as `notEqual` with 0. */
  | { readonly kind: 'cast'; readonly x: number; readonly type: ElementType };

/** A computation over every index of a space, in registers. */
export type Body = readonly Step[];

/** What is computed for each element of a kernel's space before its body runs. */
export type Anchor =
  /**
   * space is [...batch, m, n]: sum over k of a[...batch, m, ...k] * b[...batch, n, ...k], both f32. `k` has one dimension, or two where a
   * sum over a batch was taken in.
   */
  | { readonly kind: 'matmul'; readonly k: Shape; readonly a: Load; readonly b: Load }
  /** Over `sizes`, whose dimensions follow the space's own in `body`: register `value` of each is combined. Never empty but for `sum` and `prod`. */
  | {
      readonly kind: 'reduce';
      readonly op: ReduceOp;
      readonly sizes: Shape;
      readonly body: Body;
      readonly value: number;
    }
  /** Index (i32) of the first largest or smallest `value` along one dimension of `size`, the last of `body`. NaN wins, as in PyTorch. */
  | {
      readonly kind: 'argmax' | 'argmin';
      readonly size: number;
      readonly body: Body;
      readonly value: number;
    }
  /** Running sums of `source` along dimension `axis` of the space. */
  | { readonly kind: 'cumsum'; readonly axis: number; readonly source: View; readonly type: ElementType }
  /**
   * Zeros with `source` added at `indices` along dimension `axis` of the space, whose size there is the space's own. `source` and `indices` are
   * views over the space with `count` in place of that size.
   */
  | {
      readonly kind: 'scatterAdd';
      readonly axis: number;
      readonly count: number;
      readonly source: View;
      readonly indices: View;
      readonly type: ElementType;
    }
  /** space is [n, c, h, w]: sums the entries of `columns`, a view over [n, c, kh, kw, oh, ow], that windows took from each pixel. f32. */
  | {
      readonly kind: 'fold2d';
      readonly columns: View;
      readonly kernel: readonly [number, number];
      readonly stride: readonly [number, number];
      readonly dilation: readonly [number, number];
      /** [oh, ow]. */
      readonly counts: readonly [number, number];
    };

/** One launch: for each index of `space`, the anchor if there is one, then the body, then the stores. */
export interface Kernel {
  readonly space: Shape;
  readonly anchor: Anchor | null;
  readonly body: Body;
  /** What is kept. No kernel reads, other than by `anchor`, what it stores; two stores never overlap. */
  readonly stores: readonly { readonly view: View; readonly register: number }[];
}

export interface Plan {
  readonly slots: readonly Slot[];
  /** The slot of each of `Program.inputs`; -1 for a scalar, which is the next of the run's numbers. */
  readonly inputs: readonly number[];
  /** The slot of each of `Program.outputs`. */
  readonly outputs: readonly number[];
  /** How many numbers a run brings, and what they are. */
  readonly scalars: readonly ElementType[];
  /** Elements of memory for all temporaries together. */
  readonly workspace: number;
  /** In an order in which everything is there before it is used. */
  readonly kernels: readonly Kernel[];
}
