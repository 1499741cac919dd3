/** What the figure of weights shows, at build time and in the page. */
import type { Histogram } from '../../lib/charts/histogram.ts';
import { significant } from '../../lib/charts/number.ts';
import { densitiesOf, type WeightsChart } from '../../lib/charts/weights.ts';

/** A histogram with bins of equal width, as it is logged: shorter in a page than all its edges. */
export interface EvenBins {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** The weights of each layer at the end of a run, and what was counted over all of them. */
export interface WeightsRun {
  readonly name: string;
  /** Of the penalties in the loss: what each absolute weight costs, and half of what each squared weight does. */
  readonly penalty: { readonly l1: number; readonly l2: number };
  /** By layer; null where it has not been logged. */
  readonly layers: readonly (EvenBins | null)[];
  /** Share of weights that are exactly zero, and the norm of all weights; null until the run has ended. */
  readonly zero: number | null;
  readonly norm: number | null;
}

/** One layer's axes: the same for all settings, so that they compare. */
export interface LayerAxes {
  /** What the layer is called after `weights/`. */
  readonly name: string;
  readonly largest: number;
  readonly densities: readonly [number, number];
}

/** Everything that the page needs. */
export interface WeightsSpec {
  readonly listing: string;
  readonly layers: readonly LayerAxes[];
  readonly runs: readonly WeightsRun[];
  /** The number of the run that the others are compared with. */
  readonly compared: number;
}

export const ownLabels = {
  name: 'your run',
  rest: 'Press Run in the bench above: the weights of your run are then one of the settings here.',
} as const;

export function evenBins({ edges, counts }: Histogram): EvenBins {
  return { from: edges[0] ?? 0, to: edges.at(-1) ?? 1, counts };
}

export function histogramOf({ from, to, counts }: EvenBins): Histogram {
  const edges = Array.from({ length: counts.length + 1 }, (_, i) => from + ((to - from) * i) / counts.length);
  return { edges, counts };
}

/** Axes that hold the layer's weights in every run. */
export function layerAxes(name: string, runs: readonly EvenBins[]): LayerAxes {
  const furthest = Math.max(...runs.flatMap(({ from, to }) => [Math.abs(from), Math.abs(to)]));
  const most = Math.max(...runs.flatMap((run) => densitiesOf(histogramOf(run))));
  return {
    name,
    largest: Math.ceil(furthest * 20) / 20,
    densities: [1, 10 ** Math.ceil(Math.log10(most))],
  };
}

/** The penalty that a run adds to its loss, for its form; null where it adds none. */
export function penaltyOf({ penalty: { l1, l2 } }: WeightsRun): WeightsChart['penalty'] {
  if (l1 === 0 && l2 === 0) return null;
  const label = l2 === 0 ? 'L1: |w|' : l1 === 0 ? 'L2: w²' : 'L1 and L2';
  return { label, at: (weight) => l1 * Math.abs(weight) + (l2 / 2) * weight ** 2 };
}

/** One layer of one run, over the same layer of the run that is compared with. @returns null where it was not logged. */
export function weightsChart(spec: WeightsSpec, run: WeightsRun, layer: number, own = false): WeightsChart | null {
  const bins = run.layers[layer];
  const axes = spec.layers[layer]!;
  if (!bins) return null;
  const against = spec.runs[spec.compared]!;
  const compared = against.layers[layer];
  return {
    x: { title: `weight, ${axes.name}`, domain: [-axes.largest, axes.largest] },
    histogram: histogramOf(bins),
    name: run.name,
    strength: own ? 'own' : 'saved',
    densities: axes.densities,
    penalty: penaltyOf(run),
    compared: run === against || !compared ? undefined : { name: against.name, histogram: histogramOf(compared) },
  };
}

/** What was counted over all weights of a run, in a sentence. */
export function countsSentence({ name, zero, norm }: WeightsRun): string {
  if (zero === null || norm === null) return `${name}: still running.`;
  const share = zero === 0 ? 'none' : `${significant(100 * zero, zero < 0.001 ? 1 : 3)}\u00a0%`;
  return `${name}: ${share} of the weights ${zero === 0 ? 'is' : 'are'} exactly zero; the norm of all of them is ${significant(norm, 3)}.`;
}
