/** Questions about whole tensors, answered with Python's bool. */
import { exc, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { broadcastShapes, sameShape } from '../../tensor/shape.ts';
import { tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { shapeChecked, type Tensor } from '../tensor.ts';
import { readNode, readTensor } from './reading.ts';

function* equal(input: Value, other: Value): Task<boolean> {
  const a = tensorArgument(input, "equal(): argument 'input' (position 1)");
  const b = tensorArgument(other, "equal(): argument 'other' (position 2)");
  if (!sameShape(a.shape, b.shape)) return false;
  const [x, y] = [yield* readTensor(a), yield* readTensor(b)];
  return x.every((value, i) => value === y[i]);
}

function* allclose(a: Tensor, b: Tensor, rtol: Value, atol: Value, equalNan: Value): Task<boolean> {
  if (a.dtype !== b.dtype) throw exc.RuntimeError(`${scalarName(a.dtype)} did not match ${scalarName(b.dtype)}`);
  const shape = shapeChecked(() => broadcastShapes(a.shape, b.shape));
  const [relative, absolute] = [toFloat(rtol, 'rtol'), toFloat(atol, 'atol')];
  const [x, y] = [yield* readNode(op.expand(a.node, shape)), yield* readNode(op.expand(b.node, shape))];
  return x.every((value, i) => {
    const other = y[i]!;
    if (Number.isNaN(value) || Number.isNaN(other))
      return equalNan === true && Number.isNaN(value) === Number.isNaN(other);
    return value === other || Math.abs(value - other) <= absolute + relative * Math.abs(other);
  });
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const comparisonFunctions: Functions = {
  'equal(input, other)': equal,
  'allclose(input, other, rtol=1e-5, atol=1e-8, equal_nan=False)': allclose,
};
