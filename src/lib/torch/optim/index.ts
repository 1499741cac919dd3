import { defineModule } from '../../python/bind.ts';
import { adamType, adamWType } from './adam.ts';
import { adadeltaType, adagradType, rmspropType } from './adaptive.ts';
import { lbfgsType } from './lbfgs.ts';
import { optimizerType } from './optimizer.ts';
import { schedulerModule } from './scheduler.ts';
import { sgdType } from './sgd.ts';
import { swaModule } from './swa.ts';
import { adamaxType, asgdType, nadamType, radamType, rpropType } from './variants.ts';

export const optimModule = defineModule({
  name: 'torch.optim',
  members: {
    Adadelta: adadeltaType,
    Adagrad: adagradType,
    Adam: adamType,
    AdamW: adamWType,
    Adamax: adamaxType,
    ASGD: asgdType,
    LBFGS: lbfgsType,
    NAdam: nadamType,
    Optimizer: optimizerType,
    RAdam: radamType,
    RMSprop: rmspropType,
    Rprop: rpropType,
    SGD: sgdType,
    lr_scheduler: schedulerModule,
    swa_utils: swaModule,
  },
  absent: {
    SparseAdam: 'Adam runs here, with dense gradients',
  },
});

export { schedulerModule, swaModule };
