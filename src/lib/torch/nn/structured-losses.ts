/** Losses with a shape of their own: several labels for an example, distances of the program's own, sequences without alignment. */
import { call, exc, float, toFloat, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { reduceLoss } from '../ops/losses.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, type Tensor } from '../tensor.ts';
import { ctcLoss } from './ctc-loss.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { ModuleObject } from './module.ts';
import { spatialLayers, pairwiseDistance } from './spatial-layers.ts';

const number = (value: number): Node => op.full([], value, 'float32');

/** How far each other class reaches into the margin of each right one. The right ones stand before the first -1 of a row. */
function* multiLabelMargin(input: Tensor, target: Tensor, reduction: Value): Task<Tensor> {
  if (input.shape.join() !== target.shape.join()) {
    throw exc.RuntimeError(`inconsistent target size: [${target.shape.join(', ')}] for input of size: [${input.shape.join(', ')}]`); // prettier-ignore
  }
  const alone = input.shape.length === 1;
  const [n, c] = (alone ? [1, ...input.shape] : input.shape) as [number, number];
  const labels = yield* readTensor(target);
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
    const reach = op.unary('relu', op.add(op.sub(other, own), number(1)));
    const losses = op.div(op.reduce('sum', op.mul(reach, dataNode(pairs, [n, c, c], 'float32')), [1, 2]), number(c));
    return reduceLoss(alone ? op.reshape(losses, []) : losses, reduction);
  }, input); // prettier-ignore
}

/** A triplet's loss with a distance that the program brings. */
function* tripletWithDistance(
  tensors: readonly Tensor[],
  distance: Value,
  margin: Value,
  swap: Value,
  reduction: Value,
): Task<Tensor> {
  const [anchor, near, far] = tensors as [Tensor, Tensor, Tensor];
  const between = function* (x: Tensor, y: Tensor): Task<Tensor> {
    if (distance === null) return pairwiseDistance(x, y, 2, float(1e-6), false);
    return tensorArgument(yield* call(distance, [x, y]), 'triplet_margin_with_distance_loss(): the distance');
  };
  const close = yield* between(anchor, near);
  const apart = yield* between(anchor, far);
  const others = swap === true ? yield* between(near, far) : apart;
  const name = reduction === 'mean' ? 'Mean' : reduction === 'sum' ? 'Sum' : 'ClampMin';
  return apply(name, (p, q, s) => {
    const reach = op.sub(p, op.binary('minimum', q, s));
    return reduceLoss(op.unary('relu', op.add(reach, number(toFloat(margin, 'margin')))), reduction);
  }, close, apart, others); // prettier-ignore
}

const COMMON = "size_average=None, reduce=None, reduction='mean'";

export const structuredLosses: Readonly<Record<string, PyType>> = {
  MultiLabelMarginLoss: defineModuleClass({
    name: 'MultiLabelMarginLoss',
    module: 'loss',
    parameters: COMMON,
    inputs: 'input, target',
    forward: (self: ModuleObject, x: Tensor, y: Tensor) => multiLabelMargin(x, y, attribute(self, 'reduction')),
  }),
  TripletMarginWithDistanceLoss: defineModuleClass({
    name: 'TripletMarginWithDistanceLoss',
    module: 'loss',
    parameters: "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
    inputs: 'anchor, positive, negative',
    setup: function* (self: ModuleObject) {
      const given = attribute(self, 'distance_function');
      const distance = given ?? (yield* call(spatialLayers['PairwiseDistance']!, []));
      if (!(distance instanceof ModuleObject)) return;
      self.dict.delete('distance_function');
      self.children.set('distance_function', distance);
    },
    forward: (self: ModuleObject, ...tensors: Tensor[]) =>
      tripletWithDistance(
        tensors,
        self.children.get('distance_function') ?? attribute(self, 'distance_function'),
        attribute(self, 'margin'),
        attribute(self, 'swap'),
        attribute(self, 'reduction'),
      ),
  }),
  CTCLoss: defineModuleClass({
    name: 'CTCLoss',
    module: 'loss',
    parameters: "blank=0, reduction='mean', zero_infinity=False",
    inputs: 'log_probs, targets, input_lengths, target_lengths',
    forward: (self: ModuleObject, x: Tensor, y: Tensor, inputs: Value, targets: Value) =>
      ctcLoss(x, y, inputs, targets, attribute(self, 'blank'), attribute(self, 'reduction'), attribute(self, 'zero_infinity')), // prettier-ignore
  }),
};

export const structuredLossFunctions: Functions = {
  [`multilabel_margin_loss(input, target, ${COMMON})`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value) => multiLabelMargin(x, y, reduction), // prettier-ignore
  "triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction='mean')":
    (a: Tensor, p: Tensor, n: Tensor, distance: Value, margin: Value, swap: Value, reduction: Value) =>
      tripletWithDistance([a, p, n], distance, margin, swap, reduction), // prettier-ignore
  "ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False)":
    ctcLoss,
};
