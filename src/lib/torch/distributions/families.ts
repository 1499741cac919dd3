/** The families of distributions. Their arithmetic is on tensors, so that gradients flow through `rsample` and `log_prob`. */
import {
  call, callMethod, compare, exc, float, truth, type PyInstance, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { dirichlet } from '../../random/gamma.ts';
import { exponential, fill } from '../../random/torch-distributions.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { sizesArgument } from '../arguments.ts';
import { functionalModule } from '../nn/index.ts';
import { hostTensor } from '../ops/creation.ts';
import { multinomial } from '../ops/multinomial.ts';
import { drawBernoulli, normalTensor, uniformTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { size } from '../size.ts';
import { torchState } from '../state.ts';
import { Tensor } from '../tensor.ts';
import {
  category,
  inRows,
  interval,
  nonNegative,
  positive,
  probability,
  real,
  simplex,
  truthValue,
} from './constraints.ts';
import { add, checkParameter, defineDistribution, divide, extended, isUnchecked, madeOf, method, multiply, parameter, setBroadcast, subtract } from './distribution.ts'; // prettier-ignore

type Self = PyInstance;
const stream = () => torchState().generator;
const own =
  (name: string) =>
  (self: Self): Value =>
    parameter(self, name);

export const normalType: PyType = defineDistribution(
  'Normal',
  ['loc', 'scale'],
  {
    '__init__(self, loc, scale, validate_args=None)': function* (self: Self, loc: Value, scale: Value): Task {
      yield* setBroadcast(self, { loc, scale });
      yield* checkParameter(self, 'loc', real);
      yield* checkParameter(self, 'scale', positive);
      return null;
    },
    'rsample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const noise = normalTensor(extended(self, shape), 0, 1, stream());
      return yield* add(parameter(self, 'loc'), yield* multiply(noise, parameter(self, 'scale')));
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const scale = parameter(self, 'scale');
      const off = yield* subtract(value, parameter(self, 'loc'));
      const variance = yield* multiply(scale, scale);
      const quadratic = yield* divide(yield* multiply(off, off), yield* multiply(variance, float(2)));
      const rest = yield* add(yield* method(scale, 'log'), float(0.5 * Math.log(2 * Math.PI)));
      return yield* subtract(yield* method(quadratic, 'neg'), rest);
    },
    'cdf(self, value)': function* (self: Self, value: Value): Task {
      const off = yield* divide(yield* subtract(value, parameter(self, 'loc')), parameter(self, 'scale'));
      const error = yield* method(yield* divide(off, float(Math.SQRT2)), 'erf');
      return yield* multiply(yield* add(error, float(1)), float(0.5));
    },
    'icdf(self, value)': function* (self: Self, value: Value): Task {
      const centred = yield* method(yield* subtract(yield* multiply(value, float(2)), float(1)), 'erfinv');
      const scale = yield* multiply(parameter(self, 'scale'), float(Math.SQRT2));
      return yield* add(parameter(self, 'loc'), yield* multiply(scale, centred));
    },
    'entropy(self)': function* (self: Self): Task {
      return yield* add(yield* method(parameter(self, 'scale'), 'log'), float(0.5 + 0.5 * Math.log(2 * Math.PI)));
    },
  },
  {
    mean: own('loc'),
    mode: own('loc'),
    variance: (self) => multiply(parameter(self, 'scale'), parameter(self, 'scale')),
    stddev: own('scale'),
  },
  () => real,
);

export const uniformType: PyType = defineDistribution(
  'Uniform',
  ['low', 'high'],
  {
    '__init__(self, low, high, validate_args=None)': function* (self: Self, low: Value, high: Value): Task {
      yield* setBroadcast(self, { low, high });
      const wide = yield* compare('<', parameter(self, 'low'), parameter(self, 'high'));
      if (!isUnchecked(self) && !(yield* truth(yield* method(wide, 'all')))) {
        throw exc.ValueError('Uniform is not defined when low>= high');
      }
      return null;
    },
    'rsample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const width = yield* subtract(parameter(self, 'high'), parameter(self, 'low'));
      const part = uniformTensor(extended(self, shape), 0, 1, stream());
      return yield* add(parameter(self, 'low'), yield* multiply(part, width));
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const above = yield* method(yield* compare('<=', parameter(self, 'low'), value), 'float');
      const below = yield* method(yield* compare('>', parameter(self, 'high'), value), 'float');
      const inside = yield* method(yield* multiply(above, below), 'log');
      const width = yield* subtract(parameter(self, 'high'), parameter(self, 'low'));
      return yield* subtract(inside, yield* method(width, 'log'));
    },
    'entropy(self)': function* (self: Self): Task {
      return yield* method(yield* subtract(parameter(self, 'high'), parameter(self, 'low')), 'log');
    },
  },
  {
    mean: function* (self) {
      return yield* divide(yield* add(parameter(self, 'high'), parameter(self, 'low')), float(2));
    },
    variance: function* (self) {
      const width = yield* subtract(parameter(self, 'high'), parameter(self, 'low'));
      return yield* divide(yield* multiply(width, width), float(12));
    },
  },
  (self) => interval(parameter(self, 'low'), parameter(self, 'high')),
);

/** One of `probs` and `logits` is given. Raises ValueError. */
function oneOf(self: Self, probs: Value, logits: Value): void {
  madeOf(self, probs === null ? 'logits' : 'probs');
  if ((probs === null) === (logits === null)) {
    throw exc.ValueError('Either `probs` or `logits` must be specified, but not both.');
  }
}

const EPSILON = float(2 ** -23);
const ONE_LESS = float(1 - 2 ** -23);

export const bernoulliType: PyType = defineDistribution(
  'Bernoulli',
  ['probs', 'logits'],
  {
    '__init__(self, probs=None, logits=None, validate_args=None)': function* (self: Self, probs: Value, logits: Value): Task {
      oneOf(self, probs, logits);
      if (probs !== null) {
        yield* setBroadcast(self, { probs });
        yield* checkParameter(self, 'probs', probability);
        const inside = yield* method(parameter(self, 'probs'), 'clamp', EPSILON, ONE_LESS);
        const complement = yield* method(yield* method(inside, 'neg'), 'log1p');
        self.dict.set('logits', yield* subtract(yield* method(inside, 'log'), complement));
      } else {
        yield* setBroadcast(self, { logits });
        self.dict.set('probs', yield* method(parameter(self, 'logits'), 'sigmoid'));
      }
      return null;
    },
    'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const sizes = extended(self, shape);
      const values = new Float32Array(sizeOf(sizes));
      yield* drawBernoulli(values, parameter(self, 'probs'), stream());
      return hostTensor(values, sizes, 'float32');
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      return yield* method(yield* crossEntropy(parameter(self, 'logits'), value), 'neg');
    },
    'entropy(self)': (self: Self) => crossEntropy(parameter(self, 'logits'), parameter(self, 'probs')),
  },
  {
    mean: own('probs'),
    mode: function* (self) {
      const probs = parameter(self, 'probs');
      const likely = yield* method(yield* compare('>=', probs, float(0.5)), 'float');
      return yield* method(likely, 'masked_fill', yield* compare('==', probs, float(0.5)), float(NaN));
    },
    variance: function* (self) {
      const probs = parameter(self, 'probs');
      return yield* multiply(probs, yield* subtract(float(1), probs));
    },
  },
  () => truthValue,
); // prettier-ignore

function* crossEntropy(logits: Tensor, value: Value): Task {
  const target = yield* method(value, 'expand_as', logits);
  const run = functionalModule.member('binary_cross_entropy_with_logits')!;
  return yield* call(run, [logits, target], new Map([['reduction', 'none']]));
}

/** nan for each distribution of a batch. */
const nowhere = (self: Self): Tensor =>
  new Tensor(op.full(sizesArgument([self.dict.get('_batch_shape')!]), NaN, 'float32'));

export const categoricalType: PyType = defineDistribution(
  'Categorical',
  ['probs', 'logits'],
  {
    '__init__(self, probs=None, logits=None, validate_args=None)': function* (self: Self, probs: Value, logits: Value): Task {
      oneOf(self, probs, logits);
      const given = probs ?? logits;
      if (!(given instanceof Tensor) || given.shape.length === 0) {
        throw exc.ValueError(`\`${probs === null ? 'logits' : 'probs'}\` parameter must be at least one-dimensional.`);
      }
      if (probs !== null) {
        const total = yield* callMethod(given, 'sum', [-1], new Map([['keepdim', true]]));
        self.dict.set('probs', yield* divide(given, total));
        yield* checkParameter(self, 'probs', simplex);
        const inside = yield* method(parameter(self, 'probs'), 'clamp', EPSILON, ONE_LESS);
        self.dict.set('logits', yield* method(inside, 'log'));
      } else {
        self.dict.set('logits', yield* method(given, 'log_softmax', -1));
        yield* checkParameter(self, 'logits', inRows(real));
        self.dict.set('probs', yield* method(given, 'softmax', -1));
      }
      self.dict.set('_batch_shape', size(given.shape.slice(0, -1)));
      return null;
    },
    'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const probs = parameter(self, 'probs');
      const rows = (yield* method(probs, 'reshape', -1, probs.shape.at(-1)!)) as Tensor;
      const draws = yield* multinomial(rows, sizeOf(sizesArgument([shape])), true, null);
      return yield* method(yield* method(draws, 't'), 'reshape', size(extended(self, shape)));
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const logits = parameter(self, 'logits');
      const places = (yield* method(yield* method(value, 'long'), 'unsqueeze', -1)) as Tensor;
      const lead = places.shape.length > logits.shape.length ? places.shape.slice(0, -1) : logits.shape.slice(0, -1);
      const table = yield* method(logits, 'expand', ...lead, logits.shape.at(-1)!);
      const at = yield* method(places, 'expand', ...lead, 1);
      return yield* method(yield* method(table, 'gather', -1, at), 'squeeze', -1);
    },
    'entropy(self)': function* (self: Self): Task {
      const terms = yield* multiply(parameter(self, 'logits'), parameter(self, 'probs'));
      return yield* method(yield* method(terms, 'sum', -1), 'neg');
    },
  },
  {
    param_shape: (self) => size(parameter(self, 'probs').shape),
    mode: (self) => method(parameter(self, 'probs'), 'argmax', -1),
    // The numbers of categories have no mean.
    mean: nowhere,
    variance: nowhere,
  },
  (self) => category((self.dict.get('probs') as Tensor).shape.at(-1)!),
); // prettier-ignore

/** Draws from the simplex for rows of concentrations. */
function* simplexDraws(concentrations: Tensor, n: number): Task<Tensor> {
  const alphas = yield* readTensor(concentrations);
  return hostTensor(dirichlet(stream(), alphas, n), concentrations.shape, 'float32');
}

export const dirichletType: PyType = defineDistribution(
  'Dirichlet',
  ['concentration'],
  {
    '__init__(self, concentration, validate_args=None)': function* (self: Self, concentration: Value): Task {
      yield* setBroadcast(self, { concentration });
      yield* checkParameter(self, 'concentration', inRows(positive));
      const { shape } = parameter(self, 'concentration');
      if (shape.length === 0) throw exc.ValueError('`concentration` parameter must be at least one-dimensional.');
      self.dict.set('_batch_shape', size(shape.slice(0, -1)));
      return null;
    },
    'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const concentration = parameter(self, 'concentration');
      const n = concentration.shape.at(-1)!;
      const all = yield* method(concentration, 'expand', ...extended(self, shape, [n]));
      return yield* simplexDraws(all as Tensor, n);
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const all = parameter(self, 'concentration');
      const terms = yield* multiply(yield* subtract(all, float(1)), yield* method(value, 'log'));
      const whole = yield* method(yield* method(all, 'sum', -1), 'lgamma');
      const parts = yield* method(yield* method(all, 'lgamma'), 'sum', -1);
      return yield* subtract(yield* add(yield* method(terms, 'sum', -1), whole), parts);
    },
  },
  {
    event_shape: (self) => size(parameter(self, 'concentration').shape.slice(-1)),
    mean: function* (self) {
      const all = parameter(self, 'concentration');
      return yield* divide(all, yield* method(yield* method(all, 'sum', -1), 'unsqueeze', -1));
    },
  },
);

export const betaType: PyType = defineDistribution(
  'Beta',
  [],
  {
    '__init__(self, concentration1, concentration0, validate_args=None)': function* (self: Self, one: Value, zero: Value): Task {
      yield* setBroadcast(self, { concentration1: one, concentration0: zero });
      yield* checkParameter(self, 'concentration1', positive);
      yield* checkParameter(self, 'concentration0', positive);
      return null;
    },
    'sample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const sizes = extended(self, shape);
      const pairs: number[] = [];
      const [ones, zeros] = [yield* readTensor(parameter(self, 'concentration1')), yield* readTensor(parameter(self, 'concentration0'))];
      for (let i = 0; i < sizeOf(sizes); i++) pairs.push(ones[i % ones.length]!, zeros[i % zeros.length]!);
      return hostTensor(dirichlet(stream(), pairs, 2).filter((_, i) => i % 2 === 0), sizes, 'float32');
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const [one, zero] = [parameter(self, 'concentration1'), parameter(self, 'concentration0')];
      const part = function* (x: Value, share: Value): Task {
        return yield* subtract(yield* multiply(yield* subtract(x, float(1)), yield* method(share, 'log')), yield* method(x, 'lgamma'));
      };
      const whole = yield* method(yield* add(one, zero), 'lgamma');
      return yield* add(yield* add(yield* part(one, value), yield* part(zero, yield* subtract(float(1), value))), whole);
    },
    'entropy(self)': function* (self: Self): Task {
      const [one, zero] = [parameter(self, 'concentration1'), parameter(self, 'concentration0')];
      const sum = yield* add(one, zero);
      const part = function* (x: Value): Task {
        return yield* subtract(yield* method(x, 'lgamma'), yield* multiply(yield* subtract(x, float(1)), yield* method(x, 'digamma')));
      };
      const rest = yield* subtract(yield* multiply(yield* subtract(sum, float(2)), yield* method(sum, 'digamma')), yield* method(sum, 'lgamma'));
      return yield* add(yield* add(yield* part(one), yield* part(zero)), rest);
    },
  },
  {
    variance: function* (self) {
      const [one, zero] = [parameter(self, 'concentration1'), parameter(self, 'concentration0')];
      const sum = yield* add(one, zero);
      return yield* divide(yield* multiply(one, zero), yield* multiply(yield* multiply(sum, sum), yield* add(sum, float(1))));
    },
    mean: function* (self) {
      const one = parameter(self, 'concentration1');
      return yield* divide(one, yield* add(one, parameter(self, 'concentration0')));
    },
  },
); // prettier-ignore

export const exponentialType: PyType = defineDistribution(
  'Exponential',
  ['rate'],
  {
    '__init__(self, rate, validate_args=None)': function* (self: Self, rate: Value): Task {
      yield* setBroadcast(self, { rate });
      yield* checkParameter(self, 'rate', positive);
      return null;
    },
    'rsample(self, sample_shape=())': function* (self: Self, shape: Value): Task {
      const sizes = extended(self, shape);
      const values = new Float32Array(sizeOf(sizes));
      fill(values, () => exponential(stream(), 1));
      return yield* divide(hostTensor(values, sizes, 'float32'), parameter(self, 'rate'));
    },
    'log_prob(self, value)': function* (self: Self, value: Value): Task {
      const rate = parameter(self, 'rate');
      return yield* subtract(yield* method(rate, 'log'), yield* multiply(rate, value));
    },
    'entropy(self)': function* (self: Self): Task {
      return yield* subtract(float(1), yield* method(parameter(self, 'rate'), 'log'));
    },
  },
  {
    mean: (self) => method(parameter(self, 'rate'), 'reciprocal'),
    variance: (self) => method(parameter(self, 'rate'), 'pow', -2),
  },
  () => nonNegative,
);
