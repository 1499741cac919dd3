import assert from 'node:assert/strict';
import { it } from 'node:test';
import { IntegerRangeError } from '../../../src/lib/tensor/integer-range.ts';
import { dataNode } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';

const ints = (...values: number[]) => dataNode(Int32Array.from(values), [values.length], 'int64');
const floats = (...values: number[]) => dataNode(Float32Array.from(values), [values.length], 'float32');
const number = (value: number) => op.scalar(value, 'int64');

it('refuses integer results that may leave 32 bits', () => {
  assert.throws(() => op.mul(ints(2 ** 30), number(2)), IntegerRangeError);
  assert.throws(() => op.add(ints(2 ** 31 - 1), number(1)), IntegerRangeError);
  assert.throws(() => op.reduce('sum', ints(2 ** 30, 2 ** 30), [0]), IntegerRangeError);
  assert.throws(() => op.binary('pow', ints(3), number(20)), IntegerRangeError);
  assert.throws(() => op.reduce('prod', ints(2 ** 16, -(2 ** 15)), [0]), IntegerRangeError);
  assert.throws(() => op.cast(floats(1, 3e9), 'int64'), IntegerRangeError);
  assert.throws(() => op.cast(floats(NaN), 'int64'), IntegerRangeError);
  assert.throws(() => op.mul(op.cast(floats(1.5e9), 'int64'), number(2)), IntegerRangeError);
});

it('lets those pass that fit', () => {
  assert.equal(op.mul(ints(2 ** 30), number(1)).dtype, 'int64');
  assert.equal(op.reduce('sum', ints(...Array.from({ length: 1000 }, () => 2_000_000)), [0]).dtype, 'int64');
  assert.equal(op.binary('remainder', ints(2 ** 31 - 1), number(7)).dtype, 'int64');
  assert.equal(op.mul(op.cast(floats(2.5, 7), 'int64'), number(1000)).dtype, 'int64');
  assert.equal(op.reduce('sum', op.cast(op.binary('less', ints(1, 2), number(2)), 'int64'), [0]).dtype, 'int64');
});
