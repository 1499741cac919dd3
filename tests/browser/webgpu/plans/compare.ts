/** Runs in the page: graphs on the WebGPU executor, compared with the reference that carries out plans element by element. */
import { makePlan } from '../../../../src/lib/engine/plan/make-plan.ts';
import { runPlan } from '../../../../src/lib/engine/plan/reference.ts';
import { record } from '../../../../src/lib/engine/program.ts';
import { WebGpuExecutor } from '../../../../src/lib/engine/webgpu/executor.ts';
import { toDevice } from '../../../../src/lib/engine/webgpu/host.ts';
import type { Tiles } from '../../../../src/lib/engine/webgpu/unit.ts';
import { newWalk, type Node } from '../../../../src/lib/tensor/node.ts';
import { randomGraph } from '../../../unit/engine/random-graph.ts';
import { elementwise, products, reductions, selections, type Case } from './cases.ts';

/** Whether two numbers are the same up to rounding; every NaN is. */
const agree = (x: number, y: number, tolerance: number): boolean =>
  Object.is(x, y) || Math.abs(x - y) <= tolerance * (1 + Math.abs(y)) || (Number.isNaN(x) && Number.isNaN(y));

/** The first value that differs, in words; null where all agree. */
async function difference(executor: WebGpuExecutor, { name, roots, tolerance }: Case): Promise<string | null> {
  newWalk();
  const { program, inputs, outputs } = record(roots);
  const isScalar = (node: Node): boolean => node.operation.kind === 'scalar';
  const buffers = inputs.map((node) =>
    node.operation.kind === 'scalar' ? node.operation.value : executor.upload(node.host!, node.shape, node.dtype),
  );
  const made = executor.compile(program)(buffers);
  const arrays = inputs.map((node) => (isScalar(node) ? null : toDevice(node.host!, node.dtype)));
  const numbers = buffers.filter((buffer) => typeof buffer === 'number');
  const expected = runPlan(makePlan(program), arrays, numbers);
  for (const [i, node] of outputs.entries()) {
    const values = await executor.read(made[i]!, node.dtype);
    const at = expected[i]!.findIndex((wanted, j) => !agree(values[j]!, wanted, tolerance));
    if (at >= 0) return `${name}, output ${i} [${node.shape.join()}] at ${at}: ${values[at]} for ${expected[i]![at]}`;
  }
  for (const buffer of [...made, ...buffers]) if (typeof buffer !== 'number') executor.free(buffer);
  return null;
}

/** What differs on a new executor. `graphs` are the choices of random graphs. */
globalThis.differences = async (tiles: Tiles, graphs: readonly (readonly number[])[]): Promise<string[]> => {
  const adapter = await navigator.gpu.requestAdapter();
  const executor = await WebGpuExecutor.open(adapter!, tiles);
  const random = graphs.map((from, i): Case => ({ name: `random ${i}`, roots: randomGraph(from), tolerance: 1e-4 }));
  const found: string[] = [];
  for (const one of [...elementwise(), ...products(), ...reductions(), ...selections(), ...random]) {
    const problem = await difference(executor, one).catch((error: Error) => `${one.name}: ${error.message}`);
    if (problem !== null) found.push(problem);
  }
  executor.dispose();
  return found;
};

declare global {
  var differences: (tiles: Tiles, graphs: readonly (readonly number[])[]) => Promise<string[]>;
}
