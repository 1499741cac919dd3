import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeLeft } from '../../../scripts/time-left.ts';

test('each kind of task is judged by its own, and by all of them before there is one', () => {
  const timeLeft = new TimeLeft(['slow', 'slow', 'quick', 'quick', 'quick'], 1);
  assert.equal(timeLeft.text, '');
  timeLeft.done('slow', 40_000);
  assert.equal(timeLeft.text, ', about 3 min left');
  timeLeft.done('quick', 2_000);
  assert.equal(timeLeft.text, ', about 44 s left');
});

test('what was done before costs nothing, and several at once share the rest', () => {
  const timeLeft = new TimeLeft(
    Array.from({ length: 9 }, () => 'a'),
    2,
  );
  timeLeft.done('a', 0);
  assert.equal(timeLeft.text, '');
  timeLeft.done('a', 3_600_000);
  assert.equal(timeLeft.text, ', about 3.5 h left');
});

test('nothing is said when nothing is left', () => {
  const timeLeft = new TimeLeft(['a'], 1);
  timeLeft.done('a', 5);
  assert.equal(timeLeft.text, '');
});
