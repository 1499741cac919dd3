/** Axis arguments. */
import { exc, PyList, PyTuple, toInt, typeName, type Value } from '../python/bind.ts';
import { axisError } from './errors.ts';

/** An axis counted from the front. */
export function axisArgument(value: Value, ndim: number): number {
  if (value === null || typeof value === 'string') {
    throw exc.TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  const axis = toInt(value, 'axis');
  if (axis < -ndim || axis >= ndim) throw axisError(axis, ndim);
  return axis < 0 ? axis + ndim : axis;
}

/** Axes counted from the front, each once; all of them for None. */
export function axesArgument(value: Value, ndim: number): number[] {
  if (value === null) return Array.from({ length: ndim }, (_, i) => i);
  const items = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
  const axes = items.map((item) => axisArgument(item, ndim));
  if (new Set(axes).size < axes.length) throw exc.ValueError("duplicate value in 'axis'");
  return axes;
}
