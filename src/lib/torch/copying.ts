/** `copy.deepcopy` of what torch makes: one copy for each object, however often it is reached. */
import { call, currentRun, exc, type PyDict, type PyObject, type Task, type Value } from '../python/bind.ts';
import type { Tensor } from './tensor.ts';

/** The copy of `object` that `memo` knows, or a new one by `make`, remembered before `fill` goes into its parts. */
export function* copiedOnce<T extends PyObject>(
  object: T,
  memo: PyDict,
  make: () => T,
  fill: (copy: T) => Task<void>,
): Task<T> {
  const known = memo.get(object.id);
  if (known !== undefined) return known as T;
  const copy = make();
  memo.set(object.id, copy);
  yield* fill(copy);
  return copy;
}

/** `copy.deepcopy(value, memo)` */
export const deepCopy = (value: Value, memo: PyDict): Task =>
  call(currentRun().findModule('copy')!.member('deepcopy')!, [value, memo]);

/** `Tensor.__deepcopy__`: a leaf with the same values; `make` gives the copy's class. Values never change, so they are shared. */
export function copyTensor(self: Tensor, memo: PyDict, make: (x: Tensor) => Tensor): Task<Tensor> {
  if (!self.isLeaf) {
    throw exc.RuntimeError(
      'Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment',
    );
  }
  return copiedOnce(self, memo, () => make(self), function* (copy) {
    if (self.requiresGrad) copy.setRequiresGrad(true);
    if (self.grad !== null) copy.grad = (yield* deepCopy(self.grad, memo)) as Tensor;
  }); // prettier-ignore
}
