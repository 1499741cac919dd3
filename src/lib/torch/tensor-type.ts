/** The class `torch.Tensor` as programs see it: its methods come from the files in `ops/`. */
import {
  defineClass,
  exc,
  NativeFunction,
  NOT_IMPLEMENTED,
  PyTuple,
  typeName,
  type Functions,
  type PyDict,
  type PyType,
  type Value,
} from '../python/bind.ts';
import type { DType } from '../tensor/dtype.ts';
import * as op from '../tensor/ops.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import { dimArgument, numberValue, tensorArgument } from './arguments.ts';
import { absentMethods } from './absent-names.ts';
import { copyTensor } from './copying.ts';
import { matrixFunctions } from './linalg/index.ts';
import { autogradMethods } from './autograd.ts';
import { device, notCompiled, TorchDevice } from './device.ts';
import { dtypeArgument, refuseDType, TENSOR_TYPE_NAMES, TorchDType, torchDType } from './dtypes.ts';
import { stridedLayout } from './memory-formats.ts';
import { shapeArgument, tensorOf, withGrad } from './ops/creation.ts';
import { comparisonFunctions } from './ops/comparison.ts';
import { bitwiseMethods, inverted, derivedPointwiseFunctions } from './ops/derived-pointwise.ts';
import { cumulativeFunctions } from './ops/cumulative.ts';
import { diagonalFunctions, diagonalMethods } from './ops/diagonals.ts';
import { extremeFunctions } from './ops/extremes.ts';
import { factFunctions, factMethods, factProperties } from './ops/facts.ts';
import { statisticsFunctions } from './ops/statistics.ts';
import { indexAlongFunctions, indexAlongMethods } from './ops/index-along.ts';
import { indexingMethods } from './ops/indexing.ts';
import { inPlaceMethods } from './ops/in-place.ts';
import { productFunctions } from './ops/products.ts';
import { scatterFunctions, scatterMethods } from './ops/scatter.ts';
import { setFunctions } from './ops/sets.ts';
import { splittingFunctions } from './ops/splitting.ts';
import { linearAlgebraFunctions, matmul } from './ops/linear-algebra.ts';
import { matrixTransposed, movementFunctions, movementMethods, permuted } from './ops/movement.ts';
import { operatorMethods, pointwiseFunctions } from './ops/pointwise.ts';
import { multinomial } from './ops/multinomial.ts';
import { bernoulli } from './ops/random.ts';
import { randomMethods } from './ops/random-in-place.ts';
import { withFollowers } from './ops/written.ts';
import { copyFunctions } from './ops/copies-and-slopes.ts';
import { rearrangingFunctions, rearrangingMethods } from './ops/rearranging.ts';
import { readingMethods } from './ops/reading.ts';
import { reductionFunctions } from './ops/reductions.ts';
import { selectionFunctions, selectionMethods, where } from './ops/selection.ts';
import { sortingFunctions } from './ops/sorting.ts';
import { softmaxFunctions } from './ops/softmax.ts';
import { size } from './size.ts';
import { polygammaFunctions, specialFunctions } from './special/index.ts';
import { apply, setTensorType, Tensor } from './tensor.ts';

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
const functionsOfInput: Functions = {
  ...pointwiseFunctions,
  ...reductionFunctions,
  ...movementFunctions,
  ...selectionFunctions,
  ...sortingFunctions,
  ...comparisonFunctions,
  ...linearAlgebraFunctions,
  ...softmaxFunctions,
  ...derivedPointwiseFunctions,
  ...statisticsFunctions,
  ...rearrangingFunctions,
  ...cumulativeFunctions,
  ...diagonalFunctions,
  ...extremeFunctions,
  ...factFunctions,
  ...indexAlongFunctions,
  ...productFunctions,
  ...scatterFunctions,
  ...setFunctions,
  ...splittingFunctions,
  ...matrixFunctions,
  ...specialFunctions,
  ...copyFunctions,
  'clone(input, *, memory_format=None)': cloned,
};

/** A copy with a memory of its own. */
function cloned(x: Tensor): Tensor {
  const made = apply('Clone', (node) => op.reshape(op.add(node, op.full([], 0, node.dtype)), node.shape), x);
  // A copy keeps the order of the dimensions in memory, as long as nothing lies between.
  const { strides } = x.layout;
  const span = x.shape.reduce((sum, n, i) => sum + (n - 1) * strides[i]!, 1);
  if (!x.contiguous && span === sizeOf(x.shape)) made.layout = { strides, offset: 0 };
  return made;
}

/** `torch.NAME`, which raises TypeError for an input that is no tensor; those of numbers know better themselves. */
export const sharedFunctions: Functions = Object.fromEntries(
  Object.entries(functionsOfInput).map(([text, run]) => {
    if (!text.includes('(input') || text.includes('(input, other')) return [text, run];
    const place = `${text.slice(0, text.indexOf('('))}(): argument 'input' (position 1)`;
    const checked = (input: Value, ...rest: Value[]) =>
      (run as (...args: Value[]) => Value)(tensorArgument(input, place), ...rest);
    return [text, checked];
  }),
);

/** A function's signature with `self` in place of `input`. */
const asMethods = (functions: Functions): Functions =>
  Object.fromEntries(Object.entries(functions).map(([text, run]) => [text.replace('(input', '(self'), run]));

/** Sizes, values and whether gradients are wanted, with this tensor's dtype where none is named. */
const OPTIONS = 'dtype=None, device=None, requires_grad=False';

const filledLike =
  (value: number) =>
  (self: Tensor, sizes: Value[], dtype: Value, _device: Value, grad: Value): Tensor =>
    withGrad(new Tensor(op.full(shapeArgument(sizes), value, dtypeArgument(dtype, self.dtype))), grad);

/** New tensors of this one's dtype. */
const newLikeMethods: Functions = {
  [`new_zeros(self, *size, ${OPTIONS})`]: filledLike(0),
  [`new_ones(self, *size, ${OPTIONS})`]: filledLike(1),
  [`new_empty(self, *size, ${OPTIONS})`]: filledLike(0),
  [`new_full(self, size, fill_value, *, ${OPTIONS})`]: (
    self: Tensor,
    sizes: Value,
    value: Value,
    dtype: Value,
    _d: Value,
    grad: Value,
  ) =>
    withGrad(new Tensor(op.full(shapeArgument([sizes]), numberValue(value), dtypeArgument(dtype, self.dtype))), grad),
  [`new_tensor(self, data, *, ${OPTIONS})`]: (self: Tensor, data: Value, dtype: Value, _d: Value, grad: Value) =>
    tensorOf(data, dtype ?? torchDType(self.dtype), null, grad),
};

const lastTwoSwapped = (x: Tensor): Tensor => {
  const last = x.shape.length - 1;
  if (last < 1)
    throw exc.RuntimeError(`tensor.mT is only supported on matrices or batches of matrices. Got ${last + 1}-D tensor.`);
  return permuted(x, x.shape.map((_, i) => (i === last ? i - 1 : i === last - 1 ? i + 1 : i)), 'Transpose'); // prettier-ignore
};

function negated(x: Tensor): Tensor {
  if (x.dtype === 'bool') {
    throw exc.RuntimeError(
      'Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    );
  }
  return apply('Neg', (node) => op.neg(node), x);
}

/** The tensor itself where it has the dtype already. */
function cast(x: Tensor, dtype: Value): Tensor {
  const to = dtypeArgument(dtype, x.dtype);
  return to === x.dtype ? x : apply('ToCopy', (node) => op.cast(node, to), x);
}

/** `x.to(...)`: a dtype, a device, another tensor, or keywords of those names. */
function to(x: Tensor, args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Tensor {
  let dtype = kwargs.get('dtype') ?? null;
  const where = kwargs.get('device') ?? null;
  if (where !== null) device(where);
  for (const value of args) {
    if (value instanceof TorchDType) dtype = value;
    else if (value instanceof Tensor) dtype = torchDType(value.dtype);
    else if (typeof value === 'string' || typeof value === 'number' || value instanceof TorchDevice) device(value);
  }
  const made = cast(x, dtype);
  return made === x && kwargs.get('copy') === true ? cloned(x) : made;
}

/** A dtype by an old name, `'torch.LongTensor'` or `torch.LongTensor`; any other value as it is. */
export function namedDType(value: Value): Value {
  const name =
    typeof value === 'string' ? value : value instanceof NativeFunction ? `torch.${value.signature.name}` : null;
  const found = Object.entries(TENSOR_TYPE_NAMES).find(([, old]) => old === name);
  if (found !== undefined) return torchDType(found[0] as DType);
  if (typeof value === 'string') throw exc.ValueError(`invalid type: '${value}'`);
  return value;
}

function sizeMethod(x: Tensor, dim: Value): Value {
  return dim === null ? size(x.shape) : x.shape[dimArgument(dim, x.shape.length)]!;
}

/** Casts under their own names: `x.float()`, `x.long()`. */
const castMethods: Functions = Object.fromEntries(
  Object.entries({
    float: 'float32',
    double: 'float64',
    long: 'int64',
    int: 'int32',
    byte: 'uint8',
    bool: 'bool',
  } as const).map(([name, dtype]) => [`${name}(self)`, (self: Tensor) => cast(self, torchDType(dtype))]),
);

/** Casts to dtypes that do not run here: `x.half()`. */
const absentCasts: Functions = Object.fromEntries(
  Object.entries({ half: 'float16', bfloat16: 'bfloat16', short: 'int16', char: 'int8', cfloat: 'complex64', cdouble: 'complex128' } as const).map(
    ([name, dtype]) => [`${name}(self)`, () => refuseDType(dtype)],
  ),
); // prettier-ignore

export const tensorType: PyType = defineClass({
  name: 'Tensor',
  module: 'torch',
  allocate: null,
  identityHash: true,
  methods: {
    ...asMethods(functionsOfInput),
    ...withFollowers(operatorMethods(NOT_IMPLEMENTED)),
    ...withFollowers(bitwiseMethods(NOT_IMPLEMENTED)),
    ...movementMethods,
    ...withFollowers(indexingMethods),
    ...readingMethods,
    ...withFollowers(inPlaceMethods),
    ...withFollowers(selectionMethods),
    ...rearrangingMethods,
    ...factMethods,
    ...withFollowers(diagonalMethods),
    ...withFollowers(indexAlongMethods),
    ...withFollowers(scatterMethods),
    ...withFollowers(randomMethods),
    'bernoulli(self, p=None, *, generator=None)': bernoulli,
    'new(self, *args)': (self: Tensor, args: Value[]) =>
      args.length > 0 && args.every((arg) => typeof arg === 'number')
        ? new Tensor(op.full(shapeArgument(args), 0, self.dtype))
        : tensorOf(args[0] ?? new PyTuple([]), torchDType(self.dtype), null, false),
    'multinomial(self, num_samples, replacement=False, *, generator=None)': multinomial,
    ...autogradMethods,
    ...castMethods,
    ...absentCasts,
    ...absentMethods,
    ...polygammaFunctions.tensor,
    ...newLikeMethods,
    'where(self, condition, other)': (self: Tensor, condition: Tensor, other: Value) => where(condition, self, other),
    '__neg__(self)': negated,
    '__pos__(self)': (self: Tensor) => self,
    '__abs__(self)': (self: Tensor) => apply('Abs', (node) => op.unary('abs', node), self),
    '__deepcopy__(self, memo)': (self: Tensor, memo: PyDict) =>
      copyTensor(self, memo, (x) => new Tensor(op.detach(x.node))),
    '__invert__(self)': inverted,
    '__matmul__(self, other, /)': (self: Tensor, other: Value) =>
      other instanceof Tensor ? matmul(self, other) : NOT_IMPLEMENTED,
    'size(self, dim=None)': sizeMethod,
    'nelement(self)': (self: Tensor) => sizeOf(self.shape),
    'element_size(self)': (self: Tensor) => (self.dtype === 'int64' || self.dtype === 'float64' ? 8 : self.dtype === 'bool' || self.dtype === 'uint8' ? 1 : 4), // prettier-ignore
    'to(self, *args, **kwargs)': to,
    'type(self, dtype=None, non_blocking=False)': (self: Tensor, dtype: Value) =>
      dtype === null ? TENSOR_TYPE_NAMES[self.dtype] : cast(self, namedDType(dtype)),
    'type_as(self, other)': (self: Tensor, other: Tensor) => cast(self, torchDType(other.dtype)),
    'cpu(self)': (self: Tensor) => self,
    'cuda(self, device=None, non_blocking=False)': () => {
      throw notCompiled();
    },
  },
  properties: {
    ...factProperties,
    is_cpu: () => true,
    layout: () => stridedLayout,
    names: (self: Tensor) => new PyTuple(self.shape.map(() => null)),
    name: () => null,
    output_nr: () => 0,
    retains_grad: (self: Tensor) => self.retainsGrad,
    H: matrixTransposed,
    mH: (self: Tensor) => lastTwoSwapped(self),
    shape: (self: Tensor) => size(self.shape),
    ndim: (self: Tensor) => self.shape.length,
    dtype: (self: Tensor) => torchDType(self.dtype),
    device: () => device('cpu'),
    _version: (self: Tensor) => self.version,
    is_leaf: (self: Tensor) => self.isLeaf,
    T: (self: Tensor) => permuted(self, self.shape.map((_, i) => self.shape.length - 1 - i)), // prettier-ignore
    mT: (self: Tensor) => lastTwoSwapped(self),
    grad: {
      get: (self: Tensor) => self.grad,
      set: (self: Tensor, value: Value) => {
        if (value !== null && !(value instanceof Tensor)) {
          throw exc.TypeError('assigned grad expected to be a Tensor or None');
        }
        if (value !== null && value.dtype !== self.dtype) {
          throw exc.RuntimeError(`assigned grad has data of a different type`);
        }
        if (value !== null && !sameShape(value.shape, self.shape)) {
          throw exc.RuntimeError('assigned grad has data of a different size');
        }
        self.grad = value;
      },
    },
    grad_fn: (self: Tensor) => (self.isLeaf ? null : self.gradFn),
    requires_grad: {
      get: (self: Tensor) => self.requiresGrad,
      set: (self: Tensor, on: Value) => {
        if (typeof on !== 'boolean') throw exc.RuntimeError('requires_grad must be a bool');
        self.setRequiresGrad(on);
      },
    },
    data: {
      get: (self: Tensor) => self.detach(),
      set: (self: Tensor, value: Value) => {
        if (!(value instanceof Tensor))
          throw exc.TypeError(`Variable data has to be a tensor, but got ${typeName(value)}`);
        self.replace(value.node);
      },
    },
  },
});
setTensorType(tensorType);
