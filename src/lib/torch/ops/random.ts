/** New tensors from the random stream. */
import { binary, exc, toFloat, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import type { TorchGenerator } from '../../random/torch-generator.ts';
import { fill, poisson } from '../../random/torch-distributions.ts';
import { hostArray, isFloating, type DType, type HostArray } from '../../tensor/dtype.ts';
import { broadcastShapes, sizeOf, type Shape } from '../../tensor/shape.ts';
import { numberDType, numberValue, sequenceItems } from '../arguments.ts';
import { dtypeArgument, scalarName } from '../dtypes.ts';
import { streamOf } from '../generator.ts';
import { torchState } from '../state.ts';
import { shapeChecked, Tensor } from '../tensor.ts';
import { hostTensor, shapeArgument, withGrad } from './creation.ts';
import { multinomial } from './multinomial.ts';
import { readTensor } from './reading.ts';

export { streamOf } from '../generator.ts';

/** A number as C++ writes it in messages: `1` for 1.0. */
const plainNumber = (x: number): string => String(Number(x.toPrecision(6)));

/** Fills `out` with uniforms of [low, high), float64 ones from two draws each. Throws RuntimeError. */
export function drawUniform(out: HostArray, dtype: DType, low: number, high: number, stream: TorchGenerator): void {
  if (!isFloating(dtype)) throw exc.RuntimeError(`"check_uniform_bounds" not implemented for '${scalarName(dtype)}'`);
  if (low > high) {
    throw exc.RuntimeError(
      `uniform_ expects to return a [from, to) range, but found from=${plainNumber(low)} > to=${plainNumber(high)}`,
    );
  }
  if (dtype === 'float64') fill(out, () => stream.uniformDouble() * (high - low) + low);
  else stream.fillUniform(out as Float32Array, low, high);
}

/** Fills `out` with normals. Throws RuntimeError. */
export function drawNormal(out: HostArray, dtype: DType, mean: number, std: number, stream: TorchGenerator): void {
  if (!(std >= 0)) throw exc.RuntimeError(`normal expects std >= 0.0, but found std ${plainNumber(std)}`);
  if (!isFloating(dtype)) throw exc.RuntimeError(`"normal_kernel_cpu" not implemented for '${scalarName(dtype)}'`);
  if (dtype === 'float64') stream.fillNormalDouble(out as Float32Array, mean, std);
  else stream.fillNormal(out as Float32Array, mean, std);
}

/** Uniforms of [low, high). */
export function uniformTensor(
  shape: Shape,
  low: number,
  high: number,
  stream: TorchGenerator,
  dtype: DType = 'float32',
): Tensor {
  // prettier-ignore
  const values = hostArray(dtype, sizeOf(shape));
  drawUniform(values, dtype, low, high, stream);
  return hostTensor(values, shape, dtype);
}

/** Normals. */
export function normalTensor(
  shape: Shape,
  mean: number,
  std: number,
  stream: TorchGenerator,
  dtype: DType = 'float32',
): Tensor {
  // prettier-ignore
  const values = hostArray(dtype, sizeOf(shape));
  drawNormal(values, dtype, mean, std, stream);
  return hostTensor(values, shape, dtype);
}

/** The largest and smallest integers of a dtype that integers are drawn for, and its name in messages. */
const INTEGER_RANGES: Partial<Record<DType, readonly [least: number, most: number, name: string]>> = {
  bool: [0, 1, 'bool'],
  uint8: [0, 255, 'unsigned char'],
  int32: [-(2 ** 31), 2 ** 31 - 1, 'int'],
};

/** Fills `out` with integers of [from, to). Throws RuntimeError, and NotImplementedError beyond 32 bits. */
export function drawIntegers(out: HostArray, dtype: DType, from: number, to: number, stream: TorchGenerator): void {
  if (from >= to) {
    throw exc.RuntimeError(`random_ expects 'from' to be less than 'to', but got from=${from} >= to=${to}`);
  }
  const [least, most, name] = INTEGER_RANGES[dtype] ?? [-Infinity, Infinity, ''];
  if (from < least || from > most) throw exc.RuntimeError(`from is out of bounds for ${name}`);
  if (to - 1 < least || to - 1 > most) throw exc.RuntimeError(`to - 1 is out of bounds for ${name}`);
  const draws = Float64Array.from(out, () => stream.integer(from, to));
  if (!isFloating(dtype) && draws.some((n) => n > 2 ** 31 - 1 || n < -(2 ** 31))) throw tooLarge();
  out.set(draws);
}

/** The tensors' integers have 32 bits. */
export const tooLarge = () =>
  exc.NotImplementedError(
    'integers of more than 32 bits do not run here in tensors; draw below 2**31, or with random.getrandbits',
  );

function randint(low: Value, high: Value, size: Value, generator: Value, dtype: Value, grad: Value): Tensor {
  const given = [low, high, size].filter((value) => value !== null);
  const sizes = given.at(-1) ?? null;
  if (given.length < 2 || sequenceItems(sizes) === null) {
    throw exc.TypeError('randint() takes (high, size) or (low, high, size), and the size is a tuple of ints');
  }
  const [from, to] = given.length === 2 ? [0, given[0]!] : [low, high];
  const type = dtypeArgument(dtype, 'int64');
  const shape = shapeArgument([sizes]);
  const values = hostArray(type, sizeOf(shape));
  drawIntegers(values, type, bound(from, 'low'), bound(to, 'high'), streamOf(generator));
  return withGrad(hostTensor(values, shape, type), grad);
}

/** A bound of integers; beyond 2^53 it is rounded, and its draws are refused anyway. */
export const bound = (value: Value, what: string): number =>
  typeof value === 'bigint' ? Number(value) : toInt(value, what);

function randintLike(x: Tensor, low: Value, high: Value, dtype: Value): Tensor {
  const [from, to] = high === null ? [0, low] : [low, high];
  const type = dtypeArgument(dtype, x.dtype);
  const values = hostArray(type, sizeOf(x.shape));
  drawIntegers(values, type, bound(from, 'low'), bound(to, 'high'), torchState().generator);
  return hostTensor(values, x.shape, type);
}

function randperm(n: Value, generator: Value, dtype: Value): Tensor {
  const size = toInt(n, 'n');
  if (size < 0) throw exc.RuntimeError(`Trying to create tensor with negative dimension ${size}: [${size}]`);
  const type = dtypeArgument(dtype, 'int64');
  const values = hostArray(type, size);
  values.set(streamOf(generator).permutation(size));
  return hostTensor(values, [size], type);
}

/** Probabilities in a tensor, and a draw for each: float32 ones compare with 24 bits of a draw, float64 ones with 53. */
export function* drawBernoulli(out: HostArray, p: Value, stream: TorchGenerator): Task<void> {
  if (!(p instanceof Tensor)) {
    const probability = toFloat(p, 'p');
    if (!(probability >= 0 && probability <= 1)) {
      throw exc.RuntimeError(`bernoulli_ expects p to be in [0, 1], but got p=${plainNumber(probability)}`);
    }
    stream.fillBernoulli(out as Float32Array, probability);
    return;
  }
  if (!isFloating(p.dtype)) {
    throw exc.RuntimeError(`"bernoulli_tensor_cpu_p_" not implemented for '${scalarName(p.dtype)}'`);
  }
  const probabilities = yield* readTensor(p);
  if (probabilities.some((x) => !(x >= 0 && x <= 1))) {
    throw exc.RuntimeError(
      'Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)',
    );
  }
  const uniform = p.dtype === 'float64' ? () => stream.uniformDouble() : () => stream.uniformFloat();
  for (let i = 0; i < out.length; i++) out[i] = uniform() < probabilities[i % probabilities.length]! ? 1 : 0;
}

/** `torch.bernoulli(input)`: a draw for each probability; with `p`, for each element of `input`. */
export function* bernoulli(input: Tensor, p: Value, generator: Value): Task {
  const values = hostArray(input.dtype, sizeOf(input.shape));
  yield* drawBernoulli(values, p ?? input, streamOf(generator));
  return hostTensor(values, input.shape, input.dtype);
}

/** `torch.normal(mean, std, size)`, or a mean and std for each element. */
function* normal(mean: Value, std: Value, size: Value, generator: Value): Task {
  const stream = streamOf(generator);
  if (numberDType(std) !== null && numberValue(std) < 0) {
    throw exc.RuntimeError(`normal expects std >= 0.0, but found std ${numberValue(std)}`);
  }
  if (!(mean instanceof Tensor) && !(std instanceof Tensor)) {
    return normalTensor(shapeArgument([size]), toFloat(mean, 'mean'), toFloat(std, 'std'), stream);
  }
  if (std instanceof Tensor && (yield* readTensor(std)).some((each) => each < 0)) {
    throw exc.RuntimeError('normal expects all elements of std >= 0.0');
  }
  const shapes = [mean, std].map((value) => (value instanceof Tensor ? value.shape : []));
  const standard = normalTensor(
    shapeChecked(() => broadcastShapes(shapes[0]!, shapes[1]!)),
    0,
    1,
    stream,
  );
  return yield* binary('+', yield* binary('*', standard, std), mean);
}

function* poissonTensor(input: Tensor, generator: Value): Task {
  const rates = yield* readTensor(input);
  if (rates.some((rate) => !(rate >= 0))) {
    throw exc.RuntimeError('invalid Poisson rate, expected rate to be non-negative');
  }
  const stream = streamOf(generator);
  return hostTensor(Float32Array.from(rates, (rate) => poisson(stream, rate)), input.shape, input.dtype); // prettier-ignore
}

type Maker = (shape: Shape, low: number, high: number, stream: TorchGenerator, dtype: DType) => Tensor;

/** `rand` and `randn`: sizes one by one or in one sequence, or as `size=`. */
const ofSize =
  (make: Maker) =>
  (sizes: Value[], size: Value, generator: Value, out: Value, dtype: Value, _device: Value, grad: Value): Tensor => {
    const shape = shapeArgument(size === null ? sizes : [size]);
    const made = make(shape, 0, 1, streamOf(generator), dtypeArgument(dtype, 'float32'));
    if (!(out instanceof Tensor)) return withGrad(made, grad);
    out.assign(made.node);
    return out;
  };

const likeInput =
  (make: Maker) =>
  (x: Tensor, dtype: Value, _device: Value, grad: Value): Tensor =>
    withGrad(make(x.shape, 0, 1, torchState().generator, dtypeArgument(dtype, x.dtype)), grad);

const OPTIONS = 'dtype=None, device=None, requires_grad=False';
/** Said and ignored: how memory is laid out or pinned. */
const LAYOUT = 'layout=None, pin_memory=False';

export const randomFunctions: Functions = {
  [`rand(*sizes, size=None, generator=None, out=None, ${OPTIONS}, ${LAYOUT})`]: ofSize(uniformTensor),
  [`randn(*sizes, size=None, generator=None, out=None, ${OPTIONS}, ${LAYOUT})`]: ofSize(normalTensor),
  [`rand_like(input, *, ${OPTIONS}, memory_format=None)`]: likeInput(uniformTensor),
  [`randn_like(input, *, ${OPTIONS}, memory_format=None)`]: likeInput(normalTensor),
  'randint(low=None, high=None, size=None, *, generator=None, dtype=None, requires_grad=False, device=None)': randint,
  'randint_like(input, low, high=None, *, dtype=None, device=None)': randintLike,
  'randperm(n, *, generator=None, dtype=None, device=None)': randperm,
  'bernoulli(input, p=None, *, generator=None)': bernoulli,
  'normal(mean, std=1.0, size=None, *, generator=None)': normal,
  'poisson(input, generator=None)': poissonTensor,
  'multinomial(input, num_samples, replacement=False, *, generator=None)': multinomial,
};
