/** Brightness, contrast, colour: `torchvision.transforms.functional` for images and tensors `[..., 1 or 3, height, width]`. */
import { exc } from '../../../python/bind.ts';
import { hostArray, isFloating, type HostArray } from '../../../tensor/dtype.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import type { Tensor } from '../../../torch/tensor.ts';
import { converted, hueShifted } from '../../pil/convert.ts';
import * as enhance from '../../pil/enhance.ts';
import { Image } from '../../pil/image.ts';
import * as tables from '../../pil/tables.ts';
import { dimensionsOf, hostValues, imagesOnly, type Picture } from '../picture.ts';
import { mapped } from '../planes.ts';

const f = Math.fround;

function checkFactor(factor: number, name: string, picture: Picture): void {
  if (picture instanceof Image) return;
  if (factor < 0) throw exc.ValueError(`${name} (${factor}) is not non-negative.`);
  checkChannels(picture);
}

function checkChannels(x: Tensor): void {
  const { channels } = dimensionsOf(x);
  if (channels === 1 || channels === 3) return;
  throw exc.TypeError(`Input image tensor permitted channel values are [1, 3], but found ${channels}`);
}

/** `factor * x + (1 - factor) * other`, held within what the dtype stands for. `other` gives a number for each place. */
function blend(x: Tensor, values: HostArray, factor: number, other: (at: number) => number): Tensor {
  const [most, own, rest] = [isFloating(x.dtype) ? 1 : 255, f(factor), f(1 - factor)];
  const out = hostArray(x.dtype, values.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(Math.max(f(f(own * values[i]!) + f(rest * other(i))), 0), most);
  }
  return hostTensor(out, x.shape, x.dtype);
}

/** The grey of each place of `[..., 3, height, width]`, in the tensor's own dtype; the values themselves for one channel. */
function greyOf(x: Tensor, values: HostArray): HostArray {
  const { channels, height, width } = dimensionsOf(x);
  if (channels === 1) return values;
  const size = height * width;
  const out = hostArray(x.dtype, values.length / 3);
  const [red, green, blue] = [f(0.2989), f(0.587), f(0.114)];
  for (let i = 0; i < out.length; i++) {
    const at = Math.floor(i / size) * 3 * size + (i % size);
    out[i] = f(f(f(red * values[at]!) + f(green * values[at + size]!)) + f(blue * values[at + 2 * size]!));
  }
  return out;
}

export function adjustBrightness(picture: Picture, factor: number): Picture {
  checkFactor(factor, 'brightness_factor', picture);
  if (picture instanceof Image) return enhance.withBrightness(picture, factor);
  return blend(picture, hostValues(picture, 'adjust_brightness'), factor, () => 0);
}

export function adjustContrast(picture: Picture, factor: number): Picture {
  checkFactor(factor, 'contrast_factor', picture);
  if (picture instanceof Image) return enhance.withContrast(picture, factor);
  const values = hostValues(picture, 'adjust_contrast');
  const grey = greyOf(picture, values);
  const { channels, height, width } = dimensionsOf(picture);
  const size = height * width;
  const means = Float32Array.from({ length: grey.length / size }, (_, image) => {
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) sum += grey[i]!;
    return sum / size;
  });
  return blend(picture, values, factor, (i) => means[Math.floor(i / (size * channels))]!);
}

export function adjustSaturation(picture: Picture, factor: number): Picture {
  checkFactor(factor, 'saturation_factor', picture);
  if (picture instanceof Image) return enhance.withSaturation(picture, factor);
  const { channels, height, width } = dimensionsOf(picture);
  if (channels === 1) return picture;
  const values = hostValues(picture, 'adjust_saturation');
  const grey = greyOf(picture, values);
  const size = height * width;
  return blend(picture, values, factor, (i) => grey[Math.floor(i / (3 * size)) * size + (i % size)]!);
}

/** Hues moved on by `factor` of the whole circle, -0.5 to 0.5. */
export function adjustHue(picture: Picture, factor: number): Picture {
  if (!(factor >= -0.5 && factor <= 0.5)) throw exc.ValueError(`hue_factor (${factor}) is not in [-0.5, 0.5].`);
  if (picture instanceof Image) return hueShifted(picture, Math.trunc(factor * 255));
  checkChannels(picture);
  if (dimensionsOf(picture).channels === 1) return picture;
  throw imagesOnly('adjust_hue');
}

export function adjustGamma(picture: Picture, gamma: number, gain: number): Picture {
  if (gamma < 0) throw exc.ValueError('Gamma should be a non-negative real number');
  if (!(picture instanceof Image)) throw imagesOnly('adjust_gamma');
  return tables.gammaCorrected(picture, gamma, gain);
}

export function adjustSharpness(picture: Picture, factor: number): Picture {
  checkFactor(factor, 'sharpness_factor', picture);
  if (!(picture instanceof Image)) throw imagesOnly('adjust_sharpness');
  return enhance.withSharpness(picture, factor);
}

/** Grey, as one channel or as three equal ones. */
export function grayscale(picture: Picture, channels: number): Picture {
  if (channels !== 1 && channels !== 3) throw exc.ValueError('num_output_channels should be either 1 or 3');
  if (picture instanceof Image) {
    const grey = converted(picture, 'L');
    return channels === 1 ? grey : converted(grey, 'RGB');
  }
  checkChannels(picture);
  const { height, width } = dimensionsOf(picture);
  const size = height * width;
  const grey = greyOf(picture, hostValues(picture, 'rgb_to_grayscale'));
  const lead = picture.shape.slice(0, -3);
  if (channels === 1) return hostTensor(grey.slice(), [...lead, 1, height, width], picture.dtype);
  const out = hostArray(picture.dtype, grey.length * 3);
  for (let i = 0; i < out.length; i++) out[i] = grey[Math.floor(i / (3 * size)) * size + (i % size)]!;
  return hostTensor(out, [...lead, 3, height, width], picture.dtype);
}

export function invert(picture: Picture): Picture {
  if (picture instanceof Image) return tables.inverted(picture);
  checkChannels(picture);
  const most = isFloating(picture.dtype) ? 1 : 255;
  return mapped(picture, hostValues(picture, 'invert'), (v) => most - v);
}

export function posterize(picture: Picture, bits: number): Picture {
  if (!(bits >= 0 && bits <= 8)) throw exc.ValueError(`The number if bits should be between 0 and 8. Got ${bits}`);
  if (picture instanceof Image) return tables.posterized(picture, bits);
  if (picture.dtype !== 'uint8') {
    throw exc.TypeError(`Only torch.uint8 image tensors are supported, but found torch.${picture.dtype}`);
  }
  return mapped(picture, hostValues(picture, 'posterize'), (v) => v & ~(2 ** (8 - bits) - 1));
}

export function solarize(picture: Picture, threshold: number): Picture {
  if (picture instanceof Image) return tables.solarized(picture, threshold);
  const most = isFloating(picture.dtype) ? 1 : 255;
  if (threshold > most) throw exc.TypeError('Threshold should be less than bound of img.');
  return mapped(picture, hostValues(picture, 'solarize'), (v) => (v >= f(threshold) ? most - v : v));
}

export function autocontrast(picture: Picture): Picture {
  if (!(picture instanceof Image)) throw imagesOnly('autocontrast');
  return tables.autocontrasted(picture);
}

export function equalize(picture: Picture): Picture {
  if (!(picture instanceof Image)) throw imagesOnly('equalize');
  return tables.equalized(picture);
}
