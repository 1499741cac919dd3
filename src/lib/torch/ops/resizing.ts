/** Images in other sizes: adaptive pooling, shuffled pixels, mirrored borders. */
import { exc, toInt, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { floatsOnly } from './dtype-refusals.ts';

const indexNode = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Where the windows of adaptive pooling begin and end. */
const windows = (size: number, out: number): { start: number; end: number }[] =>
  Array.from({ length: out }, (_, i) => ({ start: Math.floor((i * size) / out), end: Math.ceil(((i + 1) * size) / out) })); // prettier-ignore

/** One number for each of the windows that share out the dimensions from `first` on, one after the other; None keeps a size. */
function adaptivePool(
  x: Node,
  first: number,
  given: readonly Value[],
  along: (part: Node, axis: number) => Node,
): Node {
  return given.reduce<Node>((image, value, i) => {
    const axis = first + i;
    if (value === null) return image;
    const parts = windows(image.shape[axis]!, toInt(value, 'output_size')).map(({ start, end }) => {
      const starts = image.shape.map((_, j) => (j === axis ? start : 0));
      const part = op.slice(
        image,
        starts,
        image.shape.with(axis, end - start),
        image.shape.map(() => 1),
      );
      return op.keepAxes(along(part, axis), part.shape, [axis]);
    });
    return op.concat(parts, axis);
  }, x);
}

/** Largest values in windows that share out the last dimensions. */
export function adaptiveMaxPool(x: Tensor, output: Value, dimensions: 1 | 2 | 3): Tensor {
  const given = sequenceItems(output) ?? Array.from({ length: dimensions }, () => output);
  floatsOnly(x, `adaptive_max_pool${Math.max(2, dimensions)}d`);
  return apply(
    dimensions === 1 ? 'Squeeze#1' : `AdaptiveMaxPool${dimensions}D`,
    (node) => adaptivePool(node, x.shape.length - dimensions, given, (part, axis) => op.reduce('max', part, [axis])),
    x,
  );
}

/** Means in windows that share out the three dimensions of a volume. */
export function adaptiveAvgPool3d(x: Tensor, output: Value): Tensor {
  const given = sequenceItems(output) ?? [output, output, output];
  const mean = (part: Node, axis: number): Node =>
    op.div(op.reduce('sum', part, [axis]), op.full([], part.shape[axis]!, 'float32'));
  const whole = given.every((size) => size === 1);
  return apply(
    whole ? 'Mean#1' : 'AdaptiveAvgPool3D',
    (node) => adaptivePool(node, x.shape.length - 3, given, mean),
    x,
  );
}

/** [n, c r r, h, w] to [n, c, h r, w r], or back. */
export function pixelShuffle(x: Tensor, factor: Value, back: boolean): Tensor {
  const r = toInt(factor, 'upscale_factor');
  const lead = x.shape.slice(0, -3);
  const [c, h, w] = x.shape.slice(-3) as [number, number, number];
  const k = lead.length;
  const keep = lead.map((_, i) => i);
  if (back) {
    const wrong = h % r !== 0 ? -2 : w % r !== 0 ? -1 : null;
    if (wrong !== null) {
      throw exc.RuntimeError(
        `pixel_unshuffle expects ${wrong === -2 ? 'height' : 'width'} to be divisible by downscale_factor, but input.size(${wrong})=${wrong === -2 ? h : w} is not divisible by ${r}`,
      );
    }
    return apply('PixelUnshuffle', (node) => {
      const parts = op.reshape(node, [...lead, c, h / r, r, w / r, r]);
      return op.reshape(op.permute(parts, [...keep, k, k + 2, k + 4, k + 1, k + 3]), [...lead, c * r * r, h / r, w / r]);
    }, x); // prettier-ignore
  }
  if (c % (r * r) !== 0) {
    throw exc.RuntimeError(
      `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${c} is not divisible by ${r * r}`,
    );
  }
  return apply('PixelShuffle', (node) => {
    const parts = op.reshape(node, [...lead, c / (r * r), r, r, h, w]);
    return op.reshape(op.permute(parts, [...keep, k, k + 3, k + 1, k + 4, k + 2]), [...lead, c / (r * r), h * r, w * r]);
  }, x); // prettier-ignore
}

/** `nn.functional.pad`: sizes from the last dimension on, two for each. */
export function padded(x: Tensor, sizes: readonly number[], mode: Value, value: number): Tensor {
  if (sizes.length % 2 !== 0) throw exc.RuntimeError('Padding length must be divisible by 2');
  if (sizes.length > 2 * x.shape.length) throw exc.RuntimeError('Padding length too large');
  const around = (i: number, side: 0 | 1) => sizes[2 * (x.shape.length - 1 - i) + side] ?? 0;
  const [before, after] = [x.shape.map((_, i) => around(i, 0)), x.shape.map((_, i) => around(i, 1))];
  if (mode === 'constant') {
    const cut = (n: number) => Math.max(0, -n);
    x.shape.forEach((n, i) => {
      const outside = [cut(before[i]!), cut(after[i]!)].find((less) => less > n);
      if (outside === undefined) return;
      throw exc.IndexError(`Dimension out of range (expected to be in range of [${-n}, ${n - 1}], but got ${outside})`);
    });
    return apply('ConstantPadNd', (node) => {
      const kept = node.shape.map((n, i) => n - cut(before[i]!) - cut(after[i]!));
      const inner = op.slice(node, before.map(cut), kept, kept.map(() => 1));
      return op.pad(inner, before.map((n) => Math.max(0, n)), after.map((n) => Math.max(0, n)), value);
    }, x); // prettier-ignore
  }
  if (sizes.length / 2 > 3 || ![1, 2].includes(x.shape.length - sizes.length / 2)) {
    throw exc.NotImplementedError('Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now');
  }
  if (mode !== 'reflect' && mode !== 'replicate' && mode !== 'circular') {
    throw exc.NotImplementedError('pad runs here with mode "constant", "reflect", "replicate" and "circular"');
  }
  const name = { reflect: 'ReflectionPad', replicate: 'ReplicationPad', circular: 'Copy' }[mode];
  return apply(`${name}${mode === 'circular' ? 'Slices' : `${sizes.length / 2}D`}`, (node) =>
    node.shape.reduce((image, n, axis) => {
      const [front, behind] = [before[axis]!, after[axis]!];
      if (front === 0 && behind === 0) return image;
      if (mode === 'reflect' && Math.max(front, behind) >= n) {
        throw exc.RuntimeError(
          `Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${front}, ${behind}) at dimension ${axis} of input [${x.shape.join(', ')}]`,
        );
      }
      const at = Array.from({ length: front + n + behind }, (_, j) => {
        const i = j - front;
        if (mode === 'circular') return ((i % n) + n) % n;
        if (mode === 'replicate') return Math.min(Math.max(i, 0), n - 1);
        return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
      });
      return op.indexSelect(image, axis, indexNode(at));
    }, node), x); // prettier-ignore
}
