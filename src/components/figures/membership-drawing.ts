/** What the figure of members and others draws and says, at build time and in the page. */
import {
  calledShares,
  histogramPairMarkup,
  histogramPairTable,
  thresholdSentence,
} from '../../lib/charts/histogram-pair.ts';
import { rocMarkup, rocTable, type RocChart } from '../../lib/charts/roc-chart.ts';
import { balancedAccuracy, surenessPair, surenessRoc, type Sureness } from './membership.ts';
import { labels } from './membership-labels.ts';

/** What the page carries: of each setting one saved run, its evaluations in order of step. */
export interface MembershipSpec {
  readonly listing: string;
  readonly settings: readonly {
    readonly name: string;
    readonly seed: number;
    readonly evaluations: readonly Sureness[];
  }[];
  /** Where the threshold stands to begin with, in odds. */
  readonly threshold: number;
}

export const HEIGHT = 300;

export const drawPair = (shown: Sureness, threshold: number, width: number): string =>
  histogramPairMarkup(surenessPair(shown), { width, height: HEIGHT }, threshold);

/** @param saved of which run the pale curve is, where the strong one is the reader's */
export function rocChartOf(shown: Sureness, threshold: number, saved: Sureness | null): RocChart {
  const roc = surenessRoc(shown);
  const curves =
    saved === null
      ? [{ name: labels.epoch(shown.step), strength: 'saved' as const, roc }]
      : [
          { name: 'saved', strength: 'saved' as const, roc: surenessRoc(saved) },
          { name: 'yours', strength: 'own' as const, roc },
        ];
  return { positives: 'members', negatives: 'others', curves, threshold };
}

export const drawRoc = (chart: RocChart, width: number): string => rocMarkup(chart, { width, height: HEIGHT });

/** The threshold's shares in words, and what they are worth. */
export function verdict(shown: Sureness, threshold: number): string {
  const pair = surenessPair(shown);
  const [found, alarms] = calledShares(pair, threshold);
  return `${thresholdSentence(pair, threshold)} ${labels.verdict(balancedAccuracy(found, alarms))}`;
}

/** Both drawings' numbers. */
export const numbersOf = (shown: Sureness, chart: RocChart): string =>
  histogramPairTable(surenessPair(shown), `Members and others at ${labels.epoch(shown.step)}`) +
  rocTable(chart, `ROC curve at ${labels.epoch(shown.step)}; scores are odds, p / (1 − p)`);
