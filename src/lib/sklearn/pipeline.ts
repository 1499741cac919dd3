/** `sklearn.pipeline`: estimators one after another, fitted and used as one. */
import {
  call, callMethod, defineModule, exc, getAttr, getAttrOr, getItem, iterate, list, PyDict, PySlice, setAttr, str, toInt, tuple, typeOf, type PyInstance, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { defineEstimator, get } from './estimator/define.ts';
import { addNested, getParams, isEstimator, setParams } from './estimator/parameters.ts';
import { typeText } from './validation.ts';

interface Step {
  readonly name: string;
  readonly estimator: Value;
}

const passes = (estimator: Value): boolean => estimator === null || estimator === 'passthrough';

function* stepsOf(self: PyInstance): Task<Step[]> {
  const steps: Step[] = [];
  for (const pair of yield* iterate(get(self, 'steps'))) {
    const [name, estimator] = yield* iterate(pair);
    steps.push({ name: name as string, estimator: estimator! });
  }
  return steps;
}

function* has(value: Value, name: string): Task<boolean> {
  return (yield* getAttrOr(value, name, null)) !== null;
}

/** Raises for names that clash and for steps that cannot do their part. */
function* checkSteps(steps: readonly Step[]): Task<void> {
  const names = steps.map(({ name }) => name);
  const shown = `[${names.map((name) => `'${name}'`).join(', ')}]`;
  if (new Set(names).size !== names.length) throw exc.ValueError(`Names provided are not unique: ${shown}`);
  const clash = names.filter((name) => ['memory', 'steps', 'verbose'].includes(name));
  if (clash.length > 0)
    throw exc.ValueError(`Estimator names conflict with constructor arguments: [${clash.sort().map((name) => `'${name}'`).join(', ')}]`); // prettier-ignore
  const long = names.filter((name) => name.includes('__'));
  if (long.length > 0)
    throw exc.ValueError(`Estimator names must not contain __: got [${long.map((name) => `'${name}'`).join(', ')}]`);
  for (const { estimator } of steps.slice(0, -1)) {
    if (passes(estimator)) continue;
    const fits = (yield* has(estimator, 'fit')) || (yield* has(estimator, 'fit_transform'));
    if (fits && (yield* has(estimator, 'transform'))) continue;
    throw exc.TypeError(
      `All intermediate steps should be transformers and implement fit and transform or be the string 'passthrough' '${yield* str(estimator)}' (type ${typeText(estimator)}) doesn't`,
    );
  }
  const { estimator } = steps.at(-1)!;
  if (!passes(estimator) && !(yield* has(estimator, 'fit'))) {
    throw exc.TypeError(
      `Last step of Pipeline should implement fit or be the string 'passthrough'. '${yield* str(estimator)}' (type ${typeText(estimator)}) doesn't`,
    );
  }
}

/** Arguments `step__name` by step. */
function* argumentsByStep(given: ReadonlyMap<string, Value>): Task<Map<string, Map<string, Value>>> {
  const byStep = new Map<string, Map<string, Value>>();
  for (const [key, value] of given) {
    const at = key.indexOf('__');
    if (at < 0) {
      throw exc.ValueError(
        `Pipeline.fit does not accept the ${key} parameter. You can pass parameters to specific steps of your pipeline using the stepname__parameter format, e.g. \`Pipeline.fit(X, y, logisticregression__sample_weight=sample_weight)\`.`,
      );
    }
    const step = key.slice(0, at);
    if (!byStep.has(step)) byStep.set(step, new Map());
    byStep.get(step)!.set(key.slice(at + 2), value);
  }
  return byStep;
}

const fitArguments = (x: Value, y: Value): Value[] => (y === null ? [x] : [x, y]);

function* fitTransform(estimator: Value, x: Value, y: Value, given: ReadonlyMap<string, Value> | null): Task {
  if (yield* has(estimator, 'fit_transform')) {
    return yield* callMethod(estimator, 'fit_transform', fitArguments(x, y), given);
  }
  return yield* callMethod(yield* callMethod(estimator, 'fit', fitArguments(x, y), given), 'transform', [x]);
}

/** Fits all but the last step; the features as the last one sees them. */
function* fitFirst(self: PyInstance, x: Value, y: Value, given: ReadonlyMap<string, Map<string, Value>>): Task {
  const steps = yield* stepsOf(self);
  yield* checkSteps(steps);
  let seen = x;
  for (const { name, estimator } of steps.slice(0, -1)) {
    if (!passes(estimator)) seen = yield* fitTransform(estimator, seen, y, given.get(name) ?? null);
  }
  return seen;
}

/** Features as the last step sees them, through the steps before it. */
function* through(self: PyInstance, x: Value): Task<{ readonly seen: Value; readonly last: Step }> {
  const steps = yield* stepsOf(self);
  let seen = x;
  for (const { estimator } of steps.slice(0, -1)) {
    if (!passes(estimator)) seen = yield* callMethod(estimator, 'transform', [seen]);
  }
  return { seen, last: steps.at(-1)! };
}

/** Asks the last step; raises AttributeError where it cannot answer. */
const ofLast = (method: string) =>
  function* (self: PyInstance, x: Value, ...rest: Value[]): Task {
    const { seen, last } = yield* through(self, x);
    if (!(yield* has(last.estimator, method))) {
      throw exc.AttributeError(`'${typeOf(last.estimator).name}' object has no attribute '${method}'`);
    }
    return yield* callMethod(last.estimator, method, [seen, ...rest]);
  };

function* fitPipeline(
  self: PyInstance,
  x: Value,
  y: Value,
  given: ReadonlyMap<string, Value>,
): Task<{ seen: Value; last: Step; own: ReadonlyMap<string, Value> | null }> {
  const byStep = yield* argumentsByStep(given);
  const seen = yield* fitFirst(self, x, y, byStep);
  const last = (yield* stepsOf(self)).at(-1)!;
  return { seen, last, own: byStep.get(last.name) ?? null };
}

function* itemOf(self: PyInstance, key: Value): Task {
  const steps = yield* stepsOf(self);
  if (key instanceof PySlice) {
    const options = new Map<string, Value>([['memory', get(self, 'memory')], ['verbose', get(self, 'verbose')]]); // prettier-ignore
    return yield* call(self.type, [yield* getItem(get(self, 'steps'), key)], options);
  }
  if (typeof key === 'string') {
    const found = steps.find(({ name }) => name === key);
    if (found === undefined) throw exc.KeyError(key);
    return found.estimator;
  }
  const at = toInt(key, 'index');
  if (at >= steps.length || at < -steps.length) throw exc.IndexError('list index out of range');
  return steps.at(at)!.estimator;
}

/** `set_params`: steps by their names first, then the parameters of each. */
function* setStepParams(self: PyInstance, given: ReadonlyMap<string, Value>): Task {
  const rest = new Map(given);
  const steps = rest.get('steps');
  if (steps !== undefined) yield* setAttr(self, 'steps', steps);
  rest.delete('steps');
  const current = yield* stepsOf(self);
  const replaced = current.map(({ name, estimator }) => {
    const value = rest.get(name);
    rest.delete(name);
    return tuple(name, value ?? estimator);
  });
  yield* setAttr(self, 'steps', list(replaced));
  return yield* setParams(self, rest);
}

function* allParams(self: PyInstance, deep: Value): Task {
  const params = yield* getParams(self, false);
  if (deep !== true) return params;
  const steps = yield* stepsOf(self);
  for (const { name, estimator } of steps) params.set(name, estimator);
  for (const { name, estimator } of steps) if (yield* isEstimator(estimator)) yield* addNested(params, name, estimator);
  return params;
}

const pipelineType: PyType = defineEstimator({
  name: 'Pipeline',
  module: 'sklearn.pipeline',
  parameters: 'steps, *, memory=None, verbose=False',
  properties: {
    named_steps: function* (self: PyInstance): Task {
      return PyDict.of((yield* stepsOf(self)).map(({ name, estimator }) => [name, estimator]));
    },
    _estimator_type: function* (self: PyInstance): Task {
      return yield* getAttrOr((yield* stepsOf(self)).at(-1)!.estimator, '_estimator_type', null);
    },
    classes_: function* (self: PyInstance): Task {
      return yield* getAttr((yield* stepsOf(self)).at(-1)!.estimator, 'classes_');
    },
    n_features_in_: function* (self: PyInstance): Task {
      return yield* getAttr((yield* stepsOf(self))[0]!.estimator, 'n_features_in_');
    },
  },
  methods: {
    'get_params(self, deep=True)': allParams,
    'set_params(self, **kwargs)': setStepParams,
    'fit(self, X, y=None, **fit_params)': function* (
      self: PyInstance,
      x: Value,
      y: Value,
      given: Map<string, Value>,
    ): Task {
      const { seen, last, own } = yield* fitPipeline(self, x, y, given);
      if (!passes(last.estimator)) yield* callMethod(last.estimator, 'fit', fitArguments(seen, y), own);
      return self;
    },
    'fit_transform(self, X, y=None, **fit_params)': function* (
      self: PyInstance,
      x: Value,
      y: Value,
      given: Map<string, Value>,
    ): Task {
      const { seen, last, own } = yield* fitPipeline(self, x, y, given);
      return passes(last.estimator) ? seen : yield* fitTransform(last.estimator, seen, y, own);
    },
    'transform(self, X)': function* (self: PyInstance, x: Value): Task {
      const { seen, last } = yield* through(self, x);
      return passes(last.estimator) ? seen : yield* callMethod(last.estimator, 'transform', [seen]);
    },
    'inverse_transform(self, Xt)': function* (self: PyInstance, x: Value): Task {
      let seen = x;
      for (const { estimator } of (yield* stepsOf(self)).reverse()) {
        if (!passes(estimator)) seen = yield* callMethod(estimator, 'inverse_transform', [seen]);
      }
      return seen;
    },
    'predict(self, X)': ofLast('predict'),
    'predict_proba(self, X)': ofLast('predict_proba'),
    'predict_log_proba(self, X)': ofLast('predict_log_proba'),
    'decision_function(self, X)': ofLast('decision_function'),
    'score(self, X, y=None, sample_weight=None)': (self: PyInstance, x: Value, y: Value, weight: Value) =>
      weight === null ? ofLast('score')(self, x, y) : ofLast('score')(self, x, y, weight),
    '__len__(self)': function* (self: PyInstance): Task {
      return (yield* stepsOf(self)).length;
    },
    '__getitem__(self, ind)': itemOf,
  },
});

/** Steps named after their classes, with numbers where a class comes twice. */
function* makePipeline(steps: readonly Value[], memory: Value, verbose: Value): Task {
  const names = steps.map((step) => (typeof step === 'string' ? step : typeOf(step).name.toLowerCase()));
  const numbered = names.map((name, i) => {
    if (names.filter((other) => other === name).length === 1) return name;
    return `${name}-${names.slice(0, i + 1).filter((other) => other === name).length}`;
  });
  const pairs = steps.map((step, i) => tuple(numbered[i]!, step));
  return yield* call(pipelineType, [list(pairs)], new Map([['memory', memory], ['verbose', verbose]])); // prettier-ignore
}

export const pipelineModule = defineModule({
  name: 'sklearn.pipeline',
  functions: { 'make_pipeline(*steps, memory=None, verbose=False)': makePipeline },
  members: { Pipeline: pipelineType },
  absent: { FeatureUnion: 'numpy.hstack of what each transformer gives runs here', make_union: 'numpy.hstack of what each transformer gives runs here' }, // prettier-ignore
});
