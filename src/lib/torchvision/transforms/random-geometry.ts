/** Random flips, crops and turns. */
import { exc, float, PyFloat, PyTuple, str, type Task, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { numberArgument, numbersOf, sizeField, warn } from './arguments.ts';
import { chance, integer, logOf, logUniform, uniform } from './draws.ts';
import { roundHalfEven } from '../rounding.ts';
import * as F from './functional/geometry.ts';
import { filterArgument, interpolationField } from './interpolation.ts';
import { dimensionsOf, pictureArgument, type Dimensions, type Picture } from './picture.ts';
import { padded, sizeOfCrop } from './resizing.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

/** A transform that either happens, with probability `p`, or not. */
const flip = (name: string, run: (picture: Picture) => Picture) =>
  defineTransform({
    name,
    isModule: true,
    random: true,
    lazy: true,
    init: ['__init__(self, p=0.5)', (self, p) => setFields(self, { p: p! })],
    run: (self, picture) => (chance(numberArgument(field(self, 'p'), 'p')) ? run(picture) : picture),
    repr: reprOf('p'),
  });

export const randomHorizontalFlipType = flip('RandomHorizontalFlip', F.hflip);
export const randomVerticalFlipType = flip('RandomVerticalFlip', F.vflip);

/** Row, column, height and width of a crop. */
type Rectangle = [top: number, left: number, height: number, width: number];

const asTuple = (values: readonly number[]): PyTuple => new PyTuple([...values]);

function randomCropPlace({ height, width }: Dimensions, [cropHeight, cropWidth]: readonly [number, number]): Rectangle {
  if (height < cropHeight || width < cropWidth) {
    throw exc.ValueError(
      `Required crop size (${cropHeight}, ${cropWidth}) is larger than input image size (${height}, ${width})`,
    );
  }
  if (height === cropHeight && width === cropWidth) return [0, 0, height, width];
  const top = integer(0, height - cropHeight + 1);
  return [top, integer(0, width - cropWidth + 1), cropHeight, cropWidth];
}

export const randomCropType = defineTransform({
  name: 'RandomCrop',
  isModule: true,
  random: true,
  lazy: true,
  init: [
    "__init__(self, size, padding=None, pad_if_needed=False, fill=0, padding_mode='constant')",
    (self, size, padding, padIfNeeded, fill, mode) =>
      setFields(self, {
        size: new PyTuple(sequenceItems(sizeField(size)) ?? []),
        padding: padding!,
        pad_if_needed: padIfNeeded!,
        fill: fill!,
        padding_mode: mode!,
      }),
  ],
  run: (self, picture) => {
    const size = sizeOfCrop(self);
    const [fill, mode] = [field(self, 'fill'), field(self, 'padding_mode')];
    let wide = picture;
    if (field(self, 'padding') !== null) wide = padded(wide, field(self, 'padding'), fill, mode);
    if (field(self, 'pad_if_needed') === true) {
      const { width, height } = dimensionsOf(wide);
      if (width < size[1]) wide = padded(wide, asTuple([size[1] - width, 0]), fill, mode);
      if (height < size[0]) wide = padded(wide, asTuple([0, size[0] - height]), fill, mode);
    }
    return F.crop(wide, ...randomCropPlace(dimensionsOf(wide), size));
  },
  statics: {
    'get_params(img, output_size)': (image: Value, size: Value) =>
      asTuple(randomCropPlace(dimensionsOf(pictureArgument(image)), numbersOf(size) as [number, number])),
  },
  repr: reprOf('size', 'padding'),
});

/** A rectangle of random area and aspect ratio (Szegedy et al. 2015, "Going deeper with convolutions"). */
function randomResizedPlace(
  { height, width }: Dimensions,
  scale: readonly number[],
  ratio: readonly number[],
): Rectangle {
  const area = height * width;
  const [least, most] = [logOf(ratio[0]!), logOf(ratio[1]!)];
  for (let attempt = 0; attempt < 10; attempt++) {
    const target = area * uniform(scale[0]!, scale[1]!);
    const aspect = logUniform(least, most);
    const w = roundHalfEven(Math.sqrt(target * aspect));
    const h = roundHalfEven(Math.sqrt(target / aspect));
    if (w > 0 && w <= width && h > 0 && h <= height) {
      const top = integer(0, height - h + 1);
      return [top, integer(0, width - w + 1), h, w];
    }
  }
  let [h, w] = [height, width];
  if (width / height < Math.min(...ratio)) h = roundHalfEven(w / Math.min(...ratio));
  else if (width / height > Math.max(...ratio)) w = roundHalfEven(h * Math.max(...ratio));
  return [Math.floor((height - h) / 2), Math.floor((width - w) / 2), h, w];
}

/** The two numbers of a range. */
export function rangeOf(value: Value, name: string): [number, number] {
  const numbers = numbersOf(value);
  if (numbers === null) throw exc.TypeError(`${name} should be a sequence`);
  if (numbers.length < 2) throw exc.IndexError('tuple index out of range');
  return [numbers[0]!, numbers[1]!];
}

/** Numbers of a range as a tuple, each rounded to 4 decimals. */
function* rounded(range: Value): Task<string> {
  const items = (sequenceItems(range) ?? []).map((item) =>
    item instanceof PyFloat ? float(Number(item.value.toFixed(4))) : item,
  );
  return yield* str(new PyTuple(items));
}

export const randomResizedCropType = defineTransform({
  name: 'RandomResizedCrop',
  isModule: true,
  random: true,
  init: [
    '__init__(self, size, scale=(0.08, 1.0), ratio=(0.75, 1.3333333333333333), interpolation=InterpolationMode.BILINEAR, antialias=None)',
    (self, size, scale, ratio, interpolation, antialias) => {
      const [scales, ratios] = [rangeOf(scale, 'Scale'), rangeOf(ratio, 'Ratio')];
      if (scales[0] > scales[1] || ratios[0] > ratios[1]) warn('Scale and ratio should be of kind (min, max)');
      setFields(self, {
        size: sizeField(size),
        interpolation: interpolationField(interpolation, 'bilinear'),
        antialias: antialias!,
        scale: scale!,
        ratio: ratio!,
      });
    },
  ],
  run: (self, picture) => {
    const place = randomResizedPlace(
      dimensionsOf(picture),
      rangeOf(field(self, 'scale'), 'Scale'),
      rangeOf(field(self, 'ratio'), 'Ratio'),
    );
    const filter = filterArgument(field(self, 'interpolation'), 'bilinear');
    return F.resizedCrop(picture, place, sizeOfCrop(self), filter, field(self, 'antialias') === true);
  },
  statics: {
    'get_params(img, scale, ratio)': (image: Value, scale: Value, ratio: Value) =>
      asTuple(
        randomResizedPlace(dimensionsOf(pictureArgument(image)), rangeOf(scale, 'Scale'), rangeOf(ratio, 'Ratio')),
      ),
  },
  repr: function* (self, name) {
    const [scale, ratio] = [yield* rounded(field(self, 'scale')), yield* rounded(field(self, 'ratio'))];
    const filter = filterArgument(field(self, 'interpolation'), 'bilinear');
    // torchvision 0.14 closes the bracket twice.
    return `${name}(size=${yield* str(field(self, 'size'))}, scale=${scale}, ratio=${ratio}, interpolation=${filter}), antialias=${yield* str(field(self, 'antialias'))})`;
  },
});
