/** Brightness, contrast, colour: `torchvision.transforms.functional` for images and tensors `[..., 1 or 3, height, width]`. */
import { exc } from '../../../python/bind.ts';
import { hostArray, isFloating, type HostArray } from '../../../tensor/dtype.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import type { Tensor } from '../../../torch/tensor.ts';
import { converted, hueShifted } from '../../pil/convert.ts';
import * as enhance from '../../pil/enhance.ts';
import { Image } from '../../pil/image.ts';
import * as tables from '../../pil/tables.ts';
import { roundHalfEven } from '../../rounding.ts';
import { fused } from '../float32.ts';
import { dimensionsOf, hostValues, type Picture } from '../picture.ts';
import { mapped } from '../planes.ts';
import { remainderOfOne, toHsv, toRgb } from './hue.ts';

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
  const { channels, height, width } = dimensionsOf(picture);
  if (channels === 1) return picture;
  const values = hostValues(picture, 'adjust_hue');
  const size = height * width;
  const most = isFloating(picture.dtype) ? 1 : 255;
  const out = hostArray(picture.dtype, values.length);
  for (let image = 0; image < values.length; image += 3 * size) {
    for (let at = image; at < image + size; at++) {
      const [red, green, blue] = [values[at]!, values[at + size]!, values[at + 2 * size]!];
      const [h, s, v] = toHsv(f(red / most), f(green / most), f(blue / most));
      const moved = toRgb(remainderOfOne(f(h + f(factor))), s, v);
      moved.forEach((part, i) => (out[at + i * size] = most === 1 ? part : Math.trunc(f(part * most))));
    }
  }
  return hostTensor(out, picture.shape, picture.dtype);
}

export function adjustGamma(picture: Picture, gamma: number, gain: number): Picture {
  if (gamma < 0) throw exc.ValueError('Gamma should be a non-negative real number');
  if (picture instanceof Image) return tables.gammaCorrected(picture, gamma, gain);
  checkChannels(picture);
  const [own, power] = [f(gain), f(gamma)];
  const corrected = (x: number): number => Math.min(Math.max(f(own * f(x ** power)), 0), 1);
  const values = hostValues(picture, 'adjust_gamma');
  if (isFloating(picture.dtype)) return mapped(picture, values, corrected);
  // As convert_image_dtype goes to floats and back.
  return mapped(picture, values, (v) => Math.trunc(f(corrected(f(v / 255)) * f(255 + 1 - 1e-3))));
}

export function adjustSharpness(picture: Picture, factor: number): Picture {
  checkFactor(factor, 'sharpness_factor', picture);
  if (picture instanceof Image) return enhance.withSharpness(picture, factor);
  const { height, width } = dimensionsOf(picture);
  if (width <= 2 || height <= 2) return picture;
  const values = hostValues(picture, 'adjust_sharpness');
  const soft = smoothed(values, width, height, isFloating(picture.dtype) ? f : roundHalfEven);
  return blend(picture, values, factor, (i) => soft[i]!);
}

/** Each pixel but those of the border as a mean of itself, five times, and its eight neighbours. */
function smoothed(values: HostArray, width: number, height: number, finish: (x: number) => number): Float32Array {
  const out = Float32Array.from(values);
  const size = width * height;
  const weights = [1, 1, 1, 1, 5, 1, 1, 1, 1].map((weight) => f(weight / 13));
  const offsets = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => row * width + column));
  for (let at = 0; at < out.length; at++) {
    const [row, column] = [Math.floor((at % size) / width), at % width];
    if (row === 0 || column === 0 || row === height - 1 || column === width - 1) continue;
    let sum = 0;
    for (let i = 0; i < 9; i++) sum = fused(values[at + offsets[i]!]!, weights[i]!, sum);
    out[at] = finish(sum);
  }
  return out;
}

/** Grey, as one channel or as three equal ones. */
export function grayscale(picture: Picture, channels: number): Picture {
  if (channels !== 1 && channels !== 3) throw exc.ValueError('num_output_channels should be either 1 or 3');
  if (picture instanceof Image) {
    const grey = converted(picture, 'L');
    return channels === 1 ? grey : converted(grey, 'RGB');
  }
  checkChannels(picture);
  const { height, width, channels: given } = dimensionsOf(picture);
  // What has one channel stays as it is.
  if (given === 1) return picture;
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

/** Each channel stretched to the whole range. */
export function autocontrast(picture: Picture): Picture {
  if (picture instanceof Image) return tables.autocontrasted(picture);
  if (picture.shape.length < 3) {
    throw exc.TypeError(`Input image tensor should have at least 3 dimensions, but found ${picture.shape.length}`);
  }
  checkChannels(picture);
  const values = hostValues(picture, 'autocontrast');
  const most = isFloating(picture.dtype) ? 1 : 255;
  const out = hostArray(picture.dtype, values.length);
  for (const [start, end] of planesOf(picture, values)) {
    const plane = values.subarray(start, end);
    let [low, high] = [Infinity, -Infinity];
    for (const value of plane) [low, high] = [Math.min(low, value), Math.max(high, value)];
    // `255.0 / tensor` is the reciprocal, times 255.
    const scale = f(f(1 / f(high - low)) * most);
    const [from, by] = Number.isFinite(scale) ? [low, scale] : [0, 1];
    plane.forEach((value, i) => (out[start + i] = Math.min(Math.max(f(f(value - from) * by), 0), most)));
  }
  return hostTensor(out, picture.shape, picture.dtype);
}

/** Where each plane of a tensor starts and ends. */
function* planesOf(x: Tensor, values: HostArray): Iterable<readonly [start: number, end: number]> {
  const { height, width } = dimensionsOf(x);
  for (let start = 0; start < values.length; start += height * width) yield [start, start + height * width];
}

/** Each channel with as many pixels of each brightness as can be. */
export function equalize(picture: Picture): Picture {
  if (picture instanceof Image) return tables.equalized(picture);
  if (picture.shape.length < 3 || picture.shape.length > 4) {
    throw exc.TypeError(`Input image tensor should have 3 or 4 dimensions, but found ${picture.shape.length}`);
  }
  if (picture.dtype !== 'uint8') {
    throw exc.TypeError(`Only torch.uint8 image tensors are supported, but found torch.${picture.dtype}`);
  }
  checkChannels(picture);
  const values = hostValues(picture, 'equalize');
  const out = hostArray(picture.dtype, values.length);
  for (const [start, end] of planesOf(picture, values)) {
    const plane = values.subarray(start, end);
    const table = equalizing(plane);
    plane.forEach((value, i) => (out[start + i] = table[value]!));
  }
  return hostTensor(out, picture.shape, picture.dtype);
}

/** What becomes of each brightness of a plane. */
function equalizing(plane: HostArray): readonly number[] {
  const counts = new Array<number>(256).fill(0);
  for (const value of plane) counts[value]!++;
  const last = counts.findLast((count) => count > 0) ?? 0;
  const step = Math.floor((plane.length - last) / 255);
  if (step === 0) return counts.map((_, i) => i);
  let below = 0;
  return counts.map((count) => {
    const level = Math.min(Math.floor((below + Math.floor(step / 2)) / step), 255);
    below += count;
    return below === count ? 0 : level;
  });
}
