import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { OutputBuffer } from '../../../src/lib/run/output-buffer.ts';

const record = () => {
  const written: [string, string][] = [];
  return { written, buffer: new OutputBuffer((stream, text) => written.push([stream, text])) };
};

describe('OutputBuffer', () => {
  it('gathers text and keeps the order of the streams', () => {
    const { written, buffer } = record();
    buffer.print('stdout', 'a');
    buffer.print('stdout', 'b\n');
    buffer.print('stderr', 'c\n');
    buffer.print('stdout', 'd\n');
    buffer.flush();
    buffer.flush();
    assert.deepEqual(written, [
      ['stdout', 'ab\n'],
      ['stderr', 'c\n'],
      ['stdout', 'd\n'],
    ]);
  });

  it('hands text on after a moment', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { written, buffer } = record();
    buffer.print('stdout', 'a');
    test.mock.timers.tick(OutputBuffer.DELAY - 1);
    assert.deepEqual(written, []);
    buffer.print('stdout', 'b');
    test.mock.timers.tick(1);
    assert.deepEqual(written, [['stdout', 'ab']]);
    mock.reset();
  });

  it('does not let text pile up', () => {
    const { written, buffer } = record();
    for (let i = 0; i < 3; i++) buffer.print('stdout', 'x'.repeat(OutputBuffer.LENGTH));
    assert.equal(written.length, 3);
  });
});
