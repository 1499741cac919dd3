import { defineModule } from '../../python/bind.ts';
import { adamType, adamWType } from './adam.ts';
import { adadeltaType, adagradType, rmspropType } from './adaptive.ts';
import { optimizerType } from './optimizer.ts';
import { schedulerModule } from './scheduler.ts';
import { sgdType } from './sgd.ts';

export const optimModule = defineModule({
  name: 'torch.optim',
  members: {
    Adadelta: adadeltaType,
    Adagrad: adagradType,
    Adam: adamType,
    AdamW: adamWType,
    Optimizer: optimizerType,
    RMSprop: rmspropType,
    SGD: sgdType,
    lr_scheduler: schedulerModule,
  },
  absent: { LBFGS: 'SGD, Adam, AdamW, RMSprop, Adagrad and Adadelta run here' },
});

export { schedulerModule };
