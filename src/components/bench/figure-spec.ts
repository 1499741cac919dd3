import type { Curve, CurveRole, CurvesChart } from '../../lib/charts/curves.ts';
import type { BandPoint } from '../../lib/charts/series.ts';
import { formatMeanSd, spread } from '../../lib/results/statistics.ts';
import { ownCharts, type TagGroups } from './own-charts.ts';
import type { OwnCurves } from './own-runs.ts';

/** How the curve of one tag is drawn and called. */
export interface CurveSpec {
  readonly label: string;
  /** `series` for what is neither of the others; several of them have a dash each. */
  readonly role: CurveRole;
}

/** One chart of a bench's figure. */
export interface PanelSpec {
  /** The part of the tags before the first `/`. */
  readonly group: string;
  /**
   * The tags that are drawn, for example `fitted/wrong`, in the order of their labels. Without it, every tag of the group is,
   * and its name says which role it has.
   */
  readonly curves?: Readonly<Record<string, CurveSpec>>;
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

/** Whether a panel draws a tag. */
export const draws = ({ group, curves }: PanelSpec, tag: string): boolean =>
  curves ? Object.hasOwn(curves, tag) : groupOf(tag) === group;

/** How a panel draws and names a tag. */
function lookOf({ curves }: PanelSpec, tag: string): Pick<Curve, 'role' | 'name' | 'dash'> & { readonly name: string } {
  const spec = curves?.[tag];
  if (!curves || !spec) return { role: roleOf(tag), name: roleOf(tag) };
  if (spec.role !== 'series') return { role: spec.role, name: spec.label };
  const series = Object.keys(curves).filter((other) => curves[other]?.role === 'series');
  return { role: spec.role, name: spec.label, dash: series.indexOf(tag) % 5 };
}

/** The tags among `tags` that a panel draws, in its order. */
function tagsOf(panel: PanelSpec, tags: Iterable<string>): string[] {
  const drawn = [...tags].filter((tag) => draws(panel, tag));
  const { curves } = panel;
  if (!curves) return drawn;
  const order = Object.keys(curves);
  return drawn.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** The end of the x axis: where the saved runs end, doubled until the reader's run fits, so that it moves rarely. */
export function xEnd(setting: SavedSetting, own: OwnCurves): number {
  const saved = Math.max(1, ...Object.values(setting.bands).map((band) => band.at(-1)?.x ?? 1));
  const reached = Math.max(0, ...[...own.values()].map((points) => points.at(-1)?.x ?? 0));
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
  own: OwnCurves,
  groups: TagGroups = new Map(),
): CurvesChart[] {
  const planned = new Set(spec.panels.map(({ group }) => group));
  const others = [...own].filter(
    ([tag]) => !planned.has(groupOf(tag)) && !spec.panels.some((panel) => draws(panel, tag)),
  );
  return [...plannedCharts(spec, settingName, own), ...ownCharts(new Map(others), groups, spec.xTitle)];
}

function plannedCharts(spec: FigureSpec, settingName: string, own: OwnCurves): CurvesChart[] {
  const setting = spec.settings.find(({ name }) => name === settingName) ?? spec.settings[0];
  if (!setting) return [];
  const end = xEnd(setting, own);
  return spec.panels.map((panel) => {
    const ownTags = tagsOf(panel, own.keys());
    const saved = tagsOf(panel, Object.keys(setting.bands)).map((tag): Curve => {
      const look = lookOf(panel, tag);
      const label = ownTags.length > 0 ? null : look.name;
      return { ...look, strength: 'saved', label, points: setting.bands[tag]! };
    });
    const mine = ownTags.map((tag): Curve => {
      const look = lookOf(panel, tag);
      return { ...look, strength: 'own', label: look.name, points: own.get(tag)! };
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
  const parts = tagsOf(panel, Object.keys(setting.ends)).map((tag) => {
    const { mean, sd } = spread(setting.ends[tag]!);
    return `${lookOf(panel, tag).name} ${formatMeanSd(mean, sd)}`;
  });
  const runs = Math.max(...Object.values(setting.ends).map((values) => values.length));
  const end = xEnd(setting, new Map());
  return `Saved, ${setting.name}: ${panel.group} after ${spec.xTitle} ${end} is ${parts.join(', ')} (mean\u00a0±\u00a0sd of ${runs} seeds; the band is their range).`;
}
