/** Python functions over arrays: `vectorize`, `apply_along_axis`. */
import {
  call,
  defineClass,
  exc,
  list,
  PyInstance,
  type Functions,
  type PyType,
  type Task,
  type Value,
} from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { broadcastArrays } from './broadcast.ts';
import { toArray } from './conversion.ts';
import { itemAt, returned } from './scalar.ts';
import { axisLast } from './reductions.ts';
import { moveAxis, reshape } from './shaping.ts';

class Vectorized extends PyInstance {
  function_: Value = null;
}

export const vectorizeType: PyType = defineClass({
  name: 'vectorize',
  module: 'numpy',
  allocate: (type) => new Vectorized(type),
  methods: {
    '__init__(self, pyfunc, otypes=None, doc=None)': (self: Vectorized, function_: Value) => {
      self.function_ = function_;
      self.dict.set('pyfunc', function_);
      return null;
    },
    '__call__(self, *args)': function* (self: Vectorized, args: Value[]): Task {
      const arrays = [];
      for (const value of args) arrays.push(yield* toArray(value));
      const stretched = broadcastArrays(arrays);
      const shape = stretched[0]?.shape ?? [];
      const offsets = stretched.map((x) => x.offsets());
      const results: Value[] = [];
      for (let i = 0; i < (offsets[0]?.length ?? 0); i++) {
        results.push(yield* call(self.function_, stretched.map((x, k) => itemAt(x, offsets[k]![i]!)))); // prettier-ignore
      }
      if (results.length === 0) throw exc.ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set');
      return returned(reshape(yield* toArray(list(results)), shape));
    },
  },
});

export const functionalFunctions: Functions = {
  'apply_along_axis(func1d, axis, arr, *args, **kwargs)': function* (
    function_: Value,
    axis: Value,
    array: Value,
    args: Value[],
    kwargs: ReadonlyMap<string, Value>,
  ): Task {
    // prettier-ignore
    const x = yield* toArray(array);
    const along = axisArgument(axis, x.ndim);
    const rows = axisLast(x, along);
    const lead = rows.shape.slice(0, -1);
    const starts = rows.view(lead, rows.strides.slice(0, -1)).offsets();
    const results: Value[] = [];
    for (const start of starts) {
      const row = rows.view([rows.shape.at(-1)!], [rows.strides.at(-1)!], start);
      results.push(yield* call(function_, [row, ...args], kwargs.size === 0 ? null : kwargs));
    }
    const made = yield* toArray(list(results));
    const shaped = reshape(made, [...lead, ...made.shape.slice(1)]);
    return returned(made.ndim > 1 ? moveAxis(shaped, -1, along) : shaped);
  },
};
