/** No text, however broken, does anything but run, raise a Python exception, or go on until it is stopped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatTraceback, Interpreter, PythonError, Stopped } from '../../../src/lib/python/interpreter.ts';
import { golden, parts } from './run.ts';

const LIMIT_MS = 300;

/** Runs a text for a moment; answers what is wrong with how it ended, or null. */
async function complaint(source: string): Promise<string | null> {
  const interpreter = new Interpreter({ stdout: () => undefined });
  const timer = setTimeout(() => interpreter.stop(), LIMIT_MS);
  try {
    await interpreter.run(source, 'main.py');
    return null;
  } catch (error) {
    if (error instanceof Stopped) return null;
    if (!(error instanceof PythonError)) return `a JavaScript error: ${String(error)}`;
    const text = formatTraceback(error);
    if (/failed here in a way it should not/.test(text)) return text;
    return /\bundefined\b(?!.*is not defined)|\[object |\bNaN\b|node:internal|\.ts:\d/.test(text) &&
      !/undefined/.test(source)
      ? text
      : null;
  } finally {
    clearTimeout(timer);
  }
}

async function isWellBehaved(source: string): Promise<void> {
  assert.equal(await complaint(source), null, JSON.stringify(source));
}

const PROGRAMS = [
  'language.py',
  'classes.py',
  'generators.py',
  'exceptions.py',
  'collections_builtin.py',
  'formatting.py',
]
  .flatMap((name) => golden(name).split(/\n(?=\S)/))
  .concat(parts('broken.txt'), parts('uncaught.txt'))
  .filter((text) => text.length < 600);

const PIECES = [
  ...'()[]{}:,.=+-*/%@<>!&|^~;\'"\\#\n\t_'.split(''),
  ...'if else elif for while def class return yield lambda try except finally with as import from in is not and or None True'.split(
    ' ',
  ),
  ...'x y self print len range int str list dict super f"{x}" """ 0 1 1.5 1e400 -1 10**9 "a" b"a" [] {} () ... := ** // -> == !='.split(
    ' ',
  ),
  '    ',
  '\n    ',
  '\n',
  'é',
  '🙂',
  '\u0000',
  '\ud800',
];

test('any sequence of pieces of programs', async () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(' '));
  await fc.assert(fc.asyncProperty(text, isWellBehaved), { numRuns: 1500, interruptAfterTimeLimit: 4000 });
});

test('programs with something deleted, doubled, swapped or put in', async () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...PROGRAMS),
      fc.nat(),
      fc.nat(8),
      fc.constantFrom('delete', 'double', 'insert', 'swap'),
      fc.constantFrom(...PIECES),
    )
    .map(([text, place, size, how, piece]) => {
      const at = place % (text.length + 1);
      const part = text.slice(at, at + size);
      if (how === 'delete') return text.slice(0, at) + text.slice(at + size);
      if (how === 'double') return text.slice(0, at) + part + text.slice(at);
      if (how === 'swap') return text.slice(0, at) + [...part].reverse().join('') + text.slice(at + size);
      return text.slice(0, at) + piece + text.slice(at);
    });
  await fc.assert(fc.asyncProperty(mutated, isWellBehaved), { numRuns: 1500, interruptAfterTimeLimit: 6000 });
});

const VALUES = [
  '0',
  '-1',
  '2**70',
  '1.5',
  'float("nan")',
  '"ab"',
  '""',
  '"é🙂"',
  'b"a"',
  '[]',
  '[1, [2]]',
  '()',
  '(1, "a")',
  '{}',
  '{"a": 1}',
  'set()',
  '{1, 2}',
  'None',
  'True',
  '...',
  'NotImplemented',
  'int',
  'len',
  'range(3)',
  'slice(1, 2)',
  'lambda *a, **k: 1',
  'object()',
  'iter([1])',
  '(i for i in [1])',
  'ValueError("v")',
  'type',
  'print',
  '[].append',
  'super',
  'property(len)',
  'print.__name__',
  '{}.items()',
  'zip([1], [2])',
  'enumerate("a")',
];
const BUILTINS =
  'abs all any ascii bin bool bytes callable chr classmethod delattr dict dir divmod enumerate filter float format frozenset getattr globals hasattr hash hex id int isinstance issubclass iter len list locals map max min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip eval exec input'.split(
    ' ',
  );

test('every built-in with any arguments', async () => {
  const source = fc
    .tuple(fc.constantFrom(...BUILTINS), fc.array(fc.constantFrom(...VALUES), { maxLength: 3 }))
    .map(
      ([name, args]) =>
        `try:\n    print(${name}(${args.join(', ')}))\nexcept Exception as e:\n    print(repr(e))\n    if type(e) is SystemError: raise`,
    );
  await fc.assert(fc.asyncProperty(source, isWellBehaved), { numRuns: 3000, interruptAfterTimeLimit: 4000 });
});

test('every method of the built-in types with any arguments', async () => {
  const source = fc
    .tuple(fc.constantFrom(...VALUES), fc.nat(), fc.array(fc.constantFrom(...VALUES), { maxLength: 3 }))
    .map(
      ([value, n, args]) =>
        `v = ${value}\nnames = dir(v)\nif not names: raise KeyError\nname = names[${n} % len(names)]\ntry:\n    print(getattr(v, name)(${args.join(', ')}))\nexcept Exception as e:\n    if type(e) is SystemError: raise`,
    );
  await fc.assert(fc.asyncProperty(source, isWellBehaved), { numRuns: 4000, interruptAfterTimeLimit: 5000 });
});

test('every operator with any operands', async () => {
  const operators = '+ - * / // % ** @ & | ^ << >> < <= > >= == != in is'.split(' ');
  const source = fc
    .tuple(fc.constantFrom(...VALUES), fc.constantFrom(...operators), fc.constantFrom(...VALUES))
    .map(
      ([a, op, b]) =>
        `a = ${a}\ntry:\n    print((a) ${op} (${b}))\n    a ${/[<>=!in]/.test(op) ? '+' : op}= ${b}\n    print(a[${b}], f"{a:{${b}}}")\nexcept Exception as e:\n    if type(e) is SystemError: raise`,
    );
  await fc.assert(fc.asyncProperty(source, isWellBehaved), { numRuns: 3000, interruptAfterTimeLimit: 4000 });
});

const DEEP: [what: string, source: string][] = [
  ['brackets', '('.repeat(100_000)],
  ['closed brackets', '('.repeat(150) + '1' + ')'.repeat(150)],
  ['lists', 'x = ' + '['.repeat(190) + ']'.repeat(190) + '\nprint(x)'],
  ['unary operators', 'x = ' + '-'.repeat(50_000) + '1'],
  ['not', 'x = ' + 'not '.repeat(50_000) + '1'],
  ['sums', 'x = ' + '1 + '.repeat(50_000) + '1'],
  ['attributes', 'x' + '.a'.repeat(50_000)],
  ['calls', 'x' + '()'.repeat(50_000)],
  ['lambdas', 'lambda: '.repeat(20_000) + '1'],
  ['conditionals', '1 if 1 else '.repeat(20_000) + '1'],
  ['elif', 'if 0: pass\n' + 'elif 0: pass\n'.repeat(5000)],
  ['blocks', Array.from({ length: 99 }, (_, i) => ' '.repeat(i) + 'if 1:\n').join('') + ' '.repeat(99) + 'pass'],
  ['a list within itself, deep', 'x = []\nfor i in range(100000): x = [x]\nprint(len(repr(x)))'],
  ['equality of deep lists', 'x = []; y = []\nfor i in range(100000): x = [x]; y = [y]\nprint(x == y)'],
  ['hash of deep tuples', 'x = ()\nfor i in range(100000): x = (x,)\nprint(hash(x))\n{x: 1}'],
  ['recursion in __repr__', 'class A:\n  def __repr__(self): return repr(self)\nprint(A())'],
  ['recursion in __getattr__', 'class A:\n  def __getattr__(self, n): return self.zz\nA().x'],
  ['recursion in __eq__', 'class A:\n  def __eq__(self, o): return [self] == [A()]\nA() == A()'],
  ['a generator of generators', 'g = iter([])\nfor i in range(50000): g = (x for x in g)\nlist(g)'],
  ['maps of maps', 'g = [1]\nfor i in range(50000): g = map(abs, g)\nlist(g)'],
  ['huge strings', 'x = "a" * 10**9 * 10**9'],
  ['huge lists', 'x = [0] * 10**10'],
  ['huge numbers', 'x = 10 ** 10 ** 10'],
  ['huge shifts', 'x = 1 << 10 ** 12'],
  ['huge ranges', 'print(len(range(10**15)), 5 in range(10**15)); list(range(10**12))'],
  ['huge ranges as lists', 'x = [*range(10**9)]'],
  ['huge precisions', 'f"{1.5:.999999999f}"'],
  ['rounding to huge places', 'print(round(5, -10**9), round(1.5, -10**9))'],
  ['huge widths', 'print(len(f"{1:>1000000000}"))'],
  ['bound methods of bound methods', 'f = [].append\nfor i in range(1000): f = f.__call__\nf(1)'],
  ['a property that reads itself', 'class A:\n  @property\n  def x(self): return self.x\nA().x'],
  ['exceptions within exceptions', 'def f(n):\n  try: raise ValueError(n)\n  except ValueError: f(n + 1)\nf(0)'],
  ['a context that is a circle', 'a = ValueError(); b = ValueError()\na.__context__ = b; b.__context__ = a\nraise a'],
  ['a cause that is a circle', 'a = ValueError()\nraise a from a'],
  ['classes within classes', 'class A: pass\nfor i in range(3000):\n  class A(A): pass\nprint(len(A.__mro__))'],
];

for (const [what, source] of DEEP) test(`deep or huge: ${what}`, () => isWellBehaved(source));
