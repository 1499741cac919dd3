import { type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { flattened } from '../ops/movement.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

export const flattenType: PyType = defineModuleClass({
  name: 'Flatten',
  module: 'flatten',
  parameters: 'start_dim=1, end_dim=-1',
  forward: (self: ModuleObject, input: Value) =>
    flattened(
      tensorArgument(input, "flatten(): argument 'input' (position 1)"),
      attribute(self, 'start_dim'),
      attribute(self, 'end_dim'),
    ),
  extraRepr: (self) => `start_dim=${plain(attribute(self, 'start_dim'))}, end_dim=${plain(attribute(self, 'end_dim'))}`,
});
