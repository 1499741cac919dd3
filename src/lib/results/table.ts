/** A result as a table: a row a setting, a column a metric, PyTorch's numbers beside the page's. Pure arithmetic. */
import { agreement, type Agreement } from './agreement.ts';
import type { LoggedRun, ParameterValue, Result } from './schema.ts';
import { spread, type Spread } from './statistics.ts';

export interface TableCell {
  readonly metric: string;
  readonly page: Spread;
  /** PyTorch's; null where it was not run. */
  readonly reference: Spread | null;
  readonly agreement: Agreement | null;
}

export interface TableRow {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** A cell for each metric that the setting's runs have: without wrong labels, for example, none of them can be fitted. */
  readonly cells: readonly TableCell[];
}

export interface ResultsTableData {
  readonly metrics: readonly string[];
  readonly rows: readonly TableRow[];
  readonly seeds: readonly number[];
  readonly referenceSeeds: readonly number[];
}

/** @throws {Error} when a run lacks a metric that the first one of its setting has. */
export function tableOf(result: Result): ResultsTableData {
  const metricsOf = (runs: readonly LoggedRun[]): string[] => Object.keys(runs[0]?.metrics ?? {});
  const rows = result.settings.map(({ name, parameters, runs }) => {
    const referenceRuns = result.reference?.settings.find((setting) => setting.name === name)?.runs;
    const cells = metricsOf(runs).map((metric): TableCell => {
      const page = spread(valuesOf(runs, metric, name));
      const reference = referenceRuns ? spread(valuesOf(referenceRuns, metric, name)) : null;
      return { metric, page, reference, agreement: reference && agreement(page, reference) };
    });
    return { name, parameters, cells };
  });
  const seedsOf = (runs: readonly LoggedRun[] | undefined): number[] => runs?.map(({ seed }) => seed) ?? [];
  return {
    metrics: [...new Set(result.settings.flatMap(({ runs }) => metricsOf(runs)))],
    rows,
    seeds: seedsOf(result.settings[0]?.runs),
    referenceSeeds: seedsOf(result.reference?.settings[0]?.runs),
  };
}

function valuesOf(runs: readonly LoggedRun[], metric: string, setting: string): number[] {
  return runs.map(({ metrics, seed }) => {
    const value = metrics[metric];
    if (value === undefined) throw new Error(`The run of "${setting}" with seed ${seed} has no metric "${metric}".`);
    return value;
  });
}

/** How many of a table's numbers agree with PyTorch's. */
export interface Share {
  readonly agreeing: number;
  readonly compared: number;
}

export function agreementShare(tables: readonly ResultsTableData[]): Share {
  const all = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.agreement ?? [])));
  return { agreeing: all.filter(({ agrees }) => agrees).length, compared: all.length };
}

/** Rows all of whose numbers agree with PyTorch's. */
export function rowShare(tables: readonly ResultsTableData[]): Share {
  const rows = tables.flatMap((table) => table.rows).filter(({ cells }) => cells.some((cell) => cell.agreement));
  const agreeing = rows.filter(({ cells }) => cells.every((cell) => cell.agreement?.agrees ?? true));
  return { agreeing: agreeing.length, compared: rows.length };
}

/**
 * The largest difference of one metric between the page's run and PyTorch's run with the same setting and the same seed;
 * null where no seed ran on both.
 */
export function largestBySeed(result: Result, metric: string): number | null {
  const differences = result.settings.flatMap(({ name, runs }) => {
    const reference = result.reference?.settings.find((setting) => setting.name === name)?.runs ?? [];
    return runs.flatMap(({ seed, metrics }) => {
      const value = metrics[metric];
      const other = reference.find((run) => run.seed === seed)?.metrics[metric];
      return value === undefined || other === undefined ? [] : [Math.abs(value - other)];
    });
  });
  return differences.length === 0 ? null : Math.max(...differences);
}
