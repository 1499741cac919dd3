import { exc, toFloat, type PyType } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { defineOptimizer, refuseNegative, type UpdateRule } from './optimizer.ts';

/**
 * Stochastic gradient descent as torch.optim.SGD: weight decay is added to the gradient (of biases too), then momentum, then the step.
 * The numbers are the program's inputs, so a scheduler changes them without making another program.
 */
const rule: UpdateRule = ({ parameter, gradient, options, get, set }) => {
  const number = (value: number) => op.scalar(value, 'float32');
  const decay = options.number('weight_decay');
  const momentum = options.number('momentum');
  let direction = options.flag('maximize') ? op.neg(gradient) : gradient;
  if (decay !== 0) direction = op.add(direction, op.mul(parameter, number(decay)));
  if (momentum !== 0) {
    const before = get('momentum_buffer');
    const dampened = op.mul(direction, number(1 - options.number('dampening')));
    const velocity = before === null ? direction : op.add(op.mul(before, number(momentum)), dampened);
    set('momentum_buffer', velocity);
    direction = options.flag('nesterov') ? op.add(direction, op.mul(velocity, number(momentum))) : velocity;
  }
  return op.sub(parameter, op.mul(direction, number(options.number('lr'))));
};

export const sgdType: PyType = defineOptimizer({
  name: 'SGD',
  module: 'torch.optim.sgd',
  signature:
    '__init__(self, params, lr=None, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False)',
  options: ['lr', 'momentum', 'dampening', 'weight_decay', 'nesterov', 'maximize', 'foreach', 'differentiable'],
  layout: { step: null, values: ['momentum_buffer'], always: true },
  check: (options) => {
    if (options.get('lr') === null) {
      throw exc.ValueError("parameter group didn't specify a value of required optimization parameter lr");
    }
    refuseNegative(options, 'lr', 'learning rate');
    refuseNegative(options, 'momentum', 'momentum value');
    refuseNegative(options, 'weight_decay', 'weight_decay value');
    const number = (name: string) => toFloat(options.get(name)!, name);
    if (options.get('nesterov') === true && (number('momentum') <= 0 || number('dampening') !== 0)) {
      throw exc.ValueError('Nesterov momentum requires a momentum and zero dampening');
    }
  },
  rule,
});
