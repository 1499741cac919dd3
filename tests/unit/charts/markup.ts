import assert from 'node:assert/strict';

/** Counts how often something stands in the markup. */
export const count = (markup: string, what: RegExp): number => [...markup.matchAll(what)].length;

/** Start and end tags match, and no number is none. */
export function assertWellFormed(markup: string): void {
  const open: string[] = [];
  for (const [, slash, name, self] of markup.matchAll(/<(\/?)([\w-]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (slash) assert.equal(open.pop(), name);
    else if (!self) open.push(name ?? '');
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(markup, /NaN|undefined|Infinity/);
}

/** The attribute's numbers, of all elements that match. */
export const numbersOf = (markup: string, pattern: RegExp): number[] =>
  [...markup.matchAll(pattern)].map(([, value]) => Number(value));
