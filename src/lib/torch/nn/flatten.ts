import { type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument } from '../arguments.ts';
import { flattened } from '../ops/movement.ts';
import { unflattened } from '../ops/rearranging.ts';
import { attribute, defineModuleClass, functionModule, words } from './definition.ts';
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
  extraRepr: (self) => words(self, 'start_dim', 'end_dim'),
});

export const unflattenType: PyType = functionModule('Unflatten', 'flatten', 'dim, unflattened_size', unflattened);
