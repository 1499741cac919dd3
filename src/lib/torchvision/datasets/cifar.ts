/** CIFAR-10 from the reader's own file. */
import {
  callMethod, currentRun, defineClass, exc, PyInstance, PyList, wait, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { CIFAR10_CLASSES, CIFAR_SIDE, readCifar10, type Cifar10 } from '../../data/cifar10.ts';
import { DataError } from '../../data/error.ts';
import type { HostArrayContents, HostArrayValue } from '../../tensor/array-interface.ts';
import { torchHost } from '../../torch/host.ts';
import { indexArgument } from '../../torch/utils/data/dataset.ts';
import { ImageDataset } from './image-dataset.ts';
import { numbered } from './mnist.ts';
import type { ImageSource, LabelledImages } from './source.ts';
import { rootPath, setTransforms, visionDatasetType } from './vision-dataset.ts';

/** Numbers on their way to NumPy. */
class ArrayContents extends PyInstance implements HostArrayValue {
  readonly #contents: HostArrayContents;

  constructor(type: PyType, contents: HostArrayContents) {
    super(type);
    this.#contents = contents;
  }

  hostArray(): HostArrayContents {
    return this.#contents;
  }
}

const contentsType = defineClass({ name: 'ArrayContents', module: 'torchvision.datasets.cifar', allocate: null });

class CifarDataset extends ImageDataset {
  protected *makeData({ pixels, labels }: LabelledImages): Task {
    const numpy = currentRun().findModule('numpy');
    if (numpy === undefined) throw exc.NotImplementedError('.data is an array of NumPy, which is not here');
    const shape = [labels.length, CIFAR_SIDE, CIFAR_SIDE, 3];
    return yield* callMethod(numpy, 'array', [
      new ArrayContents(contentsType, { values: pixels, shape, dtype: 'uint8' }),
    ]);
  }

  protected makeTargets({ labels }: LabelledImages): Value {
    return new PyList([...labels]);
  }

  protected missing(index: number): Error {
    return exc.IndexError(`index ${index} is out of bounds for axis 0 with size ${this.size}`);
  }
}

const sourceOf = ({ images, labels }: Cifar10): ImageSource => ({
  mode: 'RGB',
  width: CIFAR_SIDE,
  height: CIFAR_SIDE,
  size: labels.length,
  load: () => Promise.resolve({ pixels: images, labels, available: labels.length }),
});

function* initialize(
  self: CifarDataset,
  root: Value,
  train: Value,
  transform: Value,
  targetTransform: Value,
  download: Value,
): Task {
  setTransforms(self, root, transform, targetTransform);
  self.dict.set('train', train);
  const host = torchHost();
  const folder = rootPath(root);
  const found = yield* wait(
    readCifar10(folder, train !== false, async (path) => (await host.readFile?.(path)) ?? null).catch(
      (error: unknown) => {
        throw error instanceof DataError ? exc.RuntimeError(error.message) : error;
      },
    ),
  );
  if (found === null) {
    throw exc.RuntimeError(
      'Dataset not found. CIFAR-10 is too large to be part of this site: fetch cifar-10-python.tar.gz (163 MB) from ' +
        `https://www.cs.toronto.edu/~kriz/cifar.html and add it under "Your files" beside the controls, or on the command line put it into ${folder}`,
    );
  }
  if (download === true) currentRun().stdout('Files already downloaded and verified\n');
  self.source = sourceOf(found);
  self.dict.set('classes', new PyList([...CIFAR10_CLASSES]));
  self.dict.set('class_to_idx', numbered(CIFAR10_CLASSES));
  return null;
}

export const cifar10Type: PyType = defineClass({
  name: 'CIFAR10',
  module: 'torchvision.datasets.cifar',
  bases: [visionDatasetType],
  allocate: (type) => new CifarDataset(type),
  methods: {
    '__init__(self, root, train=True, transform=None, target_transform=None, download=False)': initialize,
    '__getitem__(self, index, /)': (self: CifarDataset, index: Value) =>
      self.item(indexArgument(index, self.size, 'list')),
    '__len__(self)': (self: CifarDataset) => self.size,
    'extra_repr(self)': (self: CifarDataset) => `Split: ${self.dict.get('train') === true ? 'Train' : 'Test'}`,
  },
  properties: {
    data: { get: (self: CifarDataset) => self.data(), set: (self: CifarDataset, value: Value) => self.setData(value) },
    targets: {
      get: (self: CifarDataset) => self.targets(),
      set: (self: CifarDataset, value: Value) => self.setTargets(value),
    },
  },
});
