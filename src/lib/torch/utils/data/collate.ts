/** `default_collate`: samples to a batch; `default_convert`: one sample as it is, with tensors for arrays. */
import { exc, iterate, nativeFunction, PyDict, PyFloat, PyList, PyTuple, toFloat, toInt, typeOf, type Task, type Value } from '../../../python/bind.ts'; // prettier-ignore
import { isHostArray, type HostArrayValue } from '../../../tensor/array-interface.ts';
import { sequenceItems } from '../../arguments.ts';
import { fromArray, hostTensor } from '../../ops/creation.ts';
import { stacked } from '../../ops/joining.ts';
import { Tensor } from '../../tensor.ts';

/** Arrays and scalars of NumPy's. Images hand over numbers too, but PyTorch refuses to collate them. */
const isNumPy = (value: Value | undefined): value is Value & HostArrayValue =>
  isHostArray(value) && typeOf(value).module.startsWith('numpy');

/** Stacks tensors, makes tensors of numbers, and goes into tuples, lists and dicts; strings stay as they are. `asColumn`: the samples are one field of tuples, which PyTorch zips. */
export function defaultCollate(samples: readonly Value[], asColumn = false): Value {
  const first = samples[0];
  if (first instanceof Tensor) return stacked(samples as Tensor[], 0);
  if (isNumPy(first)) return defaultCollate(samples.map((sample) => fromArray(sample)));
  const numbers = numbersOf(samples);
  if (numbers !== null) return numbers;
  if (typeof first === 'string') return asColumn ? new PyTuple(samples) : new PyList([...samples]);
  if (first instanceof PyDict) {
    const batch = new PyDict();
    for (const key of first.keys()) batch.set(key, defaultCollate(samples.map((sample) => valueOf(sample, key))));
    return batch;
  }
  if (first !== undefined && first !== null) {
    const rows = samples.map(sequenceItems);
    const fields = rows[0];
    if (fields) {
      if (rows.some((row) => row?.length !== fields.length)) {
        throw exc.RuntimeError('each element in list of batch should be of equal size');
      }
      const columns = fields.map((_, i) =>
        defaultCollate(
          rows.map((row) => row![i]!),
          true,
        ),
      );
      const named = first instanceof PyTuple && first.type.lookup('_fields') !== undefined;
      return named ? new PyTuple(columns, first.type) : new PyList(columns);
    }
  }
  const { module, qualname } = typeOf(first ?? null);
  throw exc.TypeError(
    `default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class '${module === 'builtins' ? '' : `${module}.`}${qualname}'>`,
  );
}

function valueOf(sample: Value, key: Value): Value {
  const value = sample instanceof PyDict ? sample.get(key) : undefined;
  if (value === undefined) throw exc.KeyError(key);
  return value;
}

/** Numbers as `torch.tensor` makes a tensor of them, in double precision if the first is a float; null if the first is none. */
function numbersOf(samples: readonly Value[]): Tensor | null {
  const first = samples[0];
  const double = first instanceof PyFloat;
  if (!double && typeof first !== 'boolean' && typeof first !== 'number') return null;
  const shape = [samples.length];
  if (double || samples.some((sample) => sample instanceof PyFloat)) {
    const values = Float32Array.from(samples, (sample) => toFloat(sample, 'each number of a batch'));
    return hostTensor(values, shape, double ? 'float64' : 'float32');
  }
  if (samples.every((sample) => typeof sample === 'boolean')) {
    return hostTensor(Uint8Array.from(samples, Number), shape, 'bool');
  }
  return hostTensor(
    Int32Array.from(samples, (sample) => toInt(sample, 'each number of a batch')),
    shape,
    'int64',
  );
}

/** `default_convert`, for samples that are not batched: NumPy's arrays become tensors, tuples lists. */
export function defaultConvert(sample: Value): Value {
  if (isNumPy(sample)) return fromArray(sample);
  if (sample instanceof PyTuple || sample instanceof PyList) return new PyList(sample.items.map(defaultConvert));
  if (!(sample instanceof PyDict)) return sample;
  const converted = new PyDict();
  for (const [key, value] of sample.entries()) converted.set(key, defaultConvert(value));
  return converted;
}

/** What a DataLoader's `collate_fn` is unless the program gives one: for batches, and for samples that are not batched. */
export const collateFunction = nativeFunction(
  'default_collate(batch)',
  function* (batch: Value): Task {
    return defaultCollate(yield* iterate(batch));
  },
  { module: 'torch.utils.data._utils.collate' },
);
export const convertFunction = nativeFunction('default_convert(data)', defaultConvert, {
  module: 'torch.utils.data._utils.collate',
});
