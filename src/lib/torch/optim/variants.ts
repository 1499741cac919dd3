/** Variants of Adam, and optimizers that look at the gradient's sign or average the weights. */
import { exc, type PyType, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { defineOptimizer, pairArgument, refuseNegative, type Update } from './optimizer.ts';

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

/** Running means of the gradient and of its square, kept under Adam's names. */
function moments(update: Update, direction: Node): { mean: Node; square: Node } {
  const { parameter, options, get, set } = update;
  const [beta1, beta2] = options.pair('betas');
  const mean = average(get('exp_avg') ?? zeros(parameter), direction, beta1);
  const square = average(get('exp_avg_sq') ?? zeros(parameter), op.mul(direction, direction), beta2);
  set('exp_avg', mean);
  set('exp_avg_sq', square);
  return { mean, square };
}

function check(options: ReadonlyMap<string, Value>): void {
  refuseNegative(options, 'lr', 'learning rate');
  refuseNegative(options, 'eps', 'epsilon value');
  refuseNegative(options, 'weight_decay', 'weight_decay value');
  pairArgument(options.get('betas') ?? null, 'betas').forEach((beta, i) => {
    if (beta < 0 || beta >= 1) throw exc.ValueError(`Invalid beta parameter at index ${i}: ${beta}`);
  });
}

/** Adam with Nesterov's momentum (Dozat, 2016). */
export const nadamType: PyType = defineOptimizer({
  name: 'NAdam',
  module: 'torch.optim.nadam',
  signature:
    '__init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None)',
  options: ['lr', 'betas', 'eps', 'weight_decay', 'momentum_decay', 'foreach'],
  layout: { step: 'tensor', values: ['mu_product', 'exp_avg', 'exp_avg_sq'] },
  check,
  rule: (update) => {
    const { parameter, options, steps, get, set } = update;
    const [beta1, beta2] = options.pair('betas');
    const direction = decayed(update);
    const decay = options.number('momentum_decay');
    const momentumAt = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * decay));
    const [mu, next] = [momentumAt(steps), momentumAt(steps + 1)];
    const product = op.mul(get('mu_product') ?? op.full([], 1, 'float32'), number(mu));
    set('mu_product', product);
    const { mean, square } = moments(update, direction);
    const size = op.add(op.unary('sqrt', op.div(square, number(1 - beta2 ** steps))), number(options.number('eps')));
    const lr = options.number('lr');
    const one = op.full([], 1, 'float32');
    const byGradient = op.div(number(lr * (1 - mu)), op.sub(one, product));
    const byMean = op.div(number(lr * next), op.sub(one, op.mul(product, number(mu * next))));
    const step = op.add(op.mul(op.div(direction, size), byGradient), op.mul(op.div(mean, size), byMean));
    return op.sub(parameter, step);
  },
});

/** Adam that trusts its variance only once there is enough to estimate it from (Liu et al., 2020). */
export const radamType: PyType = defineOptimizer({
  name: 'RAdam',
  module: 'torch.optim.radam',
  signature: '__init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None)',
  options: ['lr', 'betas', 'eps', 'weight_decay', 'foreach'],
  layout: { step: 'tensor', values: ['exp_avg', 'exp_avg_sq'] },
  check,
  rule: (update) => {
    const { parameter, options, steps } = update;
    const [beta1, beta2] = options.pair('betas');
    const { mean, square } = moments(update, decayed(update));
    const correction = 1 - beta2 ** steps;
    const limit = 2 / (1 - beta2) - 1;
    const length = limit - (2 * steps * beta2 ** steps) / correction;
    const rate = options.number('lr') / (1 - beta1 ** steps);
    if (length <= 5) return op.sub(parameter, op.mul(mean, number(rate)));
    const rectification = Math.sqrt(((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length));
    const size = op.add(op.unary('sqrt', square), number(options.number('eps')));
    return op.sub(parameter, op.mul(op.div(mean, size), number(rate * rectification * Math.sqrt(correction))));
  },
});

/** Adam with the largest gradient in place of the root mean square (Kingma and Ba, 2015). */
export const adamaxType: PyType = defineOptimizer({
  name: 'Adamax',
  module: 'torch.optim.adamax',
  signature:
    '__init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False)',
  options: ['lr', 'betas', 'eps', 'weight_decay', 'foreach', 'maximize'],
  layout: { step: 'tensor', values: ['exp_avg', 'exp_inf'] },
  check,
  rule: (update) => {
    const { parameter, options, steps, get, set } = update;
    const [beta1, beta2] = options.pair('betas');
    const direction = decayed(update);
    const mean = average(get('exp_avg') ?? zeros(parameter), direction, beta1);
    const before = op.mul(get('exp_inf') ?? zeros(parameter), number(beta2));
    const largest = op.binary('maximum', before, op.add(op.unary('abs', direction), number(options.number('eps'))));
    set('exp_avg', mean);
    set('exp_inf', largest);
    return op.sub(parameter, op.mul(op.div(mean, largest), number(options.number('lr') / (1 - beta1 ** steps))));
  },
});

/** Averaged stochastic gradient descent (Polyak and Juditsky, 1992). */
export const asgdType: PyType = defineOptimizer({
  name: 'ASGD',
  module: 'torch.optim.asgd',
  signature:
    '__init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False)',
  options: ['lr', 'lambd', 'alpha', 't0', 'weight_decay', 'foreach', 'maximize'],
  layout: { step: 'tensor', values: ['eta', 'mu', 'ax'] },
  check: (options) => {
    refuseNegative(options, 'lr', 'learning rate');
    refuseNegative(options, 'weight_decay', 'weight_decay value');
  },
  rule: (update) => {
    const { parameter, options, steps, get, set } = update;
    const [lr, lambda] = [options.number('lr'), options.number('lambd')];
    const eta = get('eta') ?? op.full([], lr, 'float32');
    const mu = get('mu') ?? op.full([], 1, 'float32');
    const shrunk = op.mul(parameter, op.sub(number(1), op.mul(eta, number(lambda))));
    const moved = op.sub(shrunk, op.mul(decayed(update), eta));
    const mean = get('ax') ?? zeros(parameter);
    set('ax', op.add(mean, op.mul(op.sub(moved, mean), mu)));
    set('eta', op.add(op.full([], 0, 'float32'), number(lr / (1 + lambda * lr * steps) ** options.number('alpha'))));
    set('mu', op.add(op.full([], 0, 'float32'), number(1 / Math.max(1, steps - options.number('t0')))));
    return moved;
  },
});

/** Steps by the gradient's sign, longer while it stays and shorter when it turns (Riedmiller and Braun, 1993). */
export const rpropType: PyType = defineOptimizer({
  name: 'Rprop',
  module: 'torch.optim.rprop',
  signature: '__init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), foreach=None, maximize=False)',
  options: ['lr', 'etas', 'step_sizes', 'foreach', 'maximize'],
  layout: { step: 'int', values: ['prev', 'step_size'] },
  check: (options) => {
    refuseNegative(options, 'lr', 'learning rate');
    const [less, more] = pairArgument(options.get('etas') ?? null, 'etas');
    if (!(less > 0 && less < 1 && more > 1)) throw exc.ValueError(`Invalid eta values: ${less}, ${more}`);
  },
  rule: ({ parameter, gradient, options, get, set }) => {
    const [less, more] = options.pair('etas');
    const [least, most] = options.pair('step_sizes');
    const direction = options.flag('maximize') ? op.neg(gradient) : gradient;
    const agreement = op.mul(direction, get('prev') ?? zeros(parameter));
    const zero = op.full([], 0, 'float32');
    const turned = op.binary('less', agreement, zero);
    const factor = op.where(
      turned,
      number(less),
      op.where(op.binary('greater', agreement, zero), number(more), number(1)),
    );
    const before = get('step_size') ?? op.full(parameter.shape, options.number('lr'), 'float32');
    const size = op.binary('minimum', op.binary('maximum', op.mul(before, factor), number(least)), number(most));
    const used = op.where(turned, zero, direction);
    set('step_size', size);
    set('prev', used);
    return op.sub(parameter, op.mul(op.unary('sign', used), size));
  },
});
