/** Running programs in tests. */
import { readFileSync } from 'node:fs';
import { formatTraceback, Interpreter, PythonError } from '../../../src/lib/python/interpreter.ts';
import type { InterpreterOptions } from '../../../src/lib/python/interpreter.ts';

/** What a program writes: its output, then the traceback of an uncaught exception. */
export async function output(
  source: string,
  filename = 'main.py',
  options: Partial<InterpreterOptions> = {},
): Promise<string> {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const interpreter = new Interpreter({ stdout: write, stderr: write, ...options });
  try {
    await interpreter.run(source, filename);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    if (error.exitStatus === undefined) text += formatTraceback(error);
    else {
      const code = error.exception.args.items[0];
      if (typeof code === 'string') text += `${code}\n`;
    }
  }
  return text;
}

const GOLDENS = new URL('goldens/', import.meta.url);

/** A file of the goldens. */
export function golden(name: string): string {
  return readFileSync(new URL(name, GOLDENS), 'utf8');
}

/** The parts of a golden file that holds several. */
export function parts(name: string): string[] {
  return golden(name).split('=====\n');
}

export { GOLDENS };
