import { drawing } from './drawing.ts';
import { foldCells, leaksOf } from './folds.ts';
import type { FoldCell, FoldSetting, Leak } from './folds.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { numbersTable } from './numbers-table.ts';

/** The name of an example: a letter for its original, a stroke for each copy of it. */
export function cellName({ original, copy }: FoldCell): string {
  const letter = String.fromCharCode(65 + (original % 26));
  return letter + (original >= 26 ? String(Math.floor(original / 26)) : '') + '′'.repeat(copy);
}

const CELL = { gap: 2, fold: 12, most: 30 };

interface Placed {
  readonly cell: FoldCell;
  readonly x: number;
  readonly y: number;
}

/** Folds side by side, and in as many lines as the width needs; arcs need room above each line. */
function placedCells(cells: readonly FoldCell[], width: number): { cells: Placed[]; side: number; height: number } {
  const folds = [...new Set(cells.map(({ fold }) => fold))];
  const largest = Math.max(1, ...folds.map((fold) => cells.filter((cell) => cell.fold === fold).length));
  const least = 22;
  const across = Math.max(1, Math.min(folds.length, Math.floor((width + CELL.fold) / (largest * least + CELL.fold))));
  const side = Math.min(CELL.most, (width - CELL.fold * (across - 1)) / across / largest);
  const line = side + 74;
  const placed = cells.map((cell, i) => {
    const fold = folds.indexOf(cell.fold);
    const index = i - cells.findIndex((other) => other.fold === cell.fold);
    return {
      cell,
      x: (fold % across) * (largest * side + CELL.fold) + index * side,
      y: Math.floor(fold / across) * line + 48,
    };
  });
  return { cells: placed, side, height: Math.ceil(folds.length / across) * line };
}

/** An arc over one line of cells, or from the foot of one line to the head of another. */
function arc(one: Placed, other: Placed, side: number): string {
  const [from, to] = one.y <= other.y ? [one, other] : [other, one];
  const [x1, x2] = [from.x + side / 2, to.x + side / 2];
  if (from.y < to.y) {
    const [y1, y2] = [from.y + side - CELL.gap, to.y];
    const half = (y1 + y2) / 2;
    return `M${px(x1)},${px(y1)}C${px(x1)},${px(half)} ${px(x2)},${px(half)} ${px(x2)},${px(y2)}`;
  }
  const rise = Math.min(40, 10 + Math.abs(x2 - x1) / 6);
  return `M${px(x1)},${px(from.y)}C${px(x1)},${px(from.y - rise)} ${px(x2)},${px(to.y - rise)} ${px(x2)},${px(to.y)}`;
}

/**
 * Examples as cells, fold by fold, as SVG text; the held-out fold is filled. Arcs join examples of one original, strongly
 * where they cross from training into the held-out fold, and a dot over a cell says the same.
 */
export function foldStripMarkup(setting: FoldSetting, width: number): string {
  const all = foldCells(setting);
  const leaks = leaksOf(all, setting.heldOut);
  const leaking = new Set(leaks.flatMap(({ heldOut, training }) => [heldOut, training]));
  const { cells, side, height } = placedCells(all, width);
  const links = leaks.map((leak) =>
    element('path', { class: 'link', 'data-leak': true, d: arc(cells[leak.training]!, cells[leak.heldOut]!, side) }),
  );
  const drawn = cells.map(({ cell, x, y }, i) => {
    const out = cell.fold === setting.heldOut;
    const box = { x: px(x + CELL.gap / 2), y: px(y), width: px(side - CELL.gap), height: px(side - CELL.gap), rx: 2 };
    const middle = { x: px(x + side / 2), y: px(y + (side - CELL.gap) / 2), dy: '0.35em', 'text-anchor': 'middle' };
    return element(
      'g',
      { 'data-role': out ? 'validation' : 'training', 'data-held-out': out, 'data-leak': leaking.has(i) },
      element('rect', { class: 'cell', ...box }),
      element('text', { class: 'name', ...middle }, escapeMarkup(cellName(cell))),
    );
  });
  const names = cells
    .filter(({ cell }, i) => cells[i - 1]?.cell.fold !== cell.fold)
    .map(({ cell, x, y }) => {
      const out = cell.fold === setting.heldOut;
      const text = out ? `${cell.fold + 1}, held out` : String(cell.fold + 1);
      return element('text', { class: 'fold-name', 'data-held-out': out, x: px(x + 1), y: px(y + side + 14) }, text);
    });
  // A name keeps ground around it from the arcs, not from the cells.
  return drawing('fold-strip', { width, height }, ...links, ...names, ...drawn);
}

const leakedImages = (leaks: readonly Leak[]): number => new Set(leaks.map(({ heldOut }) => heldOut)).size;

/** The strip in a sentence: how much of the held-out fold has been seen in training. */
export function describeFolds(setting: FoldSetting): string {
  const cells = foldCells(setting);
  const out = cells.filter(({ fold }) => fold === setting.heldOut).length;
  const leaked = leakedImages(leaksOf(cells, setting.heldOut));
  const fold = `Fold ${setting.heldOut + 1} of ${setting.folds} is held out`;
  if (leaked === 0)
    return `${fold}: none of its ${out} examples has a copy among the ${cells.length - out} that are trained on.`;
  return `${fold}: ${leaked} of its ${out} examples have a copy among the ${cells.length - out} that are trained on.`;
}

/** Which examples each fold holds, as a table. */
export function foldTable(setting: FoldSetting, caption: string): string {
  const cells = foldCells(setting);
  const leaking = new Set(leaksOf(cells, setting.heldOut).map(({ heldOut }) => heldOut));
  const rows = Array.from({ length: setting.folds }, (_, fold) => {
    const members = cells.map((cell, i) => ({ cell, i })).filter(({ cell }) => cell.fold === fold);
    return [
      `fold ${fold + 1}${fold === setting.heldOut ? ', held out' : ''}`,
      members.map(({ cell }) => cellName(cell)).join(' '),
      fold === setting.heldOut
        ? members
            .filter(({ i }) => leaking.has(i))
            .map(({ cell }) => cellName(cell))
            .join(' ')
        : '',
    ];
  });
  return numbersTable(caption, ['fold', 'examples', 'with a copy in training'], rows);
}
