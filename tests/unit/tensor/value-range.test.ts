import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { valueRange } from '../../../src/lib/tensor/value-range.ts';

const ints = (...values: number[]) => dataNode(Int32Array.from(values), [values.length], 'int64');
const floats = (...values: number[]) => dataNode(Float32Array.from(values), [values.length], 'float32');
const rangeOf = (node: Node): number[] => [valueRange(node).least, valueRange(node).most];
const UNKNOWN = [-Infinity, Infinity];

it('knows the range of values on the host, wherever they are moved', () => {
  assert.deepEqual(rangeOf(ints(3, -1, 7)), [-1, 7]);
  assert.deepEqual(rangeOf(op.slice(op.reshape(ints(3, -1, 7, 2), [2, 2]), [1, 0], [1, 2], [1, 1])), [-1, 7]);
  assert.deepEqual(rangeOf(op.concat([ints(1), ints(4, 5)], 0)), [1, 5]);
  assert.deepEqual(rangeOf(op.indexSelect(ints(0, 9), 0, ints(5, 6))), [0, 9]);
});

it('knows what an operation bounds', () => {
  const unknown = op.unary('exp', floats(1, 2));
  assert.deepEqual(rangeOf(op.unary('sigmoid', unknown)), [0, 1]);
  assert.deepEqual(rangeOf(op.argExtreme('argmax', op.reshape(unknown, [1, 2]), 1)), [0, 1]);
  assert.deepEqual(rangeOf(op.cast(op.binary('less', unknown, unknown), 'int64')), [0, 1]);
  const low = op.binary('maximum', unknown, op.full([], 0, 'float32'));
  assert.deepEqual(rangeOf(low), [0, Infinity]);
  assert.deepEqual(rangeOf(op.binary('minimum', low, op.full([], 1, 'float32'))), [0, 1]);
});

it('claims nothing where nothing follows', () => {
  assert.deepEqual(rangeOf(op.unary('exp', floats(1))), UNKNOWN);
  assert.deepEqual(rangeOf(op.add(ints(1), ints(2))), UNKNOWN);
  assert.deepEqual(rangeOf(floats(1, NaN)), UNKNOWN);
  assert.deepEqual(rangeOf(op.cast(op.unary('exp', floats(1)), 'int64')), UNKNOWN);
});
