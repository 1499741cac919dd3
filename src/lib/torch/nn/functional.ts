import { defineModule, toFloat, toInt, type Functions, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { elu, gelu, hardtanh, leakyRelu, logSigmoid, silu, softplus } from '../ops/activations.ts';
import { avgPool2d, conv2d, maxPool2d } from '../ops/convolution.ts';
import { crossEntropyOptions, functionalCrossEntropy, nllLoss } from '../ops/cross-entropy.ts';
import { dropoutFunctions } from '../ops/dropout.ts';
import { linear } from '../ops/linear-algebra.ts';
import { bceLoss, bceWithLogits, huberLoss, klDiv, l1Loss, mseLoss, smoothL1Loss } from '../ops/losses.ts';
import { oneHot } from '../ops/one-hot.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { logSoftmax, softmax } from '../ops/softmax.ts';
import { apply, type Tensor } from '../tensor.ts';
import { normFunctions } from './group-norm.ts';
import { moreActivationFunctions } from './more-activations.ts';
import { moreLayerFunctions } from './more-layers.ts';
import { moreLossFunctions } from './more-losses.ts';
import { implicitDim } from './activation.ts';
import { convolutionArguments } from './convolution.ts';
import { embedding } from './embedding.ts';
import { layerNorm } from './normalization.ts';
import { adaptivePooling, poolingArguments } from './pooling.ts';

const over = (run: (x: Tensor, dim: Value) => Tensor) => (x: Tensor, dim: Value) =>
  run(x, implicitDim(dim, x.shape.length));

const activationFunctions: Functions = {
  'relu(input, inplace=False)': (x: Tensor) => unaryOperation('relu', 'Relu', x),
  'relu6(input, inplace=False)': (x: Tensor) => hardtanh(x, 0, 6),
  'leaky_relu(input, negative_slope=0.01, inplace=False)': (x: Tensor, slope: Value) => leakyRelu(x, toFloat(slope, 'negative_slope')), // prettier-ignore
  'elu(input, alpha=1.0, inplace=False)': (x: Tensor, alpha: Value) => elu(x, toFloat(alpha, 'alpha')),
  "gelu(input, approximate='none')": (x: Tensor, approximate: string) => gelu(x, approximate),
  'silu(input, inplace=False)': silu,
  'softplus(input, beta=1, threshold=20)': (x: Tensor, beta: Value, threshold: Value) => softplus(x, toFloat(beta, 'beta'), toFloat(threshold, 'threshold')), // prettier-ignore
  'hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)': (x: Tensor, low: Value, high: Value) => hardtanh(x, toFloat(low, 'min_val'), toFloat(high, 'max_val')), // prettier-ignore
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
    x: Tensor, kernel: Value, stride: Value, padding: Value, dilation: Value, ceil: Value,
  ) => maxPool2d(x, poolingArguments(kernel, stride, padding, dilation, ceil)), // prettier-ignore
  'avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)': (
    x: Tensor, kernel: Value, stride: Value, padding: Value, ceil: Value, count: Value, divisor: Value,
  ) => avgPool2d(x, poolingArguments(kernel, stride, padding, 1, ceil), count !== false, divisor), // prettier-ignore
  'adaptive_avg_pool2d(input, output_size)': adaptivePooling,
  'embedding(input, weight)': embedding,
  'layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)': (
    x: Tensor, shape: Value, weight: Tensor | null, bias: Tensor | null, eps: Value,
  ) => layerNorm(x, (sequenceItems(shape) ?? [shape]).map((n) => toInt(n, 'normalized_shape')), weight, bias, toFloat(eps, 'eps')), // prettier-ignore
  'normalize(input, p=2.0, dim=1, eps=1e-12)': (x: Tensor, _p: Value, dim: Value, eps: Value) =>
    apply(
      'Div',
      (n) => {
        const axis = toInt(dim, 'dim') + (toInt(dim, 'dim') < 0 ? n.shape.length : 0);
        const norm = op.unary('sqrt', op.keepAxes(op.reduce('sum', op.mul(n, n), [axis]), n.shape, [axis]));
        return op.div(n, op.binary('maximum', norm, op.full([], toFloat(eps, 'eps'), 'float32')));
      },
      x,
    ),
  'one_hot(tensor, num_classes=-1)': oneHot,
};

const COMMON = "size_average=None, reduce=None, reduction='mean'";

const lossFunctions: Functions = {
  [`cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)`]: (
    input: Value, target: Value, weight: Value, _a: Value, ignore: Value, _b: Value, reduction: Value, smoothing: Value,
  ) => functionalCrossEntropy(input, target, weight, ignore, reduction, smoothing), // prettier-ignore
  [`nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')`]: (
    input: Tensor, target: Tensor, weight: Value, _a: Value, ignore: Value, _b: Value, reduction: Value,
  ) => nllLoss(input, target, crossEntropyOptions(weight, ignore, reduction, 0)), // prettier-ignore
  [`mse_loss(input, target, ${COMMON})`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value) => mseLoss(x, y, reduction), // prettier-ignore
  [`l1_loss(input, target, ${COMMON})`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value) => l1Loss(x, y, reduction), // prettier-ignore
  [`smooth_l1_loss(input, target, ${COMMON}, beta=1.0)`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value, beta: Value) => smoothL1Loss(x, y, reduction, toFloat(beta, 'beta')), // prettier-ignore
  "huber_loss(input, target, reduction='mean', delta=1.0)": (x: Tensor, y: Tensor, reduction: Value, delta: Value) => huberLoss(x, y, reduction, toFloat(delta, 'delta')), // prettier-ignore
  [`binary_cross_entropy(input, target, weight=None, ${COMMON})`]: (x: Tensor, y: Tensor, weight: Tensor | null, _a: Value, _b: Value, reduction: Value) => bceLoss(x, y, weight, reduction), // prettier-ignore
  [`binary_cross_entropy_with_logits(input, target, weight=None, ${COMMON}, pos_weight=None)`]: (
    x: Tensor, y: Tensor, weight: Tensor | null, _a: Value, _b: Value, reduction: Value, positive: Tensor | null,
  ) => bceWithLogits(x, y, weight, reduction, positive), // prettier-ignore
  [`kl_div(input, target, ${COMMON}, log_target=False)`]: (x: Tensor, y: Tensor, _a: Value, _b: Value, reduction: Value, log: Value) => klDiv(x, y, reduction, log === true), // prettier-ignore
};

export const functionalModule = defineModule({
  name: 'torch.nn.functional',
  functions: {
    ...moreActivationFunctions,
    ...moreLayerFunctions,
    ...normFunctions,
    ...moreLossFunctions,
    ...activationFunctions,
    ...layerFunctions,
    ...lossFunctions,
  },
  absent: {
    gumbel_softmax: 'torch.distributions.Categorical and F.softmax run here',
    rrelu: 'F.leaky_relu runs here',
    conv3d: 'nn.functional.conv2d runs here',
    grid_sample: 'interpolate runs here',
    scaled_dot_product_attention: 'matmul and softmax run here',
  },
});
