/** Gives contestants their turns, one after the other and round after round, so that what disturbs the machine hits all alike. */
import { effortFor, PROBE, type Effort, type Outcome } from './contest.ts';
import { median } from './quartiles.ts';

export interface Contestant {
  readonly name: string;
  /** Rejects when it was stopped; whatever else goes wrong is an outcome. */
  readonly measure: (effort: Effort) => Promise<Outcome>;
}

export interface Rounds {
  /** Milliseconds a step of each block, by contestant and round. */
  readonly times: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Why the others are not in it. */
  readonly absent: Readonly<Record<string, string>>;
}

/** Whose turn it is; round 0 is for the first steps. */
export interface Turn {
  readonly round: number;
  readonly contestant: string;
  /** Turns so far, and those that are to come in all. */
  readonly done: number;
  readonly total: number;
}

export interface RoundOptions {
  readonly rounds: number;
  /** Milliseconds for each turn. */
  readonly budget: number;
  /** Before each turn, with everything that was measured until then. */
  readonly onTurn: (turn: Turn, soFar: Rounds) => void;
}

/** Measures everyone once to learn how fast they are, then in rounds. Who fails is out, with the reason kept. */
export async function playRounds(
  contestants: readonly Contestant[],
  { rounds, budget, onTurn }: RoundOptions,
): Promise<Rounds> {
  const absent: Record<string, string> = {};
  const times: Record<string, (readonly number[])[]> = {};
  const efforts = new Map<string, Effort>(contestants.map(({ name }) => [name, PROBE]));
  let done = 0;
  for (let round = 0; round <= rounds; round++) {
    for (const { name, measure } of contestants) {
      const effort = efforts.get(name);
      if (effort === undefined) continue;
      const leftInRound = efforts.size - [...efforts.keys()].indexOf(name);
      const total = done + leftInRound + (rounds - round) * efforts.size;
      onTurn({ round, contestant: name, done, total }, { times, absent });
      const outcome = await measure(effort);
      done++;
      if (!('times' in outcome) || outcome.times.length === 0) {
        absent[name] =
          'unavailable' in outcome
            ? outcome.unavailable
            : 'failed' in outcome
              ? outcome.failed
              : 'It printed no times.';
        delete times[name];
        efforts.delete(name);
        continue;
      }
      if (round > 0) (times[name] ??= []).push(outcome.times);
      // Known better each time: the first steps are slower than what comes after them.
      efforts.set(name, effortFor(median(outcome.times), budget));
    }
  }
  return { times, absent };
}
