import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { highlightListing } from '../../../src/components/bench/highlight.ts';

const source = readFileSync(new URL('../../../src/content/listings/regularization.py', import.meta.url), 'utf8');

/** The text that a browser shows of a piece of markup. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('the markup shows the program, line for line', () => {
  const rows = highlightListing(source).split('<span class="line"').slice(1);
  const lines = source.replace(/\n$/, '').split('\n');
  assert.equal(rows.length, lines.length);
  for (const [i, line] of lines.entries()) {
    assert.equal(textOf(`<span${rows[i]}`).replace(/^\n$/, ''), line);
  }
});

test('the literal of each # @param line, and nothing else, is marked', () => {
  const marked = [...highlightListing(source).matchAll(/data-parameter="(\w+)">(.*?)<\/span><\/span>/g)];
  assert.deepEqual(
    marked.map(([, name, html]) => [name, textOf(html ?? '')]),
    [...source.matchAll(/^(\w+) = (.+?)  # @param/gm)].map(([, name, value]) => [name, value]),
  );
  const negative = highlightListing('shift = -1.5  # @param {type:"number"}\nrest = 1.5');
  assert.match(negative, /data-parameter="shift">.*?1\.5<\/span><\/span>/);
  assert.equal(textOf(negative.split('data-parameter="shift">')[1]?.split('  ')[0] ?? ''), '-1.5');
});

test('markup in a program is text', () => {
  assert.ok(!highlightListing('x = "<script>"').includes('<script>'));
});
