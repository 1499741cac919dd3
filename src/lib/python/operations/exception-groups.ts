/** Several exceptions as one, and how `except*` deals them out. */
import { PyList, PyTuple } from '../objects/containers.ts';
import { exc, exceptionTypes, PyException } from '../objects/exceptions.ts';
import { isInstance, objectType, PyObject, PyType } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';

const allocate = (type: PyType): PyObject => new PyExceptionGroup(type);

export const baseExceptionGroupType = new PyType({
  name: 'BaseExceptionGroup',
  bases: [exceptionTypes.BaseException],
  allocate,
});
export const exceptionGroupType = new PyType({
  name: 'ExceptionGroup',
  bases: [baseExceptionGroupType, exceptionTypes.Exception],
  allocate,
});

/** An instance of `BaseExceptionGroup`. */
export class PyExceptionGroup extends PyException {
  message = '';
  exceptions: readonly PyException[] = [];

  override traverse(visit: Visit): void {
    super.traverse(visit);
    this.exceptions.forEach(visit);
  }
}

/** A group of exceptions, of the class that holds them all. */
export function groupOf(
  message: string,
  exceptions: readonly PyException[],
  given: Value = new PyList([...exceptions]),
): PyExceptionGroup {
  const plain = exceptions.every((exception) => isInstance(exception, exceptionTypes.Exception));
  const group = new PyExceptionGroup(plain ? exceptionGroupType : baseExceptionGroupType);
  group.message = message;
  group.exceptions = exceptions;
  group.args = new PyTuple([message, given]);
  return group;
}

/** `str(group)` */
export function groupText({ message, exceptions }: PyExceptionGroup): string {
  return `${message} (${exceptions.length} sub-exception${exceptions.length === 1 ? '' : 's'})`;
}

/** The group with other members, with all else that it knows. */
function derived(group: PyExceptionGroup, exceptions: readonly PyException[]): PyExceptionGroup {
  const made = groupOf(group.message, exceptions);
  made.traceback = group.traceback;
  made.cause = group.cause;
  made.context = group.context;
  made.suppressContext = group.suppressContext;
  const notes = group.dict.get('__notes__');
  if (notes !== undefined) made.dict.set('__notes__', notes);
  return made;
}

/** The leaves of an exception that pass a test and those that do not, each in the groups that they were in. */
export function splitBy(
  exception: PyException,
  test: (exception: PyException) => boolean,
): readonly [matching: PyException | null, rest: PyException | null] {
  if (test(exception)) return [exception, null];
  if (!(exception instanceof PyExceptionGroup)) return [null, exception];
  const parts = exception.exceptions.map((inner) => splitBy(inner, test));
  const side = (i: 0 | 1): PyException | null => {
    const inner = parts.map((part) => part[i]).filter((part) => part !== null);
    return inner.length === 0 ? null : derived(exception, inner);
  };
  return [side(0), side(1)];
}

function leavesOf(exception: PyException): PyException[] {
  return exception instanceof PyExceptionGroup ? exception.exceptions.flatMap(leavesOf) : [exception];
}

/** A `try` statement with `except*` clauses, from the exception that its body raised to what is left in the end. */
export class GroupDealing extends PyObject {
  readonly #whole: PyException;
  #rest: PyException | null;
  readonly #raised: PyException[] = [];

  constructor(exception: PyException) {
    super();
    this.#whole = exception;
    this.#rest = exception;
  }

  get type(): PyType {
    return objectType;
  }

  override traverse(visit: Visit): void {
    visit(this.#whole);
    this.#raised.forEach(visit);
  }

  /** Takes out, as a group, what a clause for these types handles; null if that is nothing. */
  take(types: Value): PyException | null {
    const list = types instanceof PyTuple ? types.items : [types];
    for (const type of list) {
      if (!(type instanceof PyType) || !type.isSubtypeOf(exceptionTypes.BaseException)) {
        throw exc.TypeError('catching classes that do not inherit from BaseException is not allowed');
      }
      if (type.isSubtypeOf(baseExceptionGroupType)) {
        throw exc.TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
      }
    }
    if (this.#rest === null) return null;
    const [matching, rest] = splitBy(this.#rest, (one) => list.some((type) => isInstance(one, type as PyType)));
    this.#rest = rest;
    if (matching === null || matching instanceof PyExceptionGroup) return matching;
    const group = groupOf('', [matching], new PyTuple([matching]));
    group.traceback = matching.traceback;
    return group;
  }

  /** Keeps what a clause raised until all clauses have had their turn. */
  keep(exception: PyException): void {
    this.#raised.push(exception);
  }

  /** What the statement raises in the end; null if all was handled. */
  outcome(): PyException | null {
    if (!(this.#whole instanceof PyExceptionGroup)) return this.#raised[0] ?? this.#rest;
    const whole = new Set(leavesOf(this.#whole));
    const isAgain = (exception: PyException): boolean =>
      exception instanceof PyExceptionGroup && leavesOf(exception).every((leaf) => whole.has(leaf));
    const again = new Set(this.#raised.filter(isAgain).flatMap(leavesOf));
    if (this.#rest !== null) for (const leaf of leavesOf(this.#rest)) again.add(leaf);
    const [left] = splitBy(this.#whole, (one) => again.has(one));
    const raised = this.#raised.filter((exception) => !isAgain(exception));
    if (raised.length === 0) return left;
    return groupOf('', left === null ? raised : [...raised, left]);
  }
}
