/** Cross-entropy, the loss of classification. */
import { exc, toFloat, toInt, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { apply, type Tensor } from '../tensor.ts';
import { reduceLoss } from './losses.ts';
import { readNode } from './reading.ts';
import { logSoftmaxNode } from './softmax.ts';
import { sameScalarType } from './dtype-refusals.ts';

/** How cross-entropy weighs examples. */
export interface CrossEntropyOptions {
  /** A weight for each class. */
  readonly weight: Tensor | null;
  readonly ignoreIndex: number;
  readonly reduction: Value;
  readonly labelSmoothing: number;
}

/** Checks class indices on the host, where loaders make them: IndexError as PyTorch words it. Gives them as non-negative indices. */
function* checkedTarget(target: Tensor, classes: number, ignore: number): Task<Int32Array<ArrayBuffer>> {
  const values = Int32Array.from(yield* readNode(target.node));
  const wrong = values.find((label) => label !== ignore && (label < 0 || label >= classes));
  if (wrong !== undefined) throw exc.IndexError(`Target ${wrong} is out of bounds.`);
  return values;
}

/**
 * `nn.functional.cross_entropy` for scores [N, C, …] and class indices [N, …], or scores [C] and one index.
 * Throws what PyTorch throws for shapes and labels that do not fit.
 */
export const crossEntropy = (input: Tensor, target: Tensor, options: CrossEntropyOptions): Task<Tensor> =>
  likelihoodLoss(input, target, options, logSoftmaxNode);

/** `nn.functional.nll_loss`: the same for scores that are log-probabilities already. */
export const nllLoss = (input: Tensor, target: Tensor, options: CrossEntropyOptions): Task<Tensor> =>
  likelihoodLoss(input, target, options, (scores) => scores);

function* likelihoodLoss(
  input: Tensor,
  target: Tensor,
  options: CrossEntropyOptions,
  logProbabilitiesOf: (scores: Node, axis: number) => Node,
): Task<Tensor> {
  const { weight, ignoreIndex, reduction, labelSmoothing } = options;
  const axis = input.shape.length === 1 ? 0 : 1;
  const classes = input.shape[axis]!;
  if (!isFloating(input.dtype)) {
    throw exc.RuntimeError(`"log_softmax_lastdim_kernel_impl" not implemented for '${scalarName(input.dtype)}'`);
  }
  if (weight !== null && (weight.shape.length !== 1 || weight.shape[0] !== classes)) {
    throw exc.RuntimeError(
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: [${weight.shape.join(', ')}]`,
    );
  }
  sameScalarType(input, weight);
  if (isFloating(target.dtype) && logProbabilitiesOf === logSoftmaxNode)
    return probabilityTarget(input, target, options, axis);
  if (input.shape[0] !== target.shape[0] && axis === 1) {
    throw exc.ValueError(
      `Expected input batch_size (${input.shape[0]}) to match target batch_size (${target.shape[0] ?? 0}).`,
    );
  }
  if (input.shape.length <= 2 && target.shape.length > 1) {
    throw exc.RuntimeError('0D or 1D target tensor expected, multi-target not supported');
  }
  if (target.dtype !== 'int64' && target.dtype !== 'uint8') {
    throw exc.RuntimeError(`expected scalar type Long but found ${scalarName(target.dtype)}`);
  }
  const labels = yield* checkedTarget(target, classes, ignoreIndex);
  const ignored = labels.includes(ignoreIndex);
  const safe = ignored ? labels.map((label) => (label === ignoreIndex ? 0 : label)) : labels;
  const at = dataNode(safe, target.shape.toSpliced(axis, 0, 1), 'int64');
  const flat = dataNode(safe, [safe.length], 'int64');
  return apply(
    labelSmoothing > 0 ? 'Add' : target.shape.length > 1 ? 'NllLoss2D' : 'NllLoss',
    (scores, classWeights) => {
      const logProbabilities = logProbabilitiesOf(scores, axis);
      // The weight of each example: its class's, and none at all where it is to be ignored.
      let weights: Node | null = null;
      if (classWeights) weights = op.reshape(op.indexSelect(classWeights, 0, flat), target.shape);
      if (ignored) {
        const kept = dataNode(Float32Array.from(labels, (label) => (label === ignoreIndex ? 0 : 1)), target.shape, 'float32'); // prettier-ignore
        weights = weights ? op.mul(weights, kept) : kept;
      }
      const picked = op.reshape(op.gather(logProbabilities, axis, at), target.shape);
      const losses = op.neg(weights ? op.mul(picked, weights) : picked);
      const nll = weights && reduction === 'mean' ? weightedMean(losses, weights) : reduceLoss(losses, reduction);
      if (labelSmoothing === 0) return nll;

      const perClass = classWeights
        ? op.mul(logProbabilities, alongAxis(classWeights, scores, axis))
        : logProbabilities;
      const spread = op.neg(op.reduce('sum', perClass, [axis]));
      const keptSpread = ignored
        ? op.where(op.cast(weights!, 'bool'), spread, op.full(spread.shape, 0, 'float32'))
        : spread;
      const smooth =
        weights && reduction === 'mean' ? weightedMean(keptSpread, weights) : reduceLoss(keptSpread, reduction);
      const share = op.full([], labelSmoothing / classes, 'float32');
      return op.add(op.mul(op.full([], 1 - labelSmoothing, 'float32'), nll), op.mul(share, smooth));
    },
    ...(weight === null ? [input] : [input, weight]),
  );
}

const weightedMean = (losses: Node, weights: Node): Node =>
  op.div(op.reduce('sum', losses, op.allAxes(losses)), op.reduce('sum', weights, op.allAxes(weights)));

/** A vector of class weights, shaped to broadcast along `axis` of `like`. */
const alongAxis = (weights: Node, like: Node, axis: number): Node =>
  op.reshape(
    weights,
    like.shape.map((n, i) => (i === axis ? n : 1)),
  );

/** Targets that are a probability for each class. */
function probabilityTarget(input: Tensor, target: Tensor, options: CrossEntropyOptions, axis: number): Tensor {
  const { weight, reduction, labelSmoothing } = options;
  if (input.shape.join() !== target.shape.join()) {
    if (axis === 1 && input.shape[0] !== (target.shape[0] ?? 0)) {
      throw exc.ValueError(
        `Expected input batch_size (${input.shape[0]}) to match target batch_size (${target.shape[0] ?? 0}).`,
      );
    }
    throw exc.RuntimeError(
      target.shape.length > 1 && input.shape.length <= 2
        ? '0D or 1D target tensor expected, multi-target not supported'
        : 'expected scalar type Long but found Float',
    );
  }
  return apply(
    'Div#1',
    (scores, probabilities, weights) => {
      const classes = scores.shape[axis]!;
      const smooth = op.full([], labelSmoothing / classes, 'float32');
      const keep = op.full([], 1 - labelSmoothing, 'float32');
      const wanted = labelSmoothing === 0 ? probabilities : op.add(op.mul(probabilities, keep), smooth);
      const logProbabilities = logSoftmaxNode(scores, axis);
      const weighted = weights ? op.mul(logProbabilities, alongAxis(weights, scores, axis)) : logProbabilities;
      const losses = op.neg(op.reduce('sum', op.mul(weighted, wanted), [axis]));
      return reduceLoss(losses, reduction);
    },
    ...(weight === null ? [input, target] : [input, target, weight]),
  );
}

/** Reads the options that `cross_entropy` and `CrossEntropyLoss` share. Throws RuntimeError and TypeError. */
export function crossEntropyOptions(
  weight: Value,
  ignoreIndex: Value,
  reduction: Value,
  smoothing: Value,
): CrossEntropyOptions {
  const labelSmoothing = toFloat(smoothing, 'label_smoothing');
  if (labelSmoothing < 0 || labelSmoothing > 1) {
    throw exc.RuntimeError(`label_smoothing must be between 0.0 and 1.0. Got: ${labelSmoothing}`);
  }
  const weights = weight === null ? null : tensorArgument(weight, "cross_entropy(): argument 'weight'");
  return { weight: weights, ignoreIndex: toInt(ignoreIndex, 'ignore_index'), reduction, labelSmoothing };
}

/** `nn.functional.cross_entropy` by its Python arguments. */
export function functionalCrossEntropy(
  input: Value,
  target: Value,
  weight: Value,
  ignoreIndex: Value,
  reduction: Value,
  smoothing: Value,
): Task<Tensor> {
  // prettier-ignore
  return crossEntropy(
    tensorArgument(input, "cross_entropy_loss(): argument 'input' (position 1)"),
    tensorArgument(target, "cross_entropy_loss(): argument 'target' (position 2)"),
    crossEntropyOptions(weight, ignoreIndex, reduction, smoothing),
  );
}
