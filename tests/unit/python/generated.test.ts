/** Generated programs print what CPython 3.11 printed: `tests/reference/python-generated.py` made the golden hashes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { errorLocation, Interpreter, PythonError } from '../../../src/lib/python/interpreter.ts';
import { plainText } from '../../../src/lib/python/objects/object.ts';
import { generatedProgram } from './generator.ts';
import { golden } from './run.ts';

/** What a program prints, and how it ended, as the script that made the goldens has it. */
export async function outcome(source: string): Promise<string> {
  let text = '';
  const interpreter = new Interpreter({ stdout: (part) => (text += part) });
  try {
    await interpreter.run(source, 'main.py');
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const { args, place } = error.exception;
    const message = place === null ? error.message : plainText(args.items[0] ?? null);
    text += `${error.name}: ${message} (line ${errorLocation(error)?.line ?? 'unknown'})\n`;
  }
  return text;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

test('generated programs print what CPython prints', async () => {
  const expected = JSON.parse(golden('generated.json')) as { programs: string; outputs: string[] };
  const programs = expected.outputs.map((_, seed) => generatedProgram(seed));
  assert.equal(digest(programs.join('')), expected.programs, 'the generator has changed: make the goldens anew');
  for (const [seed, program] of programs.entries()) {
    const text = await outcome(program);
    assert.equal(digest(text), expected.outputs[seed], `program ${seed} printed\n${text}\n${program}`);
  }
});
