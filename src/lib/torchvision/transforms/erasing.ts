/** RandomErasing (Zhong et al. 2017, "Random erasing data augmentation"). */
import { asNumber, exc, type PyInstance, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../../torch/arguments.ts';
import { torchState } from '../../torch/state.ts';
import { Tensor } from '../../torch/tensor.ts';
import { numberArgument, numbersOf, warn } from './arguments.ts';
import { chance, integer, logOf, logUniform, uniform } from './draws.ts';
import { roundHalfEven } from '../rounding.ts';
import { erased, type Area } from './functional/erase.ts';
import { classText } from './picture.ts';
import { rangeOf } from './random-geometry.ts';
import { defineTransform, field, reprOf, setFields } from './transform.ts';

function checkArguments(p: Value, scale: Value, ratio: Value, value: Value): void {
  if (asNumber(value) === undefined && typeof value !== 'string' && sequenceItems(value) === null) {
    throw exc.TypeError('Argument value should be either a number or str or a sequence');
  }
  if (typeof value === 'string' && value !== 'random') throw exc.ValueError("If value is str, it should be 'random'");
  const [scales, ratios] = [rangeOf(scale, 'Scale'), rangeOf(ratio, 'Ratio')];
  if (scales[0] > scales[1] || ratios[0] > ratios[1]) warn('Scale and ratio should be of kind (min, max)');
  if (scales[0] < 0 || scales[1] > 1) throw exc.ValueError('Scale should be between 0 and 1');
  const chanceOf = numberArgument(p, 'p');
  if (!(chanceOf >= 0 && chanceOf <= 1)) throw exc.ValueError('Random erasing probability should be between 0 and 1');
}

/** The area to erase and what to put there: noise for `value` null. Null when ten attempts found none. */
function drawArea(
  x: Tensor,
  scale: readonly number[],
  ratio: readonly number[],
  value: readonly number[] | null,
): [Area, Float32Array] | null {
  const [channels, height, width] = x.shape.slice(-3) as [number, number, number];
  const [least, most] = [logOf(ratio[0]!), logOf(ratio[1]!)];
  for (let attempt = 0; attempt < 10; attempt++) {
    const size = height * width * uniform(scale[0]!, scale[1]!);
    const aspect = logUniform(least, most);
    const h = roundHalfEven(Math.sqrt(size * aspect));
    const w = roundHalfEven(Math.sqrt(size / aspect));
    if (h >= height || w >= width) continue;
    const patch = value === null ? new Float32Array(channels * h * w) : Float32Array.from(value);
    if (value === null) torchState().generator.fillNormal(patch, 0, 1);
    const top = integer(0, height - h + 1);
    return [{ top, left: integer(0, width - w + 1), height: h, width: w }, patch];
  }
  return null;
}

/** The attribute `value` as numbers; null for 'random'. */
function valueOf(self: PyInstance, channels: number): number[] | null {
  const value = field(self, 'value');
  if (typeof value === 'string') return null;
  const numbers = numbersOf(value) ?? [numberArgument(value, 'value')];
  if (numbers.length === 1 || numbers.length === channels) return numbers;
  throw exc.ValueError(
    `If value is a sequence, it should have either a single value or ${channels} (number of input channels)`,
  );
}

export const randomErasingType = defineTransform({
  name: 'RandomErasing',
  isModule: true,
  random: true,
  lazy: true,
  init: [
    '__init__(self, p=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False)',
    (self, p, scale, ratio, value, inplace) => {
      checkArguments(p, scale, ratio, value);
      setFields(self, { p: p!, scale: scale!, ratio: ratio!, value: value!, inplace: inplace! });
    },
  ],
  run: (self, picture) => {
    if (!chance(numberArgument(field(self, 'p'), 'p'))) return picture;
    if (!(picture instanceof Tensor)) throw exc.TypeError(`img should be Tensor Image. Got ${classText(picture)}`);
    if (picture.shape.length < 3) throw exc.IndexError('tuple index out of range');
    const value = valueOf(self, picture.shape.at(-3)!);
    const drawn = drawArea(
      picture,
      rangeOf(field(self, 'scale'), 'Scale'),
      rangeOf(field(self, 'ratio'), 'Ratio'),
      value,
    );
    return drawn === null ? picture : erased(picture, ...drawn, field(self, 'inplace') === true);
  },
  repr: reprOf('p', 'scale', 'ratio', 'value', 'inplace'),
});
