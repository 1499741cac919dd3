/**
 * Which kernels run together. A dispatch takes every kernel whose inputs are there, by ranges of workgroups, as far as its bindings go,
 * so that there are about as many dispatches as the longest chain has kernels.
 */
import { sizeOf } from '../../tensor/shape.ts';
import type { Kernel, Plan, Slot } from '../plan/plan.ts';
import { Banks, type Target } from './banks.ts';
import { growRows, rowCounts, type Graph, type Rows } from './rows.ts';
import { reads, rowsUnit, unitOf, type Tiles, type Unit } from './unit.ts';

export interface DispatchPlan {
  readonly units: readonly Unit[];
  /** What is bound, in order. */
  readonly targets: readonly Target[];
}

export interface Schedule {
  readonly dispatches: readonly DispatchPlan[];
  readonly banks: Banks;
}

/** For each kernel, the earlier ones that it must not run beside or before. */
function dependencies(kernels: readonly Kernel[], slots: readonly Slot[]): ReadonlySet<number>[] {
  const writers = new Map<number, number[]>();
  return kernels.map((kernel, i) => {
    const needs = new Set<number>();
    for (const { slot } of reads(kernel)) writers.get(slot)?.forEach((writer) => needs.add(writer));
    for (const { view } of kernel.stores) {
      // Parts of a slot lie side by side, unless the first of them fills all of it and others are put into it.
      const before = writers.get(view.slot) ?? [];
      const [first] = before;
      if (first !== undefined && sizeOf(kernels[first]!.space) === slots[view.slot]!.size) needs.add(first);
      writers.set(view.slot, [...before, i]);
    }
    return needs;
  });
}

/** For each kernel, how many kernels of a chain come after it at most. */
function heights(needs: readonly ReadonlySet<number>[]): number[] {
  const height = needs.map(() => 0);
  for (let i = needs.length - 1; i >= 0; i--) {
    for (const before of needs[i]!) height[before] = Math.max(height[before]!, height[i]! + 1);
  }
  return height;
}

interface Candidate {
  readonly members: readonly number[];
  readonly kernels: readonly Kernel[];
  readonly rows: Rows | null;
  readonly height: number;
}

/**
 * The dispatches of a plan, in order. `limit` is how many buffers a dispatch may bind; a kernel by itself never needs more (see `fit.ts`).
 */
export function schedule(plan: Plan, tiles: Tiles, limit: number): Schedule {
  const { kernels, slots } = plan;
  const needs = dependencies(kernels, slots);
  const height = heights(needs);
  const graph: Graph = { kernels, needs };
  const readers = kernels.map((_, i) => kernels.filter((__, j) => needs[j]!.has(i)));
  const banks = new Banks(slots);
  const dispatches: DispatchPlan[] = [];
  const done = new Set<number>();

  const grow = (seed: number, taken: ReadonlySet<number>): Candidate => {
    let best: Candidate = { members: [seed], kernels: [kernels[seed]!], rows: null, height: height[seed]! };
    const fits = (members: readonly Kernel[]): boolean => banks.bindings(members) <= limit;
    for (const rows of rowCounts(kernels[seed]!, readers[seed]!)) {
      const grown = growRows(graph, seed, rows, done, taken, fits);
      if (grown === null || grown.members.length < 2) continue;
      // One invocation alone is the last resort.
      const better = grown.members.length - best.members.length || rows - (best.rows?.rows ?? 0);
      if (better <= 0) continue;
      const { members, group } = grown;
      best = { members, kernels: group.kernels, rows: group, height: Math.max(...members.map((i) => height[i]!)) };
    }
    return best;
  };

  while (done.size < kernels.length) {
    const taken = new Set<number>();
    const candidates: Candidate[] = [];
    kernels.forEach((_, i) => {
      if (done.has(i) || taken.has(i) || ![...needs[i]!].every((j) => done.has(j))) return;
      const candidate = grow(i, taken);
      candidate.members.forEach((member) => taken.add(member));
      candidates.push(candidate);
    });
    candidates.sort((a, b) => b.height - a.height);
    const chosen: Candidate[] = [];
    for (const candidate of candidates) {
      const together = [...chosen, candidate].flatMap((one) => one.kernels);
      if (chosen.length === 0 || banks.bindings(together) <= limit) chosen.push(candidate);
    }
    const units = chosen.map(({ kernels: [kernel], rows }) =>
      rows === null ? unitOf(kernel!, tiles) : rowsUnit(rows.kernels, rows.split, rows.rows),
    );
    chosen.forEach(({ members }) => members.forEach((member) => done.add(member)));
    dispatches.push({
      units,
      targets: banks.place(
        units.flatMap((unit) => unit.kernels),
        dispatches.length,
      ),
    });
  }
  banks.layOut();
  return { dispatches, banks };
}
