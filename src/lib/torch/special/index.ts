/** `torch.special`: functions found on the host, with their derivatives, beside those that `torch` has under other names. */
import { defineModule, exc, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { inverseErf } from '../../random/inverse-erf.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { maybeTensor, tensorArgument } from '../arguments.ts';
import { pointwiseFunctions } from '../ops/pointwise.ts';
import { derivedPointwiseFunctions } from '../ops/derived-pointwise.ts';
import { readTensor } from '../ops/reading.ts';
import { softmaxFunctions } from '../ops/softmax.ts';
import { statisticsFunctions } from '../ops/statistics.ts';
import { apply, Tensor } from '../tensor.ts';
import { bessel, besselScaled, digamma, lgamma, lowerGamma, normalBelow, polygamma, upperGamma } from './numbers.ts';

/** Of values, element by element. */
const mapped = (values: ArrayLike<number>, f: (x: number) => number): Float32Array<ArrayBuffer> =>
  Float32Array.from(values, f);

/** An element-wise function found on the host; `slope` is its derivative. */
const elementwise = (name: string, f: (x: number) => number, slope: (x: number) => number) =>
  function* (given: Value): Task<Tensor> {
    const x = tensorArgument(given, `${name.toLowerCase()}(): argument 'input' (position 1)`);
    const dtype = isFloating(x.dtype) ? x.dtype : 'float32';
    const values = yield* readTensor(x);
    const found = dataNode(mapped(values, f), x.shape, dtype);
    if (!x.input.requiresGrad) return new Tensor(found);
    const slopes = dataNode(mapped(values, slope), x.shape, dtype);
    return apply(name, (node) => op.add(found, op.mul(slopes, op.sub(node, op.detach(node)))), x);
  };

const lgammaOf = elementwise('Lgamma', lgamma, digamma);
const digammaOf = elementwise('Digamma', digamma, (x) => polygamma(1, x));
const erfinvOf = elementwise('Erfinv', inverseErf, (x) => (Math.sqrt(Math.PI) / 2) * Math.exp(inverseErf(x) ** 2));
const i0Of = elementwise('I0', (x) => bessel(0, x), (x) => bessel(1, x)); // prettier-ignore
const besselSlope = (x: number): number => (x === 0 ? 0.5 : bessel(0, x) - bessel(1, x) / x);
const normal = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const normalQuantile = (p: number): number =>
  p === 0 ? -Infinity : p === 1 ? Infinity : Math.SQRT2 * inverseErf(2 * p - 1);

const polygammaOf = (n: Value, x: Value): Task<Tensor> => {
  const order = toInt(n, 'n');
  if (order < 0) throw exc.RuntimeError('polygamma(n, x) does not support negative n.');
  return elementwise('Polygamma', (v) => polygamma(order, v), (v) => polygamma(order + 1, v))(x); // prettier-ignore
};

/** ln of the multivariate gamma function of dimension p. */
const mvlgammaOf = (x: Value, p: Value): Task<Tensor> => {
  const dimension = toInt(p, 'p');
  const sum = (f: (v: number) => number) => (v: number) =>
    Array.from({ length: dimension }, (_, j) => f(v - j / 2)).reduce((a, b) => a + b, 0);
  const rest = ((dimension * (dimension - 1)) / 4) * Math.log(Math.PI);
  return elementwise('Mvlgamma', (v) => rest + sum(lgamma)(v), sum(digamma))(x); // prettier-ignore
};

/** Incomplete gamma functions of two tensors; the gradient is that by x. */
const incomplete = (name: string, f: (a: number, x: number) => number, sign: 1 | -1) =>
  function* (a: Value, x: Value): Task<Tensor> {
    const [left, right] = [maybeTensor(a), maybeTensor(x)];
    if (left === null || right === null) throw exc.TypeError(`${name.toLowerCase()}(): arguments must be Tensors`);
    if (left.input.requiresGrad) throw exc.RuntimeError(`the derivative for '${name.toLowerCase()}: input' is not implemented.`); // prettier-ignore
    const { shape } = op.add(left.node, right.node);
    const [as, xs] = [yield* readTensor(new Tensor(op.expand(left.node, shape))), yield* readTensor(new Tensor(op.expand(right.node, shape)))]; // prettier-ignore
    const both = (g: (p: number, q: number) => number): Node => dataNode(Float32Array.from(as, (p, i) => g(p, xs[i]!)), shape, 'float32'); // prettier-ignore
    const slope = (p: number, q: number): number => sign * Math.exp((p - 1) * Math.log(q) - q - lgamma(p));
    return apply(name, (node) => op.add(both(f), op.mul(both(slope), op.sub(node, op.detach(node)))), right);
  };

const igammaOf = incomplete('Igamma', lowerGamma, 1);
const igammacOf = incomplete('Igammac', upperGamma, -1);

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const specialFunctions: Functions = {
  'lgamma(input)': lgammaOf,
  'digamma(input)': digammaOf,
  'erfinv(input)': erfinvOf,
  'i0(input)': i0Of,
  'mvlgamma(input, p)': mvlgammaOf,
  'igamma(input, other)': igammaOf,
  'igammac(input, other)': igammacOf,
};

/** `torch.NAME` and `Tensor.NAME` whose arguments stand the other way round. */
export const polygammaFunctions: { readonly torch: Functions; readonly tensor: Functions } = {
  torch: { 'polygamma(n, input)': polygammaOf },
  tensor: { 'polygamma(self, n)': (self: Tensor, n: Value) => polygammaOf(n, self) },
};

/** A function of another part of torch, under its name here. */
function known(name: string): Functions[string] {
  const all = { ...pointwiseFunctions, ...derivedPointwiseFunctions, ...softmaxFunctions, ...statisticsFunctions };
  return Object.entries(all).find(([text]) => text.startsWith(`${name}(`))![1];
}

const entropy = (x: Tensor): Tensor =>
  apply('SpecialEntr', (node) => {
    const zero = op.full(node.shape, 0, node.dtype);
    const inside = op.binary('greater', node, zero);
    const safe = op.where(inside, node, op.full(node.shape, 1, node.dtype));
    const outside = op.where(op.binary('less', node, zero), op.full(node.shape, -Infinity, node.dtype), zero);
    return op.where(inside, op.neg(op.mul(safe, op.unary('log', safe))), outside);
  }, x); // prettier-ignore

export const specialModule = defineModule({
  name: 'torch.special',
  functions: {
    'gammaln(input)': lgammaOf,
    'digamma(input)': digammaOf,
    'psi(input)': digammaOf,
    'polygamma(n, input)': polygammaOf,
    'multigammaln(input, p)': mvlgammaOf,
    'gammainc(input, other)': igammaOf,
    'gammaincc(input, other)': igammacOf,
    'erfinv(input)': erfinvOf,
    'i0(input)': i0Of,
    'i0e(input)': elementwise('SpecialI0E', (x) => besselScaled(0, x), (x) => besselScaled(1, x) - Math.sign(x) * besselScaled(0, x)),
    'i1(input)': elementwise('SpecialI1', (x) => bessel(1, x), besselSlope),
    'i1e(input)': elementwise('SpecialI1E', (x) => besselScaled(1, x), (x) => (besselSlope(x) - Math.sign(x) * bessel(1, x)) * Math.exp(-Math.abs(x))),
    'ndtr(input)': elementwise('Mul#1', normalBelow, normal),
    'log_ndtr(input)': elementwise('SpecialLogNdtr', (x) => Math.log(normalBelow(x)), (x) => normal(x) / normalBelow(x)),
    'ndtri(input)': elementwise('SpecialNdtri', normalQuantile, (p) => 1 / normal(normalQuantile(p))),
    'entr(input)': entropy,
    'xlog1py(input, other)': (x: Tensor, y: Tensor) => apply('SpecialXlog1Py', (a, b) => op.where(op.binary('equal', a, op.full([], 0, a.dtype)), op.full(a.shape, 0, a.dtype), op.mul(a, op.unary('log1p', b))), x, y),
    'expit(input)': known('sigmoid'),
    'logit(input, eps=None)': known('logit'),
    'erf(input)': known('erf'),
    'erfc(input)': known('erfc'),
    'exp2(input)': known('exp2'),
    'expm1(input)': known('expm1'),
    'log1p(input)': known('log1p'),
    'sinc(input)': known('sinc'),
    'round(input, *, decimals=0)': known('round'),
    'xlogy(input, other)': known('xlogy'),
    'softmax(input, dim, dtype=None)': known('softmax'),
    'log_softmax(input, dim, dtype=None)': known('log_softmax'),
    'logsumexp(input, dim, keepdim=False)': known('logsumexp'),
  },
  absent: { zeta: 'torch.special.polygamma runs here', erfcx: 'torch.special.erfc runs here', bessel_j0: 'torch.special.i0 runs here', bessel_j1: 'torch.special.i1 runs here' },
}); // prettier-ignore
