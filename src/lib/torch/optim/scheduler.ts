/** `torch.optim.lr_scheduler`: learning rates that change with the epochs. */
import { defineModule } from '../../python/bind.ts';
import { schedulerType } from './schedulers/base.ts';
import { combinedSchedulers } from './schedulers/combined.ts';
import { cycleSchedulers } from './schedulers/cycles.ts';
import { decaySchedulers } from './schedulers/decay.ts';
import { plateauType } from './schedulers/plateau.ts';

export const schedulerModule = defineModule({
  name: 'torch.optim.lr_scheduler',
  members: {
    ...decaySchedulers,
    ...cycleSchedulers,
    ...combinedSchedulers,
    ReduceLROnPlateau: plateauType,
    // Public since PyTorch 2.0 under the second name.
    _LRScheduler: schedulerType,
    LRScheduler: schedulerType,
  },
});
