/** Matrix products: panels are packed, rows are multiplied in blocks, and the body runs over each block while it is in the cache. */
import type { Anchor, Kernel, Load } from '../plan/plan.ts';
import type { LoopView } from './body.ts';
import { emitElementwise } from './elementwise.ts';
import { kernelIndex } from './module.ts';
import { SCRATCH, withAnchorLoaded, type KernelScope } from './scope.ts';
import { collapse, denseStrides } from './space.ts';

type Matmul = Extract<Anchor, { kind: 'matmul' }>;

/** Elements of a block of the result: it stays in the first-level cache until its body has run. */
const BLOCK = 8192;
/** Rows of a block where the other side is too large to be read again and again from a near cache. */
const TALL = 128;
const NEAR = 24576;
/** Elements of the lanes that are packed at a time (`kernels/sparse.ts`). */
const BESIDE = 65536;
/** Heights and widths of the kernels' tiles, and of the panels for listed terms. */
const ROWS = 4;
const LANES = 8;
const WIDE = 32;

/** From how many rows, columns and terms on it pays to look for zeros; and from how many rows where the lanes are packed again for each batch. */
const LISTED = { rows: 4, lanes: 32, k: 32, repacked: 32 };

/** One side of a product: over the batch, `size` rows or columns, and the terms. Strides count elements. */
interface Side {
  readonly load: Pick<Load, 'slot' | 'offset'>;
  readonly batch: readonly number[];
  readonly size: number;
  readonly stride: number;
  readonly k: readonly number[];
}

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

/** What the kernels take: `rows` are repeated over the lanes, `lanes` lie along them. */
interface Roles {
  readonly rows: Side;
  readonly lanes: Side;
  /** Whether the result's rows are the lanes. */
  readonly swapped: boolean;
}

/** An estimate of a product's cost in cycles, and of the packing before it. */
function cost(rows: Side, lanes: Side, k: number, transposed: boolean): number {
  const padded = (size: number, tile: number) => Math.ceil(size / tile) * tile;
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
  const { rows, lanes }: Roles = swapped ? { rows: b, lanes: a, swapped } : { rows: a, lanes: b, swapped };

  const whole = direct !== null || swapped || turns > 1;
  const height = whole ? m : Math.min(m, Math.max(n * k > NEAR ? TALL : 8, Math.floor(BLOCK / n / ROWS) * ROWS));
  const target = direct === null ? { slot: SCRATCH, offset: scope.takeScratch(height * n), strides: [n, 1] } : direct;
  const targetBatch = direct === null ? new Array<number>(batch).fill(0) : direct.strides.slice(0, batch);
  const bytes = swapped ? [acrossResult * 4, downResult * 4] : [downResult * 4, acrossResult * 4];

  const depth = (strides: readonly number[]) => strides.findLastIndex((stride) => stride !== 0) + 1;
  const fewest = depth(lanes.batch) < depth(rows.batch) ? LISTED.repacked : LISTED.rows;
  const listed = rows.size >= fewest && lanes.size >= LISTED.lanes && k >= LISTED.k;
  // Where all rows are multiplied at once, the lanes are packed right before.
  const fresh = listed && (whole || m <= height);
  const width = fresh ? Math.min(lanes.size, Math.max(WIDE, Math.floor(BESIDE / k / WIDE) * WIDE)) : lanes.size;

  const packedLanes = scope.takeScratch(Math.ceil(width / (listed ? WIDE : LANES)) * (listed ? WIDE : LANES) * k);
  const packedRows = scope.takeScratch(Math.ceil(rows.size / ROWS) * ROWS * k);
  const lists = listed
    ? scope.takeScratch(Math.ceil(rows.size / ROWS) * ROWS * (2 * k + Math.ceil(k / 32) + 10) + 2)
    : 0;
  const pointers = {
    rows: scope.pointer(rows.load),
    lanes: scope.pointer(lanes.load),
    target: scope.pointer(target),
    packedLanes: scope.pointer({ slot: SCRATCH, offset: packedLanes }),
    packedRows: scope.pointer({ slot: SCRATCH, offset: packedRows }),
    lists: listed ? scope.pointer({ slot: SCRATCH, offset: lists }) : 0,
  };

  const laneSteps = [lanes.stride * 4, (lanes.k.at(-1) ?? 1) * 4] as const;
  const packLanes = () => {
    if (fresh) return;
    if (listed) code.get(pointers.lists);
    code.get(pointers.packedLanes).get(pointers.lanes).constant(lanes.size).constant(k);
    code
      .constant(laneSteps[0])
      .constant(laneSteps[1])
      .call(kernelIndex(listed ? 'packListed' : 'packLanes'));
  };
  const packRows = () => {
    code.get(pointers.packedRows).get(pointers.rows).constant(rows.size).constant(k);
    code.constant(rows.stride * 4).constant((rows.k.at(-1) ?? 1) * 4).call(kernelIndex('packRows')); // prettier-ignore
  };
  const listTerms = () => {
    if (!listed) return;
    code.get(pointers.lists).get(pointers.packedRows).constant(rows.size).constant(k).call(kernelIndex('listTerms'));
  };
  /** Multiplies `count` rows from the `from`-th on, locals or all of them. */
  const multiply = (block: { from: number; count: number } | null, addTo: () => void) => {
    if (fresh) {
      code.get(pointers.lists).get(pointers.packedRows).get(pointers.packedLanes).get(pointers.lanes);
      code.constant(laneSteps[0]).constant(laneSteps[1]).constant(rows.size).constant(lanes.size).constant(k);
      code.get(pointers.target).constant(bytes[0]!).constant(bytes[1]!);
      addTo();
      code.call(kernelIndex('multiplyFresh'));
      return;
    }
    if (listed) {
      code.get(pointers.lists);
      if (block === null) code.constant(0);
      else code.get(block.from);
    }
    code.get(pointers.packedRows);
    if (block !== null) code.get(block.from).constant(k * 4).op('i32.mul').op('i32.add'); // prettier-ignore
    code.get(pointers.packedLanes);
    if (block === null) code.constant(rows.size);
    else code.get(block.count);
    code.constant(lanes.size).constant(k).get(pointers.target).constant(bytes[0]!).constant(bytes[1]!);
    addTo();
    code.call(kernelIndex(listed ? 'multiplyListed' : 'multiply'));
  };
  const multiplyAll = () => {
    if (turns === 1) {
      multiply(null, () => code.constant(0));
      return;
    }
    const turn = code.local('i32');
    code.constant(0).set(turn);
    code.repeat(turns, () => {
      packRows();
      listTerms();
      packLanes();
      multiply(null, () => code.get(turn));
      code.constant(1).set(turn);
      code.advance(pointers.rows, rows.k[0]! * 4);
      code.advance(pointers.lanes, lanes.k[0]! * 4);
    });
    code.advance(pointers.rows, -rows.k[0]! * turns * 4);
    code.advance(pointers.lanes, -lanes.k[0]! * turns * 4);
  };
  const packAt = (level: number) => {
    if (turns > 1) return;
    const [lanesAt, rowsAt] = [depth(lanes.batch), depth(rows.batch)];
    if (level === rowsAt) {
      packRows();
      listTerms();
    }
    // How the lanes are packed depends on the lists.
    if (level === (listed ? Math.max(lanesAt, rowsAt) : lanesAt)) packLanes();
  };
  const moving: LoopView[] = [
    { pointer: pointers.rows, strides: rows.batch },
    { pointer: pointers.lanes, strides: lanes.batch },
    { pointer: pointers.target, strides: targetBatch },
  ];

  if (direct !== null) {
    emitElementwise(scope, {
      sizes: space.slice(0, batch),
      fixed: batch,
      body: [],
      stores: [],
      pointers: moving,
      enter: (level) => {
        packAt(level);
        if (level === batch) multiplyAll();
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
    { ...target, strides: [...new Array<number>(batch + 1).fill(0), n, 1], indirect: null },
  );
  const block = { from: code.local('i32'), count: code.local('i32') };
  emitElementwise(scope, {
    sizes: [...space.slice(0, batch), blocks, height, n],
    fixed: batch + 1,
    body: blockBody,
    stores: stores.map(({ view, register }) => ({ view: { ...view, strides: split(view.strides) }, register })),
    pointers: moving.map(({ pointer, strides }) => ({ pointer, strides: [...strides, 0] })),
    ...(m % height === 0 ? {} : { count: block.count }),
    enter: (level) => {
      if (level <= batch) packAt(level);
      if (level === batch) {
        code.constant(-height).set(block.from);
        if (whole) multiplyAll();
      }
      if (level === batch + 1 && !whole) {
        code.get(block.from).constant(height).op('i32.add').set(block.from);
        code.constant(height).constant(m).get(block.from).op('i32.sub');
        code.constant(height).constant(m).get(block.from).op('i32.sub').op('i32.lt_s').op('select').set(block.count); // prettier-ignore
        multiply(block, () => code.constant(0));
      }
    },
  });
}
