import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makePlan } from '../../../src/lib/engine/plan/make-plan.ts';
import { slotsRead, slotsWritten } from '../../../src/lib/engine/plan/workspace.ts';
import { record } from '../../../src/lib/engine/program.ts';
import { launchesOf, type Launches } from '../../../src/lib/engine/webgpu/launch.ts';
import { differentiate } from '../../../src/lib/tensor/gradient.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';
import { choices, randomGraph } from './random-graph.ts';

const data = (shape: Shape): Node => dataNode(new Float32Array(sizeOf(shape)), shape, 'float32');
const TILES = ['registers', 'quads', 'shared'] as const;
const FEW_BINDINGS = { tiles: 'registers', maxBindings: 8 } as const;
const launches = (roots: readonly Node[], traits: Parameters<typeof launchesOf>[1] = FEW_BINDINGS): Launches =>
  launchesOf(makePlan(record(roots).program), traits);

/** What each unit of each launch consists of. */
const unitsOf = ({ launches: all }: Launches): string[][] =>
  all.map(({ units }) => units.map(({ kernels }) => kernels.map(({ anchor }) => anchor?.kind ?? 'map').join(' ')));

function softmaxLoss(logits: Node, labels: Node): Node {
  const shape = logits.shape;
  const wide = (x: Node): Node => op.expand(op.reshape(x, [shape[0]!, 1]), shape);
  const shifted = op.sub(logits, wide(op.reduce('max', logits, [1])));
  const logs = op.sub(shifted, wide(op.unary('log', op.reduce('sum', op.unary('exp', shifted), [1]))));
  return op.unary('neg', op.reduce('sum', op.gather(logs, 1, labels), [0, 1]));
}

/** A step of 784-512-256-10 with dropout and SGD: losses, gradients and new parameters. */
function trainingStep(): Node[] {
  const labels = dataNode(new Int32Array(64), [64, 1], 'int64');
  const rows = dataNode(new Int32Array(64), [64], 'int64');
  const parameters: Node[] = [];
  const linear = (x: Node, inputs: number, outputs: number): Node => {
    const [w, b] = [op.variable(data([outputs, inputs])), op.variable(data([outputs]))];
    parameters.push(w, b);
    return op.add(op.matmul(x, op.transpose(w)), op.expand(op.reshape(b, [1, outputs]), [64, outputs]));
  };
  const x = op.indexSelect(data([1000, 784]), 0, rows);
  const h = op.mul(op.unary('relu', linear(x, 784, 512)), data([64, 512]));
  const loss = softmaxLoss(linear(op.unary('relu', linear(h, 512, 256)), 256, 10), labels);
  const gradients = new Map<Node, Node>();
  const options = { retain: false, createGraph: false, at: new Set(parameters) };
  differentiate([loss], [op.full([], 1, 'float32')], options, (leaf, found) => gradients.set(leaf, found));
  const updated = parameters.map((p) => op.sub(p, op.mul(gradients.get(p)!, op.scalar(0.1, 'float32'))));
  return [loss, ...gradients.values(), ...updated];
}

test('a training step is few dispatches, even on devices that bind few buffers', () => {
  const step = launches(trainingStep());
  assert.ok(step.launches.length <= 10, `${step.launches.length} dispatches: ${JSON.stringify(unitsOf(step))}`);
  const roomy = launches(trainingStep(), { tiles: 'shared', maxBindings: 12 });
  assert.ok(roomy.launches.length <= 10, `${roomy.launches.length} dispatches: ${JSON.stringify(unitsOf(roomy))}`);
});

test('kernels over the same rows are one unit, an invocation for each row', () => {
  const labels = dataNode(new Int32Array(64), [64, 1], 'int64');
  const [first, second] = unitsOf(launches([softmaxLoss(data([64, 10]), labels)]));
  assert.equal(first!.length, 1);
  assert.match(first![0]!, /^reduce .*reduce/);
  assert.deepEqual(second, ['reduce']);
});

test('a kernel that needs other rows is not taken into the rows', () => {
  const x = data([64, 10]);
  const sums = op.reduce('sum', x, [1]);
  // Every row needs the sum of all the others.
  const all = op.expand(op.reshape(op.flip(sums, [0]), [64, 1]), [64, 10]);
  assert.deepEqual(unitsOf(launches([op.unary('exp', op.add(x, all))])), [['reduce'], ['map']]);
});

test('independent kernels share a dispatch as far as the bindings go', () => {
  const many = (): Node[] => Array.from({ length: 6 }, (_, i) => op.unary('exp', data([100 + i])));
  assert.equal(launches(many(), { tiles: 'registers', maxBindings: 12 }).launches.length, 1);
  assert.equal(launches(many()).launches.length, 2);
});

test('a kernel of more inputs than a device binds has some of them copied together first', () => {
  const parts = Array.from({ length: 20 }, () => data([16, 16]));
  const sum = launches([parts.reduce((a, b) => op.add(a, op.unary('exp', b)))]);
  for (const { targets } of sum.launches) assert.ok(targets.length <= 8);
});

test('a long inner dimension of a small product is cut into parts', () => {
  const { launches: all, plan } = launches([op.matmul(data([8, 4096]), data([4096, 8]))]);
  assert.equal(all.length, 2);
  const [parts, sum] = plan.kernels.map(({ anchor }) => anchor);
  assert.ok(parts?.kind === 'matmul' && sum?.kind === 'reduce');
  assert.equal(sizeOf(parts.k) * sizeOf(sum.sizes), 4096);
});

test('a long reduction to few results is cut up for software, which has no cheap barriers', () => {
  const sums = () => [op.reduce('max', data([8, 64, 28, 28]), [1, 2, 3])];
  const software = launches(sums());
  assert.deepEqual(unitsOf(software), [['reduce'], ['reduce']]);
  const hardware = launches(sums(), { tiles: 'shared', maxBindings: 8 });
  assert.deepEqual(unitsOf(hardware), [['reduce']]);
  assert.doesNotMatch(software.launches.map(({ code }) => code).join(), /workgroupBarrier/);
  assert.match(hardware.launches[0]!.code, /workgroupBarrier/);
});

test('more workgroups than one dimension holds go into two', () => {
  const [{ groups, code }] = launches([op.unary('exp', data([64 * 65536]))], { tiles: 'shared', maxBindings: 8 })
    .launches as [Launches['launches'][0]];
  assert.deepEqual(groups, [65535, 2]);
  assert.match(code, /id\.y \* 65535u \+ id\.x/);
});

test('numbers that WGSL cannot write are read, not written', () => {
  const x = data([4]);
  const below = op.where(op.binary('less', x, data([4])), x, op.full([4], -Infinity, 'float32'));
  const [{ code }] = launches([below]).launches as [Launches['launches'][0]];
  assert.match(code, /bitcast<f32>\(numbers\[0\]\.y\)/);
  assert.doesNotMatch(code, /Infinity|NaN|undefined/);
});

test('every kernel of a random graph runs once, after all that it reads, within the bindings', () => {
  fc.assert(
    fc.property(choices, fc.constantFrom(8, 10, 16), fc.constantFrom(...TILES), (from, maxBindings, tiles) => {
      const { launches: all, plan } = launches(randomGraph(from), { tiles, maxBindings });
      const order = all.flatMap(({ units }, time) =>
        units.flatMap(({ kernels }, unit) => kernels.map((kernel) => ({ kernel, time, unit }))),
      );
      assert.equal(order.length, plan.kernels.length);
      const written = new Map<number, { time: number; unit: number }>();
      const left = new Map<number, number>();
      for (const kernel of plan.kernels) {
        for (const slot of slotsWritten(kernel)) left.set(slot, (left.get(slot) ?? 0) + 1);
      }
      for (const { kernel, time, unit } of order) {
        for (const slot of slotsRead(kernel)) {
          if (plan.slots[slot]!.role === 'input') continue;
          assert.equal(left.get(slot), 0, 'all of it is there');
          const made = written.get(slot)!;
          assert.ok(made.time < time || made.unit === unit, 'made in an earlier dispatch, or by the same invocation');
        }
        for (const slot of slotsWritten(kernel)) {
          left.set(slot, left.get(slot)! - 1);
          written.set(slot, { time, unit });
        }
      }
      for (const { code, targets } of all) {
        assert.ok(targets.length <= maxBindings);
        assert.doesNotMatch(code, /undefined|NaN|Infinity/);
      }
    }),
    { numRuns: 200 },
  );
});
