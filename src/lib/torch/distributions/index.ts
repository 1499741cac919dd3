/** The module `torch.distributions`. */
import { defineModule } from '../../python/bind.ts';
import { distributionType } from './distribution.ts';
import * as family from './families.ts';

const NEAR = 'Normal, Uniform, Bernoulli, Categorical, Beta, Dirichlet and Exponential run here';
// prettier-ignore
const ABSENT = ['Binomial', 'Cauchy', 'Chi2', 'Gamma', 'Geometric', 'Gumbel', 'HalfNormal', 'Independent', 'Kumaraswamy', 'Laplace', 'LogNormal', 'MixtureSameFamily', 'Multinomial',
  'MultivariateNormal', 'OneHotCategorical', 'Pareto', 'Poisson', 'RelaxedBernoulli', 'RelaxedOneHotCategorical', 'StudentT', 'TransformedDistribution', 'VonMises', 'Weibull',
  'kl', 'kl_divergence', 'register_kl', 'constraints', 'transforms', 'biject_to', 'transform_to'];

const FAMILIES = {
  Normal: family.normalType,
  Uniform: family.uniformType,
  Bernoulli: family.bernoulliType,
  Categorical: family.categoricalType,
  Beta: family.betaType,
  Dirichlet: family.dirichletType,
  Exponential: family.exponentialType,
};

/** `torch.distributions.normal` and its kind, by which some programs import. */
const files = Object.entries(FAMILIES).map(
  ([name, type]) =>
    [
      name.toLowerCase(),
      defineModule({ name: `torch.distributions.${name.toLowerCase()}`, members: { [name]: type } }),
    ] as const,
);

export const distributionsModule = defineModule({
  name: 'torch.distributions',
  members: { Distribution: distributionType, ...FAMILIES, ...Object.fromEntries(files) },
  absent: Object.fromEntries(ABSENT.map((name) => [name, NEAR])),
});

export const distributionModules = [distributionsModule, ...files.map(([, module]) => module)];
