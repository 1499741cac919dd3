import { call, defineClass, exc, PyInstance, PyList, PyTuple, wait, type PyType, type Task, type Value } from '../../python/bind.ts';
import { FASHION_MNIST_CLASSES, IMAGE_SIDE, loadFashionMnist, type FashionMnist } from '../../data/fashion-mnist.ts';
import { DataError } from '../../data/error.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { torchHost } from '../../torch/host.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { apply, type Tensor } from '../../torch/tensor.ts';
import { datasetType, indexArgument, type BatchDataset } from '../../torch/utils/data/dataset.ts';
import { Image } from '../pil/image.ts';
import { isPixelwise } from '../transforms/transform.ts';

const PIXELS = IMAGE_SIDE * IMAGE_SIDE;
/** Images of each split in the whole data set: what `len` gives, though the site bundles a part. */
const SIZES = { train: 60_000, test: 10_000 } as const;

/** An instance of `torchvision.datasets.FashionMNIST`. Images are fetched when they are first asked for, and only as far as needed. */
class FashionMnistObject extends PyInstance implements BatchDataset {
  split: 'train' | 'test' = 'train';
  #loaded: FashionMnist | null = null;
  /** All loaded images after a transform that treats them alike; they stay on the device. */
  #resident: { readonly transform: Value; readonly images: Tensor } | null = null;

  get size(): number {
    return SIZES[this.split];
  }

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    if (this.#resident) visit(this.#resident.images);
  }

  /** The first `count` images at least. Raises what a program sees when the files are damaged, missing, or do not go that far. */
  *first(count: number): Task<FashionMnist> {
    if (this.#loaded !== null && this.#loaded.labels.length >= count) return this.#loaded;
    const { split } = this;
    const host = torchHost();
    const loaded = yield* wait(
      loadFashionMnist(split, count, (path) => host.readData(path)).catch((error: unknown) => {
        throw error instanceof DataError ? exc.RuntimeError(error.message) : error;
      }),
    );
    if (loaded.labels.length < count) {
      throw exc.IndexError(
        `image ${count - 1} is not bundled: this page has the first ${loaded.available} of the ${loaded.total} ${split} images. ` +
          `Use Subset(dataset, range(${loaded.available})), or fewer`,
      );
    }
    this.#resident = null;
    return (this.#loaded = loaded);
  }

  *batch(indices: readonly number[], extent: number): Task<Value | null> {
    const transform = this.dict.get('transform') ?? null;
    if (!isPixelwise(transform) || (this.dict.get('target_transform') ?? null) !== null) return null;
    const { images, labels } = yield* this.first(Math.max(extent, ...indices.map((i) => i + 1)));
    if (this.#resident?.transform !== transform) {
      const shape = [labels.length, 1, IMAGE_SIDE, IMAGE_SIDE];
      this.#resident = { transform, images: hostTensor(transform.onPixels(images), shape, 'float32') };
    }
    const at = dataNode(Int32Array.from(indices), [indices.length], 'int64');
    const x = apply('Stack', (all) => op.indexSelect(all, 0, at), this.#resident.images);
    const y = hostTensor(Int32Array.from(indices, (i) => labels[i]!), [indices.length], 'int64'); // prettier-ignore
    return new PyList([x, y]);
  }

  *item(index: number): Task {
    const { images, labels } = yield* this.first(index + 1);
    const bytes = images.subarray(index * PIXELS, (index + 1) * PIXELS);
    const [transform, targetTransform] = [this.dict.get('transform') ?? null, this.dict.get('target_transform') ?? null];
    let x: Value = new Image('L', IMAGE_SIDE, IMAGE_SIDE, bytes);
    let y: Value = labels[index]!;
    if (transform !== null) x = yield* call(transform, [x]);
    if (targetTransform !== null) y = yield* call(targetTransform, [y]);
    return new PyTuple([x, y]);
  }
}

export const fashionMnistType: PyType = defineClass({
  name: 'FashionMNIST',
  module: 'torchvision.datasets.mnist',
  bases: [datasetType],
  allocate: (type) => new FashionMnistObject(type),
  methods: {
    '__init__(self, root, train=True, transform=None, target_transform=None, download=False)': (
      self: FashionMnistObject,
      root: Value,
      train: Value,
      transform: Value,
      targetTransform: Value,
    ) => {
      self.split = train === false ? 'test' : 'train';
      self.dict.set('root', root);
      self.dict.set('train', train !== false);
      self.dict.set('transform', transform);
      self.dict.set('target_transform', targetTransform);
      return null;
    },
    '__getitem__(self, index, /)': (self: FashionMnistObject, index: Value) =>
      self.item(indexArgument(index, self.size, 'dataset')),
    '__len__(self)': (self: FashionMnistObject) => self.size,
    '__repr__(self)': (self: FashionMnistObject) =>
      `Dataset FashionMNIST\n    Number of datapoints: ${self.size}\n    Root location: ${String(self.dict.get('root'))}\n    Split: ${self.split === 'train' ? 'Train' : 'Test'}`,
  },
  constants: { classes: new PyList([...FASHION_MNIST_CLASSES]) },
});
