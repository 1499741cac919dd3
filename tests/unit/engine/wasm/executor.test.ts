import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { record } from '../../../../src/lib/engine/program.ts';
import { dataNode, type Buffer, type Node } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../../src/lib/tensor/shape.ts';
import { open, random } from './agreement.ts';

const filled = (shape: Shape, seed: number, scale: number): Node => {
  const draw = random(seed);
  return dataNode(
    Float32Array.from({ length: sizeOf(shape) }, () => (draw() - 0.5) * scale),
    shape,
    'float32',
  );
};

/** One step of gradient descent of a small network with tanh, softmax and cross-entropy, from `weights` to what they become. */
function step(weights: readonly Node[], x: Node, target: Node): { loss: Node; updated: Node[] } {
  const [w1, w2] = weights as [Node, Node];
  const hidden = op.unary('tanh', op.matmul(x, op.transpose(w1)));
  const logits = op.matmul(hidden, op.transpose(w2));
  const [n, classes] = logits.shape as [number, number];
  const top = op.reshape(op.reduce('max', logits, [1]), [n, 1]);
  const e = op.unary('exp', op.sub(logits, top));
  const p = op.div(e, op.reshape(op.reduce('sum', e, [1]), [n, 1]));
  const loss = op.neg(op.reduce('sum', op.mul(op.unary('log', p), target), [0, 1]));
  const toLogits = op.mul(op.sub(p, target), op.full([], 1 / n, 'float32'));
  const toHidden = op.mul(op.matmul(toLogits, w2), op.sub(op.full([], 1, 'float32'), op.mul(hidden, hidden)));
  const gradients = [op.matmul(op.transpose(toHidden), x), op.matmul(op.transpose(toLogits), hidden)];
  assert.equal(classes, target.shape[1]);
  const rate = op.scalar(0.1, 'float32');
  return { loss, updated: weights.map((w, i) => op.sub(w, op.mul(gradients[i]!, rate))) };
}

/** Trains for `steps`, and gives the last weights and loss and how many bytes there were after each step. */
async function train(steps: number, relaxed = false): Promise<{ values: Float32Array[]; bytes: number[] }> {
  const executor = await open({ relaxed });
  const weights = [filled([33, 21], 1, 0.5), filled([10, 33], 2, 0.5)];
  const x = filled([16, 21], 3, 2);
  const target = dataNode(Float32Array.from({ length: 160 }, (_, i) => Number(i % 10 === (i / 10) % 7 >> 0)), [16, 10], 'float32'); // prettier-ignore
  const { loss, updated } = step(weights, x, target);
  const { program, inputs, outputs } = record([loss, ...updated]);
  const run = executor.compile(program);
  const buffers = new Map<Node, Buffer>();
  for (const node of [...weights, x, target]) buffers.set(node, executor.upload(node.host!, node.shape, node.dtype));
  const bytes: number[] = [];
  let last: Buffer | null = null;
  for (let i = 0; i < steps; i++) {
    const results = run(inputs.map((node) => buffers.get(node) ?? 0.1));
    weights.forEach((weight, w) => {
      executor.free(buffers.get(weight)!);
      buffers.set(weight, results[outputs.indexOf(updated[w]!)]!);
    });
    if (last !== null) executor.free(last);
    last = results[outputs.indexOf(loss)]!;
    bytes.push(executor.bytes);
  }
  const values = [last!, ...weights.map((weight) => buffers.get(weight)!)];
  return { values: values.map((buffer) => executor.read(buffer, 'float32') as Float32Array), bytes };
}

test('weights after fifty steps have one hash on every machine', async () => {
  const { values } = await train(50);
  const hash = createHash('sha256');
  for (const array of values) hash.update(new Uint8Array(array.buffer));
  assert.equal(hash.digest('hex').slice(0, 16), '754a7d0834b3b2f4');
});

test('relaxed vectors train to the same weights within the rounding', async () => {
  const [exact, fused] = [await train(50), await train(50, true)];
  exact.values.forEach((array, v) => {
    array.forEach((value, i) => assert.ok(Math.abs(value - fused.values[v]![i]!) < 1e-4 * (1 + Math.abs(value))));
  });
});

test('ten thousand steps take no more memory than ten', async () => {
  const { bytes, values } = await train(10_000);
  assert.equal(new Set(bytes.slice(1)).size, 1);
  assert.ok(values[0]![0]! < 1, 'and they learn');
});

test('memory that cannot be had is said in a sentence, and what there is stays usable', async () => {
  const executor = await open({ pages: 512 });
  const small = executor.upload(Float32Array.of(1, 2, 3), [3], 'float32');
  const zeros = record([op.add(op.expand(op.scalar(1, 'float32'), [2 ** 21]), op.scalar(2, 'float32'))]).program;
  const run = executor.compile(zeros);
  assert.throws(
    () => {
      for (let i = 0; i < 5; i++) run([1, 2]);
    },
    { name: 'DeviceError', message: /^The program's tensors need more memory than the browser gives: .* in use\./ },
  );
  assert.deepEqual(executor.read(small, 'float32'), Float32Array.of(1, 2, 3));
});

test('values come back in their own kind', async () => {
  const executor = await open();
  const round = (values: Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>, dtype: 'bool' | 'uint8' | 'int64') =>
    executor.read(executor.upload(values, [values.length], dtype), dtype);
  assert.deepEqual(round(Uint8Array.of(0, 1, 1), 'bool'), Uint8Array.of(0, 1, 1));
  assert.deepEqual(round(Uint8Array.of(0, 200, 255), 'uint8'), Uint8Array.of(0, 200, 255));
  assert.deepEqual(round(Int32Array.of(-5, 2 ** 31 - 1), 'int64'), Int32Array.of(-5, 2 ** 31 - 1));
});
