/** `torch.autograd.functional`, and the module `torch.autograd`. */
import type { PyInstance } from '../python/bind.ts';
import {
  call, defineClass, defineModule, exc, PyTuple, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { dataNode } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';
import { autogradMethods, grad, tensorsOf } from './autograd.ts';
import { functionType } from './autograd-function.ts';
import { gradcheck, gradgradcheck } from './gradcheck.ts';
import { gradModes, withGradMode } from './grad-mode.ts';
import { apply, Tensor } from './tensor.ts';

/** The inputs as leaves of their own, so that what a program has keeps its gradients. */
const fresh = (inputs: readonly Tensor[], createGraph: boolean): Tensor[] =>
  inputs.map((input) => {
    if (createGraph && input.requiresGrad) return apply('View', (node) => op.add(node, op.full([], 0, node.dtype)), input); // prettier-ignore
    const leaf = new Tensor(input.node);
    leaf.setRequiresGrad(true);
    return leaf;
  });

/** `func`'s result at `inputs`, and the inputs it was computed from. */
function* evaluate(func: Value, inputs: Value, createGraph: boolean): Task<{ output: Tensor; leaves: Tensor[] }> {
  const leaves = fresh(yield* tensorsOf(inputs, 'The inputs given to the function'), createGraph);
  const output = yield* withGradMode(true, () => call(func, leaves));
  if (output instanceof Tensor) return { output, leaves };
  throw exc.NotImplementedError('torch.autograd.functional runs here with functions that return one tensor');
}

/** Gradients at `leaves`, zeros where none flows. */
function* gradients(
  output: Tensor | PyTuple,
  leaves: readonly Tensor[],
  seed: Value,
  createGraph: boolean,
): Task<Tensor[]> {
  const flows = output instanceof Tensor ? output.requiresGrad : output.items.every((x) => x instanceof Tensor && x.requiresGrad); // prettier-ignore
  if (!flows) return leaves.map(({ shape, dtype }) => new Tensor(op.full(shape, 0, dtype)));
  const found = yield* grad(output, new PyTuple(leaves), seed, true, createGraph, true);
  return found.items.map((g, i) =>
    g instanceof Tensor ? g : new Tensor(op.full(leaves[i]!.shape, 0, leaves[i]!.dtype)),
  );
}

/** One tensor for one input, a tuple for a tuple of them. */
const like = (inputs: Value, results: readonly Tensor[]): Value =>
  inputs instanceof Tensor ? results[0]! : new PyTuple(results);

function* jacobianOf(func: Value, inputs: Value, createGraph: boolean): Task<Tensor[]> {
  const { output, leaves } = yield* evaluate(func, inputs, createGraph);
  const size = sizeOf(output.shape);
  const rows: Tensor[][] = [];
  for (let i = 0; i < size; i++) {
    const oneHot = new Float32Array(size);
    oneHot[i] = 1;
    rows.push(yield* gradients(output, leaves, new Tensor(dataNode(oneHot, output.shape, output.dtype)), createGraph));
  }
  return leaves.map((leaf, j) =>
    apply(
      'View',
      (...nodes) => op.reshape(op.concat(nodes.map((node) => op.reshape(node, [1, ...leaf.shape])), 0), [...output.shape, ...leaf.shape]), // prettier-ignore
      ...rows.map((row) => row[j]!),
    ),
  );
}

function* jacobian(func: Value, inputs: Value, createGraph: Value): Task {
  return like(inputs, yield* jacobianOf(func, inputs, createGraph === true));
}

/** Gradients of a function that gives a single number, as values that can be differentiated. */
function* slopes(
  func: Value,
  inputs: Value,
  caller: string,
): Task<{ output: Tensor; leaves: Tensor[]; first: Tensor[] }> {
  const { output, leaves } = yield* evaluate(func, inputs, false);
  if (sizeOf(output.shape) !== 1) {
    throw exc.RuntimeError(`The Tensor returned by the function given to ${caller} should contain a single element`);
  }
  const first = yield* gradients(output, leaves, new Tensor(op.full(output.shape, 1, output.dtype)), true);
  return { output, leaves, first };
}

/** Second derivatives: one block for two inputs, a tuple of tuples of blocks for a tuple. */
function* hessian(func: Value, inputs: Value): Task {
  const { leaves, first } = yield* slopes(func, inputs, 'hessian');
  const blocks: Tensor[][] = [];
  for (const slope of first) {
    const size = sizeOf(slope.shape);
    const rows: Tensor[][] = [];
    for (let i = 0; i < size; i++) {
      const oneHot = new Float32Array(size);
      oneHot[i] = 1;
      rows.push(yield* gradients(slope, leaves, new Tensor(dataNode(oneHot, slope.shape, slope.dtype)), false));
    }
    blocks.push(leaves.map((leaf, j) => stacked(rows.map((row) => row[j]!), [...slope.shape, ...leaf.shape]))); // prettier-ignore
  }
  return inputs instanceof Tensor ? blocks[0]![0]! : new PyTuple(blocks.map((row) => new PyTuple(row)));
}

const stacked = (rows: readonly Tensor[], shape: Shape): Tensor =>
  apply('View', (...nodes) => op.reshape(op.concat(nodes.map((node) => op.reshape(node, [1, sizeOf(node.shape)])), 0), shape), ...rows); // prettier-ignore

/** The Hessian, which is symmetric, times a vector from either side. */
const hessianProduct = (caller: 'hvp' | 'vhp') =>
  function* (func: Value, inputs: Value, v: Value): Task {
    const { output, leaves, first } = yield* slopes(func, inputs, caller);
    const vectors = v === null ? null : yield* tensorsOf(v, 'v');
    const seeds = leaves.map((leaf, i) => vectors?.[i] ?? new Tensor(op.full(leaf.shape, 1, leaf.dtype)));
    const products = yield* gradients(new PyTuple(first), leaves, new PyTuple(seeds), false);
    return new PyTuple([output.detach(), like(inputs, products)]);
  };

/** The Jacobian times a vector, by differentiating the vector-Jacobian product by its vector. */
function* jvp(func: Value, inputs: Value, v: Value): Task {
  const { output, leaves } = yield* evaluate(func, inputs, false);
  const vectors = v === null ? leaves.map(({ shape, dtype }) => new Tensor(op.full(shape, 1, dtype))) : yield* tensorsOf(v, 'v'); // prettier-ignore
  const seed = new Tensor(op.full(output.shape, 0, output.dtype));
  seed.setRequiresGrad(true);
  const products = yield* gradients(output, leaves, seed, true);
  const [found] = yield* gradients(new PyTuple(products), [seed], new PyTuple(vectors), false);
  return new PyTuple([output.detach(), found!]);
}

function* vjp(func: Value, inputs: Value, v: Value): Task {
  const { output, leaves } = yield* evaluate(func, inputs, false);
  if (v === null && sizeOf(output.shape) !== 1) {
    throw exc.RuntimeError(
      'The vector v can only be None if the user-provided function returns a single Tensor with a single element.',
    );
  }
  const seed = v instanceof Tensor ? v : new Tensor(op.full(output.shape, 1, output.dtype));
  const results = yield* gradients(output, leaves, seed, false);
  return new PyTuple([output.detach(), like(inputs, results)]);
}

const functionalModule = defineModule({
  name: 'torch.autograd.functional',
  functions: {
    'jacobian(func, inputs, create_graph=False, strict=False, vectorize=False)': jacobian,
    'hessian(func, inputs, create_graph=False, strict=False, vectorize=False)': hessian,
    'vjp(func, inputs, v=None, create_graph=False, strict=False)': vjp,
    'jvp(func, inputs, v=None, create_graph=False, strict=False)': jvp,
    'hvp(func, inputs, v=None, create_graph=False, strict=False)': hessianProduct('hvp'),
    'vhp(func, inputs, v=None, create_graph=False, strict=False)': hessianProduct('vhp'),
  },
});

/** `detect_anomaly` and `set_detect_anomaly` are accepted: gradients are not traced here. */
const anomalyType: PyType = defineClass({
  name: 'set_detect_anomaly',
  module: 'torch.autograd.anomaly_mode',
  methods: {
    '__init__(self, mode=True, check_nan=True)': () => null,
    '__enter__(self)': (self: PyInstance) => self,
    '__exit__(self, *args)': () => null,
  },
});

function* backwardOf(tensors: Value, gradients_: Value, retain: Value, create: Value): Task {
  const run = autogradMethods['backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)']!;
  const given = gradients_ === null ? null : yield* tensorsOf(gradients_, 'grad_tensors');
  for (const [i, tensor] of (yield* tensorsOf(tensors, 'tensors')).entries()) {
    yield* (run as (...args: Value[]) => Task)(tensor, given?.[i] ?? null, retain, create);
  }
  return null;
}

export const autogradModule = defineModule({
  name: 'torch.autograd',
  functions: {
    'grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=False)': grad,
    'backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False)': backwardOf,
    'gradcheck(func, inputs, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True)': gradcheck,
    'gradgradcheck(func, inputs, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True)': gradgradcheck,
    // Since PyTorch 0.4 a Variable is a tensor.
    'Variable(data, requires_grad=False)': (data: Value, on: Value) => {
      if (!(data instanceof Tensor)) throw exc.TypeError('Variable data has to be a tensor');
      const leaf = data.detach();
      leaf.setRequiresGrad(on === true);
      return leaf;
    },
  },
  members: {
    ...gradModes,
    Function: functionType,
    functional: functionalModule,
    set_detect_anomaly: anomalyType,
    detect_anomaly: anomalyType,
  },
  absent: { profiler: 'time.perf_counter runs here' },
});

export { functionalModule as autogradFunctionalModule };
