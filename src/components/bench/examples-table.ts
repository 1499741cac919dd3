import { element, escapeMarkup } from '../../lib/charts/markup.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { labels } from './labels.ts';

/** Rows that a page shows: more than anyone reads. */
const ROWS = 200;

/** An embedding as a table: what is known of each example, then its numbers. */
export function examplesTable({ points, header, metadata }: Extract<LogEvent, { kind: 'embedding' }>): string {
  const columns = points[0]?.length ?? 0;
  const names = [labels.log.example, ...header, ...Array.from({ length: columns }, (_, i) => String(i))];
  const head = names.map((name) => element('th', { scope: 'col' }, escapeMarkup(name)));
  const rows = points.slice(0, ROWS).map((numbers, i) => {
    const known = header.map((_, column) => metadata[i]?.[column] ?? '');
    const cells = [...known, ...numbers.map((value) => String(Number(value.toPrecision(4))))];
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, String(i)),
      ...cells.map((text) => element('td', {}, escapeMarkup(text))),
    );
  });
  return element(
    'table',
    {},
    points.length > ROWS ? element('caption', {}, labels.log.firstRows(ROWS, points.length)) : '',
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}
