import { element, escapeMarkup } from './markup.ts';
import type { Role } from './marks.ts';

/** Numbers for two settings at once. It is drawn as a table of HTML: what is read is text, and it is its own data table. */
export interface HeatMap {
  /** What the numbers are, with their unit. */
  readonly title: string;
  /** What the rows and the columns are settings of. */
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** A row of numbers for each of `rows`; NaN or null where nothing was measured. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What is palest and what is strongest: fixed, so that runs compare. */
  readonly domain: readonly [number, number];
  /** Whose hue the cells have: that of what the numbers are about. */
  readonly role: Exclude<Role, 'reference' | 'series'>;
  /** What the reader's own run gave, and in which cell it belongs. */
  readonly own?: (CellAt & { readonly value: number }) | null;
  /** A number as it is printed; two decimals where left out. */
  readonly format?: (value: number) => string;
}

/** A cell by the numbers of its row and column. */
export interface CellAt {
  readonly row: number;
  readonly column: number;
}

const isMeasured = (value: number | null | undefined): value is number => value != null && Number.isFinite(value);

const printed = ({ format }: HeatMap, value: number): string => (format ? format(value) : value.toFixed(2));

/** How strong a cell is, from 0 to 1. */
export function strengthOf({ domain: [low, high] }: HeatMap, value: number): number {
  return low === high ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
}

const placeOf = (map: HeatMap, { row, column }: CellAt): string =>
  `${map.rowTitle} ${map.rows[row] ?? ''}, ${map.columnTitle} ${map.columns[column] ?? ''}`;

const isOwn = ({ own }: HeatMap, at: CellAt): boolean => own?.row === at.row && own.column === at.column;

/** A cell in words: `500 images, wrong labels 20 %: gap 0.31`. */
export function cellSentence(map: HeatMap, { row, column }: CellAt): string {
  const value = map.values[row]?.[column];
  const says = isMeasured(value) ? printed(map, value) : 'not measured';
  const yours = isOwn(map, { row, column }) ? `, your run ${printed(map, map.own!.value)}` : '';
  return `${placeOf(map, { row, column })}: ${map.title} ${says}${yours}`;
}

/**
 * The map as an HTML table: each number in its cell, the stronger the larger.
 *
 * @param selected the cell in a frame, or null for none
 * @param interactive whether cells can be chosen (`HeatMapView` does so); they then form a grid with one tab stop
 */
export function heatMapMarkup(map: HeatMap, selected: CellAt | null = null, interactive = false): string {
  const stop = selected ?? { row: 0, column: 0 };
  const cell = (value: number | null | undefined, row: number, column: number): string => {
    const chosen = row === selected?.row && column === selected.column;
    return element(
      'td',
      {
        style: isMeasured(value) ? `--strength:${Math.round(100 * strengthOf(map, value))}%` : null,
        'data-row': row,
        'data-column': column,
        'data-empty': !isMeasured(value),
        'data-selected': chosen,
        ...(interactive
          ? {
              role: 'gridcell',
              'aria-selected': String(chosen),
              tabindex: row === stop.row && column === stop.column ? 0 : -1,
            }
          : {}),
      },
      isMeasured(value) ? escapeMarkup(printed(map, value)) : '–',
      isOwn(map, { row, column })
        ? element('span', { class: 'own', title: 'your run' }, `◆ ${escapeMarkup(printed(map, map.own!.value))}`)
        : '',
    );
  };
  const heads = map.columns.map((name) => element('th', { scope: 'col' }, escapeMarkup(name)));
  const body = map.rows.map((name, row) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, escapeMarkup(name)),
      ...map.columns.map((_, column) => cell(map.values[row]?.[column], row, column)),
    ),
  );
  return element(
    'table',
    { class: 'heat-map', 'data-role': map.role, role: interactive ? 'grid' : null },
    element('caption', {}, escapeMarkup(map.title)),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td', { class: 'row-title' }, escapeMarkup(map.rowTitle)),
        element('th', { scope: 'colgroup', colspan: map.columns.length }, escapeMarkup(map.columnTitle)),
      ),
      element('tr', {}, element('td', {}), ...heads),
    ),
    element('tbody', {}, ...body),
  );
}

/** The map in a sentence: where the least and the greatest number is. */
export function describeHeatMap(map: HeatMap): string {
  const cells = map.rows.flatMap((_, row) => map.columns.map((__, column) => ({ row, column })));
  const measured = cells
    .flatMap((at) => {
      const value = map.values[at.row]?.[at.column];
      return isMeasured(value) ? [{ at, value }] : [];
    })
    .sort((a, b) => a.value - b.value);
  const [least, most] = [measured[0], measured.at(-1)];
  const axes = `${map.title} over ${map.rowTitle} and ${map.columnTitle}`;
  if (!least || !most) return `${axes}: nothing measured yet.`;
  if (least.value === most.value) return `${axes}: ${printed(map, least.value)} everywhere.`;
  return `${axes}: least ${printed(map, least.value)} (${placeOf(map, least.at)}), greatest ${printed(map, most.value)} (${placeOf(map, most.at)}).`;
}
