/** The module `operator`. */
import { PyInstance, PyObject, plainText } from '../objects/object.ts';
import { PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { exc } from '../objects/exceptions.ts';
import { finish, then } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { BINARY_METHODS, binaryOperation, inPlaceOperation, unaryOperation } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { compareValues, equal } from '../operations/comparison.ts';
import { lengthOf, reprOf, truthOf } from '../operations/conversion.ts';
import { iterate } from '../operations/iteration.ts';
import { contains, deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
import { callMethod } from '../operations/methods.ts';
import { indexOrNone } from '../operations/slicing.ts';

const functions: Record<string, Functions[string]> = {};
for (const [operator, method] of Object.entries(BINARY_METHODS) as [BinaryOperator, string][]) {
  const name = method === 'and' || method === 'or' ? `${method}_` : method;
  functions[`${name}(a, b, /)`] = (a: Value, b: Value) => binaryOperation(operator, a, b);
  functions[`i${method}(a, b, /)`] = (a: Value, b: Value) => inPlaceOperation(operator, a, b);
}
const comparisons = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '==', ne: '!=' } as const;
for (const [name, operator] of Object.entries(comparisons)) {
  functions[`${name}(a, b, /)`] = (a: Value, b: Value) => compareValues(operator, a, b);
}

function* path(object: Value, name: string): Task {
  let value = object;
  for (const part of name.split('.')) value = yield* finish(getAttribute(value, part));
  return value;
}

/** What `itemgetter`, `attrgetter` and `methodcaller` make: a callable that knows what it was made of. */
class Getter extends PyInstance {
  args: readonly Value[] = [];
  kwargs: ReadonlyMap<string, Value> = new Map();

  override traverse(visit: Visit): void {
    super.traverse(visit);
    this.args.forEach(visit);
    this.kwargs.forEach((value) => visit(value));
  }
}

function* textOf(self: Getter): Task<string> {
  const parts: string[] = [];
  for (const arg of self.args) parts.push(yield* finish(reprOf(arg)));
  for (const [name, value] of self.kwargs) parts.push(`${name}=${yield* finish(reprOf(value))}`);
  return `operator.${self.type.name}(${parts.join(', ')})`;
}

/** A class whose instances find one value for one name, a tuple for several. */
const getterType = (name: string, find: (object: Value, name: Value) => Eventual): PyType =>
  defineClass({
    name,
    module: 'operator',
    allocate: (type) => new Getter(type),
    methods: {
      '__init__(self, item, /, *items)': (self: Getter, item: Value, items: Value[]) => {
        if (name === 'attrgetter' && ![item, ...items].every((one) => typeof one === 'string')) {
          throw exc.TypeError('attribute name must be a string');
        }
        self.args = [item, ...items];
      },
      '__call__(self, obj, /)': function* (self: Getter, object: Value): Task {
        const values: Value[] = [];
        for (const arg of self.args) values.push(yield* finish(find(object, arg)));
        return values.length === 1 ? values[0]! : new PyTuple(values);
      },
      '__repr__(self)': textOf,
    },
  });

const methodcaller: PyType = defineClass({
  name: 'methodcaller',
  module: 'operator',
  allocate: (type) => new Getter(type),
  methods: {
    '__init__(self, name, /, *args, **kwargs)': (
      self: Getter,
      name: Value,
      args: Value[],
      kwargs: Map<string, Value>,
    ) => {
      if (typeof name !== 'string') throw exc.TypeError('method name must be a string');
      self.args = [name, ...args];
      self.kwargs = kwargs;
    },
    '__call__(self, obj, /)': function* (self: Getter, object: Value): Task {
      const [name, ...args] = self.args;
      return yield* callMethod(object, plainText(name!), args, self.kwargs.size === 0 ? null : self.kwargs);
    },
    '__repr__(self)': textOf,
  },
});

export const operator = defineModule({
  name: 'operator',
  functions: {
    ...functions,
    'neg(a, /)': (a: Value) => unaryOperation('-', a),
    'pos(a, /)': (a: Value) => unaryOperation('+', a),
    'inv(a, /)': (a: Value) => unaryOperation('~', a),
    'invert(a, /)': (a: Value) => unaryOperation('~', a),
    'abs(a, /)': (a: Value) => callMethod(a, '__abs__'),
    'call(obj, /, *args, **kwargs)': (callee: Value, args: Value[], kwargs: Map<string, Value>) =>
      call(callee, args, kwargs.size === 0 ? null : kwargs),
    'indexOf(a, b, /)': function* (items: Value, wanted: Value): Task {
      const list = yield* iterate(items);
      for (const [i, item] of list.entries()) if (item === wanted || (yield* finish(equal(item, wanted)))) return i;
      throw exc.ValueError('sequence.index(x): x not in sequence');
    },
    'not_(a, /)': (a: Value) => then(truthOf(a), (truth) => !truth),
    'truth(a, /)': (a: Value) => truthOf(a),
    'length_hint(obj, default=0, /)': function* (object: Value, otherwise: Value): Task {
      if (typeof object === 'string' || (object instanceof PyObject && object.type.lookup('__len__') !== undefined))
        return yield* finish(lengthOf(object));
      return otherwise;
    },
    'countOf(a, b, /)': function* (items: Value, wanted: Value): Task {
      let n = 0;
      for (const item of yield* iterate(items)) if (item === wanted || (yield* finish(equal(item, wanted)))) n++;
      return n;
    },
    'is_(a, b, /)': (a: Value, b: Value) => a === b,
    'is_not(a, b, /)': (a: Value, b: Value) => a !== b,
    'index(a, /)': (a: Value) => indexOrNone(a) ?? null,
    'contains(a, b, /)': (a: Value, b: Value) => contains(a, b),
    'getitem(a, b, /)': (a: Value, b: Value) => getItemOf(a, b),
    'setitem(a, b, c, /)': (a: Value, b: Value, c: Value) => setItemOf(a, b, c),
    'delitem(a, b, /)': (a: Value, b: Value) => deleteItemOf(a, b),
    'concat(a, b, /)': (a: Value, b: Value) => binaryOperation('+', a, b),
  },
  members: {
    itemgetter: getterType('itemgetter', (object, key) => getItemOf(object, key)),
    attrgetter: getterType('attrgetter', (object, name) => path(object, plainText(name))),
    methodcaller,
  },
});
