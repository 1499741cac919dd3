import { exc, toInt, type Task, type Value } from '../../python/bind.ts';
import type { Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { readTensor } from './reading.ts';

/** `nn.functional.one_hot`: int64, with a dimension of `classes` behind the others. */
export function* oneHot(x: Tensor, classes: Value): Task<Tensor> {
  if (x.dtype !== 'int64') throw exc.RuntimeError('one_hot is only applicable to index tensor.');
  const indices = [...(yield* readTensor(x))];
  const asked = toInt(classes, 'num_classes');
  const most = indices.reduce((max, i) => Math.max(max, i), -1);
  if (indices.some((i) => i < 0)) throw exc.RuntimeError('Class values must be non-negative.');
  const count = asked < 0 ? most + 1 : asked;
  if (most >= count) throw exc.RuntimeError('Class values must be smaller than num_classes.');
  const values = new Int32Array(indices.length * count);
  indices.forEach((index, i) => (values[i * count + index] = 1));
  return hostTensor(values, [...x.shape, count], 'int64');
}
