import { area, scaleLinear } from 'd3';
import { position } from './axis.ts';
import type { Axis } from './axis.ts';
import { drawing, textWidth, xAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import type { ImageState } from './image-grid.ts';
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
const LETTERS = 15;

/** Where each state's layer lies at each evaluation, in images from the foot. */
function layersOf({ counts, names }: StateHistory): { state: ImageState; low: number[]; high: number[] }[] {
  const foot = counts.map(() => 0);
  return (Object.keys(names) as ImageState[]).map((state) => {
    const low = [...foot];
    for (const [i, count] of counts.entries()) foot[i] = foot[i]! + count[state];
    return { state, low, high: [...foot] };
  });
}

/** The height of a layer's edge at any place between evaluations, as it is drawn. */
function edgeOf(places: readonly number[], values: readonly number[]): (place: number) => number {
  const edge = scaleLinear(places, values).clamp(true);
  return places.length > 1 ? (place) => edge(place) : () => values[0] ?? 0;
}

/**
 * Layers over a run, one for each state, as SVG text: the whole height is all images. A layer is named where it is
 * thickest, if the letters have room there.
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
  const named = layers.map(({ state, low, high }) => {
    const name = history.names[state] ?? '';
    const half = textWidth(name) / 2 + 4;
    const [lowAt, highAt] = [low, high].map((values) => edgeOf(xs.map(x), values));
    // Each evaluation as the middle of the name: how much room there is over its whole length.
    const rooms = xs.map((each) => {
      const middle = Math.min(plot.right - half, Math.max(plot.left + half, x(each)));
      const [from, to] = [middle - half, middle + half];
      const under = [from, ...xs.map(x).filter((at) => at > from && at < to), to];
      const [foot, head] = [Math.max(...under.map(lowAt!)), Math.min(...under.map(highAt!))];
      return { middle, height: y((foot + head) / 2), room: y(0) - y(head - foot) };
    });
    const most = Math.max(...rooms.map(({ room }) => room));
    const widest = rooms.filter(({ room }) => room === most);
    const place = widest[widest.length >> 1];
    if (!place || most < LETTERS) return '';
    return element(
      'text',
      {
        class: 'layer-name',
        'data-state': state,
        x: px(place.middle),
        y: px(place.height),
        dy: '0.32em',
        'text-anchor': 'middle',
      },
      escapeMarkup(name),
    );
  });
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
    ...named,
  );
}
