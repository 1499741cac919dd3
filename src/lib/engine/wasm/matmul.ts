/** Matrix products: panels are packed, rows are multiplied in blocks, and the body runs over each block while it is in the cache. */
import type { Anchor, Kernel, Load } from '../plan/plan.ts';
import { emitElementwise } from './elementwise.ts';
import { LANES, padded, Panels, ROWS, type Side, type Target } from './panels.ts';
import { SCRATCH, withAnchorLoaded, type KernelScope } from './scope.ts';
import { collapse, denseStrides } from './space.ts';

type Matmul = Extract<Anchor, { kind: 'matmul' }>;

/** Elements of a block of the result: it stays in the first-level cache until its body has run. */
const BLOCK = 8192;
/** Rows of a block where the other side is too large to be read again and again from a near cache. */
const TALL = 128;
const NEAR = 24576;
/** A side's entries as they lie in memory; what goes through an index is gathered first. */
function side(scope: KernelScope, load: Load, space: readonly number[], batch: number): Side {
  const split = (at: Pick<Load, 'slot' | 'offset'>, strides: readonly number[]): Side => ({
    load: at,
    batch: strides.slice(0, batch),
    size: space[batch]!,
    stride: strides[batch]!,
    k: strides.slice(batch + 1),
  });
  if (load.indirect === null) return split(load, load.strides);
  const { indices } = load.indirect;
  const used = space.map((size, d) => (load.strides[d] === 0 && indices.strides[d] === 0 ? 1 : size));
  const dense = denseStrides(used).map((stride, d) => (used[d] === 1 ? 0 : stride));
  const offset = scope.takeScratch(used.reduce((a, b) => a * b, 1));
  emitElementwise(scope, {
    sizes: used,
    body: [{ kind: 'load', load, type: 'f32' }],
    stores: [{ view: { slot: SCRATCH, offset, strides: dense }, register: 0 }],
  });
  return split({ slot: SCRATCH, offset }, dense);
}

/** An estimate of a product's cost in cycles, and of the packing before it. */
function cost(rows: Side, lanes: Side, k: number, transposed: boolean): number {
  const inner = (side: Side) => side.k.at(-1) ?? 1;
  const product = (padded(rows.size, ROWS) * padded(lanes.size, LANES) * k) / 8;
  const packing = lanes.size * k * (lanes.stride === 1 ? 0.25 : inner(lanes) === 1 ? 0.5 : 2);
  const rowPacking = rows.size * k * (rows.stride === 1 ? 0.3 : inner(rows) === 1 ? 0.5 : 2);
  return product + packing + rowPacking + (transposed ? rows.size * lanes.size * 1.5 : 0);
}

export function emitMatmul(scope: KernelScope, kernel: Kernel, anchor: Matmul): void {
  const { code } = scope;
  const { space, body, stores } = kernel;
  const batch = space.length - 2;
  const [m, n] = space.slice(-2) as [number, number];
  const sides = [
    side(scope, anchor.a, [...space.slice(0, -1), ...anchor.k], batch),
    side(scope, anchor.b, [...space.slice(0, -2), n, ...anchor.k], batch),
  ] as const;
  const terms = collapse({ sizes: anchor.k, strides: sides.map(({ k }) => k) }).space;
  const [a, b] = sides.map((s, i) => ({ ...s, k: terms.strides[i]! })) as [Side, Side];
  const k = terms.sizes.at(-1) ?? 1;
  const turns = terms.sizes.length > 1 ? terms.sizes[0]! : 1;

  // A product that is only stored goes where it belongs at once.
  const [only] = stores;
  const direct = body.length === 1 && stores.length === 1 ? only!.view : null;
  const [downResult, acrossResult] = direct === null ? [n, 1] : (direct.strides.slice(-2) as [number, number]);
  const straight = cost(a, b, k * turns, acrossResult !== 1);
  const turned = cost(b, a, k * turns, downResult !== 1);
  const swapped = turned < straight;

  const whole = direct !== null || swapped || turns > 1;
  const height = whole ? m : Math.min(m, Math.max(n * k > NEAR ? TALL : 8, Math.floor(BLOCK / n / ROWS) * ROWS));
  const view = direct ?? { slot: SCRATCH, offset: scope.takeScratch(height * n) };
  const target: Target = {
    view,
    batch: direct === null ? new Array<number>(batch).fill(0) : direct.strides.slice(0, batch),
    strides: swapped ? [acrossResult, downResult] : [downResult, acrossResult],
  };
  const [rows, lanes] = swapped ? [b, a] : [a, b];
  const panels = new Panels(scope, { rows, lanes, target, turns, k, atOnce: m <= height });

  if (direct !== null) {
    emitElementwise(scope, {
      sizes: space.slice(0, batch),
      fixed: batch,
      body: [],
      stores: [],
      pointers: panels.moving,
      enter: (level) => {
        panels.packAt(level);
        if (level === batch) panels.multiplyAll();
      },
    });
    return;
  }

  const blocks = Math.ceil(m / height);
  const split = (strides: readonly number[]) => [
    ...strides.slice(0, batch),
    strides[batch]! * height,
    strides[batch]!,
    strides[batch + 1]!,
  ];
  const splitLoad = (load: Load): Load => ({
    ...load,
    strides: split(load.strides),
    indirect:
      load.indirect &&
      { ...load.indirect, indices: { ...load.indirect.indices, strides: split(load.indirect.indices.strides) } }, // prettier-ignore
  });
  const blockBody = withAnchorLoaded(
    body.map((step) => (step.kind === 'load' ? { ...step, load: splitLoad(step.load) } : step)),
    { ...view, strides: [...new Array<number>(batch + 1).fill(0), n, 1], indirect: null },
  );
  const block = { from: code.local('i32'), count: code.local('i32') };
  emitElementwise(scope, {
    sizes: [...space.slice(0, batch), blocks, height, n],
    fixed: batch + 1,
    body: blockBody,
    stores: stores.map(({ view, register }) => ({ view: { ...view, strides: split(view.strides) }, register })),
    pointers: panels.moving.map(({ pointer, strides }) => ({ pointer, strides: [...strides, 0] })),
    ...(m % height === 0 ? {} : { count: block.count }),
    enter: (level) => {
      if (level <= batch) panels.packAt(level);
      if (level === batch) {
        code.constant(-height).set(block.from);
        if (whole) panels.multiplyAll();
      }
      if (level === batch + 1 && !whole) {
        code.get(block.from).constant(height).op('i32.add').set(block.from);
        code.constant(height).constant(m).get(block.from).op('i32.sub');
        code.constant(height).constant(m).get(block.from).op('i32.sub').op('i32.lt_s').op('select').set(block.count); // prettier-ignore
        panels.multiply(block);
      }
    },
  });
}
