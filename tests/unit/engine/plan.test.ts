import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Engine } from '../../../src/lib/engine/engine.ts';
import { openEngine } from '../../../src/lib/engine/open.ts';
import { makePlan } from '../../../src/lib/engine/plan/make-plan.ts';
import type { Kernel, Plan } from '../../../src/lib/engine/plan/plan.ts';
import { record } from '../../../src/lib/engine/program.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import { differentiate } from '../../../src/lib/tensor/gradient.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';
import { choices, randomGraph } from './random-graph.ts';
import { ReferenceExecutor } from './reference-executor.ts';

const data = (shape: Shape): Node => dataNode(new Float32Array(sizeOf(shape)).fill(0.5), shape, 'float32');
const planOf = (roots: readonly Node[]): Plan => makePlan(record(roots).program);
const anchorOf = ({ anchor }: Kernel): string => anchor?.kind ?? 'map';

test('plans of random graphs give what tfjs gives', async () => {
  const { engine: tfjs } = await openEngine('tfjs-cpu', () => []);
  await fc.assert(
    fc.asyncProperty(choices, async (from) => {
      const planned = new Engine(new ReferenceExecutor(), () => []);
      for (const [i, node] of randomGraph(from).entries()) {
        const expected = Float32Array.from(await tfjs.read(node));
        const [other] = randomGraph(from).slice(i);
        const actual = Float32Array.from(await planned.read(other!));
        assert.equal(actual.length, expected.length);
        actual.forEach((x, at) => {
          const wanted = expected[at]!;
          assert.ok(
            Object.is(x, wanted) || Math.abs(x - wanted) <= 1e-4 * (1 + Math.abs(wanted)),
            `value ${i} [${node.shape.join()}] at ${at}: ${x} for ${wanted}`,
          );
        });
      }
    }),
    // Always the same graphs: where a value lies at a step of floor or of a cast, rounding may put two engines on either side.
    { numRuns: 300, seed: 1 },
  );
});

test('element-wise work joins the product that feeds it, and the batch is gathered inside', () => {
  const rows = dataNode(Int32Array.of(1, 3, 5), [3], 'int64');
  const x = op.indexSelect(data([8, 4]), 0, rows);
  const y = op.unary('relu', op.add(op.matmul(x, op.transpose(data([6, 4]))), data([6])));
  const plan = planOf([y]);
  assert.deepEqual(plan.kernels.map(anchorOf), ['matmul']);
  const [{ anchor }] = plan.kernels as [Kernel];
  assert.ok(anchor?.kind === 'matmul' && anchor.a.indirect !== null);
});

test('a gradient that is only read transposed is computed that way, and the update joins it', () => {
  const w = op.variable(data([6, 4]));
  const y = op.matmul(data([3, 4]), op.transpose(w));
  const loss = op.reduce('sum', op.mul(y, y), [0, 1]);
  let grad: Node | undefined;
  const options = { retain: false, createGraph: false, at: new Set([w]) };
  differentiate([loss], [op.full([], 1, 'float32')], options, (_, found) => (grad = found));
  const updated = op.sub(w, op.mul(grad!, op.scalar(0.1, 'float32')));
  const plan = planOf([updated, grad!]);
  assert.deepEqual(plan.kernels.map(anchorOf), ['matmul', 'matmul']);
  assert.equal(plan.kernels[1]!.stores.length, 2);
  assert.deepEqual(plan.kernels[1]!.space, [6, 4]);
});

test('temporaries share room when their lives do not meet, and only then', () => {
  let x: Node = data([64, 64]);
  for (let i = 0; i < 6; i++) x = op.matmul(x, data([64, 64]));
  const plan = planOf([x]);
  const temporaries = plan.slots.filter(({ role }) => role === 'temporary');
  assert.equal(temporaries.length, 5);
  assert.equal(plan.workspace, 2 * 64 * 64);
});

test('what is computed twice is computed once', () => {
  const x = data([5]);
  const twice = () => op.reduce('sum', op.unary('exp', x), [0]);
  assert.equal(planOf([op.add(twice(), twice())]).kernels.length, 1);
});

test('a sum over a batch of products is one product', () => {
  const product = op.matmul(data([7, 2, 5]), data([7, 5, 3]));
  const plan = planOf([op.reduce('sum', product, [0])]);
  assert.equal(plan.kernels.length, 1);
  const { anchor, space } = plan.kernels[0]!;
  assert.ok(anchor?.kind === 'matmul');
  assert.deepEqual([anchor.k, space], [[7, 5], [2, 3]]); // prettier-ignore
});
