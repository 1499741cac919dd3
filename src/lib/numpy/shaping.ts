/** Other shapes for the same elements, as views where NumPy gives views. */
import { exc, PyList, PyTuple, toInt, type Value } from '../python/bind.ts';
import { axesArgument, axisArgument } from './axes.ts';
import { makeData } from './dtype.ts';
import type { ArrayFunctions } from './functions.ts';
import { NdArray, shapeText, sizeOf, stridesOf, type Shape } from './ndarray.ts';

/** Ints given one by one or as one sequence. */
export function sizesArgument(values: readonly Value[]): number[] {
  const [first] = values;
  const items = values.length === 1 && (first instanceof PyTuple || first instanceof PyList) ? first.items : values;
  return items.map((item) => toInt(item, 'shape'));
}

/** `x.reshape(shape)` with one size that may be -1. Raises ValueError. */
export function reshape(x: NdArray, sizes: readonly number[]): NdArray {
  const cannot = exc.ValueError(
    `cannot reshape array of size ${x.size} into shape ${shapeText(sizes).replace(/-\d+/, 'newaxis')}`,
  );
  const unknown = sizes.filter((n) => n < 0).length;
  if (unknown > 1) throw exc.ValueError('can only specify one unknown dimension');
  const known = sizeOf(sizes.filter((n) => n >= 0));
  if (unknown === 1 ? known === 0 || x.size % known !== 0 : known !== x.size) throw cannot;
  const shape = sizes.map((n) => (n < 0 ? x.size / known : n));
  if (x.contiguous) return x.view(shape);
  const strides = strideThrough(x, shape);
  return strides === null ? x.copy().view(shape) : x.view(shape, strides);
}

/** Strides for the new shape over the same memory, or null if there are none: dimensions may be split, and joined where they adjoin. */
function strideThrough(x: NdArray, shape: Shape): number[] | null {
  const old = x.shape.flatMap((n, i) => (n === 1 ? [] : [{ n, stride: x.strides[i]! }]));
  if (x.size === 0) return stridesOf(shape);
  const strides: number[] = [];
  let at = 0;
  for (let i = 0; i < shape.length;) {
    let wanted = shape[i]!;
    if (wanted === 1) {
      strides.push(0);
      i++;
      continue;
    }
    let have = old[at]!.n;
    let to = i + 1;
    let from = at + 1;
    while (wanted !== have) {
      if (wanted < have) wanted *= shape[to++]!;
      else have *= old[from++]!.n;
    }
    for (let k = at; k < from - 1; k++) if (old[k]!.stride !== old[k + 1]!.n * old[k + 1]!.stride) return null;
    let step = old[from - 1]!.stride;
    const group: number[] = [];
    for (let k = to - 1; k >= i; k--) {
      group.unshift(step);
      step *= shape[k]!;
    }
    strides.push(...group);
    i = to;
    at = from;
  }
  return strides;
}

/** A view with its axes in another order; reversed where `order` is null. */
export function transpose(x: NdArray, order: readonly number[] | null): NdArray {
  const axes = order ?? x.shape.map((_, i) => x.ndim - 1 - i);
  if (axes.length !== x.ndim) throw exc.ValueError("axes don't match array");
  if (new Set(axes).size < axes.length) throw exc.ValueError('repeated axis in transpose');
  return x.view(axes.map((i) => x.shape[i]!), axes.map((i) => x.strides[i]!)); // prettier-ignore
}

/** The order of axes that a program gives. */
function permutation(value: Value, ndim: number): number[] {
  const items = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
  return items.map((item) => axisArgument(item, ndim));
}

/** A view with one axis moved to another place. */
export function moveAxis(x: NdArray, from: number, to: number): NdArray {
  const source = axisArgument(from, x.ndim);
  const order = [...x.shape.keys()].filter((i) => i !== source);
  order.splice(axisArgument(to, x.ndim), 0, source);
  return transpose(x, order);
}

/** `numpy.moveaxis`, of one axis or of several. */
function moveAxes(x: NdArray, source: Value, destination: Value): NdArray {
  const [from, to] = [axesArgument(source ?? 0, x.ndim), axesArgument(destination ?? 0, x.ndim)];
  if (from.length !== to.length) throw exc.ValueError('`source` and `destination` arguments must have the same number of elements'); // prettier-ignore
  const order = [...x.shape.keys()].filter((i) => !from.includes(i));
  const pairs = to.map((at, k) => [at, from[k]!] as const).sort(([a], [b]) => a - b);
  for (const [at, axis] of pairs) order.splice(at, 0, axis);
  return transpose(x, order);
}

export function squeeze(x: NdArray, axis: Value): NdArray {
  const axes = axis === null ? x.shape.flatMap((n, i) => (n === 1 ? [i] : [])) : axesArgument(axis, x.ndim);
  if (axes.some((i) => x.shape[i] !== 1)) {
    throw exc.ValueError('cannot select an axis to squeeze out which has size not equal to one');
  }
  const kept = [...x.shape.keys()].filter((i) => !axes.includes(i));
  return x.view(kept.map((i) => x.shape[i]!), kept.map((i) => x.strides[i]!)); // prettier-ignore
}

export function expandDims(x: NdArray, axis: Value): NdArray {
  const count = axis instanceof PyTuple || axis instanceof PyList ? axis.items.length : 1;
  const axes = axesArgument(axis, x.ndim + count);
  const shape: number[] = [];
  const strides: number[] = [];
  let at = 0;
  for (let i = 0; i < x.ndim + count; i++) {
    shape.push(axes.includes(i) ? 1 : x.shape[at]!);
    strides.push(axes.includes(i) ? 0 : x.strides[at++]!);
  }
  return x.view(shape, strides);
}

/** All elements in one dimension, a view where they lie in order. */
export const ravel = (x: NdArray): NdArray => (x.contiguous ? x.view([x.size], [1]) : x.like(x.values(), [x.size]));

/** A view that runs backwards along axes. */
export function flip(x: NdArray, axis: Value): NdArray {
  const axes = axesArgument(axis, x.ndim);
  const offset = axes.reduce((at, i) => at + Math.max(0, x.shape[i]! - 1) * x.strides[i]!, x.offset);
  return x.view(x.shape, x.strides.map((stride, i) => (axes.includes(i) ? -stride : stride)), offset); // prettier-ignore
}

/** The diagonal of a matrix, as a view. */
export function diagonal(x: NdArray, shift: number): NdArray {
  if (x.ndim !== 2) throw exc.ValueError('diag requires an array of at least two dimensions');
  const [rows, columns] = x.shape as [number, number];
  const [down, right] = x.strides as [number, number];
  const n = Math.max(0, shift >= 0 ? Math.min(rows, columns - shift) : Math.min(rows + shift, columns));
  return x.view([n], [down + right], x.offset + (shift >= 0 ? shift * right : -shift * down));
}

function diag(x: NdArray, k: Value): NdArray {
  const shift = toInt(k, 'k');
  if (x.ndim === 2) return diagonal(x, shift).copy();
  if (x.ndim !== 1) throw exc.ValueError('Input must be 1- or 2-d.');
  const n = x.size + Math.abs(shift);
  const square = new NdArray(makeData(x.dtype, n * n), x.dtype, [n, n]);
  const values = x.values();
  const line = diagonal(square, shift);
  values.forEach((value, i) => (square.data[line.offset + i * line.strides[0]!] = value));
  return square;
}

const triangle = (x: NdArray, keep: (row: number, column: number) => boolean): NdArray => {
  const result = x.copy();
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  result.data.forEach((_, i) => {
    if (!keep(Math.floor(i / columns) % rows, i % columns)) result.data[i] = 0;
  });
  return result;
};

function swapAxes(x: NdArray, a: Value, b: Value): NdArray {
  const first = axisArgument(a, x.ndim);
  const second = axisArgument(b, x.ndim);
  return transpose(x, [...x.shape.keys()].map((i) => (i === first ? second : i === second ? first : i))); // prettier-ignore
}

/** Functions and methods alike. */
export const shapingFunctions: ArrayFunctions = {
  'squeeze(a, axis=None)': squeeze,
  'swapaxes(a, axis1, axis2)': swapAxes,
  'ravel(a, order="C")': ravel,
  'diagonal(a, offset=0)': (x: NdArray, offset: Value) => diagonal(x, toInt(offset, 'offset')),
};

/** Functions of the module only. */
export const shapingModuleFunctions: ArrayFunctions = {
  'reshape(a, newshape, order="C")': (x: NdArray, shape: Value) => reshape(x, sizesArgument([shape])),
  'transpose(a, axes=None)': (x: NdArray, axes: Value) =>
    transpose(x, axes === null ? null : permutation(axes, x.ndim)),
  'expand_dims(a, axis)': expandDims,
  'moveaxis(a, source, destination)': moveAxes,
  'flip(m, axis=None)': flip,
  'flipud(m)': (x: NdArray) => flip(x, 0),
  'fliplr(m)': (x: NdArray) => flip(x, 1),
  'rot90(m, k=1)': (x: NdArray, k: Value) => {
    let turned = x;
    for (let i = ((toInt(k, 'k') % 4) + 4) % 4; i > 0; i--) turned = flip(swapAxes(turned, 0, 1), 0);
    return turned;
  },
  'diag(v, k=0)': diag,
  'triu(m, k=0)': (x: NdArray, k: Value) => triangle(x, (row, column) => column - row >= toInt(k, 'k')),
  'tril(m, k=0)': (x: NdArray, k: Value) => triangle(x, (row, column) => column - row <= toInt(k, 'k')),
};
