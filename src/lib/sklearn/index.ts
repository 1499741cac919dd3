/** The modules `sklearn…` that a program can import. */
import { defineModule, exc, list, toInt, sharedAdvice, type PyModule, type Task, type Value } from '../python/bind.ts';
import { permutedPlaces } from '../numpy/random/choosing.ts';
import { baseModule } from './estimator/base.ts';
import { exceptionsModule } from './exceptions.ts';
import { datasetsModule } from './datasets/index.ts';
import { decompositionModule } from './decomposition/index.ts';
import { dummyModule } from './dummy.ts';
import { featureSelectionModule } from './feature_selection/index.ts';
import { linearModelModule } from './linear_model/index.ts';
import { metricsModule } from './metrics/index.ts';
import { modelSelectionModule } from './model_selection/index.ts';
import { naiveBayesModule } from './naive-bayes.ts';
import { neighborsModule } from './neighbors/index.ts';
import { pipelineModule } from './pipeline.ts';
import { preprocessingModule } from './preprocessing/index.ts';
import { checkConsistentLength, checkRandomState, countSamples, samplesAt } from './validation.ts';

/** `resample(*arrays, …)`: the same samples of each collection, drawn with or without replacement. */
function* resample(arrays: readonly Value[], replace: Value, count: Value, state: Value): Task {
  const { stream } = yield* checkRandomState(state);
  if (arrays.length === 0) return null;
  const n = yield* countSamples(arrays[0]!);
  const wanted = count === null ? n : toInt(count, 'n_samples');
  if (replace !== true && wanted > n) {
    throw exc.ValueError(`Cannot sample ${wanted} out of arrays with dim ${n} when replace is False`);
  }
  yield* checkConsistentLength(...arrays);
  const places =
    replace === true
      ? Float64Array.from({ length: wanted }, () => stream.interval(n - 1))
      : permutedPlaces(n, (most) => stream.interval(most)).slice(0, wanted);
  const chosen: Value[] = [];
  for (const array of arrays) chosen.push(yield* samplesAt(array, places));
  return chosen.length === 1 ? chosen[0]! : list(chosen);
}

const utilsModule = defineModule({
  name: 'sklearn.utils',
  functions: {
    'shuffle(*arrays, random_state=None, n_samples=None)': (arrays: Value[], state: Value, count: Value) =>
      resample(arrays, false, count, state),
    'resample(*arrays, replace=True, n_samples=None, random_state=None)': resample,
    'check_random_state(seed)': (seed: Value) => checkRandomState(seed),
    'check_consistent_length(*arrays)': function* (arrays: Value[]): Task {
      yield* checkConsistentLength(...arrays);
      return null;
    },
  },
  absent: {
    Bunch: 'types.SimpleNamespace runs here',
    ...sharedAdvice(
      'check_array check_X_y as_float_array column_or_1d assert_all_finite indexable',
      'numpy.asarray runs here',
    ),
    ...sharedAdvice(
      'compute_class_weight compute_sample_weight class_weight',
      'n / (classes * numpy.bincount(y)) are the weights',
    ),
  },
});

const NEAR = 'LogisticRegression, KNeighborsClassifier and GaussianNB run here, and so does a model in torch.nn';

const sklearnModule = defineModule({
  name: 'sklearn',
  members: {
    __version__: '1.2.1',
    base: baseModule,
    exceptions: exceptionsModule,
    clone: baseModule.member('clone')!,
    datasets: datasetsModule,
    decomposition: decompositionModule,
    dummy: dummyModule,
    feature_selection: featureSelectionModule,
    linear_model: linearModelModule,
    metrics: metricsModule,
    model_selection: modelSelectionModule,
    naive_bayes: naiveBayesModule,
    neighbors: neighborsModule,
    pipeline: pipelineModule,
    preprocessing: preprocessingModule,
    utils: utilsModule,
  },
  absent: {
    ...sharedAdvice('cross_decomposition kernel_ridge isotonic semi_supervised', NEAR),
    ...sharedAdvice('calibration multioutput', 'LogisticRegression.predict_proba runs here'),
    feature_extraction: 'str.split and collections.Counter run here',
    ...sharedAdvice('kernel_approximation random_projection', 'PCA runs here'),
    ...sharedAdvice('config_context get_config set_config show_versions', 'there is nothing to configure here'),
    cluster: NEAR,
    compose: 'Pipeline and numpy.hstack run here',
    covariance: 'numpy.cov runs here',
    discriminant_analysis: NEAR,
    ensemble: NEAR,
    gaussian_process: NEAR,
    impute: 'numpy.nan_to_num and numpy.nanmean run here',
    inspection: 'cross_validate with return_estimator=True runs here',
    manifold: 'PCA runs here',
    mixture: NEAR,
    multiclass: 'LogisticRegression(multi_class="ovr") runs here',
    neural_network: NEAR,
    svm: NEAR,
    tree: NEAR,
  },
});

/** By dotted name. */
export const sklearnModules: ReadonlyMap<string, PyModule> = new Map(
  [
    sklearnModule,
    baseModule,
    datasetsModule,
    decompositionModule,
    dummyModule,
    exceptionsModule,
    featureSelectionModule,
    linearModelModule,
    metricsModule,
    modelSelectionModule,
    naiveBayesModule,
    neighborsModule,
    pipelineModule,
    preprocessingModule,
    utilsModule,
  ].map((module) => [module.name, module]),
);
