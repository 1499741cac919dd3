/** Kernels with as few dimensions as their views allow: fewer divisions for each element, and longer contiguous runs. */
import type { Shape } from '../../tensor/shape.ts';
import type { Anchor, Body, Kernel, Load, View } from '../plan/plan.ts';

/** Some consecutive dimensions `from` to `to` of views, with what becomes of them: sizes, and for each the dimension whose stride it has. */
interface Segment {
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly number[];
  readonly kept: readonly number[];
}

/** Neighbours become one dimension where every view steps through them as through one. Dimensions of size 1 go away. */
function collapse(from: number, shape: Shape, views: readonly View[]): Segment {
  const sizes: number[] = [];
  const kept: number[] = [];
  shape.forEach((size, i) => {
    if (size === 1) return;
    const [d, before] = [from + i, kept.at(-1)];
    if (before !== undefined && views.every(({ strides }) => strides[before] === strides[d]! * size)) {
      sizes[sizes.length - 1]! *= size;
      kept[kept.length - 1] = d;
    } else {
      sizes.push(size);
      kept.push(d);
    }
  });
  return { from, to: from + shape.length, sizes, kept };
}

type Change = (view: View) => View;

const regroup =
  (...segments: readonly Segment[]): Change =>
  (view) => ({
    slot: view.slot,
    offset: view.offset,
    strides: view.strides.flatMap((stride, d) => {
      const segment = segments.find(({ from, to }) => d >= from && d < to);
      return segment === undefined || segment.kept.includes(d) ? [stride] : [];
    }),
  });

const viewsOfLoad = (load: Load): View[] => (load.indirect === null ? [load] : [load, load.indirect.indices]);

/** Every view of a body's loads. */
export const viewsOfBody = (body: Body): View[] =>
  body.flatMap((step) => (step.kind === 'load' ? viewsOfLoad(step.load) : []));

const changeLoad = (load: Load, change: Change): Load => ({
  ...change(load),
  indirect: load.indirect && { ...load.indirect, indices: change(load.indirect.indices) },
});

/** The same body with every view of its loads changed. */
export const changeBody = (body: Body, change: Change): Body =>
  body.map((step) => (step.kind === 'load' ? { ...step, load: changeLoad(step.load, change) } : step));

const changeKernel = (kernel: Kernel, space: Shape, anchor: Anchor | null, change: Change): Kernel => ({
  space,
  anchor,
  body: changeBody(kernel.body, change),
  stores: kernel.stores.map((store) => ({ ...store, view: change(store.view) })),
});

/** The same kernel over fewer dimensions. A product keeps its last two. */
export function collapseKernel(kernel: Kernel): Kernel {
  const { space, anchor } = kernel;
  const own = [...viewsOfBody(kernel.body), ...kernel.stores.map(({ view }) => view)];
  switch (anchor?.kind) {
    case undefined: {
      const whole = collapse(0, space, own);
      return changeKernel(kernel, whole.sizes, null, regroup(whole));
    }
    case 'reduce': {
      const inner = viewsOfBody(anchor.body);
      const outer = collapse(0, space, [...own, ...inner]);
      const over = collapse(space.length, anchor.sizes, inner);
      const body = changeBody(anchor.body, regroup(outer, over));
      return changeKernel(kernel, outer.sizes, { ...anchor, sizes: over.sizes, body }, regroup(outer));
    }
    case 'argmax':
    case 'argmin': {
      const outer = collapse(0, space, [...own, ...viewsOfBody(anchor.body)]);
      const body = changeBody(anchor.body, regroup(outer));
      return changeKernel(kernel, outer.sizes, { ...anchor, body }, regroup(outer));
    }
    case 'matmul': {
      const factors = [...viewsOfLoad(anchor.a), ...viewsOfLoad(anchor.b)];
      const rank = space.length;
      const batch = collapse(0, space.slice(0, -2), [...own, ...factors]);
      // A factor has one of the last two dimensions of the space, then the inner ones.
      const over = collapse(rank - 1, anchor.k, factors);
      const change = regroup(batch, over);
      const [a, b] = [changeLoad(anchor.a, change), changeLoad(anchor.b, change)];
      const sizes = [...batch.sizes, ...space.slice(-2)];
      return changeKernel(kernel, sizes, { kind: 'matmul', k: over.sizes, a, b }, regroup(batch));
    }
    case 'cumsum':
    case 'scatterAdd':
    case 'fold2d':
      return kernel;
  }
}

/** The same kernel with its first dimension as `[rows, the rest]`; null where it does not divide, or its anchor needs it whole. */
export function splitRows(kernel: Kernel, rows: number): Kernel | null {
  const { space, anchor } = kernel;
  const [first, ...rest] = space;
  if (first === undefined) return null;
  if (first === rows) return kernel;
  if (first % rows !== 0 || (anchor !== null && anchor.kind !== 'reduce')) return null;
  const each = first / rows;
  const change: Change = ({ slot, offset, strides }) => ({ slot, offset, strides: [strides[0]! * each, ...strides] });
  const changed = anchor && { ...anchor, body: changeBody(anchor.body, change) };
  return changeKernel(kernel, [rows, each, ...rest], changed, change);
}

/** The same kernel with what it reads in other slots. */
export function changeSlots(kernel: Kernel, slotOf: (slot: number) => number): Kernel {
  const change: Change = (view) => ({ ...view, slot: slotOf(view.slot) });
  const { anchor } = kernel;
  const body = changeBody(kernel.body, change);
  switch (anchor?.kind) {
    case undefined:
      return { ...kernel, body };
    case 'matmul':
      return {
        ...kernel,
        body,
        anchor: { ...anchor, a: changeLoad(anchor.a, change), b: changeLoad(anchor.b, change) },
      };
    case 'reduce':
    case 'argmax':
    case 'argmin':
      return { ...kernel, body, anchor: { ...anchor, body: changeBody(anchor.body, change) } };
    case 'cumsum':
      return { ...kernel, body, anchor: { ...anchor, source: change(anchor.source) } };
    case 'scatterAdd':
      return { ...kernel, body, anchor: { ...anchor, source: change(anchor.source), indices: change(anchor.indices) } };
    case 'fold2d':
      return { ...kernel, body, anchor: { ...anchor, columns: change(anchor.columns) } };
  }
}
