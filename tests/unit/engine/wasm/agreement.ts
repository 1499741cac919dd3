/** Runs a graph on the WASM executor and on the reference executor of plans, and compares what they give. */
import assert from 'node:assert/strict';
import { ensureKernels } from '../../../../scripts/build-kernels.mjs';
import { makePlan } from '../../../../src/lib/engine/plan/make-plan.ts';
import { runPlan, type Elements } from '../../../../src/lib/engine/plan/reference.ts';
import { record } from '../../../../src/lib/engine/program.ts';
import type { WasmExecutor } from '../../../../src/lib/engine/wasm/executor.ts';
import type { DType, HostArray } from '../../../../src/lib/tensor/dtype.ts';
import { dataNode, type Node } from '../../../../src/lib/tensor/node.ts';
import { sizeOf, type Shape } from '../../../../src/lib/tensor/shape.ts';

await ensureKernels();
const wasm = await import('../../../../src/lib/engine/wasm/executor.ts');

export const open = (options: { relaxed?: boolean; pages?: number } = {}): Promise<WasmExecutor> =>
  wasm.WasmExecutor.open({ makePlan, ...options });
const executor = await open();

/** Reproducible numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const draw = random(1);

/** Values in [-2, 2), multiples of 1/64, so that short sums of products are exact. */
export const floats = (shape: Shape): Node =>
  dataNode(
    Float32Array.from({ length: sizeOf(shape) }, () => Math.floor(draw() * 256) / 64 - 2),
    shape,
    'float32',
  );

/** Whole numbers from `low` up to `high`, exclusive. */
export const integers = (shape: Shape, low: number, high: number, dtype: DType = 'int64'): Node =>
  dataNode(
    Int32Array.from({ length: sizeOf(shape) }, () => low + Math.floor(draw() * (high - low))),
    shape,
    dtype,
  );

export const truths = (shape: Shape): Node =>
  dataNode(
    Uint8Array.from({ length: sizeOf(shape) }, () => Number(draw() < 0.5)),
    shape,
    'bool',
  );

const asElements = (values: HostArray): Elements => (values instanceof Float32Array ? values : Int32Array.from(values));

/** Distance of two floats in steps of their last place; equal infinities and NaNs are 0 apart. */
export function ulps(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const [x, y] = new Int32Array(Float32Array.of(a, b).buffer) as unknown as [number, number];
  const order = (bits: number) => (bits < 0 ? -(bits & 0x7fffffff) : bits);
  return Math.abs(order(x) - order(y));
}

/** Computes `roots` in WASM. */
export function compute(roots: readonly Node[], on: WasmExecutor = executor): HostArray[] {
  const { program, inputs, outputs } = record(roots);
  const buffers = inputs.map((node) =>
    node.operation.kind === 'scalar' ? node.operation.value : on.upload(node.host!, node.shape, node.dtype),
  );
  const results = on.compile(program)(buffers);
  const values = results.map((buffer, i) => on.read(buffer, outputs[i]!.dtype));
  for (const buffer of [...buffers, ...results]) if (typeof buffer !== 'number') on.free(buffer);
  return values;
}

/** Asserts that the two agree on `roots`: integers exactly, floats within `tolerance` steps of the last place, or `absolute`. */
export function agree(roots: readonly Node[], what: string, tolerance = 0, absolute = 0): void {
  const { program, inputs, outputs } = record(roots);
  const scalars = inputs.flatMap(({ operation }) => (operation.kind === 'scalar' ? [operation.value] : []));
  const elements = inputs.map(({ host }) => host && asElements(host));
  const wanted = runPlan(makePlan(program), elements, scalars);
  compute(roots).forEach((got, o) => {
    const expected = wanted[o]!;
    assert.equal(got.length, expected.length, what);
    for (let i = 0; i < got.length; i++) {
      const [a, b] = [got[i]!, expected[i]!];
      const near = Math.abs(a - b) <= absolute || (got instanceof Float32Array ? ulps(a, b) <= tolerance : a === b);
      assert.ok(near, `${what}: output ${o} [${outputs[o]!.shape.join()}] at ${i} is ${a}, not ${b}`);
    }
  });
}
