/** Convolution and pooling over volumes [n, c, d, h, w]: each slice in depth as an image, and sums or extremes over the depth of a window. */
import { exc } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { apply, type Tensor } from '../tensor.ts';
import { convolve } from './convolution.ts';
import { averageOf, largestOf } from './pooling.ts';
import { sameConvolutionTypes } from './dtype-refusals.ts';

export type Triple = readonly [number, number, number];

/** How windows lie in a volume. */
export interface Volume {
  readonly kernel: Triple;
  readonly stride: Triple;
  readonly padding: Triple;
  readonly dilation: Triple;
}

const flat = ([, a, b]: Triple): readonly [number, number] => [a, b];

/** How many windows fit in depth. */
const depthOf = (size: number, { kernel, stride, padding, dilation }: Volume): number =>
  Math.floor((size + 2 * padding[0] - dilation[0] * (kernel[0] - 1) - 1) / stride[0]) + 1;

/** The slices that lie at place `k` of every window's depth, as images [n depth, c, h, w]. */
function slicesAt(x: Node, k: number, count: number, { stride, dilation }: Volume): Node {
  const [n, c, depth, h, w] = x.shape as [number, number, number, number, number];
  // With few dimensions, for TensorFlow.js takes no steps through five of them on WebGPU.
  const slices = op.reshape(x, [n * c, depth, h * w]);
  const part = op.slice(slices, [0, k * dilation[0], 0], [n * c, count, h * w], [1, stride[0], 1]);
  return op.reshape(op.permute(op.reshape(part, [n, c, count, h, w]), [0, 2, 1, 3, 4]), [n * count, c, h, w]);
}

/** Images [n depth, c, h, w] as a volume again. */
const asVolume = (images: Node, n: number, count: number): Node => {
  const [, c, h, w] = images.shape as [number, number, number, number];
  return op.permute(op.reshape(images, [n, count, c, h, w]), [0, 2, 1, 3, 4]);
};

/** Nothing in front and behind, in depth. */
const deeper = (x: Node, depth: number, value = 0): Node => op.pad(x, [0, 0, depth, 0, 0], [0, 0, depth, 0, 0], value);

/** What is one volume alone becomes a batch of one for the time. */
function batchOfVolumes(
  x: Tensor,
  name: string,
  build: (volumes: Node, ...others: Node[]) => Node,
  ...others: Tensor[]
): Tensor {
  const rank = x.shape.length;
  if (rank !== 4 && rank !== 5) {
    throw exc.RuntimeError(
      `Expected 4D (unbatched) or 5D (batched) input to ${name}, but got input of size: [${x.shape.join(', ')}]`,
    );
  }
  const [weight, bias = null] = others;
  if (weight !== undefined) sameConvolutionTypes(x, weight, bias);
  const operation = name.includes('conv') ? 'Convolution' : name.startsWith('max') ? 'MaxPool3DWithIndices' : 'AvgPool3D'; // prettier-ignore
  return apply(rank === 5 ? operation : 'Squeeze#1', (node, ...rest) => {
    const made = build(rank === 5 ? node : op.reshape(node, [1, ...node.shape]), ...rest);
    return rank === 5 ? made : op.reshape(made, made.shape.slice(1));
  }, x, ...others); // prettier-ignore
}

/** `nn.functional.conv3d`. Weight is [out, in / groups, kd, kh, kw]. */
export const conv3d = (x: Tensor, weight: Tensor, bias: Tensor | null, volume: Volume, groups: number): Tensor =>
  batchOfVolumes(
    x,
    'conv3d',
    (volumes, w, b) => {
      const padded = deeper(volumes, volume.padding[0]);
      const [n, c, size] = padded.shape as [number, number, number];
      const [out, perGroup, kd, kh, kw] = w.shape as [number, number, number, number, number];
      if (c !== perGroup * groups) {
        throw exc.RuntimeError(
          `Given groups=${groups}, weight of size [${w.shape.join(', ')}], expected input[${volumes.shape.join(', ')}] to have ${perGroup * groups} channels, but got ${c} channels instead`,
        );
      }
      const count = depthOf(size - 2 * volume.padding[0], volume);
      if (count <= 0) {
        throw exc.RuntimeError(
          `Calculated padded input size per channel: (${padded.shape.slice(2).join(' x ')}). Kernel size: (${kd} x ${kh} x ${kw}). Kernel size can't be greater than actual input size`,
        );
      }
      const geometry = { stride: flat(volume.stride), padding: flat(volume.padding), dilation: flat(volume.dilation), groups }; // prettier-ignore
      const parts = Array.from({ length: kd }, (_, k) => {
        const at = op.reshape(op.slice(w, [0, 0, k, 0, 0], [out, perGroup, 1, kh, kw], [1, 1, 1, 1, 1]), [out, perGroup, kh, kw]); // prettier-ignore
        return convolve(slicesAt(padded, k, count, volume), at, undefined, geometry);
      });
      const sum = asVolume(parts.reduce(op.add), n, count);
      return b === undefined ? sum : op.add(sum, op.reshape(b, [1, out, 1, 1, 1]));
    },
    ...(bias === null ? [weight] : [weight, bias]),
  );

const LOWEST = -3.4028234663852886e38;

/** `nn.functional.max_pool3d`: the largest of the largest of each slice. */
export const maxPool3d = (x: Tensor, volume: Volume): Tensor =>
  batchOfVolumes(x, 'max_pool3d', (volumes) => {
    const padded = deeper(volumes, volume.padding[0], LOWEST);
    const count = depthOf(volumes.shape[2]!, volume);
    const pooling = { kernel: flat(volume.kernel), stride: flat(volume.stride), padding: flat(volume.padding), dilation: flat(volume.dilation), ceilMode: false };
    const parts = Array.from({ length: volume.kernel[0] }, (_, k) => largestOf(slicesAt(padded, k, count, volume), pooling));
    return asVolume(parts.reduce((a, b) => op.binary('maximum', a, b)), volumes.shape[0]!, count);
  }); // prettier-ignore

/** `nn.functional.avg_pool3d`, in which padding counts. */
export const avgPool3d = (x: Tensor, volume: Volume): Tensor =>
  batchOfVolumes(x, 'avg_pool3d', (volumes) => {
    const padded = deeper(volumes, volume.padding[0]);
    const count = depthOf(volumes.shape[2]!, volume);
    const pooling = { kernel: flat(volume.kernel), stride: flat(volume.stride), padding: flat(volume.padding), dilation: flat(volume.dilation), ceilMode: false };
    const parts = Array.from({ length: volume.kernel[0] }, (_, k) => averageOf(slicesAt(padded, k, count, volume), pooling));
    const mean = op.div(parts.reduce(op.add), op.full([], volume.kernel[0], 'float32'));
    return asVolume(mean, volumes.shape[0]!, count);
  }); // prettier-ignore
