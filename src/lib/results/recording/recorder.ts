/** Gathers from a run's events what a result keeps of it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LogEvent, RunEvent } from '../../run/protocol.ts';
import type { LoggedRun, RunResult } from '../schema.ts';
import { MeasurementError } from './error.ts';
import { PictureRecorder } from './pictures.ts';
import { significant, thinned } from './thinned.ts';

/** Of a metric; of a curve's value, which is read off a figure. */
const DIGITS = 6;
const CURVE_DIGITS = 5;
/** Times vary by more than that from run to run. */
const TIME_DIGITS = 3;

/** Points that a saved curve has at most: a figure shows no more. */
const POINTS = 40;

/** What a result keeps of a run wherever it ran: curves in order of step and of tag, numbers rounded. */
export function kept({ seed, scalars, metrics, stdout }: LoggedRun): LoggedRun {
  const byTag = Object.entries(scalars).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    seed,
    scalars: Object.fromEntries(
      byTag.map(([tag, points]) => [
        tag,
        thinned(
          points.toSorted(([a], [b]) => a - b),
          POINTS,
        ).map(([step, value]): [number, number] => [step, significant(value, CURVE_DIGITS)]),
      ]),
    ),
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, significant(value, DIGITS)])),
    stdout,
  };
}

export class RunRecorder {
  readonly #pictures = new PictureRecorder();
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
        this.#log(event.event);
        return;
    }
  }

  #log(event: LogEvent): void {
    if (event.kind === 'scalar') this.#scalar(event);
    else if (event.kind === 'hparams') this.#metrics = { ...event.metrics };
    else this.#pictures.receive(event);
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
      ...this.#pictures.kept,
    };
  }

  /** SHA-256 of every logged number, to its last bit, and of what was printed: two runs that share it are the same run. */
  get digest(): string {
    const all = JSON.stringify([[...this.#scalars], this.#metrics, this.#stdout]);
    return bytesToHex(sha256(utf8ToBytes(all)));
  }
}
