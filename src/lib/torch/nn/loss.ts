/** Losses as modules. */
import { exc, toFloat, typeName, type PyType, type Task, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { crossEntropyOptions, functionalCrossEntropy, nllLoss } from '../ops/cross-entropy.ts';
import { bceLoss, bceWithLogits, huberLoss, klDiv, l1Loss, mseLoss, smoothL1Loss } from '../ops/losses.ts';
import { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { REDUCTION } from './loss-definition.ts';
import type { ModuleObject } from './module.ts';

/** Moves tensor arguments from the attributes to the buffers, where `state_dict` finds them. */
const keepTensors =
  (...names: string[]) =>
  (self: ModuleObject): void => {
    for (const name of names) {
      const value = attribute(self, name);
      self.dict.delete(name);
      self.buffers.set(name, value === null ? null : tensorArgument(value, `argument '${name}'`));
    }
  };

/** A target that is a tensor. Of anything else most losses ask its size first, as PyTorch's do. Raises AttributeError and TypeError. */
function targetOf(name: string, target: Value): Tensor {
  if (!(target instanceof Tensor) && name !== 'NLLLoss') {
    throw exc.AttributeError(`'${typeName(target)}' object has no attribute 'size'`);
  }
  return tensorArgument(target, "nll_loss_nd(): argument 'target' (position 2)");
}

/** A loss of an input and a target; both must be tensors. */
function loss(
  name: string,
  parameters: string,
  run: (self: ModuleObject, input: Tensor, target: Tensor, reduction: Value) => Tensor | Task<Tensor>,
  buffers: readonly string[] = [],
): PyType {
  return defineModuleClass({
    name,
    module: 'loss',
    parameters,
    inputs: 'input, target',
    setup: keepTensors(...buffers),
    forward: (self: ModuleObject, input: Value, target: Value) =>
      run(
        self,
        tensorArgument(input, `${name}(): argument 'input' (position 1)`),
        targetOf(name, target),
        attribute(self, 'reduction'),
      ) as Tensor,
  });
}

const buffer = (self: ModuleObject, name: string): Tensor | null => self.buffers.get(name) ?? null;

export const losses = {
  CrossEntropyLoss: defineModuleClass({
    name: 'CrossEntropyLoss',
    module: 'loss',
    parameters: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
    inputs: 'input, target',
    setup: (self) => {
      crossEntropyOptions(attribute(self, 'weight'), attribute(self, 'ignore_index'), attribute(self, 'reduction'), attribute(self, 'label_smoothing')); // prettier-ignore
      keepTensors('weight')(self);
    },
    forward: (self: ModuleObject, input: Value, target: Value) =>
      functionalCrossEntropy(input, target, buffer(self, 'weight'), attribute(self, 'ignore_index'), attribute(self, 'reduction'), attribute(self, 'label_smoothing')), // prettier-ignore
  }),
  NLLLoss: defineModuleClass({
    name: 'NLLLoss',
    module: 'loss',
    parameters: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
    inputs: 'input, target',
    setup: keepTensors('weight'),
    forward: (self: ModuleObject, input: Tensor, target: Tensor) =>
      nllLoss(input, target, crossEntropyOptions(buffer(self, 'weight'), attribute(self, 'ignore_index'), attribute(self, 'reduction'), 0)), // prettier-ignore
  }),
  MSELoss: loss('MSELoss', REDUCTION, (_self, x, y, reduction) => mseLoss(x, y, reduction)),
  L1Loss: loss('L1Loss', REDUCTION, (_self, x, y, reduction) => l1Loss(x, y, reduction)),
  SmoothL1Loss: loss('SmoothL1Loss', `${REDUCTION}, beta=1.0`, (self, x, y, reduction) =>
    smoothL1Loss(x, y, reduction, toFloat(attribute(self, 'beta'), 'beta')),
  ),
  HuberLoss: loss('HuberLoss', "reduction='mean', delta=1.0", (self, x, y, reduction) =>
    huberLoss(x, y, reduction, toFloat(attribute(self, 'delta'), 'delta')),
  ),
  BCELoss: loss('BCELoss', `weight=None, ${REDUCTION}`, (self, x, y, reduction) => bceLoss(x, y, buffer(self, 'weight'), reduction), ['weight']), // prettier-ignore
  BCEWithLogitsLoss: loss(
    'BCEWithLogitsLoss',
    `weight=None, ${REDUCTION}, pos_weight=None`,
    (self, x, y, reduction) => bceWithLogits(x, y, buffer(self, 'weight'), reduction, buffer(self, 'pos_weight')),
    ['weight', 'pos_weight'],
  ),
  KLDivLoss: loss('KLDivLoss', `${REDUCTION}, log_target=False`, (self, x, y, reduction) =>
    klDiv(x, y, reduction, attribute(self, 'log_target') === true),
  ),
};
