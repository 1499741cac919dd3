/** `kl_divergence` of pairs of distributions of one family. */
import { exc, PyInstance, typeOf, type PyType, type Task, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { apply, type Tensor } from '../tensor.ts';
import { method, parameter } from './distribution.ts';

const log = (x: Node): Node => op.unary('log', x);
const square = (x: Node): Node => op.mul(x, x);
const { add, sub, mul, div } = op;
const sumLast = (x: Node): Node => op.reduce('sum', x, [x.shape.length - 1]);

type Divergence = (p: (name: string) => Tensor, q: (name: string) => Tensor) => Tensor | Task<Tensor>;

/** The sum of p (log p - log q), with 0 where p is 0. */
const relative = (p: Node, logP: Node, logQ: Node): Node =>
  op.where(op.binary('equal', p, op.number(0)), op.full(p.shape, 0, 'float32'), mul(p, sub(logP, logQ)));

const normal: Divergence = (p, q) =>
  apply('Mul', (m, s, n, t) => {
    const ratio = square(div(s, t));
    const shift = square(div(sub(m, n), t));
    return mul(op.number(0.5), sub(sub(add(ratio, shift), op.number(1)), log(ratio)));
  }, p('loc'), p('scale'), q('loc'), q('scale')); // prettier-ignore

const categorical: Divergence = (p, q) =>
  apply('Sum#1', (x, a, b) => sumLast(relative(x, a, b)), p('probs'), p('logits'), q('logits'));

const bernoulli: Divergence = (p, q) =>
  apply('Add', (a, b) => {
    const [c, d] = [sub(op.number(1), a), sub(op.number(1), b)];
    return add(relative(a, log(a), log(b)), relative(c, log(c), log(d)));
  }, p('probs'), q('probs')); // prettier-ignore

const exponential: Divergence = (p, q) =>
  apply('Sub', (a, b) => {
    const ratio = div(b, a);
    return sub(sub(ratio, log(ratio)), op.number(1));
  }, p('rate'), q('rate')); // prettier-ignore

const uniform: Divergence = (p, q) =>
  apply('Log', (a, b, c, d) => {
    const inside = op.binary('and', op.binary('lessEqual', c, a), op.binary('greaterEqual', d, b));
    const found = log(div(sub(d, c), sub(b, a)));
    return op.where(inside, found, op.full(found.shape, Infinity, 'float32'));
  }, p('low'), p('high'), q('low'), q('high')); // prettier-ignore

const laplace: Divergence = (p, q) =>
  apply('Sub', (m, s, n, t) => {
    const [ratio, distance] = [div(s, t), op.unary('abs', sub(m, n))];
    const [t1, t2] = [op.neg(log(ratio)), div(distance, t)];
    return sub(add(add(t1, t2), mul(ratio, op.unary('exp', op.neg(div(distance, s))))), op.number(1));
  }, p('loc'), p('scale'), q('loc'), q('scale')); // prettier-ignore

const poisson: Divergence = (p, q) =>
  apply('Sub', (a, b) => sub(mul(a, sub(log(a), log(b))), sub(a, b)), p('rate'), q('rate'));

const of = (x: Tensor, name: 'lgamma' | 'digamma'): Task<Tensor> => method(x, name) as Task<Tensor>;

const gamma: Divergence = function* (p, q) {
  const [a, b] = [p('concentration'), q('concentration')];
  return apply('Add', (c, r, d, t, g, h, psi) => {
    const t1 = mul(d, log(div(r, t)));
    const t3 = mul(sub(c, d), psi);
    return add(add(add(t1, sub(h, g)), t3), mul(sub(t, r), div(c, r)));
  }, a, p('rate'), b, q('rate'), yield* of(a, 'lgamma'), yield* of(b, 'lgamma'), yield* of(a, 'digamma')); // prettier-ignore
};

/** By the names of both families. */
const DIVERGENCES: Readonly<Record<string, Divergence>> = {
  Normal: normal,
  Categorical: categorical,
  OneHotCategorical: categorical,
  Bernoulli: bernoulli,
  Exponential: exponential,
  Uniform: uniform,
  Laplace: laplace,
  Poisson: poisson,
  Gamma: gamma,
  LogNormal: normal,
};

const familyOf = (value: Value): PyType => typeOf(value);

/** `kl_divergence(p, q)`. Raises NotImplementedError for pairs that PyTorch does not know, and for those that do not run here. */
export function* klDivergence(p: Value, q: Value): Task {
  const [first, second] = [familyOf(p), familyOf(q)];
  const found = first === second ? DIVERGENCES[first.name] : undefined;
  if (p instanceof PyInstance && q instanceof PyInstance && first.name === 'Independent' && first === second) {
    const each = (yield* klDivergence(p.dict.get('base_dist')!, q.dict.get('base_dist')!)) as Tensor;
    const n = Number(p.dict.get('reinterpreted_batch_ndims'));
    return apply('Sum#1', (node) => op.reduce('sum', node, Array.from({ length: n }, (_, i) => node.shape.length - 1 - i)), each); // prettier-ignore
  }
  if (!(p instanceof PyInstance) || !(q instanceof PyInstance) || found === undefined) {
    throw exc.NotImplementedError(
      `kl_divergence of ${first.name} and ${second.name} does not run here; pairs of ${Object.keys(DIVERGENCES).join(', ')} do`,
    );
  }
  const result = found((name) => parameter(p, name), (name) => parameter(q, name)); // prettier-ignore
  return Symbol.iterator in result ? yield* result : result;
}
