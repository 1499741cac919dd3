/** Arguments of transforms, with torchvision's errors. */
import { asNumber, currentRun, exc, float, PyFloat, PyList, PyTuple, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { Image, type Color } from '../pil/image.ts';
import { dimensionsOf, type Picture } from './picture.ts';

/** The numbers of a tuple or list; null for anything else. */
export function numbersOf(value: Value): number[] | null {
  const items = sequenceItems(value);
  return items === null ? null : items.map((item) => numberArgument(item, 'each item'));
}

/** An int or float. Throws TypeError naming `what`. */
export function numberArgument(value: Value, what: string): number {
  const number = asNumber(value);
  if (number === undefined) throw exc.TypeError(`${what} must be a number`);
  return number;
}

/** A size given as a number, or as one or two of them: what `self.size` becomes. Throws ValueError with `message`. */
export function sizeField(size: Value, message = 'Please provide only two dimensions (h, w) for size.'): Value {
  const number = asNumber(size);
  if (number !== undefined) return new PyTuple([Math.trunc(number), Math.trunc(number)]);
  const items = sequenceItems(size);
  if (items === null) throw exc.TypeError(`object of type ${size === null ? "'NoneType'" : 'this kind'} has no len()`);
  if (items.length === 1) return new PyTuple([items[0]!, items[0]!]);
  if (items.length !== 2) throw exc.ValueError(message);
  return size;
}

/** Throws unless `value` is a sequence of one of the lengths. */
export function checkSequence(value: Value, name: string, lengths: readonly number[]): readonly Value[] {
  const items = sequenceItems(value);
  const message = `${name} should be a sequence of length ${lengths.join(' or ')}.`;
  if (items === null) throw exc.TypeError(message);
  if (!lengths.includes(items.length)) throw exc.ValueError(message);
  return items;
}

/** Angles given as one number (plus or minus) or as a sequence: a list of floats. */
export function anglesField(value: Value, name: string, lengths: readonly number[] = [2]): PyList {
  const number = asNumber(value);
  if (number === undefined) {
    return new PyList(checkSequence(value, name, lengths).map((item) => float(numberArgument(item, name))));
  }
  if (number < 0) throw exc.ValueError(`If ${name} is a single number, it must be positive.`);
  // Minus the int 0 is 0, minus the float 0.0 is -0.0.
  return new PyList([float(value instanceof PyFloat ? -number : 0 - number), float(number)]);
}

/** A fill for areas outside the image: None is 0. */
export function fillField(fill: Value): Value {
  if (fill === null) return 0;
  if (asNumber(fill) === undefined && sequenceItems(fill) === null) {
    throw exc.TypeError('Fill should be either a sequence or a number.');
  }
  return fill;
}

/** A fill as a colour of the picture's channels. Throws ValueError when there are more or fewer numbers than channels. */
export function fillColor(fill: Value, picture: Picture): Color {
  const { channels } = dimensionsOf(picture);
  const number = fill === null ? 0 : asNumber(fill);
  const truncate = picture instanceof Image ? byte : (v: number) => v;
  if (number !== undefined) return new Array<number>(channels).fill(truncate(number));
  const numbers = numbersOf(fill) ?? [0];
  if (numbers.length !== channels) {
    throw exc.ValueError(
      `The number of elements in 'fill' does not match the number of channels of the image (${numbers.length} != ${channels})`,
    );
  }
  return numbers.map(truncate);
}

/** The fill of a picture that is turned or bent. None leaves what is outside of a tensor zero: null, which is not quite a fill of 0. */
export function outsideFill(fill: Value, picture: Picture): Color | null {
  if (picture instanceof Image) return fillColor(fill, picture);
  if (fill === null) return null;
  const numbers = numbersOf(fill);
  return numbers?.length === 1 ? fillColor(float(numbers[0]!), picture) : fillColor(fill, picture);
}

/** A whole number, held within a byte as PIL does with colours. */
const byte = (value: number): number => Math.min(Math.max(Math.trunc(value), 0), 255);

/** `warnings.warn(message)`. */
export const warn = (message: string): void => currentRun().stderr(`UserWarning: ${message}\n`);
