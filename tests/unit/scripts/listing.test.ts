import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const script = join(import.meta.dirname, '../../../scripts/listing.ts');

describe('the command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'listing-'));
    writeFileSync(join(folder, 'greet.py'), 'n = 1  # @param {type:"integer"}\nprint("n is", n)\n');
    writeFileSync(join(folder, 'fail.py'), 'print("before")\n1 / 0\n');
    writeFileSync(join(folder, 'leave.py'), 'import sys\nprint("out")\nsys.exit(4)\n');
  });
  after(() => rmSync(folder, { recursive: true }));

  /** As npm runs it: in another folder than the caller's, which INIT_CWD names. */
  const run = (...args: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const options = { env: { ...process.env, INIT_CWD: folder } };
      execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
      });
    });

  it('prints what the program prints and nothing else', async () => {
    const outcome = await run('greet.py', '--engine', 'tfjs-cpu');
    assert.deepEqual(outcome, { status: 0, stdout: 'n is 1\n', stderr: '' });
  });

  it('takes the program by its full path too, and options before it', async () => {
    const outcome = await run('--set', 'n=7', '--engine=tfjs-cpu', join(folder, 'greet.py'));
    assert.deepEqual(outcome, { status: 0, stdout: 'n is 7\n', stderr: '' });
  });

  it('ends with a traceback on standard error', async () => {
    assert.deepEqual(await run('fail.py', '--engine', 'tfjs-cpu'), {
      status: 1,
      stdout: 'before\n',
      stderr:
        'Traceback (most recent call last):\n  File "fail.py", line 2, in <module>\n    1 / 0\n    ~~^~~\n' +
        'ZeroDivisionError: division by zero\n',
    });
  });

  it("ends with the program's own status", async () => {
    assert.deepEqual(await run('leave.py', '--engine', 'tfjs-cpu'), { status: 4, stdout: 'out\n', stderr: '' });
  });

  for (const [args, message] of [
    [[], /no program is named/],
    [['nothing.py'], /cannot read nothing\.py/],
    [['greet.py', 'fail.py'], /one program at a time/],
    [['greet.py', '--engine', 'cuda'], /there is no engine 'cuda'/],
    [['greet.py', '--sed', 'n=1'], /--sed/],
    [['greet.py', '--set', 'n'], /--set needs NAME=VALUE, not 'n'/],
    [['greet.py', '--set', 'm=1'], /no parameter 'm': its # @param lines set n/],
    [['greet.py', '--set', 'n=x'], /n is a number, not 'x'/],
    [['greet.py', '--set', 'n=1.5'], /n is a whole number/],
  ] as const) {
    it(`refuses ${JSON.stringify(args)} with usage`, async () => {
      const { status, stdout, stderr } = await run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^usage: npm run --silent listing -- FILE\.py/);
      assert.match(stderr, message);
    });
  }
});
