/** Rewrites a plan for a device: kernels collapsed, long sums of products cut up, and none that binds too many buffers. */
import { sizeOf, stridesOf } from '../../tensor/shape.ts';
import type { Kernel, Plan, Slot, View } from '../plan/plan.ts';
import { changeBody, changeSlots, collapseKernel } from './collapse.ts';
import { reads, type Tiles } from './unit.ts';
import { productOf } from './wgsl/operand.ts';
import { quadTiles } from './wgsl/quad-tiles.ts';
import { registerTiles } from './wgsl/register-tiles.ts';
import { sharedTileGroups } from './wgsl/shared-tiles.ts';

class Rewriter {
  readonly slots: Slot[];
  readonly kernels: Kernel[] = [];

  constructor(slots: readonly Slot[]) {
    this.slots = [...slots];
  }

  temporary(type: Slot['type'], size: number): number {
    return this.slots.push({ type, size, role: 'temporary', offset: 0 }) - 1;
  }
}

const whole = (slot: number, size: number): View => ({ slot, offset: 0, strides: size === 1 ? [] : [1] });

/** A temporary with the same elements as `slot`. */
function copied(rewriter: Rewriter, slot: number): number {
  const { type, size } = rewriter.slots[slot]!;
  const copy = rewriter.temporary(type, size);
  rewriter.kernels.push({
    space: size === 1 ? [] : [size],
    anchor: null,
    body: [{ kind: 'load', load: { ...whole(slot, size), indirect: null }, type }],
    stores: [{ view: whole(copy, size), register: 0 }],
  });
  return copy;
}

/** How many parts a sum of products is worth being cut into, so that there is work for all of the device. */
function partsOf(kernel: Kernel, tiles: Tiles): number {
  const product = productOf(kernel);
  if (product === null) return 1;
  const [work, enough] = {
    registers: () => [registerTiles(product), 128] as const,
    quads: () => [quadTiles(product), 32] as const,
    shared: () => [sharedTileGroups(product), 64] as const,
  }[tiles]();
  const { anchor } = kernel;
  if (anchor?.kind !== 'matmul') return 1;
  const [first] = anchor.k as [number];
  const terms = sizeOf(anchor.k);
  // The parts are written and read again, which must cost little beside the product.
  const most = Math.min(Math.ceil(enough / work), Math.floor(terms / 256), 64);
  for (let parts = most; parts > 1; parts--) {
    if (first % parts === 0 && (anchor.k.length > 1 || (first / parts) % 4 === 0)) return parts;
  }
  return 1;
}

/** A product whose inner dimension is cut into parts, and the sum of the parts with the kernel's own body. */
function splitInner(rewriter: Rewriter, kernel: Kernel, parts: number): void {
  const { anchor, space } = kernel;
  if (anchor?.kind !== 'matmul') throw new Error('only products are split');
  const size = sizeOf(space);
  const partial = rewriter.temporary('f32', parts * size);
  const [first, ...rest] = anchor.k as [number, ...number[]];
  const part = first / parts;
  /** The view gets a dimension for the parts in front. */
  const cut = ({ slot, offset, strides }: View): View => ({
    slot,
    offset,
    strides: [strides[space.length - 1]! * part, ...strides],
  });
  const factor = (load: typeof anchor.a): typeof anchor.a => ({
    ...cut(load),
    indirect: load.indirect && { ...load.indirect, indices: cut(load.indirect.indices) },
  });
  const strides = stridesOf(space);
  rewriter.kernels.push({
    space: [parts, ...space],
    anchor: { kind: 'matmul', k: [part, ...rest], a: factor(anchor.a), b: factor(anchor.b) },
    body: [{ kind: 'anchor', type: 'f32' }],
    stores: [{ view: { slot: partial, offset: 0, strides: [size, ...strides] }, register: 0 }],
  });
  const load = { slot: partial, offset: 0, strides: [...strides, size], indirect: null };
  rewriter.kernels.push({
    ...kernel,
    anchor: { kind: 'reduce', op: 'sum', sizes: [parts], body: [{ kind: 'load', load, type: 'f32' }], value: 0 },
  });
}

/** Into how many parts a reduction to few results is worth being cut. */
function partsOfReduction({ anchor, space }: Kernel, tiles: Tiles): number {
  if (anchor?.kind !== 'reduce' || anchor.sizes.length === 0) return 1;
  const [terms, count] = [sizeOf(anchor.sizes), sizeOf(space)];
  // Workgroups that work together go a long way by themselves.
  const [longest, enough] = tiles === 'shared' ? [65536, 64] : [1024, 128];
  if (terms <= longest || count >= enough) return 1;
  const most = Math.min(Math.ceil(enough / count), Math.floor((4 * terms) / longest), anchor.sizes[0]!);
  for (let parts = most; parts > 1; parts--) if (anchor.sizes[0]! % parts === 0) return parts;
  return 1;
}

/** A reduction in parts, and the reduction of those. */
function splitReduction(rewriter: Rewriter, kernel: Kernel, parts: number): void {
  const { anchor, space } = kernel;
  if (anchor?.kind !== 'reduce') throw new Error('only reductions are split');
  const { type } = anchor.body[anchor.value]!;
  const size = sizeOf(space);
  const partial = rewriter.temporary(type, parts * size);
  const [first, ...rest] = anchor.sizes as [number, ...number[]];
  const part = first / parts;
  const at = space.length;
  const body = changeBody(anchor.body, ({ slot, offset, strides }) => ({
    slot,
    offset,
    strides: strides.toSpliced(at, 0, strides[at]! * part),
  }));
  const strides = [...stridesOf(space).map((stride) => stride * parts), 1];
  rewriter.kernels.push({
    space: [...space, parts],
    anchor: { ...anchor, sizes: [part, ...rest], body },
    body: [{ kind: 'anchor', type }],
    stores: [{ view: { slot: partial, offset: 0, strides }, register: 0 }],
  });
  const load = { slot: partial, offset: 0, strides, indirect: null };
  rewriter.kernels.push({
    ...kernel,
    anchor: { kind: 'reduce', op: anchor.op, sizes: [parts], body: [{ kind: 'load', load, type }], value: 0 },
  });
}

/** How many bindings a kernel may need at most: its own buffers, and banks of temporaries that it reads and writes. */
function bindingsOf(slots: readonly Slot[], kernel: Kernel): number {
  const read = new Set(reads(kernel).map(({ slot }) => slot));
  const written = new Set(kernel.stores.map(({ view }) => view.slot));
  const isTemporary = (slot: number): boolean => slots[slot]!.role === 'temporary';
  let count = [...read, ...written].filter((slot) => !isTemporary(slot)).length;
  for (const type of ['f32', 'i32'] as const) {
    const ofType = (slot: number): boolean => isTemporary(slot) && slots[slot]!.type === type;
    count += Math.min(2, [...read].filter(ofType).length) + Number([...written].some(ofType));
  }
  return count;
}

/** Adds a kernel that binds at most `limit` buffers: the smallest that it reads are copied together first, and what it writes comes from several. */
function addFitting(rewriter: Rewriter, kernel: Kernel, limit: number): void {
  const { slots } = rewriter;
  if (bindingsOf(slots, kernel) <= limit) {
    rewriter.kernels.push(kernel);
    return;
  }
  if (kernel.stores.length > 1) {
    const half = kernel.stores.length >> 1;
    addFitting(rewriter, { ...kernel, stores: kernel.stores.slice(0, half) }, limit);
    addFitting(rewriter, { ...kernel, stores: kernel.stores.slice(half) }, limit);
    return;
  }
  const own = [...new Set(reads(kernel).map(({ slot }) => slot))].filter((slot) => slots[slot]!.role !== 'temporary');
  const copies = new Map<number, number>();
  let fitted = kernel;
  for (const slot of own.sort((a, b) => slots[a]!.size - slots[b]!.size)) {
    if (bindingsOf(slots, fitted) <= limit) break;
    copies.set(slot, copied(rewriter, slot));
    fitted = changeSlots(kernel, (one) => copies.get(one) ?? one);
  }
  rewriter.kernels.push(fitted);
}

/** The same plan in kernels that a device can do well. */
export function fitBindings(plan: Plan, tiles: Tiles, limit: number): Plan {
  const rewriter = new Rewriter(plan.slots);
  for (const kernel of plan.kernels) {
    const collapsed = collapseKernel(kernel);
    const [factors, reduction] = [partsOf(collapsed, tiles), partsOfReduction(collapsed, tiles)];
    const cut = new Rewriter(rewriter.slots);
    if (factors > 1) splitInner(cut, collapsed, factors);
    else if (reduction > 1) splitReduction(cut, collapsed, reduction);
    else cut.kernels.push(collapsed);
    rewriter.slots.push(...cut.slots.slice(rewriter.slots.length));
    for (const piece of cut.kernels) addFitting(rewriter, collapseKernel(piece), limit);
  }
  return { ...plan, slots: rewriter.slots, kernels: rewriter.kernels };
}
