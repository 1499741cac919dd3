/** ElasticTransform: every pixel pushed a little way, and its neighbours nearly the same way. */
import {
  asNumber,
  exc,
  float,
  PyFloat,
  PyList,
  str,
  type PyInstance,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { hostTensor, spaced } from '../../torch/ops/creation.ts';
import { Tensor } from '../../torch/tensor.ts';
import type { Resampling } from '../pil/filters.ts';
import { Image, type Color } from '../pil/image.ts';
import { numbersOf, outsideFill } from './arguments.ts';
import { gaussianBlur } from './blur.ts';
import { unit } from './draws.ts';
import { pilToTensor, toImage } from './functional/conversion.ts';
import { gridSampled } from './functional/grid.ts';
import { filterArgument, interpolationField } from './interpolation.ts';
import { classText, dimensionsOf, hostValues, type Picture } from './picture.ts';
import { defineTransform, field, setFields } from './transform.ts';

const f = Math.fround;

/** `alpha` or `sigma`: a float for both ways, or a sequence of two. */
function bothWays(value: Value, name: string): Value {
  if (value instanceof PyFloat) return new PyList([value, value]);
  const items = sequenceItems(value);
  if (items === null) throw exc.TypeError(`${name} should be float or a sequence of floats. Got ${classText(value)}`);
  if (items.length !== 2) {
    throw exc.ValueError(`If ${name} is a sequence its length should be 2. Got ${items.length}`);
  }
  for (const item of items) {
    if (!(item instanceof PyFloat)) {
      throw exc.TypeError(`${name} should be a sequence of floats. Got ${classText(item)}`);
    }
  }
  return value;
}

/** How far pixels go one way: uniform numbers, smoothed. `least`: which of the two sigmas sizes the kernel. */
function pushes(
  width: number,
  height: number,
  alpha: number,
  along: number,
  sigma: readonly [number, number],
  least: number,
): Float32Array {
  const drawn = Float32Array.from({ length: width * height }, () => f(f(unit() * 2) - 1));
  let field = hostTensor(drawn, [1, 1, height, width], 'float32');
  if (least > 0) {
    const taps = Math.trunc(8 * least + 1);
    const size = taps % 2 === 0 ? taps + 1 : taps;
    field = gaussianBlur(field, [size, size], sigma) as Tensor;
  }
  return Float32Array.from(hostValues(field, 'elastic_transform'), (v) => f(f(v * f(alpha)) / f(along)));
}

/** The pushes `[1, height, width, 2]`, across and down, as the drawn ones or a program's. */
function displacement(
  width: number,
  height: number,
  alpha: readonly [number, number],
  sigma: readonly [number, number],
): Tensor {
  const across = pushes(width, height, alpha[0], height, sigma, sigma[0]);
  const down = pushes(width, height, alpha[1], width, sigma, sigma[1]);
  const both = new Float32Array(2 * across.length);
  across.forEach((v, i) => (both[2 * i] = v));
  down.forEach((v, i) => (both[2 * i + 1] = v));
  return hostTensor(both, [1, height, width, 2], 'float32');
}

/** The picture with its pixels pushed. */
export function bent(picture: Picture, by: Tensor, filter: Resampling, fill: Color | null): Picture {
  const { width, height } = dimensionsOf(picture);
  const shape = [1, height, width, 2];
  if (by.shape.length !== 4 || by.shape.some((n, i) => n !== shape[i])) {
    throw exc.ValueError(
      `Argument displacement shape should be (1, ${height}, ${width}, 2), but given torch.Size([${by.shape.join(', ')}])`,
    );
  }
  const still = (n: number) => spaced(float((1 - n) / n), float((n - 1) / n), n);
  const [columns, rows, moves] = [still(width), still(height), hostValues(by, 'elastic_transform')];
  const x = Float32Array.from({ length: width * height }, (_, i) => columns[i % width]! + moves[2 * i]!);
  const y = Float32Array.from({ length: width * height }, (_, i) => rows[Math.floor(i / width)]! + moves[2 * i + 1]!);
  const grid = { width, height, x, y };
  if (picture instanceof Tensor) return gridSampled(picture, grid, filter, fill);
  return toImage(gridSampled(pilToTensor(picture), grid, filter, fill));
}

/** The fill as torchvision lays it over the tensor that an image becomes. */
export const elasticFill = (fill: Value, picture: Picture): Color | null =>
  fill === null && picture instanceof Image ? null : outsideFill(fill, picture);

const pairOf = (self: PyInstance, name: string): [number, number] => numbersOf(field(self, name)) as [number, number];

export const elasticTransformType = defineTransform({
  name: 'ElasticTransform',
  isModule: true,
  random: true,
  init: [
    '__init__(self, alpha=50.0, sigma=5.0, interpolation=InterpolationMode.BILINEAR, fill=0)',
    (self, alpha, sigma, interpolation, fill) => {
      if (asNumber(fill) === undefined) throw exc.TypeError(`fill should be int or float. Got ${classText(fill)}`);
      setFields(self, {
        alpha: bothWays(alpha, 'alpha'),
        sigma: bothWays(sigma, 'sigma'),
        interpolation: interpolationField(interpolation, 'bilinear'),
        fill: fill!,
      });
    },
  ],
  run: (self, picture) => {
    const { width, height } = dimensionsOf(picture);
    const by = displacement(width, height, pairOf(self, 'alpha'), pairOf(self, 'sigma'));
    return bent(picture, by, filterArgument(field(self, 'interpolation'), 'bilinear'), elasticFill(field(self, 'fill'), picture)); // prettier-ignore
  },
  statics: {
    'get_params(alpha, sigma, size)': (alpha: Value, sigma: Value, size: Value) => {
      const [height, width] = numbersOf(size) as [number, number];
      return displacement(width, height, numbersOf(alpha) as [number, number], numbersOf(sigma) as [number, number]);
    },
  },
  // torchvision 0.14 forgot the f of its last two f-strings.
  repr: function* (self, name): Task<string> {
    const [alpha, sigma] = [yield* str(field(self, 'alpha')), yield* str(field(self, 'sigma'))];
    return `${name}(alpha=${alpha}), (sigma=${sigma}), interpolation={self.interpolation}, fill={self.fill})`;
  },
});
