/** Affine and perspective maps as PIL does them (its Geometry.c). A map goes from a place in the result to one in the source. */
import { solidImage, type Color, type Image } from './image.ts';
import type { Resampling } from './filters.ts';

/** `[a, b, c, d, e, f]`: x, y of the source are `a x + b y + c`, `d x + e y + f`. */
export type Affine = readonly [number, number, number, number, number, number];

/** A truncated coordinate; -1 for what is left of or above the image. */
const coordinate = (v: number): number => (v < 0 ? -1 : Math.trunc(v));

/** A place in 16.16 fixed point. */
const fixed = (v: number): number => Math.floor(v * 65536 + 0.5);

/** The image under an affine map; `fill` where the map leaves it. */
export function affine(
  image: Image,
  width: number,
  height: number,
  map: Affine,
  filter: Resampling,
  fill: Color,
): Image {
  const [a, b, c, d, e, f] = map;
  if (filter === 'nearest') {
    if (b === 0 && d === 0) return scaledNearest(image, width, height, a, e, c, f, fill);
    return corners(width, height).every(
      ([x, y]) => representable(a * x + b * y + c) && representable(d * x + e * y + f),
    )
      ? affineFixed(image, width, height, map, fill)
      : affineFloat(image, width, height, map, fill);
  }
  return sampled(image, width, height, filter, fill, (x, y, place) => {
    place[0] = a * x + b * y + c;
    place[1] = d * x + e * y + f;
  });
}

/** `[a, …, h]`: x and y of the source are `(a x + b y + c) / (g x + h y + 1)` and `(d x + e y + f) / (g x + h y + 1)`. */
export type Projection = readonly number[];

/** The image under a perspective map; `fill` where the map leaves it. */
export function perspective(image: Image, map: Projection, filter: Resampling, fill: Color): Image {
  const [a, b, c, d, e, f, g, h] = map as [number, number, number, number, number, number, number, number];
  return sampled(image, image.width, image.height, filter, fill, (x, y, place) => {
    const depth = g * x + h * y + 1;
    place[0] = (a * x + b * y + c) / depth;
    place[1] = (d * x + e * y + f) / depth;
  });
}

const corners = (width: number, height: number): [number, number][] => [[0, 0], [width, height], [0, height], [width, 0]]; // prettier-ignore
const representable = (v: number): boolean => Math.abs(v) < 32768;

/** Scaling and moving, without a turn: pixel centres `scale * (i + 1/2) + offset`, added up as PIL adds them. */
export function scaledNearest(
  image: Image,
  width: number,
  height: number,
  scaleX: number,
  scaleY: number,
  left: number,
  top: number,
  fill: Color = [0],
): Image {
  const out = solidImage(image.mode, width, height, fill);
  const { channels, bytes } = image;
  const columns = new Int32Array(width);
  for (let x = 0, from = left + scaleX * 0.5; x < width; x++, from += scaleX) {
    const column = coordinate(from);
    columns[x] = column < image.width ? column : -1;
  }
  for (let y = 0, from = top + scaleY * 0.5; y < height; y++, from += scaleY) {
    const row = coordinate(from);
    if (row < 0 || row >= image.height) continue;
    for (let x = 0; x < width; x++) {
      if (columns[x]! < 0) continue;
      const source = (row * image.width + columns[x]!) * channels;
      const to = (y * width + x) * channels;
      for (let i = 0; i < channels; i++) out.bytes[to + i] = bytes[source + i]!;
    }
  }
  return out;
}

function affineFixed(image: Image, width: number, height: number, [a, b, c, d, e, f]: Affine, fill: Color): Image {
  const out = solidImage(image.mode, width, height, fill);
  const target = out.bytes;
  const { channels, bytes, width: sourceWidth, height: sourceHeight } = image;
  const [stepX, stepXDown, stepY, stepYDown] = [fixed(a), fixed(b), fixed(d), fixed(e)];
  let rowX = fixed(c + a * 0.5 + b * 0.5);
  let rowY = fixed(f + d * 0.5 + e * 0.5);
  let to = 0;
  for (let y = 0; y < height; y++, rowX += stepXDown, rowY += stepYDown) {
    let sourceX = rowX | 0;
    let sourceY = rowY | 0;
    for (let x = 0; x < width; x++, to += channels, sourceX = (sourceX + stepX) | 0, sourceY = (sourceY + stepY) | 0) {
      const column = sourceX >> 16;
      const row = sourceY >> 16;
      if (column < 0 || column >= sourceWidth || row < 0 || row >= sourceHeight) continue;
      const from = (row * sourceWidth + column) * channels;
      target[to] = bytes[from]!;
      if (channels === 1) continue;
      target[to + 1] = bytes[from + 1]!;
      target[to + 2] = bytes[from + 2]!;
    }
  }
  return out;
}

/** As `affineFixed`, for maps that go too far for fixed point. */
function affineFloat(image: Image, width: number, height: number, [a, b, c, d, e, f]: Affine, fill: Color): Image {
  const out = solidImage(image.mode, width, height, fill);
  const { channels, bytes } = image;
  let rowX = c + b * 0.5 + a * 0.5;
  let rowY = f + e * 0.5 + d * 0.5;
  for (let y = 0; y < height; y++, rowX += b, rowY += e) {
    for (let x = 0, sourceX = rowX, sourceY = rowY; x < width; x++, sourceX += a, sourceY += d) {
      const column = coordinate(sourceX);
      const row = coordinate(sourceY);
      if (column < 0 || column >= image.width || row < 0 || row >= image.height) continue;
      const from = (row * image.width + column) * channels;
      const to = (y * width + x) * channels;
      for (let i = 0; i < channels; i++) out.bytes[to + i] = bytes[from + i]!;
    }
  }
  return out;
}

/** Writes to `place` where the centre (x, y) of a result's pixel lies in the source. */
type PlaceMap = (x: number, y: number, place: Float64Array) => void;

/** The image under any map. */
function sampled(image: Image, width: number, height: number, filter: Resampling, fill: Color, map: PlaceMap): Image {
  const out = solidImage(image.mode, width, height, fill);
  const sample = filter === 'nearest' ? nearest : filter === 'bilinear' ? bilinear : bicubic;
  const place = new Float64Array(2);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += image.channels) {
      map(x + 0.5, y + 0.5, place);
      const sourceX = place[0]!;
      const sourceY = place[1]!;
      if (!(sourceX >= 0 && sourceX < image.width && sourceY >= 0 && sourceY < image.height)) continue;
      sample(image, sourceX - 0.5, sourceY - 0.5, out.bytes, to);
    }
  }
  return out;
}

/** Takes the pixel that a place half a pixel up and to the left of (x, y) lies in. */
function nearest({ bytes, width, channels }: Image, x: number, y: number, out: Uint8Array, to: number): void {
  const at = (Math.trunc(y + 0.5) * width + Math.trunc(x + 0.5)) * channels;
  for (let c = 0; c < channels; c++) out[to + c] = bytes[at + c]!;
}

const between = (v: number, most: number): number => (v < 0 ? 0 : v > most ? most : v);

/** Writes the pixel at (x, y), where whole numbers are pixel centres, to `out` at `to`; truncated, as PIL does. */
function bilinear({ bytes, width, height, channels }: Image, x: number, y: number, out: Uint8Array, to: number): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - column;
  const dy = y - row;
  const left = between(column, width - 1) * channels;
  const right = between(column + 1, width - 1) * channels;
  const upper = between(row, height - 1) * width * channels;
  const lower = row + 1 < height ? (row + 1) * width * channels : upper;
  for (let c = 0; c < channels; c++) {
    const a = bytes[upper + left + c]!;
    const above = a + (bytes[upper + right + c]! - a) * dx;
    const b = bytes[lower + left + c]!;
    const below = b + (bytes[lower + right + c]! - b) * dx;
    out[to + c] = above + (below - above) * dy;
  }
}

/** Cubic interpolation (a = -1) between v2 and v3. */
function cubic(v1: number, v2: number, v3: number, v4: number, d: number): number {
  return v2 + d * (-v1 + v3 + d * (2 * (v1 - v2) + v3 - v4 + d * (-v1 + v2 - v3 + v4)));
}

const lines = new Float64Array(4);

function bicubic({ bytes, width, height, channels }: Image, x: number, y: number, out: Uint8Array, to: number): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - column;
  const dy = y - row;
  const x0 = between(column - 1, width - 1) * channels;
  const x1 = between(column, width - 1) * channels;
  const x2 = between(column + 1, width - 1) * channels;
  const x3 = between(column + 2, width - 1) * channels;
  for (let c = 0; c < channels; c++) {
    for (let j = 0; j < 4; j++) {
      const at = between(row - 1 + j, height - 1) * width * channels + c;
      lines[j] = cubic(bytes[at + x0]!, bytes[at + x1]!, bytes[at + x2]!, bytes[at + x3]!, dx);
    }
    const value = cubic(lines[0]!, lines[1]!, lines[2]!, lines[3]!, dy);
    out[to + c] = value <= 0 ? 0 : value >= 255 ? 255 : value;
  }
}
