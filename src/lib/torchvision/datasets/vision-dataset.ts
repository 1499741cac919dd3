/** What the data sets of images have in common. */
import {
  call,
  callMethod,
  defineClass,
  exc,
  str,
  typeOf,
  type PyInstance,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { datasetType } from '../../torch/utils/data/dataset.ts';
import { standardTransform } from './standard-transform.ts';

/** Sets what every data set's constructor sets. */
export function setTransforms(self: PyInstance, root: Value, transform: Value, targetTransform: Value): void {
  self.dict.set('root', root);
  self.dict.set('transform', transform);
  self.dict.set('target_transform', targetTransform);
  self.dict.set('transforms', standardTransform(transform, targetTransform));
}

/** The value of an attribute, through the transform in another; as it is where that is None. */
export function* transformed(self: PyInstance, name: 'transform' | 'target_transform', value: Value): Task {
  const transform = self.dict.get(name) ?? null;
  return transform === null ? value : yield* call(transform, [value]);
}

/** A path argument as a string without a slash at the end. */
export function rootPath(root: Value): string {
  if (typeof root === 'string') return root.replace(/(?<=.)\/+$/, '');
  throw exc.TypeError('expected str, bytes or os.PathLike object');
}

export const visionDatasetType: PyType = defineClass({
  name: 'VisionDataset',
  module: 'torchvision.datasets.vision',
  bases: [datasetType],
  methods: {
    '__init__(self, root, transforms=None, transform=None, target_transform=None)': (
      self: PyInstance,
      root: Value,
      transforms: Value,
      transform: Value,
      targetTransform: Value,
    ) => {
      if (transforms !== null && (transform !== null || targetTransform !== null)) {
        throw exc.ValueError('Only transforms or transform/target_transform can be passed as argument');
      }
      setTransforms(self, root, transform, targetTransform);
      if (transforms !== null) self.dict.set('transforms', transforms);
      return null;
    },
    '__repr__(self)': function* (self: PyInstance): Task {
      const body = [`Number of datapoints: ${yield* str(yield* callMethod(self, '__len__'))}`];
      const root = self.dict.get('root') ?? null;
      if (root !== null) body.push(`Root location: ${yield* str(root)}`);
      const extra = yield* str(yield* callMethod(self, 'extra_repr'));
      if (extra !== '') body.push(...extra.split('\n'));
      const transforms = self.dict.get('transforms') ?? null;
      if (transforms !== null) body.push(yield* str(transforms));
      return [`Dataset ${typeOf(self).name}`, ...body.map((line) => `    ${line}`)].join('\n');
    },
    'extra_repr(self)': () => '',
  },
});
