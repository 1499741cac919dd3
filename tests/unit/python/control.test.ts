/** Pausing, stopping, giving way, the current line, and what a program holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, defineClass, defineModule, PyInstance, PyList, wait } from '../../../src/lib/python/bind.ts';
import type { PyModule, PyObject, Value } from '../../../src/lib/python/bind.ts';
import { Interpreter, Stopped } from '../../../src/lib/python/interpreter.ts';
import { output } from './run.ts';

const endless: [what: string, source: string][] = [
  ['while True', 'while True: pass'],
  [
    'nested functions',
    'def f():\n  while True:\n    try:\n      g()\n    finally:\n      pass\ndef g():\n  return 1\nf()',
  ],
  ['a generator', 'def f():\n  while True: yield 1\nfor x in f(): pass'],
  ['a native loop', 'def f():\n  while True: yield 1\nsum(f())'],
  ['an iterator that never ends', 'it = iter(int, 1)\nfor x in it: pass'],
  ['a wait', 'import time\ntime.sleep(1000)'],
  ['catching everything', 'while True:\n  try:\n    while True: pass\n  except BaseException: pass'],
  ['a comprehension', 'def f():\n  while True: yield 1\n[x for x in f() if x > 1]'],
];

for (const [what, source] of endless) {
  test(`${what} can be stopped, and the event loop goes on meanwhile`, async () => {
    const interpreter = new Interpreter({ stdout: () => undefined });
    let longest = 0;
    // The thread's own time, because other processes may hold this one up.
    const clock = (): number => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    let last = clock();
    const timer = setInterval(() => {
      const now = clock();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    setTimeout(() => interpreter.stop(), 120);
    await assert.rejects(interpreter.run(source, 'main.py'), Stopped);
    clearInterval(timer);
    // A slice is 8 ms; the rest is room for compiling and collecting garbage.
    assert(longest < 40, `the event loop waited ${longest} ms`);
  });
}

const pausing = (interpreter: () => Interpreter): PyModule =>
  defineModule({
    name: 'm',
    functions: {
      'pause()': () => interpreter().pause(),
      'stop()': () => interpreter().stop(),
      'nap()': function* () {
        yield* wait(new Promise((resolve) => setTimeout(resolve, 20)));
      },
    },
  });

test('pause takes effect at the next instruction, and resume goes on', async () => {
  const printed: string[] = [];
  const interpreter: Interpreter = new Interpreter({
    stdout: (text) => printed.push(text),
    modules: new Map([['m', pausing(() => interpreter)]]),
  });
  const run = interpreter.run('import m\nprint(1)\nm.pause(); print(2)\nprint(3)', 'main.py');
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(printed, ['1\n']);
  assert.equal(interpreter.line, 3);
  assert.equal(interpreter.paused, true);
  interpreter.resume();
  await run;
  assert.deepEqual(printed, ['1\n', '2\n', '3\n']);
});

test('the line of an endless loop is one of its own, not the one above', async () => {
  for (const source of ['x = 0\nwhile True:\n  x += 1', 'x = 0\nwhile x < 1:\n  pass']) {
    const interpreter = new Interpreter({ stdout: () => undefined });
    const run = interpreter.run(source, 'main.py');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { line } = interpreter;
    interpreter.stop();
    await assert.rejects(run, Stopped);
    assert.ok(line === 2 || line === 3, `line ${line}`);
  }
});

test('a pause during a wait holds the program after it', async () => {
  const printed: string[] = [];
  const interpreter: Interpreter = new Interpreter({
    stdout: (text) => printed.push(text),
    modules: new Map([['m', pausing(() => interpreter)]]),
  });
  const run = interpreter.run('import m\nm.nap()\nprint("after")', 'main.py');
  interpreter.pause();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(printed, []);
  interpreter.resume();
  await run;
  assert.deepEqual(printed, ['after\n']);
});

test('stop while paused, and from within a native', async () => {
  const interpreter: Interpreter = new Interpreter({
    stdout: () => undefined,
    modules: new Map([['m', pausing(() => interpreter)]]),
  });
  const run = interpreter.run('import m\nm.pause()\nwhile True: pass', 'main.py');
  setTimeout(() => interpreter.stop(), 20);
  await assert.rejects(run, Stopped);
  const other: Interpreter = new Interpreter({
    stdout: () => undefined,
    modules: new Map([['m', pausing(() => other)]]),
  });
  await assert.rejects(other.run('import m\nm.stop()\nprint(1)', 'main.py'), Stopped);
});

test('two programs run side by side', async () => {
  const program = 'total = 0\nfor i in range(60000): total += i\nprint(total)';
  assert.deepEqual(await Promise.all([output(program), output(program)]), ['1799970000\n', '1799970000\n']);
});

test('stdout is written in order, and argv and the clock are the caller’s', async () => {
  const text = await output('import sys, time\nsys.stdout.write("a")\nprint(sys.argv, time.time())', 'main.py', {
    argv: ['prog', '--x'],
    clock: () => 12.5,
  });
  assert.equal(text, "a['prog', '--x'] 12.5\n");
});

class Thing extends PyInstance {}

/** Runs a program with `thing(name)` and `held()`, which answers the names of the things that the program can reach. */
async function held(source: string): Promise<string> {
  const names = new WeakMap<PyObject, string>();
  const module = defineModule({
    name: 'm',
    functions: {
      'thing(name)': (name: string) => {
        const made = new Thing(thingType);
        names.set(made, name);
        return made;
      },
      'held(*args)': () => {
        const found: string[] = [];
        interpreter.held((object) => {
          const name = names.get(object);
          if (name !== undefined) found.push(name);
        });
        return new PyList(found.sort());
      },
      'apply(f, x)': function* (f: Value, x: Value) {
        return yield* call(f, [x]);
      },
    },
  });
  const interpreter = new Interpreter({ stdout: (text) => (printed += text), modules: new Map([['m', module]]) });
  let printed = '';
  await interpreter.run('from m import *\n' + source, 'main.py');
  return printed.trimEnd();
}
const thingType = defineClass({ name: 'Thing' });

const holding: [what: string, source: string, expected: string][] = [
  [
    'globals, lists, dicts, attributes',
    'a = thing("a"); b = [thing("b")]; c = {"k": (thing("c"),)}; a.x = thing("x")\nprint(held())',
    "['a', 'b', 'c', 'x']",
  ],
  ['not what was dropped', 'a = thing("a"); a = None; b = thing("b"); del b; thing("c")\nprint(held())', '[]'],
  [
    'locals, but not those of a function that returned',
    'def f():\n  a = thing("a")\n  return held()\ndef g():\n  b = thing("b")\ng(); print(f(), held())',
    "['a'] []",
  ],
  [
    'closures, defaults and class attributes',
    'def f():\n  a = thing("a")\n  return lambda d=thing("d"): a\ng = f()\nclass C:\n  k = thing("k")\nprint(held())',
    "['a', 'd', 'k']",
  ],
  ['arguments of the native that runs', 'print(held(thing("a")), held())', "['a'] []"],
  [
    'the stack of a call under way',
    'def f(x): return held()\nprint(f(thing("a")), [thing("b"), held()][1])',
    "['a'] ['b']",
  ],
  [
    'suspended generators',
    'def g():\n  a = thing("a")\n  yield 1\nit = g(); next(it)\nprint(held()); list(it); print(held())',
    "['a']\n[]",
  ],
  ['arguments of natives that call back', 'print(apply(lambda x: held(), thing("a")), held())', "['a'] []"],
  [
    'iterators and the loop variable',
    'for x in [thing("a"), thing("b")]:\n  print(held())\ndel x\nprint(held())',
    "['a', 'b']\n['a', 'b']\n[]",
  ],
  [
    'exceptions in flight',
    'try:\n  raise ValueError(thing("e"))\nexcept ValueError:\n  print(held())\nprint(held())',
    "['e']\n[]",
  ],
  ['cycles', 'a = thing("a"); a.me = a; l = [a]; l.append(l)\nprint(held())', "['a']"],
];
for (const [what, source, expected] of holding) {
  test(`held: ${what}`, async () => assert.equal(await held(source), expected));
}
