import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeNeedle, needleMarkup } from '../../../src/lib/charts/needle.ts';
import type { Needle } from '../../../src/lib/charts/needle.ts';
import { assertWellFormed, count } from './markup.ts';

const needle: Needle = { title: 'gap <train>', value: 0.1, domain: [0, 0.4], target: 0.2 };
const tip = (value: number): [number, number] => {
  const [, x, y] = /class="pointer" d="M[^L]*L([\d.]+),([\d.]+)L/.exec(needleMarkup({ ...needle, value }))!;
  return [Number(x), Number(y)];
};

test('the needle points from the left end over the middle to the right end, and no further', () => {
  const [low, middle, high] = [tip(0), tip(0.2), tip(0.4)];
  assert.ok(low[0] < middle[0] && middle[0] < high[0]);
  assert.ok(middle[1] < low[1] && Math.abs(low[1] - high[1]) < 0.2);
  assert.deepEqual(tip(9), high);
});

test('it says its value, its ends and its target', () => {
  const markup = needleMarkup(needle);
  assertWellFormed(markup);
  for (const text of ['gap &lt;train&gt;', '0.10', '0.00', '0.40', 'target'])
    assert.ok(markup.includes(`>${text}<`), text);
  assert.equal(describeNeedle(needle), 'gap <train> 0.10, below its target of 0.20.');
  assert.equal(describeNeedle({ ...needle, target: null }), 'gap <train> 0.10.');
});

test('without a value there is no needle', () => {
  for (const value of [null, NaN]) {
    const markup = needleMarkup({ ...needle, value, target: null });
    assertWellFormed(markup);
    assert.equal(count(markup, /class="pointer"|class="target"/g), 0);
    assert.match(describeNeedle({ ...needle, value }), /no value yet/);
  }
});
