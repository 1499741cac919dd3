/** Windows of images as columns and back, out of tfjs's slices and paddings. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Window2d } from '../../tensor/node.ts';
import { windowCounts } from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { composed, kernel, type Kernel } from './kernel.ts';
import { sliceKernel } from './slice.ts';

/** The windows' elements at one place of the kernel, for all windows at once: where they start, and every which one. */
interface KernelPlace {
  readonly start: readonly [number, number];
  /** From the first to the last element, both included. */
  readonly span: readonly [number, number];
}

function kernelPlaces(
  { kernel: [kh, kw], stride, dilation }: Window2d,
  counts: readonly [number, number],
): KernelPlace[] {
  const span = [(counts[0] - 1) * stride[0] + 1, (counts[1] - 1) * stride[1] + 1] as const;
  return Array.from({ length: kh * kw }, (_, i) => ({
    start: [Math.floor(i / kw) * dilation[0], (i % kw) * dilation[1]],
    span,
  }));
}

/** One strided slice for each place of the kernel, side by side. */
export function unfoldKernel(window: Window2d, whole: Shape): Kernel {
  const [n, c, h, w] = whole as [number, number, number, number];
  const counts = windowCounts(h, w, window);
  const places = kernelPlaces(window, counts);
  return composed(([x]) => {
    const parts = places.map(({ start }) => {
      const slice = sliceKernel({ kind: 'slice', starts: [0, 0, ...start], steps: [1, 1, ...window.stride] }, [
        n,
        c,
        ...counts,
      ]);
      return kernel('Reshape', { x: slice([x!]) }, { shape: [n, c, 1, counts[0] * counts[1]] });
    });
    const joined = parts.length === 1 ? parts[0]! : kernel('Concat', parts, { axis: 2 });
    return kernel('Reshape', { x: joined }, { shape: [n, c * places.length, counts[0] * counts[1]] });
  });
}

/** Each place's elements spread out with zeros between and around them, and all of them added up. */
export function foldKernel(window: Window2d, whole: Shape): Kernel {
  const [n, c, h, w] = whole as [number, number, number, number];
  const counts = windowCounts(h, w, window);
  const places = kernelPlaces(window, counts);
  const size = counts[0] * counts[1];
  return composed(([x]) => {
    const columns = kernel('Reshape', { x: x! }, { shape: [n, c, places.length, size] });
    return places
      .map(({ start, span }, i) => {
        const part = kernel('Slice', { x: columns }, { begin: [0, 0, i, 0], size: [n, c, 1, size] });
        const image = kernel('Reshape', { x: part }, { shape: [n, c, ...counts] });
        const spread = dilate(dilate(image, 2, window.stride[0]), 3, window.stride[1]);
        const behind = [h - start[0] - span[0], w - start[1] - span[1]] as const;
        const paddings = [[0, 0], [0, 0], [start[0], behind[0]], [start[1], behind[1]]]; // prettier-ignore
        return kernel('PadV2', { x: spread }, { paddings, constantValue: 0 });
      })
      .reduce((a, b) => kernel('Add', { a, b }));
  });
}

/** `step - 1` zeros between neighbours along `axis`. */
function dilate(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const n = x.shape[axis]!;
  const [lead, trail] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
  const apart = kernel('Reshape', { x }, { shape: [lead * n, 1, trail] });
  const paddings = [[0, 0], [0, step - 1], [0, 0]]; // prettier-ignore
  const padded = kernel('PadV2', { x: apart }, { paddings, constantValue: 0 });
  const joined = kernel('Reshape', { x: padded }, { shape: [lead, n * step, trail] });
  const size = [lead, (n - 1) * step + 1, trail];
  const cut = kernel('Slice', { x: joined }, { begin: [0, 0, 0], size });
  return kernel('Reshape', { x: cut }, { shape: x.shape.with(axis, size[1]!) });
}
