/** Operations whose name ends with an underscore: the same computation, written back to the tensor. */
import { exc, isTask, type Functions, type Implementation, type Task, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { maybeTensor, numberDType, numberValue } from '../arguments.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { linearAlgebraFunctions } from './linear-algebra.ts';
import { derivedPointwiseFunctions } from './derived-pointwise.ts';
import { pointwiseFunctions, writeBack } from './pointwise.ts';
import { cumulativeFunctions } from './cumulative.ts';

/** Element-wise functions that have no form with an underscore in PyTorch. */
const OUT_OF_PLACE_ONLY = new Set(['conj', 'fmax', 'fmin', 'isclose', 'isfinite', 'isinf', 'isnan', 'isneginf', 'isposinf', 'isreal', 'logaddexp', 'logaddexp2', 'maximum', 'minimum', 'positive', 'real', 'rsub', 'signbit']); // prettier-ignore

const PRODUCTS = ['addbmm', 'addmm', 'addmv', 'addr', 'baddbmm'];

const nameIn = (text: string): string => text.slice(0, text.indexOf('('));

/** Every function that can write back to its first argument. */
const candidates: readonly (readonly [string, Implementation])[] = [
  ...Object.entries({ ...pointwiseFunctions, ...derivedPointwiseFunctions, ...cumulativeFunctions }).filter(
    ([text]) => !OUT_OF_PLACE_ONLY.has(nameIn(text)) && !text.startsWith('cumm') && !text.startsWith('logcum'),
  ),
  ...Object.entries(linearAlgebraFunctions).filter(([text]) => PRODUCTS.includes(nameIn(text))),
];

type Run = (self: Tensor, ...rest: unknown[]) => Tensor | Task<Tensor>;

function* finished(self: Tensor, task: Task<Tensor>): Task<Tensor> {
  return writeBack(self, yield* task);
}

const writtenBack: Functions = Object.fromEntries(
  candidates.map(([text, run]) => {
    const name = nameIn(text);
    const inPlace = (self: Tensor, ...rest: unknown[]) => {
      const result = (run as Run)(self, ...rest);
      return isTask(result) ? finished(self, result) : writeBack(self, result);
    };
    return [text.replace(`${name}(input`, `${name}_(self`), inPlace as Implementation];
  }),
);

/** A number, or a tensor without dimensions, everywhere. */
function filled(self: Tensor, value: Value): Tensor {
  if (value instanceof Tensor) {
    if (value.shape.length > 0) {
      throw exc.RuntimeError(`fill_ only supports 0-dimension value tensor but got tensor with ${value.shape.length} dimensions.`); // prettier-ignore
    }
    self.assign(op.expand(op.cast(value.input, self.dtype), self.shape), 'FillBackward1');
  } else self.assign(op.full(self.shape, fillValue(value), self.dtype), 'FillBackward0');
  return self;
}

function fillValue(value: Value): number {
  if (numberDType(value) === null) throw exc.TypeError("fill_(): argument 'value' (position 1) must be Number");
  return numberValue(value);
}

export const inPlaceMethods: Functions = {
  ...writtenBack,
  'zero_(self)': (self: Tensor) => filled(self, 0),
  'fill_(self, value)': filled,
  'copy_(self, src, non_blocking=False)': (self: Tensor, source: Value) => {
    const from = maybeTensor(source);
    if (from === null) throw exc.TypeError("copy_(): argument 'other' (position 1) must be Tensor");
    self.assign(
      shapeChecked(() => op.expand(from.input, self.shape)),
      'CopyBackwards',
      [null, from.gradFn],
    );
    return self;
  },
};

/** Functions of `torch` that write to their first argument: `torch.relu_(x)`. */
const AS_FUNCTIONS = /^(?:abs|a?(?:rc)?(?:cos|sin|tan)h?|ceil|clamp(?:_min|_max)?|clip|deg2rad|erfc?|exp2?|expm1|fill|fix|floor|frac|ldexp|log(?:10|1p|2)?|logit|nan_to_num|neg(?:ative)?|rad2deg|reciprocal|relu|round|rsqrt|sigmoid|sinc|sqrt|square|trunc|xlogy|zero)_\(/; // prettier-ignore

export const inPlaceFunctions: Functions = Object.fromEntries(
  Object.entries(inPlaceMethods)
    .filter(([text]) => AS_FUNCTIONS.test(text))
    .map(([text, run]) => [text.replace('(self', '(input'), run]),
);

/** Writes an activation's result back to its input where `inplace` asks for it, as `relu_` does. */
export function maybeInPlace(x: Tensor, inplace: Value, run: (x: Tensor) => Tensor): Tensor {
  if (inplace !== true) return run(x);
  // The rule for the gradient looks at the input's values, which are overwritten: it gets values of its own.
  const before = x.requiresGrad ? apply('Clone', (node) => op.add(node, op.full([], 0, node.dtype)), x) : x;
  return writeBack(x, run(before));
}
