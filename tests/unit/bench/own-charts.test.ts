import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartsOf } from '../../../src/components/bench/figure-spec.ts';
import { ownCharts, placeOf } from '../../../src/components/bench/own-charts.ts';
import { asBand } from '../../../src/lib/charts/series.ts';
import type { BandPoint } from '../../../src/lib/charts/series.ts';

const none = new Map<string, string>();
const points = (...ys: number[]): BandPoint[] => asBand(ys.map((y, i) => [i, y]));

test('the parts of the data share a chart, whichever end of the tag names them', () => {
  assert.deepEqual(placeOf('loss/train', none), { chart: 'loss', series: 'train' });
  assert.deepEqual(placeOf('val/loss', none), { chart: 'loss', series: 'val' });
  assert.deepEqual(placeOf('fold 1/loss/test', none), { chart: 'fold 1/loss', series: 'test' });
});

test('other tags have a chart each, because their units may differ', () => {
  assert.deepEqual(placeOf('norm/layer 1', none), { chart: 'norm/layer 1', series: '' });
  assert.deepEqual(placeOf('train', none), { chart: 'train', series: '' });
});

test('add_scalars says itself what shares a chart', () => {
  const groups = new Map([['optimizers/all/sgd', 'optimizers/all']]);
  assert.deepEqual(placeOf('optimizers/all/sgd', groups), { chart: 'optimizers/all', series: 'sgd' });
});

test('each of several series has its own dash and its name', () => {
  const groups = new Map(['a', 'b', 'c'].map((name) => [`g/${name}`, 'g']));
  const own = new Map([...groups.keys()].map((tag, i) => [tag, points(i, i + 1)]));
  const [chart, ...more] = ownCharts(own, groups, 'step');
  assert.deepEqual(more, []);
  assert.deepEqual(
    chart?.curves.map(({ label, role, dash }) => [label, role, dash]),
    [
      ['a', 'series', 0],
      ['b', 'series', 1],
      ['c', 'series', 2],
    ],
  );
});

test('the axes hold every point, also of a curve that is flat or of one point', () => {
  for (const ys of [[5], [0, 0], [-3, 4], [1e-7, 3e-7], [1e6, 5e6]]) {
    const chart = ownCharts(new Map([['x', points(...ys)]]), none, 'step')[0]!;
    const [low, high] = chart.yDomain;
    assert.ok(low < high && ys.every((y) => y >= low && y <= high), `${ys.join()} in ${low} to ${high}`);
    assert.ok(chart.xDomain[0] < chart.xDomain[1]);
    assert.ok(chart.yTicks.every((tick) => tick >= low && tick <= high) && chart.yTicks.length >= 2);
  }
});

test('what a prepared figure has no panel for gets a chart after its panels', () => {
  const panel = { group: 'loss', title: 'Loss', yDomain: [0, 1] as const, yTicks: [0, 1] };
  const setting = { name: 'plain', bands: {}, ends: {} };
  const spec = { xTitle: 'epoch', panels: [panel], settings: [setting] };
  const own = new Map([
    ['lr', points(0.1, 0.05)],
    ['loss/train', points(1, 0.5)],
  ]);
  assert.deepEqual(
    chartsOf(spec, 'plain', own).map(({ title }) => title),
    ['Loss', 'lr'],
  );
});
