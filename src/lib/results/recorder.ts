/** Gathers from a run's events what a result keeps of it. */
import type { RunEvent } from '../run/protocol.ts';
import type { RunResult } from './schema.ts';

/** Rounds to what a result keeps: enough for any chart, few enough to read. */
export const significant = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;

const DIGITS = 6;
/** Times vary by more than that from run to run. */
const TIME_DIGITS = 3;

/** A program that cannot be published as it is. */
export class MeasurementError extends Error {
  override readonly name = 'MeasurementError';
}

export class RunRecorder {
  readonly #scalars = new Map<string, [number, number][]>();
  #metrics: Record<string, number> = {};
  #stdout = '';
  #engine: { name: string; adapter: string } | null = null;

  /** The engine that ran it, once that is known. */
  get engine(): { readonly name: string; readonly adapter: string } | null {
    return this.#engine;
  }

  receive(event: RunEvent): void {
    switch (event.kind) {
      case 'engine':
        this.#engine = { name: event.engine.name, adapter: event.engine.adapter };
        return;
      case 'output':
        if (event.stream === 'stdout') this.#stdout += event.text;
        return;
      case 'log':
        if (event.event.kind === 'scalar') this.#scalar(event.event);
        if (event.event.kind === 'hparams') this.#metrics = { ...event.event.metrics };
        return;
    }
  }

  #scalar({ tag, value, step }: { tag: string; value: number; step: number }): void {
    if (!Number.isFinite(value)) throw new MeasurementError(`${tag} is ${value} at step ${step}`);
    const points = this.#scalars.get(tag) ?? [];
    this.#scalars.set(tag, points);
    points.push([step, significant(value, DIGITS)]);
  }

  /** What is kept of the run, once it has finished. */
  result(seed: number, steps: number, msPerStep: number | null): RunResult {
    const byTag = [...this.#scalars].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      seed,
      scalars: Object.fromEntries(byTag.map(([tag, points]) => [tag, points.toSorted(([a], [b]) => a - b)])),
      metrics: Object.fromEntries(
        Object.entries(this.#metrics).map(([name, value]) => [name, significant(value, DIGITS)]),
      ),
      steps,
      msPerStep: msPerStep === null ? null : significant(msPerStep, TIME_DIGITS),
      stdout: this.#stdout,
    };
  }
}
