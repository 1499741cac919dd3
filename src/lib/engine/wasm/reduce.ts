/** Reductions: a body over a space and the dimensions that go away, then another over the space. */
import type { ReduceOp } from '../../tensor/node.ts';
import type { Anchor, ElementType, Kernel } from '../plan/plan.ts';
import { emitStores } from './elementwise.ts';
import { BodyCode, type LoopView } from './body.ts';
import { emitNest, type Lanes, type Loop } from './nest.ts';
import { ArgReducer, FloatSum, LaneReducer, type Reducer } from './reducers.ts';
import { loadsOf, loopLoads, stridesOf, type KernelScope } from './scope.ts';
import { collapse, pickDimensions, type Space } from './space.ts';

type Reduction = Extract<Anchor, { kind: 'reduce' | 'argmax' | 'argmin' }>;

const WIDE = 4;

/** How well a dimension suits vectors: loads of neighbours are best, lanes picked one by one worst. */
function suitability(strides: readonly (readonly number[])[], d: number): number {
  return strides.reduce((sum, view) => sum + (Math.abs(view[d]!) === 1 ? 3 : view[d] === 0 ? 2 : 0), 0);
}

/** Joins dimensions, and says how many of the joined ones are the space's own. */
function joined(space: Space, own: number): { space: Space; own: number } {
  const { space: result, from } = collapse(space, new Set([own]));
  return { space: result, own: Math.max(-1, ...from.slice(0, own)) + 1 };
}

export function emitReduction(scope: KernelScope, kernel: Kernel, anchor: Reduction): void {
  const { code } = scope;
  const { body, stores } = kernel;
  const { value } = anchor;
  const type = anchor.body[value]!.type;
  const going = anchor.kind === 'reduce' ? anchor.sizes : [anchor.size];
  const sizes = [...kernel.space, ...going];
  const innerLoads = loadsOf(anchor.body);
  const outerLoads = loadsOf(body);
  const innerViews = stridesOf(innerLoads);
  const outerViews = [...stridesOf(outerLoads), ...stores.map(({ view }) => view.strides)];
  const padded = outerViews.map((view) => [...view, ...going.map(() => 0)]);
  const whole = joined({ sizes, strides: [...innerViews, ...padded] }, kernel.space.length);
  const { space, lanesAt, own } = arrange(whole.space, whole.own, innerViews.length, anchor.kind === 'reduce');

  const spaceLanes = lanesAt >= 0 && lanesAt < own;
  const terms = space.sizes.slice(own).reduce((product, size) => product * size, 1);
  const vectors = (size: number) => (anchor.body.length > 6 ? 1 : size >= 64 ? 4 : size >= 16 ? 2 : 1);
  const loops = space.sizes.map((size, d): Loop => ({
    size,
    vectors: d === lanesAt ? (anchor.kind === 'reduce' ? vectors(size) : 1) : 0,
  }));
  const inner = new BodyCode(anchor.body, {
    code,
    depth: loops.length,
    lanesAt,
    loads: loopLoads(scope, innerLoads, space.strides.slice(0, innerViews.length)),
    scalar: scope.addresses.scalar,
  });
  const reducer = makeReducer(scope, anchor, type, spaceLanes);
  const outerStrides = space.strides.slice(innerViews.length).map((view) => view.slice(0, own));
  const outer = new BodyCode(body, {
    code,
    depth: own,
    lanesAt: spaceLanes ? lanesAt : -1,
    loads: loopLoads(scope, outerLoads, outerStrides),
    scalar: scope.addresses.scalar,
    anchor: (u) => reducer.result(u),
  });
  const targets = stores.map(({ view }, s): LoopView => ({
    pointer: scope.pointer(view),
    strides: outerStrides[outerStrides.length - stores.length + s]!,
  }));

  const reduceHere = (outside: Lanes) => {
    reducer.begin(outside);
    emitNest(
      code,
      {
        loops: loops.slice(own),
        pointers: inner.pointers.map(({ local, strides }) => ({ local, strides: strides.slice(own) })),
        rewind: own > 0,
        enter: (level, lanes) => {
          inner.emitAt(own + level, lanes);
          if (own + level < loops.length) return;
          for (let u = 0; u < lanes.unroll; u++) reducer.take(() => inner.push(value, u), u, lanes);
          reducer.next();
        },
      },
      outside,
    );
    reducer.finish(outside);
  };

  emitNest(code, {
    loops: loops.slice(0, own),
    pointers: [
      ...inner.pointers.map(({ local, strides }) => ({ local, strides: strides.slice(0, own) })),
      ...outer.pointers,
      ...targets.map(({ pointer, strides }) => ({ local: pointer, strides })),
    ],
    rewind: false,
    enter: (level, lanes) => {
      if (level < own) {
        inner.emitAt(level, lanes);
        outer.emitAt(level, lanes);
        return;
      }
      if (terms > 0) reduceHere(lanes);
      else {
        reducer.begin(lanes);
        reducer.finish(lanes);
      }
      outer.emitAt(own, lanes);
      emitStores(scope, outer, stores, targets, spaceLanes ? lanesAt : -1, lanes);
    },
  });
}

function makeReducer(scope: KernelScope, anchor: Reduction, type: ElementType, spaceLanes: boolean): Reducer {
  if (anchor.kind !== 'reduce') return new ArgReducer(scope.code, anchor.kind, type);
  const op: ReduceOp = anchor.op;
  if (op === 'sum' && type === 'f32') return new FloatSum(scope.code, spaceLanes);
  return new LaneReducer(scope.code, op, type, spaceLanes);
}

/** Chooses the dimension that has lanes and puts it last among its kind. `across` says whether the lanes may be terms of one result. */
function arrange(
  space: Space,
  own: number,
  views: number,
  across: boolean,
): { space: Space; lanesAt: number; own: number } {
  const dimensions = space.sizes.map((_, d) => d);
  const reads = space.strides.slice(0, views);
  let best = -1;
  for (const d of dimensions) {
    if (space.sizes[d]! < WIDE || (d >= own && !across)) continue;
    if (best < 0 || suitability(reads, d) >= suitability(reads, best)) best = d;
  }
  if (best < 0) return { space, lanesAt: -1, own };
  const ordered = (list: number[]) => [...list.filter((d) => d !== best), ...list.filter((d) => d === best)];
  const order = [...ordered(dimensions.slice(0, own)), ...ordered(dimensions.slice(own))];
  return { space: pickDimensions(space, order), lanesAt: order.indexOf(best), own };
}
