import { defineModule, toFloat, toInt, type Functions, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { gridFunctions } from '../ops/grid-sampling.ts';
import { elu, gelu, hardtanh, leakyRelu, logSigmoid, silu, softplus } from '../ops/activations.ts';
import { conv2d } from '../ops/convolution.ts';
import { avgPool2d } from '../ops/pooling.ts';
import { crossEntropyOptions, functionalCrossEntropy, nllLoss } from '../ops/cross-entropy.ts';
import { dropoutFunctions } from '../ops/dropout.ts';
import { maybeInPlace } from '../ops/in-place.ts';
import { linear } from '../ops/linear-algebra.ts';
import { bceLoss, bceWithLogits, huberLoss, klDiv, l1Loss, mseLoss, smoothL1Loss } from '../ops/losses.ts';
import { oneHot } from '../ops/one-hot.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { norm } from '../ops/reductions.ts';
import { logSoftmax, softmax } from '../ops/softmax.ts';
import { apply, type Tensor } from '../tensor.ts';
import { groupNorm, normFunctions } from './group-norm.ts';
import { composedActivationFunctions } from './composed-activations.ts';
import { bilinear } from './bilinear.ts';
import { ctcLossFunctions } from './ctc-loss.ts';
import { distanceFunctions } from './distance.ts';
import { drawnActivationFunctions } from './drawn-activations.ts';
import { foldFunctions } from './fold.ts';
import { likelihoodLossFunctions } from './likelihood-losses.ts';
import { lineFunctions } from './lines.ts';
import { localResponseNorm } from './local-response-norm.ts';
import { REDUCTION } from './loss-definition.ts';
import { marginLossFunctions } from './margin-losses.ts';
import { paddingFunctions } from './padding.ts';
import { powerPoolingFunctions } from './power-pooling.ts';
import { shufflingFunctions } from './shuffling.ts';
import { transposedFunctions } from './transposed-convolution.ts';
import { tripletWithDistanceFunctions } from './triplet-with-distance.ts';
import { upsamplingFunctions } from './upsampling.ts';
import { implicitDim } from './activation.ts';
import { convolutionArguments } from './convolution.ts';
import { embedding } from './embedding.ts';
import { embeddingBagFunctions } from './embedding-bag.ts';
import { volumeFunctions } from './volumes.ts';
import { legacyReduction } from './definition.ts';
import { batchNormOf, layerNorm } from './normalization.ts';
import { adaptivePoolingFunctions, maxPooling, maxUnpooling, poolingArguments } from './pooling.ts';

const over = (run: (x: Tensor, dim: Value) => Tensor) => (x: Tensor, dim: Value) =>
  run(x, implicitDim(dim, x.shape.length));

const activationFunctions: Functions = {
  'relu(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(tensorArgument(x, "relu(): argument 'input' (position 1)"), inplace, (y) => unaryOperation('relu', 'Relu', y)), // prettier-ignore
  'relu6(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, (y) => hardtanh(y, 0, 6)),
  'leaky_relu(input, negative_slope=0.01, inplace=False)': (x: Tensor, slope: Value, inplace: Value) => maybeInPlace(x, inplace, (y) => leakyRelu(y, toFloat(slope, 'negative_slope'))), // prettier-ignore
  'elu(input, alpha=1.0, inplace=False)': (x: Tensor, alpha: Value, inplace: Value) => maybeInPlace(x, inplace, (y) => elu(y, toFloat(alpha, 'alpha'))), // prettier-ignore
  "gelu(input, approximate='none')": (x: Tensor, approximate: string) => gelu(x, approximate),
  'silu(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, silu),
  'softplus(input, beta=1, threshold=20)': (x: Tensor, beta: Value, threshold: Value) => softplus(x, toFloat(beta, 'beta'), toFloat(threshold, 'threshold')), // prettier-ignore
  'hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)': (x: Tensor, low: Value, high: Value, inplace: Value) => maybeInPlace(x, inplace, (y) => hardtanh(y, toFloat(low, 'min_val'), toFloat(high, 'max_val'))), // prettier-ignore
  'logsigmoid(input)': logSigmoid,
  'sigmoid(input)': (x: Tensor) => unaryOperation('sigmoid', 'Sigmoid', x),
  'tanh(input)': (x: Tensor) => unaryOperation('tanh', 'Tanh', x),
  'softmax(input, dim=None, _stacklevel=3, dtype=None)': over(softmax),
  'log_softmax(input, dim=None, _stacklevel=3, dtype=None)': over(logSoftmax),
  ...dropoutFunctions,
};

const layerFunctions: Functions = {
  'linear(input, weight, bias=None)': (input: Value, weight: Tensor, bias: Tensor | null) =>
    linear(tensorArgument(input, "linear(): argument 'input' (position 1)"), weight, bias),
  'conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)': (
    x: Tensor, weight: Tensor, bias: Tensor | null, stride: Value, padding: Value, dilation: Value, groups: Value,
  ) => conv2d(x, weight, bias, convolutionArguments(stride, padding, dilation, groups)), // prettier-ignore
  'max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)': (
    x: Tensor, kernel: Value, stride: Value, padding: Value, dilation: Value, ceil: Value, indices: Value,
  ) => maxPooling(x, poolingArguments(kernel, stride, padding, dilation, ceil), indices === true), // prettier-ignore
  'max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)': (
    x: Tensor, kernel: Value, stride: Value, padding: Value, dilation: Value, ceil: Value,
  ) => maxPooling(x, poolingArguments(kernel, stride, padding, dilation, ceil), true), // prettier-ignore
  'max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None)': maxUnpooling,
  'avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)': (
    x: Tensor, kernel: Value, stride: Value, padding: Value, ceil: Value, count: Value, divisor: Value,
  ) => avgPool2d(x, poolingArguments(kernel, stride, padding, 1, ceil), count !== false, divisor), // prettier-ignore
  'embedding(input, weight)': embedding,
  'layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)': (
    x: Tensor, shape: Value, weight: Tensor | null, bias: Tensor | null, eps: Value,
  ) => layerNorm(x, (sequenceItems(shape) ?? [shape]).map((n) => toInt(n, 'normalized_shape')), weight, bias, toFloat(eps, 'eps')), // prettier-ignore
  'normalize(input, p=2.0, dim=1, eps=1e-12)': (x: Tensor, p: Value, dim: Value, eps: Value) =>
    apply(
      'Div',
      (n, size) => op.div(n, op.binary('maximum', size, op.full([], toFloat(eps, 'eps'), 'float32'))),
      x,
      norm(x, p, dim, true),
    ),
  'bilinear(input1, input2, weight, bias=None)': bilinear,
  'local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0)': localResponseNorm,
  'one_hot(tensor, num_classes=-1)': oneHot,
};

const lossFunctions: Functions = {
  [`cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)`]: (
    input: Value, target: Value, weight: Value, _a: Value, ignore: Value, _b: Value, reduction: Value, smoothing: Value,
  ) => functionalCrossEntropy(input, target, weight, ignore, reduction, smoothing), // prettier-ignore
  [`nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')`]: (
    input: Tensor, target: Tensor, weight: Value, _a: Value, ignore: Value, _b: Value, reduction: Value,
  ) => nllLoss(input, target, crossEntropyOptions(weight, ignore, reduction, 0)), // prettier-ignore
  [`mse_loss(input, target, ${REDUCTION})`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value) => mseLoss(x, y, reduction), // prettier-ignore
  [`l1_loss(input, target, ${REDUCTION})`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value) => l1Loss(x, y, reduction), // prettier-ignore
  [`smooth_l1_loss(input, target, ${REDUCTION}, beta=1.0)`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value, beta: Value) => smoothL1Loss(x, y, reduction, toFloat(beta, 'beta')), // prettier-ignore
  "huber_loss(input, target, reduction='mean', delta=1.0)": (x: Tensor, y: Tensor, reduction: Value, delta: Value) => huberLoss(x, y, reduction, toFloat(delta, 'delta')), // prettier-ignore
  [`binary_cross_entropy(input, target, weight=None, ${REDUCTION})`]: (x: Tensor, y: Tensor, weight: Tensor | null, _a: Value, _b: Value, reduction: Value) => bceLoss(x, y, weight, reduction), // prettier-ignore
  [`binary_cross_entropy_with_logits(input, target, weight=None, ${REDUCTION}, pos_weight=None)`]: (
    x: Tensor, y: Tensor, weight: Tensor | null, _a: Value, _b: Value, reduction: Value, positive: Tensor | null,
  ) => bceWithLogits(x, y, weight, reduction, positive), // prettier-ignore
  [`kl_div(input, target, ${REDUCTION}, log_target=False)`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value, log: Value) => klDiv(x, y, reduction, log === true), // prettier-ignore
};

/** Functions that also take `size_average` and `reduce`, the older words for a reduction. */
const withOldReductions = (functions: Functions): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([text, run]) => {
      const names = text.slice(text.indexOf('(') + 1, -1).split(',').map((part) => part.split('=')[0]!.trim()); // prettier-ignore
      const [average, reduce, reduction] = ['size_average', 'reduce', 'reduction'].map((name) => names.indexOf(name)) as [number, number, number]; // prettier-ignore
      if (average < 0) return [text, run];
      const made = (...args: Value[]): Value => {
        const old = legacyReduction(args[average]!, args[reduce]!);
        return (run as (...all: Value[]) => Value)(...(old === null ? args : args.with(reduction, old)));
      };
      return [text, made];
    }),
  );

/** What `torch` has under the same names. */
const TORCH_TOO = /^(?:conv1d|conv2d|conv_transpose1d|conv_transpose2d|avg_pool1d|max_pool1d|max_pool2d|adaptive_avg_pool1d|celu|selu|hardshrink|threshold|prelu|rrelu|pixel_shuffle|pixel_unshuffle|channel_shuffle|alpha_dropout|feature_alpha_dropout|cosine_similarity|pairwise_distance|pdist|bilinear)_?\(/; // prettier-ignore

/** `relu_` and its kind: the function with `inplace=True`. */
const withUnderscore: Functions = Object.fromEntries(
  Object.entries({ ...activationFunctions, ...composedActivationFunctions })
    .filter(([text]) => /^(?:relu|leaky_relu|elu|selu|celu|hardtanh|threshold)\(/.test(text))
    .map(([text, run]) => {
      const made = (...args: Value[]) => (run as (...all: Value[]) => Value)(...args, true);
      return [text.replace('(', '_(').replace(', inplace=False', ''), made];
    }),
);

const functions: Functions = {
  ...composedActivationFunctions,
  ...drawnActivationFunctions,
  ...activationFunctions,
  ...withUnderscore,
  ...lineFunctions,
  ...transposedFunctions,
  ...volumeFunctions,
  ...layerFunctions,
  ...adaptivePoolingFunctions,
  ...powerPoolingFunctions,
  ...paddingFunctions,
  ...foldFunctions,
  ...upsamplingFunctions,
  ...shufflingFunctions,
  ...gridFunctions,
  ...distanceFunctions,
  ...normFunctions,
  ...embeddingBagFunctions,
  ...withOldReductions({
    ...lossFunctions,
    ...marginLossFunctions,
    ...likelihoodLossFunctions,
    ...tripletWithDistanceFunctions,
    ...ctcLossFunctions,
  }),
};

export const functionalModule = defineModule({
  name: 'torch.nn.functional',
  functions,
  absent: {
    conv_transpose3d: 'nn.functional.conv_transpose2d runs here',
    fractional_max_pool2d: 'max_pool2d and adaptive_max_pool2d run here',
    fractional_max_pool3d: 'max_pool3d and adaptive_max_pool3d run here',
    max_unpool3d: 'max_unpool2d runs here',
    multi_head_attention_forward: 'nn.MultiheadAttention runs here',
    scaled_dot_product_attention: 'matmul and softmax run here',
  },
});

/** Functions that `torch` has under the same names, and those that it has with other arguments. */
export const functionsOfTorch: Functions = {
  ...Object.fromEntries(Object.entries(functions).filter(([text]) => TORCH_TOO.test(text))),
  'layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5, cudnn_enable=True)': (
    x: Tensor,
    shape: Value,
    weight: Tensor | null,
    bias: Tensor | null,
    eps: Value,
  ) =>
    layerNorm(
      x,
      (sequenceItems(shape) ?? [shape]).map((n) => toInt(n, 'normalized_shape')),
      weight,
      bias,
      toFloat(eps, 'eps'),
    ),
  'group_norm(input, num_groups, weight=None, bias=None, eps=1e-5, cudnn_enabled=True)': (
    x: Tensor,
    groups: Value,
    weight: Tensor | null,
    bias: Tensor | null,
    eps: Value,
  ) => groupNorm('NativeGroupNorm', x, toInt(groups, 'num_groups'), weight, bias, toFloat(eps, 'eps')),
  'batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled)': (
    x: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor | null, variance: Tensor | null, training: Value, momentum: Value, eps: Value,
  ) => batchNormOf(x, { mean, variance, batches: null }, weight, bias, training === true, momentum, toFloat(eps, 'eps')), // prettier-ignore
  'embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False)': (weight: Tensor, at: Tensor) =>
    embedding(at, weight),
};
