/** The module `numpy.random`. */
import { defineModule } from '../../python/bind.ts';
import { defaultRng, generatorType, pcg64Type } from './generator.ts';
import { randomStateFunctions, randomStateType } from './random-state.ts';

const NEAR = 'normal, uniform, exponential, laplace, binomial and poisson run here';
const ONLY_PCG64 = 'default_rng and PCG64 run here, and RandomState for the legacy stream';

export const randomModule = defineModule({
  name: 'numpy.random',
  functions: randomStateFunctions,
  members: { RandomState: randomStateType, Generator: generatorType, PCG64: pcg64Type, default_rng: defaultRng },
  absent: {
    beta: NEAR,
    chisquare: NEAR,
    dirichlet: NEAR,
    f: NEAR,
    gamma: NEAR,
    geometric: NEAR,
    hypergeometric: NEAR,
    multinomial: NEAR,
    multivariate_normal: NEAR,
    negative_binomial: NEAR,
    pareto: NEAR,
    power: NEAR,
    rayleigh: NEAR,
    standard_cauchy: NEAR,
    standard_gamma: NEAR,
    standard_t: NEAR,
    triangular: NEAR,
    vonmises: NEAR,
    wald: NEAR,
    weibull: NEAR,
    zipf: NEAR,
    random_integers: 'randint runs here',
    MT19937: ONLY_PCG64,
    Philox: ONLY_PCG64,
    SFC64: ONLY_PCG64,
    SeedSequence: 'default_rng takes the seed itself',
  },
});
