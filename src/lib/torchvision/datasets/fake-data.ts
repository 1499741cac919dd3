/** FakeData: images of noise, each from a seed of its own. */
import {
  defineClass,
  exc,
  PyTuple,
  toInt,
  type PyInstance,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { TorchGenerator } from '../../random/torch-generator.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { item } from '../../torch/ops/reading.ts';
import { Tensor } from '../../torch/tensor.ts';
import { numbersOf } from '../transforms/arguments.ts';
import { toImage } from '../transforms/functional/conversion.ts';
import { setTransforms, transformed, visionDatasetType } from './vision-dataset.ts';

const field = (self: PyInstance, name: string): number => toInt(self.dict.get(name) ?? 0, name);

/** `torch.manual_seed(index + random_offset)`, then `randn` and `randint`, without disturbing the run's own generator. */
function* sample(self: PyInstance, index: Value): Task {
  const at = toInt(index, 'index');
  if (at >= field(self, 'size')) throw exc.IndexError(`${self.type.name} index out of range`);
  const stream = new TorchGenerator(at + field(self, 'random_offset'));
  const shape = numbersOf(self.dict.get('image_size') ?? null);
  if (shape?.length !== 3) throw exc.ValueError('image_size must be (channels, height, width)');
  const values = new Float32Array(shape.reduce((size, n) => size * n, 1));
  stream.fillNormal(values, 0, 1);
  const label = stream.integer(0, field(self, 'num_classes'));
  const x = yield* transformed(self, 'transform', toImage(hostTensor(values, shape, 'float32')));
  const y = yield* transformed(self, 'target_transform', hostTensor(Int32Array.of(label), [], 'int64'));
  if (!(y instanceof Tensor)) throw exc.AttributeError("'int' object has no attribute 'item'");
  return new PyTuple([x, yield* item(y)]);
}

export const fakeDataType: PyType = defineClass({
  name: 'FakeData',
  module: 'torchvision.datasets.fakedata',
  bases: [visionDatasetType],
  methods: {
    '__init__(self, size=1000, image_size=(3, 224, 224), num_classes=10, transform=None, target_transform=None, random_offset=0)':
      (
        self: PyInstance,
        size: Value,
        imageSize: Value,
        classes: Value,
        transform: Value,
        targetTransform: Value,
        offset: Value,
      ) => {
        setTransforms(self, null, transform, targetTransform);
        self.dict.set('size', size);
        self.dict.set('num_classes', classes);
        self.dict.set('image_size', imageSize);
        self.dict.set('random_offset', offset);
        return null;
      },
    '__getitem__(self, index, /)': sample,
    '__len__(self)': (self: PyInstance) => field(self, 'size'),
  },
});
