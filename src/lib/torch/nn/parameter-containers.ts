/** `nn.ParameterList` and `nn.ParameterDict`: parameters in order, or by name. */
import { callMethod, defineClass, exc, iterate, NativeIterator, PyDict, PyTuple, toInt, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { wording } from '../arguments.ts';
import { TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { Tensor } from '../tensor.ts';
import { moduleType, type ModuleObject } from './module.ts';
import { Parameter } from './parameter.ts';

const asParameter = (value: Value): Parameter => {
  if (value instanceof Parameter) return value;
  if (value instanceof Tensor) return new Parameter(value);
  throw exc.NotImplementedError('ParameterList and ParameterDict hold tensors and parameters here');
};

const sizeWords = (p: Tensor): string => `of size ${p.shape.length === 0 ? '' : p.shape.join('x')}]`;

const valuesOf = (self: ModuleObject): Parameter[] => [...self.parameters.values()].filter((p) => p !== null);

const add = (self: ModuleObject, values: readonly Value[]): ModuleObject => {
  for (const value of values) self.parameters.set(String(self.parameters.size), asParameter(value));
  return self;
};

const nameAt = (self: ModuleObject, index: Value): string => {
  const [at, n] = [toInt(index, 'index'), self.parameters.size];
  if (at < -n || at >= n) throw exc.IndexError(`index ${at} is out of range`);
  return String(at < 0 ? at + n : at);
};

export const parameterListType: PyType = defineClass({
  name: 'ParameterList',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, values=None)': function* (self: ModuleObject, values: Value): Task {
      self.ready = true;
      if (values !== null) add(self, yield* iterate(values));
      return null;
    },
    '__len__(self)': (self: ModuleObject) => self.parameters.size,
    '__getitem__(self, index, /)': (self: ModuleObject, index: Value) =>
      self.parameters.get(nameAt(self, index)) ?? null,
    '__setitem__(self, index, value, /)': (self: ModuleObject, index: Value, value: Value) => {
      self.parameters.set(nameAt(self, index), asParameter(value));
      return null;
    },
    '__iter__(self)': (self: ModuleObject) => NativeIterator.over(valuesOf(self), [self]),
    'append(self, value)': (self: ModuleObject, value: Value) => add(self, [value]),
    'extend(self, values)': function* (self: ModuleObject, values: Value): Task {
      return add(self, yield* iterate(values));
    },
    'extra_repr(self)': (self: ModuleObject) =>
      valuesOf(self).map((p, i) => `  (${i}): Parameter containing: [torch.${p.dtype} ${sizeWords(p)}`).join('\n'), // prettier-ignore
  },
});

export const parameterDictType: PyType = defineClass({
  name: 'ParameterDict',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, parameters=None)': (self: ModuleObject, parameters: Value) => {
      self.ready = true;
      if (parameters instanceof PyDict) {
        for (const [name, value] of parameters.entries()) self.parameters.set(wording(name), asParameter(value));
      }
      return null;
    },
    '__len__(self)': (self: ModuleObject) => self.parameters.size,
    '__getitem__(self, key, /)': (self: ModuleObject, key: Value) => {
      const found = self.parameters.get(wording(key));
      if (found === undefined) throw exc.KeyError(key);
      return found;
    },
    '__setitem__(self, key, value, /)': (self: ModuleObject, key: Value, value: Value) => {
      self.parameters.set(wording(key), asParameter(value));
      return null;
    },
    '__contains__(self, key, /)': (self: ModuleObject, key: Value) => self.parameters.has(wording(key)),
    '__iter__(self)': (self: ModuleObject) => NativeIterator.over([...self.parameters.keys()], [self]),
    'keys(self)': (self: ModuleObject) => callMethod(PyDict.of(self.parameters.entries()), 'keys'),
    'values(self)': (self: ModuleObject) => NativeIterator.over(valuesOf(self), [self]),
    'items(self)': (self: ModuleObject) =>
      NativeIterator.over([...self.parameters].map(([name, p]) => new PyTuple([name, p])), [self]), // prettier-ignore
    'extra_repr(self)': (self: ModuleObject) =>
      [...self.parameters].map(([name, p]) => `  (${name}): Parameter containing: [${TENSOR_TYPE_NAMES[p!.dtype]} ${sizeWords(p!)}`).join('\n'), // prettier-ignore
  },
});
