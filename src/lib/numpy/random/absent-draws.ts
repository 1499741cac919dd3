/** Draws that do not run here, each with what is near. */
import { notHere, type Functions } from '../../python/bind.ts';

export const CORRELATED = 'normal(size=(n, d)) @ a.T + mean has the covariance a @ a.T';
export const INCLUSIVE = 'randint runs here';

/** Methods of `numpy.random.RandomState` that do not run here. */
export const absentRandomStateMethods: Functions = {
  'multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8)': notHere(
    'numpy.random.RandomState.multivariate_normal',
    CORRELATED,
  ),
  'random_integers(self, low, high=None, size=None)': notHere('numpy.random.RandomState.random_integers', INCLUSIVE),
  'tomaxint(self, size=None)': notHere('numpy.random.RandomState.tomaxint', INCLUSIVE),
};

/** Methods of `numpy.random.Generator` that do not run here. */
export const absentGeneratorMethods: Functions = {
  'multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd")': notHere(
    'numpy.random.Generator.multivariate_normal',
    CORRELATED,
  ),
  'multivariate_hypergeometric(self, colors, nsample, size=None, method="marginals")': notHere(
    'numpy.random.Generator.multivariate_hypergeometric',
    'hypergeometric runs here',
  ),
};
