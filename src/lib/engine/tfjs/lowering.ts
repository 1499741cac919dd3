/**
 * Each operation of the graph as kernels of TensorFlow.js. Kernels are called by name, below tfjs's public operations: shapes and dtypes
 * are known here already, so its checks, its gradient tape and its tidying would only cost time.
 */
import { engine, tensor as tfTensor, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import type { DType } from '../../tensor/dtype.ts';
import type { BinaryOp, Operation, UnaryOp } from '../../tensor/node.ts';
import { sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';
import type { ValueType } from '../program.ts';

/** How tfjs names what a dtype is carried out as. */
export function tfDType(dtype: DType): 'float32' | 'int32' | 'bool' {
  if (dtype === 'bool') return 'bool';
  return dtype === 'float32' || dtype === 'float64' ? 'float32' : 'int32';
}

/** Runs one kernel on the active backend. */
export function kernel(name: string, inputs: Record<string, Tensor> | Tensor[], attributes: object = {}): Tensor {
  return engine().runKernel(name, inputs as never, attributes as NamedAttrMap);
}

/** One operation on tensors. It disposes what it makes on the way; its inputs stay. */
export type Kernel = (inputs: readonly Tensor[]) => Tensor;

/** Lowers with `make`, whose own intermediate tensors are disposed. */
const composed =
  (make: (inputs: readonly Tensor[]) => Tensor): Kernel =>
  (inputs) =>
    engine().tidy(() => make(inputs));

const UNARY_KERNELS: Record<Exclude<UnaryOp, 'trunc'>, string> = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  log1p: 'Log1p',
  expm1: 'Expm1',
  sqrt: 'Sqrt',
  rsqrt: 'Rsqrt',
  reciprocal: 'Reciprocal',
  sin: 'Sin',
  cos: 'Cos',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  erf: 'Erf',
  abs: 'Abs',
  sign: 'Sign',
  floor: 'Floor',
  ceil: 'Ceil',
  round: 'Round',
  relu: 'Relu',
  not: 'LogicalNot',
  isnan: 'IsNan',
};

const BINARY_KERNELS: Record<BinaryOp, string> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Multiply',
  div: 'RealDiv',
  pow: 'Pow',
  maximum: 'Maximum',
  minimum: 'Minimum',
  floorDivide: 'FloorDiv',
  remainder: 'Mod',
  atan2: 'Atan2',
  equal: 'Equal',
  notEqual: 'NotEqual',
  less: 'Less',
  lessEqual: 'LessEqual',
  greater: 'Greater',
  greaterEqual: 'GreaterEqual',
  and: 'LogicalAnd',
  or: 'LogicalOr',
  xor: 'NotEqual',
};

function unaryKernel(op: UnaryOp): Kernel {
  if (op === 'trunc') {
    return composed(([x]) =>
      kernel('Multiply', { a: kernel('Sign', { x: x! }), b: kernel('Floor', { x: kernel('Abs', { x: x! }) }) }),
    );
  }
  const name = UNARY_KERNELS[op];
  return ([x]) => kernel(name, { x: x! });
}

function binaryKernel(op: BinaryOp, type: ValueType): Kernel {
  const name = BINARY_KERNELS[op];
  const logical = op === 'and' || op === 'or';
  if (type.dtype !== 'bool' || logical) return ([a, b]) => kernel(name, { a: a!, b: b! });
  // tfjs does arithmetic and comparisons on bytes of truth values in some backends only.
  const asInt = (x: Tensor) => kernel('Cast', { x }, { dtype: 'int32' });
  return composed(([a, b]) => kernel(name, { a: asInt(a!), b: asInt(b!) }));
}

function reduceKernel({ op, axes }: Extract<Operation, { kind: 'reduce' }>): Kernel {
  const attributes = { axis: axes, keepDims: false };
  switch (op) {
    case 'sum':
      return ([x]) => kernel('Sum', { x: x! }, attributes);
    case 'prod':
      return ([x]) => kernel('Prod', { x: x! }, attributes);
    case 'max':
      return ([x]) => kernel('Max', { x: x! }, { reductionIndices: axes, keepDims: false });
    case 'min':
      return ([x]) => kernel('Min', { x: x! }, attributes);
  }
}

function castKernel(from: DType, to: DType): Kernel {
  const dtype = tfDType(to);
  if (tfDType(from) === dtype) return ([x]) => kernel('Identity', { x: x! });
  return ([x]) => kernel('Cast', { x: x! }, { dtype });
}

function sliceKernel({ starts, steps }: Extract<Operation, { kind: 'slice' }>, size: Shape): Kernel {
  if (steps.every((step) => step === 1)) return ([x]) => kernel('Slice', { x: x! }, { begin: starts, size });
  const end = starts.map((start, i) => start + (size[i]! - 1) * steps[i]! + 1);
  const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return ([x]) => kernel('StridedSlice', { x: x! }, { begin: starts, end, strides: steps, ...masks });
}

/** Flat positions of `[.., index, ..]` in a row-major array of `whole`, for every index tensor of shape `at`. */
function flatIndices(at: Shape, whole: Shape, axis: number): (indices: Tensor) => Tensor {
  const strides = stridesOf(whole);
  const atStrides = stridesOf(at);
  const offsets = Int32Array.from({ length: sizeOf(at) }, (_, flat) =>
    at.reduce((sum, n, i) => (i === axis ? sum : sum + (Math.floor(flat / atStrides[i]!) % n) * strides[i]!), 0),
  );
  return (indices) => {
    const step = tfTensor(strides[axis]!, [], 'int32');
    const scaled = kernel('Multiply', { a: kernel('Reshape', { x: indices }, { shape: [offsets.length] }), b: step });
    return kernel('Add', { a: scaled, b: tfTensor(offsets, [offsets.length], 'int32') });
  };
}

function gatherKernel(axis: number, values: ValueType, indices: ValueType): Kernel {
  const flatten = flatIndices(indices.shape, values.shape, axis);
  return composed(([x, at]) => {
    const flat = kernel('Reshape', { x: x! }, { shape: [sizeOf(values.shape)] });
    const picked = kernel('GatherV2', { x: flat, indices: flatten(at!) }, { axis: 0, batchDims: 0 });
    return kernel('Reshape', { x: picked }, { shape: indices.shape });
  });
}

function scatterAddKernel(axis: number, values: ValueType, whole: Shape): Kernel {
  const flatten = flatIndices(values.shape, whole, axis);
  const count = sizeOf(values.shape);
  return composed(([x, at]) => {
    const indices = kernel('Reshape', { x: flatten(at!) }, { shape: [count, 1] });
    const updates = kernel('Reshape', { x: x! }, { shape: [count] });
    const flat = kernel('ScatterNd', { indices, updates }, { shape: [sizeOf(whole)] });
    return kernel('Reshape', { x: flat }, { shape: whole });
  });
}

function indexAddKernel(axis: number, values: ValueType, whole: Shape): Kernel {
  const order = [axis, ...values.shape.map((_, i) => i).filter((i) => i !== axis)];
  const back = values.shape.map((_, i) => order.indexOf(i));
  const count = values.shape[axis]!;
  return composed(([x, at]) => {
    const updates = kernel('Transpose', { x: x! }, { perm: order });
    const indices = kernel('Reshape', { x: at! }, { shape: [count, 1] });
    const sums = kernel('ScatterNd', { indices, updates }, { shape: order.map((i) => whole[i]!) });
    return kernel('Transpose', { x: sums }, { perm: back });
  });
}

/** The kernel for `operation` from values of types `inputs` to one of type `output`. */
export function lower(operation: Operation, inputs: readonly ValueType[], output: ValueType): Kernel {
  const { shape } = output;
  switch (operation.kind) {
    case 'full':
      return () => kernel('Fill', {}, { shape, value: operation.value, dtype: tfDType(output.dtype) });
    case 'unary':
      return unaryKernel(operation.op);
    case 'binary':
      return binaryKernel(operation.op, inputs[0]!);
    case 'where':
      return ([condition, t, e]) => kernel('Select', { condition: condition!, t: t!, e: e! });
    case 'cast':
      return castKernel(inputs[0]!.dtype, output.dtype);
    case 'reduce':
      return reduceKernel(operation);
    case 'argmax':
      return ([x]) => kernel('ArgMax', { x: x! }, { axis: operation.axis });
    case 'argmin':
      return ([x]) => kernel('ArgMin', { x: x! }, { axis: operation.axis });
    case 'matmul':
      return ([a, b]) => kernel('BatchMatMul', { a: a!, b: b! }, { transposeA: false, transposeB: false });
    case 'reshape':
      return ([x]) => kernel('Reshape', { x: x! }, { shape });
    case 'permute':
      return ([x]) => kernel('Transpose', { x: x! }, { perm: operation.order });
    case 'expand': {
      const reps = shape.map((n, i) => n / inputs[0]!.shape[i]!);
      return ([x]) => kernel('Tile', { x: x! }, { reps });
    }
    case 'slice':
      return sliceKernel(operation, shape);
    case 'pad': {
      const paddings = operation.before.map((before, i) => [before, operation.after[i]!]);
      return ([x]) => kernel('PadV2', { x: x! }, { paddings, constantValue: 0 });
    }
    case 'flip':
      return ([x]) => kernel('Reverse', { x: x! }, { dims: operation.axes });
    case 'concat':
      return (parts) => kernel('Concat', [...parts], { axis: operation.axis });
    case 'indexSelect':
      return ([x, indices]) =>
        kernel('GatherV2', { x: x!, indices: indices! }, { axis: operation.axis, batchDims: 0 });
    case 'indexAdd':
      return indexAddKernel(operation.axis, inputs[0]!, shape);
    case 'gather':
      return gatherKernel(operation.axis, inputs[0]!, inputs[1]!);
    case 'scatterAdd':
      return scatterAddKernel(operation.axis, inputs[0]!, shape);
    case 'data':
    case 'scalar':
    case 'detach':
    case 'variable':
      throw new Error(`${operation.kind} is a program's input, not an instruction`);
  }
}
