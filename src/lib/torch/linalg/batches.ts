/** Matrices of a tensor as rows of doubles on the host, and back: [..., rows, columns] is a batch of them. */
import { defineClass, exc, exceptionTypes, PyException, PythonError, tuple, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';
import type { Matrix } from './matrices.ts';

/** `torch.linalg.LinAlgError`. */
export const linAlgErrorType: PyType = defineClass({
  name: '_LinAlgError',
  module: 'torch._C',
  bases: [exceptionTypes.RuntimeError],
});

/** That a matrix has no result; `which` of a batch it is, where there are several. */
export function linAlgError(caller: string, message: string, { lead }: Batch, which: number): PythonError {
  const exception = new PyException(linAlgErrorType);
  exception.args = tuple(`${caller}: ${lead.length > 0 ? `(Batch element ${which}): ` : ''}${message}`);
  return new PythonError(exception);
}

/** All matrices of a tensor, in order. */
export interface Batch {
  readonly tensor: Tensor;
  readonly matrices: readonly Matrix[];
  /** The dimensions before the last two. */
  readonly lead: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/** Reads the matrices that `caller` of `torch.linalg` is given. Raises RuntimeError and TypeError. */
export function* batchOf(x: Value, caller: string): Task<Batch> {
  const tensor = tensorArgument(x, `linalg_${caller}(): argument 'A' (position 1)`);
  if (tensor.shape.length < 2) {
    throw exc.RuntimeError(`linalg.${caller}: The input tensor A must have at least 2 dimensions.`);
  }
  if (!isFloating(tensor.dtype)) {
    throw exc.RuntimeError(
      `linalg.${caller}: Expected a floating point or complex tensor as input. Got ${scalarName(tensor.dtype)}`,
    );
  }
  const values = yield* readTensor(tensor);
  const lead = tensor.shape.slice(0, -2);
  const [rows, columns] = tensor.shape.slice(-2) as [number, number];
  const matrices = Array.from({ length: sizeOf(lead) }, (_, b) =>
    Array.from({ length: rows }, (__, i) =>
      Array.from(values.subarray((b * rows + i) * columns, (b * rows + i + 1) * columns)),
    ),
  );
  return { tensor, matrices, lead, rows, columns };
}

/** As `batchOf`; the matrices must be square. */
export function* squaresOf(x: Value, caller: string): Task<Batch> {
  const batch = yield* batchOf(x, caller);
  if (batch.rows === batch.columns) return batch;
  throw exc.RuntimeError(
    `linalg.${caller}: A must be batches of square matrices, but they are ${batch.rows} by ${batch.columns} matrices`,
  );
}

const nodeOf = (values: readonly number[], shape: readonly number[], { tensor }: Batch): Node =>
  dataNode(Float32Array.from(values), shape, tensor.dtype);

/** One matrix of a shape for each of a batch. */
export const matrixNode = (found: readonly Matrix[], rows: number, columns: number, batch: Batch): Node =>
  nodeOf(found.flat(2), [...batch.lead, rows, columns], batch);

/** One vector of a size for each matrix of a batch. */
export const vectorNode = (found: readonly (readonly number[])[], size: number, batch: Batch): Node =>
  nodeOf(found.flat(), [...batch.lead, size], batch);

/** One number for each matrix of a batch. */
export const numberNode = (found: readonly number[], batch: Batch): Node => nodeOf(found, batch.lead, batch);

/**
 * A result found on the host, tied to the matrices it came from: `change` says what it becomes by, to first order, when they change.
 * Where no gradient is wanted it is the plain value.
 */
export function tied(name: string, found: Node, { tensor }: Batch, change: (difference: Node) => Node): Tensor {
  if (!tensor.input.requiresGrad) return new Tensor(found);
  return apply(name, (a) => op.add(found, change(op.sub(a, op.detach(a)))), tensor);
}

/** Refuses to give a result without its gradient. Raises NotImplementedError. */
export function refuseGradient({ tensor }: Batch, caller: string, instead: string): void {
  if (!tensor.input.requiresGrad) return;
  throw exc.NotImplementedError(`linalg.${caller} of a tensor that requires grad does not run here; ${instead}`);
}
