import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { record } from '../../../src/lib/engine/program.ts';
import { dataNode, type Node } from '../../../src/lib/tensor/node.ts';
import * as op from '../../../src/lib/tensor/ops.ts';
import { choices, randomGraph } from './random-graph.ts';

describe('recording what is expected', () => {
  it('gives the expected program itself where it is the same, with the inputs and outputs of now', () => {
    fc.assert(
      fc.property(choices, (from) => {
        const before = record(randomGraph(from)).program;
        const roots = randomGraph(from);
        const anew = record(roots);
        const again = record(roots, before);
        assert.equal(again.program, before);
        assert.deepEqual(again.inputs, anew.inputs);
        assert.deepEqual(again.outputs, anew.outputs);
      }),
      { numRuns: 60 },
    );
  });

  it('gives what recording without it gives, whatever was expected', () => {
    fc.assert(
      fc.property(choices, choices, fc.nat(59), fc.nat(0xffff), (from, others, at, changed) => {
        const near = from.map((choice, i) => (i === at % from.length ? changed : choice));
        for (const wrong of [others, near]) {
          const expected = record(randomGraph(wrong)).program;
          const roots = randomGraph(from);
          assert.equal(record(roots, expected).program.signature, record(roots).program.signature);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells programs apart by every parameter, type and output', () => {
    const x = (): Node => dataNode(new Float32Array(6), [2, 3], 'float32');
    const y = (): Node => dataNode(new Float32Array(12), [3, 4], 'float32');
    const variants: (() => Node[])[] = [
      () => [op.add(x(), op.scalar(1, 'float32'))],
      () => [op.add(x(), op.full([2, 3], 1, 'float32'))],
      () => [op.add(x(), op.full([2, 3], 2, 'float32'))],
      () => [op.add(x(), x())],
      () => [op.sub(x(), x())],
      () => [op.reduce('sum', x(), [0])],
      () => [op.reduce('sum', x(), [1])],
      () => [op.reduce('max', x(), [0])],
      () => [op.reduce('sum', y(), [0])],
      () => [op.transpose(x())],
      () => [op.matmul(x(), y())],
      () => {
        const node = op.neg(x());
        return [node, op.neg(node)];
      },
      () => {
        const node = op.neg(x());
        return [op.neg(node), node];
      },
      () => [op.neg(op.neg(x()))],
    ];
    const programs = variants.map((make) => record(make()).program);
    for (const [i, make] of variants.entries()) {
      for (const [j, program] of programs.entries()) assert.equal(record(make(), program).program === program, i === j);
    }
  });
});
