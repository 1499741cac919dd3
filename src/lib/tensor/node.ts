import type { DType, HostArray } from './dtype.ts';
import type { Shape } from './shape.ts';

/** Element by element, one input. */
export const UNARY = [
  'neg', 'exp', 'log', 'log1p', 'expm1', 'sqrt', 'rsqrt', 'reciprocal', 'sin', 'cos', 'tanh', 'sigmoid', 'erf', 'abs', 'sign',
  'floor', 'ceil', 'round', 'trunc', 'relu', 'not', 'isnan',
] as const; // prettier-ignore

/** Element by element, two inputs of one shape and one dtype. */
export const BINARY = [
  'add', 'sub', 'mul', 'div', 'pow', 'maximum', 'minimum', 'floorDivide', 'remainder', 'atan2',
  'equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual', 'and', 'or', 'xor',
] as const; // prettier-ignore

export const COMPARISONS: ReadonlySet<string> = new Set([
  'equal',
  'notEqual',
  'less',
  'lessEqual',
  'greater',
  'greaterEqual',
]);

/** Over some axes, which go away. */
export const REDUCTIONS = ['sum', 'prod', 'max', 'min'] as const;

export type UnaryOp = (typeof UNARY)[number];
export type BinaryOp = (typeof BINARY)[number];
export type ReduceOp = (typeof REDUCTIONS)[number];

/** Which windows a convolution or pooling looks at: `[height, width]` each, as PyTorch's arguments of the same names. */
export interface Window2d {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/**
 * What a node computes from its inputs. The set is closed: everything in `torch/` is made of these, each has one gradient rule
 * (`gradient-rules.ts`) and one lowering in every executor.
 */
export type Operation =
  /** Values that came from the host, or that an executor keeps. No inputs. */
  | { readonly kind: 'data' }
  /** One number that may differ from step to step without making another program: a learning rate, a dropout's scale. Shape []. */
  | { readonly kind: 'scalar'; readonly value: number }
  /** The same value everywhere; part of the program. */
  | { readonly kind: 'full'; readonly value: number }
  | { readonly kind: 'unary'; readonly op: UnaryOp }
  | { readonly kind: 'binary'; readonly op: BinaryOp }
  /** inputs: condition, where true, where false. */
  | { readonly kind: 'where' }
  | { readonly kind: 'cast' }
  | { readonly kind: 'reduce'; readonly op: ReduceOp; readonly axes: readonly number[] }
  /** Index of the first largest or smallest element along an axis, which goes away. */
  | { readonly kind: 'argmax' | 'argmin'; readonly axis: number }
  /** [..., m, k] by [..., k, n] with equal leading dimensions. */
  | { readonly kind: 'matmul' }
  | { readonly kind: 'reshape' }
  | { readonly kind: 'permute'; readonly order: readonly number[] }
  /** Repeats dimensions of size 1; the rank stays. */
  | { readonly kind: 'expand' }
  | { readonly kind: 'slice'; readonly starts: readonly number[]; readonly steps: readonly number[] }
  /** Puts a constant around: `before` and `after` for each dimension. */
  | {
      readonly kind: 'pad';
      readonly before: readonly number[];
      readonly after: readonly number[];
      readonly value: number;
    }
  | { readonly kind: 'flip'; readonly axes: readonly number[] }
  | { readonly kind: 'concat'; readonly axis: number }
  /** inputs: values, 1-d indices. Rows of `values` along an axis, by index. */
  | { readonly kind: 'indexSelect'; readonly axis: number }
  /** inputs: zeros-to-be of the output's shape is not needed; values, 1-d indices. Adds slices of `values` into zeros along an axis, by index. */
  | { readonly kind: 'indexAdd'; readonly axis: number }
  /** inputs: values, indices of the output's shape. out[..i..] = values[..indices[..i..]..] along an axis. */
  | { readonly kind: 'gather'; readonly axis: number }
  /** inputs: values, indices of the same shape. The transpose of `gather`: adds into zeros along an axis. */
  | { readonly kind: 'scatterAdd'; readonly axis: number }
  /** Running sums along an axis. */
  | { readonly kind: 'cumsum'; readonly axis: number }
  /** [n, c, h, w] to [n, c kh kw, oh ow]: every window as a column (im2col). Padding is a `pad` before it. */
  | { readonly kind: 'unfold2d'; readonly window: Window2d }
  /** The transpose of `unfold2d`: adds every column back to its window, giving [n, c, h, w]. */
  | { readonly kind: 'fold2d'; readonly window: Window2d }
  /** The same values, cut off from the gradient. */
  | { readonly kind: 'detach' }
  /** The same values, where the gradient of a leaf arrives. */
  | { readonly kind: 'variable' };

/** Where an executor keeps a node's values. Opaque to everything but the executor that made it. */
export interface Buffer {
  readonly bytes: number;
}

const NO_INPUTS: readonly Node[] = [];

/**
 * One value of the lazy graph: what it is made of, and, once it has been carried out, where its values are.
 * A node never changes what it means; `buffer`, `inputs` and the marks are the engine's bookkeeping.
 */
export class Node {
  readonly operation: Operation;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Whether a gradient can flow through to a leaf. */
  readonly requiresGrad: boolean;
  /** Cleared once the values are known and no gradient will ask for them. */
  inputs: readonly Node[];
  /** Values on the host, for `data` that came from there. */
  host: HostArray | null = null;
  /** Values where the engine keeps them. */
  buffer: Buffer | null = null;
  /** Set when `backward` has used this node's history up. */
  historyFreed = false;
  /** How many tensors' storages have held it. */
  storages = 0;
  /** Scratch for graph walks: the number of the last walk that came here, and what it left. */
  mark = 0;
  slot = -1;

  constructor(operation: Operation, inputs: readonly Node[], shape: Shape, dtype: DType, requiresGrad = false) {
    this.operation = operation;
    this.inputs = inputs;
    this.shape = shape;
    this.dtype = dtype;
    this.requiresGrad = requiresGrad;
  }

  /** Whether the values exist somewhere, on the host or on the device. */
  get realized(): boolean {
    return this.buffer !== null || this.host !== null;
  }

  /** Forgets what the values were made of. */
  dropHistory(): void {
    this.inputs = NO_INPUTS;
  }
}

let walks = 0;
/** A number that no earlier walk of any graph has used, for `Node.mark`. */
export const newWalk = (): number => ++walks;

/** A node for values on the host. `values` is used as it is, not copied. */
export function dataNode(values: HostArray, shape: Shape, dtype: DType): Node {
  const node = new Node({ kind: 'data' }, NO_INPUTS, shape, dtype);
  node.host = values;
  return node;
}
