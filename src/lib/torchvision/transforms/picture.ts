/** What transforms take: an image, or a tensor whose last two dimensions are an image's rows and columns. */
import { exc, typeOf, type Task, type Value } from '../../python/bind.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import { valuesAtHand } from '../../torch/ops/at-hand.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { readTensor } from '../../torch/ops/reading.ts';
import { Tensor } from '../../torch/tensor.ts';
import { Image } from '../pil/image.ts';

export type Picture = Image | Tensor;

const isPicture = (value: Value): value is Picture => value instanceof Image || value instanceof Tensor;

/** How Python prints a value's class: `<class 'torch.Tensor'>`. */
export function classText(value: Value): string {
  const { module, qualname } = typeOf(value);
  return `<class '${module === 'builtins' ? '' : `${module}.`}${qualname}'>`;
}

/** An argument that must be a picture. Throws TypeError as torchvision does. */
export function pictureArgument(value: Value): Picture {
  if (!isPicture(value)) throw exc.TypeError(`Unexpected type ${classText(value)}`);
  if (value instanceof Tensor && value.shape.length < 2) throw exc.TypeError('Tensor is not a torch image.');
  return value;
}

export interface Dimensions {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export function dimensionsOf(picture: Picture): Dimensions {
  if (picture instanceof Image) return picture;
  const { shape } = picture;
  return { channels: shape.length === 2 ? 1 : shape.at(-3)!, height: shape.at(-2)!, width: shape.at(-1)! };
}

/** A picture with its values at hand, for what cannot be done on the device. */
export function* atHand(picture: Picture, what: string): Task<Picture> {
  if (picture instanceof Image || valuesAtHand(picture) !== null) return picture;
  if (picture.requiresGrad) {
    throw exc.NotImplementedError(`gradients do not flow through ${what} here: give it image.detach()`);
  }
  return hostTensor(yield* readTensor(picture), picture.shape, picture.dtype);
}

/** The values of a tensor that `atHand` has passed. */
export function hostValues(tensor: Tensor, what: string): HostArray {
  const values = valuesAtHand(tensor);
  if (values === null)
    throw exc.NotImplementedError(`${what} needs an image whose values are known: give it image.detach().clone()`);
  return values;
}
