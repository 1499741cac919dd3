import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine, type Holder } from '../../../src/lib/engine/engine.ts';
import { DeviceError } from '../../../src/lib/engine/executor.ts';
import type { EngineReport } from '../../../src/lib/engine/ladder.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';
import { ReferenceExecutor } from './reference-executor.ts';

const small = (shape: Shape): Node =>
  dataNode(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7) % 11) / 11 - 0.4),
    shape,
    'float32',
  );

/** A program that halves its weights by gradient descent, on a stack of executors. */
class Descent {
  readonly owner = {};
  readonly x: Node;
  w: Node;
  gradient: Node | null = null;
  readonly reports: EngineReport[] = [];
  readonly engine: Engine;
  readonly above: ReferenceExecutor[];
  sentence = '';

  constructor(size: number, above: ReferenceExecutor[], start = new ReferenceExecutor()) {
    this.x = small([size, size]);
    this.w = small([size, size]);
    this.above = above;
    const next = (reason: string) => {
      const executor = above.shift();
      return Promise.resolve(executor === undefined ? null : { executor, reason });
    };
    const ladder = { up: () => next('It is large.'), down: () => next('The device was lost.') };
    this.engine = new Engine(start, () => this.held(), {
      ladder,
      onChange: (report) => this.reports.push(report),
      onLost: (sentence) => (this.sentence = sentence),
    });
  }

  held(): Holder[] {
    return [
      { owner: this.x, nodes: [this.x] },
      { owner: this.owner, nodes: [this.w] },
      ...(this.gradient === null ? [] : [{ owner: this.gradient, nodes: [this.gradient], gradient: true }]),
    ];
  }

  step(): Promise<void> | null {
    this.gradient = op.matmul(op.matmul(this.w, this.x), op.transpose(this.x));
    this.w = op.sub(this.w, op.mul(this.gradient, op.scalar(1e-3, 'float32')));
    return this.engine.step([this.w]);
  }

  async weights(): Promise<number[]> {
    return [...(await this.engine.read(this.w))];
  }
}

async function after(steps: number, size: number): Promise<number[]> {
  const run = new Descent(size, []);
  for (let i = 0; i < steps; i++) await run.step();
  return run.weights();
}

test('a small network stays where it starts', async () => {
  const run = new Descent(4, [new ReferenceExecutor('webgpu')]);
  for (let i = 0; i < 3; i++) await run.step();
  assert.equal(run.engine.name, 'wasm');
  assert.deepEqual(run.reports, []);
});

test('a large one moves before its first step, with everything it has', async () => {
  const run = new Descent(140, [new ReferenceExecutor('webgpu', true)]);
  await run.engine.read(op.mul(run.w, run.w));
  await run.step();
  assert.equal(run.engine.name, 'webgpu');
  assert.deepEqual(
    run.reports.map(({ name, reason }) => [name, reason]),
    [['webgpu', 'It is large.']],
  );
  assert.deepEqual(await run.weights(), await after(1, 140));
});

test('a step that was recorded before a move and again after it has looked at no gradient', async () => {
  const run = new Descent(140, [new ReferenceExecutor('webgpu', true)]);
  for (let i = 0; i < 2; i++) {
    await run.step();
    assert.equal(run.gradient!.realized, false);
  }
  assert.equal(run.engine.name, 'webgpu');
});

test('where there is nothing above, it stays and asks no more', async () => {
  const run = new Descent(140, []);
  await run.step();
  await run.step();
  assert.equal(run.engine.name, 'wasm');
});

for (const silently of [false, true]) {
  const how = silently ? 'leaves what it was asked unanswered' : 'lets it fail';
  test(`a lost device that ${how}: the run goes on from what was last copied, and says so`, async () => {
    const device = new ReferenceExecutor('webgpu', true);
    const run = new Descent(8, [new ReferenceExecutor('wasm')], device);
    await run.step();
    const saved = await run.weights();
    await new Promise((next) => setTimeout(next, 20));
    await run.step();
    const reading = run.weights();
    await device.lose({ silently });
    assert.deepEqual(await reading, saved, 'the step since is lost with the device');
    await run.step();
    assert.deepEqual(await run.weights(), await after(2, 8));
    assert.deepEqual(
      run.reports.map(({ name }) => name),
      ['wasm'],
    );
  });
}

const int64 = (...values: number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** A run that has lost its device once, with whole numbers that it held on it, made from `values` by `make`. */
async function afterLossOf(make: (labels: Node, picked: Node) => Node): Promise<{ engine: Engine; node: Node }> {
  const device = new ReferenceExecutor('webgpu', true);
  const run = new Descent(8, [new ReferenceExecutor('wasm')], device);
  const labels = int64(4, 5, 6, 7);
  const node = make(labels, int64(3, 1));
  const held = run.held.bind(run);
  run.held = () => [...held(), { owner: labels, nodes: [labels] }, { owner: node, nodes: [node] }];
  await run.step();
  await run.weights();
  await new Promise((next) => setTimeout(next, 20));
  run.engine.realize([node]);
  await device.lose();
  await run.step();
  return { engine: run.engine, node };
}

test('labels that were picked on a lost device are picked again', async () => {
  const { engine, node } = await afterLossOf((labels, picked) => op.indexSelect(labels, 0, picked));
  assert.deepEqual([...(await engine.read(node))], [7, 5]);
  const twice = await afterLossOf((labels, picked) =>
    op.indexSelect(op.indexSelect(labels, 0, picked), 0, int64(1, 0)),
  );
  assert.deepEqual([...(await twice.engine.read(twice.node))], [5, 7]);
});

test('whole numbers that nobody can know after a loss may not be used', async () => {
  const { engine, node } = await afterLossOf((labels, picked) => {
    const sum = op.add(op.indexSelect(labels, 0, picked), op.indexSelect(labels, 0, picked));
    return op.add(sum, sum);
  });
  assert.throws(() => engine.read(node), /^DeviceError: A value that the program still needs was lost with the GPU/);
  const used = op.cast(node, 'float32');
  assert.throws(() => engine.read(used), DeviceError);
});

test('with nowhere to go on, the loss is told', async () => {
  const device = new ReferenceExecutor('webgpu', true);
  const run = new Descent(8, [], device);
  await run.step();
  await device.lose();
  assert.equal(run.sentence, 'The device was lost.');
});

test('lost before anything was copied: the run cannot go on, and says so', async () => {
  const device = new ReferenceExecutor('webgpu', true);
  const run = new Descent(8, [new ReferenceExecutor('wasm')], device);
  const stepping = run.step();
  await device.lose();
  await Promise.race([stepping, new Promise((next) => setTimeout(next, 20))]);
  assert.equal(run.sentence, 'The device was lost.');
  assert.deepEqual(run.reports, []);
});
