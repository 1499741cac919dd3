/** RandomPerspective. */
import { list, PyTuple, type Value } from '../../python/bind.ts';
import { outsideFill, fillField, numberArgument } from './arguments.ts';
import { chance, integer } from './draws.ts';
import { projected, type Corners } from './functional/perspective.ts';
import { filterArgument, interpolationField } from './interpolation.ts';
import { dimensionsOf } from './picture.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

const cornersOf = (width: number, height: number): Corners =>
  [[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]]; // prettier-ignore

/** Each corner anywhere within a part of its quarter. */
function drawCorners(width: number, height: number, distortion: number): Corners {
  const [right, down] = [
    Math.trunc(distortion * Math.floor(width / 2)),
    Math.trunc(distortion * Math.floor(height / 2)),
  ];
  const near = (reach: number): number => integer(0, reach + 1);
  const far = (size: number, reach: number): number => integer(size - reach - 1, size);
  const topLeft = [near(right), near(down)] as const;
  const topRight = [far(width, right), near(down)] as const;
  const bottomRight = [far(width, right), far(height, down)] as const;
  return [topLeft, topRight, bottomRight, [near(right), far(height, down)]];
}

export const randomPerspectiveType = defineTransform({
  name: 'RandomPerspective',
  isModule: true,
  random: true,
  init: [
    '__init__(self, distortion_scale=0.5, p=0.5, interpolation=InterpolationMode.BILINEAR, fill=0)',
    (self, distortion, p, interpolation, fill) =>
      setFields(self, {
        p: p!,
        interpolation: interpolationField(interpolation, 'bilinear'),
        distortion_scale: distortion!,
        fill: fillField(fill),
      }),
  ],
  run: (self, picture) => {
    const fill = outsideFill(field(self, 'fill'), picture);
    if (!chance(numberArgument(field(self, 'p'), 'p'))) return picture;
    const { width, height } = dimensionsOf(picture);
    const ends = drawCorners(width, height, numberArgument(field(self, 'distortion_scale'), 'distortion_scale'));
    return projected(
      picture,
      cornersOf(width, height),
      ends,
      filterArgument(field(self, 'interpolation'), 'bilinear'),
      fill,
    );
  },
  statics: {
    'get_params(width, height, distortion_scale)': (width: Value, height: Value, distortion: Value) => {
      const [w, h] = [numberArgument(width, 'width'), numberArgument(height, 'height')];
      const shown = (corners: Corners): Value => list(corners.map((point) => list([...point])));
      return new PyTuple([
        shown(cornersOf(w, h)),
        shown(drawCorners(w, h, numberArgument(distortion, 'distortion_scale'))),
      ]);
    },
  },
  repr: reprOf('p'),
});
