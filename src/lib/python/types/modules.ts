/** Modules and namespaces: their attributes. */
import { defineClass, extendType } from '../objects/define.ts';
import type { PyModule } from '../objects/module.ts';
import { moduleType } from '../objects/module.ts';
import type { Value, PyInstance } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import { reprOf } from '../operations/conversion.ts';
import { dictOf } from './object.ts';

extendType(moduleType, {
  methods: { '__repr__(self, /)': (self: PyModule) => `<module '${self.name}'>` },
  properties: { __dict__: (self: PyModule) => dictOf(self.dict) },
});

/** A namespace like `types.SimpleNamespace`. */
export const simpleNamespace = defineClass({
  name: 'SimpleNamespace',
  module: 'types',
  methods: {
    '__init__(self, /, **kwargs)': (self: PyInstance, kwargs: Map<string, Value>) => {
      for (const [name, value] of kwargs) self.dict.set(name, value);
    },
    '__repr__(self, /)': function* (self: PyInstance) {
      const parts: string[] = [];
      for (const [name, value] of self.dict) parts.push(`${name}=${yield* finish(reprOf(value))}`);
      return `namespace(${parts.join(', ')})`;
    },
  },
});
