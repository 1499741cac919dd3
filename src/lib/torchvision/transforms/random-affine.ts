/** RandomRotation and RandomAffine. */
import { exc, float, PyTuple, str, type PyInstance, type Task, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { anglesField, checkSequence, outsideFill, fillField, numberArgument, numbersOf } from './arguments.ts';
import { uniform } from './draws.ts';
import { roundHalfEven } from '../rounding.ts';
import * as F from './functional/geometry.ts';
import { filterArgument, interpolationField } from './interpolation.ts';
import { dimensionsOf } from './picture.ts';
import { defineTransform, field, setFields } from './transform.ts';

/** The two numbers in an attribute; null for None. */
function pairField(self: PyInstance, name: string): [number, number] | null {
  const value = field(self, name);
  return value === null ? null : (numbersOf(value) as [number, number]);
}

const randomAngle = (degrees: Value): number => {
  const [low, high] = numbersOf(degrees) as [number, number];
  return uniform(low, high);
};

export const randomRotationType = defineTransform({
  name: 'RandomRotation',
  isModule: true,
  random: true,
  init: [
    '__init__(self, degrees, interpolation=InterpolationMode.NEAREST, expand=False, center=None, fill=0)',
    (self, degrees, interpolation, expand, center, fill) => {
      if (center !== null) checkSequence(center, 'center', [2]);
      setFields(self, {
        degrees: anglesField(degrees, 'degrees'),
        center: center!,
        interpolation: interpolationField(interpolation, 'nearest'),
        expand: expand!,
        fill: fillField(fill),
      });
    },
  ],
  run: (self, picture) =>
    F.rotate(
      picture,
      randomAngle(field(self, 'degrees')),
      filterArgument(field(self, 'interpolation'), 'nearest'),
      field(self, 'expand') === true,
      pairField(self, 'center'),
      outsideFill(field(self, 'fill'), picture),
    ),
  statics: { 'get_params(degrees)': (degrees: Value) => float(randomAngle(degrees)) },
  repr: function* (self, name) {
    const filter = filterArgument(field(self, 'interpolation'), 'nearest');
    let text = `${name}(degrees=${yield* str(field(self, 'degrees'))}, interpolation=${filter}`;
    text += `, expand=${yield* str(field(self, 'expand'))}`;
    if (field(self, 'center') !== null) text += `, center=${yield* str(field(self, 'center'))}`;
    if (field(self, 'fill') !== null) text += `, fill=${yield* str(field(self, 'fill'))}`;
    return `${text})`;
  },
});

/** What a RandomAffine draws: degrees, pixels, a factor, degrees. */
interface AffineDraw {
  readonly angle: number;
  readonly translate: [number, number];
  readonly scale: number;
  readonly shear: [number, number];
}

function drawAffine(
  degrees: Value,
  translate: Value,
  scales: Value,
  shears: Value,
  width: number,
  height: number,
): AffineDraw {
  const angle = randomAngle(degrees);
  const move: [number, number] = [0, 0];
  if (translate !== null) {
    const [dx, dy] = numbersOf(translate) as [number, number];
    move[0] = roundHalfEven(uniform(-(dx * width), dx * width));
    move[1] = roundHalfEven(uniform(-(dy * height), dy * height));
  }
  const range = scales === null ? null : numbersOf(scales);
  const scale = range ? uniform(range[0]!, range[1]!) : 1;
  const angles = shears === null ? [] : (numbersOf(shears) ?? []);
  const shear: [number, number] = [0, 0];
  if (angles.length >= 2) shear[0] = uniform(angles[0]!, angles[1]!);
  if (angles.length === 4) shear[1] = uniform(angles[2]!, angles[3]!);
  return { angle, translate: move, scale, shear };
}

function checkRanges(translate: Value, scale: Value): void {
  if (translate !== null) {
    for (const t of checkSequence(translate, 'translate', [2])) {
      const part = numberArgument(t, 'translate');
      if (!(part >= 0 && part <= 1)) throw exc.ValueError('translation values should be between 0 and 1');
    }
  }
  if (scale === null) return;
  for (const s of checkSequence(scale, 'scale', [2])) {
    if (numberArgument(s, 'scale') <= 0) throw exc.ValueError('scale values should be positive');
  }
}

function* describe(self: PyInstance, name: string): Task<string> {
  let text = `${name}(degrees=${yield* str(field(self, 'degrees'))}`;
  for (const part of ['translate', 'scale', 'shear']) {
    if (field(self, part) !== null) text += `, ${part}=${yield* str(field(self, part))}`;
  }
  const filter = filterArgument(field(self, 'interpolation'), 'nearest');
  if (filter !== 'nearest') text += `, interpolation=${filter}`;
  const fill = field(self, 'fill');
  if (sequenceItems(fill) !== null || numberArgument(fill, 'fill') !== 0) text += `, fill=${yield* str(fill)}`;
  if (field(self, 'center') !== null) text += `, center=${yield* str(field(self, 'center'))}`;
  return `${text})`;
}

export const randomAffineType = defineTransform({
  name: 'RandomAffine',
  isModule: true,
  random: true,
  init: [
    '__init__(self, degrees, translate=None, scale=None, shear=None, interpolation=InterpolationMode.NEAREST, fill=0, center=None)',
    (self, degrees, translate, scale, shear, interpolation, fill, center) => {
      const angles = anglesField(degrees, 'degrees');
      checkRanges(translate, scale);
      if (center !== null) checkSequence(center, 'center', [2]);
      setFields(self, {
        degrees: angles,
        translate: translate!,
        scale: scale!,
        shear: shear === null ? null : anglesField(shear, 'shear', [2, 4]),
        interpolation: interpolationField(interpolation, 'nearest'),
        fill: fillField(fill),
        center: center!,
      });
    },
  ],
  run: (self, picture) => {
    const fill = outsideFill(field(self, 'fill'), picture);
    const { width, height } = dimensionsOf(picture);
    const [degrees, translate, scale, shear] = ['degrees', 'translate', 'scale', 'shear'].map((name) =>
      field(self, name),
    );
    const drawn = drawAffine(degrees!, translate!, scale!, shear!, width, height);
    const filter = filterArgument(field(self, 'interpolation'), 'nearest');
    return F.affine(
      picture,
      drawn.angle,
      drawn.translate,
      drawn.scale,
      drawn.shear,
      filter,
      fill,
      pairField(self, 'center'),
    );
  },
  statics: {
    'get_params(degrees, translate, scale_ranges, shears, img_size)': (
      degrees: Value,
      translate: Value,
      scales: Value,
      shears: Value,
      size: Value,
    ) => {
      const [width, height] = numbersOf(size) as [number, number];
      const drawn = drawAffine(degrees, translate, scales, shears, width, height);
      const shear = new PyTuple(drawn.shear.map(float));
      return new PyTuple([float(drawn.angle), new PyTuple(drawn.translate), float(drawn.scale), shear]);
    },
  },
  repr: describe,
});
