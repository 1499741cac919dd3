/** What a tensor is: its kind, size and place, which a program asks for and which need none of its values. */
import { exc, truth, typeName, type Functions, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import * as op from '../../tensor/ops.ts';
import { sameShape, sizeOf } from '../../tensor/shape.ts';
import { sizesArgument, tensorArgument } from '../arguments.ts';
import { TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { apply, Tensor } from '../tensor.ts';
import { item } from './reading.ts';

const never = (): boolean => false;

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const factFunctions: Functions = {
  'numel(input)': (x: Tensor) => sizeOf(x.shape),
  'is_floating_point(input)': (x: Tensor) => isFloating(x.dtype),
  'is_complex(input)': never,
  'is_conj(input)': never,
  'is_signed(input)': (x: Tensor) => x.dtype !== 'uint8' && x.dtype !== 'bool',
  'is_same_size(input, other)': (x: Tensor, y: Value) =>
    sameShape(x.shape, tensorArgument(y, "is_same_size(): argument 'other' (position 2)").shape),
  'is_nonzero(input)': function* (x: Tensor): Task<boolean> {
    if (sizeOf(x.shape) === 0) throw exc.RuntimeError('Boolean value of Tensor with no values is ambiguous');
    if (sizeOf(x.shape) > 1) throw exc.RuntimeError('Boolean value of Tensor with more than one value is ambiguous');
    return yield* truth(yield* item(x));
  },
  'detach(input)': (x: Tensor) => x.detach(),
  'get_device(input)': () => -1,
};

/** `Tensor.NAME` alone. */
export const factMethods: Functions = {
  'is_set_to(self, tensor)': (self: Tensor, other: Value) =>
    other instanceof Tensor &&
    self.address === other.address &&
    self.layout.offset === other.layout.offset &&
    sameShape(self.shape, other.shape) &&
    sameShape(self.layout.strides, other.layout.strides),
  'is_shared(self)': never,
  'is_pinned(self, device=None)': never,
  'share_memory_(self)': (self: Tensor) => self,
  'pin_memory(self, device=None)': (self: Tensor) => self,
  'is_inference(self)': (self: Tensor) => self.isInference,
  'sum_to_size(self, *size)': (self: Tensor, size: Value[]) =>
    apply('Sum#1', (node) => op.sumTo(node, sizesArgument(size)), self),
};

/** `torch.NAME` alone. */
export const factTorchFunctions: Functions = {
  'typename(o)': (value: Value) => (value instanceof Tensor ? TENSOR_TYPE_NAMES[value.dtype] : typeName(value)),
};

/** Properties of every tensor here: dense ones, on the processor as programs see it. */
export const factProperties: Readonly<Record<string, (self: Tensor) => Value>> = Object.fromEntries(
  [
    'is_cuda',
    'is_sparse',
    'is_sparse_csr',
    'is_quantized',
    'is_mkldnn',
    'is_meta',
    'is_mps',
    'is_xpu',
    'is_nested',
  ].map((name) => [name, never]),
);
