/**
 * The one contract between a page (or the command line) and the worker that runs a program.
 * Both ends switch over these unions; a new message is a new member here, and the compiler finds the rest.
 */
import type { Judgements } from '../engine/judgement.ts';
import type { EngineReport } from '../engine/ladder.ts';
import type { EngineName } from '../engine/names.ts';

export type { EngineReport } from '../engine/ladder.ts';

/** Names one run of one program. Every event carries it, so that late events of an old run can be told apart. */
export type RunId = string;

/** What to run. */
export interface RunRequest {
  /** The program's text, as in the editor, with its `# @param` values already in place. */
  readonly source: string;
  /** How tracebacks name the program, for example `regularization.py`. */
  readonly filename: string;
  /** `auto` lets the ladder choose; a name forces that engine and fails if it is not available. */
  readonly engine: EngineName | 'auto';
  /** Where the data shards are served, with a trailing slash, for example `/data/`. */
  readonly dataUrl: string;
  /** Files of the program's own, on the command line; a page has those that its reader keeps there (`kept-files.ts`). */
  readonly files?: OwnFiles;
  /** What `sys.argv` has after the program's name; nothing on the page. */
  readonly args?: readonly string[];
  /** What earlier runs found out about the graphics adapters here. */
  readonly judgements?: Judgements;
}

/** A file that the program wrote. */
export interface WrittenFile {
  /** As the program would write it: relative to where it runs, or absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What a reader should know before opening it elsewhere; null where nothing is special. */
  readonly note: string | null;
}

/** Where a program's own files are served, whole folders by their absolute paths, and where its relative paths start. */
export interface OwnFiles {
  /** Where the root folder is served, with a trailing slash. */
  readonly url: string;
  /** The absolute path that relative ones start from. */
  readonly folder: string;
}

/** From the page to the worker. */
export type RunCommand =
  | ({ readonly kind: 'start'; readonly runId: RunId } & RunRequest)
  | { readonly kind: 'pause'; readonly runId: RunId }
  | { readonly kind: 'resume'; readonly runId: RunId }
  /** Go on to the end of the next optimizer step, then pause. */
  | { readonly kind: 'step'; readonly runId: RunId }
  | { readonly kind: 'stop'; readonly runId: RunId }
  /** Nobody can see the run, or somebody can again: meanwhile it waits. */
  | { readonly kind: 'hide'; readonly runId: RunId; readonly hidden: boolean }
  /** So much of what was printed has been shown: a program that prints faster than a page can show waits for it. */
  | { readonly kind: 'shown'; readonly runId: RunId; readonly characters: number };

/** A place in the program: 1-based lines, 0-based columns, the end exclusive. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Python's error as a reader meets it. */
export interface ProgramError {
  /** Python's name of the exception, for example `RuntimeError`. */
  readonly type: string;
  /** What the traceback's last line says after it. */
  readonly message: string;
  /** CPython's traceback text, ending with a newline. */
  readonly traceback: string;
  /** Where in the program it happened, when it happened in the program. */
  readonly range: SourceRange | null;
}

/** What `SummaryWriter` logs, in TensorBoard's words. */
export type LogEvent =
  | {
      readonly kind: 'scalar';
      readonly tag: string;
      readonly value: number;
      readonly step: number;
      /** Set by `add_scalars`: curves of one group belong into one chart. The tag is then `group/name`. */
      readonly group?: string;
    }
  /** Markdown, as the program wrote it. */
  | { readonly kind: 'text'; readonly tag: string; readonly text: string; readonly step: number }
  /** What `add_image` and `add_images` show; several images come as one grid. */
  | {
      readonly kind: 'image';
      readonly tag: string;
      readonly width: number;
      readonly height: number;
      /** Red, green, blue and opacity of each pixel, rows from the top: what `ImageData` takes. */
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
      readonly step: number;
    }
  | {
      readonly kind: 'histogram';
      readonly tag: string;
      /** Bin edges, one more than `counts`. */
      readonly edges: readonly number[];
      readonly counts: readonly number[];
      readonly step: number;
    }
  /** How sure a classifier was that each example is of the kind in question: `predictions` are probabilities of label 1. */
  | {
      readonly kind: 'pr_curve';
      readonly tag: string;
      readonly labels: readonly (0 | 1)[];
      readonly predictions: readonly number[];
      readonly step: number;
    }
  /** A table of examples: the numbers of each, and what is known of it. */
  | {
      readonly kind: 'embedding';
      readonly tag: string;
      /** N rows of D numbers. */
      readonly points: readonly (readonly number[])[];
      /** Names of the metadata's columns; none where the program gave no metadata. */
      readonly header: readonly string[];
      /** A row for each point, or no row at all. */
      readonly metadata: readonly (readonly string[])[];
      readonly step: number;
    }
  | {
      readonly kind: 'hparams';
      readonly parameters: Readonly<Record<string, string | number | boolean>>;
      readonly metrics: Readonly<Record<string, number>>;
    };

/** One `tqdm` bar. */
export interface ProgressReport {
  readonly id: number;
  readonly description: string;
  readonly done: number;
  /** Null where the length of the iterable is not known. */
  readonly total: number | null;
  readonly closed: boolean;
}

export type RunPhase = 'loading' | 'running' | 'paused';

/** Why a run is paused when the reader did not pause it: nobody can see it. It goes on by itself. */
export type PauseCause = 'hidden';

/** How a run ended. */
export type RunEnd =
  /** `exitStatus` is 0 unless the program left through `sys.exit` with another. */
  | { readonly how: 'finished'; readonly exitStatus: number }
  | { readonly how: 'stopped' }
  | { readonly how: 'failed'; readonly error: ProgramError };

/** From the worker to the page. Order is the order in which things happened. */
export type RunEvent = { readonly runId: RunId } & (
  | { readonly kind: 'phase'; readonly phase: RunPhase; readonly because?: PauseCause }
  /** Which engine carries out the run, and why; again when it moves to another. */
  | { readonly kind: 'engine'; readonly engine: EngineReport }
  /** Everything known of the graphics adapters here, for the next run. Comes when it is more than before. */
  | { readonly kind: 'judged'; readonly judgements: Judgements }
  /** Text the program printed. */
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'log'; readonly event: LogEvent }
  | { readonly kind: 'progress'; readonly progress: ProgressReport }
  /** One of the files that the program leaves; they all come just before the end, however it ends. */
  | { readonly kind: 'file'; readonly file: WrittenFile }
  /** At most ten times a second while running: where the program is, and how fast. */
  | {
      readonly kind: 'status';
      readonly line: number | null;
      /** Optimizer steps so far. */
      readonly steps: number;
      /** Median wall time of the recent optimizer steps, in milliseconds; null before two of them. */
      readonly msPerStep: number | null;
      /** Bytes the engine holds on the device. */
      readonly deviceBytes: number;
    }
  | { readonly kind: 'end'; readonly end: RunEnd; readonly steps: number; readonly msPerStep: number | null }
);
