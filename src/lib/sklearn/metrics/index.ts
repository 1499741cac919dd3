/** The module `sklearn.metrics`. */
import { defineModule, list, type Task, type Value } from '../../python/bind.ts';
import { accuracy, classificationFunctions } from './classification.ts';
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
    ...scorerFunctions,
    'get_scorer_names()': () => list(scorerNames()),
  },
  absent: {
    ConfusionMatrixDisplay: 'confusion_matrix runs here',
    RocCurveDisplay: 'roc_curve runs here',
    brier_score_loss: NEAR,
    cohen_kappa_score: NEAR,
    hamming_loss: NEAR,
    jaccard_score: NEAR,
    matthews_corrcoef: NEAR,
    top_k_accuracy_score: NEAR,
    silhouette_score: NEAR,
    det_curve: 'roc_curve runs here',
  },
});

/** `accuracy_score` for estimators that score themselves. */
export const accuracyScore = (truth: Value, prediction: Value, weight: Value): Task =>
  accuracy(truth, prediction, true, weight);
