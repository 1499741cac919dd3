/** The operations that automatic augmentation chooses among, each with a range of magnitudes. */
import { atan } from '../../../libm/elementary.ts';
import { float } from '../../../python/bind.ts';
import { spaced } from '../../../torch/ops/creation.ts';
import type { Resampling } from '../../pil/filters.ts';
import type { Color } from '../../pil/image.ts';
import { roundHalfEven } from '../../rounding.ts';
import * as color from '../functional/color.ts';
import * as geometry from '../functional/geometry.ts';
import type { Picture } from '../picture.ts';

export type OperationName =
  | 'Identity' | 'ShearX' | 'ShearY' | 'TranslateX' | 'TranslateY' | 'Rotate' | 'Brightness' | 'Color' | 'Contrast' | 'Sharpness'
  | 'Posterize' | 'Solarize' | 'AutoContrast' | 'Equalize' | 'Invert'; // prettier-ignore

/** Magnitudes of an operation, null for one that has none, and whether the sign is drawn too. */
export interface Range {
  readonly magnitudes: ArrayLike<number> | null;
  readonly signed: boolean;
}

const f = Math.fround;

const upTo = (most: number, bins: number): Range => ({ magnitudes: spaced(float(0), float(most), bins), signed: true });
const NONE: Range = { magnitudes: null, signed: false };

/** Bits kept: from 8 down to `8 - fewest`. */
const bits = (bins: number, fewest: number): Range => {
  const step = Math.fround((bins - 1) / fewest);
  const magnitudes = Array.from({ length: bins }, (_, i) => 8 - roundHalfEven(Math.fround(i / step)));
  return { magnitudes, signed: false };
};

/** How far each kind of operation goes. */
interface Reach {
  readonly shear: number;
  readonly across: number;
  readonly down: number;
  readonly turn: number;
  readonly strength: number;
  readonly bits: number;
}

/** The operations in torchvision's order, by which they are drawn. */
export function operations(bins: number, reach: Reach): Map<OperationName, Range> {
  const strength = upTo(reach.strength, bins);
  return new Map<OperationName, Range>([
    ['Identity', NONE],
    ['ShearX', upTo(reach.shear, bins)],
    ['ShearY', upTo(reach.shear, bins)],
    ['TranslateX', upTo(reach.across, bins)],
    ['TranslateY', upTo(reach.down, bins)],
    ['Rotate', upTo(reach.turn, bins)],
    ['Brightness', strength],
    ['Color', strength],
    ['Contrast', strength],
    ['Sharpness', strength],
    ['Posterize', bits(bins, reach.bits)],
    ['Solarize', { magnitudes: spaced(float(255), float(0), bins), signed: false }],
    ['AutoContrast', NONE],
    ['Equalize', NONE],
  ]);
}

/** AugMix's operations in torchvision's order; `all`: those of brightness and colour too. */
export function mixed(bins: number, width: number, height: number, all: boolean): Map<OperationName, Range> {
  const step = f((bins - 1) / 4);
  const posterize = Array.from({ length: bins }, (_, i) => 4 - roundHalfEven(f(i / step)));
  const ranges = new Map<OperationName, Range>([
    ['ShearX', upTo(0.3, bins)],
    ['ShearY', upTo(0.3, bins)],
    ['TranslateX', upTo(width / 3, bins)],
    ['TranslateY', upTo(height / 3, bins)],
    ['Rotate', upTo(30, bins)],
    ['Posterize', { magnitudes: posterize, signed: false }],
    ['Solarize', { magnitudes: spaced(float(255), float(0), bins), signed: false }],
    ['AutoContrast', NONE],
    ['Equalize', NONE],
  ]);
  if (all)
    for (const name of ['Brightness', 'Color', 'Contrast', 'Sharpness'] as const) ranges.set(name, upTo(0.9, bins));
  return ranges;
}

/** What AutoAugment and RandAugment allow for an image of a size. */
export const moderate = (width: number, height: number): Reach => ({
  shear: 0.3,
  across: (150 / 331) * width,
  down: (150 / 331) * height,
  turn: 30,
  strength: 0.9,
  bits: 4,
});

/** What TrivialAugmentWide allows. */
export const WIDE: Reach = { shear: 0.99, across: 32, down: 32, turn: 135, strength: 0.99, bits: 6 };

const degrees = (radians: number): number => radians * (180 / Math.PI);

/** Carries out an operation. A shear's magnitude is a slope, a translation's a number of pixels. */
export function operated(
  picture: Picture,
  name: OperationName,
  magnitude: number,
  filter: Resampling,
  fill: Color | null,
): Picture {
  const sheared = (shear: [number, number]) => geometry.affine(picture, 0, [0, 0], 1, shear, filter, fill, [0, 0]);
  const moved = (by: [number, number]) => geometry.affine(picture, 0, by, 1, [0, 0], filter, fill, null);
  switch (name) {
    case 'Identity':
      return picture;
    case 'ShearX':
      return sheared([degrees(atan(magnitude)), 0]);
    case 'ShearY':
      return sheared([0, degrees(atan(magnitude))]);
    case 'TranslateX':
      return moved([Math.trunc(magnitude), 0]);
    case 'TranslateY':
      return moved([0, Math.trunc(magnitude)]);
    case 'Rotate':
      return geometry.rotate(picture, magnitude, filter, false, null, fill);
    case 'Brightness':
      return color.adjustBrightness(picture, 1 + magnitude);
    case 'Color':
      return color.adjustSaturation(picture, 1 + magnitude);
    case 'Contrast':
      return color.adjustContrast(picture, 1 + magnitude);
    case 'Sharpness':
      return color.adjustSharpness(picture, 1 + magnitude);
    case 'Posterize':
      return color.posterize(picture, Math.trunc(magnitude));
    case 'Solarize':
      return color.solarize(picture, magnitude);
    case 'AutoContrast':
      return color.autocontrast(picture);
    case 'Equalize':
      return color.equalize(picture);
    case 'Invert':
      return color.invert(picture);
  }
}
