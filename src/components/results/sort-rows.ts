/** Sorting a results table by a press on a column's name. Without script the rows stay in the order of the settings. */

/** Puts a button into every heading with `data-column`; the column counts from 0, the row's own heading. */
export function makeSortable(table: HTMLTableElement): void {
  for (const heading of table.querySelectorAll<HTMLTableCellElement>('th[data-column]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = heading.textContent.trim();
    heading.replaceChildren(button);
    button.addEventListener('click', () => sort(table, heading));
  }
}

/** By the column, upwards; downwards when it is upwards already; then as the settings have it. */
function sort(table: HTMLTableElement, heading: HTMLTableCellElement): void {
  const body = table.querySelector<HTMLTableSectionElement>('tbody[data-saved]')!;
  const rows = [...body.rows];
  for (const [i, row] of rows.entries()) row.dataset.place ??= String(i);
  const before = heading.ariaSort;
  for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
  const column = Number(heading.dataset.column);
  const next = before === 'ascending' ? 'descending' : before === 'descending' ? null : 'ascending';
  if (next) heading.ariaSort = next;
  rows.sort((a, b) => {
    const byPlace = Number(a.dataset.place) - Number(b.dataset.place);
    if (!next) return byPlace;
    const order = compareCells(a.cells[column]!, b.cells[column]!);
    return (next === 'ascending' ? order : -order) || byPlace;
  });
  body.append(...rows);
}

function compareCells(a: HTMLTableCellElement, b: HTMLTableCellElement): number {
  if (a.dataset.value !== undefined && b.dataset.value !== undefined)
    return Number(a.dataset.value) - Number(b.dataset.value);
  return a.textContent.trim().localeCompare(b.textContent.trim());
}
