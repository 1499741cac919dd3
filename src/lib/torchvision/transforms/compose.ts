import { call, defineClass, exc, iterate, PyInstance, PyList, repr, type PyType, type Task, type Value } from '../../python/bind.ts';

/** `Compose(transforms)`: one after the other. */
export const composeType: PyType = defineClass({
  name: 'Compose',
  module: 'torchvision.transforms.transforms',
  methods: {
    '__init__(self, transforms)': function* (self: PyInstance, transforms: Value): Task {
      self.dict.set('transforms', new PyList(yield* iterate(transforms)));
      return null;
    },
    '__call__(self, img)': function* (self: PyInstance, image: Value): Task {
      let x = image;
      for (const transform of yield* iterate(self.dict.get('transforms') ?? null)) x = yield* call(transform, [x]);
      return x;
    },
    '__repr__(self)': function* (self: PyInstance): Task {
      const transforms = self.dict.get('transforms');
      if (!(transforms instanceof PyList)) throw exc.AttributeError("'Compose' object has no attribute 'transforms'");
      const lines: string[] = [];
      for (const transform of transforms.items) lines.push(`\n    ${yield* repr(transform)}`);
      return `Compose(${lines.join('')}\n)`;
    },
  },
});
