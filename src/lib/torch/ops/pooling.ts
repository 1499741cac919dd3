/** Pooling over images [n, c, h, w] (or [c, h, w]) and along lines, by windows laid out as columns. */
import { exc, toInt, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node, type Window2d } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sameShape, sizeOf } from '../../tensor/shape.ts';
import { sequenceItems } from '../arguments.ts';
import { apply, Tensor } from '../tensor.ts';
import { alongLine, batched, padded } from './convolution.ts';
import { applyToFloats, floatsOnly, noMeanOf } from './dtype-refusals.ts';

export interface Pooling {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly ceilMode: boolean;
}

/** Columns of the windows of every channel by itself: [n c, kh kw, oh ow], and the output's shape. */
function poolColumns(x: Node, pooling: Pooling, outside: number): { columns: Node; shape: number[] } {
  const { kernel, stride, padding, dilation, ceilMode } = pooling;
  if (padding.some((p, i) => p * 2 > kernel[i]!)) {
    throw exc.RuntimeError(
      `pad should be at most half of kernel size, but got pad=${padding[0]} and kernel_size=${kernel[0]}`,
    );
  }
  const [n, c] = x.shape as [number, number];
  const window: Window2d = { kernel, stride, dilation };
  const more = ceilMode ? [0, 1].map((i) => missingBehind(x.shape[i + 2]!, i as 0 | 1, pooling)) : [0, 0];
  const image = op.pad(x, [0, 0, ...padding], [0, 0, padding[0] + more[0]!, padding[1] + more[1]!], outside);
  const [h, w] = image.shape.slice(2) as [number, number];
  const [down, across] = op.windowCounts(h, w, window);
  if (down <= 0 || across <= 0) {
    throw exc.RuntimeError(
      `Given input size: (${c}x${x.shape[2]}x${x.shape[3]}). Calculated output size: (${c}x${down}x${across}). Output size is too small`,
    );
  }
  return { columns: op.unfold2d(op.reshape(image, [n * c, 1, h, w]), window), shape: [n, c, down, across] };
}

/** What `ceil_mode` looks at beyond the padding, so that the last window starts inside. */
function missingBehind(size: number, i: 0 | 1, { kernel, stride, padding, dilation }: Pooling): number {
  const reach = dilation[i] * (kernel[i] - 1) + 1;
  const free = size + 2 * padding[i] - reach;
  let count = Math.ceil(free / stride[i]) + 1;
  if ((count - 1) * stride[i] >= size + padding[i]) count--;
  return Math.max(0, (count - 1) * stride[i] - free);
}

/** The lowest float, not -inf: some backends cannot pad with infinity. */
const LOWEST = -3.4028234663852886e38;

/** The largest of each window of images: of equal elements the first one counts. */
export function largestOf(images: Node, pooling: Pooling): Node {
  const { columns, shape } = poolColumns(images, pooling, LOWEST);
  const at = op.keepAxes(op.argExtreme('argmax', columns, 1), columns.shape, [1]);
  return op.reshape(op.gather(columns, 1, at), shape);
}

/** The mean of each window of images, in which padding counts. */
export function averageOf(images: Node, pooling: Pooling): Node {
  const { columns, shape } = poolColumns(images, pooling, 0);
  const sums = op.reshape(op.reduce('sum', columns, [1]), shape);
  return op.div(sums, op.full([], pooling.kernel[0] * pooling.kernel[1], 'float32'));
}

/** `nn.functional.max_pool2d`. */
export const maxPool2d = (x: Tensor, pooling: Pooling): Tensor =>
  applyToFloats(
    'max_pool2d',
    'MaxPool2DWithIndices',
    (image) => batched(image, 'max_pool2d', (images) => largestOf(images, pooling)),
    x,
  );

/** Where in its plane each of the largest elements lies, row by row: the second result of `return_indices=True`. */
export const maxPoolIndices = (x: Tensor, pooling: Pooling): Tensor =>
  new Tensor(
    batched(op.detach(x.node), 'max_pool2d', (images) => {
      const { columns, shape } = poolColumns(images, pooling, LOWEST);
      const at = op.keepAxes(op.argExtreme('argmax', columns, 1), columns.shape, [1]);
      const [h, w] = images.shape.slice(2) as [number, number];
      const numbers = Float32Array.from({ length: h * w }, (_, i) => i);
      const places = poolColumns(dataNode(numbers, [1, 1, h, w], 'float32'), pooling, 0).columns;
      return op.cast(op.reshape(op.gather(op.expand(places, columns.shape), 1, at), shape), 'int64');
    }),
  );

/** Puts elements back to where they were the largest, with zeros elsewhere. */
export function maxUnpool2d(x: Tensor, indices: Tensor, [height, width]: readonly [number, number]): Tensor {
  if (!sameShape(x.shape, indices.shape)) {
    throw exc.RuntimeError(
      `Expected shape of indices to be same as that of the input tensor ([${x.shape.join(', ')}]) but got indices tensor with shape: [${indices.shape.join(', ')}]`,
    );
  }
  return apply('MaxUnpool2D', (node, at) => {
    const lead = node.shape.slice(0, -2);
    const planes = [sizeOf(lead), node.shape.at(-2)! * node.shape.at(-1)!];
    const flat = op.scatterAdd(op.reshape(node, planes), 1, op.reshape(at, planes), height * width);
    return op.reshape(flat, [...lead, height, width]);
  }, x, indices); // prettier-ignore
}

/** `nn.functional.avg_pool2d`. */
export const avgPool2d = (x: Tensor, pooling: Pooling, countPadding: boolean, divisor: Value): Tensor =>
  apply(
    'AvgPool2D',
    (image) =>
      batched(image, 'avg_pool2d', (images) => {
        const { columns, shape } = poolColumns(images, pooling, 0);
        const sums = op.reshape(op.reduce('sum', columns, [1]), shape);
        if (divisor !== null) return op.div(sums, op.full([], toInt(divisor, 'divisor_override'), 'float32'));
        if (countPadding && !pooling.ceilMode) {
          return op.div(sums, op.full([], pooling.kernel[0] * pooling.kernel[1], 'float32'));
        }
        const inside = op.full(images.shape, 1, 'float32');
        const ones = countPadding ? padded(inside, pooling.padding, 1) : inside;
        const counting = countPadding ? { ...pooling, padding: [0, 0] as const } : pooling;
        const counted = poolColumns(ones, counting, 0);
        return op.div(sums, op.reshape(op.reduce('sum', counted.columns, [1]), shape));
      }),
    x,
  );

/** Means over windows that share out `size` elements to `out` places, as a matrix [out, size]. */
function sharing(size: number, out: number): number[] {
  const matrix = new Array<number>(out * size).fill(0);
  for (let i = 0; i < out; i++) {
    const start = Math.floor((i * size) / out);
    const end = Math.ceil(((i + 1) * size) / out);
    for (let j = start; j < end; j++) matrix[i * size + j] = 1 / (end - start);
  }
  return matrix;
}

/** `nn.functional.adaptive_avg_pool2d`: two products with matrices of shares. None keeps a size. */
export function adaptiveAvgPool2d(
  x: Tensor,
  output: Value,
  constant: (values: number[], shape: number[]) => Node,
): Tensor {
  const sizes = sequenceItems(output) ?? [output, output];
  if (sizes.length !== 2) throw exc.RuntimeError('adaptive_avg_pool2d: output_size must be 2');
  if (!isFloating(x.dtype)) {
    if (sizes.every((size) => size === 1)) throw noMeanOf(x.dtype);
    floatsOnly(x, 'adaptive_avg_pool2d');
  }
  return apply(
    sizes.every((size) => size === 1) ? 'Mean#1' : 'AdaptiveAvgPool2D',
    (image) => {
      const [h, w] = image.shape.slice(-2) as [number, number];
      const [oh, ow] = sizes.map((size, i) => (size === null ? [h, w][i]! : toInt(size, 'output_size'))) as [
        number,
        number,
      ];
      const rows = constant(sharing(h, oh), [oh, h]);
      const columns = op.transpose(constant(sharing(w, ow), [ow, w]));
      return op.matmul(op.matmul(rows, image), columns);
    },
    x,
  );
}

/** `nn.functional.max_pool1d`. */
export function maxPool1d(x: Tensor, pooling: Pooling): Tensor {
  floatsOnly(x, 'max_pool1d_impl');
  return alongLine('Squeeze#1', x, (image) => largestOf(image, pooling));
}

/** `nn.functional.avg_pool1d`. */
export const avgPool1d = (x: Tensor, pooling: Pooling, countPadding: boolean): Tensor =>
  alongLine('Squeeze#1', x, (image) => {
    const { columns, shape } = poolColumns(image, pooling, 0);
    const sums = op.reshape(op.reduce('sum', columns, [1]), shape);
    if (countPadding) return op.div(sums, op.full([], pooling.kernel[1], 'float32'));
    const counted = poolColumns(op.full(image.shape, 1, 'float32'), pooling, 0);
    return op.div(sums, op.reshape(op.reduce('sum', counted.columns, [1]), shape));
  });
