import { test } from 'node:test';
import type { Node } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { agree, floats, integers, random } from './agreement.ts';

const draw = random(23);
const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
const SIZES = [1, 2, 3, 4, 5, 8, 9, 10, 16, 17, 33, 64];

/** A matrix, or a batch of them, that lies in memory as it is or transposed. */
const matrix = (batch: readonly number[], rows: number, columns: number, transposed: boolean): Node =>
  transposed ? op.transpose(floats([...batch, columns, rows])) : floats([...batch, rows, columns]);

// Factors are multiples of 1/64 below 2, so that sums of up to 256 products are exact in any order.

test('products of all shapes, from and to any layout', () => {
  for (let round = 0; round < 150; round++) {
    const [m, n, k] = [pick(SIZES), pick(SIZES), pick([...SIZES, 100, 130])];
    const [ta, tb] = [draw() < 0.5, draw() < 0.5];
    const product = op.matmul(matrix([], m, k, ta), matrix([], k, n, tb));
    const what = `${m} by ${k} by ${n} ${ta ? 'T' : ''} ${tb ? 'T' : ''}`;
    agree([pick([product, op.transpose(product), op.add(product, floats([n]))])], what);
  }
});

test('batches, also of one matrix for all', () => {
  for (let round = 0; round < 40; round++) {
    const [b, m, n, k] = [pick([1, 2, 5]), pick(SIZES), pick(SIZES), pick(SIZES)];
    const [ba, bb] = pick([[[b], [b]], [[], [b]], [[b], []], [[3, b], [b]], [[b, 1], [1, 4]]] as const); // prettier-ignore
    const product = op.matmul(matrix(ba, m, k, draw() < 0.5), matrix(bb, k, n, draw() < 0.5));
    agree([pick([product, op.unary('relu', product)])], `${ba.join()} ${bb.join()} ${m} ${k} ${n}`);
  }
});

test('a large product in blocks, with a body over each block', () => {
  const [x, w, bias] = [floats([130, 70]), floats([301, 70]), floats([301])];
  const y = op.add(op.matmul(x, op.transpose(w)), bias);
  agree([op.unary('relu', y), op.cast(op.binary('greater', y, op.full([], 0, 'float32')), 'float32')], 'blocks');
  const gradient = op.matmul(op.transpose(floats([64, 203])), floats([64, 350]));
  const weight = floats([203, 350]);
  agree([gradient, op.sub(weight, op.mul(gradient, op.scalar(0.5, 'float32')))], 'update');
});

test('many terms, in blocks and over a batch', () => {
  agree([op.matmul(floats([5, 1000]), floats([1000, 9]))], 'long', 1, 1e-3);
  const product = op.matmul(floats([6, 8, 49]), op.transpose(floats([6, 9, 49])));
  agree([op.reduce('sum', product, [0])], 'sum over a batch', 1, 1e-3);
});

test('rows of a data set by index, on either side and as terms', () => {
  const data = floats([50, 30]);
  const batch = op.indexSelect(data, 0, integers([12], 0, 50));
  agree([op.matmul(batch, op.transpose(floats([20, 30])))], 'rows');
  agree([op.matmul(op.transpose(floats([12, 7])), batch)], 'terms');
});

test('convolution as a product of columns, with its gradients', () => {
  const window = { kernel: [3, 3], stride: [1, 1], dilation: [1, 1] } as const;
  const [images, weight] = [floats([4, 1, 12, 12]), op.variable(floats([8, 9]))];
  const columns = op.unfold2d(op.pad(images, [0, 0, 1, 1], [0, 0, 1, 1]), window);
  const out = op.matmul(op.expand(weight, [4, 8, 9]), columns);
  const grad = floats(out.shape);
  const toWeight = op.reduce('sum', op.matmul(grad, op.transpose(columns)), [0]);
  const toColumns = op.matmul(op.transpose(op.expand(weight, [4, 8, 9])), grad);
  agree([op.unary('relu', out), toWeight, op.fold2d(toColumns, [4, 1, 14, 14], window)], 'convolution', 1, 1e-3);
});
