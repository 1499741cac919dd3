/** Stand-ins for torch's objects that do nothing, so that what is left is the interpreter. */
import { defineClass, defineModule, float, PyInstance, tuple } from '../../src/lib/python/bind.ts';
import type { PyModule } from '../../src/lib/python/bind.ts';

const tensor = defineClass({
  name: 'Tensor',
  module: 'stub',
  methods: {
    'to(self, device)': (self: PyInstance) => self,
    'size(self, dim=None)': () => 64,
    'item(self)': () => float(0.5),
    'backward(self)': () => null,
    'max(self, dim=None)': (self: PyInstance) => tuple(self, self),
    'eq(self, other)': (self: PyInstance) => self,
    'sum(self)': (self: PyInstance) => self,
  },
});

const model = defineClass({
  name: 'Model',
  module: 'stub',
  methods: {
    'train(self, mode=True)': (self: PyInstance) => self,
    '__call__(self, *args)': () => new PyInstance(tensor),
    'zero_grad(self)': () => null,
    'step(self)': () => null,
  },
});

/** The modules that the measured program imports; `mark` notes the time. */
export function bind(mark: () => void): ReadonlyMap<string, PyModule> {
  return new Map([
    ['stub', defineModule({ name: 'stub', members: { Tensor: tensor, Model: model } })],
    ['bench', defineModule({ name: 'bench', functions: { 'mark()': () => mark() } })],
  ]);
}
