import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorProblem, outputProblem, toleranceOf } from '../../conformance/compare.ts';

const printed = (stdout: string) => ({ stdout, stderr: '', status: 0 });

describe('outputProblem', () => {
  it('takes numbers within the tolerance, and columns however they are padded', () => {
    assert.equal(outputProblem('# tolerance: 1e-3\n', 'loss 2.3010\n', printed('loss 2.3020\n')), null);
    assert.equal(outputProblem('', 'tensor([ 1.,  2.])\n', printed('tensor([1., 2.])\n')), null);
  });

  it('refuses numbers beyond it, other text, and lines too many or too few', () => {
    assert.match(outputProblem('# tolerance: 1e-3\n', 'loss 2.30\n', printed('loss 2.31\n')) ?? '', /^line 1/);
    assert.match(outputProblem('', 'loss 2.30001\n', printed('loss 2.3004\n')) ?? '', /^line 1/);
    assert.match(outputProblem('', 'loss 1\n', printed('less 1\n')) ?? '', /^line 1/);
    assert.match(outputProblem('', 'a\n', printed('a\nb\n')) ?? '', /^line 2: expected <nothing>/);
    assert.match(outputProblem('', 'a\nb\n', printed('a\n')) ?? '', /got <nothing>/);
    assert.match(outputProblem('# tolerance: exact\n', '0.1\n', printed('0.10000001\n')) ?? '', /^line 1/);
    assert.match(outputProblem('', 'a 1.0\n', printed('a nan\n')) ?? '', /^line 1/);
    assert.match(outputProblem('', '', { stdout: '', stderr: 'x\n', status: 1 }) ?? '', /exit status 1: x/);
  });

  it('reads the tolerance of the first line', () => {
    assert.equal(toleranceOf('# tolerance: 1e-6\nx'), 1e-6);
    assert.equal(toleranceOf('# tolerance: exact\nx'), null);
    assert.equal(toleranceOf('import torch\n# tolerance: 1\n'), 1e-4);
  });
});

describe('errorProblem', () => {
  const golden = "1\nNameError line 3: name 'tornch' is not defined\n";
  const stderr =
    'Traceback (most recent call last):\n  File "x.py", line 3, in <module>\n' +
    "NameError: name 'tornch' is not defined. Did you mean: 'torch'?\n";

  it('takes the same type, message and line', () => {
    assert.equal(errorProblem(golden, { stdout: '1\n', stderr, status: 1 }), null);
  });

  it('refuses another type, message, line, status or output', () => {
    const problem = (change: object) => errorProblem(golden, { stdout: '1\n', stderr, status: 1, ...change });
    assert.match(problem({ stderr: stderr.replace('NameError:', 'KeyError:') }) ?? '', /expected NameError/);
    assert.match(problem({ stderr: stderr.replace('tornch', 'x') }) ?? '', /expected 'name 'tornch'/);
    assert.match(problem({ stderr: stderr.replace('line 3', 'line 30') }) ?? '', /does not name line 3/);
    assert.match(problem({ status: 0 }) ?? '', /exit status 0/);
    assert.match(problem({ stdout: '' }) ?? '', /expected on stdout: 1/);
  });
});
