/** The module `sklearn.linear_model`. */
import { defineModule, sharedAdvice } from '../../python/bind.ts';
import { linearRegressionType, ridgeType } from './least-squares.ts';
import { logisticRegressionType } from './logistic.ts';

const CLASSIFIERS = 'LogisticRegression runs here, and so does a model in torch.nn';
const REGRESSORS = 'LinearRegression and Ridge run here, and so does a model in torch.nn';

export const linearModelModule = defineModule({
  name: 'sklearn.linear_model',
  members: {
    LogisticRegression: logisticRegressionType,
    LinearRegression: linearRegressionType,
    Ridge: ridgeType,
  },
  absent: {
    ...sharedAdvice('ARDRegression GammaRegressor Lars LarsCV LassoLars LassoLarsCV LassoLarsIC MultiTaskElasticNet MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV PassiveAggressiveRegressor PoissonRegressor QuantileRegressor RANSACRegressor TheilSenRegressor TweedieRegressor ridge_regression lasso_path enet_path lars_path', REGRESSORS), // prettier-ignore
    ...sharedAdvice('RidgeClassifierCV SGDOneClassSVM', CLASSIFIERS),
    LogisticRegressionCV: 'GridSearchCV over LogisticRegression runs here',
    RidgeClassifier: CLASSIFIERS,
    SGDClassifier: CLASSIFIERS,
    Perceptron: CLASSIFIERS,
    PassiveAggressiveClassifier: CLASSIFIERS,
    RidgeCV: 'GridSearchCV over Ridge runs here',
    Lasso: REGRESSORS,
    LassoCV: REGRESSORS,
    ElasticNet: REGRESSORS,
    ElasticNetCV: REGRESSORS,
    SGDRegressor: REGRESSORS,
    BayesianRidge: REGRESSORS,
    HuberRegressor: REGRESSORS,
  },
});
