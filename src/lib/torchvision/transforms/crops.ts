/** FiveCrop and TenCrop: several crops of one picture, as a tuple. */
import { exc, PyTuple, type Value } from '../../python/bind.ts';
import { numbersOf, sizeField } from './arguments.ts';
import * as F from './functional/geometry.ts';
import { atHand, dimensionsOf, pictureArgument, type Picture } from './picture.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

/** The four corners and the centre. */
export function fiveCrops(picture: Picture, [height, width]: readonly [number, number]): Picture[] {
  const { height: rows, width: columns } = dimensionsOf(picture);
  if (width > columns || height > rows) {
    throw exc.ValueError(`Requested crop size (${height}, ${width}) is bigger than input size (${rows}, ${columns})`);
  }
  const corner = (top: number, left: number) => F.crop(picture, top, left, height, width);
  const [bottom, right] = [rows - height, columns - width];
  return [
    corner(0, 0),
    corner(0, right),
    corner(bottom, 0),
    corner(bottom, right),
    F.centerCrop(picture, height, width),
  ];
}

/** Five crops of the picture and of its mirror image. */
export const tenCrops = (picture: Picture, size: readonly [number, number], vertical: boolean): Picture[] => [
  ...fiveCrops(picture, size),
  ...fiveCrops(vertical ? F.vflip(picture) : F.hflip(picture), size),
];

const several = (
  name: string,
  signature: string,
  run: (picture: Picture, size: [number, number], vertical: boolean) => Picture[],
) =>
  defineTransform({
    name,
    isModule: true,
    init: [
      signature,
      (self, size, vertical) =>
        setFields(self, { size: sizeField(size), ...(vertical === undefined ? {} : { vertical_flip: vertical }) }),
    ],
    parts: () => [null],
    run: (_self, picture) => picture,
    call: function* (self, input: Value) {
      const picture = yield* atHand(pictureArgument(input), name);
      const size = numbersOf(field(self, 'size')) as [number, number];
      return new PyTuple(run(picture, size, self.dict.get('vertical_flip') === true));
    },
    repr: reprOf(...(signature.includes('vertical') ? ['size', 'vertical_flip'] : ['size'])),
  });

export const fiveCropType = several('FiveCrop', '__init__(self, size)', fiveCrops);
export const tenCropType = several('TenCrop', '__init__(self, size, vertical_flip=False)', tenCrops);
