/** MNIST, Fashion-MNIST and KMNIST: grey images of 28 x 28 in IDX files. */
import {
  currentRun,
  defineClass,
  exc,
  getAttr,
  iterate,
  PyDict,
  PyList,
  wait,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { DataError } from '../../data/error.ts';
import { FASHION_MNIST_CLASSES, IMAGE_SIDE, loadFashionMnist } from '../../data/fashion-mnist.ts';
import { readIdx, type ReadFile } from '../../data/idx.ts';
import { torchHost } from '../../torch/host.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { indexArgument } from '../../torch/utils/data/dataset.ts';
import { ImageDataset, labelTensor } from './image-dataset.ts';
import type { ImageSource, LabelledImages } from './source.ts';
import { rootPath, setTransforms, visionDatasetType } from './vision-dataset.ts';

const MODE = { mode: 'L', width: IMAGE_SIDE, height: IMAGE_SIDE } as const;

type ReadData = (path: string) => Promise<Uint8Array>;

/** The part of Fashion-MNIST that the site has; `size` is that of the whole. */
const bundled = (train: boolean, read: ReadData): ImageSource => ({
  ...MODE,
  size: train ? 60_000 : 10_000,
  load: async (count) => {
    const { images, labels, available } = await loadFashionMnist(train ? 'train' : 'test', count, read);
    return { pixels: images, labels, available };
  },
});

/** The IDX files of a folder, if they are there. Reads the labels at once and the images when they are asked for. */
async function onDisk(folder: string, train: boolean, read: ReadFile): Promise<ImageSource | null> {
  const name = `${folder}/${train ? 'train' : 't10k'}`;
  const labels = await readIdx(`${name}-labels-idx1-ubyte`, 1, read);
  if (labels === null) return null;
  const file = `${name}-images-idx3-ubyte`;
  const load = async (): Promise<LabelledImages> => {
    const images = await readIdx(file, 3, read);
    if (images === null) throw new DataError(file, 'it is not there, though the labels are', 'Put it beside them');
    if (images.shape.join() !== [labels.values.length, IMAGE_SIDE, IMAGE_SIDE].join()) {
      throw new DataError(
        file,
        `it has ${images.shape.join(' x ')} pixels for ${labels.values.length} labels`,
        'Fetch both files again',
      );
    }
    return { pixels: images.values, labels: labels.values, available: labels.values.length };
  };
  return { ...MODE, size: labels.values.length, load };
}

class MnistDataset extends ImageDataset {
  /** Whether `source` is the site's own part of the data. */
  bundled = false;

  protected makeData({ pixels, labels, available }: LabelledImages): Value {
    this.#sayIfPart('data', available);
    return hostTensor(Uint8Array.from(pixels), [labels.length, IMAGE_SIDE, IMAGE_SIDE], 'uint8');
  }

  protected makeTargets({ labels, available }: LabelledImages): Value {
    this.#sayIfPart('targets', available);
    return labelTensor(labels);
  }

  protected missing(index: number, available: number): Error {
    const split = this.dict.get('train') === false ? 'test' : 'train';
    return exc.IndexError(
      `image ${index} is not bundled: this page has the first ${available} of the ${this.size} ${split} images. ` +
        `Use Subset(dataset, range(${available})), or fewer`,
    );
  }

  #sayIfPart(what: string, available: number): void {
    if (available === this.size) return;
    currentRun().stderr(
      `note: .${what} has the first ${available} of the ${this.size} images, which is what this page has\n`,
    );
  }
}

const SIGNATURE = '__init__(self, root, train=True, transform=None, target_transform=None, download=False)';

/** How a class of this kind is filled: from the program's own files, or else from what the site has. */
const initialize = (hasBundled: boolean) =>
  function* (self: MnistDataset, root: Value, train: Value, transform: Value, targetTransform: Value): Task {
    setTransforms(self, root, transform, targetTransform);
    const isTrain = train !== false && train !== 0;
    self.dict.set('train', train);
    const host = torchHost();
    const folder = `${rootPath(root)}/${self.type.name}/raw`;
    const read: ReadFile = async (path) => (await host.readFile?.(path)) ?? null;
    self.source = yield* wait(
      onDisk(folder, isTrain, read).catch((error: unknown) => {
        throw error instanceof DataError ? exc.RuntimeError(error.message) : error;
      }),
    );
    if (self.source !== null) return null;
    if (!hasBundled) {
      throw exc.RuntimeError(
        `Dataset not found. ${self.type.name} is not part of this site: add its four files, ` +
          `${isTrain ? 'train' : 't10k'}-images-idx3-ubyte[.gz] and the others, under "Your files" beside the controls, ` +
          `or on the command line put them into ${folder}. FashionMNIST needs no file`,
      );
    }
    self.source = bundled(isTrain, (path) => host.readData(path));
    self.bundled = true;
    return null;
  };

const members = {
  '__getitem__(self, index, /)': (self: MnistDataset, index: Value) =>
    self.item(indexArgument(index, self.size, 'dataset')),
  '__len__(self)': (self: MnistDataset) => self.size,
  'extra_repr(self)': (self: MnistDataset) => `Split: ${self.dict.get('train') === true ? 'Train' : 'Test'}`,
};

const data = {
  get: (self: MnistDataset) => self.data(),
  set: (self: MnistDataset, value: Value) => self.setData(value),
};
const targets = {
  get: (self: MnistDataset) => self.targets(),
  set: (self: MnistDataset, value: Value) => self.setTargets(value),
};

/** Names to numbers, in order. */
export function numbered(classes: readonly Value[]): PyDict {
  const dict = new PyDict();
  classes.forEach((name, i) => dict.set(name, i));
  return dict;
}

export const mnistType: PyType = defineClass({
  name: 'MNIST',
  module: 'torchvision.datasets.mnist',
  bases: [visionDatasetType],
  allocate: (type) => new MnistDataset(type),
  methods: { [SIGNATURE]: initialize(false), ...members },
  properties: {
    data,
    targets,
    train_data: data,
    test_data: data,
    train_labels: targets,
    test_labels: targets,
    class_to_idx: function* (self: MnistDataset): Task {
      return numbered(yield* iterate(yield* getAttr(self, 'classes')));
    },
    raw_folder: (self: MnistDataset) => `${rootPath(self.dict.get('root') ?? null)}/${self.type.name}/raw`,
  },
  constants: {
    classes: new PyList(
      'zero one two three four five six seven eight nine'.split(' ').map((name, i) => `${i} - ${name}`),
    ),
  },
});

const derived = (name: string, hasBundled: boolean, classes: readonly string[]): PyType =>
  defineClass({
    name,
    module: 'torchvision.datasets.mnist',
    bases: [mnistType],
    methods: { [SIGNATURE]: initialize(hasBundled) },
    constants: { classes: new PyList([...classes]) },
  });

export const fashionMnistType = derived('FashionMNIST', true, FASHION_MNIST_CLASSES);
export const kmnistType = derived('KMNIST', false, ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo']);
