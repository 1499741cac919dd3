/** Checks against `typing.Protocol`: by what an object has, not by its class. */
import { exc } from '../objects/exceptions.ts';
import type { PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { PyDict } from '../objects/dict.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';

/** Whether a class of the program names Protocol among its bases. */
export function isProtocol(type: PyType): boolean {
  return !type.native && type.bases.some((base) => base.native && base.name === 'Protocol' && base.module === 'typing');
}

const NO_MEMBERS = new Set([
  '__module__',
  '__doc__',
  '__annotations__',
  '__init__',
  '__init_subclass__',
  '__slots__',
  '__match_args__',
  '__parameters__',
  '__hash__',
  '__abstractmethods__',
  '_is_runtime_protocol',
]);

/** `isinstance(object, protocol)`; raises TypeError if the protocol is not `@runtime_checkable`. */
export function* followsProtocol(object: Value, protocol: PyType): Task<boolean> {
  if (protocol.lookup('_is_runtime_protocol') !== true) {
    throw exc.TypeError('Instance and class checks can only be used with @runtime_checkable protocols');
  }
  const names = new Set<string>();
  for (const type of protocol.mro) {
    if (type.native) continue;
    const annotations = type.dict.get('__annotations__');
    for (const name of type.dict.keys()) names.add(name);
    if (annotations instanceof PyDict) for (const name of annotations.keys()) names.add(name as string);
  }
  for (const name of names) {
    if (NO_MEMBERS.has(name)) continue;
    if ((yield* getAttributeOr(object, name, undefined)) === undefined) return false;
  }
  return true;
}
