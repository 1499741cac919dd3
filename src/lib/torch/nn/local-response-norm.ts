/** Normalization across neighbouring channels (Krizhevsky et al., 2012). */
import { toFloat, toInt, type PyType, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, functionModule, plain, words } from './definition.ts';

/** Divides by a power of the mean square over neighbouring channels. */
export const localResponseNorm = (x: Tensor, size: Value, alpha: Value, beta: Value, k: Value): Tensor =>
  apply('Div', (node) => {
    const width = toInt(size, 'size');
    const around = (before: number, after: number) => op.pad(op.mul(node, node), node.shape.map((_, i) => (i === 1 ? before : 0)), node.shape.map((_, i) => (i === 1 ? after : 0)));
    const wide = around(width >> 1, (width - 1) >> 1);
    const parts = Array.from({ length: width }, (_, i) => op.slice(wide, node.shape.map((__, axis) => (axis === 1 ? i : 0)), node.shape, node.shape.map(() => 1)));
    const mean = op.div(parts.reduce(op.add), op.number(width));
    const size_ = op.add(op.mul(mean, op.number(toFloat(alpha, 'alpha'))), op.number(toFloat(k, 'k')));
    return op.div(node, op.binary('pow', size_, op.number(toFloat(beta, 'beta'))));
  }, x); // prettier-ignore

export const localResponseNormType: PyType = functionModule(
  'LocalResponseNorm',
  'normalization',
  'size, alpha=1e-4, beta=0.75, k=1.0',
  localResponseNorm,
  (self) => `${plain(attribute(self, 'size'))}, ${words(self, 'alpha', 'beta', 'k')}`,
);
