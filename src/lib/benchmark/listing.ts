/** Measures a listing on one of our engines, by what the listing says of itself. */
import type { EngineName } from '../engine/names.ts';
import type { RunClient } from '../run/client.ts';
import { setParameters } from '../run/params.ts';
import type { ParameterValue } from '../run/params.ts';
import type { EngineReport } from '../run/protocol.ts';
import { Unavailable, type Effort } from './contest.ts';

export interface ListingTimes {
  /** Milliseconds a step, of each block. */
  readonly times: readonly number[];
  readonly engine: EngineReport;
}

/** What a block's line begins with. */
const BLOCK = /^([\d.]+) ms a step/;

/** The blocks' times in what a listing printed. */
export const parseBlocks = (output: string): number[] =>
  output.split('\n').flatMap((line) => {
    const time = BLOCK.exec(line)?.[1];
    return time === undefined ? [] : [Number(time)];
  });

export interface ListingOptions {
  readonly client: RunClient;
  readonly source: string;
  readonly engine: EngineName;
  readonly dataUrl: string;
  readonly signal?: AbortSignal | undefined;
  /** Values of the listing's `# @param` lines, beside those of the effort. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

/**
 * Runs a listing as the page does: in a worker, with its interpreter, loader and transforms.
 * @throws {Unavailable} when there is no such engine here.
 * @throws {Error} when the program fails or another engine ran; AbortError when it was stopped.
 */
export function measureListing(options: ListingOptions, effort: Effort): Promise<ListingTimes> {
  const { client, engine, dataUrl, signal } = options;
  const source = setParameters(options.source, {
    ...options.parameters,
    steps: effort.steps,
    blocks: effort.blocks,
    warm_up: effort.warmUp,
  });
  return new Promise((resolve, reject) => {
    let output = '';
    let report: EngineReport | null = null;
    signal?.throwIfAborted();
    const handle = client.startRun({ source, filename: 'benchmark.py', engine, dataUrl }, (event) => {
      if (event.kind === 'engine') report = event.engine;
      if (event.kind === 'output') output += event.text;
      if (event.kind !== 'end') return;
      signal?.removeEventListener('abort', stop);
      const { end } = event;
      if (end.how === 'stopped') reject(new DOMException('The measurement was stopped.', 'AbortError'));
      else if (end.how === 'failed' && end.error.type === 'EngineError') reject(new Unavailable(end.error.message));
      else if (end.how === 'failed') reject(new Error(end.error.traceback.trim()));
      else if (report?.name !== engine)
        reject(new Error(`it ran on ${report?.name ?? 'nothing'} instead of ${engine}`));
      else resolve({ times: parseBlocks(output), engine: report });
    });
    const stop = (): void => handle.stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
