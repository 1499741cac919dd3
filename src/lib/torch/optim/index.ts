import { defineModule } from '../../python/bind.ts';
import { optimizerType } from './optimizer.ts';
import { sgdType } from './sgd.ts';

export const optimModule = defineModule({
  name: 'torch.optim',
  members: { Optimizer: optimizerType, SGD: sgdType },
});
