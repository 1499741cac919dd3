/** Methods called by their names. */
import type { Keywords } from '../objects/binding.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttribute } from './attributes.ts';
import { call } from './call.ts';

/** `object.name(*args, **kwargs)` */
export function* callMethod(object: Value, name: string, args: readonly Value[] = [], kwargs: Keywords = null): Task {
  return yield* call(yield* finish(getAttribute(object, name)), args, kwargs);
}
