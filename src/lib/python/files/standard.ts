/** Writing to standard output and error as the program has them: `sys.stdout = io.StringIO()`. */
import { currentRun } from '../objects/context.ts';
import type { Task } from '../objects/task.ts';
import { originalStream, stream, type StreamName } from '../modules/streams.ts';
import { callMethod } from '../operations/methods.ts';

/** Writes to `sys.stdout` or `sys.stderr`. */
export function* writeStandard(name: StreamName, text: string): Task<null> {
  const target = stream(name);
  if (target === originalStream(name)) currentRun()[name](text);
  else if (target !== null) yield* callMethod(target, 'write', [text]);
  return null;
}
