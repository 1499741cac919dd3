import type { Plan, View } from '../plan/plan.ts';
import type { Device } from './device.ts';
import { launchesOf } from './launch.ts';
import { replay } from './replay.ts';
import type { Tiles } from './unit.ts';

/** Edge of the matrices that are multiplied: a moment on graphics hardware, and milliseconds on software. */
const EDGE = 192;

/** By how much the products that an adapter is not expected to favour must win: a machine that is busy measures badly. */
const CLEARLY = 1.5;

const ROUNDS = 3;

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

/** A product of one kind, compiled and run once; each call times another run, in milliseconds. */
async function timer(device: Device, tiles: Tiles): Promise<() => Promise<number>> {
  const run = replay(device, launchesOf(product(EDGE), { tiles, maxBindings: device.maxBindings }));
  const [a, b] = [device.buffers.take(EDGE * EDGE), device.buffers.take(EDGE * EDGE)];
  const round = async (): Promise<number> => {
    const start = performance.now();
    const [c] = run([a, b]);
    await device.gpu.queue.onSubmittedWorkDone();
    device.buffers.give(c as typeof a);
    return performance.now() - start;
  };
  await round();
  return round;
}

/**
 * How products are best computed on a device, by a measurement made once for each adapter. `software` says what is expected; the measurement
 * decides otherwise where it is clear.
 */
export function measureTiles(device: Device, adapter: string, software: boolean): Promise<Tiles> {
  const before = known.get(adapter);
  if (before !== undefined) return before;
  const measured = (async (): Promise<Tiles> => {
    // Where four invocations can work together, that beats each for itself.
    const own = device.quads ? 'quads' : 'registers';
    const [alone, shared] = [await timer(device, own), await timer(device, 'shared')];
    const best = { alone: Infinity, shared: Infinity };
    // In turns, so that whatever else the machine does hits both.
    for (let i = 0; i < ROUNDS; i++) {
      best.alone = Math.min(best.alone, await alone());
      best.shared = Math.min(best.shared, await shared());
    }
    if (software) return best.shared * CLEARLY < best.alone ? 'shared' : own;
    return best.alone * CLEARLY < best.shared ? own : 'shared';
  })();
  known.set(adapter, measured);
  return measured;
}
