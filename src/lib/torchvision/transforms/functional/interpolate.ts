/** Resizing tensors, as `torch.nn.functional.interpolate` does it (`align_corners=False`). */
import { exc } from '../../../python/bind.ts';
import { hostArray, isFloating, type HostArray } from '../../../tensor/dtype.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import type { Tensor } from '../../../torch/tensor.ts';
import type { Resampling } from '../../pil/filters.ts';
import { roundHalfEven } from '../../rounding.ts';
import { fused } from '../float32.ts';
import { dimensionsOf, hostValues } from '../picture.ts';
import { selected } from '../planes.ts';
import { cubicTaps, fourWeighted, smoothTaps, weighted, type Taps } from './taps.ts';

const f = Math.fround;

/** For each place of the result: the two source places around it and the second one's weight. */
interface Line {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float32Array;
}

/** From `a` to `b`, with the one fused operation that PyTorch's compiler makes of it. */
const between = (a: number, b: number, weight: number): number => fused(a, f(1 - weight), f(b * weight));

function bilinearLine(source: number, target: number): Line {
  const line = { first: new Int32Array(target), second: new Int32Array(target), weight: new Float32Array(target) };
  // The scale is a float32; places are computed from it in double precision.
  const scale = f(source / target);
  for (let i = 0; i < target; i++) {
    const at = Math.max(scale * (i + 0.5) - 0.5, 0);
    const first = Math.min(Math.trunc(at), source - 1);
    line.first[i] = first;
    line.second[i] = Math.min(first + 1, source - 1);
    line.weight[i] = Math.min(Math.max(f(at - first), 0), 1);
  }
  return line;
}

/** Every plane by its columns' taps, then by its rows'. */
function tapped(
  x: Tensor,
  values: HostArray,
  [rows, columns]: readonly [readonly Taps[], readonly Taps[]],
  sum: typeof weighted,
): Tensor {
  const { height, width } = dimensionsOf(x);
  const planes = values.length / (height * width);
  const out = hostArray(x.dtype, planes * rows.length * columns.length);
  const across = new Float32Array(height * columns.length);
  const floating = isFloating(x.dtype);
  for (let plane = 0, at = 0; plane < planes; plane++) {
    for (let row = 0, to = 0; row < height; row++) {
      const from = (plane * height + row) * width;
      for (const taps of columns) across[to++] = sum(taps, (column) => values[from + column]!);
    }
    for (const taps of rows) {
      for (let column = 0; column < columns.length; column++, at++) {
        const value = sum(taps, (row) => across[row * columns.length + column]!);
        // A cubic goes beyond its neighbours: bytes are held within their range.
        out[at] = floating ? value : roundHalfEven(Math.min(Math.max(value, 0), 255));
      }
    }
  }
  return hostTensor(out, [...x.shape.slice(0, -2), rows.length, columns.length], x.dtype);
}

/** Whether a picture is laid out pixel after pixel. */
function isChannelsLast({ shape, layout }: Tensor): boolean {
  const [channels, , width] = shape;
  const { strides } = layout;
  return shape.length === 3 && channels! > 1 && strides[0] === 1 && strides[1] === width! * channels!;
}

/** `[..., height, width]` at another size. Bytes are rounded. `contiguous`: false for what PyTorch has as a narrower view of a larger image. */
export function resizedPlanes(
  x: Tensor,
  height: number,
  width: number,
  filter: Resampling,
  antialias: boolean,
  contiguous = true,
): Tensor {
  const from = dimensionsOf(x);
  if (antialias && filter !== 'bilinear' && filter !== 'bicubic') {
    throw exc.ValueError('Antialias option is supported for bilinear and bicubic interpolation modes only');
  }
  if (filter === 'nearest') {
    const nearest = (source: number, target: number) =>
      Int32Array.from({ length: target }, (_, i) => Math.min(Math.floor(f(i * f(source / target))), source - 1));
    return selected(x, nearest(from.height, height), nearest(from.width, width));
  }
  const values = hostValues(x, 'resize');
  if (filter !== 'bilinear' && filter !== 'bicubic') {
    throw exc.NotImplementedError(
      `Input Error: Only 3D, 4D and 5D input Tensors supported (got 4D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got ${filter})`,
    );
  }
  if (antialias || filter === 'bicubic') {
    const taps = (source: number, target: number): Taps[] =>
      antialias ? smoothTaps(source, target, filter) : cubicTaps(source, target);
    return tapped(x, values, [taps(from.height, height), taps(from.width, width)], antialias ? weighted : fourWeighted);
  }
  const [rows, columns] = [bilinearLine(from.height, height), bilinearLine(from.width, width)];
  const planes = values.length / (from.height * from.width);
  const out = hostArray(x.dtype, planes * height * width);
  // "Channels last", as one channel always is, has a loop of its own, which adds four weighted values in double precision.
  const single = (from.channels === 1 && contiguous) || isChannelsLast(x);
  const finish = isFloating(x.dtype) ? f : roundHalfEven;
  for (let plane = 0, at = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const upper = (plane * from.height + rows.first[y]!) * from.width;
      const lower = (plane * from.height + rows.second[y]!) * from.width;
      const down = rows.weight[y]!;
      for (let i = 0; i < width; i++, at++) {
        const [left, right, across] = [columns.first[i]!, columns.second[i]!, columns.weight[i]!];
        const [a, b] = [values[upper + left]!, values[upper + right]!];
        const [c, d] = [values[lower + left]!, values[lower + right]!];
        out[at] = finish(
          single
            ? f(
                a * f(f(1 - down) * f(1 - across)) +
                  b * f(f(1 - down) * across) +
                  c * f(down * f(1 - across)) +
                  d * f(down * across),
              )
            : between(between(a, b, across), between(c, d, across), down),
        );
      }
    }
  }
  return hostTensor(out, [...x.shape.slice(0, -2), height, width], x.dtype);
}
