import { defineClass, PyInstance, repr, typeOf, type PyType, type Task, type Value } from '../../python/bind.ts';

/** An attribute's `repr` after its name, further lines below the first one's text. */
function* described(value: Value, head: string): Task<string[]> {
  const [first = '', ...more] = (yield* repr(value)).split('\n');
  return [head + first, ...more.map((line) => ' '.repeat(head.length) + line)];
}

/** What torchvision keeps as `dataset.transforms`, to print it. */
const standardTransformType: PyType = defineClass({
  name: 'StandardTransform',
  module: 'torchvision.datasets.vision',
  allocate: null,
  methods: {
    '__repr__(self)': function* (self: PyInstance): Task {
      const lines = [typeOf(self).name];
      const [transform, target] = [self.dict.get('transform') ?? null, self.dict.get('target_transform') ?? null];
      if (transform !== null) lines.push(...(yield* described(transform, 'Transform: ')));
      if (target !== null) lines.push(...(yield* described(target, 'Target transform: ')));
      return lines.join('\n');
    },
  },
});

/** The two transforms together; None where there is neither. */
export function standardTransform(transform: Value, target: Value): Value {
  if (transform === null && target === null) return null;
  const both = new PyInstance(standardTransformType);
  both.dict.set('transform', transform);
  both.dict.set('target_transform', target);
  return both;
}
