import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { band, formatMeanSd, mean, spread } from '../../../src/lib/results/statistics.ts';

describe('spread', () => {
  it('is the mean and the sample standard deviation', () => {
    // numpy: np.mean([1, 2, 4]), np.std([1, 2, 4], ddof=1)
    const { mean: centre, sd, n } = spread([1, 2, 4]);
    assert.ok(Math.abs(centre - 2.3333333333333335) < 1e-15);
    assert.ok(Math.abs((sd ?? 0) - 1.5275252316519468) < 1e-15);
    assert.equal(n, 3);
  });

  it('is exact for values that are all the same', () => {
    assert.deepEqual(spread([0.8, 0.8, 0.8]), { mean: 0.8, sd: 0, n: 3 });
  });

  it('has no standard deviation for one value, and refuses none', () => {
    assert.deepEqual(spread([5]), { mean: 5, sd: null, n: 1 });
    assert.throws(() => mean([]), RangeError);
  });
});

describe('band', () => {
  it('takes mean and range at each step', () => {
    assert.deepEqual(
      band([
        [
          [1, 2],
          [2, 8],
        ],
        [
          [1, 4],
          [2, 6],
        ],
      ]),
      [
        { step: 1, mean: 3, min: 2, max: 4 },
        { step: 2, mean: 7, min: 6, max: 8 },
      ],
    );
  });

  it('leaves out steps that a curve lacks', () => {
    const points = band([
      [
        [1, 2],
        [2, 8],
      ],
      [[2, 6]],
    ]);
    assert.deepEqual(
      points.map(({ step }) => step),
      [2],
    );
    assert.deepEqual(band([]), []);
  });
});

describe('formatMeanSd', () => {
  const cases: [number, number | null, string][] = [
    [0.5713, 0.0214, '0.57 ± 0.02'],
    [0.5713, 0.0096, '0.57 ± 0.01'],
    [0.5713, 0.96, '1 ± 1'],
    [1234.5, 56, '1230 ± 60'],
    [1234.5, 96, '1200 ± 100'],
    [2.3017, 0.00031, '2.3017 ± 0.0003'],
    [12.34, 2.1, '12 ± 2'],
    [-0.4, 0.03, '−0.40 ± 0.03'],
    [-0.001, 0.3, '0.0 ± 0.3'],
    [1, 0, '1 ± 0'],
    [0.8154, null, '0.815'],
    [0, null, '0'],
    [1234567, null, '1234567'],
    [Number.NaN, 1, 'not a number'],
    [Number.POSITIVE_INFINITY, null, '∞'],
  ];
  for (const [centre, sd, text] of cases) {
    it(`${centre}, ${sd} is ${text}`, () =>
      assert.equal(formatMeanSd(centre, sd), text.replaceAll(' ± ', '\u00a0±\u00a0')));
  }
});
