import { asNumber, exc, type PyType, type Value } from '../../python/bind.ts';
import { RESAMPLINGS, type Resampling } from '../pil/filters.ts';
import { warn } from './arguments.ts';
import { defineEnumeration, type Member } from './enumeration.ts';

type InterpolationMode = Member<Resampling>;

const modes = defineEnumeration<Resampling>('InterpolationMode', 'torchvision.transforms.functional', [
  'nearest',
  'bilinear',
  'bicubic',
  'box',
  'hamming',
  'lanczos',
]);

export const interpolationModeType: PyType = modes.type;

/** The member for a filter. */
const interpolationMode = modes.member;

/**
 * An argument `interpolation` as a member; `otherwise` where it was left out. PIL's numbers are understood, with torchvision's warning.
 * Throws TypeError.
 */
export function interpolationField(value: Value | undefined, otherwise: Resampling): InterpolationMode {
  if (value === undefined || value === null) return interpolationMode(otherwise);
  if (modes.includes(value)) return value;
  const filter = RESAMPLINGS[asNumber(value) ?? -1];
  if (filter === undefined) throw exc.TypeError('Argument interpolation should be a InterpolationMode');
  warn(
    "Argument 'interpolation' of type int is deprecated since 0.13 and will be removed in 0.15. Please use InterpolationMode enum.",
  );
  return interpolationMode(filter);
}

/** The filter that an argument `interpolation` names. */
export const filterArgument = (value: Value | undefined, otherwise: Resampling): Resampling =>
  interpolationField(value, otherwise).value;
