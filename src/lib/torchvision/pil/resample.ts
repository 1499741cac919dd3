/**
 * Resizing as PIL does it for bytes (its Resample.c): two passes, antialiased, with coefficients as integers of 22 fractional bits.
 */
import { FILTERS, RESAMPLINGS, type Resampling } from './filters.ts';
import { scaledNearest } from './geometry.ts';
import { Image } from './image.ts';

/** 32 bits less 8 for the pixel and 2 for the sum. */
const PRECISION_BITS = 22;
const ONE = 1 << PRECISION_BITS;
const HALF = 1 << (PRECISION_BITS - 1);

/** A pass along one axis: output pixel i is the sum of `size[i]` source pixels from `first[i]`, weighted by row i of `weights`. */
interface Coefficients {
  readonly first: Int32Array;
  readonly size: Int32Array;
  /** `stride` to an output pixel. */
  readonly weights: Int32Array;
  readonly stride: number;
}

const known = new Map<number, Coefficients>();
/** Random crops ask for many sizes, over and over. */
const MOST_KNOWN = 1024;

/** The coefficients for `source` pixels of which [`from`, `to`) become `target` pixels. */
function coefficients(
  source: number,
  from: number,
  to: number,
  target: number,
  filter: Exclude<Resampling, 'nearest'>,
): Coefficients {
  if (from !== 0 || to !== source || Math.max(source, target) >= 2 ** 20)
    return computeCoefficients(source, from, to, target, filter);
  const key = (target * 2 ** 20 + source) * 8 + RESAMPLINGS.indexOf(filter);
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (found = computeCoefficients(source, from, to, target, filter)));
  }
  return found;
}

function computeCoefficients(
  source: number,
  from: number,
  to: number,
  target: number,
  filter: Exclude<Resampling, 'nearest'>,
): Coefficients {
  const { support: width, weight } = FILTERS[filter];
  const scale = Math.fround(to - from) / target;
  const filterScale = Math.max(scale, 1);
  const support = width * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const [first, size] = [new Int32Array(target), new Int32Array(target)];
  const weights = new Int32Array(target * stride);
  const row = new Float64Array(stride);
  for (let i = 0; i < target; i++) {
    const center = from + (i + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const count = Math.min(Math.trunc(center + support + 0.5), source) - start;
    let sum = 0;
    for (let j = 0; j < count; j++) sum += row[j] = weight((j + start - center + 0.5) * (1 / filterScale));
    for (let j = 0; j < count; j++) {
      const w = (sum === 0 ? row[j]! : row[j]! / sum) * ONE;
      weights[i * stride + j] = Math.trunc(w < 0 ? w - 0.5 : w + 0.5);
    }
    first[i] = start;
    size[i] = count;
  }
  return { first, size, weights, stride };
}

/** A sum with `PRECISION_BITS` fractional bits as a byte. */
function clip(sum: number): number {
  const value = sum >> PRECISION_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** A source rectangle: left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/** The image, or `box` of it, at another size. */
export function resized(image: Image, width: number, height: number, filter: Resampling, box?: Box): Image {
  const [left, top, right, bottom] = box ?? [0, 0, image.width, image.height];
  const whole = left === 0 && top === 0 && right === image.width && bottom === image.height;
  if (whole && width === image.width && height === image.height) return image;
  if (filter === 'nearest') {
    return scaledNearest(image, width, height, (right - left) / width, (bottom - top) / height, left, top);
  }
  let result = image;
  const rows = coefficients(image.height, top, bottom, height, filter);
  let skipped = 0;
  if (width !== image.width || left !== 0 || right !== width) {
    // Rows that the second pass will not look at are left out of the first.
    skipped = rows.first[0]!;
    const last = rows.first[height - 1]! + rows.size[height - 1]!;
    result = alongRows(image, skipped, last - skipped, width, coefficients(image.width, left, right, width, filter));
  }
  if (height !== image.height || top !== 0 || bottom !== height) result = alongColumns(result, skipped, height, rows);
  return result;
}

/** `count` rows from `firstRow`, each made `width` pixels long. */
function alongRows(
  image: Image,
  firstRow: number,
  count: number,
  width: number,
  { first, size, weights, stride }: Coefficients,
): Image {
  const { channels, bytes } = image;
  const out = new Uint8Array(width * count * channels);
  const rowLength = image.width * channels;
  for (let x = 0; x < width; x++) {
    const start = first[x]! * channels;
    const n = size[x]!;
    const w = x * stride;
    for (let y = 0; y < count; y++) {
      const row = (firstRow + y) * rowLength + start;
      const to = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) {
        let sum = HALF;
        for (let j = 0, from = row + c; j < n; j++, from += channels) sum = (sum + bytes[from]! * weights[w + j]!) | 0;
        out[to + c] = clip(sum);
      }
    }
  }
  return new Image(image.mode, width, count, out);
}

/** Columns made `height` pixels long; `skipped` rows of the source are missing at the top. */
function alongColumns(
  image: Image,
  skipped: number,
  height: number,
  { first, size, weights, stride }: Coefficients,
): Image {
  const { bytes } = image;
  const rowLength = image.width * image.channels;
  const out = new Uint8Array(rowLength * height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const start = (first[y]! - skipped) * rowLength;
    const n = size[y]!;
    const w = y * stride;
    for (let x = 0; x < rowLength; x++) {
      let sum = HALF;
      for (let j = 0, from = start + x; j < n; j++, from += rowLength) sum = (sum + bytes[from]! * weights[w + j]!) | 0;
      out[at++] = clip(sum);
    }
  }
  return new Image(image.mode, image.width, height, out);
}
