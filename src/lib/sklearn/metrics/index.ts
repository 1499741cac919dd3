/** The module `sklearn.metrics`. */
import { defineModule, list, sharedAdvice, type Task, type Value } from '../../python/bind.ts';
import { accuracy, classificationFunctions } from './classification.ts';
import { agreementFunctions } from './agreement.ts';
import { probabilityFunctions } from './probability.ts';
import { rankingFunctions } from './ranking.ts';
import { regressionFunctions } from './regression.ts';
import { reportFunctions } from './report.ts';
import { scorerFunctions, scorerNames } from './scorers.ts';

const NEAR = 'accuracy_score, f1_score, roc_auc_score and log_loss run here';

export const metricsModule = defineModule({
  name: 'sklearn.metrics',
  functions: {
    ...classificationFunctions,
    ...rankingFunctions,
    ...regressionFunctions,
    ...reportFunctions,
    ...agreementFunctions,
    ...probabilityFunctions,
    ...scorerFunctions,
    'get_scorer_names()': () => list(scorerNames()),
  },
  absent: {
    ConfusionMatrixDisplay: 'confusion_matrix runs here',
    RocCurveDisplay: 'roc_curve runs here',
    ...sharedAdvice('adjusted_mutual_info_score adjusted_rand_score calinski_harabasz_score completeness_score davies_bouldin_score fowlkes_mallows_score homogeneity_score mutual_info_score normalized_mutual_info_score rand_score silhouette_samples silhouette_score v_measure_score', 'nothing here clusters data; confusion_matrix compares labels'), // prettier-ignore
    ...sharedAdvice(
      'euclidean_distances pairwise_distances pairwise_distances_argmin pairwise_kernels',
      'numpy.linalg.norm of differences runs here',
    ),
    ...sharedAdvice(
      'coverage_error dcg_score label_ranking_average_precision_score label_ranking_loss ndcg_score',
      'average_precision_score runs here',
    ),
    ...sharedAdvice(
      'd2_absolute_error_score mean_gamma_deviance mean_poisson_deviance mean_tweedie_deviance',
      'mean_squared_error and r2_score run here',
    ),
    ...sharedAdvice(
      'DetCurveDisplay PrecisionRecallDisplay PredictionErrorDisplay',
      'precision_recall_curve runs here',
    ),
    hinge_loss: NEAR,
    det_curve: 'roc_curve runs here',
  },
});

/** `accuracy_score` for estimators that score themselves. */
export const accuracyScore = (truth: Value, prediction: Value, weight: Value): Task =>
  accuracy(truth, prediction, true, weight);
