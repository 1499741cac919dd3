/** Selections and their transposes, as tfjs's kernels for flat positions. */
import { tensor as tfTensor, type Tensor } from '@tensorflow/tfjs-core';
import { sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';
import type { ValueType } from '../program.ts';
import { composed, kernel, tfDType, type Kernel } from './kernel.ts';

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

/** out[..i..] = values[..indices[..i..]..] along `axis`. */
export function gatherKernel(axis: number, values: ValueType, indices: ValueType): Kernel {
  const flatten = flatIndices(indices.shape, values.shape, axis);
  return composed(([x, at]) => {
    const flat = kernel('Reshape', { x: x! }, { shape: [sizeOf(values.shape)] });
    const picked = kernel('GatherV2', { x: flat, indices: flatten(at!) }, { axis: 0, batchDims: 0 });
    return kernel('Reshape', { x: picked }, { shape: indices.shape });
  });
}

/** Adds values where indices of the same shape point along `axis`, into zeros of shape `whole`. */
export function scatterAddKernel(axis: number, values: ValueType, whole: Shape): Kernel {
  const flatten = flatIndices(values.shape, whole, axis);
  const count = sizeOf(values.shape);
  return composed(([x, at]) => {
    const indices = kernel('Reshape', { x: flatten(at!) }, { shape: [count, 1] });
    const updates = kernel('Reshape', { x: x! }, { shape: [count] });
    const flat = kernel('ScatterNd', { indices, updates }, { shape: [sizeOf(whole)] });
    return kernel('Reshape', { x: flat }, { shape: whole });
  });
}

/** tfjs's WebGPU kernel cannot transpose a vector, which nothing needs to. */
const transpose = (x: Tensor, perm: readonly number[]): Tensor =>
  perm.every((axis, i) => axis === i) ? kernel('Identity', { x }) : kernel('Transpose', { x }, { perm });

/** Adds slices of the values at 1-d indices along `axis`, into zeros of shape `whole`. */
export function indexAddKernel(axis: number, values: ValueType, whole: Shape): Kernel {
  const order = [axis, ...values.shape.map((_, i) => i).filter((i) => i !== axis)];
  const back = values.shape.map((_, i) => order.indexOf(i));
  const count = values.shape[axis]!;
  return composed(([x, at]) => {
    const updates = transpose(x!, order);
    const indices = kernel('Reshape', { x: at! }, { shape: [count, 1] });
    const sums = kernel('ScatterNd', { indices, updates }, { shape: order.map((i) => whole[i]!) });
    return transpose(sums, back);
  });
}

/** Dimensions in another order. tfjs's WebGPU kernel does so with floats only; whole numbers are picked by their positions. */
export function permuteKernel(order: readonly number[], { shape, dtype }: ValueType): Kernel {
  const type = tfDType(dtype);
  if (type === 'float32') return ([x]) => kernel('Transpose', { x: x! }, { perm: order });
  const strides = stridesOf(shape);
  const result = order.map((axis) => shape[axis]!);
  const within = stridesOf(result);
  const positions = Int32Array.from({ length: sizeOf(shape) }, (_, flat) =>
    result.reduce((sum, n, i) => sum + (Math.floor(flat / within[i]!) % n) * strides[order[i]!]!, 0),
  );
  return composed(([x]) => {
    const whole = type === 'bool' ? kernel('Cast', { x: x! }, { dtype: 'int32' }) : x!;
    const flat = kernel('Reshape', { x: whole }, { shape: [positions.length] });
    const indices = tfTensor(positions, [positions.length], 'int32');
    const picked = kernel('GatherV2', { x: flat, indices }, { axis: 0, batchDims: 0 });
    const arranged = kernel('Reshape', { x: picked }, { shape: result });
    return type === 'bool' ? kernel('Cast', { x: arranged }, { dtype: 'bool' }) : arranged;
  });
}
