/** Arithmetic on int32 in int32: tfjs's WebGPU kernels compute it in float32, wrong beyond 2^24. */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import type { BinaryOp } from '../../tensor/node.ts';
import { sameShape, sizeOf, type Shape } from '../../tensor/shape.ts';

const WORKGROUP = 64;

/** Division towards minus infinity, as Python's: WGSL's goes towards zero. */
const FLOOR_DIVIDE = '(a / b) - select(0, 1, (a % b != 0) && ((a < 0) != (b < 0)))';

const EXPRESSIONS: Partial<Record<BinaryOp, string>> = {
  add: 'a + b',
  sub: 'a - b',
  mul: 'a * b',
  floorDivide: FLOOR_DIVIDE,
  remainder: `a - b * (${FLOOR_DIVIDE})`,
};

class IntegerProgram implements WebGPUProgram {
  readonly variableNames = ['A', 'B'];
  readonly size = true;
  readonly outputShape: number[];
  readonly dispatchLayout: { x: number[] };
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  dispatch: [number, number, number];
  shaderKey: string;
  readonly #code: string;

  constructor(shape: Shape, op: BinaryOp, expression: string, oneA: boolean, oneB: boolean) {
    this.outputShape = [...shape];
    this.dispatchLayout = { x: shape.map((_, i) => i) };
    this.dispatch = [Math.ceil(sizeOf(shape) / WORKGROUP), 1, 1];
    this.shaderKey = `integer_${op}_${oneA}_${oneB}`;
    this.#code = `
fn main(index : i32) {
  if (index >= uniforms.size) { return; }
  let a = A[${oneA ? '0' : 'index'}];
  let b = B[${oneB ? '0' : 'index'}];
  result[index] = ${expression};
}`;
  }

  getUserCode(): string {
    return this.#code;
  }
}

/** `a op b` for int32 tensors of one shape, or with a single number on one side; null for anything else. */
export function integerArithmetic(
  backend: WebGPUBackend,
  op: BinaryOp,
  a: Tensor,
  b: Tensor,
  shape: Shape,
): Tensor | null {
  const expression = EXPRESSIONS[op];
  if (expression === undefined || a.dtype !== 'int32' || b.dtype !== 'int32' || sizeOf(shape) === 0) {
    return null;
  }
  const [wholeA, wholeB] = [sameShape(a.shape, shape), sameShape(b.shape, shape)];
  if ((!wholeA && a.size !== 1) || (!wholeB && b.size !== 1)) return null;
  const program = new IntegerProgram(shape, op, expression, !wholeA, !wholeB);
  return engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(program, [a, b], 'int32'));
}
