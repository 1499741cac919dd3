import {
  boolType,
  currentRun,
  defineClass,
  exc,
  floatType,
  intType,
  isRunning,
  perRun,
  PyObject,
  typeName,
  type PyType,
  type Value,
} from '../python/bind.ts';
import type { DType } from '../tensor/dtype.ts';

/** `torch.float32` and its kind. */
export class TorchDType extends PyObject {
  readonly dtype: DType;

  constructor(dtype: DType) {
    super();
    this.dtype = dtype;
  }

  get type(): PyType {
    return dtypeType;
  }
}

export const dtypeType: PyType = defineClass({
  name: 'dtype',
  label: 'torch.dtype',
  module: 'torch',
  allocate: null,
  methods: { '__repr__(self)': (self: TorchDType) => `torch.${self.dtype}` },
  properties: {
    is_floating_point: (self: TorchDType) => self.dtype === 'float32' || self.dtype === 'float64',
    itemsize: (self: TorchDType) => ITEM_SIZES[self.dtype],
  },
});

const ITEM_SIZES: Record<DType, number> = { bool: 1, uint8: 1, int32: 4, int64: 8, float32: 4, float64: 8 };

const made: Record<DType, TorchDType> = {
  float32: new TorchDType('float32'),
  float64: new TorchDType('float64'),
  int64: new TorchDType('int64'),
  int32: new TorchDType('int32'),
  uint8: new TorchDType('uint8'),
  bool: new TorchDType('bool'),
};

/** The names under which `torch` has its dtypes. */
export const dtypeMembers: Readonly<Record<string, Value>> = {
  ...made,
  float: made.float32,
  double: made.float64,
  long: made.int64,
  int: made.int32,
};

/** `torch.float32` for `'float32'`. */
export const torchDType = (dtype: DType): TorchDType => made[dtype];

const SMALL_INTS = 'torch.uint8, torch.int32 and torch.int64 run here';
const FLOATS = 'torch.float32 runs here';
const COMPLEX = 'torch.float32 runs here: keep real and imaginary parts in two tensors';

/** Dtypes of PyTorch that do not run here, each with what is near. */
export const absentDTypes: Readonly<Record<string, string>> = {
  int8: SMALL_INTS,
  int16: SMALL_INTS,
  short: SMALL_INTS,
  qint8: SMALL_INTS,
  quint8: SMALL_INTS,
  qint32: SMALL_INTS,
  float16: FLOATS,
  half: FLOATS,
  bfloat16: FLOATS,
  complex32: COMPLEX,
  complex64: COMPLEX,
  complex128: COMPLEX,
  cfloat: COMPLEX,
  cdouble: COMPLEX,
};

/** Refuses a cast to a dtype that does not run here. Raises NotImplementedError. */
export function refuseDType(name: string): never {
  throw exc.NotImplementedError(`torch.${name} does not run here; ${absentDTypes[name] ?? ''}`);
}

/** Whether the run has said that float64 is not what it is elsewhere. */
const said = perRun(() => ({ float64: false }));

/** Says once in a run, on standard error, how exact float64 is here. */
function noteFloat64(): void {
  const state = said();
  if (state.float64 || !isRunning()) return;
  state.float64 = true;
  currentRun().stderr('note: float64 is computed as float32 here, so about 7 digits are exact\n');
}

/** The dtype that an argument names, Python's own types included; `otherwise` where it is None. Throws TypeError. */
export function dtypeArgument<D extends DType | null>(value: Value, otherwise: D): DType | D {
  if (value === null) return otherwise;
  if (value instanceof TorchDType) {
    if (value.dtype === 'float64') noteFloat64();
    return value.dtype;
  }
  if (value === floatType) return dtypeArgument(made.float64, otherwise);
  if (value === intType) return 'int64';
  if (value === boolType) return 'bool';
  throw exc.TypeError(`dtype must be a torch.dtype, not ${typeName(value)}`);
}

/** How old-style names such as `torch.FloatTensor` and `x.type()` spell dtypes. */
export const TENSOR_TYPE_NAMES: Record<DType, string> = {
  float32: 'torch.FloatTensor',
  float64: 'torch.DoubleTensor',
  int64: 'torch.LongTensor',
  int32: 'torch.IntTensor',
  uint8: 'torch.ByteTensor',
  bool: 'torch.BoolTensor',
};

/** What messages of PyTorch's call a dtype: `Float`, `Long`. */
export const scalarName = (dtype: DType): string => TENSOR_TYPE_NAMES[dtype].slice('torch.'.length, -'Tensor'.length);
