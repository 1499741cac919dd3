/** Pooling by p-norms. */
import { toFloat, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { pair } from '../ops/convolution.ts';
import { avgPool1d, avgPool2d } from '../ops/pooling.ts';
import { apply, type Tensor } from '../tensor.ts';
import { functionModule } from './definition.ts';
import { linePooling } from './lines.ts';
import { poolingArguments } from './pooling.ts';

/** The p-norm over windows: a mean of powers times the window's size, and its root. */
function powerPooling(x: Tensor, power: number, elements: number, mean: (x: Tensor) => Tensor): Tensor {
  const raised = apply('Pow', (node) => op.binary('pow', node, op.number(power)), x);
  return apply(
    'Pow',
    (node) => {
      const clipped = op.unary('relu', op.unary('abs', node));
      return op.binary(
        'pow',
        op.mul(op.mul(op.unary('sign', node), clipped), op.number(elements)),
        op.number(1 / power),
      );
    },
    mean(raised),
  );
}

const lpPool2d = (x: Tensor, p: Value, kernel: Value, stride: Value, ceil: Value): Tensor => {
  const [kh, kw] = pair(kernel, 'kernel_size');
  return powerPooling(x, toFloat(p, 'norm_type'), kh * kw, (y) => avgPool2d(y, poolingArguments(kernel, stride, 0, 1, ceil), true, null)); // prettier-ignore
};

const lpPool1d = (x: Tensor, p: Value, kernel: Value, stride: Value, ceil: Value): Tensor =>
  powerPooling(x, toFloat(p, 'norm_type'), toInt(kernel, 'kernel_size'), (y) => avgPool1d(y, linePooling(kernel, stride, 0, 1, ceil), true)); // prettier-ignore

const PARAMETERS = 'norm_type, kernel_size, stride=None, ceil_mode=False';

export const powerPoolings: Readonly<Record<string, PyType>> = {
  LPPool1d: functionModule('LPPool1d', 'pooling', PARAMETERS, lpPool1d),
  LPPool2d: functionModule('LPPool2d', 'pooling', PARAMETERS, lpPool2d),
};

export const powerPoolingFunctions: Functions = {
  [`lp_pool1d(input, ${PARAMETERS})`]: lpPool1d,
  [`lp_pool2d(input, ${PARAMETERS})`]: lpPool2d,
};
