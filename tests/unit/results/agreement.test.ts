import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreement, differences } from '../../../src/lib/results/agreement.ts';
import { spread } from '../../../src/lib/results/statistics.ts';

describe('agreement', () => {
  it("allows two of Welch's standard errors and the rounding", () => {
    const a = { mean: 0.5, sd: 0.03, n: 3 };
    const b = { mean: 0.5, sd: 0.05, n: 5 };
    const error = Math.sqrt(0.03 ** 2 / 3 + 0.05 ** 2 / 5);
    assert.ok(Math.abs(agreement(a, b).allowance - (2 * error + 0.001)) < 1e-12);
    assert.ok(agreement({ ...a, mean: 0.5 + 2 * error }, b).agrees);
    assert.ok(!agreement({ ...a, mean: 0.5 + 2 * error + 0.002 }, b).agrees);
    assert.ok(!agreement({ ...a, mean: 0.5 - 2 * error - 0.002 }, b).agrees);
  });

  it('allows rounding alone where every seed gives the same', () => {
    assert.ok(agreement(spread([1, 1, 1]), spread([1, 1, 1, 0.999, 1])).agrees);
    assert.ok(!agreement(spread([1, 1, 1]), spread([0.9, 0.9, 0.9, 0.9, 0.9])).agrees);
    // A share of large numbers: 17.45 and 17.46 are within a thousandth of each other, 17.45 and 17.5 are not.
    assert.ok(agreement(spread([17.45, 17.45]), spread([17.46, 17.46])).agrees);
    assert.ok(!agreement(spread([17.45, 17.45]), spread([17.5, 17.5])).agrees);
  });

  it('says by how much', () => {
    assert.ok(Math.abs(agreement(spread([0.25]), spread([0.5])).difference + 0.25) < 1e-12);
  });
});

describe('differences', () => {
  const run = (loss: number, metric: number) => ({
    seed: 0,
    scalars: { loss: [[1, 2.5] as [number, number], [2, loss] as [number, number]] },
    metrics: { accuracy: metric },
    stdout: '',
  });
  const tolerance = { absolute: 0.01, relative: 0.1 };

  it('is empty within the tolerance', () => {
    assert.deepEqual(differences(run(1, 0.5), run(1.1, 0.5), tolerance), []);
  });

  it('names every number outside, and its step', () => {
    assert.deepEqual(differences(run(1, 0.5), run(1.2, 0.6), tolerance), [
      'loss at step 2 was 1 and is 1.2',
      'the metric accuracy was 0.5 and is 0.6',
    ]);
    assert.equal(differences(run(1, 0.5), run(Number.NaN, 0.5), tolerance).length, 1);
  });

  it('names what is missing and what is new', () => {
    const other = { ...run(1, 0.5), scalars: { lost: [[1, 2.5] as [number, number]] } };
    assert.deepEqual(differences(run(1, 0.5), other, tolerance), [
      'loss at step 1 was 2.5 and is not logged any more',
      'loss at step 2 was 1 and is not logged any more',
      'lost at step 1 is 2.5 and was not logged before',
    ]);
  });
});
