/** How a run ended, from what its program or its engine threw. */
import { EngineError } from '../engine/open.ts';
import { errorLocation, formatTraceback, PythonError, saidOf, Stopped } from '../python/interpreter.ts';
import type { ProgramError, RunEnd } from './protocol.ts';

/**
 * @param error What came out of the interpreter or of opening the engine.
 * @param stderr Takes what Python prints when a program leaves through `sys.exit` with a message.
 */
export function runEnd(error: unknown, stderr: (text: string) => void): RunEnd {
  if (error instanceof Stopped) return { how: 'stopped' };
  if (error instanceof PythonError) {
    if (error.exitStatus !== undefined) return leave(error, error.exitStatus, stderr);
    return { how: 'failed', error: programError(error) };
  }
  if (error instanceof EngineError) return { how: 'failed', error: plainError('EngineError', error.message) };
  // A defect of ours: said in plain words, with what is needed to mend it in the console.
  console.error(error);
  return { how: 'failed', error: plainError('InternalError', INTERNAL) };
}

/** `sys.exit(x)`: Python prints an x that is neither a number nor None. */
function leave(error: PythonError, exitStatus: number, stderr: (text: string) => void): RunEnd {
  const code = error.exception.args.items[0] ?? null;
  if (code !== null && typeof code !== 'number' && typeof code !== 'boolean') stderr(`${error.message}\n`);
  return { how: 'finished', exitStatus };
}

const INTERNAL =
  'Something went wrong in the page itself, not in your program. Run it again; if it stays, please report it.';

const programError = (error: PythonError): ProgramError => ({
  type: error.name,
  message: saidOf(error.exception),
  traceback: formatTraceback(error),
  range: errorLocation(error),
});

const plainError = (type: string, message: string): ProgramError => ({
  type,
  message,
  traceback: `${type}: ${message}\n`,
  range: null,
});
