/** `numpy.add`, `numpy.exp` and their kind as objects that programs call, with `reduce` and `outer` where they have them. */
import { defineClass, exc, notHere, PyObject, type PyType, type Task, type Value } from '../python/bind.ts';
import { axesArgument } from './axes.ts';
import { broadcastInto } from './broadcast.ts';
import { BINARY } from './binary.ts';
import { toArray, withDType } from './conversion.ts';
import { dtypeArgument } from './dtype-object.ts';
import { output } from './functions.ts';
import { pick } from './indexing.ts';
import { NdArray } from './ndarray.ts';
import { returned } from './scalar.ts';
import { cumulative, extreme, prod, sum, truthOver } from './reductions.ts';
import { store } from './elementwise.ts';
import { UNARY } from './unary.ts';

export class Ufunc extends PyObject {
  readonly name: string;
  readonly arity: 1 | 2;

  constructor(name: string, arity: 1 | 2) {
    super();
    this.name = name;
    this.arity = arity;
  }

  get type(): PyType {
    return ufuncType;
  }

  apply(operands: readonly NdArray[]): NdArray {
    const [a, b] = operands as [NdArray, NdArray];
    return this.arity === 1 ? UNARY[this.name]!(a) : BINARY[this.name]!(a, b);
  }
}

function* callUfunc(self: Ufunc, args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Task {
  if (args.length < self.arity || args.length > self.arity + 1) {
    throw exc.TypeError(
      `${self.name}() takes from ${self.arity} to ${self.arity + 1} positional arguments but ${args.length} were given`,
    );
  }
  const operands: NdArray[] = [];
  for (const value of args.slice(0, self.arity)) operands.push(yield* toArray(value));
  const dtype = yield* dtypeArgument(kwargs.get('dtype') ?? null, null);
  const cast = dtype === null ? operands : operands.map((x) => withDType(x, dtype));
  const result = withDType(self.apply(cast), self.name.startsWith('is') ? null : dtype);
  const out = kwargs.get('out') ?? args[self.arity] ?? null;
  const where = kwargs.get('where') ?? true;
  for (const name of kwargs.keys()) {
    if (!['out', 'where', 'dtype', 'casting'].includes(name)) {
      throw exc.TypeError(`${self.name}() got an unexpected keyword argument '${name}'`);
    }
  }
  if (where === true) return output(result, out);
  return masked(result, out, yield* toArray(where));
}

/** Writes only where the mask is true; elsewhere stays what `out` has. */
function masked(result: NdArray, out: Value, mask: NdArray): Value {
  const target = out instanceof NdArray ? out : result.like(result.copy().data.fill(0), result.shape);
  const chosen = mask.expand(target.shape).values();
  const before = target.copy().data;
  const values = result.expand(target.shape).values();
  const mixed = result.like(result.copy().expand(target.shape).copy().data, target.shape);
  for (let i = 0; i < chosen.length; i++) mixed.data[i] = chosen[i] === 0 ? before[i]! : values[i]!;
  store(target, mixed);
  return returned(target);
}

type Reduce = (x: NdArray, axes: readonly number[], keepDims: boolean) => NdArray;

const REDUCE: Readonly<Record<string, Reduce>> = {
  add: sum,
  multiply: prod,
  maximum: (x, axes, keep) => extreme(x, axes, keep, 'maximum'),
  minimum: (x, axes, keep) => extreme(x, axes, keep, 'minimum'),
  logical_and: (x, axes, keep) => truthOver(x, axes, keep, 'all'),
  logical_or: (x, axes, keep) => truthOver(x, axes, keep, 'any'),
};

export const ufuncType: PyType = defineClass({
  name: 'ufunc',
  module: 'numpy',
  allocate: null,
  methods: {
    '__call__(self, *args, **kwargs)': callUfunc,
    '__repr__(self)': (self: Ufunc) => `<ufunc '${self.name}'>`,
    'reduce(self, array, axis=0, dtype=None, out=None, keepdims=False)': function* (
      self: Ufunc,
      array: Value,
      axis: Value,
      _dtype: Value,
      out: Value,
      keepDims: Value,
    ): Task {
      // prettier-ignore
      const reduce = REDUCE[self.name];
      if (reduce === undefined)
        throw exc.NotImplementedError(`numpy.${self.name}.reduce does not run here; use a loop`);
      const x = yield* toArray(array);
      return output(reduce(x, axesArgument(axis, x.ndim), keepDims === true), out);
    },
    'accumulate(self, array, axis=0)': function* (self: Ufunc, array: Value, axis: Value): Task {
      const which = { add: 'cumsum', multiply: 'cumprod' }[self.name] as 'cumsum' | 'cumprod' | undefined;
      const x = yield* toArray(array);
      if (which !== undefined) return cumulative(x, axesArgument(axis, x.ndim)[0]!, which, null);
      if (self.arity !== 2 || x.ndim !== 1) {
        throw exc.NotImplementedError(`numpy.${self.name}.accumulate runs here on 1-d arrays only`);
      }
      const result = x.copy();
      for (let i = 1; i < result.size; i++) {
        const element = (at: number): NdArray => result.view([], [], at);
        result.data[i] = self.apply([element(i - 1), element(i)]).at();
      }
      return result;
    },
    'at(self, a, indices, b=None, /)': function* (self: Ufunc, array: Value, indices: Value, value: Value): Task {
      if (!(array instanceof NdArray)) throw exc.TypeError('first operand must be array');
      const picked = pick(array, indices);
      const offsets = picked.kind === 'view' ? picked.view.offsets() : picked.offsets;
      const shape = picked.kind === 'view' ? picked.view.shape : picked.shape;
      const values = value === null ? null : broadcastInto(yield* toArray(value), shape);
      const places = values?.offsets();
      // One place after another, so that repeated ones accumulate.
      offsets.forEach((offset, i) => {
        const element = array.view([], [], offset);
        const other = values === null ? [] : [values.view([], [], places![i])];
        store(element, self.apply([element, ...other]));
      });
      return null;
    },
    'reduceat(self, array, indices, axis=0, dtype=None, out=None)': notHere(
      'numpy.ufunc.reduceat',
      'reduce of each slice runs here',
    ),
    'outer(self, a, b, /)': function* (self: Ufunc, left: Value, right: Value): Task {
      const a = yield* toArray(left);
      const b = yield* toArray(right);
      const column = a.like(a.values(), [...a.shape, ...b.shape.map(() => 1)]);
      return self.apply([column, b]);
    },
  },
  properties: {
    __name__: (self: Ufunc) => self.name,
    nin: (self: Ufunc) => self.arity,
    nout: () => 1,
    nargs: (self: Ufunc) => self.arity + 1,
  },
});

/** Other names of the same functions. */
const ALIASES: Readonly<Record<string, string>> = {
  abs: 'absolute',
  true_divide: 'divide',
  mod: 'remainder',
  bitwise_not: 'invert',
  radians: 'deg2rad',
  degrees: 'rad2deg',
};

/** The members of the module that are functions of this kind. */
export const ufuncMembers: Readonly<Record<string, Value>> = (() => {
  const members: Record<string, Value> = {};
  for (const name of Object.keys(UNARY)) members[name] = new Ufunc(name, 1);
  for (const name of Object.keys(BINARY)) members[name] = new Ufunc(name, 2);
  for (const [alias, name] of Object.entries(ALIASES)) members[alias] = members[name]!;
  return members;
})();
