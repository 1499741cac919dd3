import type { Result } from '../../lib/results/schema.ts';
import { settingOf, valuesOf } from './measured.ts';

type Run = Result['settings'][number]['runs'][number];

/**
 * When in a run a metric is read: at its `end`, at a step that was logged, or where some scalar was least or most, for
 * example `{ least: 'loss/validation' }`, each run at a step of its own.
 */
export type Moment = 'end' | number | { readonly least: string } | { readonly most: string };

const curveOf = (run: Run, tag: string): readonly (readonly [number, number])[] => {
  const points = run.scalars[tag];
  if (points) return points;
  throw new Error(`No scalar "${tag}" was saved; there are ${Object.keys(run.scalars).join(', ')}.`);
};

/** The step of a moment in one run; the last that was logged for its end. */
function stepOf(run: Run, metric: string, at: Moment): number {
  if (typeof at === 'number') return at;
  if (at === 'end') return curveOf(run, metric).at(-1)![0];
  const sign = 'least' in at ? 1 : -1;
  const points = curveOf(run, 'least' in at ? at.least : at.most);
  return points.reduce((best, point) => (sign * point[1] < sign * best[1] ? point : best))[0];
}

/** Each seed's step of a moment. */
export const stepsOf = (result: Result, setting: string, metric: string, at: Moment): number[] =>
  settingOf(result, setting).runs.map((run) => stepOf(run, metric, at));

/**
 * A metric's values over the seeds of a setting at a moment of each run; at the end it is what the program handed to
 * `add_hparams`. Throws where nothing was logged then.
 */
export function valuesAt(result: Result, setting: string, metric: string, at: Moment = 'end'): number[] {
  if (at === 'end') return valuesOf(result, setting, metric);
  return settingOf(result, setting).runs.map((run) => {
    const step = stepOf(run, metric, at);
    const point = curveOf(run, metric).find(([each]) => each === step);
    if (point) return point[1];
    throw new Error(`"${result.listing}" logged no "${metric}" at ${step} with the setting "${setting}".`);
  });
}
