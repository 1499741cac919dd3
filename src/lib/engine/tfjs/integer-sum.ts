/**
 * Sums of integers in integers. tfjs's WebGPU reduction adds in float32, which is wrong beyond 2^24.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { sizeOf } from '../../tensor/shape.ts';

/** Elements that one invocation adds; longer rows take several rounds. */
const RUN = 256;
const WORKGROUP = 64;

/** [rows, n] to [rows, ceil(n / RUN)]: a sum of each run of neighbours. */
class IntegerSumProgram implements WebGPUProgram {
  readonly variableNames = ['A'];
  readonly size = true;
  readonly outputShape: number[];
  readonly dispatchLayout = { x: [0, 1] };
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  dispatch: [number, number, number];
  shaderKey = 'integer_sum';

  constructor(rows: number, n: number) {
    this.outputShape = [rows, Math.ceil(n / RUN)];
    this.dispatch = [Math.ceil(sizeOf(this.outputShape) / WORKGROUP), 1, 1];
  }

  getUserCode(): string {
    return `
fn main(index : i32) {
  if (index >= uniforms.size) { return; }
  let n = uniforms.aShape[1];
  let parts = uniforms.outShape[1];
  let row = (index / parts) * n;
  let start = (index % parts) * ${RUN};
  var sum = 0;
  for (var i = start; i < min(start + ${RUN}, n); i++) {
    sum += A[row + i];
  }
  result[index] = sum;
}`;
  }
}

/** Sums each row of an int32 matrix: [rows, n] to [rows, 1]. Disposes nothing but what it makes on the way. */
export function sumRows(backend: WebGPUBackend, matrix: Tensor): Tensor {
  const [rows, n] = matrix.shape as [number, number];
  const program = new IntegerSumProgram(rows, n);
  const sums = engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(program, [matrix], 'int32'));
  if (program.outputShape[1] === 1) return sums;
  const total = sumRows(backend, sums);
  sums.dispose();
  return total;
}
