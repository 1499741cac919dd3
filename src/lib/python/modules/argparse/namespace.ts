/** `argparse.Namespace`: what parsing gives. */
import { defineClass } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { PyInstance } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { equal } from '../../operations/comparison.ts';
import { reprOf } from '../../operations/conversion.ts';

const isIdentifier = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** `argparse.Namespace` */
export const namespaceType = defineClass({
  name: 'Namespace',
  module: 'argparse',
  methods: {
    '__init__(self, **kwargs)': (self: PyInstance, kwargs: Map<string, Value>) => {
      for (const [name, value] of kwargs) self.dict.set(name, value);
    },
    '__repr__(self, /)': function* (self: PyInstance): Task<string> {
      const parts: string[] = [];
      const odd: string[] = [];
      for (const [name, value] of self.dict) {
        const shown = yield* finish(reprOf(value));
        if (isIdentifier(name)) parts.push(`${name}=${shown}`);
        else odd.push(`'${name}': ${shown}`);
      }
      if (odd.length > 0) parts.push(`**{${odd.join(', ')}}`);
      return `${self.type.name}(${parts.join(', ')})`;
    },
    '__eq__(self, other, /)': (self: PyInstance, other: Value) =>
      other instanceof PyInstance && equal(PyDict.of(self.dict), PyDict.of(other.dict)),
    '__contains__(self, key, /)': (self: PyInstance, key: Value) => typeof key === 'string' && self.dict.has(key),
  },
});
