/** The module `torchvision.transforms.functional`. */
import {
  asNumber,
  defineModule,
  exc,
  PyList,
  PyTuple,
  type Functions,
  type Task,
  type Value,
} from '../../../python/bind.ts';
import { dtypeArgument } from '../../../torch/dtypes.ts';
import { readTensor } from '../../../torch/ops/reading.ts';
import { sequenceItems } from '../../../torch/arguments.ts';
import { Tensor } from '../../../torch/tensor.ts';
import { Image } from '../../pil/image.ts';
import { numberArgument, numbersOf, outsideFill, sizeField } from '../arguments.ts';
import { gaussianBlur, kernelSize } from '../blur.ts';
import { statistic, tensorImage, toImage, toTensor } from '../conversion.ts';
import { fiveCrops, tenCrops } from '../crops.ts';
import { bent, elasticFill } from '../elastic.ts';
import { filterArgument, interpolationModeType } from '../interpolation.ts';
import { atHand, dimensionsOf, pictureArgument, type Picture } from '../picture.ts';
import { padded, resized, sizeArgument } from '../resizing.ts';
import * as color from './color.ts';
import * as conversion from './conversion.ts';
import { erased } from './erase.ts';
import * as geometry from './geometry.ts';
import { cornersArgument, projected } from './perspective.ts';

type Run = (picture: Picture, ...args: Value[]) => Picture;

/** A function of a picture that needs its values. */
const eager = (what: string, run: Run) =>
  function* (image: Value, ...args: Value[]): Task {
    return run(yield* atHand(pictureArgument(image), what), ...args);
  };

/** A function of a picture whose values may still have to be computed. */
const lazy =
  (run: Run) =>
  (image: Value, ...args: Value[]): Value =>
    run(pictureArgument(image), ...args);

const pair = (value: Value): [number, number] | null =>
  value === null ? null : (numbersOf(value) as [number, number]);

const sizePair = (value: Value): [number, number] => numbersOf(sizeField(value)) as [number, number];

const number = numberArgument;

function angleArgument(angle: Value): number {
  const degrees = asNumber(angle);
  if (degrees === undefined) throw exc.TypeError('Argument angle should be int or float');
  return degrees;
}

function affine(
  picture: Picture,
  angle: Value,
  translate: Value,
  scale: Value,
  shear: Value,
  mode: Value,
  fill: Value,
  center: Value,
): Picture {
  const degrees = angleArgument(angle);
  const move = numbersOf(translate);
  if (move === null) throw exc.TypeError('Argument translate should be a sequence');
  if (move.length !== 2) throw exc.ValueError('Argument translate should be a sequence of length 2');
  if (number(scale, 'scale') <= 0) throw exc.ValueError('Argument scale should be positive');
  const one = asNumber(shear);
  const shears = one === undefined ? numbersOf(shear) : [one, 0];
  if (shears === null) throw exc.TypeError('Shear should be either a single value or a sequence of two values');
  if (shears.length === 1) shears.push(shears[0]!);
  if (shears.length !== 2)
    throw exc.ValueError(`Shear should be a sequence containing two values. Got [${shears.join(', ')}]`);
  if (center !== null && sequenceItems(center) === null) throw exc.TypeError('Argument center should be a sequence');
  const filter = filterArgument(mode, 'nearest');
  return geometry.affine(
    picture, degrees, move as [number, number], number(scale, 'scale'), shears as [number, number], filter, outsideFill(fill, picture), pair(center),
  ); // prettier-ignore
}

/** `sigma` for each way; by default what suits the kernel. */
function sigmas(value: Value, size: readonly [number, number]): [number, number] {
  if (value === null) return [size[0] * 0.15 + 0.35, size[1] * 0.15 + 0.35];
  const numbers = numbersOf(value) ?? [number(value, 'sigma')];
  const [x, y = x] = numbers as [number, number?];
  if (!(x > 0 && y > 0)) throw exc.ValueError(`sigma should have positive values. Got [${x}, ${y}]`);
  return [x, y];
}

function* toPilImage(pic: Value, mode: Value): Task {
  return toImage(pic instanceof Tensor ? yield* atHand(pic, 'to_pil_image') : pic, mode);
}

function* erase(
  image: Value,
  top: Value,
  left: Value,
  height: Value,
  width: Value,
  value: Value,
  inplace: Value,
): Task {
  const x = tensorImage(image);
  const patch =
    value instanceof Tensor ? Float32Array.from(yield* readTensor(value)) : Float32Array.of(number(value, 'v'));
  const [y, from, h, w] = [top, left, height, width].map((n) => number(n, 'each of i, j, h, w')) as [
    number,
    number,
    number,
    number,
  ];
  return erased(x, { top: y, left: from, height: h, width: w }, patch, inplace === true);
}

const functions: Functions = {
  'to_tensor(pic)': toTensor,
  'pil_to_tensor(pic)': (pic: Value) => conversion.pilToTensor(pic),
  'to_pil_image(pic, mode=None)': toPilImage,
  'convert_image_dtype(image, dtype=None)': (image: Value, dtype: Value) =>
    conversion.convertDType(tensorImage(image, 'Input img should be Tensor Image'), dtypeArgument(dtype, 'float32')),
  'normalize(tensor, mean, std, inplace=False)': (x: Value, mean: Value, std: Value, inplace: Value) =>
    conversion.normalize(tensorImage(x), statistic(mean), statistic(std), inplace === true),
  'get_dimensions(img)': (image: Value) => {
    const { channels, height, width } = dimensionsOf(pictureArgument(image));
    return new PyList([channels, height, width]);
  },
  'get_image_size(img)': (image: Value) => {
    const { height, width } = dimensionsOf(pictureArgument(image));
    return new PyList([width, height]);
  },
  'get_image_num_channels(img)': (image: Value) => dimensionsOf(pictureArgument(image)).channels,
  'hflip(img)': lazy(geometry.hflip),
  'vflip(img)': lazy(geometry.vflip),
  'crop(img, top, left, height, width)': lazy((picture, ...rectangle) => {
    const [top, left, height, width] = rectangle.map((n) => number(n, 'each of top, left, height, width'));
    return geometry.crop(picture, top!, left!, height!, width!);
  }),
  'center_crop(img, output_size)': lazy((picture, size) => geometry.centerCrop(picture, ...sizePair(size))),
  "pad(img, padding, fill=0, padding_mode='constant')": lazy((picture, padding, fill, mode) =>
    padded(picture, padding, fill, mode),
  ),
  'resize(img, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=None)': eager(
    'resize',
    resized,
  ),
  'resized_crop(img, top, left, height, width, size, interpolation=InterpolationMode.BILINEAR, antialias=None)': eager(
    'resized_crop',
    (picture, top, left, height, width, size, mode, antialias) => {
      const place = [
        number(top, 'top'),
        number(left, 'left'),
        number(height, 'height'),
        number(width, 'width'),
      ] as const;
      return geometry.resizedCrop(
        picture,
        place,
        sizeArgument(size),
        filterArgument(mode, 'bilinear'),
        antialias === true,
      );
    },
  ),
  'rotate(img, angle, interpolation=InterpolationMode.NEAREST, expand=False, center=None, fill=None)': eager(
    'rotate',
    (picture, angle, mode, expand, center, fill) =>
      geometry.rotate(
        picture,
        angleArgument(angle),
        filterArgument(mode, 'nearest'),
        expand === true,
        pair(center),
        outsideFill(fill, picture),
      ),
  ),
  'affine(img, angle, translate, scale, shear, interpolation=InterpolationMode.NEAREST, fill=None, center=None)': eager(
    'affine',
    affine,
  ),
  'perspective(img, startpoints, endpoints, interpolation=InterpolationMode.BILINEAR, fill=None)': eager(
    'perspective',
    (picture, starts, ends, mode, fill) =>
      projected(
        picture,
        cornersArgument(starts),
        cornersArgument(ends),
        filterArgument(mode, 'bilinear'),
        outsideFill(fill, picture),
      ),
  ),
  'elastic_transform(img, displacement, interpolation=InterpolationMode.BILINEAR, fill=None)': function* (
    image: Value,
    displacement: Value,
    mode: Value,
    fill: Value,
  ): Task {
    if (!(displacement instanceof Tensor)) throw exc.TypeError('Argument displacement should be a Tensor');
    const picture = yield* atHand(pictureArgument(image), 'elastic_transform');
    const by = (yield* atHand(displacement, 'elastic_transform')) as Tensor;
    return bent(picture, by, filterArgument(mode, 'bilinear'), elasticFill(fill, picture));
  },
  'five_crop(img, size)': (image: Value, size: Value) => new PyTuple(fiveCrops(pictureArgument(image), sizePair(size))),
  'ten_crop(img, size, vertical_flip=False)': (image: Value, size: Value, vertical: Value) =>
    new PyTuple(tenCrops(pictureArgument(image), sizePair(size), vertical === true)),
  'erase(img, i, j, h, w, v, inplace=False)': erase,
  'gaussian_blur(img, kernel_size, sigma=None)': eager('gaussian_blur', (picture, size, sigma) => {
    const sizes = kernelSize(size);
    return gaussianBlur(picture, sizes, sigmas(sigma, sizes));
  }),
  'adjust_brightness(img, brightness_factor)': eager('adjust_brightness', (p, x) =>
    color.adjustBrightness(p, number(x, 'brightness_factor')),
  ),
  'adjust_contrast(img, contrast_factor)': eager('adjust_contrast', (p, x) =>
    color.adjustContrast(p, number(x, 'contrast_factor')),
  ),
  'adjust_saturation(img, saturation_factor)': eager('adjust_saturation', (p, x) =>
    color.adjustSaturation(p, number(x, 'saturation_factor')),
  ),
  'adjust_hue(img, hue_factor)': eager('adjust_hue', (p, x) => color.adjustHue(p, number(x, 'hue_factor'))),
  'adjust_gamma(img, gamma, gain=1)': eager('adjust_gamma', (p, x, gain) =>
    color.adjustGamma(p, number(x, 'gamma'), number(gain, 'gain')),
  ),
  'adjust_sharpness(img, sharpness_factor)': eager('adjust_sharpness', (p, x) =>
    color.adjustSharpness(p, number(x, 'sharpness_factor')),
  ),
  'to_grayscale(img, num_output_channels=1)': (image: Value, channels: Value) => {
    if (!(image instanceof Image)) throw exc.TypeError('Input should be PIL Image');
    return color.grayscale(image, number(channels, 'num_output_channels'));
  },
  'rgb_to_grayscale(img, num_output_channels=1)': eager('rgb_to_grayscale', (p, n) =>
    color.grayscale(p, number(n, 'num_output_channels')),
  ),
  'invert(img)': eager('invert', color.invert),
  'posterize(img, bits)': eager('posterize', (p, bits) => color.posterize(p, number(bits, 'bits'))),
  'solarize(img, threshold)': eager('solarize', (p, threshold) => color.solarize(p, number(threshold, 'threshold'))),
  'autocontrast(img)': eager('autocontrast', color.autocontrast),
  'equalize(img)': eager('equalize', color.equalize),
};

export const functionalModule = defineModule({
  name: 'torchvision.transforms.functional',
  functions,
  members: { InterpolationMode: interpolationModeType },
});
