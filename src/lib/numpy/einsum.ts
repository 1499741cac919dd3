/** `numpy.einsum`, `tensordot`, `kron` and `cross`: products summed over named indices. */
import { exc, PyTuple, PyList, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { makeData } from './dtype.ts';
import { commonDType } from './elementwise.ts';
import { matmul } from './linear-algebra.ts';
import { NdArray, ndarray, sizeOf } from './ndarray.ts';
import { returned } from './scalar.ts';
import { reshape, transpose } from './shaping.ts';

/** Sums products of the arrays' elements over every index that the output does not have. */
function sumOfProducts(subscripts: string, arrays: readonly NdArray[]): NdArray {
  const [left, right] = subscripts.replace(/\s/g, '').split('->') as [string, string | undefined];
  if (subscripts.includes('.')) throw exc.NotImplementedError('einsum runs here without an ellipsis; name every index');
  const inputs = left.split(',');
  if (inputs.length !== arrays.length) {
    throw exc.ValueError(
      inputs.length > arrays.length
        ? 'einstein sum subscripts string contains too many subscripts for operand 0'
        : 'more operands provided to einstein sum function than specified in the subscripts string',
    );
  }
  const letters = [...left].filter((letter) => letter !== ',');
  const output = right ?? [...new Set(letters)].filter((l) => letters.filter((m) => m === l).length === 1).sort().join(''); // prettier-ignore
  const sizes = new Map<string, number>();
  arrays.forEach((x, k) => {
    if (inputs[k]!.length !== x.ndim) {
      throw exc.ValueError(
        `operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.`,
      );
    }
    [...inputs[k]!].forEach((letter, dim) => {
      const n = x.shape[dim]!;
      const known = sizes.get(letter) ?? n;
      if (known !== n && known !== 1 && n !== 1) {
        throw exc.ValueError(
          `operands could not be broadcast together with remapped shapes [original->remapped]: index '${letter}' has sizes ${known} and ${n}`,
        );
      }
      sizes.set(letter, Math.max(known, n));
    });
  });
  const summed = [...new Set(letters)].filter((letter) => !output.includes(letter));
  const order = [...output, ...summed];
  const shape = order.map((letter) => sizes.get(letter)!);
  const stretched = arrays.map((x, k) => {
    // A letter that stands twice walks the diagonal: its strides add up.
    const strides = order.map((letter) => [...inputs[k]!].reduce((sum, l, dim) => sum + (l === letter && x.shape[dim] !== 1 ? x.strides[dim]! : 0), 0)); // prettier-ignore
    return x.view(shape, strides).values();
  });
  const dtype = commonDType(...arrays.map((x) => (x.ndim === 0 ? x.view([1]) : x)));
  const kept = [...output].map((letter) => sizes.get(letter)!);
  const data = makeData(dtype, sizeOf(kept));
  const run = sizeOf(summed.map((letter) => sizes.get(letter)!));
  for (let i = 0; i < data.length; i++) {
    let sum = 0;
    for (let j = i * run; j < (i + 1) * run; j++) sum += stretched.reduce((product, values) => product * values[j]!, 1);
    data[i] = sum;
  }
  return new NdArray(data, dtype, kept);
}

const axesList = (value: Value): number[] =>
  value instanceof PyTuple || value instanceof PyList ? value.items.map((axis) => toInt(axis, 'axes')) : [toInt(value, 'axes')]; // prettier-ignore

function tensorDot(a: NdArray, b: NdArray, axes: Value): NdArray {
  const count = typeof axes === 'number' ? axes : 0;
  const pair = axes instanceof PyTuple || axes instanceof PyList ? axes.items : null;
  const from = (x: NdArray, list: number[]): number[] => list.map((axis) => (axis < 0 ? axis + x.ndim : axis));
  const inA = pair === null ? Array.from({ length: count }, (_, i) => a.ndim - count + i) : from(a, axesList(pair[0]!));
  const inB = pair === null ? Array.from({ length: count }, (_, i) => i) : from(b, axesList(pair[1]!));
  if (inA.length !== inB.length || inA.some((axis, i) => a.shape[axis] !== b.shape[inB[i]!])) {
    throw exc.ValueError('shape-mismatch for sum');
  }
  const freeA = [...a.shape.keys()].filter((i) => !inA.includes(i));
  const freeB = [...b.shape.keys()].filter((i) => !inB.includes(i));
  const k = sizeOf(inA.map((axis) => a.shape[axis]!));
  const left = reshape(transpose(a, [...freeA, ...inA]), [sizeOf(freeA.map((i) => a.shape[i]!)), k]);
  const right = reshape(transpose(b, [...inB, ...freeB]), [k, sizeOf(freeB.map((i) => b.shape[i]!))]);
  return reshape(matmul(left, right), [...freeA.map((i) => a.shape[i]!), ...freeB.map((i) => b.shape[i]!)]);
}

function kronecker(a: NdArray, b: NdArray): NdArray {
  const rank = Math.max(a.ndim, b.ndim);
  const padded = (x: NdArray): number[] => [...new Array<number>(rank - x.ndim).fill(1), ...x.shape];
  const [m, n] = [padded(a), padded(b)];
  const left = a.like(a.values(), m.flatMap((size) => [size, 1])); // prettier-ignore
  const right = b.like(b.values(), n.flatMap((size) => [1, size])); // prettier-ignore
  const both = m.flatMap((size, i) => [size, n[i]!]);
  const [x, y] = [left.expand(both).values(), right.expand(both).values()];
  return ndarray(x.map((value, i) => value * y[i]!), m.map((size, i) => size * n[i]!), commonDType(a, b)); // prettier-ignore
}

function cross(a: NdArray, b: NdArray): NdArray {
  if (a.ndim !== 1 || b.ndim !== 1 || a.size !== 3 || b.size !== 3) {
    throw exc.NotImplementedError('numpy.cross runs here for two vectors of three elements');
  }
  const [[x1, x2, x3], [y1, y2, y3]] = [[...a.values()], [...b.values()]] as [
    [number, number, number],
    [number, number, number],
  ];
  return ndarray([x2 * y3 - x3 * y2, x3 * y1 - x1 * y3, x1 * y2 - x2 * y1], [3], commonDType(a, b));
}

const binary = (f: (a: NdArray, b: NdArray) => NdArray) =>
  function* (first: Value, second: Value): Task {
    return returned(f(yield* toArray(first), yield* toArray(second)));
  };

export const einsumFunctions: Functions = {
  'einsum(subscripts, *operands, optimize=False)': function* (subscripts: Value, operands: Value[]): Task {
    if (typeof subscripts !== 'string') throw exc.NotImplementedError('einsum takes its subscripts as a text here');
    const arrays: NdArray[] = [];
    for (const operand of operands) arrays.push(yield* toArray(operand));
    return returned(sumOfProducts(subscripts, arrays));
  },
  'tensordot(a, b, axes=2)': function* (a: Value, b: Value, axes: Value): Task {
    return returned(tensorDot(yield* toArray(a), yield* toArray(b), axes));
  },
  'kron(a, b)': binary(kronecker),
  'cross(a, b)': binary(cross),
};
