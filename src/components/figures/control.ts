/** What the figure of the control loop shows, the same at build time and in the page. */
import type { Curve, CurvesChart } from '../../lib/charts/curves.ts';
import type { Needle } from '../../lib/charts/needle.ts';
import type { BandPoint } from '../../lib/charts/series.ts';

/** The tags of the listing's scalars. */
export const TAGS = { gap: 'control/gap', knob: 'control/knob' };

/** What a controller read and what it set, epoch by epoch, over its runs. */
export interface Control {
  readonly gap: readonly BandPoint[];
  readonly knob: readonly BandPoint[];
}

/** The saved runs of one setting. */
export interface SavedControl extends Control {
  /** The setting's name. */
  readonly name: string;
  readonly scheme: string;
  readonly wrongLabels: number;
}

const QUANTITIES = {
  gap: { title: 'Gap (nats)', name: 'gap', domain: [0, 1], ticks: [0, 0.5, 1] },
  knob: { title: 'Knob (rate)', name: 'knob', domain: [0, 1], ticks: [0, 0.5, 1] },
} as const;

type Quantity = keyof typeof QUANTITIES;

const isEmpty = ({ gap, knob }: Control): boolean => gap.length === 0 && knob.length === 0;

/** The gap and the knob over the epochs: the saved runs pale, the reader's over them. */
export function controlCharts(saved: Control, own: Control | null): [gap: CurvesChart, knob: CurvesChart] {
  const ends = [saved, own].flatMap((each) => [each?.gap.at(-1)?.x ?? 0, each?.knob.at(-1)?.x ?? 0]);
  const chart = (quantity: Quantity): CurvesChart => {
    const { title, name, domain, ticks } = QUANTITIES[quantity];
    const mine = own?.[quantity] ?? [];
    const curves: Curve[] = [
      {
        role: 'series',
        strength: 'saved',
        label: mine.length > 0 ? null : 'saved runs',
        name,
        points: saved[quantity],
      },
    ];
    if (mine.length > 0) curves.push({ role: 'series', strength: 'own', label: 'your run', name, points: mine });
    return {
      title,
      xTitle: quantity === 'knob' ? 'epoch' : '',
      xDomain: [0, Math.max(1, ...ends)],
      yDomain: domain,
      yTicks: ticks,
      curves,
    };
  };
  return [chart('gap'), chart('knob')];
}

/** The last value that was logged by an epoch; null before there is one. */
export function valueAt(points: readonly BandPoint[], epoch: number): number | null {
  return points.findLast(({ x }) => x <= epoch)?.mean ?? null;
}

/** The dials at one epoch. */
export function needles({ gap, knob }: Control, epoch: number): [gap: Needle, knob: Needle] {
  const needle = (quantity: Quantity, points: readonly BandPoint[]): Needle => ({
    title: QUANTITIES[quantity].title,
    domain: QUANTITIES[quantity].domain,
    value: valueAt(points, epoch),
    // No value is asked of either: the gap is read, and the knob follows it.
    target: null,
  });
  return [needle('gap', gap), needle('knob', knob)];
}

/** The epochs at which something was logged, ascending. */
export const epochsOf = ({ gap }: Control): number[] => gap.map(({ x }) => x);

/** The dials in a sentence. */
export function controlSentence(whose: string, control: Control, epoch: number): string {
  if (isEmpty(control)) return `${whose}: nothing logged yet.`;
  const [gap, knob] = needles(control, epoch).map(({ value }) => (value === null ? '–' : value.toFixed(2)));
  return `${whose}, epoch ${epoch}: the gap is ${gap} nats, the knob stands at ${knob}.`;
}
