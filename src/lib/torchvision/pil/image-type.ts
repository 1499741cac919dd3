/** The class `PIL.Image.Image` as programs see it. */
import {
  asNumber, call, defineClass, exc, isCallable, notHere, PyBytes, PyList, PyTuple, toInt, typeName, type Functions, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { roundHalfEven } from '../rounding.ts';
import { converted } from './convert.ts';
import { cropped } from './crop.ts';
import { RESAMPLINGS, type Resampling } from './filters.ts';
import { Image, setImageType, type Color, type Mode } from './image.ts';
import { resized, type Box } from './resample.ts';
import { rotated } from './rotate.ts';
import { histogram, lookedUp } from './tables.ts';
import { TRANSPOSES, transposed } from './transpose.ts';

/** The numbers of a tuple or list. Throws TypeError naming `what`. */
function numbers(value: Value, what: string): number[] {
  const items = value instanceof PyTuple || value instanceof PyList ? value.items : null;
  const found = items?.map(asNumber) ?? [];
  if (items === null || found.includes(undefined)) throw exc.TypeError(`${what} must be a sequence of numbers`);
  return found as number[];
}

/** A size `(width, height)`. */
export function sizeArgument(value: Value): [number, number] {
  const [width, height, ...more] = numbers(value, 'size');
  if (width === undefined || height === undefined || more.length > 0) {
    throw exc.TypeError('argument 1 must be sequence of length 2');
  }
  if (width <= 0 || height <= 0) throw exc.ValueError('height and width must be > 0');
  return [Math.trunc(width), Math.trunc(height)];
}

/** A mode that runs here. */
export function modeArgument(value: Value): Mode {
  if (value === 'L' || value === 'RGB') return value;
  const given = typeof value === 'string' ? `'${value}'` : typeName(value);
  throw exc.NotImplementedError(`images have mode 'L' or 'RGB' here, not ${given}`);
}

/** A colour for each channel of a mode: one number, or one for each channel. */
export function colorArgument(value: Value, mode: string): Color {
  const channels = mode === 'L' ? 1 : 3;
  const one = value === null ? 0 : asNumber(value);
  const given =
    one === undefined
      ? numbers(value, 'color')
      : mode === 'L'
        ? [one]
        : [one & 255, (one >> 8) & 255, (one >> 16) & 255];
  if (given.length !== channels && !(mode === 'L' && given.length >= 1)) {
    throw exc.TypeError('color must be int or tuple');
  }
  return given.slice(0, channels).map((v) => Math.min(Math.max(Math.trunc(v), 0), 255));
}

/** A filter by PIL's number. */
function resamplingArgument(value: Value, otherwise: Resampling): Resampling {
  if (value === null) return otherwise;
  const filter = RESAMPLINGS[toInt(value, 'resample')];
  if (filter === undefined) throw exc.ValueError(`Unknown resampling filter (${toInt(value, 'resample')}).`);
  return filter;
}

/** One pixel: an int, or a tuple of three. */
function pixel(image: Image, x: number, y: number): Value {
  const [column, row] = [x < 0 ? x + image.width : x, y < 0 ? y + image.height : y];
  if (!(column >= 0 && column < image.width && row >= 0 && row < image.height)) {
    throw exc.IndexError('image index out of range');
  }
  const at = (row * image.width + column) * image.channels;
  return image.mode === 'L' ? image.bytes[at]! : new PyTuple([...image.bytes.subarray(at, at + 3)]);
}

/** One channel as a grey image. */
function channel(image: Image, index: number): Image {
  const { channels, bytes } = image;
  const grey = Uint8Array.from({ length: bytes.length / channels }, (_, i) => bytes[i * channels + index]!);
  return new Image('L', image.width, image.height, grey);
}

/** The rectangle outside of which all is black: (left, top, right, bottom); None where all is. */
function boundingBox({ bytes, width, height, channels }: Image): Value {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0) continue;
    const at = Math.floor(i / channels);
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return right < 0 ? null : new PyTuple([left, top, right + 1, bottom + 1]);
}

/** Smallest and largest value: a pair, or one for each channel. */
function extrema(image: Image): Value {
  const pairs = Array.from({ length: image.channels }, (_, c) => {
    const { bytes } = channel(image, c);
    return new PyTuple([bytes.reduce((a, b) => Math.min(a, b), 255), bytes.reduce((a, b) => Math.max(a, b), 0)]);
  });
  return image.mode === 'L' ? pairs[0]! : new PyTuple(pairs);
}

function crop(image: Image, box: Value): Image {
  if (box === null) return copy(image);
  const [left, top, right, bottom] = numbers(box, 'box').map(roundHalfEven) as [number, number, number, number];
  if (right < left) throw exc.ValueError("Coordinate 'right' is less than 'left'");
  if (bottom < top) throw exc.ValueError("Coordinate 'lower' is less than 'upper'");
  return cropped(image, left, top, right - left, bottom - top);
}

const copy = (image: Image): Image => new Image(image.mode, image.width, image.height, image.bytes);

function convert(image: Image, mode: Value): Image {
  if (mode === null) return copy(image);
  return converted(image, modeArgument(mode));
}

/** A table, or a function of each value, applied to every byte. */
function* point(image: Image, lut: Value): Task {
  let table: number[];
  if (isCallable(lut)) {
    table = [];
    for (let i = 0; i < 256; i++) table.push(Math.trunc(asNumber(yield* call(lut, [i])) ?? 0));
  } else table = numbers(lut, 'lut');
  if (table.length !== 256 && table.length !== 256 * image.channels)
    throw exc.ValueError('wrong number of lut entries');
  return lookedUp(image, table.map((v) => Math.min(Math.max(Math.trunc(v), 0), 255))); // prettier-ignore
}

/** What pictures can do with files and screens in PIL. */
const absent = (signature: string, instead: string): Functions => ({
  [signature]: notHere(`Image.${signature.slice(0, signature.indexOf('('))}`, instead),
});

export const imageType: PyType = defineClass({
  name: 'Image',
  module: 'PIL.Image',
  allocate: null,
  methods: {
    '__repr__(self)': (self: Image) =>
      `<PIL.Image.Image image mode=${self.mode} size=${self.width}x${self.height} at 0x${self.id.toString(16).toUpperCase().padStart(12, '0')}>`,
    '__eq__(self, other, /)': (self: Image, other: Value) =>
      other instanceof Image &&
      self.mode === other.mode &&
      self.width === other.width &&
      self.height === other.height &&
      self.bytes.every((byte, i) => byte === other.bytes[i]),
    'getpixel(self, xy)': (self: Image, place: Value) => {
      const [x, y] = numbers(place, 'xy') as [number, number];
      return pixel(self, Math.trunc(x), Math.trunc(y));
    },
    'getbands(self)': (self: Image) => new PyTuple([...self.mode]),
    'getdata(self, band=None)': (self: Image, band: Value) => {
      const source = band === null ? self : channel(self, toInt(band, 'band'));
      if (source.mode === 'L') return new PyList([...source.bytes]);
      return new PyList(
        Array.from({ length: self.width * self.height }, (_, i) =>
          pixel(self, i % self.width, Math.floor(i / self.width)),
        ),
      );
    },
    'getextrema(self)': extrema,
    'getbbox(self)': boundingBox,
    'histogram(self)': (self: Image) => new PyList([...histogram(self)]),
    'tobytes(self)': (self: Image) => new PyBytes(Uint8Array.from(self.bytes)),
    'copy(self)': copy,
    'load(self)': () => null,
    'convert(self, mode=None)': convert,
    'split(self)': (self: Image) => new PyTuple(Array.from({ length: self.channels }, (_, c) => channel(self, c))),
    'getchannel(self, channel)': (self: Image, which: Value) => {
      const index = typeof which === 'string' ? self.mode.indexOf(which) : toInt(which, 'channel');
      if (index < 0 || index >= self.channels)
        throw exc.ValueError(`The image has no channel "${typeof which === 'string' ? which : index}"`);
      return channel(self, index);
    },
    'crop(self, box=None)': crop,
    'resize(self, size, resample=None, box=None)': (self: Image, size: Value, resample: Value, box: Value) => {
      const rectangle = box === null ? undefined : (numbers(box, 'box') as unknown as Box);
      return resized(self, ...sizeArgument(size), resamplingArgument(resample, 'bicubic'), rectangle);
    },
    'rotate(self, angle, resample=0, expand=0, center=None, translate=None, fillcolor=None)': (
      self: Image,
      angle: Value,
      resample: Value,
      expand: Value,
      center: Value,
      translate: Value,
      fill: Value,
    ) => {
      if (translate !== null)
        throw exc.NotImplementedError('rotate(translate=…) does not run here; paste the turned image');
      const degrees = asNumber(angle);
      if (degrees === undefined) throw exc.TypeError('angle must be a number');
      const middle = center === null ? null : (numbers(center, 'center') as [number, number]);
      const wide = expand !== null && expand !== false && expand !== 0;
      return rotated(
        self,
        degrees,
        resamplingArgument(resample, 'nearest'),
        wide,
        middle,
        colorArgument(fill, self.mode),
      );
    },
    'transpose(self, method)': (self: Image, method: Value) => {
      const how = TRANSPOSES[toInt(method, 'method')];
      if (how === undefined) throw exc.ValueError('No such transpose operation');
      return transposed(self, how);
    },
    'point(self, lut)': point,
    ...absent('save(self, *args, **kwargs)', 'SummaryWriter.add_image shows images'),
    ...absent('show(self, title=None)', 'SummaryWriter.add_image shows images'),
    ...absent(
      'putpixel(self, xy, value)',
      'images do not change: make a tensor with to_tensor, change it, and go back with to_pil_image',
    ),
    ...absent(
      'paste(self, *args, **kwargs)',
      'images do not change: make a tensor with to_tensor, change it, and go back with to_pil_image',
    ),
    ...absent('thumbnail(self, *args, **kwargs)', 'resize() gives a smaller image'),
    ...absent('filter(self, filter)', 'transforms.GaussianBlur runs here'),
    ...absent('quantize(self, *args, **kwargs)', 'point() maps values'),
  },
  properties: {
    mode: (self: Image) => self.mode,
    size: (self: Image) => new PyTuple([self.width, self.height]),
    width: (self: Image) => self.width,
    height: (self: Image) => self.height,
    format: () => null,
  },
});
setImageType(imageType);
