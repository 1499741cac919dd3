/**
 * A picture as it looks from another side: four corners go to four others. torchvision finds the map by least squares in float32, so here,
 * where it is solved in 64 bits, single pixels may differ from torchvision's.
 */
import { exc, type Value } from '../../../python/bind.ts';
import { sequenceItems } from '../../../torch/arguments.ts';
import { eliminated } from '../../../torch/linalg/matrices.ts';
import type { Resampling } from '../../pil/filters.ts';
import { perspective, type Projection } from '../../pil/geometry.ts';
import { Image, type Color } from '../../pil/image.ts';
import { numbersOf } from '../arguments.ts';
import type { Picture } from '../picture.ts';
import { geometric } from './geometry.ts';
import { gridSampled, perspectiveGrid } from './grid.ts';

/** Top left, top right, bottom right, bottom left, each as (x, y). */
export type Corners = readonly (readonly [number, number])[];

export function cornersArgument(value: Value): Corners {
  const points = sequenceItems(value)?.map((point) => numbersOf(point));
  if (points === undefined || points.some((point) => point?.length !== 2)) {
    throw exc.TypeError('startpoints and endpoints should be lists of four points');
  }
  return points as unknown as Corners;
}

/** The map from the result to the source that takes `ends` to `starts`, in float32 as torchvision keeps it. */
function projection(starts: Corners, ends: Corners): Projection {
  const rows = ends.flatMap(([x, y], i) => {
    const [u, v] = starts[i]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y],
      [0, 0, 0, x, y, 1, -v * x, -v * y],
    ];
  });
  const { solution } = eliminated(rows, starts.flat().map((value) => [value])); // prettier-ignore
  if (solution === null) throw exc.RuntimeError('the corners of a perspective must not lie on one line');
  return solution.map(([value]) => Math.fround(value!));
}

/** The picture with its corners `starts` moved to `ends`. */
export function projected(
  picture: Picture,
  starts: Corners,
  ends: Corners,
  filter: Resampling,
  fill: Color | null,
): Picture {
  const map = projection(starts, ends);
  if (picture instanceof Image) return perspective(picture, map, geometric(filter), fill ?? [0]);
  return gridSampled(picture, perspectiveGrid(picture, map), filter, fill);
}
