/** Ending a generator before its time. */
import { exc, exceptionTypes, PythonError } from '../objects/exceptions.ts';
import type { PyGenerator } from '../objects/generator.ts';
import { isInstance } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';

/** `generator.close()` */
export function* closeGenerator(generator: PyGenerator): Task<null> {
  if (generator.frame === null) return null;
  try {
    const item = (yield { kind: 'throw', generator, error: exc.GeneratorExit() }) as Value | undefined;
    if (item !== undefined) throw exc.RuntimeError('generator ignored GeneratorExit');
  } catch (error) {
    const quiet = [exceptionTypes.GeneratorExit, exceptionTypes.StopIteration];
    if (!(error instanceof PythonError) || !quiet.some((type) => isInstance(error.exception, type))) throw error;
  }
  return null;
}
