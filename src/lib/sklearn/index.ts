/** The modules `sklearn…` that a program can import. */
import { defineModule, exc, list, toInt, type PyModule, type Task, type Value } from '../python/bind.ts';
import { permutedPlaces } from '../numpy/random/choosing.ts';
import { baseModule } from './base.ts';
import { exceptionsModule } from './exceptions.ts';
import { metricsModule } from './metrics/index.ts';
import { modelSelectionModule } from './model_selection/index.ts';
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
});

const TORCH = 'a model in torch.nn runs here';

const sklearnModule = defineModule({
  name: 'sklearn',
  members: {
    __version__: '1.2.1',
    base: baseModule,
    exceptions: exceptionsModule,
    clone: baseModule.member('clone')!,
    metrics: metricsModule,
    model_selection: modelSelectionModule,
    preprocessing: preprocessingModule,
    utils: utilsModule,
  },
  absent: {
    cluster: TORCH,
    datasets: 'torchvision.datasets and numpy.random run here',
    decomposition: TORCH,
    ensemble: TORCH,
    linear_model: TORCH,
    manifold: TORCH,
    naive_bayes: TORCH,
    neighbors: TORCH,
    neural_network: TORCH,
    pipeline: 'calling one step after another runs here',
    svm: TORCH,
    tree: TORCH,
  },
});

/** By dotted name. */
export const sklearnModules: ReadonlyMap<string, PyModule> = new Map(
  [
    sklearnModule,
    baseModule,
    exceptionsModule,
    metricsModule,
    modelSelectionModule,
    preprocessingModule,
    utilsModule,
  ].map((module) => [module.name, module]),
);
