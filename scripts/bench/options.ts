/** The benchmark's command line. */
import { parseArgs } from 'node:util';
import { isWorkload, type Workload } from '../../src/lib/benchmark/contest.ts';

/** What is measured beside the workloads. */
export const EXTRAS = ['interpreter', 'start', 'issue', 'size'] as const;

export type Extra = (typeof EXTRAS)[number];

export interface BenchOptions {
  readonly workloads: readonly Workload[];
  readonly extras: readonly Extra[];
  /** Whether memory is watched over 10,000 steps. */
  readonly long: boolean;
  readonly rounds: number;
  /** Milliseconds that each contestant gets in each round. */
  readonly budget: number;
  readonly quick: boolean;
  /** Where the JSON goes. */
  readonly json: string | undefined;
  /** The program whose plans are printed instead of measuring anything. */
  readonly explain: string | undefined;
}

export const USAGE = `usage: npm run bench -- [--quick] [--long] [--rounds N] [--only NAME,...] [--json FILE]
       npm run bench -- --explain FILE.py

  --only     some of mlp, augmented, cnn, ${EXTRAS.join(', ')}
  --rounds   how often every contestant has its turn (7; with --quick 3)
  --quick    shorter turns, and no table by size
  --long     also watches memory over 10,000 steps
  --json     writes ratios, spread and times to a file
  --explain  prints the plans that a program makes, and what fell out of them`;

export class UsageError extends Error {}

/** @throws {UsageError} saying what is wrong. */
export function readOptions(args: string[]): BenchOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        json: { type: 'string' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        explain: { type: 'string' },
        quick: { type: 'boolean', default: false },
        long: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { quick, long, json, explain } = values;
  const names = values.only?.split(',') ?? null;
  const unknown = names?.find((name) => !isWorkload(name) && !(EXTRAS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new UsageError(`there is nothing called '${unknown}' to measure`);
  const rounds = Number(values.rounds ?? (quick ? 3 : 7));
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError('--rounds needs a number of 1 or more');
  return {
    workloads: names?.filter(isWorkload) ?? ['mlp', 'augmented', 'cnn'],
    extras: EXTRAS.filter((extra) => names?.includes(extra) ?? (extra !== 'size' || !quick)),
    long,
    rounds,
    budget: quick ? 400 : 1200,
    quick,
    json,
    explain,
  };
}
