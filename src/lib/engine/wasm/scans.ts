/** Anchors that go through memory in an order of their own: running sums, scattered sums, and sums of windows. */
import type { Anchor, Kernel, Load } from '../plan/plan.ts';
import { emitElementwise, emitStores } from './elementwise.ts';
import { BodyCode, type LoopView } from './body.ts';
import { kernelIndex } from './module.ts';
import { emitNest, type Loop } from './nest.ts';
import { loadsOf, loopLoads, SCRATCH, stridesOf, withAnchorLoaded, type KernelScope } from './scope.ts';
import { denseStrides } from './space.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** Running sums: the axis is the innermost loop, another dimension has the lanes. Floats are summed in double precision. */
export function emitCumsum(scope: KernelScope, kernel: Kernel, anchor: Extract<Anchor, { kind: 'cumsum' }>): void {
  const { code } = scope;
  const { space, body, stores } = kernel;
  const { axis, source, type } = anchor;
  const others = space.map((_, d) => d).filter((d) => d !== axis);
  const widest = others.toSorted((a, b) => Number(space[b]! >= 4) - Number(space[a]! >= 4) || source.strides[a]! - source.strides[b]!)[0]; // prettier-ignore
  const order = [...others.filter((d) => d !== widest), ...(widest === undefined ? [] : [widest]), axis];
  const lanesAt = widest === undefined ? -1 : order.length - 2;
  const arrange = (strides: readonly number[]) => order.map((d) => strides[d]!);
  const loops = order.map((d, i): Loop => ({ size: space[d]!, vectors: i === lanesAt ? 1 : 0 }));
  const term: Load = { ...source, indirect: null };
  const around = { code, depth: loops.length, lanesAt, scalar: scope.addresses.scalar };
  const terms = new BodyCode([{ kind: 'load', load: term, type }], {
    ...around,
    loads: loopLoads(scope, [term], [arrange(source.strides)]),
  });
  const loads = loadsOf(body);
  const sum = code.local('v128');
  const bodyCode = new BodyCode(body, {
    ...around,
    loads: loopLoads(scope, loads, stridesOf(loads).map(arrange)),
    anchor: () => sum,
  });
  const targets = stores.map(({ view }): LoopView => ({
    pointer: scope.pointer(view),
    strides: arrange(view.strides),
  }));
  const [low, high] = [code.local('v128'), code.local('v128')];
  const add = (to: number, emit: () => void) => {
    code.get(to);
    emit();
    code.simd('f64x2.promote_low_f32x4').simd('f64x2.add').set(to);
  };
  const push = () => terms.push(0, 0);
  emitNest(code, {
    loops,
    rewind: false,
    pointers: [
      ...terms.pointers,
      ...bodyCode.pointers,
      ...targets.map(({ pointer, strides }) => ({ local: pointer, strides })),
    ],
    enter: (level, lanes) => {
      if (level === loops.length - 1) {
        for (const local of [low, high, sum]) code.get(code.splat(0, 'i32')).set(local);
      }
      terms.emitAt(level, lanes);
      if (level < loops.length) {
        bodyCode.emitAt(level, lanes);
        return;
      }
      if (type === 'i32') {
        code.get(sum);
        push();
        code.simd('i32x4.add').set(sum);
      } else {
        add(low, push);
        add(high, () => {
          push();
          push();
          code.shuffle(2, 3, 2, 3);
        });
        code.get(low).simd('f32x4.demote_f64x2_zero').get(high).simd('f32x4.demote_f64x2_zero');
        code.shuffle(0, 1, 4, 5).set(sum);
      }
      bodyCode.emitAt(level, lanes);
      emitStores(scope, bodyCode, stores, targets, lanesAt, lanes);
    },
  });
}

/** Adds elements one after the other to where their indices point, in scratch memory; then the body runs over it. */
export function emitScatterAdd(
  scope: KernelScope,
  kernel: Kernel,
  anchor: Extract<Anchor, { kind: 'scatterAdd' }>,
): void {
  const { code } = scope;
  const { space, body, stores } = kernel;
  const { axis, count, source, indices, type } = anchor;
  const dense = denseStrides(space);
  const offset = scope.takeScratch(product(space));
  const sums: Load = { slot: SCRATCH, offset, strides: dense, indirect: null };
  emitElementwise(scope, {
    sizes: [product(space)],
    body: [{ kind: 'constant', value: 0, type }],
    stores: [{ view: { slot: SCRATCH, offset, strides: [1] }, register: 0 }],
  });
  const target = { pointer: scope.pointer(sums), strides: dense.with(axis, 0) };
  const from = { pointer: scope.pointer(source), strides: source.strides };
  const at = { pointer: scope.pointer(indices), strides: indices.strides };
  const [index, address] = [code.local('i32'), code.local('i32')];
  const limit = space[axis]! - 1;
  // Along the inner dimensions a whole row often goes to one place: four at a time, then.
  const last = space.length - 1;
  const rows = axis !== last && last >= 0 && source.strides[last] === 1 && indices.strides[last] === 0;
  emitNest(code, {
    loops: space.map((size, d): Loop => ({ size: d === axis ? count : size, vectors: rows && d === last ? 1 : 0 })),
    rewind: false,
    pointers: [target, from, at].map(({ pointer, strides }) => ({ local: pointer, strides })),
    enter: (level, { width }) => {
      if (level < space.length) return;
      code.get(at.pointer).load('i32').set(index);
      code.constant(limit).get(index).get(index).constant(limit).op('i32.gt_s').op('select').set(index);
      code.constant(0).get(index).get(index).constant(0).op('i32.lt_s').op('select');
      code.constant(dense[axis]! * 4).op('i32.mul').get(target.pointer).op('i32.add').set(address); // prettier-ignore
      code.get(address);
      if (width === 4) {
        code.get(address).memory('v128.load').get(from.pointer).memory('v128.load');
        code.simd(type === 'f32' ? 'f32x4.add' : 'i32x4.add').memory('v128.store');
      } else {
        code.get(address).load(type).get(from.pointer).load(type);
        code.op(type === 'f32' ? 'f32.add' : 'i32.add').store(type);
      }
    },
  });
  emitElementwise(scope, { sizes: space, body: withAnchorLoaded(body, sums), stores });
}

/** Sums windows plane by plane; the body runs over each plane while it is in the cache. */
export function emitFold(scope: KernelScope, kernel: Kernel, anchor: Extract<Anchor, { kind: 'fold2d' }>): void {
  const { code } = scope;
  const { space, body, stores } = kernel;
  const { columns, kernel: window, stride, dilation, counts } = anchor;
  const [, , height, width] = space as [number, number, number, number];
  const plane: Load = {
    slot: SCRATCH,
    offset: scope.takeScratch(height * width),
    strides: [0, 0, width, 1],
    indirect: null,
  };
  const to = scope.pointer(plane);
  const from = scope.pointer(columns);
  const [n, c, ...steps] = columns.strides as [number, number, number, number, number, number];
  emitElementwise(scope, {
    sizes: space,
    fixed: 2,
    body: withAnchorLoaded(body, plane),
    stores,
    pointers: [{ pointer: from, strides: [n, c] }],
    enter: (level) => {
      if (level < 2) return;
      code.get(to).get(from);
      const constants = [height, width, ...window, ...counts, ...stride, ...dilation, ...steps.map((step) => step * 4)];
      for (const value of constants) code.constant(value);
      code.call(kernelIndex('foldPlane'));
    },
  });
}
