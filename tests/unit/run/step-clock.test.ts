import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StepClock } from '../../../src/lib/run/step-clock.ts';

describe('StepClock', () => {
  it('has no time before two steps', () => {
    const clock = new StepClock();
    assert.equal(clock.msPerStep, null);
    clock.step(5);
    assert.deepEqual([clock.steps, clock.msPerStep], [1, null]);
    clock.step(8);
    assert.deepEqual([clock.steps, clock.msPerStep], [2, 3]);
  });

  it('takes the median, which one slow step does not move', () => {
    const clock = new StepClock();
    for (const now of [0, 10, 20, 1020, 1032]) clock.step(now);
    assert.equal(clock.msPerStep, 11);
  });

  it('leaves out a pause', () => {
    const clock = new StepClock();
    clock.step(0);
    clock.step(10);
    clock.interrupt();
    clock.step(9000);
    clock.step(9010);
    assert.equal(clock.steps, 4);
    assert.equal(clock.msPerStep, 10);
  });

  it('follows a change of pace', () => {
    const clock = new StepClock();
    let now = 0;
    for (let i = 0; i < StepClock.WINDOW * 3; i++) clock.step((now += 10));
    for (let i = 0; i < StepClock.WINDOW; i++) clock.step((now += 20));
    assert.equal(clock.msPerStep, 20);
  });
});
