/**
 * Times the matrix products of the WASM engine by size, as a layer's forward and backward passes need them, and a few functions of elements.
 *
 *     node scripts/bench/wasm-kernels.ts
 *
 * GFLOP/s are those of the fastest of many runs: how far the kernels are from the processor's limit, not how a program fares.
 */
import { makePlan } from '../../src/lib/engine/plan/make-plan.ts';
import { record } from '../../src/lib/engine/program.ts';
import type { WasmExecutor } from '../../src/lib/engine/wasm/executor.ts';
import { dataNode, type Node, type UnaryOp } from '../../src/lib/tensor/node.ts';
import * as op from '../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../src/lib/tensor/shape.ts';
import { ensureKernels } from '../build-kernels.mjs';

/** [batch, inputs, outputs] of a layer. */
const LAYERS: readonly (readonly [number, number, number])[] = [
  [32, 64, 32],
  [32, 784, 128],
  [64, 256, 10],
  [64, 512, 256],
  [64, 784, 512],
  [64, 1024, 1024],
  [256, 784, 512],
  [512, 1024, 1024],
];
const FUNCTIONS: readonly UnaryOp[] = ['relu', 'sqrt', 'exp', 'log', 'tanh', 'sigmoid', 'erf', 'sin'];
/** Milliseconds that each measurement takes at least. */
const BUDGET = 120;

const noise = (shape: Shape): Node =>
  dataNode(
    Float32Array.from({ length: sizeOf(shape) }, () => Math.random() + 0.1),
    shape,
    'float32',
  );

/** Milliseconds of the fastest run of a graph. */
async function fastest(executor: WasmExecutor, root: Node): Promise<number> {
  const { program, inputs } = record([root]);
  const buffers = inputs.map((node) => executor.upload(node.host!, node.shape, node.dtype));
  const run = executor.compile(program);
  let best = Infinity;
  for (let spent = 0, turn = 0; spent < BUDGET || turn < 8; turn++) {
    const start = performance.now();
    const results = run(buffers);
    const time = performance.now() - start;
    results.forEach((buffer) => executor.free(buffer));
    spent += time;
    best = Math.min(best, time);
    // The optimizing compiler works beside, and its code is used from the next call on.
    if (turn % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  buffers.forEach((buffer) => executor.free(buffer));
  return best;
}

await ensureKernels();
const { WasmExecutor: Wasm } = await import('../../src/lib/engine/wasm/executor.ts');
const engines = [await Wasm.open({ makePlan }), await Wasm.open({ makePlan, relaxed: true })];

console.log('GFLOP/s           layer       x wT      g w     gT x   (plain / relaxed SIMD)');
for (const [batch, ins, outs] of LAYERS) {
  const [x, w, g] = [noise([batch, ins]), noise([outs, ins]), noise([batch, outs])];
  const products = [op.matmul(x, op.transpose(w)), op.matmul(g, w), op.matmul(op.transpose(g), x)];
  const cells: string[] = [];
  for (const product of products) {
    const speeds: string[] = [];
    for (const engine of engines) {
      speeds.push(((2 * batch * ins * outs) / (await fastest(engine, product)) / 1e6).toFixed(0));
    }
    cells.push(speeds.join('/').padStart(8));
  }
  console.log(`${`${batch} x ${ins} to ${outs}`.padStart(23)}  ${cells.join(' ')}`);
}

console.log('\nns an element');
const x = noise([2 ** 17]);
for (const name of FUNCTIONS) {
  const time = await fastest(engines[0]!, op.unary(name, x));
  console.log(`${name.padStart(23)}  ${((time * 1e6) / 2 ** 17).toFixed(2).padStart(8)}`);
}
