import type { Plan, View } from '../plan/plan.ts';
import type { Device } from './device.ts';
import { launchesOf } from './launch.ts';
import { replay } from './replay.ts';
import type { Tiles } from './unit.ts';

/** Edge of the matrices that are multiplied: a moment on graphics hardware, and milliseconds on software. */
const EDGE = 192;

/** By how much the products for software must win: on fast hardware both take about as long as a submit. */
const CLEARLY = 1.3;

const known = new Map<string, Promise<Tiles>>();

/** One square product. */
function product(edge: number): Plan {
  const view = (slot: number): View => ({ slot, offset: 0, strides: [edge, 1] });
  const slot = (role: 'input' | 'output') => ({ type: 'f32' as const, size: edge * edge, role, offset: 0 });
  return {
    slots: [slot('input'), slot('input'), slot('output')],
    inputs: [0, 1],
    outputs: [2],
    scalars: [],
    workspace: 0,
    kernels: [
      {
        space: [edge, edge],
        anchor: { kind: 'matmul', k: [edge], a: { ...view(0), indirect: null }, b: { ...view(1), indirect: null } },
        body: [{ kind: 'anchor', type: 'f32' }],
        stores: [{ view: view(2), register: 0 }],
      },
    ],
  };
}

async function milliseconds(device: Device, tiles: Tiles): Promise<number> {
  const plan = product(EDGE);
  const run = replay(device, launchesOf(plan, { tiles, maxBindings: device.maxBindings }));
  const [a, b] = [device.buffers.take(EDGE * EDGE), device.buffers.take(EDGE * EDGE)];
  const round = async (): Promise<number> => {
    const start = performance.now();
    const [c] = run([a, b]);
    await device.gpu.queue.onSubmittedWorkDone();
    device.buffers.give(c as typeof a);
    return performance.now() - start;
  };
  await round();
  const times = [await round(), await round()];
  [a, b].forEach((buffer) => device.buffers.give(buffer));
  return Math.min(...times);
}

/** How products are best computed on a device, by a measurement made once for each adapter. */
export function measureTiles(device: Device, adapter: string): Promise<Tiles> {
  const before = known.get(adapter);
  if (before !== undefined) return before;
  const measured = (async (): Promise<Tiles> => {
    const registers = await milliseconds(device, 'registers');
    const shared = await milliseconds(device, 'shared');
    return registers * CLEARLY < shared ? 'registers' : 'shared';
  })();
  known.set(adapter, measured);
  return measured;
}
