import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartsOf, roleOf, savedSentence, xEnd } from '../../../src/components/bench/figure-spec.ts';
import type { FigureSpec } from '../../../src/components/bench/figure-spec.ts';
import type { BandPoint } from '../../../src/lib/charts/series.ts';

const band = (...values: number[]) => values.map((mean, i) => ({ x: i + 1, mean, low: mean - 0.1, high: mean + 0.1 }));

const spec: FigureSpec = {
  xTitle: 'epoch',
  panels: [
    { group: 'loss', title: 'Loss (nats)', yDomain: [0, 3], yTicks: [0, 3] },
    { group: 'accuracy', title: 'Accuracy', yDomain: [0, 1], yTicks: [0, 1] },
  ],
  settings: [
    {
      name: 'plain',
      bands: { 'loss/train': band(2, 1), 'loss/validation': band(2, 1.5), 'accuracy/train': band(0.5, 0.9) },
      ends: { 'loss/train': [1, 1], 'loss/validation': [1.5, 1.5], 'accuracy/train': [0.88, 0.92] },
    },
    { name: 'other', bands: { 'loss/train': band(3, 3) }, ends: { 'loss/train': [3] } },
  ],
};
const none = new Map<string, BandPoint[]>();

const at = (x: number, mean: number): BandPoint => ({ x, mean, low: mean, high: mean });

test('a tag says what its curve is of', () => {
  assert.equal(roleOf('loss/train'), 'training');
  assert.equal(roleOf('accuracy/validation'), 'validation');
  assert.equal(roleOf('loss/val'), 'validation');
  assert.equal(roleOf('accuracy/wrong labels'), 'wrong');
});

test('each panel has the saved curves of its own group', () => {
  const [loss, accuracy] = chartsOf(spec, 'plain', none);
  assert.deepEqual(
    loss?.curves.map(({ role, strength, label }) => [role, strength, label]),
    [
      ['training', 'saved', 'training'],
      ['validation', 'saved', 'validation'],
    ],
  );
  assert.equal(accuracy?.curves.length, 1);
  assert.deepEqual(loss?.xDomain, [1, 2]);
});

test('the reader’s curves are drawn over the saved ones, and are labelled in their place', () => {
  const own = new Map([['loss/train', [at(1, 2.2)]]]);
  const [loss] = chartsOf(spec, 'plain', own);
  assert.deepEqual(
    loss?.curves.map(({ strength, label }) => [strength, label]),
    [
      ['saved', null],
      ['saved', null],
      ['own', 'training'],
    ],
  );
});

test('the other setting can be chosen; an unknown one is the first', () => {
  assert.equal(chartsOf(spec, 'other', none)[0]?.curves[0]?.points[0]?.mean, 3);
  assert.equal(chartsOf(spec, 'no such', none)[0]?.curves[0]?.points[0]?.mean, 2);
});

test('the x axis ends where the saved runs do, and doubles until a longer run fits', () => {
  const reaching = (x: number) => new Map([['loss/train', [at(x, 1)]]]);
  const setting = spec.settings[0]!;
  assert.equal(xEnd(setting, none), 2);
  assert.equal(xEnd(setting, reaching(2)), 2);
  assert.equal(xEnd(setting, reaching(3)), 4);
  assert.equal(xEnd(setting, reaching(9)), 16);
});

test('the sentence gives the last panel’s numbers with their spread', () => {
  assert.match(savedSentence(spec, 'plain'), /^Saved, plain: accuracy after epoch 2 is training 0\.90\s±\s0\.03 \(/);
});

test('a panel can name its curves: which, in which order, and as what', () => {
  const panel = {
    group: 'fitted',
    title: 'Share',
    yDomain: [0, 1] as const,
    yTicks: [0, 1],
    curves: {
      'fitted/true': { label: 'true class', role: 'series' },
      'fitted/wrong': { label: 'wrong label', role: 'wrong' },
      'fitted/right': { label: 'right label', role: 'series' },
    },
  } as const;
  const bands = {
    'fitted/wrong': band(0, 1),
    'fitted/right': band(1, 1),
    'fitted/true': band(1, 0),
    'fitted/other': band(0, 0),
  };
  const ends = { 'fitted/wrong': [1, 1], 'fitted/true': [0, 0], 'fitted/other': [0, 0] };
  const named: FigureSpec = { xTitle: 'step', panels: [panel], settings: [{ name: 'plain', bands, ends }] };
  const own = new Map([
    ['fitted/right', [at(1, 0.5)]],
    ['fitted/other', [at(1, 0.5)]],
  ]);
  const [chart, ...others] = chartsOf(named, 'plain', own);
  assert.deepEqual(others, []);
  assert.deepEqual(
    chart?.curves.map(({ name, role, dash, strength }) => [name, role, dash, strength]),
    [
      ['true class', 'series', 0, 'saved'],
      ['wrong label', 'wrong', undefined, 'saved'],
      ['right label', 'series', 1, 'saved'],
      ['right label', 'series', 1, 'own'],
    ],
  );
  assert.match(savedSentence(named, 'plain'), /fitted after step 2 is true class 0\s±\s0, wrong label 1\s±\s0 \(/);
});
