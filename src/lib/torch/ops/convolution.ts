/** Convolution and pooling over images [n, c, h, w] (or [c, h, w]), by windows laid out as columns. */
import { exc, toInt, type Value } from '../../python/bind.ts';
import type { Node, Window2d } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';

/** An argument that is one int for both directions, or one for each. */
export function pair(value: Value, what: string): readonly [number, number] {
  const items = sequenceItems(value);
  if (items === null) {
    const both = toInt(value, what);
    return [both, both];
  }
  if (items.length === 1) return pair(items[0]!, what);
  if (items.length !== 2) throw exc.RuntimeError(`${what} must be a single int or a pair`);
  return [toInt(items[0]!, what), toInt(items[1]!, what)];
}

/** Adds a batch dimension for the time of `build` where there is none. */
function batched(x: Node, name: string, build: (images: Node) => Node): Node {
  if (x.shape.length === 4) return build(x);
  if (x.shape.length !== 3) {
    throw exc.RuntimeError(
      `Expected 3D (unbatched) or 4D (batched) input to ${name}, but got input of size: [${x.shape.join(', ')}]`,
    );
  }
  const result = build(op.reshape(x, [1, ...x.shape]));
  return op.reshape(result, result.shape.slice(1));
}

const padded = (x: Node, [down, across]: readonly [number, number], value = 0): Node =>
  op.pad(x, [0, 0, down, across], [0, 0, down, across], value);

export interface Convolution {
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number] | 'same';
  readonly dilation: readonly [number, number];
  readonly groups: number;
}

/** What PyTorch pads for `padding="same"`: the odd one goes behind. */
function samePadding(x: Node, kernel: readonly [number, number], dilation: readonly [number, number]): Node {
  const total = [0, 1].map((i) => dilation[i]! * (kernel[i]! - 1));
  const before = total.map((n) => Math.floor(n / 2));
  return op.pad(x, [0, 0, ...before], [0, 0, ...total.map((n, i) => n - before[i]!)]);
}

function convolve(x: Node, weight: Node, bias: Node | undefined, options: Convolution): Node {
  const { stride, padding, dilation, groups } = options;
  const [out, perGroup, kh, kw] = weight.shape as [number, number, number, number];
  const [n, channels] = x.shape as [number, number];
  if (channels !== perGroup * groups) {
    throw exc.RuntimeError(
      `Given groups=${groups}, weight of size [${weight.shape.join(', ')}], expected input[${x.shape.join(', ')}] to have ${perGroup * groups} channels, but got ${channels} channels instead`,
    );
  }
  const kernel = [kh, kw] as const;
  const image = padding === 'same' ? samePadding(x, kernel, dilation) : padded(x, padding);
  const window: Window2d = { kernel, stride, dilation };
  const [h, w] = image.shape.slice(2) as [number, number];
  const [down, across] = op.windowCounts(h, w, window);
  if (down <= 0 || across <= 0) {
    throw exc.RuntimeError(
      `Calculated padded input size per channel: (${h} x ${w}). Kernel size: (${kh} x ${kw}). Kernel size can't be greater than actual input size`,
    );
  }
  const columns = op.unfold2d(image, window);
  const size = perGroup * kh * kw;
  const grouped = op.matmul(
    op.reshape(weight, [1, groups, out / groups, size]),
    op.reshape(columns, [n, groups, size, down * across]),
  );
  const result = op.reshape(grouped, [n, out, down, across]);
  return bias === undefined ? result : op.add(result, op.reshape(bias, [1, out, 1, 1]));
}

/** `nn.functional.conv2d`. Weight is [out, in / groups, kh, kw]. */
export const conv2d = (x: Tensor, weight: Tensor, bias: Tensor | null, options: Convolution): Tensor =>
  apply(
    'Convolution',
    (image, w, b) => batched(image, 'conv2d', (images) => convolve(images, w, b, options)),
    ...(bias === null ? [x, weight] : [x, weight, bias]),
  );

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

/** `nn.functional.max_pool2d`: of equal elements the first one counts. */
export const maxPool2d = (x: Tensor, pooling: Pooling): Tensor =>
  apply(
    'MaxPool2DWithIndices',
    (image) =>
      batched(image, 'max_pool2d', (images) => {
        // The lowest float, not -inf: some backends cannot pad with infinity.
        const { columns, shape } = poolColumns(images, pooling, -3.4028234663852886e38);
        const first = op.argExtreme('argmax', columns, 1);
        const at = op.keepAxes(first, columns.shape, [1]);
        return op.reshape(op.gather(columns, 1, at), shape);
      }),
    x,
  );

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
  return apply(
    'AdaptiveAvgPool2D',
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

/** Images of one row, for what runs along a line: [n, c, l] or [c, l] to [n, c, 1, l]. */
export function alongLine(
  name: string,
  x: Tensor,
  build: (image: Node, ...others: Node[]) => Node,
  ...others: Tensor[]
): Tensor {
  // prettier-ignore
  const rank = x.shape.length;
  if (rank !== 2 && rank !== 3) {
    throw exc.RuntimeError(
      `Expected 2D (unbatched) or 3D (batched) input to conv1d, but got input of size: [${x.shape.join(', ')}]`,
    );
  }
  return apply(
    name,
    (node, ...rest) => {
      const [c, l] = node.shape.slice(-2) as [number, number];
      const result = build(op.reshape(node, [rank === 3 ? node.shape[0]! : 1, c, 1, l]), ...rest);
      const [n, out, , length] = result.shape as [number, number, number, number];
      return op.reshape(result, rank === 3 ? [n, out, length] : [out, length]);
    },
    x,
    ...others,
  );
}

/** `nn.functional.conv1d`. Weight is [out, in / groups, k]. */
export const conv1d = (x: Tensor, weight: Tensor, bias: Tensor | null, options: Convolution): Tensor =>
  alongLine(
    'Convolution',
    x,
    (image, w, b) => convolve(image, op.reshape(w, [w.shape[0]!, w.shape[1]!, 1, w.shape[2]!]), b, options),
    ...(bias === null ? [weight] : [weight, bias]),
  );

/** `nn.functional.max_pool1d`. */
export const maxPool1d = (x: Tensor, pooling: Pooling): Tensor =>
  alongLine('MaxPool2DWithIndices', x, (image) => {
    const { columns, shape } = poolColumns(image, pooling, -3.4028234663852886e38);
    const at = op.keepAxes(op.argExtreme('argmax', columns, 1), columns.shape, [1]);
    return op.reshape(op.gather(columns, 1, at), shape);
  });

/** `nn.functional.avg_pool1d`. */
export const avgPool1d = (x: Tensor, pooling: Pooling, countPadding: boolean): Tensor =>
  alongLine('AvgPool2D', x, (image) => {
    const { columns, shape } = poolColumns(image, pooling, 0);
    const sums = op.reshape(op.reduce('sum', columns, [1]), shape);
    if (countPadding) return op.div(sums, op.full([], pooling.kernel[1], 'float32'));
    const counted = poolColumns(op.full(image.shape, 1, 'float32'), pooling, 0);
    return op.div(sums, op.reshape(op.reduce('sum', counted.columns, [1]), shape));
  });

/** `nn.functional.conv_transpose2d`: the transpose of a convolution. Weight is [in, out / groups, kh, kw]. */
export function convTranspose2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  options: Convolution & { readonly outputPadding: readonly [number, number] },
): Tensor {
  const { stride, dilation, groups, outputPadding } = options;
  const padding = options.padding === 'same' ? ([0, 0] as const) : options.padding;
  const [channels, perGroup, ...kernel] = weight.shape as [number, number, number, number];
  return apply(
    'ConvolutionBackward',
    (image, w, b) =>
      batched(image, 'conv_transpose2d', (images) => {
        const [n, c, h, width] = images.shape as [number, number, number, number];
        if (c !== channels) {
          throw exc.RuntimeError(
            `Given transposed=1, weight of size [${weight.shape.join(', ')}], expected input[${images.shape.join(', ')}] to have ${channels} channels, but got ${c} channels instead`,
          );
        }
        const size = perGroup * kernel[0] * kernel[1];
        const wide = [0, 1].map((i) => ([h, width][i]! - 1) * stride[i as 0 | 1] + dilation[i as 0 | 1] * (kernel[i]! - 1) + 1 + outputPadding[i as 0 | 1]) as [number, number]; // prettier-ignore
        const columns = op.matmul(
          op.transpose(op.reshape(w, [1, groups, c / groups, size])),
          op.reshape(images, [n, groups, c / groups, h * width]),
        );
        const out = perGroup * groups;
        const window: Window2d = { kernel: [kernel[0], kernel[1]], stride, dilation };
        // The window must not find another place in what output_padding adds.
        const exact = [0, 1].map((i) => wide[i]! - outputPadding[i as 0 | 1]) as [number, number];
        const folded = op.fold2d(op.reshape(columns, [n, groups * size, h * width]), [n, out, ...exact], window);
        const whole = op.pad(folded, [0, 0, 0, 0], [0, 0, ...outputPadding]);
        const cut = [n, out, wide[0] - 2 * padding[0], wide[1] - 2 * padding[1]];
        const result = op.slice(whole, [0, 0, ...padding], cut, [1, 1, 1, 1]);
        return b === undefined ? result : op.add(result, op.reshape(b, [1, out, 1, 1]));
      }),
    ...(bias === null ? [x, weight] : [x, weight, bias]),
  );
}
