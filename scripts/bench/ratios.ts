/** From times to ratios: how many times as long the other takes as ours. */
import { ENGINE_NAMES } from '../../src/lib/engine/names.ts';
import { PEERS } from '../../src/lib/benchmark/contest.ts';
import { median, quartiles, type Quartiles } from '../../src/lib/benchmark/quartiles.ts';
import type { Rounds } from '../../src/lib/benchmark/rounds.ts';

export interface Ratio extends Quartiles {
  /** One for each round: both were measured within it. */
  readonly rounds: readonly number[];
}

/** Each contestant's median in each round. */
const roundMedians = (rounds: readonly (readonly number[])[]): number[] => rounds.map((blocks) => median(blocks));

/**
 * Every one of our engines against everyone else, by `WORKLOAD.OURS/OTHER`; `best-peer` is the library in a browser whose
 * median is the smallest. Above 1, ours is faster.
 */
export function ratios(workload: string, { times }: Rounds): Record<string, Ratio> {
  const all: Record<string, Ratio> = {};
  const medians = Object.fromEntries(Object.entries(times).map(([name, rounds]) => [name, roundMedians(rounds)]));
  const peers = PEERS.filter((name) => medians[name] !== undefined);
  const best = peers.toSorted((a, b) => median(medians[a]!) - median(medians[b]!))[0];
  for (const ours of OURS) {
    const own = medians[ours];
    if (own === undefined) continue;
    const against = (key: string, other: string | undefined): void => {
      const theirs = other === undefined ? undefined : medians[other];
      if (theirs === undefined || other === ours) return;
      const each = own.flatMap((time, i) => (theirs[i] === undefined ? [] : [theirs[i] / time]));
      if (each.length > 0) all[`${workload}.${ours}/${key}`] = { ...quartiles(each), rounds: each };
    };
    for (const other of Object.keys(medians)) against(other, other);
    against('best-peer', best);
  }
  return all;
}

/** Our engines, in the order in which they are shown. */
export const OURS: readonly string[] = [...new Set(['wasm', ...ENGINE_NAMES])];
