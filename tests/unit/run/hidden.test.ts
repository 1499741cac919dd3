import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunEvent } from '../../../src/lib/run/protocol.ts';
import { Session } from '../../../src/lib/run/session.ts';

const tick = (ms = 30) => new Promise((next) => setTimeout(next, ms));

/** A session that loops, and the phases that it tells. */
function looping() {
  const phases: string[] = [];
  const session = new Session(
    { source: 'while True: pass\n', filename: 'x.py', engine: 'wasm', dataUrl: '', runId: 'run' },
    (event: RunEvent) => {
      if (event.kind === 'phase') phases.push(event.phase + (event.because ? `, ${event.because}` : ''));
      if (event.kind === 'end') phases.push(event.end.how);
    },
    () => Promise.reject(new Error('no data')),
  );
  return { session, phases, over: session.run() };
}

test('a run that nobody sees waits, and goes on by itself', async () => {
  const { session, phases, over } = looping();
  await tick(200);
  session.hide(true);
  session.hide(true);
  await tick();
  session.hide(false);
  await tick();
  session.stop();
  await over;
  assert.deepEqual(phases, ['loading', 'running', 'paused, hidden', 'running', 'stopped']);
});

test('a pause of the reader lasts longer than the tab is hidden', async () => {
  const { session, phases, over } = looping();
  session.hide(true);
  await tick(200);
  session.pause();
  session.hide(false);
  session.resume();
  session.stop();
  await over;
  assert.deepEqual(phases, ['loading', 'running', 'paused, hidden', 'paused', 'running', 'stopped']);
});
