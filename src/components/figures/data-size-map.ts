/** The map of the data-size figure: what the cells are, and what they say. */
import type { CellAt, HeatMap } from '../../lib/charts/heat-map.ts';
import { percent, significant } from '../../lib/charts/number.ts';
import { formatMeanSd, mean, spread } from '../../lib/results/statistics.ts';
import type { Values } from '../results/same-setting.ts';

/** A cell's saved runs: the setting, and by metric a number for each seed. */
export interface SizeCell {
  /** The setting's name in the results. */
  readonly name: string;
  readonly parameters: Values;
  readonly images: number;
  /** Share of the labels that are wrong. */
  readonly wrong: number;
  readonly metrics: Readonly<Record<string, readonly number[]>>;
}

export const GAP = 'accuracy/gap';
const METRICS = {
  training: 'accuracy/train',
  validation: 'accuracy/validation',
  'wrong labels fitted': 'fitted/wrong',
};

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** Rows: how many images. Columns: how many of their labels are wrong. */
const axesOf = (cells: readonly SizeCell[]) => ({
  sizes: ascending(cells.map(({ images }) => images)),
  shares: ascending(cells.map(({ wrong }) => wrong)),
});

/** Where a cell lies in the map. */
export function placeOf(cells: readonly SizeCell[], { images, wrong }: Pick<SizeCell, 'images' | 'wrong'>): CellAt {
  const { sizes, shares } = axesOf(cells);
  return { row: sizes.indexOf(images), column: shares.indexOf(wrong) };
}

/** The cell at a place of the map. */
export function cellAt(cells: readonly SizeCell[], { row, column }: CellAt): SizeCell | undefined {
  const { sizes, shares } = axesOf(cells);
  return cells.find(({ images, wrong }) => images === sizes[row] && wrong === shares[column]);
}

/** The map of the mean gap; `own` is the reader's run, when it has a cell. */
export function sizeMap(cells: readonly SizeCell[], own: { cell: SizeCell; gap: number } | null): HeatMap {
  const { sizes, shares } = axesOf(cells);
  return {
    title: 'Gap: training minus validation accuracy',
    rowTitle: 'images',
    columnTitle: 'wrong labels',
    rows: sizes.map(String),
    columns: shares.map(percent),
    values: sizes.map((images) =>
      shares.map((wrong) => {
        const values = cells.find((cell) => cell.images === images && cell.wrong === wrong)?.metrics[GAP];
        return values ? mean(values) : null;
      }),
    ),
    domain: [0, 0.6],
    role: 'validation',
    own: own && { ...placeOf(cells, own.cell), value: own.gap },
  };
}

/** A cell in a sentence: how its saved runs ended. `seen` is how many examples a run sees in its steps. */
export function cellWords({ images, wrong, metrics }: SizeCell, seen: number): string {
  const parts = Object.entries(METRICS).flatMap(([name, metric]) => {
    const values = metrics[metric];
    if (!values) return [];
    const { mean: centre, sd } = spread(values);
    return [`${name} ${formatMeanSd(centre, sd)}`];
  });
  const passes = Math.round(seen / images);
  return `${images} images, ${percent(wrong)} wrong labels, each seen about ${passes} times: ${parts.join(', ')}.`;
}

/** The reader's run in a sentence: where it has got to, and whether it has a cell. */
export function ownWords(gap: number, cell: SizeCell | null, changes: readonly string[]): string {
  const run = `Your run: gap ${significant(gap, 2)}`;
  if (cell) return `${run}, in the cell of ${cell.images} images and ${percent(cell.wrong)} wrong labels (◆).`;
  return `${run}. None of the cells has its settings (${changes.join(', ') || 'a program of your own'}); its curves are drawn over the chosen ones.`;
}
