/** Activations as modules. Each is its function, with the arguments kept. */
import { defineClass, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { unaryOperation } from '../ops/pointwise.ts';
import { logSoftmax, softmax } from '../ops/softmax.ts';
import type { Tensor } from '../tensor.ts';
import { moduleType, type ModuleObject } from './module.ts';

/** An activation without parameters. `inplace` is accepted where PyTorch has it; values never change underneath anyone here. */
function simple(name: string, run: (x: Tensor) => Tensor, inplace = false): PyType {
  return defineClass({
    name,
    module: 'torch.nn.modules.activation',
    bases: [moduleType],
    methods: {
      [inplace ? '__init__(self, inplace=False)' : '__init__(self)']: (self: ModuleObject, flag: Value = false) => {
        self.ready = true;
        if (inplace) self.dict.set('inplace', flag);
        return null;
      },
      'forward(self, input)': (_self: ModuleObject, input: Value) =>
        run(tensorArgument(input, `${name.toLowerCase()}(): argument 'input' (position 1)`)),
      'extra_repr(self)': (self: ModuleObject) => (self.dict.get('inplace') === true ? 'inplace=True' : ''),
    },
  });
}

function overDim(name: string, run: (x: Tensor, dim: Value) => Tensor): PyType {
  return defineClass({
    name,
    module: 'torch.nn.modules.activation',
    bases: [moduleType],
    methods: {
      '__init__(self, dim=None)': (self: ModuleObject, dim: Value) => {
        self.ready = true;
        self.dict.set('dim', dim);
        return null;
      },
      'forward(self, input)': (self: ModuleObject, input: Tensor) =>
        run(input, self.dict.get('dim') ?? (input.shape.length === 1 || input.shape.length === 3 ? 0 : 1)),
      'extra_repr(self)': (self: ModuleObject) => `dim=${String(self.dict.get('dim') ?? 'None')}`,
    },
  });
}

export const activations = {
  ReLU: simple('ReLU', (x) => unaryOperation('relu', 'Relu', x), true),
  Sigmoid: simple('Sigmoid', (x) => unaryOperation('sigmoid', 'Sigmoid', x)),
  Tanh: simple('Tanh', (x) => unaryOperation('tanh', 'Tanh', x)),
  Identity: simple('Identity', (x) => x),
  Softmax: overDim('Softmax', softmax),
  LogSoftmax: overDim('LogSoftmax', logSoftmax),
};
