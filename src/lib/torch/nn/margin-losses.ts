/** Losses of margins, distances and distributions; each is a function and a module. */
import { exc, toFloat, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { logSigmoidNode } from '../ops/activations.ts';
import { reduceLoss } from '../ops/losses.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { pairwiseDistance } from './spatial-layers.ts';

const number = (value: number): Node => op.full([], value, 'float32');
const positive = (x: Node): Node => op.binary('maximum', x, number(0));
const reducedName = (reduction: Value, unreduced: string): string =>
  reduction === 'mean' ? 'Mean' : reduction === 'sum' ? 'Sum' : unreduced;
const float = (value: Value, name: string): number => toFloat(value, name);

type Loss = (tensors: readonly Tensor[], option: (name: string) => Value, reduction: Value) => Value | Generator<never>;

const hinge: Loss = ([input, target], option, reduction) =>
  apply(reducedName(reduction, 'Add'), (x, y) => {
    const margin = number(float(option('margin'), 'margin'));
    const similar = op.binary('equal', y, op.full([], 1, y.dtype));
    return reduceLoss(op.where(similar, x, positive(op.sub(margin, x))), reduction);
  }, input!, target!); // prettier-ignore

const marginRanking: Loss = ([a, b, target], option, reduction) =>
  apply(reducedName(reduction, 'ClampMin'), (x, y, t) => {
    const margin = number(float(option('margin'), 'margin'));
    return reduceLoss(positive(op.add(op.mul(op.neg(t), op.sub(x, y)), margin)), reduction);
  }, a!, b!, target!); // prettier-ignore

const softMargin: Loss = ([input, target], _option, reduction) =>
  apply('SoftMarginLoss', (x, y) => reduceLoss(op.neg(logSigmoidNode(op.mul(y, x))), reduction), input!, target!);

const cosineEmbedding: Loss = ([a, b, target], option, reduction) =>
  apply(reducedName(reduction, 'Add'), (x, y, t) => {
    const axis = [x.shape.length - 1];
    const sum = (node: Node) => op.reduce('sum', node, axis);
    const size = (node: Node) => op.add(sum(op.mul(node, node)), number(1e-12));
    const cosine = op.div(sum(op.mul(x, y)), op.unary('sqrt', op.mul(size(x), size(y))));
    const similar = op.binary('equal', t, op.full([], 1, t.dtype));
    const apart = positive(op.sub(cosine, number(float(option('margin'), 'margin'))));
    return reduceLoss(op.where(similar, op.sub(number(1), cosine), apart), reduction);
  }, a!, b!, target!); // prettier-ignore

const tripletMargin: Loss = ([anchor, near, far], option, reduction) => {
  const distance = (x: Tensor, y: Tensor) => pairwiseDistance(x, y, option('p'), option('eps'), false);
  const [apart, close] = [distance(anchor!, far!), distance(anchor!, near!)];
  const between = distance(near!, far!);
  return apply(reducedName(reduction, 'ClampMin'), (p, n, s) => {
    const negative = option('swap') === true ? op.binary('minimum', n, s) : n;
    return reduceLoss(positive(op.add(op.sub(p, negative), number(float(option('margin'), 'margin')))), reduction);
  }, close, apart, between); // prettier-ignore
};

const poissonNll: Loss = ([input, target], option, reduction) =>
  apply(reducedName(reduction, 'Sub'), (x, y) => {
    const eps = number(float(option('eps'), 'eps'));
    const loss = option('log_input') === false ? op.sub(x, op.mul(y, op.unary('log', op.add(x, eps)))) : op.sub(op.unary('exp', x), op.mul(y, x)); // prettier-ignore
    if (option('full') !== true) return reduceLoss(loss, reduction);
    const stirling = op.add(op.sub(op.mul(y, op.unary('log', y)), y), op.mul(number(0.5), op.unary('log', op.mul(number(2 * Math.PI), y)))); // prettier-ignore
    const large = op.binary('greater', y, number(1));
    return reduceLoss(op.add(loss, op.where(large, stirling, number(0))), reduction);
  }, input!, target!); // prettier-ignore

const gaussianNll: Loss = function* ([input, target, variance], option, reduction) {
  if ((yield* readTensor(variance!)).some((v) => v < 0)) throw exc.ValueError('var has negative entry/entries');
  return apply(reducedName(reduction, 'Mul'), (x, y, v) => {
    const spread = op.binary('maximum', v, number(float(option('eps'), 'eps')));
    const difference = op.sub(x, y);
    const half = op.mul(number(0.5), op.add(op.unary('log', spread), op.div(op.mul(difference, difference), spread)));
    return reduceLoss(option('full') === true ? op.add(half, number(0.5 * Math.log(2 * Math.PI))) : half, reduction);
  }, input!, target!, variance!); // prettier-ignore
} as Loss;

/** For each example the mean over the other classes of how far they reach into the margin of the right one. */
const multiMargin: Loss = function* ([input, target], option, reduction) {
  const labels = yield* readTensor(target!);
  const [n, c] = input!.shape as [number, number];
  const right = new Float32Array(n * c);
  labels.forEach((label, i) => {
    if (label < 0 || label >= c) throw exc.RuntimeError(`target out of range`);
    right[i * c + label] = 1;
  });
  const power = float(option('p'), 'p');
  return apply('MultiMarginLoss', (x) => {
    const mask = dataNode(right, [n, c], 'float32');
    const own = op.keepAxes(op.reduce('sum', op.mul(x, mask), [1]), x.shape, [1]);
    const reach = positive(op.add(op.sub(x, own), number(float(option('margin'), 'margin'))));
    const powered = power === 1 ? reach : op.mul(reach, reach);
    const others = op.mul(powered, op.sub(number(1), mask));
    return reduceLoss(op.div(op.reduce('sum', others, [1]), number(c)), reduction);
  }, input!); // prettier-ignore
} as Loss;

const multiLabelSoftMargin: Loss = ([input, target], _option, reduction) =>
  apply(reducedName(reduction, 'Div'), (x, y) => {
    const losses = op.neg(op.add(op.mul(y, logSigmoidNode(x)), op.mul(op.sub(number(1), y), logSigmoidNode(op.neg(x)))));
    const axis = losses.shape.length - 1;
    return reduceLoss(op.div(op.reduce('sum', losses, [axis]), number(losses.shape[axis]!)), reduction);
  }, input!, target!); // prettier-ignore

interface LossDefinition {
  readonly name: string;
  readonly function: string;
  /** The tensors that the function takes. */
  readonly inputs: readonly string[];
  /** Options in the module's order, and in the function's where that is another. */
  readonly options: string;
  readonly functionOptions?: string;
  readonly run: Loss;
}

const COMMON = "size_average=None, reduce=None, reduction='mean'";
const DEFINITIONS: readonly LossDefinition[] = [
  { name: 'HingeEmbeddingLoss', function: 'hinge_embedding_loss', inputs: ['input', 'target'], options: `margin=1.0, ${COMMON}`, run: hinge },
  { name: 'MarginRankingLoss', function: 'margin_ranking_loss', inputs: ['input1', 'input2', 'target'], options: `margin=0.0, ${COMMON}`, run: marginRanking },
  { name: 'SoftMarginLoss', function: 'soft_margin_loss', inputs: ['input', 'target'], options: COMMON, run: softMargin },
  { name: 'CosineEmbeddingLoss', function: 'cosine_embedding_loss', inputs: ['input1', 'input2', 'target'], options: `margin=0.0, ${COMMON}`, run: cosineEmbedding },
  { name: 'TripletMarginLoss', function: 'triplet_margin_loss', inputs: ['anchor', 'positive', 'negative'], options: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${COMMON}`, run: tripletMargin },
  { name: 'PoissonNLLLoss', function: 'poisson_nll_loss', inputs: ['log_input', 'target'], options: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'", run: poissonNll },
  { name: 'GaussianNLLLoss', function: 'gaussian_nll_loss', inputs: ['input', 'target', 'var'], options: "*, full=False, eps=1e-6, reduction='mean'", functionOptions: "full=False, eps=1e-6, reduction='mean'", run: gaussianNll },
  { name: 'MultiMarginLoss', function: 'multi_margin_loss', inputs: ['input', 'target'], options: `p=1, margin=1.0, weight=None, ${COMMON}`, run: multiMargin },
  { name: 'MultiLabelSoftMarginLoss', function: 'multilabel_soft_margin_loss', inputs: ['input', 'target'], options: `weight=None, ${COMMON}`, run: multiLabelSoftMargin },
]; // prettier-ignore

const namesIn = (options: string): string[] =>
  options.split(',').map((part) => part.split('=')[0]!.trim()).filter((name) => name !== '*'); // prettier-ignore

export const marginLosses: Readonly<Record<string, PyType>> = Object.fromEntries(
  DEFINITIONS.map(({ name, inputs, options, run }) => [
    name,
    defineModuleClass({
      name,
      module: 'loss',
      parameters: options,
      inputs: inputs.join(', '),
      forward: (self: ModuleObject, ...tensors: Tensor[]) =>
        run(tensors, (option) => attribute(self, option), attribute(self, 'reduction')) as Value,
    }),
  ]),
);

export const marginLossFunctions: Functions = Object.fromEntries(
  DEFINITIONS.map(({ function: name, inputs, options, functionOptions = options, run }) => {
    // poisson_nll_loss calls its first tensor as its first option: the function takes the tensor as `input`.
    const tensors = inputs.map((input) => (input === 'log_input' ? 'input' : input));
    const names = namesIn(functionOptions);
    return [
      `${name}(${tensors.join(', ')}, ${functionOptions})`,
      (...values: Value[]) => {
        const option = (key: string) => values[tensors.length + names.indexOf(key)] ?? null;
        return run(values.slice(0, tensors.length) as Tensor[], option, option('reduction')) as Value;
      },
    ];
  }),
);
