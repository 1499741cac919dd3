/** Images in other sizes, by interpolation. */
import { float, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { interpolate } from '../ops/interpolation.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, words } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** PyTorch keeps a factor as a float. */
function keepFactor(self: ModuleObject): void {
  const factor = attribute(self, 'scale_factor');
  if (typeof factor === 'number') self.dict.set('scale_factor', float(factor));
}

/** The size or the factor, whichever the program gave. */
const given = (self: ModuleObject): string => (attribute(self, 'scale_factor') === null ? 'size' : 'scale_factor');

const upsampleType: PyType = defineModuleClass({
  name: 'Upsample',
  module: 'upsampling',
  parameters: "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
  setup: keepFactor,
  forward: (self: ModuleObject, input: Tensor) =>
    interpolate(input, attribute(self, 'size'), attribute(self, 'scale_factor'), attribute(self, 'mode'), attribute(self, 'align_corners')), // prettier-ignore
  extraRepr: (self) => words(self, given(self), 'mode').replaceAll("'", ''),
});

/** `Upsample` of one mode. */
const upsampling = (name: string, mode: string, align: Value): PyType =>
  defineModuleClass({
    name,
    module: 'upsampling',
    parameters: 'size=None, scale_factor=None',
    setup: keepFactor,
    forward: (self: ModuleObject, x: Tensor) =>
      interpolate(x, attribute(self, 'size'), attribute(self, 'scale_factor'), mode, align),
    extraRepr: (self) => `${words(self, given(self))}, mode=${mode}`,
  });

export const upsamplings: Readonly<Record<string, PyType>> = {
  Upsample: upsampleType,
  UpsamplingNearest2d: upsampling('UpsamplingNearest2d', 'nearest', null),
  UpsamplingBilinear2d: upsampling('UpsamplingBilinear2d', 'bilinear', true),
};

export const upsamplingFunctions: Functions = {
  "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False)":
    interpolate,
  "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)": interpolate,
};
