/**
 * Each operation of the graph as kernels of TensorFlow.js. Kernels are called by name, below tfjs's public operations: shapes and dtypes
 * are known here already, so its checks, its gradient tape and its tidying would only cost time.
 */
import { tensor as tfTensor } from '@tensorflow/tfjs-core';
import type { DType } from '../../tensor/dtype.ts';
import type { Operation } from '../../tensor/node.ts';
import type { ValueType } from '../program.ts';
import { gatherKernel, indexAddKernel, permuteKernel, scatterAddKernel } from './indices.ts';
import { composed, kernel, tfDType, type Kernel } from './kernel.ts';
import { binaryKernel, unaryKernel } from './pointwise.ts';
import { padKernel, sliceKernel } from './slice.ts';
import { foldKernel, unfoldKernel } from './windows.ts';

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
  const cast: Kernel = ([x]) => kernel('Cast', { x: x! }, { dtype });
  if (dtype !== 'float32') return cast;
  // On WebGPU tfjs calls whole numbers floats without changing them, which its transposition then cannot read.
  return composed((inputs) => kernel('Multiply', { a: cast(inputs), b: tfTensor(1, [], 'float32') }));
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
      return permuteKernel(operation.order, inputs[0]!);
    case 'expand': {
      const reps = shape.map((n, i) => n / inputs[0]!.shape[i]!);
      return ([x]) => kernel('Tile', { x: x! }, { reps });
    }
    case 'slice':
      return sliceKernel(operation, shape);
    case 'pad':
      return padKernel(operation, inputs[0]!.shape, shape);
    case 'flip':
      return ([x]) => kernel('Reverse', { x: x! }, { dims: operation.axes });
    case 'concat':
      return (parts) => kernel('Concat', [...parts], { axis: operation.axis });
    case 'indexSelect':
      return ([x, indices]) => kernel('GatherV2', { x: x!, indices: indices! }, { axis: operation.axis, batchDims: 0 });
    case 'indexAdd':
      return indexAddKernel(operation.axis, inputs[0]!, shape);
    case 'gather':
      return gatherKernel(operation.axis, inputs[0]!, inputs[1]!);
    case 'scatterAdd':
      return scatterAddKernel(operation.axis, inputs[0]!, shape);
    case 'cumsum':
      return ([x]) => kernel('Cumsum', { x: x! }, { axis: operation.axis, exclusive: false, reverse: false });
    case 'unfold2d':
      return unfoldKernel(operation.window, inputs[0]!.shape);
    case 'fold2d':
      return foldKernel(operation.window, shape);
    case 'data':
    case 'scalar':
    case 'detach':
    case 'variable':
      throw new Error(`${operation.kind} is a program's input, not an instruction`);
  }
}
