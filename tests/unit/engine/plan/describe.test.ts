import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describePlan } from '../../../../src/lib/engine/plan/describe.ts';
import type { Load, Plan, View } from '../../../../src/lib/engine/plan/plan.ts';

const view = (slot: number, ...strides: number[]): View => ({ slot, offset: 0, strides });
const load = (slot: number, ...strides: number[]): Load => ({ ...view(slot, ...strides), indirect: null });

/** `relu(x @ w)` of rows of a data set, kept with where it is above 0. */
const plan: Plan = {
  slots: [
    { type: 'f32', size: 8000, role: 'input', offset: 0 },
    { type: 'i32', size: 2, role: 'input', offset: 0 },
    { type: 'f32', size: 24, role: 'input', offset: 0 },
    { type: 'f32', size: 6, role: 'output', offset: 0 },
    { type: 'i32', size: 6, role: 'temporary', offset: 0 },
  ],
  inputs: [0, 1, 2, -1],
  outputs: [3],
  scalars: ['f32'],
  workspace: 6,
  kernels: [
    {
      space: [2, 3],
      anchor: {
        kind: 'matmul',
        k: [8],
        a: { ...load(0, 0, 1), indirect: { indices: view(1, 1, 0), stride: 8, size: 1000 } },
        b: load(2, 8, 1),
      },
      body: [
        { kind: 'anchor', type: 'f32' },
        { kind: 'unary', op: 'relu', x: 0, type: 'f32' },
        { kind: 'constant', value: 0, type: 'f32' },
        { kind: 'binary', op: 'greater', a: 1, b: 2, type: 'i32' },
        { kind: 'scalar', index: 0, type: 'f32' },
        { kind: 'binary', op: 'mul', a: 1, b: 4, type: 'f32' },
      ],
      stores: [
        { view: view(3, 3, 1), register: 5 },
        { view: { ...view(4, 3, 1), offset: 2 }, register: 3 },
      ],
    },
  ],
};

describe('the text of a plan', () => {
  it('says what each kernel reads, computes and keeps, and names what it uses twice', () => {
    assert.equal(
      describePlan(plan),
      [
        'memory: 3 inputs (32.1 kB), 1 outputs (24 B), 1 temporaries in 24 B instead of 24 B, 1 numbers',
        '  1  for each [2, 3]',
        '       @ = matmul over [8] of s0(0 1) at rows s1(1 0) and s2(8 1)',
        '       r1 = relu(@)',
        '       output s3(3 1) = mul(r1, number 0)',
        '       temporary s4+2(3 1) = greater(r1, 0)',
      ].join('\n'),
    );
  });
});
