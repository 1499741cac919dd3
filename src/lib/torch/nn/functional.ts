import { defineModule, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { linear } from '../ops/linear-algebra.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { logSoftmax, softmax } from '../ops/softmax.ts';
import type { Tensor } from '../tensor.ts';
import { functionalDropout } from './dropout.ts';
import { functionalCrossEntropy } from './loss.ts';

export const functionalModule = defineModule({
  name: 'torch.nn.functional',
  functions: {
    'linear(input, weight, bias=None)': (input: Value, weight: Tensor, bias: Tensor | null) =>
      linear(tensorArgument(input, "linear(): argument 'input' (position 1)"), weight, bias),
    'relu(input, inplace=False)': (input: Tensor) => unaryOperation('relu', 'Relu', input),
    'sigmoid(input)': (input: Tensor) => unaryOperation('sigmoid', 'Sigmoid', input),
    'tanh(input)': (input: Tensor) => unaryOperation('tanh', 'Tanh', input),
    'dropout(input, p=0.5, training=True, inplace=False)': functionalDropout,
    'softmax(input, dim=None, _stacklevel=3, dtype=None)': (input: Tensor, dim: Value) => softmax(input, dim ?? 1),
    'log_softmax(input, dim=None, _stacklevel=3, dtype=None)': (input: Tensor, dim: Value) => logSoftmax(input, dim ?? 1),
    "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)":
      (input: Value, target: Value, weight: Value, _a: Value, ignore: Value, _b: Value, reduction: Value, smooth: Value) =>
        functionalCrossEntropy(input, target, weight, ignore, reduction, smooth),
  },
}); // prettier-ignore
