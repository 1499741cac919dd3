import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { broadcastShapes } from '../../../src/lib/numpy/broadcast.ts';
import { promote, resultType } from '../../../src/lib/numpy/dtype.ts';
import { ndarray } from '../../../src/lib/numpy/ndarray.ts';
import { sum } from '../../../src/lib/numpy/reductions.ts';
import { reshape, transpose } from '../../../src/lib/numpy/shaping.ts';
import { sortPlaces } from '../../../src/lib/numpy/introsort.ts';
import { isHostArray } from '../../../src/lib/tensor/array-interface.ts';

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test('views share memory, and values come in row-major order', () => {
  const x = ndarray(count(6), [2, 3], 'int64');
  const flipped = transpose(x, null);
  assert.deepEqual([...flipped.values()], [0, 3, 1, 4, 2, 5]);
  x.data[1] = 10;
  assert.equal(flipped.values()[2], 10);
  assert.equal(reshape(x, [3, -1]).data, x.data);
  assert.notEqual(reshape(flipped, [6]).data, x.data);
});

test('reshaping a strided view keeps the order of its elements', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (a, b, c) => {
        const x = transpose(ndarray(count(a * b * c), [a, b, c], 'float64'), [1, 0, 2]);
        for (const shape of [[b, a * c], [b * a, c], [a * b * c], [1, b, a, c, 1]]) {
          assert.deepEqual([...reshape(x, shape).values()], [...x.values()]);
        }
      },
    ),
  );
});

test('promotion: dtypes of arrays, and scalars by their value', () => {
  assert.equal(promote('int32', 'float32'), 'float64');
  assert.equal(promote('uint8', 'int8'), 'int16');
  const array = (dtype: 'uint8' | 'float32'): { dtype: typeof dtype; scalar: false; value: number } => ({
    dtype,
    scalar: false,
    value: 0,
  });
  assert.equal(resultType([array('uint8'), { dtype: 'int64', scalar: true, value: 300 }]), 'uint16');
  assert.equal(resultType([array('uint8'), { dtype: 'int64', scalar: true, value: -1 }]), 'int16');
  assert.equal(resultType([array('float32'), { dtype: 'float64', scalar: true, value: 0.1 }]), 'float32');
});

test('a sum is the same in any shape that holds the same numbers, and near the exact one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 300 }), (numbers) => {
      const exact = numbers.reduce((total, n) => total + n, 0);
      const x = ndarray(numbers.map((n) => n / 8), [numbers.length], 'float64'); // prettier-ignore
      assert.equal(sum(x, [0], false).at(), exact / 8);
      assert.equal(sum(reshape(x, [1, -1]), [0, 1], false).at(), exact / 8);
    }),
  );
});

test('the default sort sorts, whatever it does with equals', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 400 }), (values) => {
      const places = Int32Array.from(values, (_, i) => i);
      sortPlaces(values, places, false);
      assert.deepEqual([...places].map((i) => values[i]), [...values].sort((a, b) => a - b)); // prettier-ignore
      assert.equal(new Set(places).size, values.length);
    }),
  );
});

test('shapes that do not fit are refused with both of them', () => {
  assert.deepEqual(broadcastShapes([3, 1], [4]), [3, 4]);
  assert.throws(() => broadcastShapes([2, 3], [4]), {
    message: 'operands could not be broadcast together with shapes (2,3) (4,) ',
  });
});

test('torch can take the numbers, of dtypes that it has', () => {
  const x = ndarray([1, 2], [2], 'float32');
  assert.ok(isHostArray(x));
  assert.deepEqual(x.hostArray().shape, [2]);
  assert.throws(() => ndarray([1], [1], 'uint16').hostArray(), { name: 'TypeError' });
});
