import { defineClass, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { flattened } from '../ops/movement.ts';
import { moduleType, type ModuleObject } from './module.ts';

export const flattenType: PyType = defineClass({
  name: 'Flatten',
  module: 'torch.nn.modules.flatten',
  bases: [moduleType],
  methods: {
    '__init__(self, start_dim=1, end_dim=-1)': (self: ModuleObject, start: Value, end: Value) => {
      self.ready = true;
      self.dict.set('start_dim', start);
      self.dict.set('end_dim', end);
      return null;
    },
    'forward(self, input)': (self: ModuleObject, input: Value) =>
      flattened(
        tensorArgument(input, "flatten(): argument 'input' (position 1)"),
        self.dict.get('start_dim')!,
        self.dict.get('end_dim')!,
      ),
    'extra_repr(self)': (self: ModuleObject) =>
      `start_dim=${String(self.dict.get('start_dim'))}, end_dim=${String(self.dict.get('end_dim'))}`,
  },
});
