/** What the figure of the schemes over the share of wrong labels shows, the same at build time and in the page. */
import type { Curve, CurvesChart } from '../../lib/charts/curves.ts';
import { percent } from '../../lib/charts/number.ts';
import type { BandPoint } from '../../lib/charts/series.ts';
import { mean } from '../../lib/results/statistics.ts';
import { familyOf } from './families.ts';

/** The metric that is drawn. */
export const METRIC = 'accuracy/test';

/** What one scheme reached at one share of wrong labels. */
export interface Reached {
  /** The value of the listing's `scheme`. */
  readonly scheme: string;
  /** From 0 to 1. */
  readonly wrongLabels: number;
  /** Test accuracy, a number for each seed. */
  readonly values: readonly number[];
}

const hundredths = (share: number): number => Math.round(100 * share);

function pointsOf(reached: readonly Reached[], scheme: string): BandPoint[] {
  return reached
    .filter((each) => each.scheme === scheme && each.values.length > 0)
    .map(({ wrongLabels, values }) => ({
      x: hundredths(wrongLabels),
      mean: mean(values),
      low: Math.min(...values),
      high: Math.max(...values),
    }))
    .sort((a, b) => a.x - b.x);
}

/** A line for each scheme; the reader's runs join as points of their scheme's line, and become one. */
export function noiseLevelsChart(saved: readonly Reached[], own: readonly Reached[]): CurvesChart {
  const schemes = [...new Set([...saved, ...own].map(({ scheme }) => scheme))];
  const line = (from: readonly Reached[], strength: Curve['strength'], label: (scheme: string) => string) =>
    schemes.flatMap((scheme, dash): Curve[] => {
      const points = pointsOf(from, scheme);
      return points.length === 0
        ? []
        : [
            {
              role: 'series',
              strength,
              label: label(scheme),
              name: scheme,
              points,
              dash: dash % 5,
              family: familyOf(scheme),
            },
          ];
    });
  return {
    title: 'Test accuracy (share correct)',
    xTitle: 'wrong labels (%)',
    xDomain: [0, 60],
    xTicks: [0, 20, 40, 60],
    yDomain: [0.2, 0.8],
    yTicks: [0.2, 0.4, 0.6, 0.8],
    dots: true,
    curves: [...line(saved, 'saved', (scheme) => scheme), ...line(own, 'own', (scheme) => `yours, ${scheme}`)],
  };
}

/** The line for the reader's latest run. */
export function ownSentence({ scheme, wrongLabels, values }: Reached): string {
  const accuracies = values.map((value) => value.toFixed(3)).join(', ');
  return `Your run, “${scheme}” with ${percent(wrongLabels)} wrong labels: test accuracy ${accuracies}. It stays here until you press Reset.`;
}
