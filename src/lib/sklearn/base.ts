/** `sklearn.base`: estimators that know their parameters, and copies of them that are not fitted. */
import type { PyInstance } from '../python/bind.ts';
import {
  call, callMethod, defineClass, defineModule, exc, getAttr, getAttrOr, getItem, iterate, NativeFunction, nativeFunction, PyDict, PyFunction, PyList, PySet, PyTuple, PyType, repr, setAttr, typeOf, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { accuracyScore } from './metrics/index.ts';
import { r2Score } from './metrics/regression.ts';
import { typeText } from './validation.ts';

/** What a constructor takes beside `self`: names, with their defaults (undefined for none). */
function constructorParameters(type: PyType): Map<string, Value | undefined> {
  const initialize = type.lookup('__init__');
  const parameters = new Map<string, Value | undefined>();
  if (initialize instanceof PyFunction) {
    const { code, defaults, keywordDefaults } = initialize;
    if (code.varargs) {
      throw exc.RuntimeError(
        `scikit-learn estimators should always specify their parameters in the signature of their __init__ (no varargs). <class '${type.module}.${type.qualname}'> with constructor ${type.name} doesn't  follow this convention.`,
      );
    }
    for (let i = 1; i < code.positional; i++) {
      const at = i - (code.positional - defaults.length);
      parameters.set(code.localNames[i]!, at >= 0 ? defaults[at] : undefined);
    }
    for (let i = code.positional; i < code.positional + code.keywordOnly; i++) {
      const name = code.localNames[i]!;
      parameters.set(name, keywordDefaults?.get(name));
    }
  } else if (initialize instanceof NativeFunction) {
    for (const { name, kind, defaultValue } of initialize.signature.parameters.slice(1)) {
      if (kind !== 'varargs' && kind !== 'varkw') parameters.set(name, defaultValue?.());
    }
  }
  return parameters;
}

function* getParams(self: Value): Task<PyDict> {
  const params = new PyDict();
  for (const name of [...constructorParameters(typeOf(self)).keys()].sort())
    params.set(name, yield* getAttr(self, name));
  return params;
}

function* setParams(self: Value, given: ReadonlyMap<string, Value>): Task {
  const known = [...constructorParameters(typeOf(self)).keys()].sort();
  for (const [name, value] of given) {
    if (!known.includes(name)) {
      throw exc.ValueError(
        `Invalid parameter '${name}' for estimator ${yield* repr(self)}. Valid parameters are: [${known.map((k) => `'${k}'`).join(', ')}].`,
      );
    }
    yield* setAttr(self, name, value);
  }
  return self;
}

/** The class and those parameters that differ from their defaults. */
function* estimatorRepr(self: Value): Task {
  const type = typeOf(self);
  const shown: string[] = [];
  for (const [name, standard] of [...constructorParameters(type)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = yield* repr(yield* getAttr(self, name));
    if (standard === undefined || text !== (yield* repr(standard))) shown.push(`${name}=${text}`);
  }
  return `${type.name}(${shown.join(', ')})`;
}

export const baseEstimatorType: PyType = defineClass({
  name: 'BaseEstimator',
  module: 'sklearn.base',
  methods: {
    'get_params(self, deep=True)': (self: PyInstance) => getParams(self),
    'set_params(self, **params)': setParams,
    '__repr__(self)': estimatorRepr,
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
