/** Resize, CenterCrop and Pad: the same for every picture. */
import { asNumber, exc, str, type PyInstance, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { Image } from '../pil/image.ts';
import { fillColor, numberArgument, numbersOf, sizeField } from './arguments.ts';
import * as F from './functional/geometry.ts';
import { filterArgument, interpolationField } from './interpolation.ts';
import { classText, type Picture } from './picture.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

/** A size as one or two numbers: the shorter side, or height and width. */
export function sizeArgument(size: Value): number[] {
  const numbers = numbersOf(size) ?? [numberArgument(size, 'size')];
  if (numbers.length === 1 || numbers.length === 2) return numbers;
  throw exc.ValueError(
    `Size must be an int or a 1 or 2 element tuple/list, not a ${numbers.length} element tuple/list`,
  );
}

/** `F.resize` with arguments from Python. */
export function resized(
  picture: Picture,
  size: Value,
  interpolation: Value,
  maxSize: Value,
  antialias: Value,
): Picture {
  const numbers = sizeArgument(size);
  if (maxSize !== null && numbers.length !== 1) {
    throw exc.ValueError(
      'max_size should only be passed if size specifies the length of the smaller edge, i.e. size should be an int or a sequence of length 1 in torchscript mode.',
    );
  }
  const most = maxSize === null ? null : numberArgument(maxSize, 'max_size');
  return F.resize(picture, numbers, filterArgument(interpolation, 'bilinear'), most, antialias === true);
}

export const resizeType = defineTransform({
  name: 'Resize',
  isModule: true,
  init: [
    '__init__(self, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=None)',
    (self, size, interpolation, maxSize, antialias) => {
      const items = sequenceItems(size);
      if (items === null && typeof size !== 'number')
        throw exc.TypeError(`Size should be int or sequence. Got ${classText(size)}`);
      if (items !== null && items.length !== 1 && items.length !== 2) {
        throw exc.ValueError('If size is a sequence, it should have 1 or 2 values');
      }
      setFields(self, {
        size: size!,
        max_size: maxSize!,
        interpolation: interpolationField(interpolation, 'bilinear'),
        antialias: antialias!,
      });
    },
  ],
  run: (self, picture) =>
    resized(
      picture,
      field(self, 'size'),
      field(self, 'interpolation'),
      field(self, 'max_size'),
      field(self, 'antialias'),
    ),
  repr: function* (self, name) {
    const [size, maxSize, antialias] = [field(self, 'size'), field(self, 'max_size'), field(self, 'antialias')];
    const filter = filterArgument(field(self, 'interpolation'), 'bilinear');
    return `${name}(size=${yield* str(size)}, interpolation=${filter}, max_size=${yield* str(maxSize)}, antialias=${yield* str(antialias)})`;
  },
});

/** Height and width in the attribute `size`. */
export function sizeOfCrop(self: PyInstance): [number, number] {
  const [height, width] = numbersOf(field(self, 'size')) ?? [];
  if (height === undefined || width === undefined)
    throw exc.ValueError('Please provide only two dimensions (h, w) for size.');
  return [height, width];
}

export const centerCropType = defineTransform({
  name: 'CenterCrop',
  isModule: true,
  lazy: true,
  init: ['__init__(self, size)', (self, size) => setFields(self, { size: sizeField(size) })],
  run: (self, picture) => F.centerCrop(picture, ...sizeOfCrop(self)),
  repr: reprOf('size'),
});

/** Padding as one number, as (left and right, top and bottom), or as (left, top, right, bottom). */
function borderArgument(padding: Value): F.Border {
  const one = asNumber(padding);
  const numbers = one === undefined ? numbersOf(padding) : [one];
  if (numbers === null) throw exc.TypeError('Got inappropriate padding arg');
  if (numbers.length !== 1 && numbers.length !== 2 && numbers.length !== 4) {
    throw exc.ValueError(`Padding must be an int or a 1, 2, or 4 element tuple, not a ${numbers.length} element tuple`);
  }
  const [left, top = left, right = left, bottom = top] = numbers as [number, number?, number?, number?];
  return { left, top, right, bottom };
}

/** `F.pad` with arguments from Python. */
export function padded(picture: Picture, padding: Value, fill: Value, mode: Value): Picture {
  const border = borderArgument(padding);
  if (typeof mode !== 'string') throw exc.TypeError('Got inappropriate padding_mode arg');
  if (mode !== 'constant' && mode !== 'edge' && mode !== 'reflect' && mode !== 'symmetric') {
    throw exc.ValueError('Padding mode should be either constant, edge, reflect or symmetric');
  }
  if (!(picture instanceof Image) && fill !== null && asNumber(fill) === undefined) {
    throw exc.TypeError('Got inappropriate fill arg');
  }
  return F.pad(picture, border, mode, mode === 'constant' ? fillColor(fill, picture) : [0]);
}

export const padType = defineTransform({
  name: 'Pad',
  isModule: true,
  lazy: true,
  init: [
    "__init__(self, padding, fill=0, padding_mode='constant')",
    (self, padding, fill, mode) => {
      if (asNumber(padding) === undefined && sequenceItems(padding) === null) {
        throw exc.TypeError('Got inappropriate padding arg');
      }
      if (asNumber(fill) === undefined && sequenceItems(fill) === null)
        throw exc.TypeError('Got inappropriate fill arg');
      if (typeof mode !== 'string' || !['constant', 'edge', 'reflect', 'symmetric'].includes(mode)) {
        throw exc.ValueError('Padding mode should be either constant, edge, reflect or symmetric');
      }
      borderArgument(padding);
      setFields(self, { padding: padding!, fill: fill!, padding_mode: mode });
    },
  ],
  run: (self, picture) => padded(picture, field(self, 'padding'), field(self, 'fill'), field(self, 'padding_mode')),
  repr: reprOf('padding', 'fill', 'padding_mode'),
});
