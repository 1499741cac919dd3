/** A product of two inputs with a weight between them. */
import { exc, toInt, type PyType } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { uniformTensor } from '../ops/random.ts';
import { torchState } from '../state.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, weightDType, words } from './definition.ts';
import { takeBias } from './linear.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';
import { sameScalarType } from '../ops/dtype-refusals.ts';

/** Sums over both inputs of products with a weight [out, in1, in2]. */
export function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  if (a.shape.at(-1) !== weight.shape[1] || b.shape.at(-1) !== weight.shape[2]) {
    throw exc.RuntimeError(
      `bilinear(): input sizes do not match weight size: got ${a.shape.at(-1)} and ${b.shape.at(-1)} but expected ${weight.shape[1]} and ${weight.shape[2]}`,
    );
  }
  sameScalarType(a, b);
  sameScalarType(a, weight);
  return apply(
    bias === null ? 'ReshapeAlias' : 'Add',
    (x, y, w, shift) => {
      const [out, m, n] = w.shape as [number, number, number];
      const lead = x.shape.slice(0, -1);
      const rows = lead.reduce((product, k) => product * k, 1);
      // [rows, in1] [in1, out in2] -> [rows, out, in2], then with the second input.
      const left = op.matmul(op.reshape(x, [rows, m]), op.reshape(op.permute(w, [1, 0, 2]), [m, out * n]));
      const both = op.mul(op.reshape(left, [rows, out, n]), op.reshape(y, [rows, 1, n]));
      const sums = op.reshape(op.reduce('sum', both, [2]), [...lead, out]);
      return shift === undefined ? sums : op.add(sums, shift);
    },
    ...(bias === null ? [a, b, weight] : [a, b, weight, bias]),
  );
}

export const bilinearType: PyType = defineModuleClass({
  name: 'Bilinear',
  module: 'linear',
  parameters: 'in1_features, in2_features, out_features, bias=True, device=None, dtype=None',
  setup: (self) => {
    const [m, n, out] = ['in1_features', 'in2_features', 'out_features'].map((name) => toInt(attribute(self, name), name)) as [number, number, number]; // prettier-ignore
    const draw = (shape: number[]) => new Parameter(uniformTensor(shape, -1 / Math.sqrt(m), 1 / Math.sqrt(m), torchState().generator, weightDType(self)).node); // prettier-ignore
    self.parameters.set('weight', draw([out, m, n]));
    self.parameters.set('bias', takeBias(self) ? draw([out]) : null);
  },
  reset: (self) => {
    for (const [name, weight] of self.parameters) {
      const bound = 1 / Math.sqrt(toInt(attribute(self, 'in1_features'), 'in1_features'));
      if (weight !== null) self.parameters.set(name, new Parameter(uniformTensor(weight.shape, -bound, bound, torchState().generator, weight.dtype).node)); // prettier-ignore
    }
  },
  inputs: 'input1, input2',
  forward: (self: ModuleObject, a: Tensor, b: Tensor) =>
    bilinear(a, b, weightOf(self, 'weight')!, weightOf(self, 'bias')),
  extraRepr: (self) =>
    `${words(self, 'in1_features', 'in2_features', 'out_features')}, bias=${self.parameters.get('bias') ? 'True' : 'False'}`,
});
