/** `super`, with and without arguments. */
import { exc } from '../objects/exceptions.ts';
import { isInstance, PyType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { PySuper } from '../objects/super.ts';
import type { PyFrame } from './frame.ts';

/** `super()` without arguments: the class whose body holds the method, and the method's first argument. */
export function implicitSuper(frame: PyFrame): PySuper {
  if (frame.code.positional === 0) throw exc.RuntimeError('super(): no arguments');
  const at = frame.code.cellNames.indexOf('__class__');
  if (at < 0) throw exc.RuntimeError('super(): __class__ cell not found');
  const after = frame.cells[at]!.value;
  if (!(after instanceof PyType)) throw exc.RuntimeError('super(): empty __class__ cell');
  const cell = frame.code.localCells[0]!;
  const self = cell >= 0 ? frame.cells[cell]!.value : frame.locals[0];
  if (self === undefined) throw exc.RuntimeError('super(): arg[0] deleted');
  return makeSuper(after, self);
}

/** `super(type, object)` */
export function makeSuper(after: PyType, self: Value): PySuper {
  if (self instanceof PyType && self.isSubtypeOf(after)) return new PySuper(after, self, self);
  if (!isInstance(self, after)) {
    throw exc.TypeError('super(type, obj): obj must be an instance or subtype of type');
  }
  return new PySuper(after, self, (self as { type: PyType }).type);
}
