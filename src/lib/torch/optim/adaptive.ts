/** Optimizers that scale each weight's step by the gradients it has seen. */
import { type PyType } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { defineOptimizer, refuseNegative, type Update } from './optimizer.ts';

const number = (value: number): Node => op.scalar(value, 'float32');
const zeros = (like: Node): Node => op.full(like.shape, 0, like.dtype);

/** The gradient with weight decay, and the other way round for `maximize`. */
function decayed({ parameter, gradient, options }: Update): Node {
  const direction = options.flag('maximize') ? op.neg(gradient) : gradient;
  const decay = options.number('weight_decay');
  return decay === 0 ? direction : op.add(direction, op.mul(parameter, number(decay)));
}

const average = (before: Node, now: Node, keep: number): Node =>
  op.add(op.mul(before, number(keep)), op.mul(now, number(1 - keep)));

export const rmspropType: PyType = defineOptimizer({
  name: 'RMSprop',
  module: 'torch.optim.rmsprop',
  signature:
    '__init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, foreach=None, maximize=False, differentiable=False)',
  options: ['lr', 'alpha', 'eps', 'weight_decay', 'momentum', 'centered', 'foreach', 'maximize', 'differentiable'],
  listed: ['lr', 'momentum', 'alpha', 'eps', 'centered', 'weight_decay', 'foreach', 'maximize', 'differentiable'],
  layout: { step: 'int', values: ['square_avg', 'momentum_buffer', 'grad_avg'] },
  check: (options) => {
    refuseNegative(options, 'lr', 'learning rate');
    refuseNegative(options, 'eps', 'epsilon value');
    refuseNegative(options, 'momentum', 'momentum value');
    refuseNegative(options, 'weight_decay', 'weight_decay value');
    refuseNegative(options, 'alpha', 'alpha value');
  },
  rule: (update) => {
    const { parameter, options, get, set } = update;
    const direction = decayed(update);
    const alpha = options.number('alpha');
    const square = average(get('square_avg') ?? zeros(parameter), op.mul(direction, direction), alpha);
    set('square_avg', square);
    let spread = square;
    if (options.flag('centered')) {
      const mean = average(get('grad_avg') ?? zeros(parameter), direction, alpha);
      set('grad_avg', mean);
      spread = op.sub(square, op.mul(mean, mean));
    }
    let step = op.div(direction, op.add(op.unary('sqrt', spread), number(options.number('eps'))));
    const momentum = options.number('momentum');
    if (momentum > 0) {
      step = op.add(op.mul(get('momentum_buffer') ?? zeros(parameter), number(momentum)), step);
      set('momentum_buffer', step);
    }
    return op.sub(parameter, op.mul(step, number(options.number('lr'))));
  },
});

export const adagradType: PyType = defineOptimizer({
  name: 'Adagrad',
  module: 'torch.optim.adagrad',
  signature:
    '__init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, maximize=False)',
  options: ['lr', 'lr_decay', 'weight_decay', 'initial_accumulator_value', 'eps', 'foreach', 'maximize'],
  listed: ['lr', 'lr_decay', 'eps', 'weight_decay', 'initial_accumulator_value', 'foreach', 'maximize'],
  layout: { step: 'tensor', values: ['sum'] },
  check: (options) => {
    refuseNegative(options, 'lr', 'learning rate');
    refuseNegative(options, 'lr_decay', 'lr_decay value');
    refuseNegative(options, 'weight_decay', 'weight_decay value');
    refuseNegative(options, 'initial_accumulator_value', 'initial_accumulator_value value');
    refuseNegative(options, 'eps', 'epsilon value');
  },
  rule: (update) => {
    const { parameter, options, steps, get, set } = update;
    const direction = decayed(update);
    const start = op.full(parameter.shape, options.number('initial_accumulator_value'), 'float32');
    const sum = op.add(get('sum') ?? start, op.mul(direction, direction));
    set('sum', sum);
    const rate = options.number('lr') / (1 + (steps - 1) * options.number('lr_decay'));
    const size = op.add(op.unary('sqrt', sum), number(options.number('eps')));
    return op.sub(parameter, op.mul(op.div(direction, size), number(rate)));
  },
});

export const adadeltaType: PyType = defineOptimizer({
  name: 'Adadelta',
  module: 'torch.optim.adadelta',
  signature: '__init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False)',
  options: ['lr', 'rho', 'eps', 'weight_decay', 'foreach', 'maximize'],
  listed: ['lr', 'rho', 'eps', 'weight_decay', 'maximize', 'foreach'],
  layout: { step: 'int', values: ['square_avg', 'acc_delta'] },
  check: (options) => {
    refuseNegative(options, 'lr', 'learning rate');
    refuseNegative(options, 'rho', 'rho value');
    refuseNegative(options, 'eps', 'epsilon value');
    refuseNegative(options, 'weight_decay', 'weight_decay value');
  },
  rule: (update) => {
    const { parameter, options, get, set } = update;
    const direction = decayed(update);
    const rho = options.number('rho');
    const eps = number(options.number('eps'));
    const square = average(get('square_avg') ?? zeros(parameter), op.mul(direction, direction), rho);
    set('square_avg', square);
    const before = get('acc_delta') ?? zeros(parameter);
    const root = (x: Node) => op.unary('sqrt', op.add(x, eps));
    const delta = op.mul(op.div(root(before), root(square)), direction);
    set('acc_delta', average(before, op.mul(delta, delta), rho));
    return op.sub(parameter, op.mul(delta, number(options.number('lr'))));
  },
});
