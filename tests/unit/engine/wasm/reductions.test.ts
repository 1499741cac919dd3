import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataNode, REDUCTIONS } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { agree, compute, floats, integers, truths, ulps } from './agreement.ts';

const SHAPES = [[1], [3], [67], [64, 10], [10, 64], [130, 37], [5, 6, 7], [3, 65, 2], [2, 3, 4, 17], [1, 9, 1, 33]];

/** Every choice of axes of a shape. */
const choices = (rank: number): number[][] =>
  Array.from({ length: 2 ** rank - 1 }, (_, bits) =>
    Array.from({ length: rank }, (_, axis) => axis).filter((axis) => ((bits + 1) >> axis) & 1),
  );

for (const name of REDUCTIONS) {
  test(`${name} over any axes`, () => {
    for (const shape of SHAPES) {
      for (const axes of choices(shape.length)) {
        const what = `${name} of [${shape.join()}] over ${axes.join()}`;
        const x = name === 'prod' ? op.add(op.mul(floats(shape), op.full([], 2 ** -8, 'float32')), op.full([], 1, 'float32')) : floats(shape); // prettier-ignore
        agree([op.reduce(name, x, axes)], what, name === 'prod' ? 1000 : 0);
        agree([op.reduce(name, op.permute(op.cast(name === 'prod' ? integers(shape, -1, 2) : integers(shape, -3, 4), 'int64'), shape.map((_, i) => shape.length - 1 - i)), axes)], `${what}, integers`); // prettier-ignore
      }
    }
  });
}

test('bodies before and after, and inputs that repeat', () => {
  const x = floats([64, 10]);
  const top = op.reduce('max', x, [1]);
  const e = op.unary('exp', op.sub(x, op.expand(op.reshape(top, [64, 1]), [64, 10])));
  const sums = op.reduce('sum', e, [1]);
  agree([op.unary('log', sums), op.mul(op.reduce('sum', op.mul(x, x), [0]), floats([10]))], 'softmax', 2);
  agree([op.reduce('sum', op.expand(floats([7, 1]), [7, 30]), [1]), op.reduce('sum', op.full([3, 5], 2, 'float32'), [0])], 'repeated'); // prettier-ignore
  agree([op.reduce('sum', op.cast(op.binary('equal', integers([300], 0, 3), integers([300], 0, 3)), 'int64'), [0])], 'count'); // prettier-ignore
  agree([op.reduce('sum', op.indexSelect(floats([9, 40]), 0, integers([33], 0, 9)), [0])], 'gathered');
});

test('empty sums and products', () => {
  agree([op.reduce('sum', floats([0, 3]), [0]), op.reduce('prod', floats([4, 0]), [1]), op.reduce('sum', integers([0], 0, 1), [0])], 'empty'); // prettier-ignore
});

test('a long sum is right to the last place', () => {
  const values = Float32Array.from({ length: 1_000_003 }, (_, i) => Math.sin(i) + 0.1);
  const exact = values.reduce((sum, value) => sum + value, 0);
  const [sum] = compute([op.reduce('sum', dataNode(values, [values.length], 'float32'), [0])]);
  assert.ok(ulps(sum![0]!, Math.fround(exact)) <= 1);
});

test('NaN wins over every number in extremes, wherever it is', () => {
  for (const at of [0, 3, 4, 17, 66]) {
    const values = Float32Array.from({ length: 67 }, (_, i) => (i === at ? NaN : i - 30));
    const row = dataNode(values, [1, 67], 'float32');
    const column = op.permute(op.expand(row, [5, 67]), [1, 0]);
    for (const name of ['max', 'min'] as const) {
      assert.ok(compute([op.reduce(name, row, [1])])[0]!.every(Number.isNaN));
      assert.ok(compute([op.reduce(name, column, [0])])[0]!.every(Number.isNaN));
    }
    for (const kind of ['argmax', 'argmin'] as const) {
      assert.deepEqual([...compute([op.argExtreme(kind, column, 0)])[0]!], [at, at, at, at, at]);
    }
  }
});

test('the first extreme of several, along any axis', () => {
  for (const shape of [[64, 10], [3, 5, 7], [1, 30], [9]]) {
    shape.forEach((_, axis) => {
      for (const kind of ['argmax', 'argmin'] as const) {
        agree([op.argExtreme(kind, integers(shape, 0, 4), axis)], `${kind} ${axis}`);
        agree([op.argExtreme(kind, op.cast(integers(shape, 0, 4), 'float32'), axis)], `${kind} ${axis}`);
      }
    });
  }
  agree([op.argExtreme('argmax', op.full([3, 4], -Infinity, 'float32'), 1), op.argExtreme('argmax', op.cast(truths([6, 8]), 'int64'), 1)], 'argmax'); // prettier-ignore
});
