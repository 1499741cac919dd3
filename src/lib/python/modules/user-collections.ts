/** `collections.UserDict`, `UserList` and `UserString`: wrappers around `data`, to derive from. */
import { PyList } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { PyInstance, typeOf } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { binaryOperation, BINARY_METHODS } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { compareValues } from '../operations/comparison.ts';
import type { CompareOperator } from '../operations/comparison.ts';
import { hashOf, lengthOf, reprOf, strOf } from '../operations/conversion.ts';
import { contains, deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
import { iterate, iteratorOf } from '../operations/iteration.ts';
import { MIXINS } from './abstract-collections.ts';

const dataOf = (self: PyInstance): Value => {
  const data = self.dict.get('data');
  if (data === undefined) throw exc.AttributeError(`'${self.type.name}' object has no attribute 'data'`);
  return data;
};

/** The value that a wrapper holds; any other value as it is. */
const unwrapped = (value: Value): Value =>
  value instanceof PyInstance && wrappers.some((type) => typeOf(value).isSubtypeOf(type)) ? dataOf(value) : value;

function* wrapped(self: PyInstance, data: Value): Task {
  return yield* call(self.type, [data]);
}

/** Methods that ask the data for what its own methods answer. */
const forwarded = (names: readonly string[], wrap: boolean): Functions =>
  Object.fromEntries(
    names.map((name) => [
      `${name}(self, /, *args, **kwargs)`,
      function* (self: PyInstance, args: Value[], kwargs: Map<string, Value>): Task {
        const method = yield* finish(getAttribute(dataOf(self), name));
        const answer = yield* call(method, args.map(unwrapped), kwargs.size === 0 ? null : kwargs);
        return wrap ? yield* wrapped(self, answer) : answer;
      },
    ]),
  );

const comparisons: Functions = Object.fromEntries(
  (['<', '<=', '>', '>=', '=='] as const).map((operator: CompareOperator, i) => [
    `__${['lt', 'le', 'gt', 'ge', 'eq'][i]!}__(self, other)`,
    (self: PyInstance, other: Value) => compareValues(operator, dataOf(self), unwrapped(other)),
  ]),
);

/** An operator whose result is of the wrapper's own class. */
const operation = (operator: BinaryOperator): Functions => ({
  [`__${BINARY_METHODS[operator]}__(self, other)`]: function* (self: PyInstance, other: Value): Task {
    return yield* wrapped(self, yield* finish(binaryOperation(operator, dataOf(self), unwrapped(other))));
  },
  [`__r${BINARY_METHODS[operator]}__(self, other)`]: function* (self: PyInstance, other: Value): Task {
    return yield* wrapped(self, yield* finish(binaryOperation(operator, unwrapped(other), dataOf(self))));
  },
});

const common: Functions = {
  '__len__(self)': (self: PyInstance) => lengthOf(dataOf(self)),
  '__contains__(self, key)': (self: PyInstance, key: Value) => contains(dataOf(self), key) as Eventual,
  '__repr__(self)': (self: PyInstance) => reprOf(dataOf(self)),
};

const userDict = defineClass({
  name: 'UserDict',
  module: 'collections',
  bases: [MIXINS.MutableMapping!],
  methods: {
    ...common,
    '__init__(self, dict=None, /, **kwargs)': function* (
      self: PyInstance,
      given: Value,
      kwargs: Map<string, Value>,
    ): Task {
      self.dict.set('data', new PyDict());
      const update = yield* finish(getAttribute(self, 'update'));
      if (given !== null) yield* call(update, [given]);
      if (kwargs.size > 0) yield* call(update, [], kwargs);
      return null;
    },
    '__getitem__(self, key)': function* (self: PyInstance, key: Value): Task {
      const data = dataOf(self);
      if (yield* finish(contains(data, key))) return yield* finish(getItemOf(data, key));
      const missing = self.type.lookup('__missing__');
      if (missing === undefined) throw exc.KeyError(key);
      return yield* call(missing, [self, key]);
    },
    '__setitem__(self, key, item)': (self: PyInstance, key: Value, item: Value) => setItemOf(dataOf(self), key, item),
    '__delitem__(self, key)': (self: PyInstance, key: Value) => deleteItemOf(dataOf(self), key),
    '__iter__(self)': (self: PyInstance) => iteratorOf(dataOf(self)),
    'copy(self)': (self: PyInstance) => wrapped(self, self),
    ...operation('|'),
  },
});

const userList = defineClass({
  name: 'UserList',
  module: 'collections',
  bases: [MIXINS.MutableSequence!],
  methods: {
    ...common,
    ...comparisons,
    '__init__(self, initlist=None)': function* (self: PyInstance, given: Value): Task {
      self.dict.set('data', new PyList(given === null ? [] : [...(yield* iterate(unwrapped(given)))]));
      return null;
    },
    '__getitem__(self, i)': function* (self: PyInstance, key: Value): Task {
      const item = yield* finish(getItemOf(dataOf(self), key));
      return typeOf(key).name === 'slice' ? yield* wrapped(self, item) : item;
    },
    '__setitem__(self, i, item)': (self: PyInstance, key: Value, item: Value) => setItemOf(dataOf(self), key, item),
    '__delitem__(self, i)': (self: PyInstance, key: Value) => deleteItemOf(dataOf(self), key),
    '__iter__(self)': (self: PyInstance) => iteratorOf(dataOf(self)),
    'copy(self)': (self: PyInstance) => wrapped(self, dataOf(self)),
    ...operation('+'),
    ...operation('*'),
    ...forwarded(['append', 'insert', 'pop', 'remove', 'clear', 'count', 'index', 'reverse', 'sort', 'extend'], false),
  },
});

const userString = defineClass({
  name: 'UserString',
  module: 'collections',
  bases: [MIXINS.Sequence!],
  methods: {
    ...common,
    ...comparisons,
    '__init__(self, seq)': function* (self: PyInstance, given: Value): Task {
      self.dict.set('data', yield* finish(strOf(given)));
      return null;
    },
    '__str__(self)': (self: PyInstance) => strOf(dataOf(self)),
    '__hash__(self)': (self: PyInstance) => hashOf(dataOf(self)),
    '__getitem__(self, i)': function* (self: PyInstance, key: Value): Task {
      return yield* wrapped(self, yield* finish(getItemOf(dataOf(self), key)));
    },
    ...operation('+'),
    ...operation('*'),
    ...operation('%'),
    ...forwarded(
      [
        'capitalize',
        'casefold',
        'center',
        'expandtabs',
        'ljust',
        'lower',
        'lstrip',
        'removeprefix',
        'removesuffix',
        'replace',
        'rjust',
        'rstrip',
        'strip',
        'swapcase',
        'title',
        'translate',
        'upper',
        'zfill',
      ],
      true,
    ),
    ...forwarded(
      [
        'count',
        'encode',
        'endswith',
        'find',
        'format',
        'index',
        'isalnum',
        'isalpha',
        'isascii',
        'isdecimal',
        'isdigit',
        'isidentifier',
        'islower',
        'isnumeric',
        'isprintable',
        'isspace',
        'istitle',
        'isupper',
        'join',
        'partition',
        'rfind',
        'rindex',
        'rpartition',
        'rsplit',
        'split',
        'splitlines',
        'startswith',
      ],
      false,
    ),
  },
});

const wrappers: readonly PyType[] = [userDict, userList, userString];

/** The three classes, by name. */
export const userTypes: Readonly<Record<string, PyType>> = {
  UserDict: userDict,
  UserList: userList,
  UserString: userString,
};
