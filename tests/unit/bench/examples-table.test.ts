import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examplesTable } from '../../../src/components/bench/examples-table.ts';

const cells = (markup: string): string[] =>
  [...markup.matchAll(/<t[hd](?: [^>]*)?>([^<]*)</g)].map(([, text]) => text!);

test('a row is an example: what is known of it, then its numbers; nothing of it is taken for markup', () => {
  const markup = examplesTable({
    kind: 'embedding',
    tag: 'a',
    points: [
      [1, 1 / 3],
      [2, 0],
    ],
    header: ['image', 'label'],
    metadata: [['7', '<b>'], ['8']],
    step: 0,
  });
  assert.deepEqual(cells(markup), [
    ...['example', 'image', 'label', '0', '1'],
    ...['0', '7', '&lt;b&gt;', '1', '0.3333'],
    ...['1', '8', '', '2', '0'],
  ]);
});

test('a long table says that it is cut', () => {
  const points = Array.from({ length: 1000 }, (_, i) => [i]);
  const markup = examplesTable({ kind: 'embedding', tag: 'a', points, header: [], metadata: [], step: 0 });
  assert.match(markup, /<caption>The first 200 of 1000 examples</);
  assert.equal(markup.match(/<tr>/g)?.length, 201);
});
