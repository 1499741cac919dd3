/** `sklearn.base`: estimators that know their parameters, and copies of them that are not fitted. */
import type { PyInstance } from '../../python/bind.ts';
import {
  call, callMethod, defineClass, defineModule, exc, getAttrOr, getItem, iterate, nativeFunction, PyList, PySet, PyTuple, PyType, repr, typeOf, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { accuracyScore } from '../metrics/index.ts';
import { r2Score } from '../metrics/regression.ts';
import { typeText } from '../validation.ts';
import { getParams, setParams } from './parameters.ts';
import { prettyEstimator } from './pretty.ts';

export const baseEstimatorType: PyType = defineClass({
  name: 'BaseEstimator',
  module: 'sklearn.base',
  methods: {
    'get_params(self, deep=True)': (self: PyInstance, deep: Value) => getParams(self, deep === true),
    'set_params(self, **params)': setParams,
    '__repr__(self, N_CHAR_MAX=700)': (self: PyInstance): Task => prettyEstimator(self, baseEstimatorType),
  },
});

export const classifierMixinType: PyType = defineClass({
  name: 'ClassifierMixin',
  module: 'sklearn.base',
  constants: { _estimator_type: 'classifier' },
  methods: {
    'score(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value, weight: Value): Task {
      return yield* accuracyScore(y, yield* callMethod(self, 'predict', [x]), weight);
    },
  },
});

export const regressorMixinType: PyType = defineClass({
  name: 'RegressorMixin',
  module: 'sklearn.base',
  constants: { _estimator_type: 'regressor' },
  methods: {
    'score(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value): Task {
      return yield* r2Score(y, yield* callMethod(self, 'predict', [x]));
    },
  },
});

export const transformerMixinType: PyType = defineClass({
  name: 'TransformerMixin',
  module: 'sklearn.base',
  methods: {
    'fit_transform(self, X, y=None)': function* (self: PyInstance, x: Value, y: Value): Task {
      const fitted = yield* callMethod(self, 'fit', y === null ? [x] : [x, y]);
      return yield* callMethod(fitted, 'transform', [x]);
    },
  },
});

/** A new estimator with the same parameters. Raises TypeError for what has no `get_params`. */
export function* clone(estimator: Value, safe = true): Task {
  if (estimator instanceof PyList || estimator instanceof PyTuple || estimator instanceof PySet) {
    const items: Value[] = [];
    for (const item of yield* iterate(estimator)) items.push(yield* clone(item, safe));
    return estimator instanceof PyList
      ? new PyList(items)
      : estimator instanceof PyTuple
        ? new PyTuple(items)
        : new PySet(items);
  }
  if (estimator instanceof PyType || (yield* getAttrOr(estimator, 'get_params', null)) === null) {
    if (!safe) return estimator;
    if (estimator instanceof PyType) {
      throw exc.TypeError(
        'Cannot clone object. You should provide an instance of scikit-learn estimator instead of a class.',
      );
    }
    throw exc.TypeError(
      `Cannot clone object '${yield* repr(estimator)}' (type ${typeText(estimator)}): it does not seem to be a scikit-learn estimator as it does not implement a 'get_params' method.`,
    );
  }
  const params = yield* callMethod(estimator, 'get_params', [], new Map([['deep', false]]));
  const given = new Map<string, Value>();
  for (const name of yield* iterate(params))
    given.set(name as string, yield* clone(yield* getItem(params, name), false));
  return yield* call(typeOf(estimator), [], given);
}

const typeIs = (wanted: string) =>
  function* (estimator: Value): Task {
    return (yield* getAttrOr(estimator, '_estimator_type', null)) === wanted;
  };

export const isClassifier = typeIs('classifier');

export const baseModule = defineModule({
  name: 'sklearn.base',
  functions: { 'is_classifier(estimator)': isClassifier, 'is_regressor(estimator)': typeIs('regressor') },
  members: {
    BaseEstimator: baseEstimatorType,
    ClassifierMixin: classifierMixinType,
    RegressorMixin: regressorMixinType,
    TransformerMixin: transformerMixinType,
    clone: nativeFunction('clone(estimator, *, safe=True)', (estimator: Value, safe: Value) => clone(estimator, safe === true), { module: 'sklearn.base' }), // prettier-ignore
  },
});
