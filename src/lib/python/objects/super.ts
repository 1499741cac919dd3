/** `super()`: an object seen through the classes that follow one of its own. */
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';

export const superType = builtinType('super', { subclassable: false });

export class PySuper extends PyObject {
  /** The class whose successors are searched. */
  readonly after: PyType;
  readonly self: Value;
  /** The class whose method resolution order is walked. */
  readonly owner: PyType;

  constructor(after: PyType, self: Value, owner: PyType) {
    super();
    this.after = after;
    this.self = self;
    this.owner = owner;
  }

  get type(): PyType {
    return superType;
  }

  override traverse(visit: Visit): void {
    visit(this.self);
    visit(this.after);
  }
}
