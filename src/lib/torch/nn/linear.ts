import { exc, toInt, typeName, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { uniformTensor } from '../ops/random.ts';
import { linear } from '../ops/linear-algebra.ts';
import { torchState } from '../state.ts';
import { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain, weightDType } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** The bound of `kaiming_uniform_(w, a=sqrt(5))`, rounded step by step as PyTorch's Python does. */
export function defaultWeightBound(fanIn: number): number {
  const slope = Math.sqrt(5);
  const gain = Math.sqrt(2 / (1 + slope ** 2));
  return Math.sqrt(3) * (gain / Math.sqrt(fanIn));
}

/** Whether a module is to have a bias. The argument is no attribute: the parameter has its name. */
export function takeBias(self: ModuleObject): boolean {
  const bias = attribute(self, 'bias') !== false;
  self.dict.delete('bias');
  return bias;
}

/** Weight and bias as `nn.Linear` and `nn.Conv2d` draw them: the weight first, both uniform. `weightShape` is [out, …fan in]. */
export function initializeAffine(
  self: ModuleObject,
  weightShape: readonly number[],
  bias: boolean,
  biasSize = weightShape[0]!,
  dtype = weightDType(self),
): void {
  const fanIn = weightShape.slice(1).reduce((product, n) => product * n, 1);
  const { generator } = torchState();
  const uniform = (shape: readonly number[], bound: number) =>
    new Parameter(uniformTensor(shape, -bound, bound, generator, dtype).node);
  self.parameters.set('weight', uniform(weightShape, fanIn > 0 ? defaultWeightBound(fanIn) : 0));
  self.parameters.set('bias', bias ? uniform([biasSize], fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0) : null);
}

/** As `initializeAffine`, for a module that has its weight and bias already. */
export function redrawAffine(self: ModuleObject): void {
  const bias = self.parameters.get('bias') ?? null;
  const { shape, dtype } = self.parameters.get('weight')!;
  initializeAffine(self, shape, bias !== null, bias?.shape[0], dtype);
}

export const linearType: PyType = defineModuleClass({
  name: 'Linear',
  module: 'linear',
  parameters: 'in_features, out_features, bias=True, device=None, dtype=None',
  setup: (self) => {
    const [inputs, outputs] = ['in_features', 'out_features'].map((name, i) => {
      const size = attribute(self, name);
      if (typeof size === 'number' || size instanceof Tensor) return toInt(size, name);
      throw exc.TypeError(
        `empty(): argument 'size' must be tuple of SymInts, but found element of type ${typeName(size)} at pos ${2 - i}`,
      );
    });
    if (inputs! < 0 || outputs! < 0) {
      const wrong = outputs! < 0 ? outputs : inputs;
      throw exc.RuntimeError(`Trying to create tensor with negative dimension ${wrong}: [${outputs}, ${inputs}]`);
    }
    initializeAffine(self, [outputs!, inputs!], takeBias(self));
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Value) =>
    linear(
      tensorArgument(input, "linear(): argument 'input' (position 1)"),
      weightOf(self, 'weight')!,
      weightOf(self, 'bias'),
    ),
  extraRepr: (self) =>
    `in_features=${plain(attribute(self, 'in_features'))}, out_features=${plain(attribute(self, 'out_features'))}, bias=${self.parameters.get('bias') ? 'True' : 'False'}`,
});
