/** Each operation of a program as kernels, or as a change of view, or as a part of whatever reads it. */
import type { Operation, Window2d } from '../../tensor/node.ts';
import { windowCounts } from '../../tensor/ops.ts';
import { stridesOf, type Shape } from '../../tensor/shape.ts';
import type { Instruction, ValueType } from '../program.ts';
import { reshaped, type Builder, type Value } from './builder.ts';
import { binary, cast, constant, costOf, elementType, unary, where, type Leaf } from './expression.ts';
import { lowerMatmul } from './matmul.ts';
import { expandStrided, flipStrided, permuteStrided, reshapeStrided, sliceStrided } from './strided.ts';

/** Beyond this many operations, what is read through an index or repeated is computed first. */
const CHEAP = 3;

/** One instruction, with its inputs already lowered. */
export interface Lowering {
  readonly builder: Builder;
  readonly inputs: readonly Value[];
  readonly types: readonly ValueType[];
  readonly output: ValueType;
  /** How often the value is read. */
  readonly uses: number;
}

/** The members of `O` that `K` is a kind of; some have several kinds. */
type OfKind<O, K> = O extends { readonly kind: infer Kinds } ? (K extends Kinds ? O : never) : never;

type Lower<K extends Operation['kind']> = (operation: OfKind<Operation, K>, lowering: Lowering) => Value;

const settled = ({ builder, inputs: [x] }: Lowering): Value => {
  if (costOf(x!.expression) > CHEAP) builder.leaf(x!);
  return x!;
};

const input = (name: string) => (): never => {
  throw new Error(`${name} is a program's input, not an instruction`);
};

const arg: Lower<'argmax' | 'argmin'> = ({ kind, axis }, { builder, inputs: [x], output }) => {
  const last = axesLast(builder, x!, [axis]);
  const anchor = { kind, size: x!.shape[axis]!, ...builder.body(last.expression) };
  return builder.anchor(anchor, output.shape, output.shape, 'i32');
};

const scatter: Lower<'scatterAdd' | 'indexAdd'> = ({ kind, axis }, { builder, inputs, output }) => {
  const [x, at] = inputs as [Value, Value];
  const source = scatterSource(builder, x);
  const list = builder.plainLeaf(at);
  const indices = kind === 'indexAdd' ? along(list, axis, x.shape) : list;
  const anchor = {
    kind: 'scatterAdd' as const,
    axis,
    count: x.shape[axis]!,
    source: builder.view(source),
    indices: builder.view(indices),
    type: source.type,
  };
  return builder.anchor(anchor, output.shape, output.shape, source.type);
};

/** A constant needs one element of memory, not one for each place. */
function scatterSource(builder: Builder, x: Value): Leaf {
  if (x.expression.kind !== 'constant') return builder.plainLeaf(x);
  const one = builder.leaf({ shape: [], expression: x.expression });
  return { ...one, view: { offset: 0, strides: x.shape.map(() => 0) } };
}

/** A list of indices as a view over `shape`, the same for every index but that of `axis`. */
const along = (list: Leaf, axis: number, shape: Shape): Leaf => ({
  ...list,
  view: { ...list.view, strides: shape.map((_, i) => (i === axis ? list.view.strides[0]! : 0)) },
});

const LOWER: { readonly [K in Operation['kind']]: Lower<K> } = {
  full: ({ value }, { output }) => ({
    shape: output.shape,
    expression: constant(value, elementType(output.dtype)),
  }),
  unary: ({ op }, { builder, inputs: [x], output, uses }) =>
    builder.computed(unary(op, x!.expression), output.shape, uses),
  binary: ({ op }, { builder, inputs: [a, b], output, uses }) =>
    builder.computed(binary(op, a!.expression, b!.expression), output.shape, uses),
  where: (_, { builder, inputs: [condition, yes, no], output, uses }) =>
    builder.computed(where(condition!.expression, yes!.expression, no!.expression), output.shape, uses),
  cast: (_, { builder, inputs: [x], types, output, uses }) =>
    builder.computed(cast(x!.expression, types[0]!.dtype, output.dtype), output.shape, uses),
  reduce: ({ op, axes }, { builder, inputs: [x], output }) => {
    const last = axesLast(builder, x!, axes);
    const sizes = axes.map((axis) => x!.shape[axis]!);
    const anchor = { kind: 'reduce' as const, op, sizes, ...builder.body(last.expression) };
    return builder.anchor(anchor, output.shape, output.shape, elementType(output.dtype));
  },
  argmax: arg,
  argmin: arg,
  matmul: (_, { builder, inputs: [a, b] }) => lowerMatmul(builder, a!, b!, 'plain'),
  reshape: (_, { builder, inputs: [x], output }) =>
    builder.moved(x!, output.shape, (view) => reshapeStrided(view, x!.shape, output.shape)),
  permute: ({ order }, { builder, inputs: [x], output }) =>
    builder.moved(x!, output.shape, (view) => permuteStrided(view, order)),
  expand: (_, lowering) => {
    const x = settled(lowering);
    return lowering.builder.moved(x, lowering.output.shape, (view) =>
      expandStrided(view, x.shape, lowering.output.shape),
    );
  },
  slice: ({ starts, steps }, { builder, inputs: [x], output }) =>
    builder.moved(x!, output.shape, (view) => sliceStrided(view, starts, steps)),
  flip: ({ axes }, { builder, inputs: [x], output }) =>
    builder.moved(x!, output.shape, (view) => flipStrided(view, x!.shape, axes)),
  pad: ({ before, value }, { builder, inputs: [x], output }) => {
    const type = elementType(output.dtype);
    const strides = stridesOf(output.shape);
    const offset = strides.reduce((sum, stride, i) => sum + stride * before[i]!, 0);
    const around: Value = { shape: output.shape, expression: constant(value, type) };
    return builder.assembled(
      [
        [around, { offset: 0, strides }],
        [x!, { offset, strides }],
      ],
      output.shape,
      type,
    );
  },
  concat: ({ axis }, { builder, inputs, output }) => {
    const strides = stridesOf(output.shape);
    let offset = 0;
    const parts = inputs.map((part) => {
      const at = [part, { offset, strides }] as const;
      offset += part.shape[axis]! * strides[axis]!;
      return at;
    });
    return builder.assembled(parts, output.shape, elementType(output.dtype));
  },
  indexSelect: ({ axis }, lowering) => {
    const { builder, inputs, output } = lowering;
    return picked(lowering, axis, along(builder.plainLeaf(inputs[1]!), axis, output.shape));
  },
  gather: ({ axis }, lowering) => picked(lowering, axis, lowering.builder.plainLeaf(lowering.inputs[1]!)),
  scatterAdd: scatter,
  indexAdd: scatter,
  cumsum: ({ axis }, { builder, inputs: [x], output }) => {
    const type = elementType(output.dtype);
    const anchor = { kind: 'cumsum' as const, axis, source: builder.view(builder.plainLeaf(x!)), type };
    return builder.anchor(anchor, output.shape, output.shape, type);
  },
  unfold2d: ({ window }, { builder, inputs: [x], output }) => {
    const { shape, change } = windows(x!.shape, window);
    const columns = builder.mapped(x!, shape, (leaf) => {
      const [n, c, h, w] = leaf.view.strides as [number, number, number, number];
      return leaf.indirect === null ? { ...leaf, view: { ...leaf.view, strides: change(n, c, h, w) } } : null;
    });
    return builder.moved(columns, output.shape, (view) => reshapeStrided(view, shape, output.shape));
  },
  fold2d: ({ window }, { builder, inputs: [x], output }) => {
    const { shape, counts } = windows(output.shape, window);
    const columns = reshaped(builder.plainLeaf(x!), x!.shape, shape) ?? reshaped(builder.copy(x!), x!.shape, shape)!;
    const anchor = { kind: 'fold2d' as const, columns: builder.view(columns), counts, ...window };
    return builder.anchor(anchor, output.shape, output.shape, 'f32');
  },
  data: input('data'),
  scalar: input('scalar'),
  detach: input('detach'),
  variable: input('variable'),
};

/** `x` with `axes` behind the others. */
function axesLast(builder: Builder, x: Value, axes: readonly number[]): Value {
  const order = [...x.shape.map((_, i) => i).filter((i) => !axes.includes(i)), ...axes];
  return builder.moved(
    x,
    order.map((i) => x.shape[i]!),
    (view) => permuteStrided(view, order),
  );
}

/** Elements of a value along `axis`, by a list of indices whose view is over the result. */
function picked(lowering: Lowering, axis: number, indices: Leaf): Value {
  const { builder, output } = lowering;
  const x = settled(lowering);
  const size = x.shape[axis]!;
  return builder.mapped(x, output.shape, (leaf) => {
    if (leaf.indirect !== null) return null;
    const stride = leaf.view.strides[axis]!;
    const view = { ...leaf.view, strides: leaf.view.strides.with(axis, 0) };
    return { ...leaf, view, indirect: stride === 0 ? null : { ...indices, stride, size } };
  });
}

/** The dimensions of every window of an image [n, c, h, w], and how strides of the image become strides of those. */
function windows(image: Shape, window: Window2d) {
  const [n, c, h, w] = image as [number, number, number, number];
  const counts = windowCounts(h, w, window);
  const { kernel, stride, dilation } = window;
  const shape = [n, c, ...kernel, ...counts];
  const change = (sn: number, sc: number, sh: number, sw: number): number[] =>
    [sn, sc, sh * dilation[0], sw * dilation[1], sh * stride[0], sw * stride[1]]; // prettier-ignore
  return { shape, counts, change };
}

/** Lowers one instruction. Throws for what is no instruction. */
export const lower = ({ operation }: Instruction, lowering: Lowering): Value =>
  (LOWER[operation.kind] as Lower<Operation['kind']>)(operation, lowering);
