import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, isUnderWay, nextPhase } from '../../../src/components/bench/phase.ts';
import type { Phase, PhaseEvent } from '../../../src/components/bench/phase.ts';

/** Where a sequence of events leads from idle. */
const after = (...events: PhaseEvent[]): Phase => events.reduce<Phase>(nextPhase, 'idle');

test('a run goes from idle to its end and back', () => {
  assert.equal(after('start'), 'loading');
  assert.equal(after('start', 'loading', 'running'), 'running');
  assert.equal(after('start', 'running', 'paused'), 'paused');
  assert.equal(after('start', 'running', 'paused', 'running', 'finished'), 'finished');
  assert.equal(after('start', 'running', 'finished', 'start'), 'loading');
  assert.equal(after('start', 'running', 'failed', 'reset'), 'idle');
});

test('a run can fail or be stopped while it loads', () => {
  assert.equal(after('start', 'failed'), 'failed');
  assert.equal(after('start', 'stopped'), 'stopped');
});

test('what comes late changes nothing', () => {
  assert.equal(after('start', 'running', 'reset', 'finished'), 'idle');
  assert.equal(after('start', 'running', 'stopped', 'running'), 'stopped');
  assert.equal(after('start', 'running', 'start'), 'running');
});

test('each state allows what makes sense in it', () => {
  assert.ok(allows('idle', 'run') && allows('idle', 'step'));
  assert.ok(!allows('idle', 'stop') && !allows('idle', 'reset'));
  assert.ok(allows('loading', 'stop') && !allows('loading', 'pause'));
  assert.ok(allows('running', 'pause') && !allows('running', 'run'));
  assert.ok(allows('paused', 'resume') && !allows('paused', 'pause'));
  for (const phase of ['finished', 'stopped', 'failed'] as const) {
    assert.ok(allows(phase, 'run') && allows(phase, 'reset') && !allows(phase, 'stop'));
    assert.ok(!isUnderWay(phase));
  }
});
