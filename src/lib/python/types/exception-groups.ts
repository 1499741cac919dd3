/** BaseExceptionGroup and ExceptionGroup. */
import { PyTuple, tuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import { exc, exceptionTypes, PyException } from '../objects/exceptions.ts';
import { isInstance, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { invoke } from '../operations/call.ts';
import { truthOf } from '../operations/conversion.ts';
import {
  baseExceptionGroupType,
  exceptionGroupType,
  groupOf,
  groupText,
  PyExceptionGroup,
  splitBy,
} from '../operations/exception-groups.ts';
import { itemsNow } from '../operations/iteration.ts';

function members(type: PyType, value: Value): PyException[] {
  const items = typeof value === 'string' ? undefined : itemsNow(value);
  if (items === undefined) throw exc.TypeError('second argument (exceptions) must be a sequence');
  if (items.length === 0) throw exc.ValueError('second argument (exceptions) must be a non-empty sequence');
  return items.map((item, i) => {
    if (!(item instanceof PyException)) {
      throw exc.ValueError(`Item ${i} of second argument (exceptions) is not an exception`);
    }
    if (type.isSubtypeOf(exceptionTypes.Exception) && !isInstance(item, exceptionTypes.Exception)) {
      throw exc.TypeError(
        type === exceptionGroupType
          ? 'Cannot nest BaseExceptions in an ExceptionGroup'
          : `Cannot nest BaseExceptions in '${type.name}'`,
      );
    }
    return item;
  });
}

/** The exceptions of a group that a class, a tuple of classes or a function chooses. */
function* chosen(group: PyExceptionGroup, condition: Value): Task<ReadonlySet<PyException>> {
  const classes = condition instanceof PyTuple ? condition.items : [condition];
  const byClass = classes.every((one) => one instanceof PyType && one.isSubtypeOf(exceptionTypes.BaseException));
  const found = new Set<PyException>();
  const open: PyException[] = [group];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const matches = byClass
      ? classes.some((type) => isInstance(one, type as PyType))
      : yield* finish(truthOf(yield* finish(invoke(condition, [one], null))));
    if (matches) found.add(one);
    else if (one instanceof PyExceptionGroup) open.push(...one.exceptions);
  }
  return found;
}

extendType(baseExceptionGroupType, {
  statics: {
    '__new__(cls, message, exceptions, /, *args)': (type: PyType, message: Value, exceptions: Value) => {
      if (typeof message !== 'string')
        throw exc.TypeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(message)}`);
      const own = members(type, exceptions);
      const made = type === baseExceptionGroupType ? groupOf(message, own) : new PyExceptionGroup(type);
      made.message = message;
      made.exceptions = own;
      made.args = tuple(message, exceptions);
      return made;
    },
  },
  methods: {
    '__init__(self, /, *args, **kwargs)': () => null,
    '__str__(self, /)': groupText,
    'derive(self, excs, /)': (self: PyExceptionGroup, exceptions: Value) =>
      groupOf(self.message, members(self.type, exceptions)),
    'split(self, condition, /)': function* (self: PyExceptionGroup, condition: Value): Task {
      const found = yield* chosen(self, condition);
      return tuple(...splitBy(self, (one) => found.has(one)));
    },
    'subgroup(self, condition, /)': function* (self: PyExceptionGroup, condition: Value): Task {
      const found = yield* chosen(self, condition);
      return splitBy(self, (one) => found.has(one))[0];
    },
  },
  properties: {
    message: (self: PyExceptionGroup) => self.message,
    exceptions: (self: PyExceptionGroup) => new PyTuple(self.exceptions),
  },
});
