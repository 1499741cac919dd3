/** The modules `PIL`, `PIL.Image`, `PIL.ImageOps` and `PIL.ImageEnhance`. */
import { asNumber, defineClass, defineModule, exc, PyBytes, PyList, PyTuple, toInt, typeName, type PyInstance, type PyModule, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { isHostArray } from '../../tensor/array-interface.ts';
import { imageOfArray } from './array.ts';
import { bordered } from './crop.ts';
import * as enhance from './enhance.ts';
import { RESAMPLINGS } from './filters.ts';
import { Image, solidImage } from './image.ts';
import { colorArgument, imageType, modeArgument, sizeArgument } from './image-type.ts';
import * as tables from './tables.ts';
import { converted } from './convert.ts';
import { TRANSPOSES, transposed } from './transpose.ts';

function imageArgument(value: Value): Image {
  if (value instanceof Image) return value;
  throw exc.TypeError(`expected an image, not ${typeName(value)}`);
}

/** Names with their numbers, as a class of constants: `Resampling.BILINEAR`. */
const enumeration = (name: string, names: readonly string[]): PyType =>
  defineClass({ name, module: 'PIL.Image', allocate: null, constants: constants(names) });

const constants = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, i]));

const resamplings = RESAMPLINGS.map((name) => name.toUpperCase());

function frombytes(mode: Value, size: Value, data: Value): Image {
  const [kind, [width, height]] = [modeArgument(mode), sizeArgument(size)];
  if (!(data instanceof PyBytes)) throw exc.TypeError(`a bytes-like object is required, not '${typeName(data)}'`);
  const expected = width * height * (kind === 'L' ? 1 : 3);
  if (data.bytes.length < expected) throw exc.ValueError('not enough image data');
  if (data.bytes.length > expected) throw exc.ValueError('cannot decode image data');
  return new Image(kind, width, height, Uint8Array.from(data.bytes));
}

/** An image of an array `[height, width]` or `[height, width, 3]` of bytes. */
function fromArray(array: Value): Image {
  if (!isHostArray(array))
    throw exc.AttributeError(`'${typeName(array)}' object has no attribute '__array_interface__'`);
  return imageOfArray(array.hostArray());
}

/** Channels, one grey image each, as one image. */
function merge(mode: Value, bands: Value): Image {
  const kind = modeArgument(mode);
  const images = (bands instanceof PyTuple || bands instanceof PyList ? bands.items : []).map(imageArgument);
  if (images.length !== kind.length) throw exc.ValueError('wrong number of bands');
  const [first] = images;
  if (images.some((image) => image.mode !== 'L')) throw exc.ValueError('mode mismatch');
  if (images.some((image) => image.width !== first!.width || image.height !== first!.height))
    throw exc.ValueError('size mismatch');
  const bytes = Uint8Array.from({ length: first!.bytes.length * images.length }, (_, i) => images[i % images.length]!.bytes[Math.floor(i / images.length)]!); // prettier-ignore
  return new Image(kind, first!.width, first!.height, bytes);
}

const imageModule = defineModule({
  name: 'PIL.Image',
  functions: {
    'new(mode, size, color=0)': (mode: Value, size: Value, color: Value) => {
      const kind = modeArgument(mode);
      return solidImage(kind, ...sizeArgument(size), colorArgument(color, kind));
    },
    'frombytes(mode, size, data)': frombytes,
    'blend(im1, im2, alpha)': (a: Value, b: Value, alpha: Value) => {
      const [from, to] = [imageArgument(a), imageArgument(b)];
      if (from.mode !== to.mode || from.width !== to.width || from.height !== to.height)
        throw exc.ValueError('images do not match');
      return enhance.blended(from, to, asNumber(alpha) ?? 0);
    },
    'merge(mode, bands)': merge,
    'fromarray(obj, mode=None)': fromArray,
    'open(fp, mode="r", formats=None)': () => {
      throw exc.NotImplementedError(
        'image files cannot be opened here; the data sets of torchvision.datasets have images, and Image.new makes one',
      );
    },
  },
  members: {
    Image: imageType,
    Resampling: enumeration('Resampling', resamplings),
    Transpose: enumeration('Transpose', TRANSPOSES),
    ...constants(resamplings),
    ...constants(TRANSPOSES),
    LINEAR: RESAMPLINGS.indexOf('bilinear'),
    CUBIC: RESAMPLINGS.indexOf('bicubic'),
    ANTIALIAS: RESAMPLINGS.indexOf('lanczos'),
  },
});

/** A function of an image alone. */
const simple = (run: (image: Image) => Image) => (image: Value) => run(imageArgument(image));

function expand(image: Value, border: Value, fill: Value): Image {
  const source = imageArgument(image);
  const one = asNumber(border);
  const items = one === undefined && (border instanceof PyTuple || border instanceof PyList) ? border.items.map((n) => toInt(n, 'border')) : [one ?? 0]; // prettier-ignore
  const [left, top = left, right = left, bottom = top] = items as [number, number?, number?, number?];
  return bordered(source, left, top, right, bottom, colorArgument(fill, source.mode));
}

const imageOpsModule = defineModule({
  name: 'PIL.ImageOps',
  functions: {
    'invert(image)': simple(tables.inverted),
    'autocontrast(image)': simple(tables.autocontrasted),
    'equalize(image)': simple(tables.equalized),
    'mirror(image)': simple((image) => transposed(image, 'FLIP_LEFT_RIGHT')),
    'flip(image)': simple((image) => transposed(image, 'FLIP_TOP_BOTTOM')),
    'grayscale(image)': simple((image) => converted(image, 'L')),
    'posterize(image, bits)': (image: Value, bits: Value) =>
      tables.posterized(imageArgument(image), toInt(bits, 'bits')),
    'solarize(image, threshold=128)': (image: Value, threshold: Value) =>
      tables.solarized(imageArgument(image), asNumber(threshold) ?? 128),
    'expand(image, border=0, fill=0)': expand,
  },
});

/** `ImageEnhance.NAME(image).enhance(factor)` */
const enhancer = (name: string, run: (image: Image, factor: number) => Image): PyType =>
  defineClass({
    name,
    module: 'PIL.ImageEnhance',
    methods: {
      '__init__(self, image)': (self: PyInstance, image: Value) => {
        self.dict.set('image', imageArgument(image));
        return null;
      },
      'enhance(self, factor)': (self: PyInstance, factor: Value): Value | Task => {
        const number = asNumber(factor);
        if (number === undefined) throw exc.TypeError('factor must be a number');
        return run(imageArgument(self.dict.get('image') ?? null), number);
      },
    },
  });

const imageEnhanceModule = defineModule({
  name: 'PIL.ImageEnhance',
  members: {
    Brightness: enhancer('Brightness', enhance.withBrightness),
    Contrast: enhancer('Contrast', enhance.withContrast),
    Color: enhancer('Color', enhance.withSaturation),
    Sharpness: enhancer('Sharpness', enhance.withSharpness),
  },
});

/** By dotted name. */
export const pilModules: ReadonlyMap<string, PyModule> = new Map([
  [
    'PIL',
    defineModule({
      name: 'PIL',
      members: { Image: imageModule, ImageOps: imageOpsModule, ImageEnhance: imageEnhanceModule, __version__: '9.4.0' },
      absent: { ImageFilter: 'transforms.GaussianBlur runs here', ImageDraw: 'SummaryWriter draws curves and images' },
    }),
  ],
  ['PIL.Image', imageModule],
  ['PIL.ImageOps', imageOpsModule],
  ['PIL.ImageEnhance', imageEnhanceModule],
]);
