/** The interpreter against CPython 3.11: `tests/reference/python-goldens.py` made the expected outputs. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { compileProgram } from '../../../src/lib/python/interpreter.ts';
import { PythonError } from '../../../src/lib/python/interpreter.ts';
import { golden, GOLDENS, output, parts } from './run.ts';

for (const name of readdirSync(GOLDENS).filter((file) => file.endsWith('.py'))) {
  test(`${name} prints what CPython prints`, async () => {
    const actual = (await output(golden(name), name)).split('\n');
    const expected = golden(name.replace('.py', '.out')).split('\n');
    expected.forEach((line, i) => assert.equal(actual[i], line, `line ${i + 1}`));
    assert.equal(actual.length, expected.length);
  });
}

interface Broken {
  readonly type: string | null;
  readonly message: string;
  readonly line: number;
}

test('texts that do not compile have CPython’s error, message and line', () => {
  const expected = golden('broken.out')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Broken);
  const texts = parts('broken.txt');
  assert.equal(texts.length, expected.length);
  texts.forEach((text, i) => {
    const { type, message, line } = expected[i]!;
    let found: unknown = null;
    try {
      compileProgram(text, 'main.py');
    } catch (error) {
      found = error;
    }
    if (type === null) return assert.equal(found, null, text);
    assert(found instanceof PythonError, text);
    const { exception } = found;
    assert.deepEqual(
      [exception.type.name, exception.args.items[0], exception.place?.line],
      [type, message, line],
      text,
    );
  });
});

test('uncaught exceptions have CPython’s traceback, to the last caret', async () => {
  const texts = parts('uncaught.txt');
  const expected = parts('uncaught.out');
  assert.equal(texts.length, expected.length);
  for (const [i, text] of texts.entries()) assert.equal(await output(text), expected[i], text);
});
