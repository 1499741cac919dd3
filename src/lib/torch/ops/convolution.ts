/** Convolution over images [n, c, h, w] (or [c, h, w]), by windows laid out as columns. */
import { exc, toInt, type Value } from '../../python/bind.ts';
import type { Node, Window2d } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import type { Shape } from '../../tensor/shape.ts';
import { sequenceItems } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { sameConvolutionTypes } from './dtype-refusals.ts';

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

/** Three ints, or one for all of them. */
export function triple(value: Value, what: string): readonly [number, number, number] {
  const items = sequenceItems(value) ?? [value, value, value];
  if (items.length === 1) return triple(items[0]!, what);
  if (items.length !== 3) throw exc.RuntimeError(`${what} must be a single int or a triple`);
  return items.map((item) => toInt(item, what)) as [number, number, number];
}

/** Adds a batch dimension for the time of `build` where there is none. */
export function batched(x: Node, name: string, build: (images: Node) => Node): Node {
  if (x.shape.length === 4) return build(x);
  if (x.shape.length !== 3) {
    throw exc.RuntimeError(
      `Expected 3D (unbatched) or 4D (batched) input to ${name}, but got input of size: [${x.shape.join(', ')}]`,
    );
  }
  const result = build(op.reshape(x, [1, ...x.shape]));
  return op.reshape(result, result.shape.slice(1));
}

export const padded = (x: Node, [down, across]: readonly [number, number], value = 0): Node =>
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

/** Refuses an input whose channels are not those that the weight takes. Raises RuntimeError. */
function checkChannels(input: Shape, weight: Shape, groups: number): void {
  const wanted = weight[1]! * groups;
  if (input[1] === wanted) return;
  throw exc.RuntimeError(
    `Given groups=${groups}, weight of size [${weight.join(', ')}], expected input[${input.join(', ')}] to have ${wanted} channels, but got ${input[1]} channels instead`,
  );
}

/** A convolution of images. */
export function convolve(x: Node, weight: Node, bias: Node | undefined, options: Convolution): Node {
  const { stride, padding, dilation, groups } = options;
  const [out, perGroup, kh, kw] = weight.shape as [number, number, number, number];
  const [n] = x.shape as [number, number];
  checkChannels(x.shape, weight.shape, groups);
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
export function conv2d(x: Tensor, weight: Tensor, bias: Tensor | null, options: Convolution): Tensor {
  sameConvolutionTypes(x, weight, bias);
  return apply(
    x.shape.length === 3 ? 'Squeeze#1' : 'Convolution',
    (image, w, b) => batched(image, 'conv2d', (images) => convolve(images, w, b, options)),
    ...(bias === null ? [x, weight] : [x, weight, bias]),
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
    rank === 3 ? name : 'Squeeze#1',
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
export function conv1d(x: Tensor, weight: Tensor, bias: Tensor | null, options: Convolution): Tensor {
  sameConvolutionTypes(x, weight, bias);
  return alongLine(
    'Convolution',
    x,
    (image, w, b) => {
      checkChannels(image.shape.toSpliced(2, 1), w.shape, options.groups);
      return convolve(image, op.reshape(w, [w.shape[0]!, w.shape[1]!, 1, w.shape[2]!]), b, options);
    },
    ...(bias === null ? [weight] : [weight, bias]),
  );
}

/** `nn.functional.conv_transpose2d`: the transpose of a convolution. Weight is [in, out / groups, kh, kw]. */
export function convTranspose2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  options: Convolution & { readonly outputPadding: readonly [number, number] },
): Tensor {
  sameConvolutionTypes(x, weight, bias);
  const { stride, dilation, groups, outputPadding } = options;
  const padding = options.padding === 'same' ? ([0, 0] as const) : options.padding;
  const [channels, perGroup, ...kernel] = weight.shape as [number, number, number, number];
  return apply(
    x.shape.length === 3 ? 'Squeeze#1' : 'Convolution',
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
