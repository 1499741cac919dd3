import { area, scaleLinear } from 'd3';
import { position } from './axis.ts';
import type { Axis } from './axis.ts';
import { drawing, xAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import type { ImageState } from './image-grid.ts';
import { placeLayerNames, type LayerName } from './layer-names.ts';
import { element, escapeMarkup, px } from './markup.ts';

/** How many images were in each state at each evaluation of a run. */
export interface StateHistory {
  /** Where along the run the evaluations were, ascending. */
  readonly xs: readonly number[];
  /** One for each of `xs`. */
  readonly counts: readonly Readonly<Record<ImageState, number>>[];
  /** The states from the foot of the drawing to its head, with the word that is printed in each. */
  readonly names: Readonly<Partial<Record<ImageState, string>>>;
}

/** A range input under the drawing moves along the same stretch: its thumb is twice as wide. */
export const HISTORY_MARGIN = 8;

/** Where each state's layer lies at each evaluation, in images from the foot. */
function layersOf({ counts, names }: StateHistory): { state: ImageState; low: number[]; high: number[] }[] {
  const foot = counts.map(() => 0);
  return (Object.keys(names) as ImageState[]).map((state) => {
    const low = [...foot];
    for (const [i, count] of counts.entries()) foot[i] = foot[i]! + count[state];
    return { state, low, high: [...foot] };
  });
}

/** A name in a layer's letters, with its leader. The ground around it is that of the layer which it lies on. */
function nameMarkup({ x, y, leader }: LayerName, on: ImageState, name: string): string {
  const words = element(
    'text',
    { class: 'layer-name', 'data-state': on, x: px(x), y: px(y), dy: '0.32em', 'text-anchor': 'middle' },
    escapeMarkup(name),
  );
  if (!leader) return words;
  const [[x1, y1], [x2, y2]] = [leader.from, leader.to];
  return element(
    'g',
    { class: 'leader' },
    element('line', { x1: px(x1), x2: px(x2), y1: px(y1), y2: px(y2) }),
    element('circle', { cx: px(x2), cy: px(y2), r: 2 }),
    words,
  );
}

/**
 * Layers over a run, one for each state, as SVG text: the whole height is all images.
 *
 * @param at Index of the evaluation that is marked by a vertical rule
 */
export function stateHistoryMarkup(history: StateHistory, at: number, size: ChartSize): string {
  const { xs } = history;
  const [first = 0, last = 1] = [xs[0], xs.at(-1)];
  const plot: Plot = { left: HISTORY_MARGIN, right: size.width - HISTORY_MARGIN, top: 2, bottom: size.height - 24 };
  const axis: Axis = { title: '', domain: [first, Math.max(last, first + 1)], whole: true };
  const x = position(axis, [plot.left, plot.right]);
  const layers = layersOf(history);
  const all = Math.max(1, ...(layers.at(-1)?.high ?? []));
  const y = scaleLinear([0, all], [plot.bottom, plot.top]);
  const drawn = layers.map(({ state, low, high }) => {
    const path = area<number>()
      .x((i) => x(xs[i]!))
      .y0((i) => y(low[i]!))
      .y1((i) => y(high[i]!))
      .digits(1);
    return element('path', { class: 'layer', 'data-state': state, d: path([...xs.keys()]) ?? '' });
  });
  const named = placeLayerNames(
    xs.map(x),
    layers.map(({ state, low, high }) => ({
      name: history.names[state] ?? '',
      upper: high.map(y),
      lower: low.map(y),
    })),
    plot,
  );
  const names = named.map((name) => nameMarkup(name, layers[name.on]!.state, history.names[layers[name.of]!.state]!));
  const here = xs[at] === undefined ? null : px(x(xs[at]));
  return drawing(
    'state-history',
    size,
    ...drawn,
    xAxis(axis, x, plot, size),
    here === null
      ? ''
      : element('line', { class: 'here', x1: here, x2: here, y1: px(plot.top - 2), y2: px(plot.bottom + 4) }),
    // Over the rule, with some of their layer around them.
    ...names,
  );
}
