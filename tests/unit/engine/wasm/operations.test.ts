import { test } from 'node:test';
import { BINARY, UNARY, dataNode, type Node } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { agree, floats, integers, random, truths } from './agreement.ts';

const draw = random(7);

/** Everything at which functions turn: zeros, subnormals, halves, huge values, infinities, NaN, and many in between. */
const corners = [0, -0, 1e-45, -1e-45, 1.17e-38, 0.5, -0.5, 1, -1, 1.5, 2.5, -2.5, 3, 4.1, 9, -9, 88.7, -87.4, 89, -104, 300, 1e-3, -1e-4, 3e9, -3e9, 1e20, 3.4e38, -3.4e38, Infinity, -Infinity, NaN]; // prettier-ignore
const spread = Array.from({ length: 400 }, () => (draw() - 0.5) * 2 ** (draw() * 40 - 24));
const moderate = Array.from({ length: 400 }, () => (draw() - 0.5) * 12);

const given = (values: readonly number[]): Node => dataNode(Float32Array.from(values), [values.length], 'float32');

const FLOAT_UNARY = UNARY.filter((name) => name !== 'not');
/** Steps of the last place by which results may differ: two functions are rounded twice. */
const TOLERANCE: Partial<Record<string, number>> = { rsqrt: 1 };

for (const name of FLOAT_UNARY) {
  test(`${name} of floats is right to the last place`, () => {
    // Functions here round once from double precision, and so does the reference: one place apart at ties.
    agree([op.unary(name, given([...corners, ...spread, ...moderate]))], name, TOLERANCE[name] ?? 1);
  });
}

test('unary operations on whole numbers and truth values', () => {
  const x = integers([77], -5, 6);
  agree(
    (['neg', 'abs', 'sign', 'relu', 'not'] as const).map((name) => op.unary(name, x)),
    'integers',
  );
  agree([op.unary('not', truths([33]))], 'not');
});

const LOGICAL: ReadonlySet<string> = new Set(['and', 'or', 'xor']);
for (const name of BINARY) {
  if (LOGICAL.has(name)) continue;
  test(`${name} of floats`, () => {
    const pairs = corners.flatMap((a) => corners.map((b) => [a, b] as const));
    const more = moderate.map((a, i) => [a, moderate[(i * 7 + 3) % moderate.length]!] as const);
    const all = [...pairs, ...more];
    agree([op.binary(name, given(all.map(([a]) => a)), given(all.map(([, b]) => b)))], name, 1);
  });
}

test('arithmetic on whole numbers is exact beyond 2^24, and rounds division down', () => {
  for (const name of ['add', 'sub', 'mul', 'maximum', 'minimum', 'floorDivide', 'remainder'] as const) {
    const large = integers([203], -(2 ** 27), 2 ** 27);
    const small = integers([203], 1, 9);
    agree([op.binary(name, large, small), op.binary(name, large, op.neg(small))], name);
    if (name === 'add') agree([op.binary(name, large, large)], name);
  }
  for (const name of ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const) {
    agree([op.binary(name, integers([101], 0, 4), integers([101], 0, 4))], name);
  }
  agree([op.binary('pow', integers([50], -4, 5), integers([50], 0, 8))], 'pow');
});

test('conditions: comparisons feed where, logic, casts and stores', () => {
  const [a, b] = [floats([5, 37]), floats([37])];
  const less = op.binary('less', a, b);
  const odd = op.binary('or', less, op.unary('not', op.binary('greater', b, a)));
  agree([less, odd, op.where(less, a, b), op.cast(less, 'float32'), op.add(op.cast(odd, 'int64'), integers([37], 0, 9))], 'conditions'); // prettier-ignore
  const [p, q] = [truths([61]), truths([61])];
  agree(
    (['and', 'or', 'xor', 'equal', 'less'] as const).map((name) => op.binary(name, p, q)),
    'logic',
  );
});

test('casts truncate, and numbers of the run are read each time', () => {
  const x = floats([43]);
  agree([op.cast(x, 'int64'), op.cast(op.cast(x, 'int64'), 'float32'), op.cast(x, 'bool')], 'casts');
  agree([op.mul(x, op.scalar(0.3, 'float32')), op.add(integers([9], 0, 5), op.scalar(7, 'int64'))], 'scalars');
  agree([op.binary('pow', x, op.full([], 2, 'float32')), op.binary('pow', x, op.full([], 3, 'float32'))], 'powers', 1);
});
