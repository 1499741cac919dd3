import { asNumber, defineClass, exc, PyObject, type PyType, type Value } from '../../python/bind.ts';
import { RESAMPLINGS, type Resampling } from '../pil/filters.ts';
import { warn } from './arguments.ts';

/** A member of torchvision's enumeration `InterpolationMode`. */
class InterpolationMode extends PyObject {
  readonly filter: Resampling;

  constructor(filter: Resampling) {
    super();
    this.filter = filter;
  }

  get name(): string {
    return this.filter.toUpperCase();
  }

  get type(): PyType {
    return interpolationModeType;
  }
}

const members = new Map(
  (['nearest', 'bilinear', 'bicubic', 'box', 'hamming', 'lanczos'] as const).map((filter) => [
    filter,
    new InterpolationMode(filter),
  ]),
);

/** The member for a filter. */
export const interpolationMode = (filter: Resampling): InterpolationMode => members.get(filter)!;

export const interpolationModeType: PyType = defineClass({
  name: 'InterpolationMode',
  module: 'torchvision.transforms.functional',
  allocate: null,
  subclassable: false,
  methods: {
    '__repr__(self)': (self: InterpolationMode) => `<InterpolationMode.${self.name}: '${self.filter}'>`,
    '__str__(self)': (self: InterpolationMode) => `InterpolationMode.${self.name}`,
  },
  properties: {
    name: (self: InterpolationMode) => self.name,
    value: (self: InterpolationMode) => self.filter,
  },
  constants: Object.fromEntries([...members.values()].map((mode) => [mode.name, mode])),
});

/**
 * An argument `interpolation` as a member; `otherwise` where it was left out. PIL's numbers are understood, with torchvision's warning.
 * Throws TypeError.
 */
export function interpolationField(value: Value | undefined, otherwise: Resampling): InterpolationMode {
  if (value === undefined || value === null) return interpolationMode(otherwise);
  if (value instanceof InterpolationMode) return value;
  const filter = RESAMPLINGS[asNumber(value) ?? -1];
  if (filter === undefined) throw exc.TypeError('Argument interpolation should be a InterpolationMode');
  warn(
    "Argument 'interpolation' of type int is deprecated since 0.13 and will be removed in 0.15. Please use InterpolationMode enum.",
  );
  return interpolationMode(filter);
}

/** The filter that an argument `interpolation` names. */
export const filterArgument = (value: Value | undefined, otherwise: Resampling): Resampling =>
  interpolationField(value, otherwise).filter;
