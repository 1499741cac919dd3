/** `torchvision.utils.make_grid`: several images as one, side by side. */
import { asNumber, exc, type Task, type Value } from '../python/bind.ts';
import { hostArray, type HostArray } from '../tensor/dtype.ts';
import { sequenceItems } from '../torch/arguments.ts';
import { hostTensor } from '../torch/ops/creation.ts';
import { stacked } from '../torch/ops/joining.ts';
import { readTensor } from '../torch/ops/reading.ts';
import { Tensor } from '../torch/tensor.ts';
import { numberArgument, numbersOf } from './transforms/arguments.ts';
import { classText } from './transforms/picture.ts';

const f = Math.fround;

function batchArgument(value: Value): Tensor {
  if (value instanceof Tensor) return value;
  const items = sequenceItems(value);
  if (items === null) throw exc.TypeError(`tensor or list of tensors expected, got ${classText(value)}`);
  const wrong = items.find((item) => !(item instanceof Tensor));
  if (wrong !== undefined)
    throw exc.TypeError(`tensor or list of tensors expected, got a list containing ${classText(wrong)}`);
  return stacked(items as Tensor[], 0);
}

/** Values from `low` to `high`, or from their own least to their greatest, moved to [0, 1]. */
function normalized(values: HostArray, range: readonly number[] | null): void {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (range !== null) [low, high] = [range[0]!, range[1]!];
  const width = f(Math.max(high - low, 1e-5));
  for (let i = 0; i < values.length; i++)
    values[i] = f(Math.min(Math.max(values[i]!, f(low)), f(high)) - f(low)) / width;
}

/** `make_grid(tensor, nrow, padding, normalize, value_range, scale_each, pad_value)`: `[3, height, width]`. */
export function* makeGrid(
  images: Value,
  perRow: Value,
  padding: Value,
  normalize: Value,
  range: Value,
  each: Value,
  padValue: Value,
): Task {
  const batch = batchArgument(images);
  const { dtype } = batch;
  const shape = batch.shape.length === 2 ? [1, ...batch.shape] : batch.shape;
  if (shape.length !== 3 && shape.length !== 4)
    throw exc.ValueError('make_grid takes images: [B, C, H, W], [C, H, W] or [H, W]');
  const [count, channels, height, width] = (shape.length === 3 ? [1, ...shape] : shape) as [
    number,
    number,
    number,
    number,
  ];
  const values = (yield* readTensor(batch)).slice();
  if (normalize === true) {
    const limits = range === null ? null : numbersOf(range);
    const size = each === true ? channels * height * width : values.length;
    for (let at = 0; at < values.length; at += size) normalized(values.subarray(at, at + size), limits);
  }
  const planes = channels === 1 ? 3 : channels;
  const gap = count === 1 ? 0 : numberArgument(padding, 'padding');
  const columns = Math.min(numberArgument(perRow, 'nrow'), count);
  const rows = Math.ceil(count / columns);
  const [gridHeight, gridWidth] = [(height + gap) * rows + gap, (width + gap) * columns + gap];
  const grid = hostArray(dtype, planes * gridHeight * gridWidth).fill(asNumber(padValue) ?? 0);
  for (let image = 0; image < count; image++) {
    const top = Math.floor(image / columns) * (height + gap) + gap;
    const left = (image % columns) * (width + gap) + gap;
    for (let plane = 0; plane < planes; plane++) {
      let from = (image * channels + (channels === 1 ? 0 : plane)) * height * width;
      for (let y = 0; y < height; y++, from += width) {
        grid.set(values.subarray(from, from + width), (plane * gridHeight + top + y) * gridWidth + left);
      }
    }
  }
  return hostTensor(grid, [planes, gridHeight, gridWidth], dtype);
}
