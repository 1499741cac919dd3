/** Gives contestants their turns, one after the other and round after round, so that what disturbs the machine hits all alike. */
import { effortFor, PROBE, type Effort } from '../../src/lib/benchmark/contest.ts';
import { median } from '../../src/lib/benchmark/quartiles.ts';
import type { Outcome } from './page/main.ts';

export interface Contestant {
  readonly name: string;
  readonly measure: (effort: Effort) => Promise<Outcome>;
}

export interface Rounds {
  /** Milliseconds a step of each block, by contestant and round. */
  readonly times: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Why the others are not in it. */
  readonly absent: Readonly<Record<string, string>>;
}

export interface RoundOptions {
  readonly rounds: number;
  /** Milliseconds for each turn. */
  readonly budget: number;
  readonly onProgress: (text: string) => void;
}

/** Measures everyone once to learn how fast they are, then in rounds. Who fails is out, with the reason kept. */
export async function playRounds(
  contestants: readonly Contestant[],
  { rounds, budget, onProgress }: RoundOptions,
): Promise<Rounds> {
  const absent: Record<string, string> = {};
  const times: Record<string, (readonly number[])[]> = {};
  const efforts = new Map<string, Effort>();
  const turn = async ({ name, measure }: Contestant, effort: Effort): Promise<readonly number[] | null> => {
    const outcome = await measure(effort);
    if ('times' in outcome && outcome.times.length > 0) return outcome.times;
    absent[name] =
      'unavailable' in outcome ? outcome.unavailable : 'failed' in outcome ? outcome.failed : 'it printed no times';
    delete times[name];
    efforts.delete(name);
    return null;
  };
  for (const contestant of contestants) {
    onProgress(`${contestant.name}: first steps`);
    const probe = await turn(contestant, PROBE);
    if (probe !== null) efforts.set(contestant.name, effortFor(median(probe), budget));
  }
  for (let round = 1; round <= rounds; round++) {
    for (const contestant of contestants) {
      const effort = efforts.get(contestant.name);
      if (effort === undefined) continue;
      onProgress(`round ${round} of ${rounds}: ${contestant.name}`);
      const measured = await turn(contestant, effort);
      if (measured !== null) (times[contestant.name] ??= []).push(measured);
    }
  }
  return { times, absent };
}
