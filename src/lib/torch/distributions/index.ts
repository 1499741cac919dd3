/** The module `torch.distributions`. */
import { defineModule } from '../../python/bind.ts';
import { distributionType } from './distribution.ts';
import { klDivergence } from './divergence.ts';
import * as family from './families.ts';
import { jointFamilies } from './joint-families.ts';
import { countFamilies, scaleFamilies } from './scale-families.ts';

const NEAR = 'Normal, Uniform, Bernoulli, Categorical, Gamma, Beta, Laplace and more run here';
// prettier-ignore
const ABSENT = ['ContinuousBernoulli', 'FisherSnedecor', 'HalfCauchy', 'Kumaraswamy', 'LKJCholesky', 'LogisticNormal', 'LowRankMultivariateNormal', 'MixtureSameFamily', 'NegativeBinomial',
  'OneHotCategoricalStraightThrough', 'RelaxedBernoulli', 'RelaxedOneHotCategorical', 'TransformedDistribution', 'VonMises', 'Weibull', 'Wishart',
  'register_kl', 'constraints', 'transforms', 'biject_to', 'transform_to'];

const FAMILIES = {
  Normal: family.normalType,
  Uniform: family.uniformType,
  Bernoulli: family.bernoulliType,
  Categorical: family.categoricalType,
  Beta: family.betaType,
  Dirichlet: family.dirichletType,
  Exponential: family.exponentialType,
  ...scaleFamilies,
  ...countFamilies,
  ...jointFamilies,
};

/** The file that PyTorch has a family in: `log_normal`. */
const fileOf = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase().replace('student_t', 'studentT'); // prettier-ignore

const klModule = defineModule({
  name: 'torch.distributions.kl',
  functions: { 'kl_divergence(p, q)': klDivergence },
});

/** `torch.distributions.normal` and its kind, by which some programs import. */
const files = Object.entries(FAMILIES).map(
  ([name, type]) =>
    [fileOf(name), defineModule({ name: `torch.distributions.${fileOf(name)}`, members: { [name]: type } })] as const,
);

export const distributionsModule = defineModule({
  name: 'torch.distributions',
  functions: { 'kl_divergence(p, q)': klDivergence },
  members: { kl: klModule, Distribution: distributionType, ...FAMILIES, ...Object.fromEntries(files) },
  absent: Object.fromEntries(ABSENT.map((name) => [name, NEAR])),
});

export const distributionModules = [distributionsModule, klModule, ...files.map(([, module]) => module)];
