import { defineModule } from '../../python/bind.ts';
import { activations } from './activation.ts';
import { sequentialType } from './containers.ts';
import { dropoutType } from './dropout.ts';
import { flattenType } from './flatten.ts';
import { functionalModule } from './functional.ts';
import { linearType } from './linear.ts';
import { crossEntropyLossType } from './loss.ts';
import { moduleType } from './module.ts';
import { parameterType } from './parameter.ts';

export const nnModule = defineModule({
  name: 'torch.nn',
  members: {
    ...activations,
    CrossEntropyLoss: crossEntropyLossType,
    Dropout: dropoutType,
    Flatten: flattenType,
    Linear: linearType,
    Module: moduleType,
    Parameter: parameterType,
    Sequential: sequentialType,
    functional: functionalModule,
  },
});
