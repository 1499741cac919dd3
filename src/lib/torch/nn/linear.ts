import { defineClass, toInt, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { linear } from '../ops/linear-algebra.ts';
import { uniformTensor } from '../ops/creation.ts';
import { torchState } from '../state.ts';
import { moduleType, type ModuleObject } from './module.ts';
import { Parameter } from './parameter.ts';

/** The bound of `kaiming_uniform_(w, a=sqrt(5))`, rounded step by step as PyTorch's Python does. */
export function defaultWeightBound(fanIn: number): number {
  const slope = Math.sqrt(5);
  const gain = Math.sqrt(2 / (1 + slope ** 2));
  return Math.sqrt(3) * (gain / Math.sqrt(fanIn));
}

/** Weight and bias as `nn.Linear` and `nn.Conv2d` draw them: the weight first, both uniform. `weightShape` is [out, …fan in]. */
export function initializeAffine(self: ModuleObject, weightShape: readonly number[], bias: boolean): void {
  const fanIn = weightShape.slice(1).reduce((product, n) => product * n, 1);
  const { generator } = torchState();
  const uniform = (shape: readonly number[], bound: number) =>
    new Parameter(uniformTensor(shape, -bound, bound, generator).node);
  self.parameters.set('weight', uniform(weightShape, fanIn > 0 ? defaultWeightBound(fanIn) : 0));
  self.parameters.set('bias', bias ? uniform([weightShape[0]!], fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0) : null);
}

function init(self: ModuleObject, inFeatures: Value, outFeatures: Value, bias: Value): null {
  self.ready = true;
  self.dict.set('in_features', toInt(inFeatures, 'in_features'));
  self.dict.set('out_features', toInt(outFeatures, 'out_features'));
  initializeAffine(self, [toInt(outFeatures, 'out_features'), toInt(inFeatures, 'in_features')], bias !== false);
  return null;
}

export const linearType: PyType = defineClass({
  name: 'Linear',
  module: 'torch.nn.modules.linear',
  bases: [moduleType],
  methods: {
    '__init__(self, in_features, out_features, bias=True, device=None, dtype=None)': init,
    'forward(self, input)': (self: ModuleObject, input: Value) =>
      linear(
        tensorArgument(input, "linear(): argument 'input' (position 1)"),
        self.parameters.get('weight')!,
        self.parameters.get('bias') ?? null,
      ),
    'extra_repr(self)': (self: ModuleObject) =>
      `in_features=${String(self.dict.get('in_features'))}, out_features=${String(self.dict.get('out_features'))}, bias=${self.parameters.get('bias') ? 'True' : 'False'}`,
  },
});
