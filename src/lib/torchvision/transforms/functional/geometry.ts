/** Which pixels go where: `torchvision.transforms.functional` for images and tensors. */
import { cos, sin, tan } from '../../../libm/elementary.ts';
import { exc } from '../../../python/bind.ts';
import { affine as affineImage, type Affine } from '../../pil/geometry.ts';
import { bordered, cropped, padded, paddedIndices, type PaddingMode } from '../../pil/crop.ts';
import type { Resampling } from '../../pil/filters.ts';
import { Image, type Color } from '../../pil/image.ts';
import { resized } from '../../pil/resample.ts';
import { rotated } from '../../pil/rotate.ts';
import { transposed } from '../../pil/transpose.ts';
import { roundHalfEven } from '../../rounding.ts';
import { dimensionsOf, type Picture } from '../picture.ts';
import { selected, span } from '../planes.ts';
import { affineGrid, gridSampled, turnedSize } from './grid.ts';
import { resizedPlanes } from './interpolate.ts';

export function hflip(picture: Picture): Picture {
  if (picture instanceof Image) return transposed(picture, 'FLIP_LEFT_RIGHT');
  const { height, width } = dimensionsOf(picture);
  return selected(picture, span(0, height, height), span(width - 1, width, width, -1));
}

export function vflip(picture: Picture): Picture {
  if (picture instanceof Image) return transposed(picture, 'FLIP_TOP_BOTTOM');
  const { height, width } = dimensionsOf(picture);
  return selected(picture, span(height - 1, height, height, -1), span(0, width, width));
}

/** The rectangle from row `top` and column `left`; zeros where it goes past the picture. */
export function crop(picture: Picture, top: number, left: number, height: number, width: number): Picture {
  if (picture instanceof Image) {
    if (width < 0) throw exc.ValueError("Coordinate 'right' is less than 'left'");
    if (height < 0) throw exc.ValueError("Coordinate 'lower' is less than 'upper'");
    return cropped(picture, left, top, width, height);
  }
  const { height: rows, width: columns } = dimensionsOf(picture);
  return selected(picture, span(top, Math.max(height, 0), rows), span(left, Math.max(width, 0), columns));
}

/** The middle, after a border of zeros where the picture is too small. */
export function centerCrop(picture: Picture, cropHeight: number, cropWidth: number): Picture {
  let padding = picture;
  const { height, width } = dimensionsOf(picture);
  if (cropWidth > width || cropHeight > height) {
    const [dx, dy] = [Math.max(cropWidth - width, 0), Math.max(cropHeight - height, 0)];
    const border = { left: dx >> 1, top: dy >> 1, right: (dx + 1) >> 1, bottom: (dy + 1) >> 1 };
    padding = pad(picture, border, 'constant', [0]);
    if (dimensionsOf(padding).width === cropWidth && dimensionsOf(padding).height === cropHeight) return padding;
  }
  const { height: rows, width: columns } = dimensionsOf(padding);
  return crop(
    padding,
    roundHalfEven((rows - cropHeight) / 2),
    roundHalfEven((columns - cropWidth) / 2),
    cropHeight,
    cropWidth,
  );
}

/** Pixels to add on each side. Negative numbers cut off. */
export interface Border {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A border of one colour (`constant`), or of the picture's own pixels. */
export function pad(picture: Picture, border: Border, mode: 'constant' | PaddingMode, fill: Color): Picture {
  const { left, top, right, bottom } = border;
  const { height, width } = dimensionsOf(picture);
  if (mode === 'constant') {
    if (picture instanceof Image) {
      const color = fill.length === picture.channels ? fill : new Array<number>(picture.channels).fill(fill[0] ?? 0);
      return bordered(picture, left, top, right, bottom, color);
    }
    return selected(
      picture,
      span(-top, height + top + bottom, height),
      span(-left, width + left + right, width),
      fill[0],
    );
  }
  if (Math.min(left, top, right, bottom) < 0) {
    const inner = {
      left: Math.min(left, 0),
      top: Math.min(top, 0),
      right: Math.min(right, 0),
      bottom: Math.min(bottom, 0),
    };
    const outer = {
      left: Math.max(left, 0),
      top: Math.max(top, 0),
      right: Math.max(right, 0),
      bottom: Math.max(bottom, 0),
    };
    const less = crop(
      picture,
      -inner.top,
      -inner.left,
      height + inner.top + inner.bottom,
      width + inner.left + inner.right,
    );
    return pad(less, outer, mode, fill);
  }
  if (picture instanceof Image) return padded(picture, left, top, right, bottom, mode);
  if (mode === 'reflect' && (Math.max(left, right) >= width || Math.max(top, bottom) >= height)) {
    throw exc.RuntimeError(
      `Padding size should be less than the corresponding input dimension, but got: padding (${left}, ${right}) at dimension ${picture.shape.length} of input [${picture.shape.join(', ')}]`,
    );
  }
  return selected(picture, paddedIndices(height, top, bottom, mode), paddedIndices(width, left, right, mode));
}

/** At another size, antialiased for images. `size`: height and width, or the shorter side alone. */
export function resize(
  picture: Picture,
  size: readonly number[],
  filter: Resampling,
  maxSize: number | null = null,
  antialias = false,
  contiguous = true,
): Picture {
  const { height, width } = dimensionsOf(picture);
  const [newHeight, newWidth] =
    size.length === 2 ? (size as [number, number]) : fittingSize(height, width, size[0]!, maxSize);
  if (newHeight <= 0 || newWidth <= 0) throw exc.ValueError('height and width must be > 0');
  if (newHeight === height && newWidth === width) return picture;
  return picture instanceof Image
    ? resized(picture, newWidth, newHeight, filter)
    : resizedPlanes(picture, newHeight, newWidth, filter, antialias, contiguous);
}

/** `resize` after `crop`. */
export function resizedCrop(
  picture: Picture,
  [top, left, height, width]: readonly [top: number, left: number, height: number, width: number],
  size: readonly number[],
  filter: Resampling,
  antialias = false,
): Picture {
  const part = crop(picture, top, left, height, width);
  return resize(part, size, filter, null, antialias, width >= dimensionsOf(picture).width);
}

/** The shorter side becomes `short`; the longer one in proportion, and no more than `maxSize`. */
function fittingSize(height: number, width: number, short: number, maxSize: number | null): [number, number] {
  let newShort = short;
  let newLong = Math.trunc((short * Math.max(height, width)) / Math.min(height, width));
  if (maxSize !== null) {
    if (maxSize <= short) {
      throw exc.ValueError(
        `max_size = ${maxSize} must be strictly greater than the requested size for the smaller edge size = [${short}]`,
      );
    }
    if (newLong > maxSize) [newShort, newLong] = [Math.trunc((maxSize * newShort) / newLong), maxSize];
  }
  return width <= height ? [newLong, newShort] : [newShort, newLong];
}

/** Counter-clockwise by `angle` degrees, about `center` (x, y) or the middle. */
export function rotate(
  picture: Picture,
  angle: number,
  filter: Resampling,
  expand: boolean,
  center: readonly [number, number] | null,
  fill: Color | null,
): Picture {
  if (picture instanceof Image) return rotated(picture, angle, geometric(filter), expand, center, fill ?? [0]);
  const { width, height } = dimensionsOf(picture);
  const map = inverseAffine(fromMiddle(center, width, height), -angle, [0, 0], 1, [0, 0]);
  const [newWidth, newHeight] = expand ? turnedSize(map, width, height) : [width, height];
  return gridSampled(picture, affineGrid(picture, map, newWidth, newHeight), filter, fill);
}

/** Turned (clockwise), moved, scaled and sheared, in degrees and pixels. */
export function affine(
  picture: Picture,
  angle: number,
  translate: readonly [number, number],
  scale: number,
  shear: readonly [number, number],
  filter: Resampling,
  fill: Color | null,
  center: readonly [number, number] | null,
): Picture {
  const { width, height } = dimensionsOf(picture);
  if (!(picture instanceof Image)) {
    const map = inverseAffine(fromMiddle(center, width, height), angle, translate, scale, shear);
    return gridSampled(picture, affineGrid(picture, map, width, height), filter, fill);
  }
  const map = inverseAffine(center ?? [width * 0.5, height * 0.5], angle, translate, scale, shear);
  return affineImage(picture, width, height, map, geometric(filter), fill ?? [0]);
}

/** A centre as torchvision counts it for tensors, from the middle. */
const fromMiddle = (
  center: readonly [number, number] | null,
  width: number,
  height: number,
): readonly [number, number] => (center === null ? [0, 0] : [center[0] - width * 0.5, center[1] - height * 0.5]);

/** The filters that PIL has for turning. */
export function geometric(filter: Resampling): Resampling {
  if (filter === 'nearest' || filter === 'bilinear' || filter === 'bicubic') return filter;
  const name = filter[0]!.toUpperCase() + filter.slice(1);
  throw exc.ValueError(
    `Image.Resampling.${name.toUpperCase()} (${{ lanczos: 1, box: 4, hamming: 5 }[filter]}) cannot be used. Use Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2) or Image.Resampling.BICUBIC (3)`,
  );
}

const radians = (degrees: number): number => degrees * (Math.PI / 180);

/** From a place in the result to one in the source: torchvision's `_get_inverse_affine_matrix`. */
function inverseAffine(
  [cx, cy]: readonly [number, number],
  angle: number,
  [tx, ty]: readonly [number, number],
  scale: number,
  shear: readonly [number, number],
): Affine {
  const turn = radians(angle);
  const [sx, sy] = [radians(shear[0]), radians(shear[1])];
  const a = cos(turn - sy) / cos(sy);
  const b = (-cos(turn - sy) * tan(sx)) / cos(sy) - sin(turn);
  const c = sin(turn - sy) / cos(sy);
  const d = (-sin(turn - sy) * tan(sx)) / cos(sy) + cos(turn);
  const [m0, m1, m3, m4] = [d / scale, -b / scale, -c / scale, a / scale];
  return [m0, m1, m0 * (-cx - tx) + m1 * (-cy - ty) + cx, m3, m4, m3 * (-cx - tx) + m4 * (-cy - ty) + cy];
}
