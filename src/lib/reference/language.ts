/** The language: what runs and what does not, each with a program that shows it, which the page runs when it is built. */
import { Interpreter, lastLine, PythonError } from '../python/interpreter.ts';

export interface LanguageFeature {
  readonly name: string;
  /** A program, as short as may be. */
  readonly example: string;
}

/** What runs. Their examples must end without an error. */
export const RUNS: readonly LanguageFeature[] = [
  { name: 'Comprehensions and generator expressions', example: 'squares = {n: n * n for n in range(5) if n % 2}' },
  { name: 'Generators, yield from', example: 'def walk(rows):\n    for row in rows:\n        yield from row' },
  { name: 'Functions with every kind of parameter', example: 'def f(a, /, b, *rest, key=1, **more): ...' },
  { name: 'Lambdas and closures, nonlocal, global', example: 'add = lambda n: lambda x: x + n\nadd(1)(2)' },
  { name: 'Decorators', example: 'import functools\n\n@functools.lru_cache\ndef f(n): return n' },
  {
    name: 'Classes: inheritance, super(), properties, special methods',
    example:
      'class Point:\n    def __init__(self, x): self.x = x\n    @property\n    def double(self): return 2 * self.x',
  },
  { name: 'Metaclasses', example: 'class Meta(type): ...\n\nclass Model(metaclass=Meta): ...' },
  { name: 'Classes derived from int, float and str', example: 'class Metres(float): ...\n\nMetres(2.5) + 1' },
  { name: 'Dataclasses', example: 'from dataclasses import dataclass\n\n@dataclass\nclass Run:\n    seed: int = 0' },
  {
    name: 'Exceptions: try, except, else, finally, raise from',
    example: 'try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)',
  },
  {
    name: 'Groups of exceptions, except*',
    example: "try:\n    raise ExceptionGroup('both', [ValueError(1)])\nexcept* ValueError as group:\n    print(group)",
  },
  {
    name: 'with, with several contexts',
    example: 'import torch\n\nwith torch.no_grad(), torch.enable_grad():\n    pass',
  },
  { name: 'match', example: 'match (1, 2):\n    case (x, y) if x < y:\n        print(x)' },
  { name: 'f-strings, with formats', example: "loss = 0.25\nprint(f'{loss:.3f} {loss=}')" },
  { name: 'Unpacking with a star', example: 'first, *rest = [1, 2, 3]\nboth = [*rest, first]' },
  { name: 'Assignment expressions', example: 'if (n := len([1, 2])) > 1:\n    print(n)' },
  { name: 'Type annotations, generics in brackets', example: 'def mean(values: list[float]) -> float | None: ...' },
  { name: 'Ints of any size', example: 'print(2 ** 200)' },
  { name: 'Complex numbers', example: 'print((1 + 2j) * 1j)' },
  {
    name: 'assert, del, pass, while … else, for … else',
    example: 'for n in range(3):\n    assert n < 3\nelse:\n    del n',
  },
];

/** What does not run. Their examples must end with an error: the page prints its words. */
export const DOES_NOT_RUN: readonly LanguageFeature[] = [
  { name: 'async functions', example: 'async def main(): ...' },
  { name: 'await', example: 'await something()' },
  { name: 'Code made while the program runs', example: "eval('1 + 1')" },
  { name: 'Input from a keyboard', example: "name = input('Your name? ')" },
  { name: 'super(type) without an object', example: 'class A: ...\n\nsuper(A)' },
  { name: 'The network', example: 'import urllib.request' },
  { name: 'Threads and processes', example: 'import threading' },
  { name: 'Packages that are not on these pages', example: 'import transformers' },
];

export interface Outcome {
  readonly feature: LanguageFeature;
  /** The last line of the traceback; null where the program ran to its end. */
  readonly message: string | null;
}

/** Runs a feature's example in the interpreter, with what programs can import, and says how it ended. */
export async function tryFeature(
  feature: LanguageFeature,
  modules: NonNullable<ConstructorParameters<typeof Interpreter>[0]['modules']>,
): Promise<Outcome> {
  const interpreter = new Interpreter({ modules, stdout: () => undefined, stderr: () => undefined });
  try {
    await interpreter.run(`${feature.example}\n`, 'program.py');
    return { feature, message: null };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { feature, message: lastLine(error.exception) };
  }
}
