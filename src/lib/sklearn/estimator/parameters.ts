/** The parameters of estimators: read from the constructor's signature, and set by name, also those of an estimator within. */
import {
  callMethod, exc, getAttr, getAttrOr, iterate, NativeFunction, PyDict, PyFunction, PyType, getItem, repr, setAttr, typeOf, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore

/** Defaults that no signature text can spell, such as functions, by class and name. */
export const objectDefaults = new WeakMap<PyType, ReadonlyMap<string, Value>>();

function defaultOf(type: PyType, name: string, spelled: (() => Value | undefined) | undefined): Value | undefined {
  const value = spelled?.();
  return spelled !== undefined && value === undefined ? objectDefault(type, name) : value;
}

/** The default of a parameter of a class, or of one that it derives from. */
const objectDefault = (type: PyType, name: string): Value | undefined =>
  type.mro.map((base) => objectDefaults.get(base)?.get(name)).find((value) => value !== undefined);

/** What a constructor takes beside `self`: names, with their defaults (undefined for none). Raises RuntimeError for `*args`. */
export function constructorParameters(type: PyType): Map<string, Value | undefined> {
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
      if (kind === 'varargs' || kind === 'varkw') continue;
      parameters.set(name, defaultOf(type, name, defaultValue));
    }
  }
  return parameters;
}

/** The names of the parameters, sorted. */
const parameterNames = (type: PyType): string[] => [...constructorParameters(type).keys()].sort();

/** Whether a value is an estimator, not a class of them. */
export function* isEstimator(value: Value): Task<boolean> {
  if (value instanceof PyType || value === null || typeof value !== 'object') return false;
  return (yield* getAttrOr(value, 'get_params', null)) !== null;
}

/** Adds the parameters of an estimator as `PREFIX__NAME`. */
export function* addNested(params: PyDict, prefix: string, estimator: Value): Task<void> {
  const inner = yield* callMethod(estimator, 'get_params');
  for (const name of yield* iterate(inner)) params.set(`${prefix}__${name as string}`, yield* getItem(inner, name));
}

/** The parameters by name; with `deep`, those of estimators among them too. */
export function* getParams(self: Value, deep: boolean): Task<PyDict> {
  const params = new PyDict();
  for (const name of parameterNames(typeOf(self))) {
    const value = yield* getAttr(self, name);
    if (deep && (yield* isEstimator(value))) yield* addNested(params, name, value);
    params.set(name, value);
  }
  return params;
}

/** Sets parameters; `step__C` sets `C` of the estimator that is the parameter `step`. Raises ValueError for unknown names. */
export function* setParams(self: Value, given: ReadonlyMap<string, Value>): Task {
  const nested = new Map<string, Map<string, Value>>();
  const known = (yield* callMethod(self, 'get_params', [], new Map([['deep', true]]))) as PyDict;
  for (const [key, value] of given) {
    const at = key.indexOf('__');
    const name = at < 0 ? key : key.slice(0, at);
    if (known.get(name) === undefined) {
      const valid = parameterNames(typeOf(self)).map((k) => `'${k}'`);
      throw exc.ValueError(
        `Invalid parameter '${name}' for estimator ${yield* repr(self)}. Valid parameters are: [${valid.join(', ')}].`,
      );
    }
    if (at < 0) {
      yield* setAttr(self, name, value);
      known.set(name, value);
    } else {
      if (!nested.has(name)) nested.set(name, new Map());
      nested.get(name)!.set(key.slice(at + 2), value);
    }
  }
  for (const [name, params] of nested) yield* callMethod(known.get(name) as Value, 'set_params', [], params);
  return self;
}
