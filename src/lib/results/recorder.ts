/** Gathers from a run's events what a result keeps of it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RunEvent } from '../run/protocol.ts';
import type { LoggedRun, RunResult } from './schema.ts';

/** Rounds to what a result keeps: enough for any chart, few enough to read. */
export const significant = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;

const DIGITS = 6;
/** Times vary by more than that from run to run. */
const TIME_DIGITS = 3;

/** Points that a saved curve has at most: more than a figure can show. */
const POINTS = 120;

/** At most `POINTS` of the points, evenly spaced, the last one among them. */
export function thinned<T>(points: readonly T[]): T[] {
  if (points.length <= POINTS) return [...points];
  const spacing = (points.length - 1) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, i) => points[Math.round(i * spacing)]!);
}

/** What a result keeps of a run: curves in order of step and of tag, numbers to six significant digits. */
export function kept({ seed, scalars, metrics, stdout }: LoggedRun): LoggedRun {
  const round = (value: number): number => significant(value, DIGITS);
  const byTag = Object.entries(scalars).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    seed,
    scalars: Object.fromEntries(
      byTag.map(([tag, points]) => [
        tag,
        thinned(points.toSorted(([a], [b]) => a - b)).map(([step, value]): [number, number] => [step, round(value)]),
      ]),
    ),
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, round(value)])),
    stdout,
  };
}

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
    points.push([step, value]);
  }

  /** What is kept of the run, once it has finished. */
  result(seed: number, steps: number, msPerStep: number | null): RunResult {
    return {
      ...kept({ seed, scalars: Object.fromEntries(this.#scalars), metrics: this.#metrics, stdout: this.#stdout }),
      steps,
      msPerStep: msPerStep === null ? null : significant(msPerStep, TIME_DIGITS),
    };
  }

  /** SHA-256 of every logged number, to its last bit, and of what was printed: two runs that share it are the same run. */
  get digest(): string {
    const all = JSON.stringify([[...this.#scalars], this.#metrics, this.#stdout]);
    return bytesToHex(sha256(utf8ToBytes(all)));
  }
}
