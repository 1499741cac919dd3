import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curvesMarkup, curvesScales } from '../../../src/lib/charts/curves.ts';
import type { Curve, CurveRole, CurvesChart } from '../../../src/lib/charts/curves.ts';
import { describeCurves, readingsAt, stopsOf } from '../../../src/lib/charts/describe.ts';
import type { Strength } from '../../../src/lib/charts/marks.ts';
import { dataTable, staticChart } from '../../../src/lib/charts/static.ts';
import { assertWellFormed, count } from './markup.ts';

const point = (x: number, mean: number, spread = 0) => ({ x, mean, low: mean - spread, high: mean + spread });

const chart: CurvesChart = {
  title: 'Loss <nats>',
  xTitle: 'epoch',
  xDomain: [0, 10],
  yDomain: [0, 2],
  yTicks: [0, 0.25, 2],
  level: { y: 1.5, label: 'guessing' },
  curves: [
    { role: 'training', strength: 'saved', label: 'training', points: [point(0, 2), point(10, 1, 0.1)] },
    { role: 'validation', strength: 'own', label: 'validation', points: [point(0, 2), point(5, 1.5)] },
  ],
};
const size = { width: 340, height: 200 };

test('a chart is well-formed SVG with each curve’s role and strength in it', () => {
  const markup = curvesMarkup(chart, size);
  assertWellFormed(markup);
  assert.match(markup, /^<svg class="drawing curves" viewBox="0 0 340 200"/);
  assert.equal(count(markup, /<g data-role="training" data-strength="saved">/g), 1);
  assert.equal(count(markup, /<g data-role="validation" data-strength="own">/g), 1);
  assert.doesNotMatch(markup, /NaN|undefined/);
});

test('text is escaped, ticks have as many decimals as they need', () => {
  const markup = curvesMarkup(chart, size);
  assert.match(markup, /Loss &lt;nats&gt;/);
  for (const tick of ['0.00', '0.25', '2.00']) assert.ok(markup.includes(`>${tick}<`), `no tick ${tick}`);
});

test('a band is drawn where runs differ, saved ones or the reader’s', () => {
  const bands = (strength: Strength): number => {
    const curves = chart.curves.map((curve) => ({ ...curve, strength }));
    return count(curvesMarkup({ ...chart, curves }, size), /class="band"/g);
  };
  assert.deepEqual([bands('saved'), bands('own')], [1, 1]);
});

test('bands of one hue are one shape, those of another hue or strength are their own', () => {
  const fold = (mean: number, strength: Strength, role: CurveRole = 'validation'): Curve => ({
    role,
    strength,
    label: null,
    points: [point(0, mean, 0.1), point(10, mean, 0.2)],
  });
  const curves = [fold(1, 'saved'), fold(1.1, 'saved'), fold(1.2, 'own'), fold(1.3, 'saved', 'training')];
  const markup = curvesMarkup({ ...chart, curves }, size);
  const shapes = [...markup.matchAll(/class="band" data-role="(\w+)" data-strength="(\w+)" d="([^"]*)"/g)];
  assert.deepEqual(
    shapes.map(([, role, strength, d]) => [role, strength, count(d!, /M/g)]),
    [
      ['validation', 'saved', 2],
      ['validation', 'own', 1],
      ['training', 'saved', 1],
    ],
  );
  // Under every line.
  assert.ok(markup.lastIndexOf('class="band"') < markup.indexOf('class="curve"'));
});

test('of many labels those that were moved are joined to the ends of their lines', () => {
  const leaders = (labels: number): number[][] => {
    const curves = Array.from({ length: labels }, (_, i): Curve => {
      return { role: 'training', strength: 'saved', label: `fold ${i + 1}`, points: [point(0, 1), point(10, 1)] };
    });
    const markup = curvesMarkup({ ...chart, curves }, size);
    assertWellFormed(markup);
    return [...markup.matchAll(/class="curve-leader"[^>]* y1="([^"]*)" y2="([^"]*)"/g)].map(([, from, to]) => [
      Number(from),
      Number(to),
    ]);
  };
  assert.deepEqual(leaders(3), []);
  const at = Math.round(10 * curvesScales(chart, size).y(1)) / 10;
  // The middle one of the five stands at the end itself.
  assert.deepEqual(
    leaders(5),
    [-30, -15, 15, 30].map((moved) => [at, at + moved]),
  );
});

test('the line goes through the points, in the scales that the pointer is read with', () => {
  const { x, y } = curvesScales(chart, size);
  const path = /data-role="validation"[^>]*><path class="curve" d="([^"]*)"/.exec(curvesMarkup(chart, size))?.[1];
  const numbers = (path ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const expected = [x(0), y(2), x(5), y(1.5)];
  assert.equal(numbers.length, expected.length);
  for (const [i, value] of expected.entries()) assert.ok(Math.abs((numbers[i] ?? NaN) - value) < 0.06);
});

test('training and validation differ by marker, not by colour alone', () => {
  const markup = curvesMarkup(chart, size);
  assert.match(markup, /<circle class="curve-marker" data-role="training"/);
  assert.match(markup, /<path class="curve-marker" data-role="validation"/);
});

test('the cursor marks the curves that have a point there', () => {
  const at = (x: number) =>
    count(curvesMarkup(chart, size, x), /curve-marker/g) - count(curvesMarkup(chart, size), /curve-marker/g);
  assert.equal(at(0), 2);
  assert.equal(at(5), 1);
  assert.equal(at(7), 0);
});

test('an empty chart is drawn as axes', () => {
  const markup = curvesMarkup({ ...chart, curves: [{ ...chart.curves[0]!, points: [] }] }, size);
  assertWellFormed(markup);
  assert.doesNotMatch(markup, /NaN|curve-label/);
});

test('the description says where each curve starts and ends', () => {
  assert.equal(
    describeCurves(chart),
    'Loss <nats>, epoch 0 to 10: training goes from 2.0 to 1.0; your validation goes from 2.0 to 1.5.',
  );
  assert.match(describeCurves({ ...chart, curves: [] }), /nothing drawn yet/);
  assert.match(describeCurves({ ...chart, xTitle: '' }), /^Loss <nats>, 0 to 10: /);
});

test('readings are of the curves that reach that x; stops are every x once', () => {
  assert.deepEqual(readingsAt(chart, 5), [{ label: 'validation', value: 1.5 }]);
  assert.deepEqual(readingsAt(chart, 10), [{ label: 'saved training', value: 1 }]);
  assert.deepEqual(stopsOf([chart, chart]), [0, 5, 10]);
});

test('the table has a row for each x, and a gap where a curve has no point', () => {
  const table = dataTable([chart], 'Numbers');
  assertWellFormed(table);
  assert.equal(count(table, /<th scope="row">/g), 3);
  assert.match(table, /<th scope="row">5<\/th><td><\/td><td>1\.500<\/td>/);
});

test('the static chart is drawn for a phone and for a wide column', () => {
  const markup = staticChart(chart);
  assert.match(markup, /class="at-narrow"><svg class="drawing curves" viewBox="0 0 340 /);
  assert.match(markup, /class="at-wide"><svg class="drawing curves" viewBox="0 0 480 /);
});

const sweep: CurvesChart = {
  title: 'error',
  xTitle: 'hidden units',
  xDomain: [2, 128],
  xScale: 'log',
  xTicks: [2, 16, { at: 128, text: 'all 128' }],
  yDomain: [0, 1],
  yTicks: [0, 1],
  markers: [{ x: 16, label: 'just fits' }],
  dots: true,
  curves: [
    { role: 'series', dash: 4, strength: 'saved', label: 'a', points: [point(0, 0.5), point(2, 0.5), point(128, 0.5)] },
    { role: 'series', dash: 1, strength: 'own', label: 'b', points: [point(16, 0.1), point(32, NaN)] },
  ],
};

test('on a log axis equal factors are equally long, and what is not positive has no place', () => {
  const markup = curvesMarkup(sweep, size);
  assertWellFormed(markup);
  const { x } = curvesScales(sweep, size);
  assert.ok(Math.abs(x(16) - x(2) - (x(128) - x(16))) < 1e-9);
  // Two points of the first curve have a place, one of the second.
  assert.equal(count(markup, /class="curve-marker"/g), 3);
});

test('ticks are named in words, a vertical line marks a place worth knowing', () => {
  const markup = curvesMarkup(sweep, size);
  assert.match(markup, />all 128</);
  const at = curvesScales(sweep, size).x(16);
  assert.match(markup, new RegExp(`class="marker-line"><line x1="${Math.round(at * 10) / 10}"`));
  assert.match(markup, />just fits</);
});

test('series differ by dash and by mark', () => {
  const marks = [
    ...curvesMarkup(sweep, size).matchAll(/class="curve-marker" data-role="series"( data-open)? d="M[^m]*(m[^"]*)"/g),
  ];
  assert.equal(new Set(marks.map(([, , shape]) => shape)).size, 2);
  assert.match(curvesMarkup(sweep, size), /data-dash="4"/);
});

test('a long label has room at the right, and never takes more than half', () => {
  const labelled = (label: string) => curvesScales({ ...sweep, curves: [{ ...sweep.curves[0]!, label }] }, size).x(128);
  assert.ok(labelled('label smoothing') < labelled('none'));
  assert.ok(labelled('x'.repeat(100)) > size.width / 2);
});
