/** Activations as modules. Each is its function, with the arguments kept. */
import { toFloat, type PyType, type Value } from '../../python/bind.ts';
import { elu, gelu, hardtanh, leakyRelu, logSigmoid, silu, softplus } from '../ops/activations.ts';
import { maybeInPlace } from '../ops/in-place.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { logSoftmax, softmax } from '../ops/softmax.ts';
import { tensorArgument, wording } from '../arguments.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

type Run = (x: Tensor, number: (name: string) => number) => Tensor;

const inplaceNote = (self: ModuleObject): string => (attribute(self, 'inplace') === true ? 'inplace=True' : '');

function activation(
  name: string,
  parameters: string,
  run: Run,
  extraRepr: (self: ModuleObject) => string = inplaceNote,
): PyType {
  return defineModuleClass({
    name,
    module: 'activation',
    parameters,
    forward: (self: ModuleObject, input: Value) =>
      maybeInPlace(
        tensorArgument(input, `${name.toLowerCase()}(): argument 'input' (position 1)`),
        attribute(self, 'inplace'),
        (x) => run(x, (key) => toFloat(attribute(self, key), key)),
      ),
    extraRepr,
  });
}

/** "negative_slope=0.01" */
const shows =
  (...names: string[]) =>
  (self: ModuleObject): string =>
    [...names.map((name) => `${name}=${plain(attribute(self, name))}`), inplaceNote(self)]
      .filter((part) => part !== '')
      .join(', ');

/** The dimension that PyTorch takes where a program names none. */
export const implicitDim = (dim: Value, rank: number): Value => dim ?? (rank === 0 || rank === 1 || rank === 3 ? 0 : 1);

const overDim = (name: string, run: (x: Tensor, dim: Value) => Tensor): PyType =>
  defineModuleClass({
    name,
    module: 'activation',
    parameters: 'dim=None',
    forward: (self: ModuleObject, input: Tensor) => run(input, implicitDim(attribute(self, 'dim'), input.shape.length)),
    extraRepr: shows('dim'),
  });

export const activations = {
  ReLU: activation('ReLU', 'inplace=False', (x) => unaryOperation('relu', 'Relu', x)),
  ReLU6: activation('ReLU6', 'inplace=False', (x) => hardtanh(x, 0, 6)),
  LeakyReLU: activation('LeakyReLU', 'negative_slope=0.01, inplace=False', (x, n) => leakyRelu(x, n('negative_slope')), shows('negative_slope')), // prettier-ignore
  ELU: activation('ELU', 'alpha=1.0, inplace=False', (x, n) => elu(x, n('alpha')), shows('alpha')),
  GELU: defineModuleClass({
    name: 'GELU',
    module: 'activation',
    parameters: "approximate='none'",
    forward: (self: ModuleObject, input: Tensor) => gelu(input, wording(attribute(self, 'approximate'))),
    extraRepr: shows('approximate'),
  }),
  SiLU: activation('SiLU', 'inplace=False', silu),
  Softplus: activation('Softplus', 'beta=1, threshold=20', (x, n) => softplus(x, n('beta'), n('threshold')), shows('beta', 'threshold')), // prettier-ignore
  Hardtanh: activation('Hardtanh', 'min_val=-1.0, max_val=1.0, inplace=False', (x, n) => hardtanh(x, n('min_val'), n('max_val')), shows('min_val', 'max_val')), // prettier-ignore
  Sigmoid: activation('Sigmoid', '', (x) => unaryOperation('sigmoid', 'Sigmoid', x)),
  LogSigmoid: activation('LogSigmoid', '', logSigmoid),
  Tanh: activation('Tanh', '', (x) => unaryOperation('tanh', 'Tanh', x)),
  Identity: defineModuleClass({ name: 'Identity', module: 'linear', parameters: '*args, **kwargs', anyInput: true, forward: (_self: ModuleObject, input: Value) => input }), // prettier-ignore
  Softmax: overDim('Softmax', softmax),
  LogSoftmax: overDim('LogSoftmax', logSoftmax),
};
