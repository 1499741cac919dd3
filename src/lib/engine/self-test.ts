/** Whether a device computes what it should, and how fast: asked before it is believed. */
import { dataNode, type Node } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { Executor } from './executor.ts';
import { record } from './program.ts';

/** How far two executors may be apart, relative and absolute: orders of summation differ, arithmetic must not. */
const TOLERANCE = 1e-3;

const numbers = (shape: Shape): Node =>
  dataNode(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 37) % 101) / 101 - 0.5),
    shape,
    'float32',
  );

/**
 * One step of a small network with everything that training is made of: rows picked by index, a convolution, a product, a softmax, sums both
 * ways, products with transposed inputs, an update. Small sizes that are no multiples of a tile.
 */
function trainingStep(): Node[] {
  const rows = dataNode(Int32Array.of(4, 0, 2), [3], 'int64');
  const images = op.indexSelect(numbers([5, 1, 6, 6]), 0, rows);
  const window = { kernel: [3, 3], stride: [1, 1], dilation: [1, 1] } as const;
  const columns = op.unfold2d(op.pad(images, [0, 0, 1, 1], [0, 0, 1, 1]), window);
  const features = op.unary('relu', op.add(op.matmul(numbers([4, 9]), columns), numbers([4, 1])));
  const x = op.reshape(features, [3, 144]);
  const w = numbers([10, 144]);
  const logits = op.add(op.matmul(x, op.transpose(w)), numbers([10]));
  const largest = op.keepAxes(op.reduce('max', logits, [1]), [3, 10], [1]);
  const exponentials = op.unary('exp', op.sub(logits, largest));
  const p = op.div(exponentials, op.keepAxes(op.reduce('sum', exponentials, [1]), [3, 10], [1]));
  const targets = dataNode(Int32Array.of(3, 9, 0), [3, 1], 'int64');
  const ones = op.scatterAdd(op.full([3, 1], 1, 'float32'), 1, targets, 10);
  const error = op.sub(p, ones);
  const gradient = op.matmul(op.transpose(error), x);
  const back = op.where(
    op.binary('greater', x, op.full([], 0, 'float32')),
    op.matmul(error, w),
    op.full([], 0, 'float32'),
  );
  const spread = op.fold2d(
    op.matmul(op.transpose(numbers([4, 9])), op.reshape(back, [3, 4, 36])),
    [3, 1, 8, 8],
    window,
  );
  return [
    op.sub(w, op.mul(gradient, op.scalar(0.1, 'float32'))),
    op.reduce('sum', error, [0]),
    op.cast(op.argExtreme('argmax', logits, 1), 'float32'),
    op.reduce('sum', op.unary('neg', op.unary('log', op.gather(p, 1, targets))), [0, 1]),
    spread,
  ];
}

/** Runs a graph on an executor and reads what it gives. */
async function values(executor: Executor, roots: readonly Node[]): Promise<HostArray[]> {
  const { program, inputs, outputs } = record(roots);
  const brought = inputs.map((node) =>
    node.operation.kind === 'scalar' ? node.operation.value : executor.upload(node.host!, node.shape, node.dtype),
  );
  const buffers = executor.compile(program)(brought);
  const read = await Promise.all(buffers.map(async (buffer, i) => executor.read(buffer, outputs[i]!.dtype)));
  for (const buffer of [...buffers, ...brought]) if (typeof buffer !== 'number') executor.free(buffer);
  return read;
}

/** Whether `candidate` gives what `trusted` gives for a training step. False too when it fails. */
export async function agrees(candidate: Executor, trusted: Executor): Promise<boolean> {
  try {
    const [actual, expected] = await Promise.all([values(candidate, trainingStep()), values(trusted, trainingStep())]);
    return expected.every((array, i) =>
      array.every((x, at) => Math.abs(actual[i]![at]! - x) <= TOLERANCE * (1 + Math.abs(x))),
    );
  } catch {
    return false;
  }
}

/** Sides of the matrices whose product is timed: enough work for a GPU to show itself. */
const SIDE = 512;
/** Products in a row, so that a submit to a GPU does not outweigh them. */
const PRODUCTS = 4;
const ROUNDS = 3;

/**
 * Milliseconds for a product of two 512 x 512 matrices: the best of three rounds, after one that compiles. Ends earlier when it is clear that
 * `limit` milliseconds are not to be had, so that nobody waits for slow hardware.
 */
export async function timeOfProduct(executor: Executor, limit = Infinity): Promise<number> {
  const side = numbers([SIDE, SIDE]);
  const buffer = executor.upload(side.host!, side.shape, 'float32');
  const round = async (products: number): Promise<number> => {
    let x = side;
    for (let i = 0; i < products; i++) x = op.matmul(x, side);
    const { program } = record([op.reduce('sum', x, [0, 1])]);
    const run = executor.compile(program);
    let milliseconds = Infinity;
    // The second time it is compiled.
    for (let i = 0; i < 2; i++) {
      const start = performance.now();
      const [sum] = run([buffer]);
      await executor.read(sum!, 'float32');
      milliseconds = performance.now() - start;
      executor.free(sum!);
    }
    return milliseconds / products;
  };
  let best = await round(1);
  // On the processor a single product is as good as many.
  for (let i = 0; i < ROUNDS && limit !== Infinity && best < 4 * limit; i++)
    best = Math.min(best, await round(PRODUCTS));
  executor.free(buffer);
  return best;
}
