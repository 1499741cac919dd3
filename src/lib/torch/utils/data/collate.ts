/** `default_collate`: samples to a batch; `default_convert`: one sample as it is, with tensors for arrays. */
import { exc, PyDict, PyFloat, PyList, PyTuple, typeName, typeOf, type Value } from '../../../python/bind.ts';
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
  if (first instanceof PyFloat) {
    return hostTensor(Float32Array.from(samples, (s) => (s as PyFloat).value), [samples.length], 'float64'); // prettier-ignore
  }
  if (typeof first === 'boolean') return hostTensor(Uint8Array.from(samples, Number), [samples.length], 'bool');
  if (typeof first === 'number') {
    return hostTensor(Int32Array.from(samples, Number), [samples.length], 'int64');
  }
  if (typeof first === 'string') return asColumn ? new PyTuple(samples) : new PyList([...samples]);
  if (first instanceof PyDict) {
    const batch = new PyDict();
    for (const key of first.keys()) batch.set(key, defaultCollate(samples.map((s) => (s as PyDict).get(key) ?? null)));
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
      return new PyList(columns);
    }
  }
  throw exc.TypeError(
    `default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found ${typeName(first ?? null)}`,
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
