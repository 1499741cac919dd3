/** Modules that drop elements, or whole channels, while they train. */
import { type PyType, type Value } from '../../python/bind.ts';
import { dropoutFunctions, dropoutProbability } from '../ops/dropout.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

type Run = (input: Value, p: Value, training: Value, inplace: Value) => Value;

/** A module class around the function of that name. */
function dropoutClass(name: string, functionName: string): PyType {
  const [, run] = Object.entries(dropoutFunctions).find(([text]) => text.startsWith(`${functionName}(`))!;
  return defineModuleClass({
    name,
    module: 'dropout',
    parameters: 'p=0.5, inplace=False',
    setup: (self) => void dropoutProbability(attribute(self, 'p')),
    forward: (self: ModuleObject, input: Value) =>
      (run as Run)(input, attribute(self, 'p'), self.training, attribute(self, 'inplace')),
    extraRepr: (self) => `p=${plain(attribute(self, 'p'))}, inplace=${plain(attribute(self, 'inplace'))}`,
  });
}

export const dropouts: Readonly<Record<string, PyType>> = {
  Dropout: dropoutClass('Dropout', 'dropout'),
  Dropout1d: dropoutClass('Dropout1d', 'dropout1d'),
  Dropout2d: dropoutClass('Dropout2d', 'dropout2d'),
  Dropout3d: dropoutClass('Dropout3d', 'dropout3d'),
  AlphaDropout: dropoutClass('AlphaDropout', 'alpha_dropout'),
  FeatureAlphaDropout: dropoutClass('FeatureAlphaDropout', 'feature_alpha_dropout'),
};
