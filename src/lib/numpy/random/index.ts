/** The module `numpy.random`. */
import { defineModule } from '../../python/bind.ts';
import { CORRELATED, INCLUSIVE } from './absent-draws.ts';
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
    multivariate_normal: CORRELATED,
    random_integers: INCLUSIVE,
    MT19937: ONLY_PCG64,
    Philox: ONLY_PCG64,
    SFC64: ONLY_PCG64,
    BitGenerator: ONLY_PCG64,
    PCG64DXSM: ONLY_PCG64,
    get_bit_generator: ONLY_PCG64,
    set_bit_generator: ONLY_PCG64,
  },
});
