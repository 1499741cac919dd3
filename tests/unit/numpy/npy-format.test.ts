import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ndarray } from '../../../src/lib/numpy/ndarray.ts';
import { npyArray, npyBytes } from '../../../src/lib/numpy/npy-format.ts';
import { transpose } from '../../../src/lib/numpy/shaping.ts';

const DTYPES = ['bool', 'int8', 'uint16', 'int32', 'int64', 'uint64', 'float32', 'float64'] as const;

test('an array comes back from its file with its dtype, shape and elements, by rows or by columns', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DTYPES),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 12, maxLength: 12 }),
      fc.constantFrom([12], [3, 4], [2, 1, 6], [12, 1]),
      fc.boolean(),
      (dtype, values, shape, turned) => {
        const x = ndarray(values, shape, dtype);
        const saved = turned ? transpose(x, null) : x;
        const read = npyArray(npyBytes(saved));
        assert.equal(read.dtype, dtype);
        assert.deepEqual(read.shape, saved.shape);
        assert.deepEqual([...read.values()], [...saved.values()]);
      },
    ),
  );
});

test('the elements of a file begin at a multiple of 64 bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 9 }), (shape) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const bytes = npyBytes(ndarray(new Float64Array(size), shape, 'float64'));
      assert.equal((bytes.length - 8 * size) % 64, 0);
    }),
  );
});

test('an integer beyond the exact doubles is refused, not rounded', () => {
  const bytes = npyBytes(ndarray([1], [1], 'int64'));
  new DataView(bytes.buffer).setBigInt64(bytes.length - 8, 2n ** 60n + 1n, true);
  assert.throws(() => npyArray(bytes), /int64 values beyond/);
});
