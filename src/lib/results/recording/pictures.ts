/** What a result keeps of a run besides numbers over steps: what the figures of a page are drawn from. */
import { pngAddress } from '../../png/file.ts';
import { pixelsPng } from '../../png/pictures.ts';
import type { LogEvent } from '../../run/protocol.ts';
import type { RunPictures } from '../schema.ts';
import { MeasurementError } from './error.ts';
import { significant, thinned } from './thinned.ts';

/** Steps of one tag that are kept, spread over the run. */
const HISTOGRAMS = 8;
const PR_CURVES = 12;

/** Significant digits of numbers that become places in a figure. */
const DIGITS = 4;
/** Decimals of a probability: what a network is sure of differs in how near it is to 1. */
const DECIMALS = 5;

type Kind = 'histogram' | 'pr_curve' | 'embedding' | 'image';
type Logged<K extends Kind> = Extract<LogEvent, { kind: K }>;

const round = (value: number): number => significant(value, DIGITS);

/** Gathers histograms, precision-recall curves, tables of examples and images as a run logs them. */
export class PictureRecorder {
  readonly #histograms = new Map<string, Logged<'histogram'>[]>();
  readonly #prCurves = new Map<string, Logged<'pr_curve'>[]>();
  readonly #embeddings = new Map<string, Logged<'embedding'>>();
  readonly #images = new Map<string, Logged<'image'>>();

  /** Takes what is a picture, and leaves the rest. @throws {MeasurementError} */
  receive(event: LogEvent): void {
    switch (event.kind) {
      case 'histogram':
        return append(this.#histograms, event);
      case 'pr_curve':
        check(event, event.predictions);
        return append(this.#prCurves, event);
      case 'embedding':
        for (const point of event.points) check(event, point);
        this.#embeddings.set(event.tag, event);
        return;
      case 'image':
        this.#images.set(event.tag, event);
        return;
    }
  }

  /** What is kept; a kind of which nothing was logged is left out. */
  get kept(): RunPictures {
    const pictures = {
      histograms: each(this.#histograms, (events) =>
        thinned(inOrder(events), HISTOGRAMS).map(({ step, edges, counts }) => ({
          step,
          edges: edges.map(round),
          counts: [...counts],
        })),
      ),
      pr_curves: each(this.#prCurves, (events) =>
        thinned(inOrder(events), PR_CURVES).map(({ step, labels, predictions }) => ({
          step,
          labels: labels.join(''),
          predictions: predictions.map((value) => Number(value.toFixed(DECIMALS))),
        })),
      ),
      embeddings: each(this.#embeddings, ({ step, points, header, metadata }) => ({
        step,
        points: points.map((point) => point.map(round)),
        header: [...header],
        metadata: metadata.map((row) => [...row]),
      })),
      images: each(this.#images, ({ step, width, height, pixels }) => ({
        step,
        width,
        height,
        png: pngAddress(pixelsPng({ width, height, pixels })),
      })),
    };
    return Object.fromEntries(Object.entries(pictures).filter(([, byTag]) => Object.keys(byTag).length > 0));
  }
}

function append<T extends { readonly tag: string }>(byTag: Map<string, T[]>, event: T): void {
  const events = byTag.get(event.tag);
  if (events) events.push(event);
  else byTag.set(event.tag, [event]);
}

const inOrder = <T extends { readonly step: number }>(events: readonly T[]): T[] =>
  events.toSorted((a, b) => a.step - b.step);

/** An entry for each tag, in the order of their names. */
const each = <T, U>(byTag: ReadonlyMap<string, T>, keep: (value: T) => U): Record<string, U> =>
  Object.fromEntries(
    [...byTag].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, value]): [string, U] => [tag, keep(value)]),
  );

function check({ tag, step }: { readonly tag: string; readonly step: number }, values: readonly number[]): void {
  const other = values.find((value) => !Number.isFinite(value));
  if (other !== undefined) throw new MeasurementError(`${tag} has ${other} at step ${step}`);
}
