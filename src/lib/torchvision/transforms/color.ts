/** Transforms of brightness and colour. */
import { asNumber, exc, float, PyList, PyTuple, type PyInstance, type Value } from '../../python/bind.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { torchState } from '../../torch/state.ts';
import { numberArgument, numbersOf } from './arguments.ts';
import { chance, uniform, unit } from './draws.ts';
import * as F from './functional/color.ts';
import { dimensionsOf, type Picture } from './picture.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

/** A range around `center` given as one number or as (low, high): a list of two floats, or None where it would change nothing. */
function rangeField(value: Value, name: string, center: number, most: number): Value {
  const number = asNumber(value);
  const items = sequenceItems(value);
  let range: [number, number];
  let kept: Value = value;
  if (number !== undefined) {
    if (number < 0) throw exc.ValueError(`If ${name} is a single number, it must be non negative.`);
    range = [center - number, center + number];
    if (center === 1) range[0] = Math.max(range[0], 0);
    kept = new PyList(range.map(float));
  } else if (items?.length === 2) {
    range = numbersOf(value) as [number, number];
    const least = center === 1 ? 0 : -most;
    if (!(least <= range[0] && range[0] <= range[1] && range[1] <= most)) {
      throw exc.ValueError(`${name} values should be between ${center === 1 ? '(0, inf)' : '(-0.5, 0.5)'}`);
    }
  } else throw exc.TypeError(`${name} should be a single number or a list/tuple with length 2.`);
  return range[0] === center && range[1] === center ? null : kept;
}

const PARTS = ['brightness', 'contrast', 'saturation', 'hue'] as const;
const ADJUST = [F.adjustBrightness, F.adjustContrast, F.adjustSaturation, F.adjustHue] as const;

/** The order of the four adjustments and their factors; null where one is left out. */
function drawJitter(ranges: readonly Value[]): { order: Int32Array<ArrayBuffer>; factors: (number | null)[] } {
  const order = torchState().generator.permutation(4);
  const factors = ranges.map((range) => {
    if (range === null) return null;
    const [low, high] = numbersOf(range) as [number, number];
    return uniform(low, high);
  });
  return { order, factors };
}

export const colorJitterType = defineTransform({
  name: 'ColorJitter',
  isModule: true,
  random: true,
  init: [
    '__init__(self, brightness=0, contrast=0, saturation=0, hue=0)',
    (self, ...values) => {
      PARTS.forEach((name, i) => {
        const [center, most] = name === 'hue' ? [0, 0.5] : [1, Infinity];
        self.dict.set(name, rangeField(values[i]!, name, center, most));
      });
    },
  ],
  run: (self, picture) => {
    const { order, factors } = drawJitter(PARTS.map((name) => field(self, name)));
    let result = picture;
    for (const i of order) {
      const factor = factors[i] ?? null;
      if (factor !== null) result = ADJUST[i]!(result, factor);
    }
    return result;
  },
  statics: {
    'get_params(brightness, contrast, saturation, hue)': (...ranges: Value[]) => {
      const { order, factors } = drawJitter(ranges);
      return new PyTuple([hostTensor(order, [4], 'int64'), ...factors.map((x) => (x === null ? null : float(x)))]);
    },
  },
  repr: reprOf(...PARTS),
});

export const grayscaleType = defineTransform({
  name: 'Grayscale',
  isModule: true,
  init: [
    '__init__(self, num_output_channels=1)',
    (self, channels) => setFields(self, { num_output_channels: channels! }),
  ],
  run: (self, picture) =>
    F.grayscale(picture, numberArgument(field(self, 'num_output_channels'), 'num_output_channels')),
  repr: reprOf('num_output_channels'),
});

export const randomGrayscaleType = defineTransform({
  name: 'RandomGrayscale',
  isModule: true,
  random: true,
  init: ['__init__(self, p=0.1)', (self, p) => setFields(self, { p: p! })],
  run: (self, picture) =>
    chance(numberArgument(field(self, 'p'), 'p')) ? F.grayscale(picture, dimensionsOf(picture).channels) : picture,
  repr: reprOf('p'),
});

/** What happens with probability `p`, compared in double precision, with at most one argument more. */
function sometimes(name: string, argument: string | null, run: (picture: Picture, argument: number) => Picture) {
  const first = argument === null ? '' : `${argument}, `;
  return defineTransform({
    name,
    isModule: true,
    random: true,
    init: [
      `__init__(self, ${first}p=0.5)`,
      (self: PyInstance, ...values: Value[]) => {
        if (argument !== null) self.dict.set(argument, values[0]!);
        self.dict.set('p', values.at(-1)!);
      },
    ],
    run: (self, picture) => {
      if (unit() >= numberArgument(field(self, 'p'), 'p')) return picture;
      return run(picture, argument === null ? 0 : numberArgument(field(self, argument), argument));
    },
    // torchvision 0.14 puts no space after the comma.
    repr: function* (self, shown) {
      const text = reprOf(...(argument === null ? ['p'] : [argument, 'p']))(self, shown);
      return (typeof text === 'string' ? text : yield* text).replace(', p=', ',p=');
    },
  });
}

export const randomInvertType = sometimes('RandomInvert', null, F.invert);
export const randomPosterizeType = sometimes('RandomPosterize', 'bits', F.posterize);
export const randomSolarizeType = sometimes('RandomSolarize', 'threshold', F.solarize);
export const randomAdjustSharpnessType = sometimes('RandomAdjustSharpness', 'sharpness_factor', F.adjustSharpness);
export const randomAutocontrastType = sometimes('RandomAutocontrast', null, F.autocontrast);
export const randomEqualizeType = sometimes('RandomEqualize', null, F.equalize);
