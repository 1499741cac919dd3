/**
 * How sure a network is of the labels that images were given: what a `pr_curve` of members and others says, at one evaluation.
 * Probabilities near 1 differ by their distance from 1, so they are put on a scale of odds, p / (1 - p): 99.9 % is as far from
 * 99 % as 99 % is from 90 %.
 */
import type { Tick } from '../../lib/charts/axis.ts';
import type { HistogramPair } from '../../lib/charts/histogram-pair.ts';
import { rocCurve, type RocCurve } from '../../lib/charts/roc.ts';

/** Powers of ten of the odds at the scale's ends: 0.1 % and 99.999 %. What lies beyond belongs to the outermost level. */
const [LEAST, MOST] = [-3, 5] as const;
/** Levels to a power of ten: so fine that the area under the ROC curve keeps its second decimal. */
const FINE = 20;
const LEVELS = (MOST - LEAST) * FINE;

/** One evaluation. Images are counted by level, so that a page can carry many evaluations. */
export interface Sureness {
  readonly step: number;
  /** How many training images are at each level. */
  readonly members: readonly number[];
  /** How many images that the network has not seen are. */
  readonly others: readonly number[];
}

export const oddsOf = (probability: number): number => probability / (1 - probability);
const probabilityOf = (odds: number): number => odds / (1 + odds);

const levelOf = (probability: number): number =>
  Math.min(LEVELS - 1, Math.max(0, Math.floor((Math.log10(oddsOf(probability)) - LEAST) * FINE)));

/** @param labels 1 for a member, one for each prediction */
export function surenessOf(step: number, labels: readonly number[], predictions: readonly number[]): Sureness {
  const members = Array<number>(LEVELS).fill(0);
  const others = Array<number>(LEVELS).fill(0);
  for (const [i, prediction] of predictions.entries()) {
    // A run whose loss is no number any more has nothing to show.
    if (Number.isNaN(prediction)) continue;
    const counts = labels[i] === 1 ? members : others;
    counts[levelOf(prediction)]!++;
  }
  return { step, members, others };
}

/** The odds of each counted image: the middle of its level. */
const valuesOf = (counts: readonly number[]): number[] =>
  counts.flatMap((count, level) => Array<number>(count).fill(10 ** (LEAST + (level + 0.5) / FINE)));

/** A probability as it is read: with as many decimals as its distance from 1 needs. */
export function percent(probability: number): string {
  const distance = Math.min(probability, 1 - probability);
  const decimals = distance <= 0 ? 0 : Math.min(3, Math.max(0, -Math.floor(Math.log10(distance) + 1e-9) - 2));
  return `${(100 * probability).toFixed(decimals)}\u00a0%`;
}

const ticks: readonly Tick[] = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999].map((probability) => ({
  at: oddsOf(probability),
  text: percent(probability),
}));

/** The largest share of a group in one of the bins that the saved runs have; runs compare on it. */
const HIGHEST = 0.2;
const BINS = 32;

/** Members and others over the probability that each image's label got. */
export function surenessPair({ members, others }: Sureness): HistogramPair {
  const x = {
    title: 'probability that the network gives to the image’s label',
    domain: [10 ** LEAST, 10 ** MOST],
    scale: 'log',
    ticks,
  } as const;
  const samples = [
    { name: 'members', role: 'training', values: valuesOf(members) },
    { name: 'others', role: 'validation', values: valuesOf(others) },
  ] as const;
  return { x, bins: BINS, samples, called: 'above', highest: HIGHEST, reads: (odds) => percent(probabilityOf(odds)) };
}

/** The ROC curve of an attack that calls members what the network is sure of; its thresholds are odds. */
export function surenessRoc({ members, others }: Sureness): RocCurve {
  const [inside, outside] = [valuesOf(members), valuesOf(others)];
  return rocCurve([...inside.map(() => 1), ...outside.map(() => 0)], [...inside, ...outside]);
}

/** The odds at which the attack is right most often, members and others being equally many. */
export function bestThreshold({ truePositive, falsePositive, thresholds }: RocCurve): number {
  const lead = (i: number): number => truePositive[i]! - falsePositive[i]!;
  const best = thresholds.reduce((most, _, i) => (lead(i) > lead(most) ? i : most), 0);
  return thresholds[best] ?? 1;
}

/** How often who calls members what lies on the called side is right, members and others being equally many. */
export const balancedAccuracy = (found: number, alarms: number): number => (1 + found - alarms) / 2;
