/** Borders: the padding modules, and `nn.functional.pad`. */
import { PyTuple, toFloat, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../arguments.ts';
import { padded } from '../ops/resizing.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** A module that pads: sizes for both sides of each of the last dimensions. */
function padding(name: string, dimensions: 1 | 2 | 3, mode: string): PyType {
  const constant = mode === 'constant';
  return defineModuleClass({
    name,
    module: 'padding',
    parameters: constant && !name.startsWith('Zero') ? 'padding, value' : 'padding',
    setup: (self) => {
      const given = attribute(self, 'padding');
      const sizes = sequenceItems(given) ?? Array.from({ length: dimensions * 2 }, () => given);
      self.dict.set('padding', new PyTuple([...sizes]));
    },
    forward: (self: ModuleObject, input: Tensor) => {
      const sizes = (sequenceItems(attribute(self, 'padding')) ?? []).map((n) => toInt(n, 'padding'));
      const value = attribute(self, 'value');
      return padded(input, sizes, mode, value === null ? 0 : toFloat(value, 'value'));
    },
    extraRepr: (self) =>
      name.startsWith('Constant')
        ? `padding=${plain(attribute(self, 'padding'))}, value=${plain(attribute(self, 'value'))}`
        : plain(attribute(self, 'padding')),
  });
}

export const paddings: Readonly<Record<string, PyType>> = {
  ZeroPad2d: padding('ZeroPad2d', 2, 'constant'),
  ConstantPad1d: padding('ConstantPad1d', 1, 'constant'),
  ConstantPad2d: padding('ConstantPad2d', 2, 'constant'),
  ReflectionPad1d: padding('ReflectionPad1d', 1, 'reflect'),
  ReflectionPad2d: padding('ReflectionPad2d', 2, 'reflect'),
  ReplicationPad1d: padding('ReplicationPad1d', 1, 'replicate'),
  ReplicationPad2d: padding('ReplicationPad2d', 2, 'replicate'),
  ConstantPad3d: padding('ConstantPad3d', 3, 'constant'),
  ReflectionPad3d: padding('ReflectionPad3d', 3, 'reflect'),
  ReplicationPad3d: padding('ReplicationPad3d', 3, 'replicate'),
};

export const paddingFunctions: Functions = {
  "pad(input, pad, mode='constant', value=None)": (x: Tensor, sizes: Value, mode: Value, value: Value) => padded(x, (sequenceItems(sizes) ?? []).map((n) => toInt(n, 'pad')), mode, value === null ? 0 : toFloat(value, 'value')), // prettier-ignore
};
