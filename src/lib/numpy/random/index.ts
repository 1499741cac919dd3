/** The module `numpy.random`. */
import { defineModule } from '../../python/bind.ts';
import { defaultRng, generatorType, pcg64Type } from './generator.ts';
import { seedSequenceType } from './seed-sequence.ts';
import { randomStateFunctions, randomStateType } from './random-state.ts';

const ONLY_PCG64 = 'default_rng and PCG64 run here, and RandomState for the legacy stream';

export const randomModule = defineModule({
  name: 'numpy.random',
  functions: randomStateFunctions,
  members: {
    RandomState: randomStateType,
    Generator: generatorType,
    PCG64: pcg64Type,
    SeedSequence: seedSequenceType,
    default_rng: defaultRng,
  },
  absent: {
    multivariate_normal: 'normal(size=(n, d)) @ a.T + mean has the covariance a @ a.T',
    random_integers: 'randint runs here',
    MT19937: ONLY_PCG64,
    Philox: ONLY_PCG64,
    SFC64: ONLY_PCG64,
  },
});
