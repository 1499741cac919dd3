import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataNode, type Node } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../../src/lib/tensor/shape.ts';
import { compute, open, random } from './agreement.ts';

const draw = random(5);
const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;

/** Numbers whose sums are rounded at every step, of which the share `density` is not zero, and a few zeros are negative. */
const noise = (shape: Shape, density = 1): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: sizeOf(shape) }, () => (draw() < density ? draw() * 2 - 1 : draw() < 0.1 ? -0 : 0));

const bitsOf = (values: ArrayLike<number>): Int32Array => new Int32Array(Float32Array.from(values).buffer);

/** Every matrix of a batch with `rows` more rows, which are dense: nobody looks for zeros in the result. */
function withDenseRows(values: Float32Array, [b, m, k]: readonly [number, number, number], rows: number): Node {
  const all = noise([b, m + rows, k]);
  for (let i = 0; i < b; i++) all.set(values.subarray(i * m * k, (i + 1) * m * k), i * (m + rows) * k);
  return dataNode(all, [b, m + rows, k], 'float32');
}

/** The matrix as it is, or as a transposed view of its transpose. */
function laid({ host, shape }: Node, transposed: boolean): Node {
  if (!transposed) return dataNode(host!, shape, 'float32');
  const [b, m, n] = shape as [number, number, number];
  const turned = Float32Array.from(host!, (_, i) => {
    const [at, j, l] = [Math.floor(i / (m * n)), Math.floor((i % (m * n)) / m), i % m];
    return host![at * m * n + l * n + j]!;
  });
  return op.transpose(dataNode(turned, [b, n, m], 'float32'));
}

const FORMS: readonly ((product: Node) => Node)[] = [
  (product) => product,
  (product) => op.unary('relu', product),
  (product) => op.reduce('sum', product, [0]),
];

test('zeros that are left out change no bit, in any layout', () => {
  for (let round = 0; round < 60; round++) {
    const [b, m, k, n] = [pick([1, 1, 2, 3]), pick([4, 5, 31, 64, 150]), pick([32, 33, 64, 130, 449, 500, 900]), pick([32, 33, 41, 64, 75, 130])]; // prettier-ignore
    const density = pick([0, 0.05, 0.25, 0.5]);
    const values = noise([b, m, k], density);
    const [ta, tb, turned] = [draw() < 0.5, draw() < 0.5, draw() < 0.5];
    // Of a batch with one matrix for all on the other side, the panels are packed once for each, or once for all.
    const shared = draw() < 0.3;
    const matrix: Shape = [shared ? 1 : b, k, n];
    const other = op.expand(laid(dataNode(noise(matrix), matrix, 'float32'), tb), [b, k, n]);
    const form = pick(FORMS);
    const rows = 4 * m;
    const [few, many] = [dataNode(values, [b, m, k], 'float32'), withDenseRows(values, [b, m, k], rows)].map((a) => {
      const [left, right] = [laid(a, ta), other];
      const product = turned
        ? op.transpose(op.matmul(op.transpose(right), op.transpose(left)))
        : op.matmul(left, right);
      return compute([form(product)])[0]!;
    });
    const outer = few!.length / (m * n);
    for (let i = 0; i < outer; i++) {
      const got = bitsOf(few!.slice(i * m * n, (i + 1) * m * n));
      const wanted = bitsOf(many!.slice(i * (m + rows) * n, (i * (m + rows) + m) * n));
      assert.deepEqual(
        got,
        wanted,
        `${b} ${m} by ${k} by ${n}, ${density}, ${ta} ${tb} ${turned} ${shared} ${FORMS.indexOf(form)}`,
      );
    }
  }
});

test('of matrices that share the other side, each has zeros left out or not by itself', () => {
  const [b, m, k, n] = [3, 150, 64, 200];
  const matrices = [0.1, 1, 0.1].map((density) => dataNode(noise([1, m, k], density), [1, m, k], 'float32'));
  const right = dataNode(noise([1, k, n]), [1, k, n], 'float32');
  // Transposed, the rows of several matrices are not those of one large one.
  const all = laid(dataNode(Float32Array.from(matrices.flatMap(({ host }) => [...host!])), [b, m, k], 'float32'), true);
  const relu = (x: Node): Node => op.unary('relu', x);
  const product = (): Node => relu(op.matmul(all, op.expand(right, [b, k, n])));
  // What the first run leaves in memory must not decide for the second one.
  compute([product()]);
  const [together] = compute([product()]);
  matrices.forEach((matrix, i) => {
    const [alone] = compute([relu(op.matmul(matrix, right))]);
    assert.deepEqual(bitsOf(together!.slice(i * m * n, (i + 1) * m * n)), bitsOf(alone!), `matrix ${i}`);
  });
});

test('a zero times infinity is NaN, on plain and relaxed SIMD', async () => {
  const relaxed = await open({ relaxed: true });
  for (const bad of [Infinity, -Infinity, NaN]) {
    for (const at of [0, 17, 40 * 70 - 1]) {
      const [a, b] = [noise([50, 40], 0.1), noise([40, 70])];
      b[at] = bad;
      const product = (transposed: boolean): Node =>
        op.matmul(dataNode(a, [1, 50, 40], 'float32'), laid(dataNode(b, [1, 40, 70], 'float32'), transposed));
      const products = [false, true].flatMap((transposed) => [
        compute([product(transposed)])[0]!,
        compute([product(transposed)], relaxed)[0]!,
      ]);
      for (const values of products) {
        values.forEach((value, i) => {
          const [row, column] = [Math.floor(i / 70), i % 70];
          const factor = a[row * 40 + Math.floor(at / 70)]!;
          const finite = column !== at % 70;
          const infinite = !Number.isNaN(bad) && factor !== 0;
          assert.equal(Number.isFinite(value), finite, `${value} at ${row}, ${column}`);
          if (!finite) assert.equal(Number.isNaN(value), !infinite, `${value} of ${factor} times ${bad}`);
        });
      }
    }
  }
  relaxed.dispose();
});

test('NaN and infinity among zeros are terms', () => {
  const [a, b] = [noise([33, 64], 0.1), noise([64, 33])];
  a[5 * 64 + 3] = NaN;
  a[7 * 64 + 60] = Infinity;
  const [values] = compute([op.matmul(dataNode(a, [33, 64], 'float32'), dataNode(b, [64, 33], 'float32'))]);
  values!.forEach((value, i) => {
    const row = Math.floor(i / 33);
    const wanted = row === 5 ? NaN : row === 7 ? Math.sign(b[60 * 33 + (i % 33)]!) * Infinity : null;
    if (wanted === null) assert.ok(Number.isFinite(value));
    else assert.equal(value, wanted);
  });
});
