/** `nn.functional.interpolate`: lines, images and volumes in other sizes, as products with matrices of shares along each dimension. */
import { exc, PyTuple, toFloat, toInt, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, wording } from '../arguments.ts';
import { apply, named, type Tensor } from '../tensor.ts';
import { adaptiveAvgPool2d } from './pooling.ts';
import { floatsOnly } from './dtype-refusals.ts';

/** One dimension: its size before and after, and how many places before make one after. */
interface Side {
  readonly size: number;
  readonly out: number;
  readonly scale: number;
}

/** Which places a new one is made of, and the share of each. */
type Shares = (side: Side, at: number, alignCorners: boolean) => readonly (readonly [place: number, share: number])[];

/** Where a new place lies among the old ones. */
const position = ({ size, out, scale }: Side, at: number, alignCorners: boolean): number => {
  if (alignCorners) return out > 1 ? (at * (size - 1)) / (out - 1) : 0;
  return (at + 0.5) * scale - 0.5;
};

const linear: Shares = (side, at, alignCorners) => {
  const place = Math.max(0, position(side, at, alignCorners));
  const low = Math.min(Math.floor(place), side.size - 1);
  const share = low < side.size - 1 ? place - low : 0;
  return share > 0 ? [[low, 1 - share], [low + 1, share]] : [[low, 1]]; // prettier-ignore
};

/** Keys' convolution with the constant that PyTorch takes. */
const CUBIC = -0.75;
const nearCubic = (x: number): number => ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
const farCubic = (x: number): number => ((CUBIC * x - 5 * CUBIC) * x + 8 * CUBIC) * x - 4 * CUBIC;

const cubic: Shares = (side, at, alignCorners) => {
  const place = position(side, at, alignCorners);
  const low = Math.floor(place);
  const t = place - low;
  const weights = [farCubic(t + 1), nearCubic(t), nearCubic(1 - t), farCubic(2 - t)];
  return weights.map((weight, i) => [Math.min(Math.max(low - 1 + i, 0), side.size - 1), weight]);
};

/** The shares of one dimension as a matrix [out, size]. */
function sharing(side: Side, shares: Shares, alignCorners: boolean): Node {
  const matrix = new Float32Array(side.out * side.size);
  for (let i = 0; i < side.out; i++) {
    for (const [place, share] of shares(side, i, alignCorners)) matrix[i * side.size + place]! += share;
  }
  return dataNode(matrix, [side.out, side.size], 'float32');
}

/** The product of a matrix with each line of `x` along `axis`. */
function along(x: Node, axis: number, matrix: Node): Node {
  const last = x.shape.length - 1;
  if (axis === last) return op.matmul(x, op.transpose(matrix));
  if (axis === last - 1) return op.matmul(matrix, x);
  const swap = x.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
  return op.permute(op.matmul(op.permute(x, swap), op.transpose(matrix)), swap);
}

const nearest = (x: Node, axis: number, { size, out, scale }: Side, offset: number): Node => {
  const at = Array.from({ length: out }, (_, i) => Math.min(Math.floor((i + offset) * Math.fround(scale)), size - 1));
  return op.indexSelect(x, axis, dataNode(Int32Array.from(at), [out], 'int64'));
};

/** The modes of shares, with the number of dimensions they are for. */
const BY_SHARES: Readonly<Record<string, { readonly rank: number; readonly name: string; readonly shares: Shares }>> = {
  linear: { rank: 1, name: 'UpsampleLinear1D', shares: linear },
  bilinear: { rank: 2, name: 'UpsampleBilinear2D', shares: linear },
  trilinear: { rank: 3, name: 'UpsampleTrilinear3D', shares: linear },
  bicubic: { rank: 2, name: 'UpsampleBicubic2D', shares: cubic },
};

/** Means over windows that share out the places, as adaptive pooling has them. */
function area(x: Tensor, sides: readonly Side[]): Tensor {
  if (sides.length > 2) throw exc.NotImplementedError('interpolate with mode "area" runs here on lines and images');
  const outs = sides.map(({ out }) => out);
  const constant = (values: number[], shape: number[]): Node => dataNode(Float32Array.from(values), shape, 'float32');
  if (sides.length === 2) return adaptiveAvgPool2d(x, new PyTuple(outs), constant);
  const image = apply('Unsqueeze', (node) => op.reshape(node, [...node.shape.slice(0, 2), 1, node.shape[2]!]), x);
  const pooled = adaptiveAvgPool2d(image, new PyTuple([1, ...outs]), constant);
  return apply('Squeeze#1', (node) => op.reshape(node, [...node.shape.slice(0, 2), outs[0]!]), pooled);
}

function sidesOf(x: Tensor, size: Value, factor: Value): Side[] {
  if (size === null && factor === null) throw exc.ValueError('either size or scale_factor should be defined');
  if (size !== null && factor !== null) throw exc.ValueError('only one of size or scale_factor should be defined');
  const spatial = x.shape.slice(2);
  const what = size === null ? 'scale_factor' : 'size';
  const given = sequenceItems(size ?? factor) ?? spatial.map(() => size ?? factor);
  if (given.length !== spatial.length) {
    throw exc.ValueError(
      `${what} shape must match input spatial shape. Input is ${spatial.length}D, ${what} is ${given.length}`,
    );
  }
  return spatial.map((n, i) => {
    if (size !== null) {
      const out = toInt(given[i]!, 'size');
      return { size: n, out, scale: n / out };
    }
    const by = toFloat(given[i]!, 'scale_factor');
    return { size: n, out: Math.floor(n * by), scale: 1 / by };
  });
}

/** `nn.functional.interpolate` for [n, c, …] with one to three more dimensions. Raises ValueError and NotImplementedError. */
export function interpolate(x: Tensor, size: Value, factor: Value, given: Value, alignCorners: Value): Tensor {
  const mode = wording(given);
  if (x.shape.length < 3 || x.shape.length > 5) {
    throw exc.NotImplementedError(
      `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${x.shape.length}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got ${mode})`,
    );
  }
  const byShares = BY_SHARES[mode];
  if (byShares === undefined && alignCorners !== null) {
    throw exc.ValueError(
      'align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear',
    );
  }
  const sides = sidesOf(x, size, factor);
  const rank = sides.length;
  // Bytes have a kernel for the nearest pixel.
  if (mode !== 'area' && !(mode.startsWith('nearest') && x.dtype === 'uint8'))
    floatsOnly(x, mode === 'bicubic' ? 'compute_indices_weights_cubic' : `upsample_${mode}${rank}d_channels_last`);
  if (mode === 'nearest' || mode === 'nearest-exact') {
    const offset = mode === 'nearest' ? 0 : 0.5;
    const made = apply('Upsample', (node) => sides.reduce((image, side, i) => nearest(image, i + 2, side, offset), node), x); // prettier-ignore
    return named(made, `UpsampleNearest${offset > 0 ? 'Exact' : ''}${rank}D#1`, [x]);
  }
  if (mode === 'area') return area(x, sides);
  if (byShares?.rank !== rank) {
    throw exc.NotImplementedError(
      byShares === undefined
        ? `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank + 2}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got ${mode})`
        : `Got ${rank + 2}D input, but ${mode} mode needs ${byShares.rank + 2}D input`,
    );
  }
  const matrices = sides.map((side) => sharing(side, byShares.shares, alignCorners === true));
  return apply(
    `${byShares.name}#1`,
    (node) => matrices.reduce((image, matrix, i) => along(image, i + 2, matrix), node),
    x,
  );
}
