import { element, escapeMarkup } from './markup.ts';

/** A chart's numbers as a table, the first cell of each row its heading: to read exactly, and for who cannot see it. */
export function numbersTable(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = headings.map((text) => element('th', { scope: 'col' }, escapeMarkup(text)));
  const body = rows.map(([name = '', ...values]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, escapeMarkup(name)),
      ...values.map((value) => element('td', {}, escapeMarkup(value))),
    ),
  );
  return element(
    'table',
    { class: 'data-table' },
    element('caption', {}, escapeMarkup(caption)),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
}
