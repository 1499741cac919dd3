/**
 * Tensors sampled where a grid says, as torchvision turns and bends them: `torch.nn.functional.grid_sample` with zeros outside, in the
 * float32 steps that PyTorch takes on a processor with AVX2, and the fill laid over by a mask that is sampled along.
 */
import { exc } from '../../../python/bind.ts';
import { hostArray, isFloating } from '../../../tensor/dtype.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import type { Tensor } from '../../../torch/tensor.ts';
import type { Resampling } from '../../pil/filters.ts';
import type { Color } from '../../pil/image.ts';
import { roundHalfEven } from '../../rounding.ts';
import { fused } from '../float32.ts';
import { dimensionsOf, hostValues } from '../picture.ts';

const f = Math.fround;

/** For each place of the result, where it lies in the source: -1 to 1 across and down. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** `a x + b y + c` as a matrix product adds it up. */
const along = (x: number, y: number, a: number, b: number, c: number): number => fused(1, c, fused(y, b, f(x * a)));

/** The grid of an affine map about the middle, `[a, b, c, d, e, f]` in pixels, for a result of a size. */
export function affineGrid(x: Tensor, map: readonly number[], width: number, height: number): Grid {
  const from = dimensionsOf(x);
  const theta = map.map((v, i) => f(f(v) / f(0.5 * (i < 3 ? from.width : from.height))));
  const grid = { width, height, x: new Float32Array(width * height), y: new Float32Array(width * height) };
  for (let row = 0, at = 0; row < height; row++) {
    const down = -height * 0.5 + 0.5 + row;
    for (let column = 0; column < width; column++, at++) {
      const across = -width * 0.5 + 0.5 + column;
      grid.x[at] = along(across, down, theta[0]!, theta[1]!, theta[2]!);
      grid.y[at] = along(across, down, theta[3]!, theta[4]!, theta[5]!);
    }
  }
  return grid;
}

/** The grid of a perspective map with the eight coefficients that PIL takes. */
export function perspectiveGrid(x: Tensor, coefficients: readonly number[]): Grid {
  const { width, height } = dimensionsOf(x);
  const [a, b, c, d, e, g, h, i] = coefficients.map((v, n) =>
    n < 6 ? f(f(v) / f(0.5 * (n < 3 ? width : height))) : f(v),
  ) as [number, number, number, number, number, number, number, number];
  const grid = { width, height, x: new Float32Array(width * height), y: new Float32Array(width * height) };
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const [across, down] = [column + 0.5, row + 0.5];
      const depth = along(across, down, h, i, 1);
      grid.x[at] = f(f(along(across, down, a, b, c) / depth) - 1);
      grid.y[at] = f(f(along(across, down, d, e, g) / depth) - 1);
    }
  }
  return grid;
}

/** The size that holds a turned picture whole: torchvision's, for tensors. */
export function turnedSize(map: readonly number[], width: number, height: number): [width: number, height: number] {
  const corners = [[-0.5 * width, -0.5 * height], [-0.5 * width, 0.5 * height], [0.5 * width, 0.5 * height], [0.5 * width, -0.5 * height]]; // prettier-ignore
  const theta = map.map(f);
  const tolerance = f(1e-4);
  const size = (a: number, b: number, c: number, half: number): number => {
    const places = corners.map(([x, y]) => along(x!, y!, a, b, c));
    const cut = (v: number): number => f(Math.trunc(f(f(v + half) / tolerance)) * tolerance);
    return Math.ceil(cut(Math.max(...places))) - Math.floor(cut(Math.min(...places)));
  };
  const [a, b, c, d, e, g] = theta as [number, number, number, number, number, number];
  return [size(a, b, c, width * 0.5), size(d, e, g, height * 0.5)];
}

/** Samples every plane of `[..., height, width]` at the grid's places. `fill`: what is outside; null for zeros without a mask. */
export function gridSampled(x: Tensor, grid: Grid, filter: Resampling, fill: Color | null): Tensor {
  if (filter !== 'nearest' && filter !== 'bilinear') {
    throw exc.ValueError(`Interpolation mode '${filter}' is unsupported with Tensor input`);
  }
  const values = hostValues(x, 'this transform');
  const { width, height, channels } = dimensionsOf(x);
  const size = width * height;
  const planes = values.length / size;
  const out = hostArray(x.dtype, planes * grid.width * grid.height);
  const finish = isFloating(x.dtype) ? f : roundHalfEven;
  const sample = filter === 'nearest' ? nearestAt : bilinearAt;
  const ones = new Float32Array(size).fill(1);
  const places = grid.width * grid.height;
  for (let at = 0; at < places; at++) {
    const column = fused(f(grid.x[at]! + 1), f(width / 2), -0.5);
    const row = fused(f(grid.y[at]! + 1), f(height / 2), -0.5);
    const mask = fill === null ? 1 : sample(ones, 0, width, height, column, row);
    for (let plane = 0; plane < planes; plane++) {
      let value = sample(values, plane * size, width, height, column, row);
      if (fill !== null) {
        const color = f(fill[plane % channels]!);
        if (filter === 'nearest') value = mask < 0.5 ? color : value;
        else value = f(f(value * mask) + f(f(1 - mask) * color));
      }
      out[plane * places + at] = finish(value);
    }
  }
  return hostTensor(out, [...x.shape.slice(0, -2), grid.height, grid.width], x.dtype);
}

type Sample = (values: ArrayLike<number>, from: number, width: number, height: number, x: number, y: number) => number;

const nearestAt: Sample = (values, from, width, height, x, y) => {
  const [column, row] = [roundHalfEven(x), roundHalfEven(y)];
  const inside = column >= 0 && column < width && row >= 0 && row < height;
  return inside ? values[from + row * width + column]! : 0;
};

const bilinearAt: Sample = (values, from, width, height, x, y) => {
  const [left, upper] = [Math.floor(x), Math.floor(y)];
  const w = f(x - left);
  const e = f(1 - w);
  const n = f(y - upper);
  const s = f(1 - n);
  const at = (row: number, column: number): number =>
    column >= 0 && column < width && row >= 0 && row < height ? values[from + row * width + column]! : 0;
  const weighted = [f(s * e), f(s * w), f(n * e), f(n * w)] as const;
  let sum = f(at(upper, left) * weighted[0]);
  sum = fused(at(upper, left + 1), weighted[1], sum);
  sum = fused(at(upper + 1, left), weighted[2], sum);
  return fused(at(upper + 1, left + 1), weighted[3], sum);
};
