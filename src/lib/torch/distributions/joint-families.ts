/** Distributions of vectors: normal ones with a covariance, counts of categories, and independent ones taken as one. */
import {
  call,
  callMethod,
  exc,
  getAttr,
  PyInstance,
  toInt,
  typeOf,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sizesArgument } from '../arguments.ts';
import { choleskyFactor } from '../linalg/factors.ts';
import { inverse } from '../linalg/solutions.ts';
import { normalTensor } from '../ops/random.ts';
import { size } from '../size.ts';
import { torchState } from '../state.ts';
import { apply, Tensor } from '../tensor.ts';
import { defineDistribution, distributionType, extended, method, parameter } from './distribution.ts';
import { categoricalType } from './families.ts';

type Self = PyInstance;

const multivariateNormalType: PyType = defineDistribution('MultivariateNormal', ['loc', 'covariance_matrix'], {
  '__init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None)': function* (self: Self, loc: Value, covariance: Value, precision: Value, triangle: Value): Task {
    if ([covariance, precision, triangle].filter((value) => value !== null).length !== 1) {
      throw exc.ValueError('Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.');
    }
    if (!(loc instanceof Tensor) || loc.shape.length < 1) throw exc.ValueError('loc must be at least one-dimensional.');
    const matrix = precision === null ? covariance : yield* inverse(precision);
    const factor = triangle ?? (yield* choleskyFactor(matrix));
    const own = factor as Tensor;
    self.dict.set('loc', loc);
    self.dict.set('covariance_matrix', matrix ?? apply('Mm', (l) => op.matmul(l, op.transpose(l)), own));
    self.dict.set('scale_tril', factor);
    self.dict.set('_batch_shape', size(loc.shape.slice(0, -1)));
    return null;
  },
  'rsample(self, sample_shape=())': (self: Self, shape: Value) => {
    const loc = parameter(self, 'loc');
    const noise = normalTensor(extended(self, shape, loc.shape.slice(-1)), 0, 1, torchState().generator);
    return apply('Add', (m, l, e) => {
      const column = op.matmul(l, op.reshape(e, [...e.shape, 1]));
      return op.add(m, op.reshape(column, e.shape));
    }, loc, parameter(self, 'scale_tril'), noise);
  },
  'log_prob(self, value)': function* (self: Self, value: Tensor): Task {
    const factor = parameter(self, 'scale_tril');
    const inverted = yield* inverse(factor);
    return apply('Sub', (x, m, l, inv) => {
      const difference = op.sub(x, m);
      const n = difference.shape.at(-1)!;
      const white = op.reshape(op.matmul(inv, op.reshape(difference, [...difference.shape, 1])), difference.shape);
      const distance = op.reduce('sum', op.mul(white, white), [white.shape.length - 1]);
      return op.sub(op.mul(op.full([], -0.5, 'float32'), op.add(op.full([], n * Math.log(2 * Math.PI), 'float32'), distance)), halfLogDeterminant(l));
    }, value, parameter(self, 'loc'), factor, inverted);
  },
  'entropy(self)': (self: Self) => {
    const loc = parameter(self, 'loc');
    const n = loc.shape.at(-1)!;
    return apply('Add', (l) => op.add(op.full([], 0.5 * n * (1 + Math.log(2 * Math.PI)), 'float32'), halfLogDeterminant(l)), parameter(self, 'scale_tril'));
  },
}, {
  event_shape: (self) => size(parameter(self, 'loc').shape.slice(-1)),
  mean: (self) => parameter(self, 'loc'),
  variance: (self) => apply('Sum#1', (l) => op.reduce('sum', op.mul(l, l), [l.shape.length - 1]), parameter(self, 'scale_tril')),
}); // prettier-ignore

/** The sum of the logarithms of a triangle's diagonal. */
function halfLogDeterminant(l: ReturnType<typeof op.transpose>): ReturnType<typeof op.transpose> {
  const n = l.shape.at(-1)!;
  const lead = l.shape.slice(0, -2);
  const places = op.concat(Array.from({ length: n }, (_, i) => op.full([1], i * (n + 1), 'int64')), 0); // prettier-ignore
  const diagonal = op.indexSelect(op.reshape(l, [...lead, n * n]), lead.length, places);
  return op.reduce('sum', op.unary('log', diagonal), [lead.length]);
}

/** What a `Categorical` of the same probabilities is asked for. */
const categoryOf = (self: Self): Value => self.dict.get('_categorical')!;

function* keepCategories(self: Self, probs: Value, logits: Value): Task<null> {
  const made = (yield* call(categoricalType, [], new Map([['probs', probs], ['logits', logits]]))) as PyInstance; // prettier-ignore
  self.dict.set('_categorical', made);
  for (const name of ['probs', 'logits', '_batch_shape']) self.dict.set(name, made.dict.get(name)!);
  return null;
}

const eventShape = (self: Self): Value => size(parameter(self, 'probs').shape.slice(-1));

const oneHotCategoricalType: PyType = defineDistribution('OneHotCategorical', [], {
  '__init__(self, probs=None, logits=None, validate_args=None)': keepCategories,
  'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
    const places = (yield* callMethod(categoryOf(self), 'sample', [shape])) as Tensor;
    const n = parameter(self, 'probs').shape.at(-1)!;
    return new Tensor(op.scatterAdd(op.full([...places.shape, 1], 1, 'float32'), places.shape.length, op.reshape(places.node, [...places.shape, 1]), n));
  },
  'log_prob(self, value)': function* (self: Self, value: Tensor): Task {
    return yield* callMethod(categoryOf(self), 'log_prob', [yield* method(value, 'argmax', -1)]);
  },
  'entropy(self)': (self: Self) => callMethod(categoryOf(self), 'entropy'),
}, { event_shape: eventShape, mean: (self) => parameter(self, 'probs') }); // prettier-ignore

const multinomialType: PyType = defineDistribution('Multinomial', [], {
  '__init__(self, total_count=1, probs=None, logits=None, validate_args=None)': function* (self: Self, count: Value, probs: Value, logits: Value): Task {
    self.dict.set('total_count', toInt(count, 'total_count'));
    return yield* keepCategories(self, probs, logits);
  },
  'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
    const count = self.dict.get('total_count') as number;
    const draws = (yield* callMethod(categoryOf(self), 'sample', [size([count, ...sizesArgument([shape])])])) as Tensor;
    const n = parameter(self, 'probs').shape.at(-1)!;
    const rest = draws.shape.slice(1);
    const last = op.permute(draws.node, [...rest.map((_, i) => i + 1), 0]);
    return new Tensor(op.scatterAdd(op.full([...rest, count], 1, 'float32'), rest.length, last, n));
  },
  'log_prob(self, value)': function* (self: Self, value: Tensor): Task {
    const next = apply('Add', (x) => op.add(x, op.full([], 1, 'float32')), value);
    const each = (yield* method(next, 'lgamma')) as Tensor;
    const whole = (yield* method(apply('Sum#1', (x) => op.add(op.reduce('sum', x, [x.shape.length - 1]), op.full([], 1, 'float32')), value), 'lgamma')) as Tensor;
    return apply('Add', (x, l, g, w) => {
      const axis = [x.shape.length - 1];
      const terms = op.where(op.binary('equal', x, op.full([], 0, 'float32')), op.full(x.shape, 0, 'float32'), op.mul(l, x));
      return op.add(op.sub(w, op.reduce('sum', g, axis)), op.reduce('sum', terms, axis));
    }, value, parameter(self, 'logits'), each, whole);
  },
}, {
  event_shape: eventShape,
  mean: (self) => apply('Mul', (p) => op.mul(p, op.full([], Number(self.dict.get('total_count')), 'float32')), parameter(self, 'probs')),
}); // prettier-ignore

/** `Independent(base, n)`: the last n dimensions of a batch become those of an event. */
const independentType: PyType = defineDistribution('Independent', [], {
  '__init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None)': function* (self: Self, base: Value, count: Value): Task {
    if (!(base instanceof PyInstance) || !typeOf(base).isSubtypeOf(distributionType)) throw exc.TypeError('Independent takes a distribution');
    const n = toInt(count, 'reinterpreted_batch_ndims');
    const batch = sizesArgument([yield* getAttr(base, 'batch_shape')]);
    if (n > batch.length) {
      throw exc.ValueError(`Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual ${n} vs ${batch.length}`);
    }
    self.dict.set('base_dist', base);
    self.dict.set('reinterpreted_batch_ndims', n);
    self.dict.set('_batch_shape', size(batch.slice(0, batch.length - n)));
    return null;
  },
  'rsample(self, sample_shape=())': (self: Self, shape: Value) => callMethod(self.dict.get('base_dist')!, 'rsample', [shape]),
  'sample(self, sample_shape=())': (self: Self, shape: Value) => callMethod(self.dict.get('base_dist')!, 'sample', [shape]),
  'log_prob(self, value)': (self: Self, value: Value) => summed(self, 'log_prob', [value]),
  'entropy(self)': (self: Self) => summed(self, 'entropy', []),
}, {
  event_shape: function* (self) {
    const batch = sizesArgument([yield* getAttr(self.dict.get('base_dist')!, 'batch_shape')]);
    const n = Number(self.dict.get('reinterpreted_batch_ndims'));
    return size([...batch.slice(batch.length - n), ...sizesArgument([yield* getAttr(self.dict.get('base_dist')!, 'event_shape')])]);
  },
  mean: (self) => getAttr(self.dict.get('base_dist')!, 'mean'),
  variance: (self) => getAttr(self.dict.get('base_dist')!, 'variance'),
}); // prettier-ignore

/** What the base answers, summed over the dimensions that are the event's. */
function* summed(self: Self, name: string, args: Value[]): Task {
  const each = (yield* callMethod(self.dict.get('base_dist')!, name, args)) as Tensor;
  const n = Number(self.dict.get('reinterpreted_batch_ndims'));
  return apply('Sum#1', (node) => op.reduce('sum', node, Array.from({ length: n }, (_, i) => node.shape.length - 1 - i)), each); // prettier-ignore
}

export const jointFamilies: Readonly<Record<string, PyType>> = {
  MultivariateNormal: multivariateNormalType,
  OneHotCategorical: oneHotCategoricalType,
  Multinomial: multinomialType,
  Independent: independentType,
};
