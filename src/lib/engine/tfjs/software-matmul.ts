/**
 * A matrix product for adapters that are software: no workgroup memory and no barriers, which cost such adapters a switch of
 * coroutines each, but a tile of 8 rows by 4 columns in registers and loads of four numbers at a time.
 * tfjs's own kernels suit graphics hardware and are several times slower there.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

const ROWS = 8;
const WORKGROUP = 8;

interface Sizes {
  /** The product is [m, n]; k is summed over. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

const rows = (line: (i: number) => string): string => Array.from({ length: ROWS }, (_, i) => line(i)).join('\n');

// A tensor that tfjs has cast from int32 to float32 still has its ints behind it: hence the conversions.

/** One step over k: a row of A against four columns of B, both with k innermost. */
const ROW_BY_ROW = ({ m, k }: Sizes): string => `
  for (var k = 0; k < ${k / 4}; k++) {
    let b0 = vec4f(B[(4 * column) * ${k / 4} + k]);
    let b1 = vec4f(B[(4 * column + 1) * ${k / 4} + k]);
    let b2 = vec4f(B[(4 * column + 2) * ${k / 4} + k]);
    let b3 = vec4f(B[(4 * column + 3) * ${k / 4} + k]);
    ${rows((i) => `let a${i} = vec4f(A[min(row + ${i}, ${m - 1}) * ${k / 4} + k]);`)}
    ${rows((i) => `sum${i} += vec4f(dot(a${i}, b0), dot(a${i}, b1), dot(a${i}, b2), dot(a${i}, b3));`)}
  }`;

/** A with k innermost, B with n innermost. */
const ROW_BY_COLUMN = ({ m, n, k }: Sizes): string => `
  for (var k = 0; k < ${k / 4}; k++) {
    let b0 = vec4f(B[(4 * k) * ${n / 4} + column]);
    let b1 = vec4f(B[(4 * k + 1) * ${n / 4} + column]);
    let b2 = vec4f(B[(4 * k + 2) * ${n / 4} + column]);
    let b3 = vec4f(B[(4 * k + 3) * ${n / 4} + column]);
    ${rows((i) => `let a${i} = vec4f(A[min(row + ${i}, ${m - 1}) * ${k / 4} + k]);`)}
    ${rows((i) => `sum${i} += a${i}.x * b0 + a${i}.y * b1 + a${i}.z * b2 + a${i}.w * b3;`)}
  }`;

/** A with m innermost, B with n innermost: a sum of outer products. */
const COLUMN_BY_COLUMN = ({ m, n, k }: Sizes): string => `
  for (var k = 0; k < ${k}; k++) {
    let b = vec4f(B[k * ${n / 4} + column]);
    let low = vec4f(A[k * ${m / 4} + row / 4]);
    let high = vec4f(A[k * ${m / 4} + min(row / 4 + 1, ${m / 4 - 1})]);
    ${rows((i) => `sum${i} += ${i < 4 ? 'low' : 'high'}.${'xyzw'[i % 4]} * b;`)}
  }`;

class MatMulProgram implements WebGPUProgram {
  readonly variableNames = ['A', 'B'];
  readonly variableComponents = [4, 4];
  readonly outputComponent = 4;
  readonly outputShape: number[];
  readonly dispatchLayout = { x: [1], y: [0] };
  readonly workgroupSize: [number, number, number] = [WORKGROUP, WORKGROUP, 1];
  dispatch: [number, number, number];
  shaderKey: string;
  readonly #sizes: Sizes;
  readonly #loop: string;

  constructor(sizes: Sizes, name: string, loop: (sizes: Sizes) => string) {
    const { m, n, k } = sizes;
    this.outputShape = [m, n];
    this.dispatch = [Math.ceil(n / 4 / WORKGROUP), Math.ceil(m / ROWS / WORKGROUP), 1];
    this.shaderKey = `software_matmul_${name}_${m}_${n}_${k}`;
    this.#sizes = sizes;
    this.#loop = loop(sizes);
  }

  getUserCode(): string {
    const { n } = this.#sizes;
    return `
fn main() {
  let column = i32(globalId.x);
  let row = i32(globalId.y) * ${ROWS};
  // Read from the uniforms: tfjs binds them, and a shader that does not use them has no place for them.
  let m = uniforms.outShape[0];
  if (column >= ${n / 4} || row >= m) { return; }
  ${rows((i) => `var sum${i} = vec4f();`)}
  ${this.#loop}
  ${rows((i) => `if (row + ${i} < m) { result[(row + ${i}) * ${n / 4} + column] = sum${i}; }`)}
}`;
  }
}

/** A product of two matrices, either of them stored transposed; null for shapes that do not come in fours. */
export function softwareMatMul(
  backend: WebGPUBackend,
  a: Tensor,
  b: Tensor,
  transposeA: boolean,
  transposeB: boolean,
): Tensor | null {
  if (a.rank !== 2 || b.rank !== 2 || (transposeA && transposeB)) return null;
  const [m, k] = transposeA ? [a.shape[1]!, a.shape[0]] : [a.shape[0], a.shape[1]!];
  const n = transposeB ? b.shape[0] : b.shape[1]!;
  const inFours = n % 4 === 0 && (transposeA ? m % 4 === 0 : k % 4 === 0);
  if (!inFours || m * n * k === 0) return null;
  const sizes = { m, n, k };
  const program = transposeA
    ? new MatMulProgram(sizes, 'tn', COLUMN_BY_COLUMN)
    : transposeB
      ? new MatMulProgram(sizes, 'nt', ROW_BY_ROW)
      : new MatMulProgram(sizes, 'nn', ROW_BY_COLUMN);
  return engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(program, [a, b], 'float32'));
}
