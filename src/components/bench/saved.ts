import { getEntry } from 'astro:content';
import type { Result } from '../../lib/results/schema.ts';
import { band } from '../../lib/results/statistics.ts';
import { inWords } from './duration.ts';
import { draws, type FigureSpec, type PanelSpec, type SavedSetting } from './figure-spec.ts';
import { labels } from './labels.ts';

const sources = import.meta.glob<string>('../../content/listings/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The text of `src/content/listings/NAME.py`. Throws when there is no such listing. */
export function listingSource(name: string): string {
  const source = sources[`../../content/listings/${name}.py`];
  if (source === undefined) {
    const names = Object.keys(sources).map((path) => path.replace(/^.*\/|\.py$/g, ''));
    throw new Error(`There is no listing "${name}" in src/content/listings; there are: ${names.join(', ')}.`);
  }
  return source;
}

/** What was measured with a listing. Throws when it has not been measured. */
export async function savedResult(name: string): Promise<Result> {
  const entry = await getEntry('results', name);
  if (!entry) throw new Error(`src/content/results/${name}.json is missing: measure it with \`npm run results\`.`);
  return entry.data;
}

/** What a run cost when it was saved, in a sentence; empty when it was not timed. */
export function priceOf(result: Result): string {
  const [run] = result.settings[0]?.runs ?? [];
  if (!run || run.msPerStep === null) return '';
  return labels.savedTime(inWords(run.steps * run.msPerStep), result.adapter);
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** What the panels draw of a setting's runs, as bands; rounded, because a page carries them and a pixel is coarser. */
function savedSetting(setting: Result['settings'][number], panels: readonly PanelSpec[]): SavedSetting {
  const tags = Object.keys(setting.runs[0]?.scalars ?? {}).filter((tag) => panels.some((panel) => draws(panel, tag)));
  const runsOf = (tag: string) => setting.runs.map((run) => run.scalars[tag] ?? []);
  const bands = tags.map((tag) => {
    const points = band(runsOf(tag)).map(({ step, mean, min, max }) => ({
      x: step,
      mean: round(mean),
      low: round(min),
      high: round(max),
    }));
    return [tag, points] as const;
  });
  const ends = tags.map((tag) => [tag, runsOf(tag).flatMap((points) => points.at(-1)?.[1] ?? [])] as const);
  return { name: setting.name, bands: Object.fromEntries(bands), ends: Object.fromEntries(ends) };
}

/** What a bench's figure shows of a measured listing. */
export function figureSpec(result: Result, xTitle: string, panels: readonly PanelSpec[]): FigureSpec {
  return { xTitle, panels, settings: result.settings.map((setting) => savedSetting(setting, panels)) };
}
