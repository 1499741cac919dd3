/** Values from the device back to Python: the only places where a program waits for it. */
import {
  callMethod,
  exc,
  float,
  PyList,
  repr,
  typeName,
  typeOf,
  wait,
  type Functions,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { isSharedArray, makeArray } from '../../tensor/array-interface.ts';
import { isFloating, type DType, type HostArray } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { formatTensor } from '../../tensor/print.ts';
import { sameShape, sizeOf } from '../../tensor/shape.ts';
import { maybeTensor } from '../arguments.ts';
import { torchHost } from '../host.ts';
import { torchState } from '../state.ts';
import { shapeChecked, type Tensor } from '../tensor.ts';

/** The values of a node; waits for the device if they are not on the host. */
export function* readNode(node: Node): Task<HostArray> {
  const values = torchHost().engine.read(node);
  return values instanceof Promise ? yield* wait(values) : values;
}

export const readTensor = (x: Tensor): Task<HostArray> => readNode(x.node);

/** One element as Python's bool, int or float. */
export function element(value: number, dtype: DType): Value {
  if (dtype === 'bool') return value !== 0;
  return isFloating(dtype) ? float(value) : value;
}

/** `x.item()`. */
export function* item(x: Tensor): Task {
  const size = sizeOf(x.shape);
  if (size !== 1) throw exc.ValueError('only one element tensors can be converted to Python scalars');
  return element((yield* readTensor(x))[0]!, x.dtype);
}

function* tolist(x: Tensor): Task {
  const values = yield* readTensor(x);
  const { shape, dtype } = x;
  const nested = (axis: number, offset: number): Value => {
    if (axis === shape.length) return element(values[offset]!, dtype);
    const n = shape[axis]!;
    return new PyList(Array.from({ length: n }, (_, i) => nested(axis + 1, offset * n + i)));
  };
  return nested(0, 0);
}

/** `repr(x)`, with what PyTorch writes after the numbers. */
export function* tensorRepr(x: Tensor): Task<string> {
  const values = yield* readTensor(x);
  const suffixes: string[] = [];
  if (x.gradFnName !== null && !x.isLeaf) suffixes.push(`grad_fn=<${x.gradFnName}>`);
  else if (x.requiresGrad) suffixes.push('requires_grad=True');
  return formatTensor(values, x.shape, x.dtype, suffixes, 'tensor(', torchState().printOptions);
}

function* toBool(x: Tensor): Task<boolean> {
  const size = sizeOf(x.shape);
  if (size > 1) throw exc.RuntimeError('Boolean value of Tensor with more than one value is ambiguous');
  if (size === 0) throw exc.RuntimeError('Boolean value of Tensor with no values is ambiguous');
  return (yield* readTensor(x))[0] !== 0;
}

function* toNumber(x: Tensor): Task<number> {
  const value = yield* item(x);
  return Number(typeof value === 'object' && value !== null && 'value' in value ? value.value : value);
}

function* toInt(x: Tensor): Task {
  const value = yield* toNumber(x);
  if (Number.isNaN(value)) throw exc.ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw exc.OverflowError('cannot convert float infinity to integer');
  return Math.trunc(value);
}

function* toIndex(x: Tensor): Task {
  if (isFloating(x.dtype) || sizeOf(x.shape) !== 1) {
    throw exc.TypeError('only integer tensors of a single element can be converted to an index');
  }
  return yield* toInt(x);
}

/** `format(x, spec)`: 0-d tensors format as their number, others as their repr, for which no spec is made. */
function* formatted(x: Tensor, spec: string): Task {
  if (x.shape.length === 0 && !isParameter(x)) return yield* callMethod(yield* item(x), '__format__', [spec]);
  if (spec !== '') throw exc.TypeError(`unsupported format string passed to ${typeName(x)}.__format__`);
  return yield* repr(x);
}

/** PyTorch formats tensors of the class itself as numbers, and leaves its subclasses to `object`. */
const isParameter = (x: Tensor): boolean => typeName(x) === 'Parameter';

/** `value in x`: whether any element equals it. */
function* contains(x: Tensor, value: Value): Task<boolean> {
  const other = maybeTensor(value);
  if (other === null) {
    throw exc.RuntimeError(
      `Tensor.__contains__ only supports Tensor or scalar, but you passed in a ${yield* repr(typeOf(value))}.`,
    );
  }
  return (yield* readNode(shapeChecked(() => op.binary('equal', x.node, other.node)))).some((equal) => equal !== 0);
}

/** `x.numpy()`: an array that shares the tensor's memory; of a view, a copy. */
function* numpy(x: Tensor): Task {
  if (x.requiresGrad) {
    throw exc.RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
  }
  const known = x.sharedArray;
  const { node } = x;
  if (known !== null && sameShape(known.hostArray().shape, x.shape)) return known as unknown as Value;
  const array = makeArray({ values: yield* readNode(node), shape: x.shape, dtype: x.dtype });
  if (isSharedArray(array)) x.shareWith(array);
  return array as Value;
}

/** Lets the array that shares a tensor's memory, if one does, follow what was written to the tensor. */
export function* arrayFollows(x: Tensor): Task<void> {
  const node = x.unshared;
  if (node !== null) x.arrayFollows(yield* readNode(node));
}

export const readingMethods: Functions = {
  'item(self)': item,
  'tolist(self)': tolist,
  'numpy(self, *, force=False)': numpy,
  '__array__(self, dtype=None)': numpy,
  '__repr__(self)': tensorRepr,
  '__format__(self, format_spec, /)': formatted,
  '__bool__(self)': toBool,
  '__contains__(self, element, /)': contains,
  '__float__(self)': function* (self: Tensor): Task {
    return float(yield* toNumber(self));
  },
  '__int__(self)': toInt,
  '__index__(self)': toIndex,
};
