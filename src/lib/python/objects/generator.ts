/** Generators: frames that a program resumes by hand. */
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';
import type { Code } from '../compile/code.ts';
import type { PyFrame } from '../vm/frame.ts';

export const generatorType = builtinType('generator', { subclassable: false });

export class PyGenerator extends PyObject {
  /** Null once it has ended. */
  frame: PyFrame | null;
  readonly name: string;
  readonly qualname: string;
  running = false;
  started = false;
  /** The instruction that called the generator function, so that a `for` statement knows a generator of its own. */
  readonly bornIn: Code | null;
  readonly bornAt: number;
  /** Whether a `for` statement alone holds it: leaving the loop closes it, as CPython's reference count does. */
  owned = false;
  /** What it returned: `StopIteration.value`, and the value of `yield from`. */
  returned: Value = null;

  constructor(frame: PyFrame, name: string, qualname: string, bornIn: Code | null = null, bornAt = -1) {
    super();
    this.bornIn = bornIn;
    this.bornAt = bornAt;
    this.frame = frame;
    this.name = name;
    this.qualname = qualname;
  }

  get type(): PyType {
    return generatorType;
  }

  override traverse(visit: Visit): void {
    this.frame?.traverse(visit);
  }
}
