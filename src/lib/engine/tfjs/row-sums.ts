/**
 * Sums of long rows, better than tfjs's WebGPU reduction: integers are added in integers (tfjs adds them in float32, wrong beyond
 * 2^24), and floats in short runs whose sums are added, so that rounding errors do not pile up.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { sizeOf } from '../../tensor/shape.ts';

/** One invocation adds RUN runs of RUN elements; longer rows take several rounds. */
const RUN = 16;
const SPAN = RUN * RUN;
const WORKGROUP = 64;

/** [rows, n] to [rows, ceil(n / SPAN)]. */
class RowSumProgram implements WebGPUProgram {
  readonly variableNames = ['A'];
  readonly size = true;
  readonly outputShape: number[];
  readonly dispatchLayout = { x: [0, 1] };
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  dispatch: [number, number, number];
  shaderKey: string;
  readonly #type: 'i32' | 'f32';

  constructor(rows: number, n: number, integers: boolean) {
    this.outputShape = [rows, Math.ceil(n / SPAN)];
    this.dispatch = [Math.ceil(sizeOf(this.outputShape) / WORKGROUP), 1, 1];
    this.shaderKey = `row_sums_${integers ? 'i32' : 'f32'}`;
    this.#type = integers ? 'i32' : 'f32';
  }

  getUserCode(): string {
    // A tensor that tfjs has cast from int32 to float32 still has its ints behind it: hence the conversion.
    return `
fn main(index : i32) {
  if (index >= uniforms.size) { return; }
  let n = uniforms.aShape[1];
  let parts = uniforms.outShape[1];
  let row = (index / parts) * n;
  let first = (index % parts) * ${SPAN};
  var total = ${this.#type}(0);
  for (var start = first; start < min(first + ${SPAN}, n); start += ${RUN}) {
    var sum = ${this.#type}(0);
    for (var i = start; i < min(start + ${RUN}, n); i++) {
      sum += ${this.#type}(A[row + i]);
    }
    total += sum;
  }
  result[index] = total;
}`;
  }
}

/** Sums each row of a float32 or int32 matrix: [rows, n] to [rows, 1]. Disposes nothing but what it makes on the way. */
export function sumRows(backend: WebGPUBackend, matrix: Tensor): Tensor {
  const [rows, n] = matrix.shape as [number, number];
  const dtype = matrix.dtype === 'int32' ? 'int32' : 'float32';
  const program = new RowSumProgram(rows, n, dtype === 'int32');
  const sums = engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(program, [matrix], dtype));
  if (program.outputShape[1] === 1) return sums;
  const total = sumRows(backend, sums);
  sums.dispose();
  return total;
}
