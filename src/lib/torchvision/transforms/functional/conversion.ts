/** Between images and tensors, and between dtypes. */
import { exc, typeName, type Value } from '../../../python/bind.ts';
import type { HostArrayContents } from '../../../tensor/array-interface.ts';
import { hostArray, isFloating, type DType } from '../../../tensor/dtype.ts';
import * as op from '../../../tensor/ops.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import { apply, type Tensor } from '../../../torch/tensor.ts';
import { Image } from '../../pil/image.ts';
import { valuesAtHand } from '../../../torch/ops/at-hand.ts';
import { classText, hostValues } from '../picture.ts';

/** Every byte divided by 255 in float32, as torch does it. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Writes an image's pixels to `out` as `[channels, height, width]` floats in [0, 1]. */
function writeScaled({ bytes, channels }: Image, out: Float32Array): void {
  if (channels === 1) {
    for (let i = 0; i < bytes.length; i++) out[i] = SCALED[bytes[i]!]!;
    return;
  }
  for (let c = 0, to = 0; c < channels; c++) {
    for (let from = c; from < bytes.length; from += channels) out[to++] = SCALED[bytes[from]!]!;
  }
}

/** `to_tensor` of an image: `[channels, height, width]` floats in [0, 1]. */
export function toTensor(image: Image): Tensor {
  const values = new Float32Array(image.bytes.length);
  writeScaled(image, values);
  return hostTensor(values, [image.channels, image.height, image.width], 'float32');
}

/** `to_tensor` of an array `[height, width]` or `[height, width, channels]`: bytes are scaled, other numbers stay. */
export function arrayToTensor({ values, shape, dtype }: HostArrayContents): Tensor {
  if (shape.length !== 2 && shape.length !== 3) {
    throw exc.ValueError(`pic should be 2/3 dimensional. Got ${shape.length} dimensions.`);
  }
  const [height, width, channels = 1] = shape as [number, number, number?];
  const out = dtype === 'uint8' ? new Float32Array(values.length) : hostArray(dtype, values.length);
  const size = height * width;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    out[(i % channels) * size + Math.floor(i / channels)] = dtype === 'uint8' ? SCALED[value]! : value;
  }
  return hostTensor(out, [channels, height, width], dtype === 'uint8' ? 'float32' : dtype);
}

/** `pil_to_tensor`: `[channels, height, width]` bytes. */
export function pilToTensor(value: Value): Tensor {
  if (!(value instanceof Image)) throw exc.TypeError(`pic should be PIL Image. Got ${classText(value)}`);
  const { bytes, channels, width, height } = value;
  const planes = new Uint8Array(bytes.length);
  for (let c = 0, to = 0; c < channels; c++) {
    for (let from = c; from < bytes.length; from += channels) planes[to++] = bytes[from]!;
  }
  const tensor = hostTensor(planes, [channels, height, width], 'uint8');
  // torchvision's is a view of the image, pixel after pixel: what it is laid out as decides how PyTorch resizes it.
  if (channels > 1) tensor.layout = { strides: [1, width * channels, channels], offset: 0 };
  return tensor;
}

/** `to_pil_image` of a tensor `[height, width]` or `[channels, height, width]`: floats times 255, cut off. */
export function toImage(tensor: Tensor, mode: Value = null): Image {
  const { shape, dtype } = tensor;
  if (shape.length !== 2 && shape.length !== 3) {
    throw exc.ValueError(`pic should be 2/3 dimensional. Got ${shape.length} dimensions.`);
  }
  const [channels, height, width] = shape.length === 2 ? [1, ...shape] : shape;
  if (channels! > 4) throw exc.ValueError(`pic should not have > 4 channels. Got ${channels} channels.`);
  if ((channels !== 1 && channels !== 3) || (!isFloating(dtype) && dtype !== 'uint8')) {
    throw exc.NotImplementedError(
      `images have one or three channels of bytes here: give a uint8 or float tensor of shape (1 or 3, H, W)`,
    );
  }
  const expected = channels === 1 ? 'L' : 'RGB';
  if (mode !== null && mode !== expected) {
    if (channels === 3) throw exc.ValueError("Only modes ['RGB', 'YCbCr', 'HSV'] are supported for 3D inputs");
    throw exc.ValueError(
      `Incorrect mode (${typeof mode === 'string' ? mode : typeName(mode)}) supplied for input type <class 'numpy.dtype'>. Should be ${expected}`,
    );
  }
  const values = hostValues(tensor, 'to_pil_image');
  const bytes = new Uint8Array(values.length);
  const size = height! * width!;
  const scale = isFloating(dtype) ? 255 : 1;
  for (let c = 0, from = 0; c < channels; c++) {
    // A cast to a byte drops the fraction, then what is above eight bits.
    for (let i = 0; i < size; i++, from++) bytes[i * channels + c] = Math.fround(values[from]! * scale) | 0;
  }
  return new Image(expected, width!, height!, bytes);
}

const MOST: Partial<Record<DType, number>> = { uint8: 255, int32: 2147483647, int64: 2 ** 63 };

/** `convert_image_dtype`: 1.0 is the largest whole number of an integer dtype. */
export function convertDType(image: Tensor, dtype: DType): Tensor {
  if (image.dtype === dtype) return image;
  const most = MOST[dtype] ?? 1;
  const cast = (build: (node: ReturnType<typeof op.cast>) => ReturnType<typeof op.cast>) =>
    apply('ToCopy', build, image);
  if (isFloating(image.dtype)) {
    if (isFloating(dtype)) return cast((node) => op.cast(node, dtype));
    if (dtype !== 'uint8') {
      throw exc.RuntimeError(`The cast from torch.${image.dtype} to torch.${dtype} cannot be performed safely.`);
    }
    return cast((node) => op.cast(op.mul(node, op.full([], most + 1 - 1e-3, node.dtype)), dtype));
  }
  const from = MOST[image.dtype] ?? 1;
  if (isFloating(dtype)) {
    const values = valuesAtHand(image);
    if (values === null) return cast((node) => op.div(op.cast(node, dtype), op.full([], from, dtype)));
    return hostTensor(
      Float32Array.from(values, (v) => v / from),
      image.shape,
      dtype,
    );
  }
  if (dtype !== 'int32' || from !== 255) {
    throw exc.NotImplementedError(
      `convert_image_dtype between torch.${image.dtype} and torch.${dtype} does not run here; go by way of torch.float32`,
    );
  }
  return cast((node) => op.mul(op.cast(node, dtype), op.full([], 2 ** 23, dtype)));
}

/** Numbers of one channel each, in float32. */
export function perChannel(numbers: readonly number[], channels: number): Float32Array {
  if (numbers.length !== channels && numbers.length !== 1 && channels !== 1) {
    throw exc.RuntimeError(
      `The size of tensor a (${channels}) must match the size of tensor b (${numbers.length}) at non-singleton dimension 0`,
    );
  }
  return Float32Array.from(numbers);
}

/** `(x - mean) / std` for each channel of `[..., channels, height, width]`, in float32. */
export function normalize(x: Tensor, mean: readonly number[], std: readonly number[], inplace: boolean): Tensor {
  if (!isFloating(x.dtype)) throw exc.TypeError(`Input tensor should be a float tensor. Got torch.${x.dtype}.`);
  if (x.shape.length < 3) {
    throw exc.ValueError(
      `Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = torch.Size([${x.shape.join(', ')}])`,
    );
  }
  const channels = x.shape.at(-3)!;
  const [means, stds] = [perChannel(mean, channels), perChannel(std, channels)];
  if (stds.includes(0)) {
    throw exc.ValueError(`std evaluated to zero after conversion to torch.${x.dtype}, leading to division by zero.`);
  }
  const values = valuesAtHand(x);
  const count = Math.max(means.length, stds.length);
  if (values !== null && !inplace && (count === 1 || count === channels)) {
    const out = hostArray(x.dtype, values.length);
    const size = x.shape.at(-2)! * x.shape.at(-1)!;
    for (let i = 0, c = 0; i < out.length; c = (c + 1) % channels) {
      const [m, s] = [means[means.length === 1 ? 0 : c]!, stds[stds.length === 1 ? 0 : c]!];
      for (const end = i + size; i < end; i++) out[i] = Math.fround(values[i]! - m) / s;
    }
    return hostTensor(out, x.shape, x.dtype);
  }
  const column = (numbers: Float32Array) =>
    hostTensor(Float32Array.from(numbers), [numbers.length, 1, 1], x.dtype).node;
  if (channels === 1 && count > 1) {
    throw exc.RuntimeError(
      `output with shape [${x.shape.join(', ')}] doesn't match the broadcast shape [${x.shape.with(-3, count).join(', ')}]`,
    );
  }
  const result = apply('Div', (node) => op.div(op.sub(node, column(means)), column(stds)), x);
  if (!inplace) return result;
  x.assign(result.input, 'DivBackward0');
  return x;
}
