/** A body over every index of a space, with stores. */
import type { Body, Kernel } from '../plan/plan.ts';
import { emitStore } from './access.ts';
import { BodyCode, type LoopView } from './body.ts';
import { emitNest, ONE, type Lanes, type Loop } from './nest.ts';
import { loadsOf, loopLoads, stridesOf, type KernelScope } from './scope.ts';
import { collapse, pickDimensions, type Space } from './space.ts';

export type Stores = Kernel['stores'];

/** Vectors an iteration: more of them for bodies that leave registers free. */
const vectorsFor = (body: Body, size: number): number => (size < 32 || body.length > 12 ? 1 : body.length > 6 ? 2 : 4);

export interface Elementwise {
  readonly sizes: readonly number[];
  readonly body: Body;
  readonly stores: Stores;
  /** Leading dimensions that stay loops of their own, in their order. */
  readonly fixed?: number;
  /** Called inside the first `level` of the fixed loops. */
  readonly enter?: (level: number) => void;
  /** More addresses that move with the loops: strides for the fixed dimensions. */
  readonly pointers?: readonly LoopView[];
  /** A local with the number of indices of dimension `fixed`, where it is not always `sizes[fixed]`. */
  readonly count?: number;
}

/** Whether a dimension's loop is worth vectors. */
const WIDE = 4;

/** Writes the loops of a body. The inner dimensions go in the order of the first store's memory. */
export function emitElementwise(scope: KernelScope, work: Elementwise): void {
  const { body, stores, fixed = 0, pointers = [], count } = work;
  const { code } = scope;
  const loads = loadsOf(body);
  const views = [...stridesOf(loads), ...stores.map(({ view }) => view.strides)];
  const all = work.sizes.map((_, d) => d);
  const outer = pickDimensions({ sizes: work.sizes, strides: views }, all.slice(0, fixed));
  const inner = innerDimensions({ sizes: work.sizes, strides: views }, fixed, stores, count !== undefined);

  const sizes = [...outer.sizes, ...inner.sizes];
  const strides = outer.strides.map((view, v) => [...view, ...inner.strides[v]!]);
  const last = sizes.length - 1;
  // Dimensions that were joined with the counted one multiply its count.
  const counted = count === undefined ? null : code.local('i32');
  const factor = (inner.sizes[0] ?? 1) / (work.sizes[fixed] ?? 1);
  const wide = last >= fixed && (sizes[last]! >= WIDE || (counted !== null && last === fixed));
  const lanesAt = wide ? last : -1;
  const vectors = vectorsFor(body, sizes[last] ?? 1);
  const loops = sizes.map((size, d): Loop => ({
    size: counted !== null && d === fixed ? { local: counted } : size,
    vectors: d === lanesAt ? vectors : 0,
  }));

  const bodyCode = new BodyCode(body, {
    code,
    depth: loops.length,
    lanesAt,
    loads: loopLoads(scope, loads, strides, fixed),
    scalar: scope.addresses.scalar,
  });
  const targets = stores.map(({ view }, s): LoopView => ({
    pointer: scope.pointer(view),
    strides: strides[strides.length - stores.length + s]!,
  }));
  const extra = pointers.map(({ pointer, strides: moves }) => ({
    local: pointer,
    strides: [...moves, ...inner.sizes.map(() => 0)],
  }));
  emitNest(code, {
    loops,
    pointers: [
      ...bodyCode.pointers,
      ...targets.map(({ pointer, strides: moves }) => ({ local: pointer, strides: moves })),
      ...extra,
    ],
    rewind: false,
    enter: (level, lanes) => {
      if (level <= fixed) work.enter?.(level);
      if (level === fixed && counted !== null) code.get(count!).constant(factor).op('i32.mul').set(counted);
      bodyCode.emitAt(level, lanes);
      if (level === loops.length) emitStores(scope, bodyCode, stores, targets, lanesAt, lanes);
    },
  });
}

/** Writes a body's stores for the elements at hand. */
export function emitStores(
  { code }: KernelScope,
  body: BodyCode,
  stores: Stores,
  targets: readonly LoopView[],
  lanesAt: number,
  lanes: Lanes = ONE,
): void {
  stores.forEach(({ register }, s) => {
    const target = targets[s]!;
    const stride = lanesAt < 0 ? 0 : target.strides[lanesAt]!;
    for (let u = 0; u < lanes.unroll; u++) emitStore(code, target, stride, lanes, u, () => body.push(register, u));
  });
}

/** The dimensions after the fixed ones, sorted by the first store's memory and joined, the best for vectors last. */
function innerDimensions(space: Space, fixed: number, stores: Stores, keepOrder: boolean): Space {
  let order = space.sizes.map((_, d) => d).slice(fixed);
  const main = stores[0]?.view.strides ?? [];
  if (!keepOrder) order = order.toSorted((a, b) => Math.abs(main[b]!) - Math.abs(main[a]!));
  const joined = collapse(pickDimensions(space, order)).space;
  const last = joined.sizes.length - 1;
  if (keepOrder || last < 1 || joined.sizes[last]! >= WIDE) return joined;
  const largest = joined.sizes.indexOf(Math.max(...joined.sizes));
  const dimensions = joined.sizes.map((_, d) => d);
  return pickDimensions(joined, [...dimensions.filter((d) => d !== largest), largest]);
}
