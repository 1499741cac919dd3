/** Declaring estimators: their constructor keeps each parameter under its own name, as scikit-learn's do. */
import type { NativeFunction } from '../../python/bind.ts';
import { defineClass, type ClassDefinition, type PyInstance, type PyType, type Value } from '../../python/bind.ts';
import { baseEstimatorType } from './base.ts';
import { objectDefaults } from './parameters.ts';

export interface EstimatorDefinition extends Omit<ClassDefinition, 'bases'> {
  /** The constructor's parameters as Python writes them: `n_neighbors=5, *, weights="uniform"`. */
  readonly parameters: string;
  /** The defaults of parameters that the text names only: `score_func=feature_selection.f_classif`. */
  readonly defaults?: ReadonlyMap<string, Value>;
  /** The mixins; BaseEstimator comes last by itself. */
  readonly mixins?: readonly PyType[];
}

/** A class derived from `BaseEstimator`. */
export function defineEstimator({ parameters, mixins = [], defaults, methods, ...rest }: EstimatorDefinition): PyType {
  let names: readonly string[] = [];
  const type = defineClass({
    ...rest,
    bases: [...mixins, baseEstimatorType],
    methods: {
      [`__init__(self${parameters === '' ? '' : ', '}${parameters})`]: (self: PyInstance, ...values: Value[]) => {
        names.forEach((name, i) => self.dict.set(name, values[i] ?? defaults?.get(name) ?? null));
        return null;
      },
      ...methods,
    },
  });
  if (defaults !== undefined) objectDefaults.set(type, defaults);
  const initialize = type.lookup('__init__') as NativeFunction;
  names = initialize.signature.parameters.slice(1).map(({ name }) => name);
  return type;
}

/** What an estimator has under a name: a parameter, or what fitting found. */
export const get = (self: PyInstance, name: string): Value => self.dict.get(name) ?? null;
