/** Families with a scale or a rate, and of counts: formulas on nodes, so that gradients flow through `log_prob` and, where PyTorch has them, samples. */
import { exc, type Functions, type PyInstance, type PyType, type Task, type Value } from '../../python/bind.ts';
import { gamma } from '../../random/gamma.ts';
import { cauchy, exponential, fill, poisson } from '../../random/torch-distributions.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { maybeTensor } from '../arguments.ts';
import { hostTensor } from '../ops/creation.ts';
import { normalTensor, uniformTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { torchState } from '../state.ts';
import { apply, shapeChecked, type Tensor } from '../tensor.ts';
import { nonNegative, positive as positiveNumber, probability } from './constraints.ts';
import {
  checkParameter,
  defineDistribution,
  extended,
  madeOf,
  method,
  parameter,
  setBroadcast,
} from './distribution.ts';

type Self = PyInstance;
type Formula = (...nodes: Node[]) => Node;

const { add, sub, mul, div, neg } = op;
const log = (x: Node): Node => op.unary('log', x);
const exp = (x: Node): Node => op.unary('exp', x);
const abs = (x: Node): Node => op.unary('abs', x);
const square = (x: Node): Node => mul(x, x);
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
const EULER = 0.5772156649015329;
const TINY = 2 ** -126;
const EPS = 2 ** -23;

/** A tensor of floats of what a program gives as a value. */
function valueOf(value: Value): Tensor {
  const tensor = maybeTensor(value);
  if (tensor === null) throw exc.ValueError('The value argument to log_prob must be a Tensor');
  return tensor.dtype === 'float32' || tensor.dtype === 'float64' ? tensor : apply('ToCopy', (node) => op.cast(node, 'float32'), tensor); // prettier-ignore
}

const of = (formula: Formula, ...tensors: Tensor[]): Tensor => shapeChecked(() => apply('Add', formula, ...tensors));
const lgamma = (x: Tensor): Task<Tensor> => method(x, 'lgamma') as Task<Tensor>;
const digamma = (x: Tensor): Task<Tensor> => method(x, 'digamma') as Task<Tensor>;
const uniform = (shape: readonly number[], low: number, high: number): Tensor => uniformTensor(shape, low, high, torchState().generator); // prettier-ignore

/** Draws of a parameter's values, one for each element of a sample. */
function* drawn(self: Self, shape: Value, name: string, draw: (value: number) => number): Task<Tensor> {
  const sizes = extended(self, shape);
  const values = yield* readTensor(parameter(self, name));
  const out = Float32Array.from({ length: sizeOf(sizes) }, (_, i) => draw(values[i % values.length]!));
  return hostTensor(out, sizes, 'float32');
}

/** Families that PyTorch makes of others, whose parameters do not show in their repr. */
const OPAQUE: ReadonlySet<string> = new Set(['HalfNormal', 'LogNormal', 'Chi2']);

interface Family {
  readonly name: string;
  /** Parameters in order, with defaults as signature text. */
  readonly parameters: readonly string[];
  readonly positive?: readonly string[];
  readonly notNegative?: readonly string[];
  readonly sample: (self: Self, shape: Value) => Tensor | Task<Tensor>;
  /** From the parameters and a value. */
  readonly logProb?: (value: Tensor, ...parameters: Tensor[]) => Tensor | Task<Tensor>;
  readonly entropy?: (...parameters: Tensor[]) => Tensor | Task<Tensor>;
  readonly mean?: Formula;
  readonly variance?: Formula;
  readonly cdf?: (value: Tensor, ...parameters: Tensor[]) => Tensor | Task<Tensor>;
  /** Whether `sample` draws whole numbers or others without a gradient. */
  readonly discrete?: boolean;
}

/** A distribution of independent parameters. */
function family({
  name,
  parameters,
  positive = [],
  notNegative = [],
  sample,
  logProb,
  entropy,
  mean,
  variance,
  cdf,
  discrete = false,
}: Family): PyType {
  const names = parameters.map((text) => text.split('=')[0]!);
  const all = (self: Self): Tensor[] => names.map((key) => parameter(self, key));
  const methods: Record<string, unknown> = {
    [`__init__(self, ${parameters.join(', ')}, validate_args=None)`]: function* (self: Self, ...values: Value[]): Task {
      yield* setBroadcast(self, Object.fromEntries(names.map((key, i) => [key, values[i] ?? null])));
      for (const key of positive) yield* checkParameter(self, key, positiveNumber);
      for (const key of notNegative) yield* checkParameter(self, key, nonNegative);
      return null;
    },
    [`${discrete ? 'sample' : 'rsample'}(self, sample_shape=())`]: sample,
  };
  if (logProb) methods['log_prob(self, value)'] = (self: Self, value: Value) => logProb(valueOf(value), ...all(self));
  if (cdf) methods['cdf(self, value)'] = (self: Self, value: Value) => cdf(valueOf(value), ...all(self));
  if (entropy) methods['entropy(self)'] = (self: Self) => entropy(...all(self));
  const properties: Record<string, (self: Self) => Value> = {};
  if (mean) properties.mean = (self) => of(mean, ...all(self));
  if (variance) properties.variance = (self) => of(variance, ...all(self));
  return defineDistribution(
    name,
    OPAQUE.has(name) ? [] : name === 'Pareto' ? ['alpha', 'scale'] : names,
    methods as Functions,
    properties,
  );
}

const scaled = (self: Self, noise: Tensor): Tensor => of((l, s, e) => add(l, mul(e, s)), parameter(self, 'loc'), parameter(self, 'scale'), noise); // prettier-ignore
const LOCATION = ['loc', 'scale'] as const;

const standardGamma = (alpha: number): number => Math.max(TINY, gamma(torchState().generator, alpha));

function* gammaLogProb(v: Tensor, concentration: Tensor, rate: Tensor): Task<Tensor> {
  return of((x, c, r, g) => sub(add(mul(c, log(r)), sub(mul(sub(c, op.number(1)), log(x)), mul(r, x))), g), v, concentration, rate, yield* lgamma(concentration)); // prettier-ignore
}

/** A count of successes by the gaps between them, as PyTorch draws it where few are expected. */
function binomialDraw(count: number, probability: number): number {
  if (count <= 0 || probability <= 0) return 0;
  if (probability >= 1) return count;
  if (probability > 0.5) return count - binomialDraw(count, 1 - probability);
  if (count * probability >= 10) throw exc.NotImplementedError('Binomial samples run here where fewer than ten successes are expected'); // prettier-ignore
  const { generator } = torchState();
  let [gaps, found] = [0, 0];
  for (;;) {
    gaps += Math.ceil(Math.log(generator.uniformDouble()) / Math.log1p(-probability));
    if (gaps > count) return found;
    found++;
  }
}

export const scaleFamilies: Readonly<Record<string, PyType>> = {
  Laplace: family({
    name: 'Laplace',
    parameters: LOCATION,
    positive: ['scale'],
    sample: (self, shape) => of((l, s, u) => sub(l, mul(mul(s, op.unary('sign', u)), op.unary('log1p', neg(abs(u))))), parameter(self, 'loc'), parameter(self, 'scale'), uniform(extended(self, shape), EPS - 1, 1)),
    logProb: (v, loc, scale) => of((x, l, s) => sub(neg(log(mul(s, op.number(2)))), div(abs(sub(x, l)), s)), v, loc, scale),
    entropy: (_loc, scale) => of((s) => add(log(mul(s, op.number(2))), op.number(1)), scale),
    cdf: (v, loc, scale) => of((x, l, s) => sub(op.number(0.5), mul(mul(op.number(0.5), op.unary('sign', sub(x, l))), op.unary('expm1', div(neg(abs(sub(x, l))), s)))), v, loc, scale),
    mean: (loc) => add(loc, op.number(0)),
    variance: (_loc, scale) => mul(square(scale), op.number(2)),
  }),
  Gamma: family({
    name: 'Gamma',
    parameters: ['concentration', 'rate'],
    positive: ['concentration', 'rate'],
    sample: function* (self, shape) {
      const draws = yield* drawn(self, shape, 'concentration', standardGamma);
      return of((x, r) => div(x, r), draws, parameter(self, 'rate'));
    },
    logProb: gammaLogProb,
    entropy: function* (concentration, rate): Task<Tensor> {
      return of((c, r, g, d) => add(add(sub(c, log(r)), g), mul(sub(op.number(1), c), d)), concentration, rate, yield* lgamma(concentration), yield* digamma(concentration));
    },
    mean: (c, r) => div(c, r),
    variance: (c, r) => div(c, square(r)),
  }),
  Poisson: family({
    name: 'Poisson',
    parameters: ['rate'],
    notNegative: ['rate'],
    discrete: true,
    sample: (self, shape) => drawn(self, shape, 'rate', (rate) => poisson(torchState().generator, rate)),
    logProb: function* (v, rate): Task<Tensor> {
      const next = of((x) => add(x, op.number(1)), v);
      return of((x, r, g) => sub(sub(mul(x, log(r)), r), g), v, rate, yield* lgamma(next));
    },
    mean: (rate) => add(rate, op.number(0)),
    variance: (rate) => add(rate, op.number(0)),
  }),
  HalfNormal: family({
    name: 'HalfNormal',
    parameters: ['scale'],
    positive: ['scale'],
    sample: (self, shape) => of((s, e) => abs(mul(e, s)), parameter(self, 'scale'), normalTensor(extended(self, shape), 0, 1, torchState().generator)),
    logProb: (v, scale) => of((x, s) => add(sub(neg(div(square(x), mul(square(s), op.number(2)))), add(log(s), op.number(HALF_LOG_2PI))), op.number(Math.LN2)), v, scale),
    entropy: (scale) => of((s) => add(log(s), op.number(0.5 + HALF_LOG_2PI - Math.LN2)), scale),
    mean: (scale) => mul(scale, op.number(Math.sqrt(2 / Math.PI))),
    variance: (scale) => mul(square(scale), op.number(1 - 2 / Math.PI)),
  }),
  LogNormal: family({
    name: 'LogNormal',
    parameters: LOCATION,
    positive: ['scale'],
    sample: (self, shape) => of(exp, scaled(self, normalTensor(extended(self, shape), 0, 1, torchState().generator))),
    logProb: (v, loc, scale) => of((x, l, s) => sub(sub(neg(div(square(sub(log(x), l)), mul(square(s), op.number(2)))), add(log(s), op.number(HALF_LOG_2PI))), log(x)), v, loc, scale),
    entropy: (loc, scale) => of((l, s) => add(add(log(s), l), op.number(0.5 + HALF_LOG_2PI)), loc, scale),
    mean: (l, s) => exp(add(l, div(square(s), op.number(2)))),
    variance: (l, s) => mul(op.unary('expm1', square(s)), exp(add(mul(l, op.number(2)), square(s)))),
  }),
  Cauchy: family({
    name: 'Cauchy',
    parameters: LOCATION,
    positive: ['scale'],
    sample: (self, shape) => {
      const sizes = extended(self, shape);
      const noise = new Float32Array(sizeOf(sizes));
      fill(noise, () => cauchy(torchState().generator, 0, 1));
      return scaled(self, hostTensor(noise, sizes, 'float32'));
    },
    logProb: (v, loc, scale) => of((x, l, s) => sub(sub(op.number(-Math.log(Math.PI)), log(s)), op.unary('log1p', square(div(sub(x, l), s)))), v, loc, scale),
    entropy: (_loc, scale) => of((s) => add(op.number(Math.log(4 * Math.PI)), log(s)), scale),
    mean: (l) => op.full(l.shape, NaN, 'float32'),
    variance: (l) => op.full(l.shape, Infinity, 'float32'),
  }),
  Gumbel: family({
    name: 'Gumbel',
    parameters: LOCATION,
    positive: ['scale'],
    sample: (self, shape) => of((l, s, u) => sub(l, mul(s, log(neg(log(u))))), parameter(self, 'loc'), parameter(self, 'scale'), of((u) => add(mul(u, op.number(1 - EPS - TINY)), op.number(TINY)), uniform(extended(self, shape), 0, 1))),
    logProb: (v, loc, scale) => of((x, l, s) => {
      const y = div(sub(l, x), s);
      return sub(sub(y, exp(y)), log(s));
    }, v, loc, scale),
    entropy: (_loc, scale) => of((s) => add(log(s), op.number(1 + EULER)), scale),
    mean: (l, s) => add(l, mul(s, op.number(EULER))),
    variance: (_l, s) => mul(square(s), op.number(Math.PI ** 2 / 6)),
  }),
  Chi2: family({
    name: 'Chi2',
    parameters: ['df'],
    positive: ['df'],
    sample: function* (self, shape) {
      return of((x) => mul(x, op.number(2)), yield* drawn(self, shape, 'df', (df) => standardGamma(df / 2)));
    },
    logProb: function* (v, df): Task<Tensor> {
      const half = of((d) => mul(d, op.number(0.5)), df);
      return yield* gammaLogProb(v, half, of((d) => op.full(d.shape, 0.5, 'float32'), half));
    },
    mean: (df) => add(df, op.number(0)),
    variance: (df) => mul(df, op.number(2)),
  }),
  StudentT: family({
    name: 'StudentT',
    parameters: ['df', 'loc=0.0', 'scale=1.0'],
    positive: ['df', 'scale'],
    sample: function* (self, shape) {
      const noise = normalTensor(extended(self, shape), 0, 1, torchState().generator);
      const chi = yield* drawn(self, shape, 'df', (df) => 2 * standardGamma(df / 2));
      return scaled(self, of((x, z, d) => mul(x, op.unary('rsqrt', div(z, d))), noise, chi, parameter(self, 'df')));
    },
    logProb: function* (v, df, loc, scale): Task<Tensor> {
      const [a, b] = [yield* lgamma(of((d) => mul(d, op.number(0.5)), df)), yield* lgamma(of((d) => mul(add(d, op.number(1)), op.number(0.5)), df))];
      return of((x, d, l, s, g, h) => {
        const y = div(sub(x, l), s);
        const z = sub(add(add(add(log(s), mul(log(d), op.number(0.5))), op.number(0.5 * Math.log(Math.PI))), g), h);
        return sub(mul(mul(op.number(-0.5), add(d, op.number(1))), op.unary('log1p', div(square(y), d))), z);
      }, v, df, loc, scale, a, b);
    },
    variance: (df, _l, s) => {
      const [one, two] = [op.number(1), op.number(2)];
      const finite = mul(square(s), div(df, sub(df, two)));
      const wide = op.where(op.binary('greater', df, one), op.full(df.shape, Infinity, 'float32'), op.full(df.shape, NaN, 'float32'));
      return op.where(op.binary('greater', df, two), finite, wide);
    },
    mean: (df, l) => op.where(op.binary('greater', df, op.number(1)), add(l, op.number(0)), op.full(l.shape, NaN, 'float32')),
  }),
  Pareto: family({
    name: 'Pareto',
    parameters: ['scale', 'alpha'],
    positive: ['scale', 'alpha'],
    sample: (self, shape) => {
      const sizes = extended(self, shape);
      const noise = new Float32Array(sizeOf(sizes));
      fill(noise, () => exponential(torchState().generator, 1));
      return of((s, a, e) => mul(s, exp(div(e, a))), parameter(self, 'scale'), parameter(self, 'alpha'), hostTensor(noise, sizes, 'float32'));
    },
    logProb: (v, scale, alpha) => of((x, s, a) => sub(add(log(a), mul(a, log(s))), mul(add(a, op.number(1)), log(x))), v, scale, alpha),
    variance: (s, a) => op.where(op.binary('greater', a, op.number(2)), div(mul(square(s), a), mul(square(sub(a, op.number(1))), sub(a, op.number(2)))), op.full(a.shape, Infinity, 'float32')),
    mean: (s, a) => op.where(op.binary('greater', a, op.number(1)), div(mul(a, s), sub(a, op.number(1))), op.full(a.shape, Infinity, 'float32')),
  }),
}; // prettier-ignore

/** Distributions of counts, of which `probs` or `logits` are given. */
function countFamily(name: string, first: string | null, sample: (self: Self, shape: Value) => Tensor | Task<Tensor>, logProb: (value: Tensor, count: Tensor, logits: Tensor, probs: Tensor) => Task<Tensor>, mean: Formula, variance: Formula): PyType {
  const lead = first === null ? '' : `${first}=1, `;
  const known = (self: Self): Tensor[] => [...(first === null ? [] : [parameter(self, first)]), parameter(self, 'probs')];
  return defineDistribution(name, [...(first === null ? [] : [first]), 'probs', 'logits'], {
    [`__init__(self, ${lead}probs=None, logits=None, validate_args=None)`]: function* (self: Self, ...values: Value[]): Task {
      const [count, probs, logits] = (first === null ? [null, ...values] : values) as [Value, Value, Value];
      if ((probs === null) === (logits === null)) throw exc.ValueError('Either `probs` or `logits` must be specified, but not both.');
      madeOf(self, probs === null ? 'logits' : 'probs');
      const given = probs ?? logits;
      yield* setBroadcast(self, first === null ? { given } : { [first]: count, given });
      const own = parameter(self, 'given');
      self.dict.delete('given');
      self.dict.set('probs', probs === null ? of((x) => op.unary('sigmoid', x), own) : own);
      self.dict.set('logits', probs === null ? own : of((p) => {
        const inside = op.binary('minimum', op.binary('maximum', p, op.number(EPS)), op.number(1 - EPS));
        return sub(log(inside), op.unary('log1p', neg(inside)));
      }, own));
      if (probs !== null) yield* checkParameter(self, 'probs', probability);
      return null;
    },
    'sample(self, sample_shape=())': sample,
    'log_prob(self, value)': (self: Self, value: Value) => {
      const probs = parameter(self, 'probs');
      return logProb(valueOf(value), first === null ? probs : parameter(self, first), parameter(self, 'logits'), probs);
    },
  } as Functions, {
    mean: (self) => of(mean, ...known(self)),
    variance: (self) => of(variance, ...known(self)),
  });
} // prettier-ignore

export const countFamilies: Readonly<Record<string, PyType>> = {
  Binomial: countFamily(
    'Binomial',
    'total_count',
    function* (self, shape) {
      const counts = yield* readTensor(parameter(self, 'total_count'));
      let i = 0;
      return yield* drawn(self, shape, 'probs', (p) => binomialDraw(counts[i++ % counts.length]!, p));
    },
    function* (v, count, logits): Task<Tensor> {
      const parts = [count, v, of((n, x) => sub(n, x), count, v)].map((x) => of((n) => add(n, op.number(1)), x));
      const [all, hits, misses] = [yield* lgamma(parts[0]!), yield* lgamma(parts[1]!), yield* lgamma(parts[2]!)];
      return of((x, n, l, a, h, m) => {
        const positive = op.unary('relu', l);
        const normalize = sub(add(mul(n, positive), mul(n, op.unary('log1p', exp(neg(abs(l)))))), a);
        return sub(sub(sub(mul(x, l), h), m), normalize);
      }, v, count, logits, all, hits, misses);
    },
    (n, p) => mul(n, p),
    (n, p) => mul(mul(n, p), sub(op.number(1), p)),
  ),
  Geometric: countFamily(
    'Geometric',
    null,
    (self, shape) => of((u, p) => op.unary('floor', div(log(u), op.unary('log1p', neg(p)))), uniform(extended(self, shape), TINY, 1), parameter(self, 'probs')),
    function* (v, _count, _logits, probs): Task<Tensor> {
      yield* [];
      return of((x, p) => add(mul(x, op.unary('log1p', neg(p))), log(p)), v, probs);
    },
    (p) => sub(div(op.number(1), p), op.number(1)),
    (p) => div(sub(div(op.number(1), p), op.number(1)), p),
  ),
}; // prettier-ignore
