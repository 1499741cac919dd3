import { type PyType, type Value } from '../../python/bind.ts';
import { dropoutProbability, functionalDropout } from '../ops/dropout.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

export const dropoutType: PyType = defineModuleClass({
  name: 'Dropout',
  module: 'dropout',
  parameters: 'p=0.5, inplace=False',
  setup: (self) => void dropoutProbability(attribute(self, 'p')),
  forward: (self: ModuleObject, input: Value) => functionalDropout(input, attribute(self, 'p'), self.training),
  extraRepr: (self) => `p=${plain(attribute(self, 'p'))}, inplace=${plain(attribute(self, 'inplace'))}`,
});
