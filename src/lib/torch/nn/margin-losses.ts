/** Losses that ask for a margin, sharp or soft, between what is right and what is not. */
import { exc, toFloat } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { logSigmoidNode } from '../ops/activations.ts';
import { reduceLoss } from '../ops/losses.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, type Tensor } from '../tensor.ts';
import { pairwiseDistance } from './distance.ts';
import {
  lossFunctions,
  lossModules,
  reducedName,
  REDUCTION,
  type Loss,
  type LossDefinition,
} from './loss-definition.ts';

const positive = (x: Node): Node => op.binary('maximum', x, op.number(0));

const hinge: Loss = ([input, target], option, reduction) =>
  apply(reducedName(reduction, 'Add'), (x, y) => {
    const margin = op.number(toFloat(option('margin'), 'margin'));
    const similar = op.binary('equal', y, op.full([], 1, y.dtype));
    return reduceLoss(op.where(similar, x, positive(op.sub(margin, x))), reduction);
  }, input!, target!); // prettier-ignore

const marginRanking: Loss = ([a, b, target], option, reduction) =>
  apply(reducedName(reduction, 'ClampMin'), (x, y, t) => {
    const margin = op.number(toFloat(option('margin'), 'margin'));
    return reduceLoss(positive(op.add(op.mul(op.neg(t), op.sub(x, y)), margin)), reduction);
  }, a!, b!, target!); // prettier-ignore

const softMargin: Loss = ([input, target], _option, reduction) =>
  apply('SoftMarginLoss', (x, y) => reduceLoss(op.neg(logSigmoidNode(op.mul(y, x))), reduction), input!, target!);

const cosineEmbedding: Loss = ([a, b, target], option, reduction) =>
  apply(reducedName(reduction, 'Add'), (x, y, t) => {
    const axis = [x.shape.length - 1];
    const sum = (node: Node) => op.reduce('sum', node, axis);
    const size = (node: Node) => op.add(sum(op.mul(node, node)), op.number(1e-12));
    const cosine = op.div(sum(op.mul(x, y)), op.unary('sqrt', op.mul(size(x), size(y))));
    const similar = op.binary('equal', t, op.full([], 1, t.dtype));
    const apart = positive(op.sub(cosine, op.number(toFloat(option('margin'), 'margin'))));
    return reduceLoss(op.where(similar, op.sub(op.number(1), cosine), apart), reduction);
  }, a!, b!, target!); // prettier-ignore

const tripletMargin: Loss = ([anchor, near, far], option, reduction) => {
  const distance = (x: Tensor, y: Tensor) => pairwiseDistance(x, y, option('p'), option('eps'), false);
  const [apart, close] = [distance(anchor!, far!), distance(anchor!, near!)];
  const between = distance(near!, far!);
  return apply(reducedName(reduction, 'ClampMin'), (p, n, s) => {
    const negative = option('swap') === true ? op.binary('minimum', n, s) : n;
    return reduceLoss(positive(op.add(op.sub(p, negative), op.number(toFloat(option('margin'), 'margin')))), reduction);
  }, close, apart, between); // prettier-ignore
};

/** For each example the mean over the other classes of how far they reach into the margin of the right one. */
const multiMargin: Loss = function* ([input, target], option, reduction) {
  const labels = yield* readTensor(target!);
  const [n, c] = input!.shape as [number, number];
  const right = new Float32Array(n * c);
  labels.forEach((label, i) => {
    if (label < 0 || label >= c) throw exc.RuntimeError(`target out of range`);
    right[i * c + label] = 1;
  });
  const power = toFloat(option('p'), 'p');
  return apply('MultiMarginLoss', (x) => {
    const mask = dataNode(right, [n, c], 'float32');
    const own = op.keepAxes(op.reduce('sum', op.mul(x, mask), [1]), x.shape, [1]);
    const reach = positive(op.add(op.sub(x, own), op.number(toFloat(option('margin'), 'margin'))));
    const powered = power === 1 ? reach : op.mul(reach, reach);
    const others = op.mul(powered, op.sub(op.number(1), mask));
    return reduceLoss(op.div(op.reduce('sum', others, [1]), op.number(c)), reduction);
  }, input!); // prettier-ignore
};

const multiLabelSoftMargin: Loss = ([input, target], _option, reduction) =>
  apply(reducedName(reduction, 'Div'), (x, y) => {
    const losses = op.neg(op.add(op.mul(y, logSigmoidNode(x)), op.mul(op.sub(op.number(1), y), logSigmoidNode(op.neg(x)))));
    const axis = losses.shape.length - 1;
    return reduceLoss(op.div(op.reduce('sum', losses, [axis]), op.number(losses.shape[axis]!)), reduction);
  }, input!, target!); // prettier-ignore

/** How far each other class reaches into the margin of each right one. The right ones stand before the first -1 of a row. */
const multiLabelMargin: Loss = function* ([input, target], _option, reduction) {
  if (input!.shape.join() !== target!.shape.join()) {
    throw exc.RuntimeError(`inconsistent target size: [${target!.shape.join(', ')}] for input of size: [${input!.shape.join(', ')}]`); // prettier-ignore
  }
  const alone = input!.shape.length === 1;
  const [n, c] = (alone ? [1, ...input!.shape] : input!.shape) as [number, number];
  const labels = yield* readTensor(target!);
  /** [n, right, other]: how often each pair of classes counts. */
  const pairs = new Float32Array(n * c * c);
  for (let i = 0; i < n; i++) {
    const row = Array.from(labels.subarray(i * c, (i + 1) * c));
    const end = row.indexOf(-1);
    const right = end < 0 ? row : row.slice(0, end);
    for (const label of right) {
      for (let k = 0; k < c; k++) if (!right.includes(k)) pairs[(i * c + label) * c + k]!++;
    }
  }
  return apply('MultilabelMarginLoss', (x) => {
    const [own, other] = [op.reshape(x, [n, c, 1]), op.reshape(x, [n, 1, c])];
    const reach = op.unary('relu', op.add(op.sub(other, own), op.number(1)));
    const losses = op.div(op.reduce('sum', op.mul(reach, dataNode(pairs, [n, c, c], 'float32')), [1, 2]), op.number(c));
    return reduceLoss(alone ? op.reshape(losses, []) : losses, reduction);
  }, input!); // prettier-ignore
};

const LOSSES: readonly LossDefinition[] = [
  { name: 'HingeEmbeddingLoss', function: 'hinge_embedding_loss', inputs: ['input', 'target'], options: `margin=1.0, ${REDUCTION}`, run: hinge },
  { name: 'MarginRankingLoss', function: 'margin_ranking_loss', inputs: ['input1', 'input2', 'target'], options: `margin=0.0, ${REDUCTION}`, run: marginRanking },
  { name: 'SoftMarginLoss', function: 'soft_margin_loss', inputs: ['input', 'target'], options: REDUCTION, run: softMargin },
  { name: 'CosineEmbeddingLoss', function: 'cosine_embedding_loss', inputs: ['input1', 'input2', 'target'], options: `margin=0.0, ${REDUCTION}`, run: cosineEmbedding },
  { name: 'TripletMarginLoss', function: 'triplet_margin_loss', inputs: ['anchor', 'positive', 'negative'], options: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${REDUCTION}`, run: tripletMargin },
  { name: 'MultiMarginLoss', function: 'multi_margin_loss', inputs: ['input', 'target'], options: `p=1, margin=1.0, weight=None, ${REDUCTION}`, run: multiMargin },
  { name: 'MultiLabelSoftMarginLoss', function: 'multilabel_soft_margin_loss', inputs: ['input', 'target'], options: `weight=None, ${REDUCTION}`, run: multiLabelSoftMargin },
  { name: 'MultiLabelMarginLoss', function: 'multilabel_margin_loss', inputs: ['input', 'target'], options: REDUCTION, run: multiLabelMargin },
]; // prettier-ignore

export const marginLosses = lossModules(LOSSES);
export const marginLossFunctions = lossFunctions(LOSSES);
