/** `Tensor.uniform_` and its kind: a tensor filled anew from the random stream. */
import { exc, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
import { cauchy, exponential, fill, geometric, logNormal } from '../../random/torch-distributions.ts';
import type { TorchGenerator } from '../../random/torch-generator.ts';
import { hostArray, isFloating, type DType, type HostArray } from '../../tensor/dtype.ts';
import { dataNode } from '../../tensor/node.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { scalarName } from '../dtypes.ts';
import { streamOf } from '../generator.ts';
import type { Tensor } from '../tensor.ts';
import { bound, drawBernoulli, drawIntegers, drawNormal, drawUniform, tooLarge } from './random.ts';

const refill = (x: Tensor, draw: (values: HostArray) => void): Tensor => {
  const values = hostArray(x.dtype, sizeOf(x.shape));
  draw(values);
  x.assign(dataNode(values, x.shape, x.dtype));
  return x;
};

/** One draw for each element, by a distribution of one or two numbers. */
const each =
  (kernel: string, draw: (stream: TorchGenerator, a: number, b: number) => number, check: (a: number, b: number) => string | null) =>
  (self: Tensor, a: Value, b: Value, generator: Value): Tensor => {
    const [x, y] = [toFloat(a, 'argument 1'), toFloat(b, 'argument 2')];
    const problem = check(x, y);
    if (problem !== null) throw exc.RuntimeError(problem);
    if (!isFloating(self.dtype)) throw exc.RuntimeError(`"${kernel}" not implemented for '${scalarName(self.dtype)}'`);
    const stream = streamOf(generator);
    return refill(self, (values) => fill(values, () => draw(stream, x, y)));
  }; // prettier-ignore

const one =
  (run: (self: Tensor, a: Value, b: Value, generator: Value) => Tensor) =>
  (self: Tensor, a: Value, generator: Value): Tensor =>
    run(self, a, 0, generator);

/** `random_()`: every value that the dtype holds exactly can come. */
function anyNumber(dtype: DType, stream: TorchGenerator): number {
  switch (dtype) {
    case 'bool':
      return stream.random32() & 1;
    case 'uint8':
      return stream.random32() & 0xff;
    case 'int32':
      return stream.random32() % 2 ** 31;
    case 'float32':
      return stream.random32() % (2 ** 24 + 1);
    case 'float64':
      return Number(stream.random64() % (2n ** 53n + 1n));
    case 'int64':
      throw tooLarge();
  }
}

function random(self: Tensor, low: Value, high: Value, generator: Value): Tensor {
  const stream = streamOf(generator);
  if (low === null) return refill(self, (values) => fill(values, () => anyNumber(self.dtype, stream)));
  const [from, to] = high === null ? [0, bound(low, 'to')] : [bound(low, 'from'), bound(high, 'to')];
  return refill(self, (values) => drawIntegers(values, self.dtype, from, to, stream));
}

export const randomMethods: Functions = {
  'bernoulli_(self, p=0.5, *, generator=None)': function* (self: Tensor, p: Value, generator: Value): Task {
    const values = hostArray(self.dtype, sizeOf(self.shape));
    yield* drawBernoulli(values, p, streamOf(generator));
    self.assign(dataNode(values, self.shape, self.dtype));
    return self;
  },
  'random_(self, low=None, high=None, *, generator=None)': random,
  'uniform_(self, a=0.0, b=1.0, *, generator=None)': (self: Tensor, a: Value, b: Value, generator: Value) =>
    refill(self, (out) => drawUniform(out, self.dtype, toFloat(a, 'from'), toFloat(b, 'to'), streamOf(generator))),
  'normal_(self, mean=0.0, std=1.0, *, generator=None)': (self: Tensor, mean: Value, std: Value, generator: Value) =>
    refill(self, (out) => drawNormal(out, self.dtype, toFloat(mean, 'mean'), toFloat(std, 'std'), streamOf(generator))),
  'exponential_(self, lambd=1.0, *, generator=None)': one(
    each('exponential_cpu', exponential, (rate) => (rate < 0 ? `exponential_ expects lambda >= 0.0, but found lambda=${rate}` : null)),
  ),
  'geometric_(self, p, *, generator=None)': one(
    each('geometric_cpu', geometric, (p) => (p > 0 && p < 1 ? null : `geometric_ expects p to be in (0, 1), but got p=${p}`)),
  ),
  'cauchy_(self, median=0.0, sigma=1.0, *, generator=None)': each('cauchy_cpu', cauchy, () => null),
  'log_normal_(self, mean=1.0, std=2.0, *, generator=None)': each('log_normal_cpu', logNormal, (_, std) => (std > 0 ? null : `log_normal_ expects std > 0.0, but found std=${std}`)),
}; // prettier-ignore
