import { exc, type PyType, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { defineOptimizer, pairArgument, refuseNegative, type Update } from './optimizer.ts';

const number = (value: number): Node => op.scalar(value, 'float32');
const zeros = (like: Node): Node => op.full(like.shape, 0, like.dtype);

/**
 * Adam (Kingma and Ba, 2015) as torch.optim computes it: running means of the gradient and of its square, both corrected for their
 * start from zero. `decoupled` takes the decay off the weights instead of adding it to the gradient (Loshchilov and Hutter, 2019).
 */
function adam(decoupled: boolean): (update: Update) => Node {
  return ({ parameter, gradient, options, steps, get, set }) => {
    const lr = options.number('lr');
    const decay = options.number('weight_decay');
    const [beta1, beta2] = options.pair('betas');
    let direction = options.flag('maximize') ? op.neg(gradient) : gradient;
    let start = parameter;
    if (decay !== 0 && decoupled) start = op.mul(parameter, number(1 - lr * decay));
    else if (decay !== 0) direction = op.add(direction, op.mul(parameter, number(decay)));

    const mean = op.add(
      op.mul(get('exp_avg') ?? zeros(parameter), number(beta1)),
      op.mul(direction, number(1 - beta1)),
    );
    const square = op.add(
      op.mul(get('exp_avg_sq') ?? zeros(parameter), number(beta2)),
      op.mul(op.mul(direction, direction), number(1 - beta2)),
    );
    set('exp_avg', mean);
    set('exp_avg_sq', square);
    let largest = square;
    if (options.flag('amsgrad')) {
      largest = op.binary('maximum', get('max_exp_avg_sq') ?? zeros(parameter), square);
      set('max_exp_avg_sq', largest);
    }
    const root = op.div(op.unary('sqrt', largest), number(Math.sqrt(1 - beta2 ** steps)));
    const denominator = op.add(root, number(options.number('eps')));
    return op.sub(start, op.mul(op.div(mean, denominator), number(lr / (1 - beta1 ** steps))));
  };
}

function check(options: ReadonlyMap<string, Value>): void {
  refuseNegative(options, 'lr', 'learning rate');
  refuseNegative(options, 'eps', 'epsilon value');
  refuseNegative(options, 'weight_decay', 'weight_decay value');
  pairArgument(options.get('betas') ?? null, 'betas').forEach((beta, i) => {
    if (beta < 0 || beta >= 1) throw exc.ValueError(`Invalid beta parameter at index ${i}: ${beta}`);
  });
}

const SHARED = ['lr', 'betas', 'eps', 'weight_decay', 'amsgrad'];
const signature = (decay: string, more: readonly string[]): string => {
  const options = more.map((name) => `${name}=${name === 'foreach' ? 'None' : 'False'}`);
  return `__init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=${decay}, amsgrad=False, *, ${options.join(', ')})`;
};
/** Options behind the others, in PyTorch's order; only `maximize` changes numbers. */
const ADAM_OPTIONS = ['foreach', 'maximize', 'capturable', 'differentiable', 'fused'];
const ADAMW_OPTIONS = ['maximize', 'foreach', 'capturable'];

export const adamType: PyType = defineOptimizer({
  name: 'Adam',
  module: 'torch.optim.adam',
  signature: signature('0', ADAM_OPTIONS),
  options: [...SHARED, ...ADAM_OPTIONS],
  listed: [...SHARED, 'maximize', 'foreach', 'capturable', 'differentiable', 'fused'],
  layout: { step: 'tensor', values: ['exp_avg', 'exp_avg_sq', 'max_exp_avg_sq'] },
  check,
  rule: adam(false),
});

export const adamWType: PyType = defineOptimizer({
  name: 'AdamW',
  module: 'torch.optim.adamw',
  signature: signature('1e-2', ADAMW_OPTIONS),
  options: [...SHARED, ...ADAMW_OPTIONS],
  listed: [...SHARED, 'foreach', 'maximize', 'capturable'],
  layout: { step: 'tensor', values: ['exp_avg', 'exp_avg_sq', 'max_exp_avg_sq'] },
  check,
  rule: adam(true),
});
