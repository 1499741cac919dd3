/** `torch.autograd.gradcheck`: a function's gradients beside differences of its values. */
import { call, defineClass, exc, exceptionTypes, nativeFunction, PythonError, PyTuple, toFloat, type PyException, type PyType, type Task, type Value } from '../python/bind.ts'; // prettier-ignore
import { hostArray } from '../tensor/dtype.ts';
import { dataNode } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';
import { grad, tensorsOf } from './autograd.ts';
import { withGradMode } from './grad-mode.ts';
import { readTensor, tensorRepr } from './ops/reading.ts';
import { Tensor } from './tensor.ts';

/** Floats have seven digits here: smaller steps than this drown in rounding, and what is found is as rough as the tolerance says. */
const STEP = 5e-3;
const TOLERANCE = 5e-3;

/** Rows are elements of the input, columns elements of the output, as gradcheck prints them. */
type Rows = number[][];

function* evaluated(func: Value, inputs: readonly Tensor[]): Task<Tensor[]> {
  return yield* tensorsOf(yield* call(func, inputs), 'outputs');
}

function* numerical(func: Value, inputs: readonly Tensor[], which: number, eps: number): Task<Rows[]> {
  const { shape, dtype } = inputs[which]!;
  const values = yield* readTensor(inputs[which]!);
  const rows: Rows[] = [];
  for (let i = 0; i < values.length; i++) {
    const sides: ArrayLike<number>[][] = [];
    for (const step of [eps, -eps]) {
      const moved = hostArray(dtype, values.length);
      moved.set(values);
      moved[i]! += step;
      const made = yield* evaluated(func, inputs.with(which, new Tensor(dataNode(moved, shape, dtype))));
      const side: ArrayLike<number>[] = [];
      for (const output of made) side.push(yield* readTensor(output));
      sides.push(side);
    }
    const [up, down] = sides as [ArrayLike<number>[], ArrayLike<number>[]];
    up.forEach((high, k) => (rows[k] ??= []).push(Array.from(high, (value, j) => (value - down[k]![j]!) / (2 * eps)))); // prettier-ignore
  }
  return rows;
}

function* analytical(output: Tensor, input: Tensor): Task<Rows> {
  const [n, size] = [sizeOf(input.shape), sizeOf(output.shape)];
  const rows: Rows = Array.from({ length: n }, () => new Array<number>(size).fill(0));
  for (let j = 0; j < size && output.requiresGrad; j++) {
    const seed = hostArray(output.dtype, size);
    seed[j] = 1;
    const start = new Tensor(dataNode(seed, output.shape, output.dtype));
    const [found] = (yield* grad(output, new PyTuple([input]), start, true, false, true)).items;
    if (!(found instanceof Tensor)) continue;
    (yield* readTensor(found)).forEach((value: number, i: number) => (rows[i]![j] = value));
  }
  return rows;
}

const errorType: PyType = defineClass({
  name: 'GradcheckError',
  module: 'torch.autograd.gradcheck',
  bases: [exceptionTypes.RuntimeError],
});

function* printed(rows: Rows, like: Tensor): Task<string> {
  const values = Float32Array.from(rows.flat());
  return yield* tensorRepr(new Tensor(dataNode(values, [rows.length, rows[0]?.length ?? 0], like.dtype)));
}

/** Whether each gradient is near the difference of values. Raises GradcheckError where one is not, if asked to. */
export function* gradcheck(func: Value, given: Value, eps: Value, atol: Value, rtol: Value, raises: Value): Task {
  const originals = yield* tensorsOf(given, 'inputs');
  if (!originals.some((input) => input.requiresGrad)) {
    throw exc.ValueError(
      'gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.',
    );
  }
  const inputs = originals.map((original) => {
    const leaf = new Tensor(op.detach(original.node));
    leaf.setRequiresGrad(original.requiresGrad);
    return leaf;
  });
  const outputs = yield* withGradMode(true, () => evaluated(func, inputs));
  const [step, absolute, relative] = [Math.max(toFloat(eps, 'eps'), STEP), Math.max(toFloat(atol, 'atol'), TOLERANCE), Math.max(toFloat(rtol, 'rtol'), TOLERANCE)]; // prettier-ignore
  for (const [i, input] of inputs.entries()) {
    if (!input.requiresGrad) continue;
    const differences = yield* numerical(func, inputs, i, step);
    for (const [k, output] of outputs.entries()) {
      const [found, wanted] = [yield* analytical(output, input), differences[k]!];
      const near = (value: number, exact: number) => Math.abs(value - exact) <= absolute + relative * Math.abs(exact);
      if (found.every((row, a) => row.every((value, b) => near(value, wanted[a]![b]!)))) continue;
      if (raises === false) return false;
      const text = `Jacobian mismatch for output ${k} with respect to input ${i},\nnumerical:${yield* printed(wanted, input)}\nanalytical:${yield* printed(found, input)}\n`;
      throw new PythonError((yield* call(errorType, [text])) as PyException);
    }
  }
  return true;
}

/** The derivatives of `func`, as a function of its inputs: of the sum of its outputs. */
const derivativesOf = (func: Value): Value =>
  nativeFunction('derivatives(*inputs)', function* (inputs: Tensor[]): Task {
    const leaves = inputs.map((input) => {
      if (input.requiresGrad) return input;
      const leaf = new Tensor(input.node);
      leaf.setRequiresGrad(true);
      return leaf;
    });
    const outputs = yield* withGradMode(true, () => evaluated(func, leaves));
    const seeds = outputs.map(({ shape, dtype }) => new Tensor(op.full(shape, 1, dtype)));
    return yield* grad(new PyTuple(outputs), new PyTuple(leaves), new PyTuple(seeds), true, true, true);
  });

/** `gradcheck` of a function's derivatives. */
export function* gradgradcheck(func: Value, given: Value, eps: Value, atol: Value, rtol: Value, raises: Value): Task {
  return yield* gradcheck(derivativesOf(func), given, eps, atol, rtol, raises);
}
