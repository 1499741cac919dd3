/** Losses between two tensors, and how the examples' losses become one number. */
import { exc, typeName, type Task, type Value } from '../../python/bind.ts';
import { wording } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { withOwnRule } from '../../tensor/gradient.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { valueRange } from '../../tensor/value-range.ts';
import { apply, following, setOwnRule, Tensor } from '../tensor.ts';
import { logSigmoidNode } from './activations.ts';
import { floatsOnly, noMeanOf } from './dtype-refusals.ts';
import { readTensor } from './reading.ts';

/** `reduction`: "mean", "sum" or "none". Throws ValueError for anything else. */
export function reduceLoss(losses: Node, reduction: Value): Node {
  if (reduction === 'none') return losses;
  const total = op.reduce('sum', losses, op.allAxes(losses));
  if (reduction === 'sum') return total;
  if (reduction === 'mean' && !isFloating(losses.dtype)) throw noMeanOf(losses.dtype);
  if (reduction === 'mean') return op.div(total, op.full([], sizeOf(losses.shape), losses.dtype));
  throw exc.ValueError(`${wording(reduction)} is not a valid value for reduction`);
}

/** What PyTorch's graph calls a loss that it composes: by its last operation. */
const reductionName = (reduction: Value, unreduced: string): string =>
  reduction === 'mean' ? 'Mean' : reduction === 'sum' ? 'Sum' : unreduced;

function between(
  name: string,
  input: Tensor,
  target: Tensor,
  reduction: Value,
  loss: (x: Node, y: Node) => Node,
): Tensor {
  if (!(target instanceof Tensor)) throw exc.AttributeError(`'${typeName(target)}' object has no attribute 'size'`);
  return apply(name, (x, y) => reduceLoss(loss(x, y), reduction), input, target);
}

/** A loss whose kernel takes floats only. Raises RuntimeError at once for other inputs, and on the way back for other targets. */
function ofFloats(
  kernel: string,
  made: (input: Tensor, target: Tensor) => Tensor,
  input: Tensor,
  target: Tensor,
): Tensor {
  const whole = target instanceof Tensor && !isFloating(target.dtype);
  if (!isFloating(input.dtype) && whole) {
    throw exc.RuntimeError(`"${kernel}" not implemented for '${scalarName(input.dtype)}'`);
  }
  const loss = made(input, target);
  if (!whole || !loss.requiresGrad) return loss;
  const node = withOwnRule(loss.node, [input.input], []);
  setOwnRule(node, {
    holds: [],
    *run(): Task<never> {
      yield* [];
      throw exc.RuntimeError(`Found dtype ${scalarName(target.dtype)} but expected ${scalarName(input.dtype)}`);
    },
  });
  return following(new Tensor(node, loss.gradName), [input, target]);
}

const squaredError =
  (reduction: Value) =>
  (input: Tensor, target: Tensor): Tensor =>
    between('MseLoss', input, target, reduction, (x, y) => {
      const difference = op.sub(x, y);
      return op.mul(difference, difference);
    });

export const mseLoss = (input: Tensor, target: Tensor, reduction: Value): Tensor =>
  ofFloats('mse_cpu', squaredError(reduction), input, target);

export const l1Loss = (input: Tensor, target: Tensor, reduction: Value): Tensor =>
  between(reductionName(reduction, 'Abs'), input, target, reduction, (x, y) => op.unary('abs', op.sub(x, y)));

/** Squares below `beta`, absolute values above. */
export function smoothL1Loss(input: Tensor, target: Tensor, reduction: Value, beta: number): Tensor {
  if (!isFloating(target.dtype)) floatsOnly(input, 'smooth_l1_cpu');
  return between('SmoothL1Loss', input, target, reduction, (x, y) => {
    const size = op.unary('abs', op.sub(x, y));
    if (beta === 0) return size;
    const square = op.div(op.mul(op.mul(size, size), op.number(0.5)), op.number(beta));
    return op.where(op.binary('less', size, op.number(beta)), square, op.sub(size, op.number(0.5 * beta)));
  });
}

export function huberLoss(input: Tensor, target: Tensor, reduction: Value, delta: number): Tensor {
  if (!isFloating(target.dtype)) floatsOnly(input, 'huber_cpu');
  return between('HuberLoss', input, target, reduction, (x, y) => {
    const size = op.unary('abs', op.sub(x, y));
    const square = op.mul(op.mul(size, size), op.number(0.5));
    return op.where(
      op.binary('less', size, op.number(delta)),
      square,
      op.mul(op.number(delta), op.sub(size, op.number(0.5 * delta))),
    );
  });
}

function sameSize(input: Tensor, target: Tensor): void {
  if (input.shape.join() === target.shape.join()) return;
  throw exc.ValueError(
    `Target size (torch.Size([${target.shape.join(', ')}])) must be the same as input size (torch.Size([${input.shape.join(', ')}]))`,
  );
}

/** Binary cross-entropy of logits: max(x, 0) - x y + log(1 + exp(-|x|)), with weights of examples and of positives. */
export function bceWithLogits(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: Value,
  posWeight: Tensor | null,
): Tensor {
  sameSize(input, target);
  if (!isFloating(target.dtype)) {
    throw exc.RuntimeError(
      `result type ${scalarName(input.dtype)} can't be cast to the desired output type ${scalarName(target.dtype)}`,
    );
  }
  return between('BinaryCrossEntropyWithLogits', input, target, reduction, (x, y) => {
    const ones = op.number(1);
    const positives = op.mul(y, logSigmoidNode(x));
    const negatives = op.mul(op.sub(ones, y), logSigmoidNode(op.neg(x)));
    const weighted = posWeight ? op.mul(positives, posWeight.node) : positives;
    const losses = op.neg(op.add(weighted, negatives));
    return weight ? op.mul(losses, weight.node) : losses;
  });
}

/** Whether all elements lie between 0 and 1. They are fetched only if that does not follow from how they are made, as a sigmoid's does. */
function* areProbabilities(x: Tensor): Task<boolean> {
  const { least, most } = valueRange(x.node);
  return (least >= 0 && most <= 1) || (yield* readTensor(x)).every((p) => p >= 0 && p <= 1);
}

/** Binary cross-entropy of probabilities; logarithms are held above -100, as PyTorch does. */
export function* bceLoss(input: Tensor, target: Tensor, weight: Tensor | null, reduction: Value): Task<Tensor> {
  if (input.shape.join() !== target.shape.join()) {
    throw exc.ValueError(
      `Using a target size (torch.Size([${target.shape.join(', ')}])) that is different to the input size (torch.Size([${input.shape.join(', ')}])) is deprecated. Please ensure they have the same size.`,
    );
  }
  if (target.dtype !== input.dtype) {
    throw exc.RuntimeError(`Found dtype ${scalarName(target.dtype)} but expected ${scalarName(input.dtype)}`);
  }
  if (!(yield* areProbabilities(input))) throw exc.RuntimeError('all elements of input should be between 0 and 1');
  return between('BinaryCrossEntropy', input, target, reduction, (x, y) => {
    const losses = crossEntropyOf(x, y);
    return weight ? op.mul(losses, weight.node) : losses;
  });
}

/** What PyTorch divides a slope by at least, in place of x (1 - x). */
const LEAST_VARIANCE = 1e-12;

/** -(y log x + (1 - y) log(1 - x)), whose slope stays finite where x has come to 0 or 1. */
function crossEntropyOf(x: Node, y: Node): Node {
  const one = op.number(1);
  const weighted = (a: Node, b: Node): Node => op.neg(op.add(op.mul(y, a), op.mul(op.sub(one, y), b)));
  const log = (p: Node): Node => op.unary('log', p);
  const held = (p: Node): Node => op.binary('maximum', log(p), op.number(-100));
  const still = op.detach(x);
  const saturated = op.binary('less', op.mul(still, op.sub(one, still)), op.number(LEAST_VARIANCE));
  // Where the logarithms' own slopes would be infinite: their values there, and a line of the slope that PyTorch has.
  const slope = op.div(op.sub(still, op.detach(y)), op.number(LEAST_VARIANCE));
  const line = op.add(weighted(held(still), held(op.sub(one, still))), op.mul(op.sub(x, still), slope));
  const inside = op.where(saturated, op.full(x.shape, 0.5, x.dtype), x);
  return op.where(saturated, line, weighted(log(inside), log(op.sub(one, inside))));
}

/** Kullback and Leibler's divergence from log-probabilities to probabilities (or their logarithms). */
export function klDiv(input: Tensor, target: Tensor, reduction: Value, logTarget: boolean): Tensor {
  if (!isFloating(input.dtype)) throw exc.RuntimeError('kl_div: Integral inputs not supported.');
  const mean = reduction === 'batchmean';
  const name = mean ? 'Div' : reductionName(reduction, 'Sub');
  return between(name, input, target, mean ? 'none' : reduction, (x, y) => {
    const zero = op.full(y.shape, 0, 'float32');
    const entropy = logTarget
      ? op.mul(op.unary('exp', y), op.sub(y, x))
      : // 0 log 0 counts as 0.
        op.sub(op.where(op.binary('greater', y, op.number(0)), op.mul(y, op.unary('log', y)), zero), op.mul(y, x));
    return mean ? op.div(op.reduce('sum', entropy, op.allAxes(entropy)), op.number(x.shape[0]!)) : entropy;
  });
}
