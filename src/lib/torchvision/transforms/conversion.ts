/** Transforms between images and tensors. */
import { exc, str, type PyInstance, type Value } from '../../python/bind.ts';
import { isHostArray } from '../../tensor/array-interface.ts';
import { dtypeArgument } from '../../torch/dtypes.ts';
import { Tensor } from '../../torch/tensor.ts';
import { imageOfArray } from '../pil/array.ts';
import { Image } from '../pil/image.ts';
import { numberArgument, numbersOf } from './arguments.ts';
import * as F from './functional/conversion.ts';
import { atHand, classText, type Picture } from './picture.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

const bare = (_self: PyInstance, name: string): string => `${name}()`;

export const toTensorType = defineTransform({
  name: 'ToTensor',
  isModule: false,
  init: ['__init__(self)', () => undefined],
  run: (_self, picture) => toTensor(picture),
  call: (_self, input) => toTensor(input),
  repr: bare,
});

/** `to_tensor` of an image or an array. */
export function toTensor(value: Value): Tensor {
  if (value instanceof Image) return F.toTensor(value);
  if (isHostArray(value)) return F.arrayToTensor(value.hostArray());
  throw exc.TypeError(`pic should be PIL Image or ndarray. Got ${classText(value)}`);
}

export const pilToTensorType = defineTransform({
  name: 'PILToTensor',
  isModule: false,
  init: ['__init__(self)', () => undefined],
  run: (_self, picture) => F.pilToTensor(picture),
  call: (_self, input) => F.pilToTensor(input),
  repr: bare,
});

/** A tensor; `who` as torchvision begins its complaint. */
export function tensorImage(value: Value, who = 'img should be Tensor Image'): Tensor {
  if (value instanceof Tensor) return value;
  throw exc.TypeError(`${who}. Got ${classText(value)}`);
}

/** `to_pil_image` of a tensor or an array `[height, width, channels]`. */
export function toImage(value: Value, mode: Value): Image {
  if (value instanceof Tensor) return F.toImage(value, mode);
  if (isHostArray(value) && !(value instanceof Image)) return imageOfArray(value.hostArray());
  throw exc.TypeError(`pic should be Tensor or ndarray. Got ${classText(value)}.`);
}

export const toImageType = defineTransform({
  name: 'ToPILImage',
  isModule: false,
  init: ['__init__(self, mode=None)', (self, mode) => setFields(self, { mode: mode! })],
  run: (self, picture) => toImage(picture, field(self, 'mode')),
  call: function* (self, input) {
    return toImage(input instanceof Tensor ? yield* atHand(input, 'ToPILImage') : input, field(self, 'mode'));
  },
  repr: function* (self, name) {
    const mode = field(self, 'mode');
    return mode === null ? `${name}()` : `${name}(mode=${yield* str(mode)})`;
  },
});

export const convertDTypeType = defineTransform({
  name: 'ConvertImageDtype',
  isModule: true,
  lazy: true,
  init: ['__init__(self, dtype)', (self, dtype) => setFields(self, { dtype: dtype! })],
  run: (self, picture) => {
    if (!(picture instanceof Tensor)) throw exc.TypeError('Input img should be Tensor Image');
    return F.convertDType(picture, dtypeArgument(field(self, 'dtype'), 'float32'));
  },
  repr: bare,
});

export const normalizeType = defineTransform({
  name: 'Normalize',
  isModule: true,
  lazy: true,
  init: [
    '__init__(self, mean, std, inplace=False)',
    (self, mean, std, inplace) => setFields(self, { mean: mean!, std: std!, inplace: inplace! }),
  ],
  run: (self, picture: Picture) => {
    const [mean, std] = [field(self, 'mean'), field(self, 'std')].map(statistic) as [number[], number[]];
    return F.normalize(tensorImage(picture), mean, std, field(self, 'inplace') === true);
  },
  repr: reprOf('mean', 'std'),
});

/** A mean or standard deviation: numbers for the channels, or one for all. */
export function statistic(value: Value): number[] {
  return numbersOf(value) ?? [numberArgument(value, 'mean and std')];
}
