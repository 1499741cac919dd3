/** Images in other sizes: nearest and bilinear interpolation, adaptive pooling, shuffled pixels, mirrored borders. */
import { exc, toFloat, toInt, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, wording } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';

const indexNode = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Weights of the two neighbours of each output place, as a matrix [out, size]. `scale` is input places for each output one. */
function bilinearMatrix(size: number, out: number, scale: number, alignCorners: boolean): Node {
  const matrix = new Float32Array(out * size);
  for (let i = 0; i < out; i++) {
    const at = alignCorners ? (out > 1 ? (i * (size - 1)) / (out - 1) : 0) : Math.max(0, (i + 0.5) * scale - 0.5);
    const low = Math.min(Math.floor(at), size - 1);
    const share = low < size - 1 ? at - low : 0;
    matrix[i * size + low]! += 1 - share;
    if (share > 0) matrix[i * size + low + 1]! += share;
  }
  return dataNode(matrix, [out, size], 'float32');
}

/** `nn.functional.interpolate` for [n, c, w] and [n, c, h, w]. Raises ValueError and NotImplementedError. */
export function interpolate(x: Tensor, size: Value, factor: Value, mode: Value, alignCorners: Value): Tensor {
  const spatial = x.shape.slice(2);
  if (x.shape.length < 3 || x.shape.length > 5) {
    throw exc.NotImplementedError(
      `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${x.shape.length}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got ${wording(mode)})`,
    );
  }
  if (size === null && factor === null) throw exc.ValueError('either size or scale_factor should be defined');
  if (size !== null && factor !== null) throw exc.ValueError('only one of size or scale_factor should be defined');
  const sizes = size === null ? null : (sequenceItems(size) ?? spatial.map(() => size)).map((n) => toInt(n, 'size'));
  const factors = factor === null ? null : (sequenceItems(factor) ?? spatial.map(() => factor)).map((f) => toFloat(f, 'scale_factor')); // prettier-ignore
  const outs = spatial.map((n, i) => sizes?.[i] ?? Math.floor(n * factors![i]!));
  const scales = spatial.map((n, i) => (factors ? 1 / factors[i]! : n / outs[i]!));
  if (mode === 'nearest') {
    const name = `UpsampleNearest${spatial.length}D`;
    return apply(name, (node) =>
      outs.reduce((image, out, i) => {
        const n = spatial[i]!;
        const at = Array.from({ length: out }, (_, j) => Math.min(Math.floor(j * Math.fround(scales[i]!)), n - 1));
        return op.indexSelect(image, i + 2, indexNode(at));
      }, node), x); // prettier-ignore
  }
  if (mode === 'bilinear' && spatial.length === 2) {
    const matrices = outs.map((out, i) => bilinearMatrix(spatial[i]!, out, scales[i]!, alignCorners === true));
    const [rows, columns] = matrices as [Node, Node];
    return apply('UpsampleBilinear2D', (node) => op.matmul(op.matmul(rows, node), op.transpose(columns)), x);
  }
  if (mode === 'linear' && spatial.length === 1) {
    const columns = bilinearMatrix(spatial[0]!, outs[0]!, scales[0]!, alignCorners === true);
    return apply('UpsampleLinear1D', (node) => op.matmul(node, op.transpose(columns)), x);
  }
  throw exc.NotImplementedError('interpolate runs here with mode "nearest", "linear" and "bilinear"');
}

/** Where the windows of adaptive pooling begin and end. */
const windows = (size: number, out: number): { start: number; end: number }[] =>
  Array.from({ length: out }, (_, i) => ({ start: Math.floor((i * size) / out), end: Math.ceil(((i + 1) * size) / out) })); // prettier-ignore

/** Largest values in windows that share out the last `outs.length` dimensions; None keeps a size. */
export function adaptiveMaxPool(x: Tensor, output: Value, dimensions: 1 | 2): Tensor {
  const given = sequenceItems(output) ?? Array.from({ length: dimensions }, () => output);
  const first = x.shape.length - dimensions;
  return apply(`AdaptiveMaxPool${dimensions}D`, (node) =>
    given.reduce<Node>((image, value, i) => {
      const axis = first + i;
      const size = image.shape[axis]!;
      if (value === null) return image;
      const parts = windows(size, toInt(value, 'output_size')).map(({ start, end }) => {
        const starts = image.shape.map((_, j) => (j === axis ? start : 0));
        const part = op.slice(image, starts, image.shape.with(axis, end - start), image.shape.map(() => 1));
        return op.keepAxes(op.reduce('max', part, [axis]), part.shape, [axis]);
      });
      return op.concat(parts, axis);
    }, node), x); // prettier-ignore
}

/** [n, c r r, h, w] to [n, c, h r, w r], or back. */
export function pixelShuffle(x: Tensor, factor: Value, back: boolean): Tensor {
  const r = toInt(factor, 'upscale_factor');
  const lead = x.shape.slice(0, -3);
  const [c, h, w] = x.shape.slice(-3) as [number, number, number];
  const k = lead.length;
  const keep = lead.map((_, i) => i);
  if (back) {
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
  if (sizes.length > 2 * x.shape.length)
    throw exc.RuntimeError(
      `Length of pad should be no more than twice the number of dimensions of the input. Pad length is ${sizes.length} while the input has ${x.shape.length} dimensions.`,
    );
  const around = (i: number, side: 0 | 1) => sizes[2 * (x.shape.length - 1 - i) + side] ?? 0;
  const [before, after] = [x.shape.map((_, i) => around(i, 0)), x.shape.map((_, i) => around(i, 1))];
  if (mode === 'constant') {
    const cut = (n: number) => Math.max(0, -n);
    return apply('ConstantPadNd', (node) => {
      const kept = node.shape.map((n, i) => n - cut(before[i]!) - cut(after[i]!));
      const inner = op.slice(node, before.map(cut), kept, kept.map(() => 1));
      return op.pad(inner, before.map((n) => Math.max(0, n)), after.map((n) => Math.max(0, n)), value);
    }, x); // prettier-ignore
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
