/** Declaring natives by signature text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeviceError } from '../../../src/lib/engine/executor.ts';
import {
  breathe,
  call,
  defineClass,
  defineModule,
  exc,
  float,
  getAttr,
  iterate,
  list,
  nativeFunction,
  perRun,
  PyInstance,
  PyList,
  PyTuple,
  repr,
  tuple,
  wait,
} from '../../../src/lib/python/bind.ts';
import type { PyModule, Value, Visit, PyType } from '../../../src/lib/python/bind.ts';
import { bindArguments } from '../../../src/lib/python/objects/binding.ts';
import { parseSignature } from '../../../src/lib/python/objects/signature.ts';
import { output } from './run.ts';

const bound = (signature: string, args: Value[], kwargs: Record<string, Value> = {}): unknown[] => {
  const given = Object.entries(kwargs);
  return bindArguments(parseSignature(signature), args, given.length === 0 ? null : new Map(given));
};

test('defaults are filled in, in the order of the signature', () => {
  const signature = 'randint(low, high=None, size=(), *args, generator=None, p=1e-5, **rest)';
  const [low, high, size, args, generator, p, rest] = bound(signature, [1], { p: 2, x: 3 });
  assert.deepEqual([low, high, args, generator, p], [1, null, [], null, 2]);
  assert(size instanceof PyTuple && rest instanceof Map && rest.get('x') === 3);
  assert.deepEqual(bound('f(a, b=-1, c="x", d=...)', [0]), [0, -1, 'x', undefined]);
});

test('a float default is a float and a list default is fresh for each call', () => {
  const [rate] = bound('f(lr=1e-3)', []) as [{ value: number }];
  assert.equal(rate.value, 0.001);
  const signature = parseSignature('f(items=[1, 2])');
  assert.notEqual(bindArguments(signature, [], null)[0], bindArguments(signature, [], null)[0]);
});

test('text after a signature or an unknown default is refused when it is declared', () => {
  for (const text of ['f(a', 'f(a=b)', 'f(a) x', 'f(1)']) assert.throws(() => parseSignature(text), SyntaxError);
});

test('the signature can be printed for a reference page', () => {
  const text = 'SGD(params, lr=0.1, /, momentum=0, *, nesterov=False, **kwargs)';
  assert.equal(parseSignature(text).text, text.slice(3));
});

const wrong: [signature: string, call: string, message: string][] = [
  ['linear(input, weight, bias=None)', 'linear(1)', "linear() missing 1 required positional argument: 'weight'"],
  [
    'linear(input, weight, bias=None)',
    'linear()',
    "linear() missing 2 required positional arguments: 'input' and 'weight'",
  ],
  ['f(a, b, c)', 'f()', "f() missing 3 required positional arguments: 'a', 'b', and 'c'"],
  ['f(a, b=1)', 'f(1, 2, 3)', 'f() takes from 1 to 2 positional arguments but 3 were given'],
  ['f(a)', 'f(1, 2)', 'f() takes 1 positional argument but 2 were given'],
  ['f(a, *, k)', 'f(1)', "f() missing 1 required keyword-only argument: 'k'"],
  [
    'f(a, *, k=1)',
    'f(1, 2, k=3)',
    'f() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given',
  ],
  ['f(a)', 'f(1, foo=2)', "f() got an unexpected keyword argument 'foo'"],
  ['f(a)', 'f(1, a=2)', "f() got multiple values for argument 'a'"],
  ['f(a, /, b)', 'f(a=1, b=2)', "f() got some positional-only arguments passed as keyword arguments: 'a'"],
  ['f(a, /)', 'f()', 'f() takes exactly one argument (0 given)'],
  ['f(a, b, /)', 'f(1)', 'f expected 2 arguments, got 1'],
  ['f(a, b=1, /)', 'f(1, 2, 3)', 'f expected at most 2 arguments, got 3'],
];

for (const [signature, program, message] of wrong) {
  test(`${program} of ${signature} raises CPython’s TypeError`, async () => {
    const module = defineModule({ name: 'm', functions: { [signature]: () => null } });
    const text = await output(`from m import *\n${program}`, 'main.py', { modules: new Map([['m', module]]) });
    assert.equal(text.trimEnd().split('\n').at(-1), `TypeError: ${message}`);
  });
}

class Counter extends PyInstance {
  count = 0;
}

const counterType: PyType = defineClass({
  name: 'Counter',
  module: 'toys',
  allocate: (type) => new Counter(type),
  methods: {
    '__init__(self, start, step=1)': (self: Counter, start: number, step: number) => {
      self.count = start;
      self.dict.set('step', step);
    },
    'increase(self)': function* (self: Counter) {
      self.count += (yield* getAttr(self, 'step')) as number;
      return self;
    },
    'each(self, function)': function* (self: Counter, function_: Value) {
      const results: Value[] = [];
      for (let i = 0; i < self.count; i++) results.push(yield* call(function_, [i]));
      return list(results);
    },
    'later(self)': function* (self: Counter) {
      yield* breathe();
      return yield* wait(new Promise<number>((resolve) => setTimeout(() => resolve(self.count), 5)));
    },
    '__repr__(self)': (self: Counter) => `Counter(${self.count})`,
    '__add__(self, other)': (self: Counter, other: Value) => self.count + (other as number),
    'fail(self)': () => {
      throw new TypeError("Cannot read properties of undefined (reading 'x')");
    },
  },
  properties: {
    value: { get: (self: Counter) => self.count, set: (self: Counter, value: number) => void (self.count = value) },
    double: (self: Counter) => self.count * 2,
  },
  statics: { 'zero()': () => 0 },
  classMethods: { 'make(cls, n)': (type: Value, n: number) => call(type, [n]) },
  constants: { LIMIT: 10 },
});

const ticks = perRun(() => ({ n: 0 }));
const toys: PyModule = defineModule({
  name: 'toys',
  functions: {
    'tick()': () => ++ticks().n,
    'show(*args, **kwargs)': function* (args: Value[], kwargs: Map<string, Value>) {
      return `${yield* repr(tuple(...args))} ${[...kwargs.keys()].join()}`;
    },
    'total(items)': function* (items: Value) {
      return (yield* iterate(items)).reduce((sum: number, item) => sum + (item as number), 0);
    },
    'refuse()': () => {
      throw exc.ValueError('no');
    },
    'lose()': function* () {
      yield* wait(Promise.reject(new DeviceError('The GPU was lost.')));
      return null;
    },
    'lose_now()': () => {
      throw new DeviceError('The GPU was lost.');
    },
    'reject()': function* () {
      yield* wait(Promise.reject(new Error('device lost')));
    },
  },
  members: { Counter: counterType, half: float(0.5) },
  attribute: (name) => (name === 'lazy' ? 'made' : undefined),
  absent: { LSTM: 'nn.Linear runs here' },
});
const run = (source: string): Promise<string> => output(source, 'main.py', { modules: new Map([['toys', toys]]) });

test('native classes: methods, properties, statics, waiting, calling back, deriving', async () => {
  const text = await run(`
import toys
from toys import Counter as C
c = C(2)
print(c, c.increase().increase(), c.value, c.double, C.zero(), C.make(7), c.LIMIT, c + 1, toys.half, toys.lazy)
c.value = 3
print(c.each(lambda i: i * i), c.later(), toys.total(i for i in range(4)), toys.show(1, "a", k=2))
class D(C):
    def __init__(self):
        super().__init__(5, step=10)
        self.extra = [1]
    def __repr__(self):
        return "D:" + super().__repr__()
d = D()
print(d.increase(), d.extra, isinstance(d, C), d.__dict__)
print(toys.tick(), toys.tick())
`);
  assert.equal(
    text,
    'Counter(4) Counter(4) 4 8 0 Counter(7) 10 5 0.5 made\n' +
      "[0, 1, 4] 3 6 (1, 'a') k\n" +
      "D:Counter(15) [1] True {'step': 10, 'extra': [1]}\n1 2\n",
  );
});

test('each run has its own state', async () => {
  assert.equal(await run('import toys; print(toys.tick())'), '1\n');
  assert.equal(await run('import toys; print(toys.tick())'), '1\n');
});

test('errors of natives are Python’s, and bugs are SystemErrors without a JavaScript stack', async () => {
  const last = async (source: string): Promise<string> => (await run(source)).trimEnd().split('\n').at(-1)!;
  assert.equal(await last('import toys\ntoys.refuse()'), 'ValueError: no');
  assert.equal(
    await last('import toys\ntoys.LSTM'),
    'NotImplementedError: toys.LSTM does not run here; nn.Linear runs here',
  );
  assert.equal(
    await last('from toys import LSTM'),
    'NotImplementedError: toys.LSTM does not run here; nn.Linear runs here',
  );
  assert.match(
    await last('import toys\ntoys.Counter(1).fail()'),
    /^SystemError: Counter\.fail\(\) failed here in a way it should not/,
  );
  assert.match(await last('import toys\ntoys.reject()'), /^SystemError: .* failed here in a way it should not/);
  assert.equal(
    await last('import toys\ntoys.Counter()'),
    "TypeError: Counter.__init__() missing 1 required positional argument: 'start'",
  );
  assert.equal(
    await last('import toys\ntoys.Counter(1).double = 3'),
    "AttributeError: attribute 'double' of 'Counter' objects is not writable",
  );
  assert.equal(
    await last('import toys\ntoys.half = 3'),
    "AttributeError: 'toys.half' cannot be assigned: modules are read-only here",
  );
});

test('what a device says when it fails is a RuntimeError, with the line of the program that waited', async () => {
  for (const name of ['lose', 'lose_now']) {
    assert.match(
      await run(`import toys\n\ntoys.${name}()`),
      /line 3, in <module>\n {4}toys\.\w+\(\)\nRuntimeError: The GPU was lost\.\n$/,
    );
  }
  assert.equal(
    await run('import toys\ntry:\n    toys.lose()\nexcept RuntimeError as e:\n    print(e)'),
    'The GPU was lost.\n',
  );
});

test('a class that programs cannot construct says so', async () => {
  const module = defineModule({ name: 'm', members: { X: defineClass({ name: 'X', allocate: null }) } });
  const text = await output('import m\nm.X()', 'main.py', { modules: new Map([['m', module]]) });
  assert.match(text, /TypeError: cannot create 'X' instances\n$/);
});

test('a native function can be called from TypeScript', () => {
  const f = nativeFunction('f(a, b=2)', (a: number, b: number) => a + b);
  assert.equal(f.implementation(...bindArguments(f.signature, [1], null)), 3);
});

test('traverse sees through containers', () => {
  const inner = list([1]);
  const outer = new PyList([tuple(inner), 'x']);
  const seen: Value[] = [];
  const visit: Visit = (value) => {
    seen.push(value);
    if (typeof value === 'object' && value !== null) value.traverse?.(visit);
  };
  outer.traverse(visit);
  assert(seen.includes(inner));
});
