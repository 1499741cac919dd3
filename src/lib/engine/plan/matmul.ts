import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { reshaped, type Builder, type Value } from './builder.ts';
import { binary, viewed, type Leaf } from './expression.ts';
import { permuteStrided } from './strided.ts';

/**
 * `a` [...batch, m, k] by `b` [...batch, k, n]. `swapped` computes the transpose and gives it back seen the other way, which costs nothing
 * when the reader transposes it again; `contracted` sums over the first batch dimension.
 */
export function lowerMatmul(builder: Builder, a: Value, b: Value, how: 'plain' | 'swapped' | 'contracted'): Value {
  const rank = a.shape.length;
  const batch = a.shape.slice(0, -2);
  const [m, k] = a.shape.slice(-2) as [number, number];
  const n = b.shape[rank - 1]!;
  const swap = [...batch.keys(), rank - 1, rank - 2];
  const right = { ...b, shape: [...batch, n, k], expression: columnsFirst(builder, b, swap) };
  const left = { ...a, expression: builder.leaf(a) };
  if (left.expression.type === 'i32') return integerProduct(builder, left, right);

  if (how === 'contracted') {
    const order = [...batch.keys(), rank - 2].slice(1).concat(0, rank - 1);
    const [x, y] = [left.expression, right.expression].map((leaf) => viewed(leaf, (v) => permuteStrided(v, order))!);
    const anchor = { kind: 'matmul' as const, k: [batch[0]!, k], a: builder.load(x!), b: builder.load(y!) };
    const space = [...batch.slice(1), m, n];
    return builder.anchor(anchor, space, space, 'f32');
  }
  if (how === 'swapped') {
    const anchor = {
      kind: 'matmul' as const,
      k: [k],
      a: builder.load(right.expression),
      b: builder.load(left.expression),
    };
    const transposed = builder.anchor(anchor, [...batch, n, m], [...batch, n, m], 'f32');
    return builder.moved(transposed, [...batch, m, n], (view) => permuteStrided(view, swap));
  }
  const flat = withoutBatch(left.expression, right.expression, batch, m, n, k);
  const anchor = {
    kind: 'matmul' as const,
    k: [k],
    a: builder.load(flat?.a ?? left.expression),
    b: builder.load(flat?.b ?? right.expression),
  };
  return builder.anchor(anchor, flat?.space ?? [...batch, m, n], [...batch, m, n], 'f32');
}

function columnsFirst(builder: Builder, b: Value, swap: readonly number[]): Leaf {
  return viewed(builder.leaf(b), (view) => permuteStrided(view, swap))!;
}

/** One product where `b` is the same for the whole batch, as a linear layer over sequences makes it; null otherwise. */
function withoutBatch(a: Leaf, b: Leaf, batch: Shape, m: number, n: number, k: number) {
  if (batch.length === 0 || b.indirect !== null || a.indirect !== null) return null;
  if (batch.some((size, i) => size > 1 && b.view.strides[i] !== 0)) return null;
  const rows = sizeOf(batch) * m;
  const flat = reshaped(a, [...batch, m, k], [rows, k]);
  if (flat === null) return null;
  const one = { ...b, view: { ...b.view, strides: b.view.strides.slice(batch.length) } };
  return { a: flat, b: one, space: [rows, n] };
}

/** Integers are multiplied and summed as integers. `b` is [...batch, n, k]. */
function integerProduct(builder: Builder, a: Value, b: Value): Value {
  const batch = a.shape.slice(0, -2);
  const [m, k] = a.shape.slice(-2) as [number, number];
  const n = b.shape.at(-2)!;
  const spread = (leaf: Leaf, at: number): Leaf =>
    viewed(leaf, ({ offset, strides }) => ({ offset, strides: strides.toSpliced(at, 0, 0) }))!;
  const product = binary(
    'mul',
    spread(a.expression as Leaf, batch.length + 1),
    spread(b.expression as Leaf, batch.length),
  );
  const space = [...batch, m, n];
  return builder.anchor({ kind: 'reduce', op: 'sum', sizes: [k], ...builder.body(product) }, space, space, 'i32');
}
