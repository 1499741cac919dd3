import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgram } from '../../../src/components/bench/program-file.ts';

const file = (...parts: (string | Uint8Array<ArrayBuffer>)[]): File => new File(parts, 'mine.py');

test('a program is read as text, with the line ends that the editor has', async () => {
  assert.equal(await readProgram(file('a = "ü"\r\nb = 1\n')), 'a = "ü"\nb = 1\n');
});

test('what is no program is refused by name', async () => {
  await assert.rejects(readProgram(file(new Uint8Array([0x80, 0xff]))), /mine\.py is not text in UTF-8/);
  await assert.rejects(readProgram(file('x'.repeat(2_000_000))), /mine\.py is larger than a program: 2 MB/);
});
