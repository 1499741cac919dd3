import type { Result } from '../../lib/results/schema.ts';

type Setting = Result['settings'][number];

/** The setting of that name. Throws, naming those there are, so that a misspelt one breaks the build. */
export function settingOf(result: Result, name: string): Setting {
  const setting = result.settings.find((candidate) => candidate.name === name);
  if (setting) return setting;
  const names = result.settings.map((candidate) => `"${candidate.name}"`).join(', ');
  throw new Error(`"${result.listing}" was not measured with a setting "${name}"; there are ${names}.`);
}

/** A metric's values over the seeds of a setting, in the order of the runs. */
export function valuesOf(result: Result, settingName: string, metric: string): number[] {
  return settingOf(result, settingName).runs.map((run) => {
    const value = run.metrics[metric];
    if (value !== undefined) return value;
    const metrics = Object.keys(run.metrics).join(', ');
    throw new Error(`"${result.listing}" measured no "${metric}"; it measured ${metrics}.`);
  });
}

/** Differences of two settings seed by seed: with the same seed the runs differ in nothing but the settings. */
export function pairedDifferences(result: Result, a: string, b: string, metric: string): number[] {
  const bySeed = new Map(settingOf(result, b).runs.map((run, i) => [run.seed, valuesOf(result, b, metric)[i]]));
  const valuesA = valuesOf(result, a, metric);
  return settingOf(result, a).runs.flatMap((run, i) => {
    const [x, y] = [valuesA[i], bySeed.get(run.seed)];
    return x === undefined || y === undefined ? [] : [x - y];
  });
}
