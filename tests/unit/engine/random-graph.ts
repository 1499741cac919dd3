import fc from 'fast-check';
import { dataNode, type Node, type UnaryOp, type BinaryOp } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';

const UNARY: readonly UnaryOp[] = ['neg', 'abs', 'sign', 'floor', 'relu', 'sigmoid', 'tanh', 'exp'];
const BINARY: readonly BinaryOp[] = ['add', 'sub', 'mul', 'maximum', 'minimum', 'less', 'equal'];

/** Numbers that decide what a graph is made of, one after another. */
export const choices = fc.array(fc.nat(0xffff), { minLength: 12, maxLength: 60 });

/**
 * A graph over a few small tensors, as the choices say: every kind of movement, reduction, product and selection, on top of each other and read in
 * several places. Values stay small, so that engines may differ by rounding only.
 */
export function randomGraph(from: readonly number[]): Node[] {
  let at = 0;
  const next = (below: number): number => (from[at++ % from.length]! + 31 * at) % below;
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const leaf = (shape: Shape): Node =>
    dataNode(
      Float32Array.from({ length: sizeOf(shape) }, () => (next(17) - 8) / 8),
      shape,
      'float32',
    );
  const nodes: Node[] = [leaf([2, 3]), leaf([3, 2]), leaf([2, 2, 3]), leaf([3]), leaf([1, 2, 4, 4])];
  const float = (x: Node): Node => op.cast(x, 'float32');
  const bounded = (x: Node): Node => op.unary('tanh', float(x));

  const grow = (): Node => {
    const x = pick(nodes);
    const rank = x.shape.length;
    switch (next(16)) {
      case 0:
        return op.unary(pick(UNARY), bounded(x));
      case 1:
        return op.binary(pick(BINARY), float(x), op.full([], (next(9) - 4) / 4, 'float32'));
      case 2: {
        const other = pick(nodes.filter((y) => y.shape.join() === x.shape.join()));
        return op.binary(pick(BINARY), float(x), float(other));
      }
      case 3:
        return op.reshape(x, pick([[sizeOf(x.shape)], [1, sizeOf(x.shape)], [...x.shape, 1]]));
      case 4:
        return op.permute(x, op.allAxes(x).toReversed());
      case 5:
        return op.expand(x, [2, ...x.shape]);
      case 6: {
        const starts = x.shape.map((n) => next(n));
        return op.slice(
          x,
          starts,
          x.shape.map((n, i) => n - starts[i]!),
          x.shape.map(() => 1),
        );
      }
      case 7:
        return rank === 0 ? x : op.flip(x, [next(rank)]);
      case 8:
        return op.pad(x, x.shape.map(() => next(2)), x.shape.map(() => next(2)), next(3)); // prettier-ignore
      case 9:
        return rank === 0 ? x : op.concat([float(x), float(x)], next(rank));
      case 10:
        return rank === 0 ? x : op.reduce(pick(['sum', 'max', 'min']), bounded(x), [next(rank)]);
      case 11: {
        if (rank < 2) return x;
        const y = bounded(x);
        return op.matmul(y, op.transpose(y));
      }
      case 12: {
        if (rank === 0) return x;
        const axis = next(rank);
        const indices = Int32Array.from({ length: 3 }, () => next(x.shape[axis]!));
        return op.indexSelect(x, axis, dataNode(indices, [3], 'int64'));
      }
      case 13: {
        if (rank === 0) return x;
        const axis = next(rank);
        const indices = Int32Array.from({ length: sizeOf(x.shape) }, () => next(x.shape[axis]!));
        const list = dataNode(indices, x.shape, 'int64');
        return next(2) === 0 ? op.gather(x, axis, list) : op.scatterAdd(bounded(x), axis, list, x.shape[axis]!);
      }
      case 14:
        return rank === 0
          ? x
          : next(2) === 0
            ? op.cumsum(bounded(x), next(rank))
            : op.argExtreme('argmax', float(x), next(rank));
      default: {
        if (rank !== 4 || x.shape[2]! < 2 || x.shape[3]! < 2) return x;
        const window = { kernel: [2, 2], stride: [pick([1, 2]), 1], dilation: [1, 1] } as const;
        const columns = op.unfold2d(bounded(x), window);
        return next(2) === 0 ? columns : op.fold2d(columns, x.shape, window);
      }
    }
  };

  for (let left = from.length; left > 0; left--) {
    const node = grow();
    if (sizeOf(node.shape) <= 400 && node.shape.length <= 5) nodes.push(node);
  }
  return nodes.slice(-6).map(float);
}
