/** Data sets whose images lie in memory: a shared way to samples and to whole batches. */
import {
  breathe, exc, getItem, NativeFunction, PyInstance, PyList, PyTuple, toInt, typeOf, wait, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { DataError } from '../../data/error.ts';
import { isHostArray } from '../../tensor/array-interface.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { readNode } from '../../torch/ops/reading.ts';
import { apply, Tensor } from '../../torch/tensor.ts';
import { defaultCollate } from '../../torch/utils/data/collate.ts';
import type { BatchDataset } from '../../torch/utils/data/dataset.ts';
import { imageOfArray } from '../pil/array.ts';
import { Image } from '../pil/image.ts';
import { applyTransform, isDeterministic, isNative, type Transform } from '../transforms/transform.ts';
import type { Picture } from '../transforms/picture.ts';
import { stackedOnHost } from './stack.ts';
import type { ImageSource, LabelledImages } from './source.ts';
import { transformed } from './vision-dataset.ts';

/** The most that is kept on the device of a data set after its transform: what WebGPU lets one binding be. */
const RESIDENT_BYTES = 128 * 2 ** 20;
/** Images read at least. */
const STEP = 1000;
/** Images between two points at which the page may breathe. */
const IMAGES_PER_BREATH = 64;

/** Values of a tensor that a program may change at any time: read again only when they have changed. */
class LiveValues {
  #node: Node | null = null;
  #values: ArrayLike<number> = [];

  *of(tensor: Tensor): Task<boolean> {
    if (tensor.node === this.#node) return false;
    this.#values = yield* readNode(tensor.node);
    this.#node = tensor.node;
    return true;
  }

  get values(): ArrayLike<number> {
    return this.#values;
  }
}

export abstract class ImageDataset extends PyInstance implements BatchDataset {
  /** Set by the constructor of the Python class. */
  source: ImageSource | null = null;
  #loaded: LabelledImages | null = null;
  /** What the program has made of `.data` and `.targets`; undefined while it has not asked for them. */
  #data: Value | undefined = undefined;
  #targets: Value | undefined = undefined;
  readonly #dataValues = new LiveValues();
  readonly #targetValues = new LiveValues();
  /** Images after a transform that treats them alike; they stay on the device. */
  #resident: { readonly transform: Transform; readonly pixels: Uint8Array; readonly images: Tensor } | null = null;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    if (this.#data !== undefined) visit(this.#data);
    if (this.#targets !== undefined) visit(this.#targets);
    if (this.#resident) visit(this.#resident.images);
  }

  /** What `.data` is at first. */
  protected abstract makeData(loaded: LabelledImages): Value | Task;
  /** What `.targets` is at first. */
  protected abstract makeTargets(loaded: LabelledImages): Value;
  /** What is said when an image is asked for that is in no file at hand. */
  protected abstract missing(index: number, available: number): Error;

  get ready(): ImageSource {
    if (this.source === null) throw exc.AttributeError(`'${typeOf(this).name}' object has no attribute 'data'`);
    return this.source;
  }

  get size(): number {
    return this.ready.size;
  }

  *data(): Task {
    if (this.#data === undefined) {
      const made = this.makeData(yield* this.first(Infinity));
      this.#data = typeof made === 'object' && made !== null && 'next' in made ? yield* made : made;
    }
    return this.#data;
  }

  setData(data: Value): void {
    this.#data = data;
    this.#resident = null;
  }

  *targets(): Task {
    this.#targets ??= this.makeTargets(yield* this.first(Infinity));
    return this.#targets;
  }

  setTargets(targets: Value): void {
    this.#targets = targets;
  }

  /** The first `count` images at least; all there are for Infinity. Raises what a program sees when they are not at hand. */
  *first(count: number): Task<LabelledImages> {
    const { source } = this;
    const before = this.#loaded;
    if (before !== null && before.labels.length >= Math.min(count, before.available)) return before;
    // More than was asked for, so that a walk from the first image to the last does not read the same files again and again.
    const wanted = Math.max(count, STEP, 2 * (before?.labels.length ?? 0));
    const loaded = yield* wait(
      this.ready.load(wanted).catch((error: unknown) => {
        throw error instanceof DataError ? exc.RuntimeError(error.message) : error;
      }),
    );
    if (source === this.source) this.#loaded = loaded;
    return loaded;
  }

  /** The pixels of the images up to `count`, from `.data` where the program has it in hand; null where only Python can tell. */
  *#pixels(count: number): Task<Uint8Array | null> {
    const data = this.#data;
    const loaded = data === undefined ? yield* this.first(count) : this.#loaded;
    if (loaded !== null && loaded.available < Math.min(count, this.size))
      throw this.missing(count - 1, loaded.available);
    if (data === undefined) return loaded!.pixels;
    const { height, width, mode } = this.ready;
    const imageSize = height * width * mode.length;
    if (data instanceof Tensor && data.dtype === 'uint8') {
      if (yield* this.#dataValues.of(data)) this.#resident = null;
      const pixels = this.#dataValues.values as Uint8Array;
      return data.shape.slice(1).reduce((a, b) => a * b, 1) === imageSize && pixels.length >= count * imageSize
        ? pixels
        : null;
    }
    if (isHostArray(data)) {
      const { values, dtype } = data.hostArray();
      if (dtype === 'uint8' && values instanceof Uint8Array && values.length >= count * imageSize) return values;
    }
    return null;
  }

  #image(pixels: Uint8Array, index: number): Image {
    const { height, width, mode } = this.ready;
    const size = height * width * mode.length;
    return new Image(mode, width, height, pixels.subarray(index * size, (index + 1) * size));
  }

  /** The label of an image as the sample has it, before `target_transform`. */
  *#label(index: number): Task {
    const targets = this.#targets;
    if (targets === undefined) return (yield* this.first(index + 1)).labels[index]!;
    if (targets instanceof Tensor && targets.shape.length === 1) {
      yield* this.#targetValues.of(targets);
      const label = this.#targetValues.values[index];
      if (label === undefined) {
        throw exc.IndexError(`index ${index} is out of bounds for dimension 0 with size ${targets.shape[0]}`);
      }
      return Math.trunc(label);
    }
    const label = yield* getItem(targets, index);
    return targets instanceof PyList ? label : toInt(label, 'a target');
  }

  *item(index: number): Task {
    const pixels = yield* this.#pixels(index + 1);
    let image: Value;
    if (pixels !== null) image = this.#image(pixels, index);
    else {
      const row = yield* getItem(this.#data!, index);
      const array =
        row instanceof Tensor ? { values: yield* readNode(row.node), shape: row.shape, dtype: row.dtype } : null;
      if (array === null && !isHostArray(row))
        throw exc.TypeError('dataset.data must be a tensor or an array of images');
      image = imageOfArray(array ?? (row as unknown as { hostArray(): never }).hostArray());
    }
    const x = yield* transformed(this, 'transform', image);
    return new PyTuple([x, yield* transformed(this, 'target_transform', yield* this.#label(index))]);
  }

  *batch(indices: readonly number[], extent: number): Task<Value | null> {
    const transform = this.dict.get('transform') ?? null;
    // A class of the program's own may make its samples in another way.
    const ownItems = !(typeOf(this).lookup('__getitem__') instanceof NativeFunction);
    if (ownItems || !isNative(transform) || (this.dict.get('target_transform') ?? null) !== null) return null;
    const most = Math.max(...indices) + 1;
    // An array of NumPy may change unseen: nothing that was made of it can be kept.
    const whole = isDeterministic(transform) && (this.#data === undefined || this.#data instanceof Tensor);
    if (this.#data === undefined) yield* this.first(Math.max(extent, most));
    const pixels = yield* this.#pixels(most);
    if (pixels === null) return null;
    const labels: Value[] = [];
    for (const index of indices) labels.push(yield* this.#label(index));
    const x =
      (whole ? yield* this.#fromResident(pixels, transform, indices) : null) ??
      (yield* this.#made(pixels, transform, indices));
    return new PyList([x, defaultCollate(labels)]);
  }

  /** The images at `indices` through the transform, one after another, as one tensor. */
  *#made(pixels: Uint8Array, transform: Transform, indices: readonly number[]): Task {
    const pictures: Picture[] = [];
    for (const [i, index] of indices.entries()) {
      if (i % IMAGES_PER_BREATH === IMAGES_PER_BREATH - 1) yield* breathe();
      pictures.push(applyTransform(transform, this.#image(pixels, index)));
    }
    return stackedOnHost(pictures) ?? defaultCollate(pictures);
  }

  /** As `#made`, for a transform that treats all alike: a choice from all images on the device; null where they take too much of it. */
  *#fromResident(pixels: Uint8Array, transform: Transform, indices: readonly number[]): Task<Value | null> {
    if (this.#resident?.transform !== transform || this.#resident.pixels !== pixels) {
      const first = applyTransform(transform, this.#image(pixels, 0));
      const { height, width, mode } = this.ready;
      const count = pixels.length / (height * width * mode.length);
      const bytes = first instanceof Tensor ? first.shape.reduce((a, b) => a * b, 4) : Infinity;
      if (count * bytes > RESIDENT_BYTES) return null;
      const images = yield* this.#made(
        pixels,
        transform,
        Array.from({ length: count }, (_, i) => i),
      );
      if (!(images instanceof Tensor)) return null;
      this.#resident = { transform, pixels, images };
    }
    const at = dataNode(Int32Array.from(indices), [indices.length], 'int64');
    return apply('Stack', (all) => op.indexSelect(all, 0, at), this.#resident.images);
  }
}

/** `[count]` whole numbers as an int64 tensor. */
export const labelTensor = (labels: Uint8Array): Tensor =>
  hostTensor(Int32Array.from(labels), [labels.length], 'int64');
