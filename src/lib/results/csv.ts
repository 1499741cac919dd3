/** A result as comma-separated values: one line a run, the page's and PyTorch's, as RFC 4180 has it. */
import type { LoggedRun, Result } from './schema.ts';

/** Columns: listing, setting, where it ran, seed, every parameter that a setting changes, every metric. */
export function resultCsv(result: Result): string {
  const { listing, settings, engine, adapter, reference } = result;
  const parameters = [...new Set(settings.flatMap((setting) => Object.keys(setting.parameters)))];
  const metrics = [...new Set(settings.flatMap(({ runs }) => Object.keys(runs[0]?.metrics ?? {})))];
  const line = (name: string, where: string, run: LoggedRun): string => {
    const changed = settings.find((setting) => setting.name === name)?.parameters ?? {};
    return row([
      ...[listing, name, where, run.seed],
      ...parameters.map((parameter) => changed[parameter] ?? ''),
      ...metrics.map((metric) => run.metrics[metric] ?? ''),
    ]);
  };
  const versions = Object.entries(reference?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  return [
    row(['listing', 'setting', 'ran on', 'seed', ...parameters, ...metrics]),
    ...settings.flatMap(({ name, runs }) => runs.map((run) => line(name, `${engine}, ${adapter}`, run))),
    ...(reference?.settings ?? []).flatMap(({ name, runs }) => runs.map((run) => line(name, versions.join(', '), run))),
  ].join('');
}

const row = (cells: readonly unknown[]): string => `${cells.map(field).join(',')}\r\n`;

function field(value: unknown): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
