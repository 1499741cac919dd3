/** The module `operator`. */
import { plainText } from '../objects/object.ts';
import { PyTuple } from '../objects/containers.ts';
import { defineModule, nativeFunction } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import type { Value } from '../objects/object.ts';
import { finish, then } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { BINARY_METHODS, binaryOperation, inPlaceOperation, unaryOperation } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { compareValues } from '../operations/comparison.ts';
import { truthOf } from '../operations/conversion.ts';
import { contains, deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
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

/** One value for one name, a tuple for several. */
function* each(names: readonly Value[], find: (name: Value) => Task): Task {
  const values: Value[] = [];
  for (const name of names) values.push(yield* find(name));
  return values.length === 1 ? values[0]! : new PyTuple(values);
}

export const operator = defineModule({
  name: 'operator',
  functions: {
    ...functions,
    'neg(a, /)': (a: Value) => unaryOperation('-', a),
    'pos(a, /)': (a: Value) => unaryOperation('+', a),
    'inv(a, /)': (a: Value) => unaryOperation('~', a),
    'invert(a, /)': (a: Value) => unaryOperation('~', a),
    'not_(a, /)': (a: Value) => then(truthOf(a), (truth) => !truth),
    'truth(a, /)': (a: Value) => truthOf(a),
    'is_(a, b, /)': (a: Value, b: Value) => a === b,
    'is_not(a, b, /)': (a: Value, b: Value) => a !== b,
    'index(a, /)': (a: Value) => indexOrNone(a) ?? null,
    'contains(a, b, /)': (a: Value, b: Value) => contains(a, b),
    'getitem(a, b, /)': (a: Value, b: Value) => getItemOf(a, b),
    'setitem(a, b, c, /)': (a: Value, b: Value, c: Value) => setItemOf(a, b, c),
    'delitem(a, b, /)': (a: Value, b: Value) => deleteItemOf(a, b),
    'concat(a, b, /)': (a: Value, b: Value) => binaryOperation('+', a, b),
    'itemgetter(item, /, *items)': (item: Value, items: Value[]) =>
      nativeFunction('itemgetter(obj, /)', (object: Value) =>
        each([item, ...items], function* (key) {
          return yield* finish(getItemOf(object, key));
        }),
      ),
    'attrgetter(attr, /, *attrs)': (name: Value, names: Value[]) =>
      nativeFunction('attrgetter(obj, /)', (object: Value) =>
        each([name, ...names], (n) => path(object, plainText(n))),
      ),
    'methodcaller(name, /, *args, **kwargs)': (name: string, args: Value[], kwargs: Map<string, Value>) =>
      nativeFunction('methodcaller(obj, /)', function* (object: Value) {
        return yield* call(yield* finish(getAttribute(object, name)), args, kwargs.size === 0 ? null : kwargs);
      }),
  },
});
