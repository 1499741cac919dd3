/** Classes of classes: which one a new class gets, and what they have to say about `isinstance`. */
import { exc } from '../objects/exceptions.ts';
import { PyDict } from '../objects/dict.ts';
import { PyTuple } from '../objects/containers.ts';
import { plainText, typeType } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { findAttribute } from './attributes.ts';
import { call, invoke } from './call.ts';
import { truthOf } from './conversion.ts';

/** The most derived of a metaclass and those of the bases; null where it is `type` itself. */
export function commonMetaclass(wanted: PyType | null, bases: readonly PyType[]): PyType | null {
  let winner = wanted === typeType ? null : wanted;
  for (const { metatype } of bases) {
    if (metatype === null || winner?.isSubtypeOf(metatype) === true) continue;
    if (winner !== null && !metatype.isSubtypeOf(winner)) {
      throw exc.TypeError(
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
    }
    winner = metatype;
  }
  return winner;
}

/** Puts into the namespace what the metaclass's `__prepare__` wants there before the class's body runs. */
export function* prepare(
  metaclass: Value,
  name: string,
  bases: readonly PyType[],
  options: Map<string, Value>,
  namespace: Map<string, Value>,
): Task<void> {
  const hook = yield* finish(findAttribute(metaclass, '__prepare__'));
  if (hook === undefined) return;
  const prepared = yield* call(hook, [name, new PyTuple(bases)], options);
  if (!(prepared instanceof PyDict)) throw exc.TypeError('a namespace from __prepare__() has to be a dict here');
  for (const [key, value] of prepared.entries()) namespace.set(plainText(key), value);
}

/** What a class's metaclass answers to `isinstance` or `issubclass`; undefined if it leaves that to the ordinary rules. */
export function* checkByMetaclass(
  type: PyType,
  method: '__instancecheck__' | '__subclasscheck__',
  value: Value,
): Task<boolean | undefined> {
  const check = type.metatype?.lookup(method);
  if (check === undefined || check === typeType.lookup(method)) return undefined;
  return yield* finish(truthOf(yield* finish(invoke(check, [type, value], null))));
}
