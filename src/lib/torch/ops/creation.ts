/** New tensors from numbers and shapes. */
import {
  exc,
  PyFloat,
  PyRange,
  toFloat,
  toInt,
  typeName,
  type Functions,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { isHostArray, isSharedArray } from '../../tensor/array-interface.ts';
import { hostArray, isFloating, promote, type DType, type HostArray } from '../../tensor/dtype.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import type { Shape } from '../../tensor/shape.ts';
import { numberDType, numberValue, sequenceItems, sizesArgument } from '../arguments.ts';
import { device } from '../device.ts';
import { dtypeArgument } from '../dtypes.ts';
import { apply, Tensor } from '../tensor.ts';
import { readTensor } from './reading.ts';

/** A tensor of values on the host. */
export const hostTensor = (values: HostArray, shape: Shape, dtype: DType): Tensor =>
  new Tensor(dataNode(values, shape, dtype));

/** Sets `requires_grad=` of what was just made. */
export const withGrad = (x: Tensor, requiresGrad: Value): Tensor => {
  if (requiresGrad === true && !isFloating(x.dtype)) {
    throw exc.RuntimeError('Only Tensors of floating point and complex dtype can require gradients');
  }
  if (requiresGrad === true) x.setRequiresGrad(true);
  return x;
};

/** Nested sequences of numbers, flattened, with the shape and dtype that PyTorch infers. */
interface Nested {
  readonly numbers: number[];
  readonly shape: number[];
  readonly dtype: DType | null;
}

function* flattenNested(data: Value): Task<Nested> {
  if (data instanceof Tensor) {
    const values = yield* readTensor(data);
    return { numbers: [...values], shape: [...data.shape], dtype: data.dtype };
  }
  // Before the test for numbers: NumPy's scalars are both.
  if (isHostArray(data)) {
    const { values, shape, dtype: type } = data.hostArray();
    return { numbers: Array.from(values), shape: [...shape], dtype: type };
  }
  const dtype = numberDType(data);
  if (dtype !== null) return { numbers: [numberValue(data)], shape: [], dtype };
  const items =
    data instanceof PyRange ? Array.from({ length: data.length }, (_, i) => data.at(i)) : sequenceItems(data);
  if (items === null) {
    throw typeof data === 'string'
      ? exc.TypeError("new(): invalid data type 'str'")
      : exc.RuntimeError(`Could not infer dtype of ${typeName(data)}`);
  }
  const numbers: number[] = [];
  let shape: number[] | null = null;
  let common: DType | null = null;
  for (const item of items) {
    if (typeof item === 'string') throw exc.ValueError("too many dimensions 'str'");
    const part = yield* flattenNested(item);
    if (shape !== null && (part.shape.length !== shape.length || part.shape.some((n, j) => n !== shape![j]))) {
      throw part.shape.length === shape.length
        ? exc.ValueError(`expected sequence of length ${shape[0]} at dim 1 (got ${part.shape[0]})`)
        : part.shape.length > shape.length
          ? exc.TypeError(`'${typeName(item)}' object cannot be interpreted as an integer`)
          : exc.TypeError('not a sequence');
    }
    shape ??= part.shape;
    if (part.dtype !== null) common = common === null ? part.dtype : promote(common, part.dtype);
    for (const n of part.numbers) numbers.push(n);
  }
  return { numbers, shape: [items.length, ...(shape ?? [])], dtype: common };
}

/** Integers are 32 bits wide here: others are refused rather than cut off. Raises NotImplementedError. */
export function refuseWide(numbers: Iterable<number>): void {
  for (const n of numbers) {
    if (n >= -(2 ** 31) && n < 2 ** 31) continue;
    throw exc.NotImplementedError(
      `integers of tensors have 32 bits here, and ${n} needs more; use float32, or Python's own ints, which have no limit`,
    );
  }
}

/** `torch.tensor`: nested sequences of numbers, arrays and tensors, copied. */
export function* tensorOf(data: Value, dtype: Value, _device: Value = null, requiresGrad: Value = false): Task {
  const nested = yield* flattenNested(data);
  const type = dtypeArgument(dtype, nested.dtype ?? 'float32');
  const values = hostArray(type, nested.numbers.length);
  if (type === 'bool') nested.numbers.forEach((n, i) => (values[i] = n === 0 ? 0 : 1));
  else {
    if (type === 'int64') refuseWide(nested.numbers);
    values.set(nested.numbers);
  }
  return withGrad(hostTensor(values, nested.shape, type), requiresGrad);
}

/** `torch.from_numpy`, and what `as_tensor` does to an array: a copy, because devices share no memory with NumPy. */
export function fromArray(array: Value): Tensor {
  if (!isHostArray(array)) throw exc.TypeError(`expected np.ndarray (got ${typeName(array)})`);
  const { values, shape, dtype } = array.hostArray();
  if (dtype === 'int64') refuseWide(Array.from(values));
  const copy = hostArray(dtype, values.length);
  copy.set(values);
  const made = hostTensor(copy, shape, dtype);
  if (isSharedArray(array)) made.shareWith(array);
  return made;
}

/** `torch.as_tensor`: a tensor as it is, anything else as `torch.tensor` reads it. */
function* asTensor(data: Value, dtype: Value): Task {
  if (data instanceof Tensor && dtype === null) return data;
  return yield* tensorOf(data, dtype, null, false);
}

/** `torch.zeros` and its kind: `size` as `f(2, 3)` or `f((2, 3))`. */
function filled(size: readonly Value[], value: number, dtype: Value, requiresGrad: Value): Tensor {
  return withGrad(new Tensor(op.full(shapeArgument(size), value, dtypeArgument(dtype, 'float32'))), requiresGrad);
}

/** `size` as `f(2, 3)` or `f((2, 3))`. Throws RuntimeError for a negative one. */
export function shapeArgument(size: readonly Value[]): number[] {
  const shape = sizesArgument(size);
  const negative = shape.find((n) => n < 0);
  if (negative !== undefined) {
    throw exc.RuntimeError(`Trying to create tensor with negative dimension ${negative}: [${shape.join(', ')}]`);
  }
  return shape;
}

function fullOf(size: Value, fill: Value, dtype: Value, requiresGrad: Value): Tensor {
  if (numberDType(fill) === null && !(fill instanceof Tensor)) {
    throw exc.TypeError(`full(): argument 'fill_value' (position 2) must be Number, not ${typeName(fill)}`);
  }
  if (sequenceItems(size) === null) {
    throw exc.TypeError(`full(): argument 'size' (position 1) must be tuple of SymInts, not ${typeName(size)}`);
  }
  const type = dtypeArgument(dtype, numberDType(fill) ?? 'float32');
  return withGrad(new Tensor(op.full(shapeArgument([size]), numberValue(fill), type)), requiresGrad);
}

const like = (x: Tensor, value: number, dtype: Value, requiresGrad: Value): Tensor =>
  withGrad(new Tensor(op.full(x.shape, value, dtypeArgument(dtype, x.dtype))), requiresGrad);

function arange(start: Value, end: Value, step: Value, dtype: Value, _device: Value, requiresGrad: Value): Tensor {
  const [from, to] = end === null ? [0, start] : [start, end];
  const type = dtypeArgument(dtype, [from, to, step].some((v) => v instanceof PyFloat) ? 'float32' : 'int64');
  const [a, b, by] = [toFloat(from, 'start'), toFloat(to, 'end'), toFloat(step, 'step')];
  if (by === 0) throw exc.RuntimeError('step must be nonzero');
  if ((b - a) / by < 0) throw exc.RuntimeError('upper bound and larger bound inconsistent with step sign');
  const values = hostArray(type, Math.ceil((b - a) / by));
  if (type === 'int64' && values.length > 0) refuseWide([a, a + (values.length - 1) * by]);
  // Floats come in groups, each counted from its first as float32 has it.
  const grouped = isFloating(type) ? values.length - (values.length % (2 * LANES)) : 0;
  const f = Math.fround;
  for (let i = 0; i < values.length; i++) {
    const lane = i % LANES;
    values[i] = i < grouped ? f(a + (i - lane) * by) + lane * by : a + i * by;
  }
  return withGrad(hostTensor(values, [values.length], type), requiresGrad);
}

/** `torch.range`, which PyTorch warns of: like `arange`, with the end. */
function range(start: Value, end: Value, step: Value, dtype: Value): Tensor {
  const [a, b, by] = [toFloat(start, 'start'), toFloat(end, 'end'), toFloat(step, 'step')];
  if (by === 0) throw exc.RuntimeError('step must be nonzero');
  if ((b - a) / by < 0) throw exc.RuntimeError('upper bound and larger bound inconsistent with step sign');
  const type = dtypeArgument(dtype, 'float32');
  const values = hostArray(type, Math.floor((b - a) / by) + 1);
  for (let i = 0; i < values.length; i++) values[i] = a + i * by;
  return hostTensor(values, [values.length], type);
}

/** Numbers that PyTorch makes side by side on a processor with AVX2, two such groups at a time. */
const LANES = 8;

/** `n` numbers from `start` to `end` in float32, as PyTorch computes them: from both ends towards the middle, group by group from its first. */
export function spaced(start: Value, end: Value, steps: Value): Float32Array<ArrayBuffer> {
  const n = toInt(steps, 'steps');
  if (n < 0) throw exc.RuntimeError('number of steps must be non-negative');
  const f = Math.fround;
  const [a, b] = [f(toFloat(start, 'start')), f(toFloat(end, 'end'))];
  const step = n > 1 ? f(f(b - a) / (n - 1)) : 0;
  const half = n === 1 ? 1 : Math.floor(n / 2);
  const alone = (i: number): number => f(i < half ? a + step * i : b - step * (n - i - 1));
  const grouped = n - (n % (2 * LANES));
  return Float32Array.from({ length: n }, (_, i) => {
    const lane = i % LANES;
    return i < grouped ? alone(i - lane) + f(lane * step) : alone(i);
  });
}

/** Numbers as a tensor of the dtype that a program names. */
function row(numbers: Float32Array<ArrayBuffer>, dtype: Value, requiresGrad: Value): Tensor {
  const type = dtypeArgument(dtype, 'float32');
  const values = hostArray(type, numbers.length);
  values.set(isFloating(type) ? numbers : numbers.map(Math.trunc));
  return withGrad(hostTensor(values, [values.length], type), requiresGrad);
}

function linspace(start: Value, end: Value, steps: Value, dtype: Value, _device: Value, requiresGrad: Value): Tensor {
  return row(spaced(start, end, steps), dtype, requiresGrad);
}

/** Powers of `base` from `start` to `end`. */
function logspace(start: Value, end: Value, steps: Value, base: Value, dtype: Value, _d: Value, grad: Value): Tensor {
  const by = toFloat(base, 'base');
  return row(
    spaced(start, end, steps).map((exponent) => by ** exponent),
    dtype,
    grad,
  );
}

/** Powers of the values of a vector as columns: the highest first, or last. */
function vander(x: Tensor, n: Value, increasing: Value): Tensor {
  if (x.shape.length !== 1) throw exc.RuntimeError('x must be a one-dimensional tensor.');
  const count = n === null ? x.shape[0]! : toInt(n, 'N');
  const exponents = Float32Array.from({ length: count }, (_, i) => (increasing === true ? i : count - 1 - i));
  return apply('Vander', (node) => op.binary('pow', op.reshape(node, [node.shape[0]!, 1]), op.cast(dataNode(exponents, [count], 'float32'), node.dtype)), x); // prettier-ignore
}

function eye(n: Value, m: Value, dtype: Value, requiresGrad: Value): Tensor {
  const [rows, columns] = [toInt(n, 'n'), toInt(m ?? n, 'm')];
  if (rows < 0 || columns < 0) {
    const [name, wrong] = rows < 0 ? ['n', rows] : ['m', columns];
    throw exc.RuntimeError(`${name} must be greater or equal to 0, got ${wrong}`);
  }
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = 1;
  const type = dtypeArgument(dtype, 'float32');
  const made = hostTensor(values, [rows, columns], 'float32');
  return withGrad(type === 'float32' ? made : new Tensor(op.cast(made.node, type)), requiresGrad);
}

const OPTIONS = 'dtype=None, device=None, requires_grad=False';

/** With `device=` checked: there is one device here. */
const onDevice = (functions: Functions): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([text, run]) => {
      const at = text
        .slice(text.indexOf('(') + 1)
        .split(', ')
        .filter((part) => part !== '*')
        .findIndex((part) => part.startsWith('device='));
      if (at < 0) return [text, run];
      const checked = (...args: Value[]) => {
        if ((args[at] ?? null) !== null) device(args[at]!);
        return (run as (...all: Value[]) => Value)(...args);
      };
      return [text, checked];
    }),
  );

export const creationFunctions: Functions = onDevice({
  [`tensor(data, *, ${OPTIONS})`]: tensorOf,
  'from_numpy(ndarray)': fromArray,
  'as_tensor(data, dtype=None, device=None)': asTensor,
  [`zeros(*size, ${OPTIONS})`]: (size: Value[], dtype: Value, _d: Value, grad: Value) => filled(size, 0, dtype, grad),
  [`ones(*size, ${OPTIONS})`]: (size: Value[], dtype: Value, _d: Value, grad: Value) => filled(size, 1, dtype, grad),
  [`empty(*size, ${OPTIONS})`]: (size: Value[], dtype: Value, _d: Value, grad: Value) => filled(size, 0, dtype, grad),
  [`full(size, fill_value, *, ${OPTIONS})`]: (size: Value, fill: Value, dtype: Value, _d: Value, grad: Value) =>
    fullOf(size, fill, dtype, grad),
  [`zeros_like(input, *, ${OPTIONS}, memory_format=None)`]: (x: Tensor, dtype: Value, _d: Value, grad: Value) =>
    like(x, 0, dtype, grad),
  [`ones_like(input, *, ${OPTIONS}, memory_format=None)`]: (x: Tensor, dtype: Value, _d: Value, grad: Value) =>
    like(x, 1, dtype, grad),
  [`full_like(input, fill_value, *, ${OPTIONS})`]: (x: Tensor, fill: Value, dtype: Value, _d: Value, grad: Value) =>
    like(x, numberValue(fill), dtype, grad),
  [`empty_like(input, *, ${OPTIONS}, memory_format=None)`]: (x: Tensor, dtype: Value, _d: Value, grad: Value) =>
    like(x, 0, dtype, grad),
  'asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False)': asTensor,
  'scalar_tensor(s, *, dtype=None, device=None, requires_grad=False)': (
    s: Value,
    dtype: Value,
    _d: Value,
    grad: Value,
  ) => withGrad(new Tensor(op.full([], numberValue(s), dtypeArgument(dtype, 'float32'))), grad),
  [`arange(start, end=None, step=1, *, ${OPTIONS})`]: arange,
  'range(start, end, step=1, *, dtype=None, device=None)': range,
  [`linspace(start, end, steps, *, ${OPTIONS})`]: linspace,
  [`logspace(start, end, steps, base=10.0, *, ${OPTIONS})`]: logspace,
  'vander(x, N=None, increasing=False)': vander,
  [`eye(n, m=None, *, ${OPTIONS})`]: (n: Value, m: Value, dtype: Value, _d: Value, grad: Value) =>
    eye(n, m, dtype, grad),
});
