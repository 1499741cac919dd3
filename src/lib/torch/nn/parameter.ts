import { defineClass, exc, typeName, type PyDict, type PyType, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { copiedOnce } from '../copying.ts';
import { tensorRepr } from '../ops/reading.ts';
import { tensorType } from '../tensor-type.ts';
import { Tensor } from '../tensor.ts';

/** `nn.Parameter`: a leaf that a module registers as its own. */
export class Parameter extends Tensor {
  /** Of a tensor's value, or of a tensor, whose memory it then shares. */
  constructor(data: Node | Tensor, requiresGrad = true) {
    if (data instanceof Tensor) super(op.detach(data.node), null, data.sharing());
    else super(data);
    if (requiresGrad && !isFloating(this.dtype)) {
      throw exc.RuntimeError('Only Tensors of floating point and complex dtype can require gradients');
    }
    this.setRequiresGrad(requiresGrad);
  }

  override get type(): PyType {
    return parameterType;
  }
}

/** A copied parameter has no gradient. */
function* nothing(): Task<void> {}

export const parameterType: PyType = defineClass({
  name: 'Parameter',
  module: 'torch.nn.parameter',
  bases: [tensorType],
  allocate: null,
  statics: {
    '__new__(cls, data=None, requires_grad=True)': (_cls: PyType, data: Value, requiresGrad: Value) => {
      if (!(data instanceof Tensor)) throw exc.AttributeError(`'${typeName(data)}' object has no attribute 'detach'`);
      return new Parameter(data, requiresGrad !== false);
    },
  },
  methods: {
    '__deepcopy__(self, memo)': (self: Parameter, memo: PyDict) =>
      copiedOnce(
        self,
        memo,
        () => new Parameter(op.detach(self.node), self.requiresGrad),
        () => nothing(),
      ),
    '__repr__(self)': function* (self: Parameter): Task<string> {
      return `Parameter containing:\n${yield* tensorRepr(self)}`;
    },
  },
});
