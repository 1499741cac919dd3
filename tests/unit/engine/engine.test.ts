import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEngine } from '../../../src/lib/engine/open.ts';
import { record } from '../../../src/lib/engine/program.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';

const counting = (shape: Shape): Node => dataNode(Float32Array.from({ length: sizeOf(shape) }, (_, i) => i), shape, 'float32'); // prettier-ignore

/** An engine on the processor, and the lists of what its program holds, leaves' gradients apart. */
async function open() {
  const held: Node[] = [];
  const gradients: Node[] = [];
  const { engine } = await openEngine('tfjs-cpu', () => [
    ...held.map((node) => ({ owner: node, nodes: [node] })),
    ...gradients.map((node) => ({ owner: node, nodes: [node], gradient: true })),
  ]);
  return { engine, held, gradients };
}

/** One step of gradient descent on ||w x||², as an optimizer would make it. */
function descend(w: Node, x: Node, rate: number): { loss: Node; grad: Node; updated: Node } {
  const y = op.matmul(w, x);
  const loss = op.reduce('sum', op.mul(y, y), [0, 1]);
  const grad = op.matmul(y, op.transpose(x));
  return { loss, grad, updated: op.sub(w, op.mul(grad, op.scalar(rate, 'float32'))) };
}

test('the same step with other numbers is the same program', () => {
  const x = counting([3, 2]);
  const first = record([descend(counting([2, 3]), x, 0.1).updated]).program;
  const second = record([descend(counting([2, 3]), x, 0.2).updated]).program;
  const wider = record([descend(counting([4, 3]), x, 0.1).updated]).program;
  assert.equal(first.signature, second.signature);
  assert.notEqual(first.signature, wider.signature);
});

test('memory stays flat over many steps, and one program serves them all', async () => {
  const { engine, held } = await open();
  const x = counting([3, 2]);
  let w = counting([2, 3]);
  let bytes = 0;
  for (let i = 0; i < 50; i++) {
    const { loss, updated } = descend(w, x, 1e-3);
    w = updated;
    held.splice(0, held.length, x, w, loss);
    await engine.step([w]);
    if (i === 5) bytes = engine.bytes;
  }
  assert.equal(engine.bytes, bytes);
  assert.equal(engine.programs, 1);
});

test('a value that is held is computed with the step, before its inputs are gone', async () => {
  const { engine, held } = await open();
  const x = counting([3, 2]);
  const w = counting([2, 3]);
  const { loss, updated } = descend(w, x, 1e-3);
  held.push(x, updated, loss);
  await engine.step([updated]);
  assert.ok(loss.buffer !== null);
  assert.equal((await engine.read(loss))[0], 10 ** 2 + 13 ** 2 + 28 ** 2 + 40 ** 2);
});

test('a gradient that nobody looks at is used and not kept', async () => {
  const { engine, held, gradients } = await open();
  const x = counting([3, 2]);
  let w = counting([2, 3]);
  for (let i = 0; i < 3; i++) {
    const { grad, updated } = descend(w, x, 1e-3);
    w = updated;
    held.splice(0, held.length, x, w);
    gradients.splice(0, 1, grad);
    await engine.step([w]);
    assert.equal(grad.realized, false);
  }
  assert.equal(engine.programs, 1);
});

test('a gradient that was not kept is still what it was, and those after it are kept', async () => {
  const { engine, held, gradients } = await open();
  const x = counting([3, 2]);
  let w = counting([2, 3]);
  for (let i = 0; i < 3; i++) {
    const before = dataNode((await engine.read(w)).slice(), [2, 3], 'float32');
    const { grad, updated } = descend(w, x, 1e-3);
    w = updated;
    held.splice(0, held.length, x, w);
    gradients.splice(0, 1, grad);
    await engine.step([w]);
    assert.equal(grad.realized, i > 0);
    assert.deepEqual(await engine.read(grad), await engine.read(descend(before, x, 0).grad));
  }
});

test('where gradients add up from step to step, only the first is computed twice', async () => {
  const { engine, held, gradients } = await open();
  const x = counting([3, 2]);
  let w = counting([2, 3]);
  let sum: Node | null = null;
  const programs: number[] = [];
  for (let i = 0; i < 6; i++) {
    const { grad } = descend(w, x, 1e-3);
    sum = sum === null ? grad : op.add(sum, grad);
    w = op.sub(w, op.mul(sum, op.scalar(1e-3, 'float32')));
    held.splice(0, held.length, x, w);
    gradients.splice(0, 1, sum);
    await engine.step([w]);
    assert.equal(sum.realized, i > 0);
    programs.push(engine.programs);
  }
  assert.deepEqual(programs, [1, 2, 3, 3, 3, 3]);
});

test('a selection from resident data is not kept: it stays a recipe', async () => {
  const { engine, held } = await open();
  const data = counting([10, 3]);
  const batch = op.indexSelect(data, 0, dataNode(Int32Array.from([4, 7]), [2], 'int64'));
  const w = op.reduce('sum', batch, [0]);
  held.push(data, batch, w);
  await engine.step([w]);
  assert.equal(batch.realized, false);
  assert.deepEqual([...(await engine.read(batch))], [12, 13, 14, 21, 22, 23]);
});

test('a product that is read transposed is the transpose of the product', async () => {
  const { engine } = await open();
  const [a, b] = [counting([2, 3]), counting([3, 4])];
  const plain = [...(await engine.read(op.matmul(a, b)))];
  const transposed = [...(await engine.read(op.transpose(op.matmul(a, b))))];
  assert.deepEqual(
    transposed,
    [0, 1, 2, 3].flatMap((column) => [plain[column], plain[4 + column]]),
  );
  const fromFactors = op.transpose(op.matmul(op.transpose(op.transpose(a)), b));
  assert.deepEqual([...(await engine.read(fromFactors))], transposed);
});

test('what was freed is reported, never silently wrong', async () => {
  const { engine, held } = await open();
  const x = counting([4]);
  const y = op.mul(x, x);
  held.push(x);
  engine.realize([y]);
  engine.collect();
  assert.throws(() => engine.read(op.add(y, x)), /freed while the program still needed it/);
});

test('values that are repeated on both sides keep the shape of the result', async () => {
  const { engine } = await open();
  const row = counting([1, 3]);
  const column = counting([2, 1]);
  const sum = op.add(op.expand(row, [2, 3]), op.expand(row, [2, 3]));
  assert.deepEqual([...(await engine.read(op.reshape(sum, [6])))], [0, 2, 4, 0, 2, 4]);
  const product = op.mul(op.expand(row, [2, 3]), op.expand(column, [2, 3]));
  assert.deepEqual([...(await engine.read(op.reshape(product, [6])))], [0, 0, 0, 0, 1, 2]);
});
