import type { Curve, CurveRole, CurvesChart } from '../../lib/charts/curves.ts';
import { asBand } from '../../lib/charts/series.ts';
import type { BandPoint } from '../../lib/charts/series.ts';
import { formatMeanSd, spread } from '../../lib/results/statistics.ts';
import { ownCharts, type OwnScalars, type TagGroups } from './own-charts.ts';

export type { OwnScalars, TagGroups };

/** One chart of a bench's figure: every scalar whose tag starts with `group/`. */
export interface PanelSpec {
  readonly group: string;
  /** What the y axis shows, with its unit. */
  readonly title: string;
  readonly yDomain: readonly [number, number];
  readonly yTicks: readonly number[];
  readonly level?: { readonly y: number; readonly label: string };
}

/** The saved runs of one setting, as a page carries them: a band for each tag, and how the runs ended. */
export interface SavedSetting {
  readonly name: string;
  readonly bands: Readonly<Record<string, readonly BandPoint[]>>;
  /** The last values of the runs, by tag. */
  readonly ends: Readonly<Record<string, readonly number[]>>;
}

/** Everything that a figure needs, at build time and in the browser. */
export interface FigureSpec {
  readonly xTitle: string;
  readonly panels: readonly PanelSpec[];
  readonly settings: readonly SavedSetting[];
}

const ROLES: readonly (readonly [RegExp, CurveRole])[] = [
  [/valid|\bval\b|test/i, 'validation'],
  [/wrong|noisy/i, 'wrong'],
  [/pytorch|reference/i, 'reference'],
];

/** What a tag such as `loss/validation` is of. What is not recognised is training. */
export const roleOf = (tag: string): CurveRole => ROLES.find(([pattern]) => pattern.test(tag))?.[1] ?? 'training';

const groupOf = (tag: string): string => tag.split('/')[0] ?? tag;

/** The end of the x axis: where the saved runs end, doubled until the reader's run fits, so that it moves rarely. */
export function xEnd(setting: SavedSetting, own: OwnScalars): number {
  const saved = Math.max(1, ...Object.values(setting.bands).map((band) => band.at(-1)?.x ?? 1));
  const reached = Math.max(0, ...[...own.values()].map((points) => points.at(-1)?.[0] ?? 0));
  let end = saved;
  while (end < reached) end *= 2;
  return end;
}

/**
 * The figure's charts: the saved setting pale, the reader's run strong over it and then labelled instead of it; then
 * charts for what else the reader's program logs.
 */
export function chartsOf(
  spec: FigureSpec,
  settingName: string,
  own: OwnScalars,
  groups: TagGroups = new Map(),
): CurvesChart[] {
  const planned = new Set(spec.panels.map(({ group }) => group));
  const others = [...own].filter(([tag]) => !planned.has(groupOf(tag)));
  return [...plannedCharts(spec, settingName, own), ...ownCharts(new Map(others), groups, spec.xTitle)];
}

function plannedCharts(spec: FigureSpec, settingName: string, own: OwnScalars): CurvesChart[] {
  const setting = spec.settings.find(({ name }) => name === settingName) ?? spec.settings[0];
  if (!setting) return [];
  const end = xEnd(setting, own);
  return spec.panels.map((panel) => {
    const inPanel = (tag: string): boolean => groupOf(tag) === panel.group;
    const ownTags = [...own.keys()].filter(inPanel);
    const saved = Object.entries(setting.bands)
      .filter(([tag]) => inPanel(tag))
      .map(([tag, points]): Curve => {
        const role = roleOf(tag);
        return { role, strength: 'saved', label: ownTags.length > 0 ? null : role, points };
      });
    const mine = ownTags.map((tag): Curve => {
      const role = roleOf(tag);
      return { role, strength: 'own', label: role, points: asBand(own.get(tag) ?? []) };
    });
    const start = Math.min(...Object.values(setting.bands).map((band) => band[0]?.x ?? 0));
    const { title, yDomain, yTicks, level } = panel;
    return {
      title,
      xTitle: spec.xTitle,
      xDomain: [Math.min(start, end), end],
      yDomain,
      yTicks,
      level,
      curves: [...saved, ...mine],
    };
  });
}

/** The sentence under the figure about its saved runs. */
export function savedSentence(spec: FigureSpec, settingName: string): string {
  const setting = spec.settings.find(({ name }) => name === settingName) ?? spec.settings[0];
  const panel = spec.panels.at(-1);
  if (!setting || !panel) return '';
  const parts = Object.entries(setting.ends)
    .filter(([tag]) => groupOf(tag) === panel.group)
    .map(([tag, values]) => {
      const { mean, sd } = spread(values);
      return `${roleOf(tag)} ${formatMeanSd(mean, sd)}`;
    });
  const runs = Math.max(...Object.values(setting.ends).map((values) => values.length));
  const end = xEnd(setting, new Map());
  return `Saved, ${setting.name}: ${panel.group} after ${spec.xTitle} ${end} is ${parts.join(', ')} (mean ± sd of ${runs} seeds; the band is their range).`;
}
