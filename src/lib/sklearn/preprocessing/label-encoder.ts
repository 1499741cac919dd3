/** `LabelEncoder`: labels to numbers from 0. */
import type { PyInstance } from '../../python/bind.ts';
import { defineClass, exc, repr, list, type PyType, type Task, type Value } from '../../python/bind.ts';
import { toArray } from '../../numpy/conversion.ts';
import { takeAlong } from '../../numpy/joining.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { itemAt } from '../../numpy/scalar.ts';
import { unique } from '../../numpy/sorting.ts';
import { baseEstimatorType, transformerMixinType } from '../estimator/base.ts';
import { notFitted } from '../exceptions.ts';
import { columnOf } from '../validation.ts';

function classesOf(self: PyInstance): NdArray {
  const classes = self.dict.get('classes_');
  if (classes instanceof NdArray) return classes;
  throw notFitted('LabelEncoder');
}

const keys = (x: NdArray): unknown[] => Array.from(x.values(), (value) => (x.dtype === 'str' ? x.table[value] : value));

export const labelEncoderType: PyType = defineClass({
  name: 'LabelEncoder',
  module: 'sklearn.preprocessing._label',
  bases: [transformerMixinType, baseEstimatorType],
  methods: {
    '__init__(self)': () => null,
    'fit(self, y)': function* (self: PyInstance, y: Value): Task {
      self.dict.set('classes_', unique(yield* columnOf(y)).values);
      return self;
    },
    'fit_transform(self, y)': function* (self: PyInstance, y: Value): Task {
      const { values, inverse } = unique(yield* columnOf(y));
      self.dict.set('classes_', values);
      return new NdArray(Float64Array.from(inverse), 'int64', [inverse.length]);
    },
    'transform(self, y)': function* (self: PyInstance, y: Value): Task {
      const classes = classesOf(self);
      const place = new Map(keys(classes).map((key, i) => [key, i]));
      const labels = yield* columnOf(y);
      const wanted = keys(labels);
      const unseen = unique(labels).values;
      const unknown = Array.from(unseen.values().keys()).filter((i) => !place.has(keys(unseen)[i]));
      if (unknown.length > 0) {
        const values = unknown.map((i) => itemAt(unseen, unseen.offsets()[i]!));
        // Texts are looked up one by one, and the first that is missing is named.
        const shown = yield* repr(
          labels.dtype === 'str' ? (wanted.find((key) => !place.has(key)) as Value) : list(values),
        );
        throw exc.ValueError(`y contains previously unseen labels: ${shown}`);
      }
      return new NdArray(
        Float64Array.from(wanted, (key) => place.get(key)!),
        'int64',
        [wanted.length],
      );
    },
    'inverse_transform(self, y)': function* (self: PyInstance, y: Value): Task {
      const classes = classesOf(self);
      const numbers = (yield* toArray(y)).values();
      const beyond = [...new Set(numbers)].filter((n) => n < 0 || n >= classes.size).sort((a, b) => a - b);
      if (beyond.length > 0) throw exc.ValueError(`y contains previously unseen labels: [${beyond.join(' ')}]`);
      return takeAlong(classes, numbers, 0);
    },
  },
});
