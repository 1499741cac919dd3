/**
 * int64 is carried out as int32. So that no result is silently cut off, every integer node has a bound on its absolute values, worked
 * out from how it is made, and a node whose bound leaves 32 bits is refused.
 */
import type { Node } from './node.ts';
import { sizeOf } from './shape.ts';

/** Raised for an integer operation whose result may not fit. The message is a sentence for the reader. */
export class IntegerRangeError extends Error {
  override readonly name = 'IntegerRangeError';
}

const LIMIT = 2 ** 31;
const bounds = new WeakMap<Node, number>();

/** The largest absolute value among `values`. */
function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}

/** Absolute values, put together one after the other. */
function folded(values: ArrayLike<number>, combine: (a: number, b: number) => number, start: number): number {
  let result = start;
  for (let i = 0; i < values.length; i++) result = combine(result, Math.abs(values[i]!));
  return result;
}

/** A bound on the absolute values of a node; 0 where nothing is known, such as after a cast of computed floats. */
function boundOf(node: Node): number {
  const known = bounds.get(node);
  if (known !== undefined) return known;
  const bound = workedOut(node);
  bounds.set(node, bound);
  return bound;
}

function workedOut(node: Node): number {
  const { operation, inputs, host, dtype } = node;
  if (dtype === 'bool') return 1;
  if (dtype === 'uint8') return 255;
  const floats = dtype === 'float32' || dtype === 'float64';
  if (host !== null) return largest(host);
  if (floats && operation.kind !== 'full' && operation.kind !== 'scalar') return 0;
  const of = (i: number): number => (inputs[i] ? boundOf(inputs[i]) : 0);
  switch (operation.kind) {
    case 'scalar':
    case 'full':
      return Math.abs(operation.value);
    case 'binary':
      if (operation.op === 'add' || operation.op === 'sub') return of(0) + of(1);
      if (operation.op === 'mul') return of(0) * of(1);
      if (operation.op === 'pow') return of(0) ** of(1);
      return operation.op === 'remainder' ? of(1) : Math.max(of(0), of(1));
    case 'where':
      return Math.max(of(1), of(2));
    case 'reduce': {
      const [x] = inputs;
      const count = x ? sizeOf(operation.axes.map((axis) => x.shape[axis]!)) : 1;
      if (operation.op === 'prod') return x?.host ? folded(x.host, (a, b) => a * Math.max(1, b), 1) : of(0) ** count;
      if (operation.op !== 'sum') return of(0);
      return x?.host ? folded(x.host, (a, b) => a + b, 0) : of(0) * count;
    }
    case 'cumsum':
      return inputs[0]?.host ? folded(inputs[0].host, (a, b) => a + b, 0) : of(0) * (inputs[0]?.shape[operation.axis] ?? 1); // prettier-ignore
    case 'matmul':
      return of(0) * of(1) * (inputs[0]?.shape.at(-1) ?? 1);
    case 'concat':
      return inputs.reduce((most, input) => Math.max(most, boundOf(input)), 0);
    case 'argmax':
    case 'argmin':
      return inputs[0]?.shape[operation.axis] ?? 0;
    default:
      return of(0);
  }
}

/** Refuses an int64 node whose values may not fit into 32 bits. Throws IntegerRangeError. */
export function checkRange(node: Node): void {
  if (node.dtype !== 'int64' || boundOf(node) < LIMIT) return;
  bounds.set(node, 0);
  throw new IntegerRangeError(
    "integers of tensors have 32 bits here, and this result may need more; use float32, or Python's own ints, which have no limit",
  );
}
