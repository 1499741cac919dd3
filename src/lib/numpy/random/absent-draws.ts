/** Draws that do not run here, each with what is near. */
import { absentFunctions, type Functions } from '../../python/bind.ts';

export const CORRELATED = 'normal(size=(n, d)) @ a.T + mean has the covariance a @ a.T';
export const INCLUSIVE = 'randint runs here';

/** Methods of `numpy.random.RandomState` that do not run here. */
export const absentRandomStateMethods: Functions = absentFunctions('numpy.random.RandomState', {
  'multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8)': CORRELATED,
  'random_integers(self, low, high=None, size=None)': INCLUSIVE,
  'tomaxint(self, size=None)': INCLUSIVE,
});

/** Methods of `numpy.random.Generator` that do not run here. */
export const absentGeneratorMethods: Functions = absentFunctions('numpy.random.Generator', {
  'multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd")': CORRELATED,
  'multivariate_hypergeometric(self, colors, nsample, size=None, method="marginals")': 'hypergeometric runs here',
});
