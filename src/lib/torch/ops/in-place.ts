/** Operations whose name ends with an underscore: the same computation, written back to the tensor. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { maybeTensor, numberValue } from '../arguments.ts';
import type { Tensor } from '../tensor.ts';
import { shapeChecked } from '../tensor.ts';
import { binaryOperation, pointwiseFunctions } from './pointwise.ts';

const NAMES = ['add', 'sub', 'mul', 'div', 'pow', 'clamp', 'exp', 'sqrt', 'abs', 'neg', 'relu', 'sigmoid', 'tanh', 'round', 'floor', 'ceil']; // prettier-ignore

const writtenBack: Functions = Object.fromEntries(
  Object.entries(pointwiseFunctions).flatMap(([text, run]) => {
    const name = text.slice(0, text.indexOf('('));
    if (!NAMES.includes(name)) return [];
    const implementation = run as (...args: unknown[]) => Tensor;
    const inPlace = (self: Tensor, ...rest: unknown[]) => {
      const result = implementation(self, ...rest);
      self.assign(result.node, result.gradName ?? undefined, result.inputFns);
      return self;
    };
    return [[text.replace(`${name}(input`, `${name}_(self`), inPlace]];
  }),
);

export const inPlaceMethods: Functions = {
  ...writtenBack,
  'zero_(self)': (self: Tensor) => filled(self, 0),
  'fill_(self, value)': (self: Tensor, value: Value) => filled(self, numberValue(value)),
  'copy_(self, src, non_blocking=False)': (self: Tensor, source: Value) => {
    const from = maybeTensor(source);
    if (from === null) throw exc.TypeError("copy_(): argument 'other' (position 1) must be Tensor");
    self.assign(shapeChecked(() => op.expand(from.input, self.shape)));
    return self;
  },
  'addcmul_(self, tensor1, tensor2, *, value=1)': (self: Tensor, a: Value, b: Value, value: Value) => {
    self.assign(binaryOperation('add', self, binaryOperation('mul', binaryOperation('mul', a, b), value)).node);
    return self;
  },
};

function filled(self: Tensor, value: number): Tensor {
  self.assign(op.full(self.shape, value, self.dtype));
  return self;
}
