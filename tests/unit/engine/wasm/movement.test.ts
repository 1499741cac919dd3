import { test } from 'node:test';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { agree, floats, integers, random } from './agreement.ts';

const draw = random(11);
const upTo = (n: number): number => 1 + Math.floor(draw() * n);
const shuffled = (n: number): number[] => Array.from({ length: n }, (_, i) => i).sort(() => draw() - 0.5);

test('permuted, sliced, flipped, padded and repeated, in any order and at any size', () => {
  for (let round = 0; round < 60; round++) {
    const rank = upTo(4);
    const shape = Array.from({ length: rank }, () => upTo(9));
    let x = floats(shape);
    const trail: string[] = [`[${shape.join()}]`];
    for (let move = 0; move < 3; move++) {
      const kind = ['permute', 'slice', 'flip', 'pad', 'expand', 'exp'][Math.floor(draw() * 6)]!;
      trail.push(kind);
      if (kind === 'permute') x = op.permute(x, shuffled(x.shape.length));
      if (kind === 'flip') x = op.flip(x, [Math.floor(draw() * x.shape.length)]);
      if (kind === 'pad') x = op.pad(x, x.shape.map(() => upTo(3) - 1), x.shape.map(() => upTo(3) - 1), 0.5); // prettier-ignore
      if (kind === 'expand') x = op.expand(x, [upTo(3), ...x.shape]);
      if (kind === 'exp') x = op.add(x, op.full(x.shape, 1, 'float32'));
      if (kind === 'slice') {
        const starts = x.shape.map((n) => Math.floor(draw() * n));
        const steps = x.shape.map(() => upTo(2));
        x = op.slice(x, starts, x.shape.map((n, i) => upTo(Math.ceil((n - starts[i]!) / steps[i]!))), steps); // prettier-ignore
      }
    }
    agree([x, op.mul(x, op.permute(op.permute(x, shuffled(x.shape.length)), shuffled(x.shape.length).map((_, i) => i)).shape.join() === x.shape.join() ? x : op.full([], 2, 'float32'))], trail.join(' ')); // prettier-ignore
  }
});

test('rows, columns and entries by index, also beyond the end', () => {
  const x = floats([13, 21]);
  agree([op.indexSelect(x, 0, integers([9], 0, 13)), op.indexSelect(x, 1, integers([30], 0, 21))], 'indexSelect');
  agree([op.gather(x, 1, integers([13, 6], 0, 21)), op.gather(x, 0, integers([5, 21], 0, 13))], 'gather');
  agree([op.add(op.indexSelect(floats([7, 3, 8]), 1, integers([5], 0, 3)), floats([8]))], 'indexSelect');
});

test('scattered sums, by entry and by row', () => {
  agree([op.scatterAdd(floats([13, 6]), 1, integers([13, 6], 0, 21), 21)], 'scatterAdd');
  agree([op.indexAdd(floats([40, 19]), 0, integers([40], 0, 7), 7)], 'indexAdd');
  agree([op.neg(op.indexAdd(floats([5, 40]), 1, integers([40], 0, 7), 7))], 'indexAdd');
  agree([op.scatterAdd(integers([30], 0, 100), 0, integers([30], 0, 4), 4)], 'scatterAdd of integers');
});

test('running sums along any axis', () => {
  for (const axis of [0, 1, 2]) {
    agree([op.cumsum(floats([6, 7, 9]), axis), op.neg(op.cumsum(floats([3, 4, 33]), axis))], `cumsum ${axis}`);
    agree([op.cumsum(integers([6, 7, 9], -9, 10), axis)], `cumsum of integers ${axis}`);
  }
  agree([op.cumsum(floats([50]), 0)], 'cumsum');
});

test('windows as columns, and back', () => {
  for (const [kernel, stride, dilation, size] of [
    [3, 1, 1, 12],
    [2, 2, 1, 12],
    [3, 2, 2, 13],
    [1, 1, 1, 5],
    [5, 3, 1, 14],
  ] as const) {
    const window = { kernel: [kernel, kernel], stride: [stride, stride], dilation: [dilation, dilation] } as const;
    const x = floats([2, 3, size, size + 1]);
    const columns = op.unfold2d(x, window);
    agree([columns, op.fold2d(op.mul(columns, columns), x.shape, window)], `window ${kernel} ${stride} ${dilation}`, 2);
    agree([op.add(op.fold2d(floats(columns.shape), x.shape, window), x)], `fold ${kernel} ${stride} ${dilation}`, 2);
  }
});
