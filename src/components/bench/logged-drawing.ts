/** What a program logged besides scalars, drawn into an element of the page. */
import { curvesMarkup } from '../../lib/charts/curves.ts';
import { histogramMarkup, histogramSentence } from '../../lib/charts/histogram.ts';
import { significant } from '../../lib/charts/number.ts';
import { asBand } from '../../lib/charts/series.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { examplesTable } from './examples-table.ts';
import { labels } from './labels.ts';
import { averagePrecision, precisionRecall } from './precision-recall.ts';

/** What is shown besides curves. */
export type Shown = Exclude<LogEvent, { kind: 'scalar' }>;

type ShownAs<Kind extends Shown['kind']> = Extract<Shown, { kind: Kind }>;

/** Puts an event in place of the one before. Only text of the program's reaches the page, never markup. */
export function draw(host: HTMLElement, event: Shown, width: number): void {
  switch (event.kind) {
    case 'histogram':
      host.role = 'img';
      host.ariaLabel = histogramSentence(event);
      host.innerHTML = histogramMarkup(event, { width: Math.max(280, width), height: 120 });
      break;
    case 'image':
      drawImage(host, event, width);
      break;
    case 'text':
      host.textContent = event.text;
      break;
    case 'pr_curve':
      drawPrCurve(host, event, width);
      break;
    case 'embedding':
      drawEmbedding(host, event);
      break;
    case 'hparams':
      host.replaceChildren(table({ ...event.parameters, ...event.metrics }));
      break;
  }
}

function drawImage(host: HTMLElement, event: ShownAs<'image'>, room: number): void {
  const { tag, width, height, pixels, step } = event;
  let canvas = host.querySelector('canvas');
  if (canvas === null) {
    canvas = document.createElement('canvas');
    canvas.role = 'img';
    host.replaceChildren(canvas);
  }
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.ariaLabel = labels.log.image(tag, step, width, height);
  // Small pictures are seen in whole multiples of their pixels.
  canvas.style.width = `${width * Math.max(1, Math.min(8, Math.floor(room / width)))}px`;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
}

function table(values: Readonly<Record<string, string | number | boolean>>): HTMLElement {
  const made = document.createElement('table');
  for (const [name, value] of Object.entries(values)) {
    const row = made.insertRow();
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = name;
    row.append(head);
    row.insertCell().textContent = typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
  }
  return made;
}

/** The curve from sure to unsure, with a sentence that says how far it is above guessing. */
function drawPrCurve(host: HTMLElement, event: ShownAs<'pr_curve'>, width: number): void {
  const curve = precisionRecall(event);
  const count = event.labels.length;
  const positives = event.labels.filter((label) => label === 1).length;
  const said = document.createElement('p');
  if (curve.length === 0) {
    said.textContent = labels.log.noPositives(count);
    host.replaceChildren(said);
    return;
  }
  const guessing = positives / count;
  const average = significant(averagePrecision(curve), 3);
  said.textContent = labels.log.prCurve(count, positives, average, significant(guessing, 3));
  const markup = curvesMarkup(
    {
      title: labels.log.precision,
      xTitle: labels.log.recall,
      xDomain: [0, 1],
      yDomain: [0, 1],
      yTicks: [0, 0.5, 1],
      level: { y: guessing, label: labels.log.guessing },
      curves: [{ role: 'series', strength: 'own', label: null, points: asBand(curve) }],
    },
    { width: Math.max(280, width), height: 180 },
  );
  const chart = document.createElement('div');
  chart.innerHTML = markup;
  host.replaceChildren(chart, said);
}

/** How many examples there are, and on demand each of them. */
function drawEmbedding(host: HTMLElement, event: ShownAs<'embedding'>): void {
  let details = host.querySelector('details');
  if (details === null) {
    const said = document.createElement('p');
    details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = labels.log.table;
    const holder = document.createElement('div');
    holder.className = 'examples';
    holder.tabIndex = 0;
    holder.role = 'region';
    holder.ariaLabel = labels.log.tableOf(event.tag);
    details.append(summary, holder);
    host.replaceChildren(said, details);
  }
  host.querySelector('p')!.textContent = labels.log.embedding(event.points.length, event.points[0]?.length ?? 0);
  const holder = details.querySelector('.examples')!;
  const show = (): void => {
    holder.innerHTML = details.open ? examplesTable(event) : '';
  };
  details.ontoggle = show;
  show();
}
