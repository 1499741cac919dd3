/** A triplet's loss with a distance that the program brings. */
import { call, float, toFloat, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { reduceLoss } from '../ops/losses.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { distances, pairwiseDistance } from './distance.ts';
import { reducedName } from './loss-definition.ts';
import { ModuleObject } from './module.ts';

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
  return apply(reducedName(reduction, 'ClampMin'), (p, q, s) => {
    const reach = op.sub(p, op.binary('minimum', q, s));
    return reduceLoss(op.unary('relu', op.add(reach, op.number(toFloat(margin, 'margin')))), reduction);
  }, close, apart, others); // prettier-ignore
}

const OPTIONS = "*, distance_function=None, margin=1.0, swap=False, reduction='mean'";

export const tripletWithDistanceType: PyType = defineModuleClass({
  name: 'TripletMarginWithDistanceLoss',
  module: 'loss',
  parameters: OPTIONS,
  inputs: 'anchor, positive, negative',
  setup: function* (self: ModuleObject) {
    const given = attribute(self, 'distance_function');
    const distance = given ?? (yield* call(distances['PairwiseDistance']!, []));
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
});

export const tripletWithDistanceFunctions: Functions = {
  [`triplet_margin_with_distance_loss(anchor, positive, negative, ${OPTIONS})`]:
    (a: Tensor, p: Tensor, n: Tensor, distance: Value, margin: Value, swap: Value, reduction: Value) =>
      tripletWithDistance([a, p, n], distance, margin, swap, reduction), // prettier-ignore
};
