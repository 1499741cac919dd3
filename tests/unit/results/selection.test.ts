import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explained, select } from '../../../src/components/results/selection.ts';
import { agreement } from '../../../src/lib/results/agreement.ts';
import type { TableRow } from '../../../src/lib/results/table.ts';

const metrics = ['accuracy/train', 'fitted/wrong', 'accuracy/test', 'epochs'];
const row = (name: string, here: number, there: number): TableRow => ({
  name,
  parameters: {},
  cells: metrics.map((metric, i) => {
    const [page, reference] = [here + i, there + i].map((mean) => ({ mean, sd: 0.01, n: 3 })) as [never, never];
    return { metric, page, reference, agreement: agreement(page, reference) };
  }),
});
const table = { metrics, rows: [row('plain', 1, 1), row('strong', 2, 3)] };

describe('the selection of a results table', () => {
  it('is everything, metrics of one group side by side', () => {
    const { columns, rows } = select(table);
    assert.deepEqual(
      columns.map(({ group, name }) => [group, name]),
      [
        ['accuracy', 'train'],
        ['accuracy', 'test'],
        ['fitted', 'wrong'],
        ['epochs', 'epochs'],
      ],
    );
    assert.deepEqual(
      rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.page.mean)]),
      [
        ['plain', 1, 3, 2, 4],
        ['strong', 2, 4, 3, 5],
      ],
    );
  });

  it('is the settings and metrics that are asked for, in their order and by their names', () => {
    const { columns, rows } = select(
      table,
      { 'fitted/wrong': 'wrong labels learned', 'accuracy/test': 'on new images' },
      ['strong', 'plain'],
    );
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['wrong labels learned', 'on new images'],
    );
    assert.deepEqual(
      rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.metric)]),
      [
        ['strong', 'fitted/wrong', 'accuracy/test'],
        ['plain', 'fitted/wrong', 'accuracy/test'],
      ],
    );
  });

  it('leaves a place empty where a setting has no such metric', () => {
    const plain = table.rows[0]!;
    const clean = { ...plain, cells: plain.cells.filter(({ metric }) => metric !== 'fitted/wrong') };
    const [row] = select({ metrics, rows: [clean] }, ['fitted/wrong', 'accuracy/train']).rows;
    assert.deepEqual(
      row!.cells.map((cell) => cell?.metric ?? null),
      [null, 'accuracy/train'],
    );
  });

  it('names what there is, where something else is asked for', () => {
    assert.throws(
      () => select(table, ['accuracy/new']),
      /the metric "accuracy\/new", which was not measured; there is "acc/,
    );
    assert.throws(() => select(table, undefined, ['weak']), /the setting "weak", .* there is "plain", "strong"/);
  });

  it('explains rows that differ, and no others', () => {
    const selection = select(table);
    assert.deepEqual(explained(selection, { strong: 'Chaos.' }), [{ setting: 'strong', text: 'Chaos.' }]);
    assert.deepEqual(explained(selection, {}), []);
    assert.throws(() => explained(selection, { plain: 'No.' }), /explains "plain", which is no row of it that differs/);
  });
});
