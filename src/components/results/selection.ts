/** Which rows and columns of a result a table shows. */
import type { ResultsTableData, TableCell, TableRow } from '../../lib/results/table.ts';

/** Metrics by name, or with what their columns are called. */
export type MetricChoice = readonly string[] | Readonly<Record<string, string>>;

export interface Column {
  readonly metric: string;
  /** Heading of the column. */
  readonly name: string;
  /** Heading over the columns of one kind of metric: what stands before the `/`. */
  readonly group: string;
}

export interface Selection {
  readonly columns: readonly Column[];
  readonly rows: readonly SelectedRow[];
}

export interface SelectedRow extends Omit<TableRow, 'cells'> {
  /** A cell for each column; null where the setting's runs have no such metric. */
  readonly cells: readonly (TableCell | null)[];
}

/**
 * The rows and columns that are asked for, in that order; all of them where nothing is. Metrics of one group stand together.
 * @throws {Error} naming what there is, for a metric or a setting that was not measured.
 */
export function select(
  table: Pick<ResultsTableData, 'metrics' | 'rows'>,
  choice: MetricChoice = table.metrics,
  settings?: readonly string[],
): Selection {
  const names = table.rows.map(({ name }) => name);
  const named: readonly (readonly [string, string | null])[] = isList(choice)
    ? choice.map((metric) => [metric, null])
    : Object.entries(choice);
  const chosen = named.map(([metric, name]): Column => {
    if (!table.metrics.includes(metric)) throw unknown('metric', metric, table.metrics);
    const [group = metric, ...rest] = metric.split('/');
    return { metric, name: name ?? (rest.join('/') || metric), group };
  });
  const groups = [...new Set(chosen.map(({ group }) => group))];
  const columns = groups.flatMap((group) => chosen.filter((column) => column.group === group));
  const rows = (settings ?? names).map((name): SelectedRow => {
    const row = table.rows.find((each) => each.name === name);
    if (!row) throw unknown('setting', name, names);
    return { ...row, cells: columns.map(({ metric }) => row.cells.find((cell) => cell.metric === metric) ?? null) };
  });
  return { columns, rows };
}

const isList = (choice: MetricChoice): choice is readonly string[] => Array.isArray(choice);

const unknown = (what: string, name: string, there: readonly string[]): Error =>
  new Error(
    `A results table asks for the ${what} "${name}", which was not measured; there is "${there.join('", "')}".`,
  );

/** The rows that differ from PyTorch's in one of the table's columns. */
const differing = ({ rows }: Selection): SelectedRow[] =>
  rows.filter(({ cells }) => cells.some((cell) => cell?.agreement?.agrees === false));

/**
 * Why rows differ, in the order of the rows.
 * @throws {Error} for a row that is not there or does not differ: an explanation must not outlive what it explains.
 */
export function explained(
  selection: Selection,
  explanations: Readonly<Record<string, string>>,
): { readonly setting: string; readonly text: string }[] {
  const names = differing(selection).map(({ name }) => name);
  const idle = Object.keys(explanations).find((setting) => !names.includes(setting));
  if (idle !== undefined)
    throw new Error(
      `A results table explains "${idle}", which is no row of it that differs from PyTorch’s. Take it out.`,
    );
  return names.flatMap((setting) => {
    const text = explanations[setting];
    return text === undefined ? [] : [{ setting, text }];
  });
}
