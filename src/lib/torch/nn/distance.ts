/** Distances between rows. */
import { exc, float, toFloat, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { isFloating, promote } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { apply, named, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** Along `dim`, the cosine of the angle between `a` and `b`. */
function cosineSimilarity(a: Tensor, b: Tensor, dim: Value, eps: Value): Tensor {
  const common = promote(a.dtype, b.dtype);
  if (!isFloating(common)) {
    throw exc.RuntimeError(`expected common dtype to be floating point, yet common dtype is ${scalarName(common)}`);
  }
  return apply(
    'Sum#1',
    (x, y) => {
      const axis = dimArgument(dim, Math.max(x.shape.length, y.shape.length));
      const shape = op.add(x, y).shape;
      const [u, v] = [op.expand(x, shape), op.expand(y, shape)];
      const sum = (node: Node) => op.reduce('sum', node, [axis]);
      const least = op.full([], toFloat(eps, 'eps'), 'float32');
      const size = (node: Node) => op.binary('maximum', op.unary('sqrt', sum(op.mul(node, node))), least);
      return op.div(sum(op.mul(u, v)), op.mul(size(u), size(v)));
    },
    a,
    b,
  );
}

/** The p-norm of the differences of rows. */
export function pairwiseDistance(a: Tensor, b: Tensor, p: Value, eps: Value, keepdim: Value): Tensor {
  return apply(
    'Norm#1',
    (x, y) => {
      const power = toFloat(p, 'p');
      const difference = op.add(op.sub(x, y), op.full([], toFloat(eps, 'eps'), 'float32'));
      const axis = difference.shape.length - 1;
      const sum = (node: Node) => op.reduce('sum', node, [axis]);
      const size =
        power === 2
          ? op.unary('sqrt', sum(op.mul(difference, difference)))
          : op.binary(
              'pow',
              sum(op.binary('pow', op.unary('abs', difference), op.number(power))),
              op.number(1 / power),
            );
      return keepdim === true ? op.keepAxes(size, difference.shape, [axis]) : size;
    },
    a,
    b,
  );
}

/** Distances between all pairs of rows, the upper triangle of `cdist`. */
function pdist(x: Tensor, p: Value): Tensor {
  const n = x.shape[0]!;
  const pairs = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i - 1 }, (__, j) => [i, i + j + 1] as const),
  ).flat();
  const rows = (which: 0 | 1) =>
    dataNode(
      Int32Array.from(pairs, (pair) => pair[which]),
      [pairs.length],
      'int64',
    );
  const side = (which: 0 | 1) => apply('IndexSelect', (node) => op.indexSelect(node, 0, rows(which)), x);
  return named(pairwiseDistance(side(0), side(1), p, float(0), false), 'Pdist', [x]);
}

export const distances: Readonly<Record<string, PyType>> = {
  CosineSimilarity: defineModuleClass({
    name: 'CosineSimilarity',
    module: 'distance',
    parameters: 'dim=1, eps=1e-8',
    inputs: 'x1, x2',
    forward: (self: ModuleObject, a: Tensor, b: Tensor) => cosineSimilarity(a, b, attribute(self, 'dim'), attribute(self, 'eps')), // prettier-ignore
  }),
  PairwiseDistance: defineModuleClass({
    name: 'PairwiseDistance',
    module: 'distance',
    parameters: 'p=2.0, eps=1e-6, keepdim=False',
    inputs: 'x1, x2',
    forward: (self: ModuleObject, a: Tensor, b: Tensor) => pairwiseDistance(a, b, attribute(self, 'p'), attribute(self, 'eps'), attribute(self, 'keepdim')), // prettier-ignore
  }),
};

export const distanceFunctions: Functions = {
  'cosine_similarity(x1, x2, dim=1, eps=1e-8)': cosineSimilarity,
  'pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)': pairwiseDistance,
  'pdist(input, p=2.0)': pdist,
};
