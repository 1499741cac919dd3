/** What a program can still reach. */
import { heldInFlight } from '../objects/task.ts';
import { PyModule } from '../objects/module.ts';
import { PyFloat, PyType } from '../objects/object.ts';
import type { Value, PyObject } from '../objects/object.ts';
import type { Frame } from './frame.ts';

let pass = 0;

/**
 * Visits, once each, every object reachable from a chain of frames, from the globals, and from the arguments of natives
 * under way. Native modules, native types and floats are not entered or visited. Marks on the objects say what this pass
 * has seen: no set is built, however many objects there are.
 */
export function visitHeld(
  top: Frame | null,
  globals: ReadonlyMap<string, Value>,
  visit: (object: PyObject) => void,
): void {
  pass++;
  const mark = pass;
  const open: PyObject[] = [];
  const see = (value: Value): void => {
    if (typeof value !== 'object' || value === null || value.heldMark === mark || value instanceof PyFloat) return;
    value.heldMark = mark;
    open.push(value);
  };
  for (const value of globals.values()) see(value);
  for (let frame = top; frame !== null; frame = frame.back) frame.traverse(see);
  for (const values of heldInFlight()) for (const value of values) see(value);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (object instanceof PyModule || (object instanceof PyType && object.native)) continue;
    visit(object);
    object.traverse?.(see);
  }
}
