/** Values of an image between its pixels: `nn.functional.grid_sample` and `affine_grid`. */
import { exc, toInt, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, wording } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { sameScalarType } from './dtype-refusals.ts';

const atMost = (x: Node, most: number): Node => op.binary('minimum', x, op.number(most));
const within = (x: Node, size: number): Node => atMost(op.binary('maximum', x, op.number(0)), size - 1);

/** From -1 … 1 across a side to places of its pixels. */
const placeOf = (x: Node, size: number, alignCorners: boolean): Node => {
  const from = op.add(x, op.number(1));
  return alignCorners
    ? op.mul(from, op.number((size - 1) / 2))
    : op.div(op.sub(op.mul(from, op.number(size)), op.number(1)), op.number(2));
};

/** Places outside are mirrored at the borders until they are inside. */
function reflected(x: Node, size: number, alignCorners: boolean): Node {
  const low = alignCorners ? 0 : -0.5;
  const span = alignCorners ? size - 1 : size;
  if (span === 0) return op.mul(x, op.number(0));
  const far = op.unary('abs', op.sub(x, op.number(low)));
  const extra = op.binary('remainder', far, op.number(span));
  const turns = op.binary('remainder', op.unary('floor', op.div(far, op.number(span))), op.number(2));
  const back = op.where(op.binary('equal', turns, op.number(0)), extra, op.sub(op.number(span), extra));
  return within(op.add(back, op.number(low)), size);
}

/** Pixels of `image` [n, c, h w] at whole places [n, points], zeros where `inside` is false. */
function pixels(image: Node, x: Node, y: Node, height: number, width: number): Node {
  const [n, c] = image.shape as [number, number, number];
  const points = x.shape[1]!;
  const flat = op.add(op.mul(within(y, height), op.number(width)), within(x, width));
  const at = op.expand(op.reshape(op.cast(flat, 'int64'), [n, 1, points]), [n, c, points]);
  const inside = [op.binary('greaterEqual', x, op.number(0)), op.binary('less', x, op.number(width)), op.binary('greaterEqual', y, op.number(0)), op.binary('less', y, op.number(height))]
    .reduce((a, b) => op.binary('and', a, b)); // prettier-ignore
  const found = op.gather(image, 2, op.detach(at));
  return op.where(op.reshape(inside, [n, 1, points]), found, op.full(found.shape, 0, found.dtype));
}

function gridSample(image: Tensor, grid: Tensor, mode: Value, padding: Value, align: Value): Tensor {
  if (image.shape.length !== 4 || grid.shape.length !== 4) {
    throw exc.NotImplementedError('grid_sample runs here on images, [n, c, h, w], with grids [n, h, w, 2]');
  }
  if (mode !== 'bilinear' && mode !== 'nearest') {
    throw exc.NotImplementedError(`grid_sample runs here with mode 'bilinear' and 'nearest', not '${wording(mode)}'`);
  }
  sameScalarType(image, grid);
  const alignCorners = align === true;
  const [n, c, height, width] = image.shape as [number, number, number, number];
  const [rows, columns] = grid.shape.slice(1, 3) as [number, number];
  return apply('GridSampler2D', (node, points) => {
    const flat = op.reshape(node, [n, c, height * width]);
    const side = (i: 0 | 1): Node => {
      const size = [width, height][i]!;
      const part = op.slice(points, [0, 0, 0, i], [n, rows, columns, 1], [1, 1, 1, 1]);
      const place = placeOf(op.reshape(part, [n, rows * columns]), size, alignCorners);
      if (padding === 'border') return within(place, size);
      return padding === 'reflection' ? reflected(place, size, alignCorners) : place;
    };
    const [x, y] = [side(0), side(1)];
    const shape = [n, c, rows, columns];
    if (mode === 'nearest') {
      return op.reshape(pixels(flat, op.unary('round', x), op.unary('round', y), height, width), shape);
    }
    const [left, top] = [op.unary('floor', x), op.unary('floor', y)];
    const [right, bottom] = [op.add(left, op.number(1)), op.add(top, op.number(1))];
    const corner = (px: Node, py: Node, wx: Node, wy: Node): Node =>
      op.mul(pixels(flat, px, py, height, width), op.reshape(op.mul(wx, wy), [n, 1, rows * columns]));
    const sum = [
      corner(left, top, op.sub(right, x), op.sub(bottom, y)),
      corner(right, top, op.sub(x, left), op.sub(bottom, y)),
      corner(left, bottom, op.sub(right, x), op.sub(y, top)),
      corner(right, bottom, op.sub(x, left), op.sub(y, top)),
    ].reduce(op.add);
    return op.reshape(sum, shape);
  }, image, grid); // prettier-ignore
}

/** Points -1 … 1 across a side: of the outermost pixels' centres, or of their outer edges. */
function across(size: number, alignCorners: boolean): number[] {
  const shrink = alignCorners || size === 0 ? 1 : (size - 1) / size;
  return Array.from({ length: size }, (_, i) => (size === 1 ? 0 : ((2 * i) / (size - 1) - 1) * shrink));
}

function affineGrid(theta: Tensor, size: Value, align: Value): Tensor {
  const sizes = (sequenceItems(size) ?? []).map((n) => toInt(n, 'size'));
  if (sizes.length !== 4) throw exc.NotImplementedError('affine_grid runs here for images, with four sizes');
  const [n, , height, width] = sizes as [number, number, number, number];
  const [xs, ys] = [across(width, align === true), across(height, align === true)];
  const base = Float32Array.from(ys.flatMap((y) => xs.flatMap((x) => [x, y, 1])));
  return apply('AffineGridGenerator', (matrices) => {
    const points = dataNode(base, [1, height * width, 3], 'float32');
    return op.reshape(op.matmul(points, op.transpose(matrices)), [n, height, width, 2]);
  }, theta); // prettier-ignore
}

export const gridFunctions: Functions = {
  "grid_sample(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None)": gridSample,
  'affine_grid(theta, size, align_corners=None)': affineGrid,
};
