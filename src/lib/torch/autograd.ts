/** Gradients as a program asks for them. */
import { call, exc, iterate, PyTuple, typeName, type Functions, type Task, type Value } from '../python/bind.ts';
import {
  differentiateSteps, FreedHistoryError, type DifferentiateOptions, type GradientAnswer,
} from '../tensor/gradient.ts'; // prettier-ignore
import type { Node } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { OverwrittenError } from '../tensor/overwritten.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import { withGradMode } from './grad-mode.ts';
import { Hooks } from './hooks.ts';
import { ownRuleOf, Tensor } from './tensor.ts';

/** The gradient to start from: ones for a single number, else what was given. */
function seedOf(output: Tensor, gradient: Value): Node {
  if (gradient instanceof Tensor) {
    if (!sameShape(gradient.shape, output.shape)) {
      throw exc.RuntimeError(
        `Mismatch in shape: grad_output[0] has a shape of torch.Size([${gradient.shape.join(', ')}]) and output[0] has a shape of torch.Size([${output.shape.join(', ')}]).`,
      );
    }
    return gradient.input;
  }
  if (sizeOf(output.shape) !== 1) throw exc.RuntimeError('grad can be implicitly created only for scalar outputs');
  return op.full(output.shape, 1, output.dtype);
}

function rootOf(output: Tensor): Node {
  if (!output.requiresGrad) {
    throw exc.RuntimeError('element 0 of tensors does not require grad and does not have a grad_fn');
  }
  return output.isLeaf ? output.variable : output.node;
}

/** The node at which gradients of `x` arrive. */
const arrivalOf = (x: Tensor): Node => (x.isLeaf && x.requiresGrad ? x.variable : x.node);

/** A gradient as hooks and rules of the program's own leave it. */
function* throughHooks(at: Node, grad: Node): Task<Node> {
  let gradient = grad;
  for (const hook of Tensor.hooksAt(at)) {
    const replaced = yield* call(hook, [new Tensor(gradient)]);
    if (replaced instanceof Tensor) gradient = replaced.input;
    else if (replaced !== null) throw exc.TypeError('expected Variable, but hook returned something else');
  }
  return gradient;
}

/** One pass from `roots` back, with the program's hooks and rules called on the way. */
export function* pass(
  roots: readonly Node[],
  seeds: readonly Node[],
  options: DifferentiateOptions,
  arrive: (at: Node, grad: Node) => void,
): Task<void> {
  try {
    const steps = differentiateSteps(roots, seeds, options, arrive, Tensor.isHooked);
    let step = steps.next();
    while (step.done !== true) {
      const { kind, at, grad } = step.value;
      const answer: GradientAnswer = yield* withGradMode(options.createGraph, function* (): Task<GradientAnswer> {
        return kind === 'hook' ? yield* throughHooks(at, grad) : yield* ownRuleOf(at).run(new Tensor(grad));
      });
      step = steps.next(answer);
    }
  } catch (error) {
    if (error instanceof FreedHistoryError || error instanceof OverwrittenError) throw exc.RuntimeError(error.message);
    throw error;
  }
}

/** `Tensor.backward`. */
function* backward(
  self: Tensor,
  gradient: Value,
  retainGraph: Value,
  createGraph: Value,
  inputs: Value = null,
): Task<null> {
  const createsGraph = createGraph === true;
  const options = { retain: retainGraph === true || (retainGraph === null && createsGraph), createGraph: createsGraph };
  const root = rootOf(self);
  const seed = seedOf(self, gradient);
  const chosen = inputs === null ? null : inputs instanceof Tensor ? [inputs] : yield* iterate(inputs);
  const at = chosen === null ? null : new Set(chosen.map((input) => arrivalOf(input as Tensor)));
  yield* pass([root], [seed], options, (leaf, grad) => {
    if (at === null || at.has(leaf)) Tensor.collectorOf(leaf)?.accumulateGrad(grad);
  });
  return null;
}

/** Tensors of an argument that is one tensor or a sequence of them. */
export function* tensorsOf(value: Value, what: string): Task<Tensor[]> {
  const items = value instanceof Tensor ? [value] : yield* iterate(value);
  return items.map((item) => {
    if (item instanceof Tensor) return item;
    throw exc.TypeError(`${what} must be Tensors`);
  });
}

/** `torch.autograd.grad`. */
export function* grad(
  outputs: Value,
  inputs: Value,
  gradOutputs: Value,
  retain: Value,
  create: Value,
  unused: Value,
): Task<PyTuple> {
  const roots = yield* tensorsOf(outputs, 'outputs');
  const wrt = yield* tensorsOf(inputs, 'inputs');
  const given = gradOutputs === null ? null : gradOutputs instanceof Tensor ? [gradOutputs] : yield* iterate(gradOutputs); // prettier-ignore
  const rootNodes = roots.map(rootOf);
  const seeds = roots.map((root, i) => seedOf(root, given?.[i] ?? null));
  if (wrt.some((x) => !x.requiresGrad)) throw exc.RuntimeError('One of the differentiated Tensors does not require grad'); // prettier-ignore
  const nodes = wrt.map(arrivalOf);
  const found = new Map<Node, Node>();
  const createGraph = create === true;
  const options = { retain: retain === true || (retain === null && createGraph), createGraph, at: new Set(nodes) };
  yield* pass(rootNodes, seeds, options, (at, gradient) => void found.set(at, gradient));
  return new PyTuple(
    nodes.map((node) => {
      const gradient = found.get(node);
      if (gradient !== undefined) return new Tensor(gradient);
      if (unused === true) return null;
      throw exc.RuntimeError(
        'One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.',
      );
    }),
  );
}

export const autogradMethods: Functions = {
  'backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)': backward,
  'register_hook(self, hook)': (self: Tensor, hook: Value) => {
    if (!self.requiresGrad) {
      throw exc.RuntimeError("cannot register a hook on a tensor that doesn't require gradient");
    }
    return (self.hooks ??= new Hooks()).add(hook);
  },
  'retain_grad(self)': (self: Tensor) => {
    self.retainGrad();
    return null;
  },
  'detach_(self)': (self: Tensor) => {
    self.overwrite(self.node);
    self.gradName = null;
    return self;
  },
  'detach(self)': (self: Tensor) => self.detach(),
  'requires_grad_(self, requires_grad=True)': (self: Tensor, on: Value) => {
    if (typeof on !== 'boolean') {
      throw exc.TypeError(`requires_grad_(): argument 'requires_grad' (position 1) must be bool, not ${typeName(on)}`);
    }
    self.setRequiresGrad(on);
    return self;
  },
};
