/** Numbers as `SummaryWriter` takes them: Python's own, and those in tensors, arrays and nested lists. */
import {
  call,
  exc,
  floatType,
  getAttrOr,
  intType,
  iterate,
  PyFloat,
  str,
  toFloat,
  typeOf,
  type Task,
  type Value,
} from '../../python/bind.ts';

/** The number that a scalar is: an int, a float, or a tensor or array of one element. */
export function* number(value: Value): Task<number> {
  const converted = yield* call(floatType, [value]);
  return converted instanceof PyFloat ? converted.value : toFloat(converted, 'scalar_value');
}

/** TensorBoard files what comes without a step under step 0. */
export function* stepOf(value: Value): Task<number> {
  return value === null ? 0 : toFloat(yield* call(intType, [value]), 'global_step');
}

/** Every number in a tensor, an array, or nested lists, in row-major order. */
export function* flatten(values: Value): Task<number[]> {
  const method = yield* getAttrOr<undefined>(values, 'tolist', undefined);
  const plain = method === undefined ? values : yield* call(method, []);
  const direct = plain instanceof PyFloat || typeof plain === 'number' || typeof plain === 'boolean';
  const numbers: number[] = [];
  const stack: Value[] = direct ? [plain] : (yield* iterate(plain)).reverse();
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item instanceof PyFloat) numbers.push(item.value);
    else if (typeof item === 'number') numbers.push(item);
    else if (typeof item === 'boolean') numbers.push(Number(item));
    else stack.push(...(yield* flatten(item)).reverse());
  }
  return numbers;
}

/** The sizes of a tensor or an array; null for anything else. */
export function* sizesOf(value: Value): Task<number[] | null> {
  const shape = yield* getAttrOr<undefined>(value, 'shape', undefined);
  return shape === undefined ? null : (yield* iterate(shape)).map(Number);
}

/** Numbers in row-major order, with their sizes. */
export interface NumberArray {
  readonly values: readonly number[];
  readonly sizes: readonly number[];
}

/** A tensor or an array; a number is an array of one. Raises NotImplementedError for anything else, as TensorBoard does. */
export function* numberArray(value: Value): Task<NumberArray> {
  const scalar = value instanceof PyFloat || typeof value === 'number' || typeof value === 'boolean';
  const sizes = scalar ? [1] : yield* sizesOf(value);
  if (sizes !== null) return { values: yield* flatten(value), sizes };
  const type = yield* str(typeOf(value));
  throw exc.NotImplementedError(`Got ${type}, but numpy array, torch tensor, or caffe2 blob name are expected.`);
}
