/** Activations that draw: RReLU's slopes, and a category by Gumbel's noise. */
import { toFloat, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import { exponential, fill } from '../../random/torch-distributions.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { leakyRelu } from '../ops/activations.ts';
import { maybeInPlace } from '../ops/in-place.ts';
import { readTensor } from '../ops/reading.ts';
import { softmax } from '../ops/softmax.ts';
import { torchState } from '../state.ts';
import { apply, named, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, words } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** A slope for what is not above zero: drawn for each such element while training, the middle one otherwise. */
function* rrelu(x: Tensor, lower: number, upper: number, training: boolean, inplace: Value): Task<Tensor> {
  if (!training)
    return maybeInPlace(x, inplace, (y) => named(leakyRelu(y, (lower + upper) / 2), 'RreluWithNoise', [y]));
  const { generator } = torchState();
  const slopes = Float32Array.from(yield* readTensor(x), (value) =>
    value <= 0 ? generator.uniformDouble() * (upper - lower) + lower : 1,
  );
  const noise = dataNode(slopes, x.shape, 'float32');
  return maybeInPlace(x, inplace, (y) => apply('RreluWithNoise', (n) => op.mul(n, noise), y));
}

/** A draw of a category for each row, as shares that gradients pass through; `hard` rounds them to one. */
function gumbelSoftmax(logits: Tensor, tau: Value, hard: Value, _eps: Value, dim: Value): Tensor {
  const axis = dimArgument(dim, logits.shape.length);
  const { generator } = torchState();
  const draws = new Float32Array(sizeOf(logits.shape));
  fill(draws, () => exponential(generator, 1));
  const noise = op.neg(op.unary('log', dataNode(draws, logits.shape, 'float32')));
  const noisy = apply('Div', (x) => op.div(op.add(x, noise), op.number(toFloat(tau, 'tau'))), logits);
  const soft = softmax(noisy, axis);
  if (hard !== true) return soft;
  return apply('Add', (y) => {
    const most = op.keepAxes(op.argExtreme('argmax', op.detach(y), axis), y.shape, [axis]);
    const ones = op.scatterAdd(op.full(most.shape, 1, 'float32'), axis, most, y.shape[axis]!);
    return op.add(op.sub(ones, op.detach(y)), y);
  }, soft); // prettier-ignore
}

export const drawnActivationFunctions: Functions = {
  'rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)': (x: Tensor, low: Value, high: Value, training: Value, inplace: Value) => rrelu(x, toFloat(low, 'lower'), toFloat(high, 'upper'), training === true, inplace), // prettier-ignore
  'gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)': gumbelSoftmax,
};

export const drawnActivations: Readonly<Record<string, PyType>> = {
  RReLU: defineModuleClass({
    name: 'RReLU',
    module: 'activation',
    parameters: 'lower=0.125, upper=0.3333333333333333, inplace=False',
    forward: (self: ModuleObject, x: Tensor) =>
      rrelu(
        x,
        toFloat(attribute(self, 'lower'), 'lower'),
        toFloat(attribute(self, 'upper'), 'upper'),
        self.training,
        attribute(self, 'inplace'),
      ),
    extraRepr: (self) => words(self, 'lower', 'upper') + (attribute(self, 'inplace') === true ? ', inplace=True' : ''),
  }),
};
