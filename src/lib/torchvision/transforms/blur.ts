/** GaussianBlur, by torchvision's kernel in float32. */
import { asNumber, exc, PyTuple, type Value } from '../../python/bind.ts';
import { hostArray, isFloating } from '../../tensor/dtype.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import type { Tensor } from '../../torch/tensor.ts';
import { paddedIndices } from '../pil/crop.ts';
import { Image } from '../pil/image.ts';
import { numberArgument, numbersOf, sizeField } from './arguments.ts';
import { uniform } from './draws.ts';
import { roundHalfEven } from '../rounding.ts';
import { pilToTensor, toImage } from './functional/conversion.ts';
import { exp, fused, sum } from './float32.ts';
import { dimensionsOf, hostValues, type Picture } from './picture.ts';
import { selected } from './planes.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

const f = Math.fround;

/** A Gaussian of `size` taps that add up to 1. */
function kernel(size: number, sigma: number): Float32Array {
  const half = (size - 1) * 0.5;
  const taps = Float32Array.from({ length: size }, (_, i) => {
    const distance = f((i - half) / f(sigma));
    return exp(f(-0.5 * f(distance * distance)));
  });
  const total = sum(taps);
  return taps.map((tap) => tap / total);
}

/** Blurred by `size` (width and height of the kernel) and `sigma` (the same two ways), mirrored at the borders. */
export function gaussianBlur(
  picture: Picture,
  size: readonly [number, number],
  sigma: readonly [number, number],
): Picture {
  if (picture instanceof Image) return toImage(blurred(pilToTensor(picture), size, sigma));
  return blurred(picture, size, sigma);
}

function blurred(x: Tensor, [sizeX, sizeY]: readonly [number, number], sigma: readonly [number, number]): Tensor {
  const { height, width } = dimensionsOf(x);
  const limits = [[4, sizeX >> 1, width, 3], [6, sizeY >> 1, height, 2]] as const; // prettier-ignore
  for (const [argument, padding, size, dimension] of limits) {
    if (padding < size) continue;
    throw exc.RuntimeError(
      `Argument #${argument}: Padding size should be less than the corresponding input dimension, but got: padding (${padding}, ${padding}) at dimension ${dimension} of input 4`,
    );
  }
  const across = kernel(sizeX, sigma[0]);
  const down = kernel(sizeY, sigma[1]);
  const weights = new Float32Array(sizeX * sizeY);
  down.forEach((a, y) => across.forEach((b, i) => (weights[y * sizeX + i] = a * b)));
  const rows = paddedIndices(height, sizeY >> 1, sizeY >> 1, 'reflect');
  const columns = paddedIndices(width, sizeX >> 1, sizeX >> 1, 'reflect');
  const wide = hostValues(selected(x, rows, columns), 'gaussian_blur');
  const out = hostArray(x.dtype, (wide.length / (rows.length * columns.length)) * height * width);
  const finish = isFloating(x.dtype) ? f : roundHalfEven;
  for (let at = 0; at < out.length; at++) {
    const column = at % width;
    const row = Math.floor(at / width) % height;
    const plane = Math.floor(at / (width * height));
    let value = 0;
    for (let y = 0, w = 0; y < sizeY; y++) {
      const from = (plane * rows.length + row + y) * columns.length + column;
      for (let i = 0; i < sizeX; i++, w++) value = fused(wide[from + i]!, weights[w]!, value);
    }
    out[at] = finish(value);
  }
  return hostTensor(out, x.shape, x.dtype);
}

/** A kernel's width and height: odd, and more than 0. */
export function kernelSize(value: Value): [number, number] {
  const size = numbersOf(value) ?? [numberArgument(value, 'kernel_size')];
  if (size.length === 1) size.push(size[0]!);
  if (size.length !== 2)
    throw exc.ValueError(`If kernel_size is a sequence its length should be 2. Got ${size.length}`);
  if (size.some((n) => n % 2 === 0 || n < 0)) {
    throw exc.ValueError(`kernel_size should have odd and positive integers. Got [${size.join(', ')}]`);
  }
  return size as [number, number];
}

export const gaussianBlurType = defineTransform({
  name: 'GaussianBlur',
  isModule: true,
  random: true,
  init: [
    '__init__(self, kernel_size, sigma=(0.1, 2.0))',
    (self, size, sigma) => {
      const sizes = sizeField(size, 'Kernel size should be a tuple/list of two integers');
      if (numbersOf(sizes)!.some((n) => n <= 0 || n % 2 === 0)) {
        throw exc.ValueError('Kernel size value should be an odd and positive number.');
      }
      const one = asNumber(sigma);
      const range = one === undefined ? numbersOf(sigma) : [one, one];
      if (one !== undefined && one <= 0) throw exc.ValueError('If sigma is a single number, it must be positive.');
      if (range?.length !== 2) throw exc.ValueError('sigma should be a single number or a list/tuple with length 2.');
      if (!(range[0]! > 0 && range[0]! <= range[1]!)) {
        throw exc.ValueError('sigma values should be positive and of the form (min, max).');
      }
      setFields(self, { kernel_size: sizes, sigma: one === undefined ? sigma! : new PyTuple([sigma!, sigma!]) });
    },
  ],
  run: (self, picture) => {
    const [low, high] = numbersOf(field(self, 'sigma')) as [number, number];
    const sigma = uniform(low, high);
    return gaussianBlur(picture, kernelSize(field(self, 'kernel_size')), [sigma, sigma]);
  },
  repr: reprOf('kernel_size', 'sigma'),
});
