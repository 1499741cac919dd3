import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../../../src/lib/run/protocol.ts';
import { Session } from '../../../src/lib/run/session.ts';

const DATA = join(import.meta.dirname, '../../../public/data');
const readData = async (path: string) => new Uint8Array(await readFile(join(DATA, path)));

/** A network small enough that a step takes a moment, trained without end. */
const TRAINING = `
import torch
import torch.nn as nn
torch.manual_seed(0)
x = torch.rand(8, 4)
y = torch.zeros(8, dtype=torch.int64)
model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
while True:
    optimizer.zero_grad()
    nn.CrossEntropyLoss()(model(x), y).backward()
    optimizer.step()
`;

function start(source: string, read = readData) {
  const events: RunEvent[] = [];
  const session = new Session(
    { source, filename: 'main.py', engine: 'tfjs-cpu', dataUrl: '', runId: 'run-1' },
    (event) => events.push(event),
    read,
  );
  const done = session.run();
  return { session, events, done };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 1000; i++) {
    if (condition()) return;
    await delay(10);
  }
  assert.fail(`${what} did not come`);
}

const text = (events: readonly RunEvent[], stream: 'stdout' | 'stderr') =>
  events.map((event) => (event.kind === 'output' && event.stream === stream ? event.text : '')).join('');
const phases = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : event.kind === 'end' ? [event.end.how] : []));
const lastSteps = (events: readonly RunEvent[]) =>
  events.findLast((event) => event.kind === 'status' || event.kind === 'end')?.steps ?? 0;
const failure = (events: readonly RunEvent[]) => {
  const last = events.at(-1);
  assert.ok(last?.kind === 'end' && last.end.how === 'failed', JSON.stringify(last));
  return last.end.error;
};

describe('Session', () => {
  it('tells a run from loading to its end, each event with its id', async () => {
    const { events, done } = start('print("one")\nprint("two")\n');
    await done;
    assert.deepEqual(phases(events), ['loading', 'running', 'finished']);
    assert.equal(text(events, 'stdout'), 'one\ntwo\n');
    assert.ok(events.every(({ runId }) => runId === 'run-1'));
    const engine = events.find((event) => event.kind === 'engine')?.engine;
    assert.equal(engine?.name, 'tfjs-cpu');
    assert.equal(events.at(-1)?.kind, 'end');
  });

  it('keeps what is printed and what is logged in order', async () => {
    const { events, done } = start(
      'from torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter()\nprint("a")\nw.add_scalar("x", 1, 0)\nprint("b")\n',
    );
    await done;
    const order = events.flatMap((event) =>
      event.kind === 'output' ? [event.text] : event.kind === 'log' ? ['log'] : [],
    );
    assert.deepEqual(order, ['a\n', 'log', 'b\n']);
  });

  it("ends with Python's traceback and the place", async () => {
    const { events, done } = start('x = 1\nprint(y)\n');
    await done;
    const error = failure(events);
    assert.equal(error.type, 'NameError');
    assert.equal(error.message, "name 'y' is not defined");
    assert.equal(
      error.traceback,
      'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n    print(y)\n          ^\n' +
        "NameError: name 'y' is not defined\n",
    );
    assert.deepEqual(error.range, { line: 2, column: 6, endLine: 2, endColumn: 7 });
  });

  it('says where a syntax error is', async () => {
    const { events, done } = start('x = 1\nif x = 2:\n    pass\n');
    await done;
    const error = failure(events);
    assert.equal(error.type, 'SyntaxError');
    assert.equal(error.range?.line, 2);
  });

  it('leaves through sys.exit with its status, and prints its message as Python does', async () => {
    const leave = async (argument: string) => {
      const { events, done } = start(`import sys\nsys.exit(${argument})\n`);
      await done;
      const last = events.at(-1);
      assert.ok(last?.kind === 'end' && last.end.how === 'finished', JSON.stringify(last));
      return [last.end.exitStatus, text(events, 'stderr')];
    };
    assert.deepEqual(await leave(''), [0, '']);
    assert.deepEqual(await leave('3'), [3, '']);
    assert.deepEqual(await leave('"no data"'), [1, 'no data\n']);
  });

  it('stops an endless loop', async () => {
    const { session, events, done } = start('while True: pass\n');
    await until(() => phases(events).includes('running'), 'the run');
    await delay(50);
    session.stop();
    await done;
    assert.deepEqual(phases(events), ['loading', 'running', 'stopped']);
  });

  it('stops while it loads', async () => {
    const { session, events, done } = start('print(1)\n');
    session.stop();
    await done;
    assert.deepEqual(phases(events), ['loading', 'stopped']);
    assert.equal(text(events, 'stdout'), '');
  });

  it('stops while it waits for data that do not come', async () => {
    const never = () => new Promise<never>(() => undefined);
    const { session, events, done } = start(
      'from torchvision import datasets\ndatasets.FashionMNIST("./data", download=True)[0]\n',
      never,
    );
    await until(() => phases(events).includes('running'), 'the run');
    await delay(50);
    session.stop();
    await done;
    assert.equal(phases(events).at(-1), 'stopped');
  });

  it('pauses, goes on, and counts steps only while it runs', async () => {
    const { session, events, done } = start(TRAINING);
    await until(() => lastSteps(events) > 3, 'a step');
    session.pause();
    await delay(30);
    const paused = lastSteps(events);
    await delay(300);
    assert.equal(lastSteps(events), paused);
    session.resume();
    await until(() => lastSteps(events) > paused, 'a step after the pause');
    session.stop();
    await done;
    assert.deepEqual(phases(events), ['loading', 'running', 'paused', 'running', 'stopped']);
  });

  it('goes on one optimizer step at a time', async () => {
    const { session, events, done } = start(TRAINING);
    session.step();
    const pauses = () => phases(events).filter((phase) => phase === 'paused').length;
    for (let step = 1; step <= 3; step++) {
      await until(() => pauses() === step, `pause ${step}`);
      assert.equal(lastSteps(events), step);
      const status = events.findLast((event) => event.kind === 'status');
      assert.equal(status?.line, 12, 'it stands at optimizer.step()');
      session.step();
    }
    session.stop();
    await done;
  });

  it('starts paused when it was paused while it loaded', async () => {
    const { session, events, done } = start('print(1)\n');
    session.pause();
    await until(() => phases(events).includes('paused'), 'the pause');
    await delay(50);
    assert.equal(text(events, 'stdout'), '');
    session.resume();
    await done;
    assert.equal(text(events, 'stdout'), '1\n');
  });

  it('tells steps, pace and memory, not too often, and memory stays flat', async () => {
    const { session, events, done } = start(TRAINING);
    await until(() => lastSteps(events) > 200, '200 steps');
    session.stop();
    await done;
    const status = events.filter((event) => event.kind === 'status');
    const last = status.at(-1);
    assert.ok(last && last.msPerStep !== null && last.msPerStep > 0);
    const bytes = status.slice(2).map(({ deviceBytes }) => deviceBytes);
    assert.ok(Math.max(...bytes) <= 2 * Math.min(...bytes), `bytes on the device: ${bytes.join(', ')}`);
    assert.ok(last.deviceBytes > 0);
  });

  it('says which data file is damaged, and where the program asked for it', async () => {
    const damaged = async (path: string) => {
      const bytes = await readData(path);
      if (path.endsWith('.bin')) bytes[1000]! ^= 1;
      return bytes;
    };
    const { events, done } = start(
      'from torchvision import datasets\nd = datasets.FashionMNIST("./data", download=True)\nprint(d[0][1])\n',
      damaged,
    );
    await done;
    const error = failure(events);
    assert.equal(error.type, 'RuntimeError');
    assert.match(error.message, /data file fashion-mnist\/train-00\.bin: it is damaged/);
    assert.equal(text(events, 'stdout'), '');
  });

  it('says that an engine is not there', async () => {
    const events: RunEvent[] = [];
    const request = { source: '', filename: 'main.py', engine: 'tfjs-webgpu', dataUrl: '', runId: 'run-1' } as const;
    await new Session(request, (event) => events.push(event), readData).run();
    const error = failure(events);
    assert.match(error.message, /tfjs-webgpu is not available/);
    assert.equal(error.range, null);
  });
});

describe('a program that prints without end', () => {
  it('waits for what it printed to be shown, and can be stopped while it waits', async () => {
    const { session, events, done } = start('while True:\n    print("again")\n');
    const printed = () => text(events, 'stdout').length;
    await until(() => printed() > 30_000, 'output');
    await delay(100);
    const waiting = printed();
    assert.ok(waiting < 100_000, `${waiting} characters are on their way`);
    await delay(200);
    assert.equal(printed(), waiting);
    assert.equal(phases(events).at(-1), 'running');
    session.shown(waiting);
    await until(() => printed() > waiting, 'more output');
    session.stop();
    await done;
    assert.equal(phases(events).at(-1), 'stopped');
  });

  it('stays paused when it is paused, whatever is shown', async () => {
    const { session, events, done } = start('while True:\n    print("again")\n');
    await until(() => text(events, 'stdout').length > 30_000, 'output');
    session.pause();
    const length = text(events, 'stdout').length;
    session.shown(length);
    await delay(100);
    assert.equal(text(events, 'stdout').length, length);
    session.stop();
    await done;
  });
});
