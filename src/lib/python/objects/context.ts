/** What belongs to one run of one program, for natives that need it. */
import { exc } from './exceptions.ts';
import type { Value } from './object.ts';
import type { PyModule } from './module.ts';

/** One run, as natives see it. */
export interface RunContext {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly argv: readonly string[];
  /** Seconds since the epoch, with a fraction. */
  readonly clock: () => number;
  readonly findModule: (name: string) => PyModule | undefined;
  /** The program's own module namespace. */
  readonly globals: Map<string, Value>;
  /** Python frames allowed at once. */
  recursionLimit: number;
}

let current: RunContext | null = null;

/** The machine says whose code runs from now on; answers who ran before. */
export function switchContext(context: RunContext | null): RunContext | null {
  const before = current;
  current = context;
  return before;
}

/** The run that is executing. */
export function currentRun(): RunContext {
  if (current === null) throw exc.SystemError('no program is running');
  return current;
}

/** Whether any program is executing: libraries can be used from TypeScript too. */
export const isRunning = (): boolean => current !== null;

const outside: object = {};

/**
 * State that each run has for itself, such as a random generator. The returned function gives the running program's,
 * made when first asked for. Outside of any run (a unit test of a library) it gives one that the process shares.
 */
export function perRun<T>(create: () => T): () => T {
  const states = new WeakMap<object, { readonly value: T }>();
  return () => {
    const run = current ?? outside;
    let state = states.get(run);
    if (state === undefined) states.set(run, (state = { value: create() }));
    return state.value;
  };
}
