import { cos, sin } from '../../libm/elementary.ts';
import { affine, type Affine } from './geometry.ts';
import type { Resampling } from './filters.ts';
import type { Color, Image } from './image.ts';
import { transposed } from './transpose.ts';

/** Rounded to 15 decimals, as PIL does so that quarter turns are exact. */
const rounded = (x: number): number => Number(x.toFixed(15));

/**
 * `image.rotate(angle, …)`: counter-clockwise, in degrees, about `center` or the image's middle. With `expand` the result is large enough
 * for the whole turned image.
 */
export function rotated(
  image: Image,
  degrees: number,
  filter: Resampling,
  expand: boolean,
  center: readonly [number, number] | null,
  fill: Color,
): Image {
  const { width, height } = image;
  const remainder = degrees % 360;
  const angle = remainder < 0 ? remainder + 360 : remainder;
  if (center === null) {
    if (angle === 0) return image;
    if (angle === 180) return transposed(image, 'ROTATE_180');
    if (angle === 90 && (expand || width === height)) return transposed(image, 'ROTATE_90');
    if (angle === 270 && (expand || width === height)) return transposed(image, 'ROTATE_270');
  }
  const [centerX, centerY] = center ?? [width / 2, height / 2];
  const radians = -(angle * (Math.PI / 180));
  const [c, s] = [rounded(cos(radians)), rounded(sin(radians))];
  const mapX = (x: number, y: number, offset: number) => c * x + s * y + offset;
  const mapY = (x: number, y: number, offset: number) => -s * x + c * y + offset;
  let left = mapX(-centerX, -centerY, 0) + centerX;
  let top = mapY(-centerX, -centerY, 0) + centerY;
  let [outWidth, outHeight] = [width, height];
  if (expand) {
    const [cornersX, cornersY] = [[0, width, width, 0], [0, 0, height, height]]; // prettier-ignore
    const xs = cornersX.map((x, i) => mapX(x, cornersY[i]!, left));
    const ys = cornersX.map((x, i) => mapY(x, cornersY[i]!, top));
    outWidth = Math.ceil(Math.max(...xs)) - Math.floor(Math.min(...xs));
    outHeight = Math.ceil(Math.max(...ys)) - Math.floor(Math.min(...ys));
    const [x, y] = [-(outWidth - width) / 2, -(outHeight - height) / 2];
    [left, top] = [mapX(x, y, left), mapY(x, y, top)];
  }
  const map: Affine = [c, s, left, -s, c, top];
  return affine(image, outWidth, outHeight, map, filter, fill);
}
