import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RunClient, type WorkerLike } from '../../../src/lib/run/client.ts';
import type { RunCommand, RunEvent, RunRequest } from '../../../src/lib/run/protocol.ts';

const REQUEST: RunRequest = { source: '', filename: 'x.py', engine: 'auto', dataUrl: '/data/' };

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  readonly commands: RunCommand[] = [];
  terminated = false;

  postMessage(command: RunCommand): void {
    this.commands.push(command);
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(event: RunEvent): void {
    this.onmessage?.({ data: event } as MessageEvent<RunEvent>);
  }

  get kinds(): string[] {
    return this.commands.map(({ kind }) => kind);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const client = new RunClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  const events: RunEvent[] = [];
  const start = () => client.startRun(REQUEST, (event) => events.push(event));
  return { workers, client, events, start };
}

const end = (runId: string): RunEvent => ({
  runId,
  kind: 'end',
  end: { how: 'finished', exitStatus: 0 },
  steps: 0,
  msPerStep: null,
});

describe('RunClient', () => {
  it('passes commands and events on', () => {
    const { workers, events, start } = setUp();
    const run = start();
    run.pause();
    run.resume();
    run.step();
    assert.deepEqual(workers[0]?.kinds, ['start', 'pause', 'resume', 'step']);
    workers[0].answer({ runId: run.runId, kind: 'phase', phase: 'running' });
    assert.deepEqual(events, [{ runId: run.runId, kind: 'phase', phase: 'running' }]);
  });

  it('uses a worker again once its run has ended, and not before', () => {
    const { workers, events, start } = setUp();
    const first = start();
    const second = start();
    assert.equal(workers.length, 2);
    workers[0]?.answer(end(first.runId));
    const third = start();
    assert.equal(workers.length, 2);
    assert.notEqual(third.runId, first.runId);
    workers[1]?.answer(end(second.runId));
    workers[0]?.answer(end(third.runId));
    assert.equal(events.filter(({ kind }) => kind === 'end').length, 3);
    // One is kept for the next run; more would only hold memory.
    assert.equal(workers.filter(({ terminated }) => terminated).length, 1);
  });

  it('drops events of another run, and commands after the end', () => {
    const { workers, events, start } = setUp();
    const run = start();
    workers[0]?.answer({ runId: 'run-of-old', kind: 'phase', phase: 'running' });
    assert.deepEqual(events, []);
    workers[0]?.answer(end(run.runId));
    run.pause();
    run.stop();
    assert.deepEqual(workers[0]?.kinds, ['start']);
  });

  it('replaces a worker that does not answer a stop at once', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { workers, events, start } = setUp();
    const run = start();
    workers[0]?.answer({ runId: run.runId, kind: 'status', line: 3, steps: 5, msPerStep: 2, deviceBytes: 0 });
    run.stop();
    test.mock.timers.tick(39);
    assert.equal(workers[0]?.terminated, false);
    test.mock.timers.tick(1);
    assert.equal(workers[0].terminated, true);
    assert.deepEqual(events.at(-1), { runId: run.runId, kind: 'end', end: { how: 'stopped' }, steps: 5, msPerStep: 2 });
    // The next one has been started ahead.
    assert.equal(workers.length, 2);
    start();
    assert.equal(workers.length, 2);
    assert.deepEqual(workers[1]?.kinds, ['start']);
  });

  it('keeps a worker that answers a stop', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { workers, events, start } = setUp();
    const run = start();
    run.stop();
    workers[0]?.answer({ ...end(run.runId), kind: 'end', end: { how: 'stopped' }, steps: 0, msPerStep: null });
    test.mock.timers.tick(5000);
    assert.equal(workers[0]?.terminated, false);
    assert.equal(events.length, 1);
  });

  it('starts a worker ahead, once, and drops one that does not load', () => {
    const { workers, client, start } = setUp();
    client.prepare();
    client.prepare();
    assert.equal(workers.length, 1);
    workers[0]?.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
    assert.equal(workers[0]?.terminated, true);
    start();
    assert.equal(workers.length, 2);
  });

  it('turns a crash into an end in plain words', (test) => {
    test.mock.method(console, 'error', () => undefined);
    const { workers, events, start } = setUp();
    start();
    const crash = { message: 'Uncaught TypeError: x is undefined', preventDefault: () => undefined };
    workers[0]?.onerror?.(crash as ErrorEvent);
    const last = events.at(-1);
    assert.ok(last?.kind === 'end' && last.end.how === 'failed');
    assert.match(last.end.error.message, /not in your program/);
    assert.doesNotMatch(last.end.error.traceback, /TypeError|undefined/);
    assert.equal(workers[0]?.terminated, true);
  });

  it('says when the worker did not load', (test) => {
    test.mock.method(console, 'error', () => undefined);
    const { workers, events, start } = setUp();
    start();
    workers[0]?.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
    const last = events.at(-1);
    assert.ok(last?.kind === 'end' && last.end.how === 'failed');
    assert.match(last.end.error.message, /did not load. Check the connection/);
  });

  it('tells the worker what was shown, once it was', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { workers, start } = setUp();
    const run = start();
    workers[0]?.answer({ runId: run.runId, kind: 'output', stream: 'stdout', text: 'four' });
    assert.deepEqual(workers[0]?.kinds, ['start']);
    test.mock.timers.tick(100);
    assert.deepEqual(workers[0].commands[1], { kind: 'shown', runId: run.runId, characters: 4 });
    workers[0].answer({ runId: run.runId, kind: 'output', stream: 'stdout', text: 'last' });
    workers[0].answer(end(run.runId));
    test.mock.timers.tick(100);
    assert.equal(workers[0].commands.length, 2, 'a run that has ended waits for nothing');
  });
});
