import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hostArray, type DType } from '../../../src/lib/tensor/dtype.ts';
import { formatTensor } from '../../../src/lib/tensor/print.ts';

interface Golden {
  /** Numbers; what JSON cannot write is a string. */
  readonly values: readonly (number | 'nan' | 'inf' | '-inf')[];
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** What PyTorch's `repr` gave. */
  readonly repr: string;
}

const SPECIAL = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const goldens = JSON.parse(readFileSync(new URL('print-goldens.json', import.meta.url), 'utf8')) as Golden[];

const valuesOf = ({ values, dtype }: Golden) => {
  const array = hostArray(dtype, values.length);
  values.forEach((value, i) => (array[i] = typeof value === 'string' ? SPECIAL[value] : value));
  return array;
};

test('tensors print as PyTorch prints them', () => {
  for (const golden of goldens) {
    assert.equal(formatTensor(valuesOf(golden), golden.shape, golden.dtype), golden.repr);
  }
});

test('large tensors show their corners only', () => {
  const values = Float32Array.from({ length: 1001 }, (_, i) => i);
  assert.equal(formatTensor(values, [1001], 'float32'), 'tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])');
});

test('what follows the numbers goes to a line of its own when it does not fit', () => {
  const values = Float32Array.from([0.5, 0.25]);
  assert.equal(formatTensor(values, [2], 'float32', ['requires_grad=True']), 'tensor([0.5000, 0.2500], requires_grad=True)'); // prettier-ignore
});
