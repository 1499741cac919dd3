/** Activations that are composed of primitive operations; each is a function and a module. */
import { exc, toFloat, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument } from '../arguments.ts';
import { softplus } from '../ops/activations.ts';
import { maybeInPlace } from '../ops/in-place.ts';
import { softmax } from '../ops/softmax.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { Parameter } from './parameter.ts';
import { applyToFloats, floatsOnly } from '../ops/dtype-refusals.ts';

const zeros = (x: Node): Node => op.full(x.shape, 0, x.dtype);

/** scale (max(0, x) + min(0, alpha (exp(x / stretch) - 1))) */
function exponentialUnit(name: string, scale: number, alpha: number, stretch: number): (x: Tensor) => Tensor {
  return (x) =>
    applyToFloats(
      'elu_cpu',
      name,
      (n) => {
        const positive = op.binary('greater', n, op.number(0));
        const low = op.where(positive, zeros(n), n);
        const curved = op.mul(op.unary('expm1', op.div(low, op.number(stretch))), op.number(alpha));
        return op.mul(op.where(positive, n, curved), op.number(scale));
      },
      x,
    );
}

const selu = exponentialUnit('Elu', 1.0507009873554805, 1.6732632423543772, 1);
const celu = (x: Tensor, alpha: number): Tensor => exponentialUnit('Celu', 1, alpha, alpha)(x);

const between = (n: Node, low: number, high: number): Node =>
  op.binary('minimum', op.binary('maximum', n, op.number(low)), op.number(high));

const hardsigmoid = (x: Tensor): Tensor =>
  applyToFloats(
    'hardsigmoid_cpu',
    'Hardsigmoid',
    (n) => op.div(between(op.add(n, op.number(3)), 0, 6), op.number(6)),
    x,
  );

const hardswish = (x: Tensor): Tensor =>
  applyToFloats(
    'hardswish_cpu',
    'Hardswish',
    (n) => op.div(op.mul(n, between(op.add(n, op.number(3)), 0, 6)), op.number(6)),
    x,
  );

const mish = (x: Tensor): Tensor => {
  floatsOnly(x, 'mish_cpu');
  return apply('Mish', (n, s) => op.mul(n, op.unary('tanh', s)), x, softplus(x, 1, 20));
};

const softsign = (x: Tensor): Tensor => apply('Div', (n) => op.div(n, op.add(op.unary('abs', n), op.number(1))), x);

const tanhshrink = (x: Tensor): Tensor => apply('Sub', (n) => op.sub(n, op.unary('tanh', n)), x);

const outside = (n: Node, limit: number): Node => op.binary('greater', op.unary('abs', n), op.number(limit));
const softshrink = (x: Tensor, limit: number): Tensor =>
  applyToFloats('softshrink_cpu', 'Softshrink', (n) => op.where(outside(n, limit), op.sub(n, op.mul(op.unary('sign', n), op.number(limit))), zeros(n)), x); // prettier-ignore
const hardshrink = (x: Tensor, limit: number): Tensor =>
  applyToFloats('hardshrink_cpu', 'Hardshrink', (n) => op.where(outside(n, limit), n, zeros(n)), x);

const threshold = (x: Tensor, limit: number, value: number): Tensor =>
  apply(
    'Threshold',
    (n) => op.where(op.binary('greater', n, op.number(limit)), n, op.full(n.shape, value, n.dtype)),
    x,
  );

/** The first half of a dimension, gated by the second. */
function glu(x: Tensor, dim: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  if (n % 2 !== 0) throw exc.RuntimeError(`Halving dimension must be even, but dimension ${axis} is size ${n}`);
  const half = (node: Node, from: number) =>
    op.slice(node, node.shape.map((_, i) => (i === axis ? from : 0)), node.shape.with(axis, n / 2), node.shape.map(() => 1)); // prettier-ignore
  return applyToFloats('glu_cpu', 'Glu', (node) => op.mul(half(node, 0), op.unary('sigmoid', half(node, n / 2))), x);
}

/** A slope below zero for all channels, or for each. */
const prelu = (x: Tensor, weight: Tensor): Tensor =>
  apply(
    'Prelu',
    (n, w) => {
      const channels = w.shape[0] ?? 1;
      if (channels !== 1 && channels !== n.shape[1]) {
        throw exc.RuntimeError(
          `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${channels} and channel size = ${n.shape[1]}.`,
        );
      }
      const slope = op.reshape(w, n.shape.map((_, i) => (i === 1 && channels > 1 ? channels : 1))); // prettier-ignore
      return op.where(
        op.binary('greater', n, op.number(0)),
        n,
        op.mul(n, channels > 1 || n.shape.length > 0 ? slope : w),
      );
    },
    x,
    weight,
  );

const softmin = (x: Tensor, dim: Value): Tensor => softmax(unaryOperation('neg', 'Neg', x), dim);

export const composedActivationFunctions: Functions = {
  'selu(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, selu),
  'celu(input, alpha=1.0, inplace=False)': (x: Tensor, alpha: Value, inplace: Value) => maybeInPlace(x, inplace, (y) => celu(y, toFloat(alpha, 'alpha'))), // prettier-ignore
  'mish(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, mish),
  'hardsigmoid(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, hardsigmoid),
  'hardswish(input, inplace=False)': (x: Tensor, inplace: Value) => maybeInPlace(x, inplace, hardswish),
  'softsign(input)': softsign,
  'tanhshrink(input)': tanhshrink,
  'softshrink(input, lambd=0.5)': (x: Tensor, limit: Value) => softshrink(x, toFloat(limit, 'lambd')),
  'hardshrink(input, lambd=0.5)': (x: Tensor, limit: Value) => hardshrink(x, toFloat(limit, 'lambd')),
  'threshold(input, threshold, value, inplace=False)': (x: Tensor, limit: Value, value: Value, inplace: Value) => maybeInPlace(x, inplace, (y) => threshold(y, toFloat(limit, 'threshold'), toFloat(value, 'value'))), // prettier-ignore
  'glu(input, dim=-1)': glu,
  'prelu(input, weight)': prelu,
  'softmin(input, dim=None, _stacklevel=3, dtype=None)': (x: Tensor, dim: Value) => softmin(x, dim ?? 1),
};

const words = (self: ModuleObject, ...names: string[]): string =>
  names.map((name) => `${name}=${plain(attribute(self, name))}`).join(', ');
const inplace = (self: ModuleObject): string => (attribute(self, 'inplace') === true ? 'inplace=True' : '');

function activation(
  name: string,
  parameters: string,
  run: (x: Tensor, self: ModuleObject) => Tensor,
  extraRepr: (self: ModuleObject) => string = inplace,
): PyType {
  return defineModuleClass({
    name,
    module: 'activation',
    parameters,
    forward: (self: ModuleObject, input: Tensor) =>
      maybeInPlace(input, attribute(self, 'inplace'), (x) => run(x, self)),
    extraRepr,
  });
}

const float = (self: ModuleObject, name: string): number => toFloat(attribute(self, name), name);

export const composedActivations: Readonly<Record<string, PyType>> = {
  SELU: activation('SELU', 'inplace=False', selu),
  CELU: activation('CELU', 'alpha=1.0, inplace=False', (x, self) => celu(x, float(self, 'alpha')), (self) => [words(self, 'alpha'), inplace(self)].filter(Boolean).join(', ')), // prettier-ignore
  Mish: activation('Mish', 'inplace=False', mish),
  Hardsigmoid: activation('Hardsigmoid', 'inplace=False', hardsigmoid),
  Hardswish: activation('Hardswish', 'inplace=False', hardswish),
  Softsign: activation('Softsign', '', softsign),
  Tanhshrink: activation('Tanhshrink', '', tanhshrink),
  Softshrink: activation('Softshrink', 'lambd=0.5', (x, self) => softshrink(x, float(self, 'lambd')), (self) => plain(attribute(self, 'lambd'))), // prettier-ignore
  Hardshrink: activation('Hardshrink', 'lambd=0.5', (x, self) => hardshrink(x, float(self, 'lambd')), (self) => plain(attribute(self, 'lambd'))), // prettier-ignore
  Threshold: activation('Threshold', 'threshold, value, inplace=False', (x, self) => threshold(x, float(self, 'threshold'), float(self, 'value')), (self) => [words(self, 'threshold', 'value'), inplace(self)].filter(Boolean).join(', ')), // prettier-ignore
  GLU: activation(
    'GLU',
    'dim=-1',
    (x, self) => glu(x, attribute(self, 'dim')),
    (self) => words(self, 'dim'),
  ),
  Softmin: activation('Softmin', 'dim=None', (x, self) => softmin(x, attribute(self, 'dim') ?? 1), (self) => words(self, 'dim')), // prettier-ignore
  Softmax2d: activation('Softmax2d', '', (x) => softmax(x, -3)),
  PReLU: defineModuleClass({
    name: 'PReLU',
    module: 'activation',
    parameters: 'num_parameters=1, init=0.25, device=None, dtype=None',
    setup: (self) => {
      const count = toInt(attribute(self, 'num_parameters'), 'num_parameters');
      self.parameters.set('weight', new Parameter(op.full([count], float(self, 'init'), 'float32')));
    },
    forward: (self: ModuleObject, input: Tensor) => prelu(input, self.parameters.get('weight')!),
    extraRepr: (self) => words(self, 'num_parameters'),
  }),
};
