/**
 * Carries out a plan element by element in plain JavaScript: far too slow for readers, and simple enough to be believed. The executors are
 * tested against it.
 */
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import type { Anchor, Body, ElementType, Load, Plan, View } from './plan.ts';
import { evaluateBinary, evaluateUnary } from './semantics.ts';

export type Elements = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

export const elements = (type: ElementType, size: number): Elements =>
  type === 'f32' ? new Float32Array(size) : new Int32Array(size);

type Index = readonly number[];

/** Every index of `shape`, in row-major order. The array is reused. */
function* indices(shape: Shape): Generator<number[]> {
  const index = shape.map(() => 0);
  for (let left = sizeOf(shape); left > 0; left--) {
    yield index;
    for (let i = shape.length - 1; i >= 0; i--) {
      if (++index[i]! < shape[i]!) break;
      index[i] = 0;
    }
  }
}

const addressOf = ({ offset, strides }: View, index: Index): number => {
  let address = offset;
  for (let i = 0; i < strides.length; i++) address += index[i]! * strides[i]!;
  return address;
};

/** Runs `plan` once. `inputs` and `scalars` are in the plan's order; returns the outputs, in its order. */
export function runPlan(plan: Plan, inputs: readonly (Elements | null)[], scalars: readonly number[]): Elements[] {
  const workspace = new ArrayBuffer(4 * plan.workspace);
  const memory = plan.slots.map(({ type, size, role, offset }): Elements => {
    if (role !== 'temporary') return elements(type, size);
    const Elements = type === 'f32' ? Float32Array : Int32Array;
    return new Elements(workspace, 4 * offset, size);
  });
  plan.inputs.forEach((slot, i) => {
    if (slot >= 0) memory[slot] = inputs[i]!;
  });

  // A view outside its slot is a fault of the planner, which undefined would hide as NaN.
  const at = (view: View, index: Index, shift = 0): number => {
    const value = memory[view.slot]![addressOf(view, index) + shift];
    if (value === undefined) throw new RangeError(`slot ${view.slot} has no element ${addressOf(view, index) + shift}`);
    return value;
  };

  const load = (from: Load, index: Index): number => {
    if (from.indirect === null) return at(from, index);
    const { indices: list, stride, size } = from.indirect;
    return at(from, index, Math.min(Math.max(at(list, index), 0), size - 1) * stride);
  };

  const registers = (body: Body, index: Index, anchored: number): number[] => {
    const values: number[] = [];
    for (const step of body) values.push(evaluate(step, values, index, anchored));
    return values;
  };

  const evaluate = (step: Body[number], values: readonly number[], index: Index, anchored: number): number => {
    switch (step.kind) {
      case 'load':
        return load(step.load, index);
      case 'constant':
        return step.value;
      case 'scalar':
        return step.type === 'f32' ? Math.fround(scalars[step.index]!) : scalars[step.index]! | 0;
      case 'anchor':
        return anchored;
      case 'unary':
        return evaluateUnary(step.op, values[step.x]!, step.type);
      case 'binary':
        return evaluateBinary(step.op, values[step.a]!, values[step.b]!, step.type);
      case 'where':
        return values[step.condition] !== 0 ? values[step.yes]! : values[step.no]!;
      case 'cast':
        return step.type === 'i32' ? Math.trunc(values[step.x]!) | 0 : Math.fround(values[step.x]!);
    }
  };

  const anchored = (anchor: Anchor, index: Index): number => {
    switch (anchor.kind) {
      case 'matmul': {
        const [lead, m, n] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
        let sum = 0;
        for (const k of indices(anchor.k))
          sum += load(anchor.a, [...lead, m, ...k]) * load(anchor.b, [...lead, n, ...k]);
        return Math.fround(sum);
      }
      case 'reduce': {
        const identity = { sum: 0, prod: 1, max: -Infinity, min: Infinity }[anchor.op];
        const combine = { sum: 'add', prod: 'mul', max: 'maximum', min: 'minimum' } as const;
        const type = anchor.body[anchor.value]!.type;
        let result = identity;
        for (const inner of indices(anchor.sizes)) {
          const value = registers(anchor.body, [...index, ...inner], 0)[anchor.value]!;
          if (anchor.op === 'sum' && type === 'f32') result += value;
          else result = result === identity ? value : evaluateBinary(combine[anchor.op], result, value, type);
        }
        return type === 'f32' ? Math.fround(result) : result | 0;
      }
      case 'argmax':
      case 'argmin': {
        const sign = anchor.kind === 'argmax' ? 1 : -1;
        let best = 0;
        let extreme = NaN;
        for (let i = 0; i < anchor.size; i++) {
          const value = sign * registers(anchor.body, [...index, i], 0)[anchor.value]!;
          if (i === 0 || value > extreme || (Number.isNaN(value) && !Number.isNaN(extreme)))
            [best, extreme] = [i, value];
        }
        return best;
      }
      case 'cumsum': {
        let sum = 0;
        for (let i = 0; i <= index[anchor.axis]!; i++) sum += at(anchor.source, index.with(anchor.axis, i));
        return anchor.type === 'f32' ? Math.fround(sum) : sum | 0;
      }
      case 'scatterAdd': {
        let sum = 0;
        for (let i = 0; i < anchor.count; i++) {
          const from = index.with(anchor.axis, i);
          if (at(anchor.indices, from) === index[anchor.axis]) sum += at(anchor.source, from);
        }
        return anchor.type === 'f32' ? Math.fround(sum) : sum | 0;
      }
      case 'fold2d': {
        const { kernel, stride, dilation, counts } = anchor;
        const [n, c, y, x] = index as [number, number, number, number];
        let sum = 0;
        for (const [i, j] of indices(kernel) as Generator<[number, number]>) {
          const [down, across] = [(y - i * dilation[0]) / stride[0], (x - j * dilation[1]) / stride[1]];
          if (!Number.isInteger(down) || !Number.isInteger(across)) continue;
          if (down < 0 || across < 0 || down >= counts[0] || across >= counts[1]) continue;
          sum += at(anchor.columns, [n, c, i, j, down, across]);
        }
        return Math.fround(sum);
      }
    }
  };

  for (const kernel of plan.kernels) {
    for (const index of indices(kernel.space)) {
      const value = kernel.anchor === null ? 0 : anchored(kernel.anchor, index);
      const values = registers(kernel.body, index, value);
      for (const { view, register } of kernel.stores) memory[view.slot]![addressOf(view, index)] = values[register]!;
    }
  }
  return plan.outputs.map((slot) => memory[slot]!);
}
