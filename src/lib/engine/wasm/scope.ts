/** What the code of one kernel stands in: the plan's memory, as addresses that are fixed when the plan is compiled. */
import type { Body, Load, View } from '../plan/plan.ts';
import type { LoopLoad } from './body.ts';
import { FunctionCode } from './code.ts';

/** The slot number of the plan's scratch memory. */
export const SCRATCH = -1;

/** Where generated code finds what changes from run to run: words of memory. */
export interface Addresses {
  /** The word that holds a slot's address, or that of the scratch memory. */
  readonly slot: (slot: number) => number;
  /** The word that holds one of the run's numbers. */
  readonly scalar: (index: number) => number;
}

export class KernelScope {
  readonly code = new FunctionCode();
  readonly addresses: Addresses;
  #scratch = 0;

  constructor(addresses: Addresses) {
    this.addresses = addresses;
  }

  /** Bytes of scratch memory that the kernel needs. */
  get scratch(): number {
    return this.#scratch * 4;
  }

  /** Takes `size` elements of scratch memory, and some more that reads may run into. Gives the offset of the first. */
  takeScratch(size: number): number {
    const offset = this.#scratch;
    this.#scratch += Math.ceil(size / 16) * 16 + 16;
    return offset;
  }

  /** A local with the address of a view's first element. */
  pointer({ slot, offset }: Pick<View, 'slot' | 'offset'>): number {
    return this.code.pointerAt(this.addresses.slot(slot), offset * 4);
  }
}

export const loadsOf = (body: Body): Load[] => body.flatMap((step) => (step.kind === 'load' ? [step.load] : []));

/** The strides of loads one after the other, each followed by those of its indices. */
export const stridesOf = (loads: readonly Load[]): (readonly number[])[] =>
  loads.flatMap(({ strides, indirect }) => (indirect === null ? [strides] : [strides, indirect.indices.strides]));

/**
 * Loads with pointers of their own and other strides, in the order of `stridesOf`. Scratch memory is written inside the first `fixed` loops.
 */
export function loopLoads(
  scope: KernelScope,
  loads: readonly Load[],
  strides: readonly (readonly number[])[],
  fixed = 0,
): LoopLoad[] {
  let next = 0;
  return loads.map((load) => {
    const own = { pointer: scope.pointer(load), strides: strides[next++]!, within: load.slot === SCRATCH ? fixed : 0 };
    if (load.indirect === null) return { ...own, indirect: null };
    const { indices, stride, size } = load.indirect;
    return {
      ...own,
      indirect: { indices: { pointer: scope.pointer(indices), strides: strides[next++]! }, stride, size },
    };
  });
}

/** A body in which what the anchor computed is read from memory. */
export const withAnchorLoaded = (body: Body, load: Load): Body =>
  body.map((step) => (step.kind === 'anchor' ? { kind: 'load', load, type: step.type } : step));
