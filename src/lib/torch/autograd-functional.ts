/** `torch.autograd.functional`, and the module `torch.autograd`. */
import type { PyInstance } from '../python/bind.ts';
import {
  call, defineClass, defineModule, exc, PyTuple, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { dataNode } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';
import { autogradMethods, grad, tensorsOf } from './autograd.ts';
import { functionType } from './autograd-function.ts';
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
function* gradients(output: Tensor, leaves: readonly Tensor[], seed: Tensor, createGraph: boolean): Task<Tensor[]> {
  if (!output.requiresGrad) return leaves.map(({ shape, dtype }) => new Tensor(op.full(shape, 0, dtype)));
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

function* hessian(func: Value, inputs: Value): Task {
  if (!(inputs instanceof Tensor)) throw exc.NotImplementedError('hessian runs here with one tensor as input');
  const { output, leaves } = yield* evaluate(func, inputs, false);
  if (sizeOf(output.shape) !== 1) {
    throw exc.RuntimeError('The function given to hessian should return a single value');
  }
  const [first] = yield* gradients(output, leaves, new Tensor(op.full(output.shape, 1, output.dtype)), true);
  const [leaf] = leaves as [Tensor];
  const size = sizeOf(leaf.shape);
  const rows: Tensor[] = [];
  for (let i = 0; i < size; i++) {
    const oneHot = new Float32Array(size);
    oneHot[i] = 1;
    rows.push(...(yield* gradients(first!, [leaf], new Tensor(dataNode(oneHot, leaf.shape, leaf.dtype)), false)));
  }
  return apply('View', (...nodes) => op.reshape(op.concat(nodes.map((node) => op.reshape(node, [1, size])), 0), [...leaf.shape, ...leaf.shape]), ...rows); // prettier-ignore
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
  },
  absent: { jvp: 'vjp and jacobian run here', hvp: 'hessian runs here', vhp: 'hessian runs here' },
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
  absent: { profiler: 'time.perf_counter runs here', gradcheck: 'compare with finite differences instead' },
});

export { functionalModule as autogradFunctionalModule };
