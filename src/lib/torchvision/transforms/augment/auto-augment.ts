/** AutoAugment, RandAugment and TrivialAugmentWide: one or two operations drawn for each picture. */
import { exc, str, toInt, type PyInstance, type PyType, type Task, type Value } from '../../../python/bind.ts'; // prettier-ignore
import { outsideFill } from '../arguments.ts';
import { integer, unit } from '../draws.ts';
import { defineEnumeration } from '../enumeration.ts';
import { filterArgument, interpolationField } from '../interpolation.ts';
import { dimensionsOf, type Picture } from '../picture.ts';
import { defineTransform, field, setFields } from '../transform.ts';
import { moderate, operated, operations, WIDE, type OperationName, type Range } from './operations.ts';
import { POLICIES } from './policies.ts';

type PolicyName = keyof typeof POLICIES;

const policyNames = defineEnumeration(
  'AutoAugmentPolicy',
  'torchvision.transforms.autoaugment',
  Object.keys(POLICIES) as PolicyName[],
);

export const policyType: PyType = policyNames.type;

/** Carries an operation out with what the transform keeps. */
function withSettings(self: PyInstance, picture: Picture, name: OperationName, magnitude: number): Picture {
  const filter = filterArgument(field(self, 'interpolation'), 'nearest');
  return operated(picture, name, magnitude, filter, outsideFill(field(self, 'fill'), picture));
}

/** A magnitude with the sign that is drawn for it. */
const drawnSign = (magnitude: number, { signed }: Range): number =>
  signed && integer(0, 2) === 1 ? -magnitude : magnitude;

/** `Name(a=1, b=2)` for attributes as `str` gives them. */
function* shown(self: PyInstance, name: string, fields: readonly string[]): Task<string> {
  const parts: string[] = [];
  for (const key of fields) parts.push(`${key}=${yield* str(field(self, key))}`);
  return `${name}(${parts.join(', ')})`;
}

export const autoAugmentType = defineTransform({
  name: 'AutoAugment',
  isModule: true,
  random: true,
  init: [
    '__init__(self, policy=AutoAugmentPolicy.IMAGENET, interpolation=InterpolationMode.NEAREST, fill=None)',
    (self, policy, interpolation, fill) => {
      const chosen = policy ?? policyNames.member('imagenet');
      if (!policyNames.includes(chosen)) throw exc.ValueError('The provided policy is not recognized.');
      setFields(self, { policy: chosen, interpolation: interpolationField(interpolation, 'nearest'), fill: fill! });
    },
  ],
  run: (self, picture) => {
    const policy = field(self, 'policy');
    const policies = POLICIES[policyNames.includes(policy) ? policy.value : 'imagenet'];
    const steps = policies[integer(0, policies.length)]!;
    const chances = [unit(), unit()];
    const signs = [integer(0, 2), integer(0, 2)];
    const { width, height } = dimensionsOf(picture);
    const ranges = operations(10, moderate(width, height));
    return steps.reduce((result, { name, probability, magnitude }, i) => {
      if (chances[i]! > Math.fround(probability)) return result;
      const range = ranges.get(name);
      const size = magnitude === null ? 0 : (range?.magnitudes?.[magnitude] ?? 0);
      return withSettings(self, result, name, range?.signed === true && signs[i] === 0 ? -size : size);
    }, picture);
  },
  repr: (self, name) => shown(self, name, ['policy', 'fill']),
});

const whole = (self: PyInstance, name: string): number => toInt(field(self, name), name);

/** One of the operations, and its range. */
function drawn(ranges: ReadonlyMap<OperationName, Range>): readonly [OperationName, Range] {
  return [...ranges][integer(0, ranges.size)]!;
}

export const randAugmentType = defineTransform({
  name: 'RandAugment',
  isModule: true,
  random: true,
  init: [
    '__init__(self, num_ops=2, magnitude=9, num_magnitude_bins=31, interpolation=InterpolationMode.NEAREST, fill=None)',
    (self, count, magnitude, bins, interpolation, fill) =>
      setFields(self, {
        num_ops: count!,
        magnitude: magnitude!,
        num_magnitude_bins: bins!,
        interpolation: interpolationField(interpolation, 'nearest'),
        fill: fill!,
      }),
  ],
  run: (self, picture) => {
    const { width, height } = dimensionsOf(picture);
    const ranges = operations(whole(self, 'num_magnitude_bins'), moderate(width, height));
    let result = picture;
    for (let i = 0; i < whole(self, 'num_ops'); i++) {
      const [name, range] = drawn(ranges);
      const magnitude = range.magnitudes?.[whole(self, 'magnitude')] ?? 0;
      result = withSettings(self, result, name, drawnSign(magnitude, range));
    }
    return result;
  },
  repr: (self, name) => shown(self, name, ['num_ops', 'magnitude', 'num_magnitude_bins', 'interpolation', 'fill']),
});

export const trivialAugmentType = defineTransform({
  name: 'TrivialAugmentWide',
  isModule: true,
  random: true,
  init: [
    '__init__(self, num_magnitude_bins=31, interpolation=InterpolationMode.NEAREST, fill=None)',
    (self, bins: Value, interpolation, fill) =>
      setFields(self, {
        num_magnitude_bins: bins,
        interpolation: interpolationField(interpolation, 'nearest'),
        fill: fill!,
      }),
  ],
  run: (self, picture) => {
    const [name, range] = drawn(operations(whole(self, 'num_magnitude_bins'), WIDE));
    const { magnitudes } = range;
    const magnitude = magnitudes === null ? 0 : magnitudes[integer(0, magnitudes.length)]!;
    return withSettings(self, picture, name, drawnSign(magnitude, range));
  },
  repr: (self, name) => shown(self, name, ['num_magnitude_bins', 'interpolation', 'fill']),
});
