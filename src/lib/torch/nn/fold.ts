/** Windows of images as columns, and back. */
import { exc, type Functions, type PyType, type Value } from '../../python/bind.ts';
import type { Window2d } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { pair } from '../ops/convolution.ts';
import { apply, type Tensor } from '../tensor.ts';
import { functionModule } from './definition.ts';
import { applyToFloats } from '../ops/dtype-refusals.ts';

/** Every window of an image as a column: [n, c kh kw, windows]. */
function unfold(x: Tensor, kernel: Value, dilation: Value, padding: Value, stride: Value): Tensor {
  const window: Window2d = { kernel: pair(kernel, 'kernel_size'), stride: pair(stride, 'stride'), dilation: pair(dilation, 'dilation') }; // prettier-ignore
  const around = pair(padding, 'padding');
  return applyToFloats(
    'im2col_out_cpu',
    'Im2Col',
    (node) => op.unfold2d(op.pad(node, [0, 0, ...around], [0, 0, ...around]), window),
    x,
  );
}

/** The transpose of `unfold`: columns added up to an image of a size. */
function fold(x: Tensor, size: Value, kernel: Value, dilation: Value, padding: Value, stride: Value): Tensor {
  const window: Window2d = { kernel: pair(kernel, 'kernel_size'), stride: pair(stride, 'stride'), dilation: pair(dilation, 'dilation') }; // prettier-ignore
  const [around, output] = [pair(padding, 'padding'), pair(size, 'output_size')];
  const [n, rows, columns] = x.shape as [number, number, number];
  const channels = rows / (window.kernel[0] * window.kernel[1]);
  const wide = [output[0] + 2 * around[0], output[1] + 2 * around[1]] as const;
  const counts = op.windowCounts(...wide, window);
  if (!Number.isInteger(channels) || counts[0] * counts[1] !== columns) {
    throw exc.RuntimeError(
      `Given output_size=(${output.join(', ')}), kernel_size=(${window.kernel.join(', ')}), expected size of input's dimension 2 to match the calculated number of sliding blocks ${counts.join(' * ')} = ${counts[0] * counts[1]}, but got input.size(2)=${columns}.`,
    );
  }
  return apply('Col2Im', (node) => op.slice(op.fold2d(node, [n, channels, ...wide], window), [0, 0, ...around], [n, channels, ...output], [1, 1, 1, 1]), x); // prettier-ignore
}

const UNFOLD = 'kernel_size, dilation=1, padding=0, stride=1';

export const folds: Readonly<Record<string, PyType>> = {
  Unfold: functionModule('Unfold', 'fold', UNFOLD, unfold),
  Fold: functionModule('Fold', 'fold', `output_size, ${UNFOLD}`, fold),
};

export const foldFunctions: Functions = {
  [`unfold(input, ${UNFOLD})`]: unfold,
  [`fold(input, output_size, ${UNFOLD})`]: fold,
};
