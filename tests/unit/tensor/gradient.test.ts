import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Engine } from '../../../src/lib/engine/engine.ts';
import { openEngine } from '../../../src/lib/engine/open.ts';
import { differentiate } from '../../../src/lib/tensor/gradient.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../src/lib/tensor/shape.ts';

let engine: Engine;
before(async () => {
  ({ engine } = await openEngine('tfjs-cpu', () => []));
});

const floats = (values: readonly number[], shape: Shape): Node => dataNode(Float32Array.from(values), shape, 'float32');
const ints = (values: readonly number[], shape: Shape): Node => dataNode(Int32Array.from(values), shape, 'int64');
const read = async (node: Node): Promise<number[]> => [...(await engine.read(node))];

/** Values away from the kinks of relu, abs and the like, different from each other, positive and negative. */
const spread = (shape: Shape, offset: number): number[] =>
  Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7 + offset) % 11) / 5 - 1.05 + 0.013 * i);

interface Case {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly build: (...inputs: Node[]) => Node;
  /** Makes the inputs fit the function's domain. */
  readonly domain?: (x: number) => number;
}

const positive = (x: number): number => Math.abs(x) + 0.5;
const on = (name: string, build: Case['build'], ...shapes: Shape[]): Case => ({ name, build, shapes });
const over = (name: string, build: Case['build'], ...shapes: Shape[]): Case => ({
  name,
  build,
  shapes,
  domain: positive,
});

const CASES: readonly Case[] = [
  ...(['neg', 'exp', 'expm1', 'sin', 'cos', 'tanh', 'sigmoid', 'erf', 'abs', 'relu'] as const).map((name) =>
    on(name, (x) => op.unary(name, x), [2, 3]),
  ),
  ...(['log', 'log1p', 'sqrt', 'rsqrt', 'reciprocal'] as const).map((name) =>
    over(name, (x) => op.unary(name, x), [2, 3]),
  ),
  ...(['add', 'sub', 'mul', 'maximum', 'minimum'] as const).map((name) =>
    on(name, (a, b) => op.binary(name, a, b), [2, 3], [3]),
  ),
  over('div', (a, b) => op.div(a, b), [2, 3], [2, 1]),
  over('pow', (a, b) => op.binary('pow', a, b), [2, 3], [3]),
  over('atan2', (a, b) => op.binary('atan2', a, b), [4], [4]),
  on('where', (a, b) => op.where(op.binary('less', a, op.full([], 0.1, 'float32')), op.mul(a, a), b), [2, 3], [2, 3]),
  on('sum over an axis', (x) => op.reduce('sum', op.mul(x, x), [1]), [2, 3, 2]),
  on('max over axes', (x) => op.reduce('max', x, [0, 2]), [2, 3, 2]),
  on('min over all', (x) => op.reduce('min', x, [0, 1]), [2, 3]),
  over('prod', (x) => op.reduce('prod', x, [1]), [2, 3]),
  on('matmul', (a, b) => op.matmul(a, b), [3, 4], [4, 2]),
  on('matmul of batches', (a, b) => op.matmul(a, b), [2, 3, 4], [4, 2]),
  on('matmul with transposed factors', (a, b) => op.matmul(op.transpose(a), op.transpose(b)), [4, 3], [2, 4]),
  on('permute', (x) => op.mul(op.permute(x, [2, 0, 1]), op.permute(x, [2, 0, 1])), [2, 3, 4]),
  on('expand', (x) => op.mul(op.expand(x, [4, 2, 3]), floats(spread([4, 2, 3], 1), [4, 2, 3])), [2, 1]),
  on('slice', (x) => op.slice(x, [1, 0], [2, 2], [1, 1]), [4, 3]),
  on('slice with steps', (x) => op.slice(x, [1, 0], [2, 2], [3, 2]), [6, 4]),
  on('pad', (x) => op.mul(op.pad(x, [1, 0], [0, 2]), floats(spread([3, 5], 2), [3, 5])), [2, 3]),
  on('flip', (x) => op.mul(op.flip(x, [1]), floats(spread([2, 3], 3), [2, 3])), [2, 3]),
  on('concat', (a, b) => op.mul(op.concat([a, b], 1), floats(spread([2, 5], 4), [2, 5])), [2, 3], [2, 2]),
  on('indexSelect', (x) => op.indexSelect(x, 1, ints([2, 0, 2, 1], [4])), [2, 3]),
  on('indexAdd', (x) => op.indexAdd(x, 1, ints([2, 0, 2, 1], [4]), 5), [2, 4]),
  on('gather', (x) => op.gather(x, 1, ints([0, 2, 1, 1], [2, 2])), [2, 3]),
  on('cumsum', (x) => op.cumsum(x, 1), [2, 4]),
  on('unfold2d', (x) => op.unfold2d(x, { kernel: [2, 3], stride: [2, 1], dilation: [1, 1] }), [2, 2, 5, 4]),
  on('unfold2d, dilated', (x) => op.unfold2d(x, { kernel: [2, 2], stride: [1, 2], dilation: [2, 1] }), [1, 2, 5, 5]),
  on('fold2d', (x) => op.fold2d(x, [1, 2, 5, 4], { kernel: [2, 2], stride: [2, 1], dilation: [1, 1] }), [1, 8, 6]),
  on('scatterAdd', (x) => op.scatterAdd(x, 0, ints([0, 2, 1, 2], [2, 2]), 4), [2, 2]),
];

for (const { name, shapes, build, domain } of CASES) {
  test(`the gradient of ${name} agrees with finite differences`, async () => {
    const points = shapes.map((shape, i) => spread(shape, i * 3).map((x) => Math.fround(domain?.(x) ?? x)));
    const forward = (at: readonly (readonly number[])[]) => build(...at.map((values, i) => floats(values, shapes[i]!)));
    // Different weights for the outputs, so that a misplaced gradient shows.
    const weights = spread(forward(points).shape, 5);
    const objective = async (at: readonly (readonly number[])[]): Promise<number> =>
      (await read(forward(at))).reduce((sum, y, i) => sum + y * weights[i]!, 0);

    const leaves = points.map((values, i) => op.variable(floats(values, shapes[i]!)));
    const output = build(...leaves);
    const found = new Map<Node, Node>();
    differentiate(
      [output],
      [floats(weights, output.shape)],
      { retain: false, createGraph: false },
      (leaf, grad) => void found.set(leaf, grad),
    );
    const step = 2 ** -7;
    for (const [i, values] of points.entries()) {
      const grad = await read(found.get(leaves[i]!)!);
      for (const j of values.keys()) {
        const nudged = (by: number) => points.map((p, k) => (k === i ? p.with(j, p[j]! + by) : p));
        const slope = ((await objective(nudged(step))) - (await objective(nudged(-step)))) / (2 * step);
        assert.ok(
          Math.abs(grad[j]! - slope) <= 5e-3 * (1 + Math.abs(slope)),
          `input ${i}, element ${j}: ${grad[j]} against ${slope}`,
        );
      }
    }
  });
}

test('a history can be used once', () => {
  const x = op.variable(floats([1, 2], [2]));
  const y = op.mul(x, x);
  const seed = op.full([2], 1, 'float32');
  const once = () => differentiate([y], [seed], { retain: false, createGraph: false }, () => undefined);
  once();
  assert.throws(once, /backward through the graph a second time/);
});

test('gradients can be differentiated again', async () => {
  const x = op.variable(floats([2], [1]));
  const seed = op.full([1], 1, 'float32');
  let first: Node | undefined;
  let second: Node | undefined;
  const cube = op.mul(op.mul(x, x), x);
  differentiate([cube], [seed], { retain: true, createGraph: true }, (_, grad) => void (first = grad));
  differentiate([first!], [seed], { retain: false, createGraph: false }, (_, grad) => void (second = grad));
  assert.deepEqual(await read(first!), [12]);
  assert.deepEqual(await read(second!), [12]);
});
