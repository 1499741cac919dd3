/** `torch.Tensor(…)` and the old names of tensors by dtype: `torch.FloatTensor`, `torch.LongTensor` … */
import { call, exc, extendType, nativeFunction, type Task, type Value } from '../python/bind.ts';
import type { DType } from '../tensor/dtype.ts';
import * as op from '../tensor/ops.ts';
import { sequenceItems } from './arguments.ts';
import { TENSOR_TYPE_NAMES, torchDType } from './dtypes.ts';
import { creationFunctions } from './ops/creation.ts';
import { tensorType } from './tensor-type.ts';
import { Tensor } from './tensor.ts';

const tensor = nativeFunction(
  'tensor(data, *, dtype=None, device=None, requires_grad=False)',
  Object.entries(creationFunctions).find(([text]) => text.startsWith('tensor('))![1],
);

/** Sizes give a tensor of that shape (of zeros here, where PyTorch leaves memory as it was), a sequence its values. */
function* constructed(args: readonly Value[], dtype: DType): Task {
  const [first] = args;
  if (args.length === 0) return new Tensor(op.full([0], 0, dtype));
  if (args.length === 1 && first !== undefined && typeof first !== 'number') {
    if (first instanceof Tensor) return first.dtype === dtype ? first : new Tensor(op.cast(first.node, dtype));
    if (typeof first === 'string') throw exc.TypeError('new(): data must be a sequence (got str)');
    return yield* call(tensor, [first], new Map<string, Value>([['dtype', torchDType(dtype)]]));
  }
  if (args.every((arg) => typeof arg === 'number')) return new Tensor(op.full(args, 0, dtype));
  throw exc.TypeError(`new() received an invalid combination of arguments${sequenceItems(first ?? null) ? '; give sizes or one sequence' : ''}`); // prettier-ignore
}

extendType(tensorType, { statics: { '__new__(cls, *args)': (_cls: Value, args: Value[]) => constructed(args, 'float32') } }); // prettier-ignore

/** The members of `torch` by their old names. */
export const oldTensorTypes: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(TENSOR_TYPE_NAMES).map(([dtype, name]) => {
    const short = name.slice('torch.'.length);
    return [short, nativeFunction(`${short}(*args)`, (args: Value[]) => constructed(args, dtype as DType))];
  }),
);
