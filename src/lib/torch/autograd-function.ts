/** `torch.autograd.Function`: operations whose gradient a program writes itself. */
import {
  call, defineClass, exc, getAttr, PyInstance, PyTuple, typeName, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { withOwnRule } from '../tensor/gradient.ts';
import type { Node } from '../tensor/node.ts';
import { sequenceItems } from './arguments.ts';
import { withGradMode } from './grad-mode.ts';
import { torchState } from './state.ts';
import { setOwnRule, Tensor } from './tensor.ts';

/** `ctx`: what `forward` leaves for `backward`. Plain attributes are the program's own. */
class FunctionContext extends PyInstance {
  saved: readonly Value[] = [];
  needs: readonly boolean[] = [];
  nonDifferentiable: readonly Value[] = [];

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    for (const value of this.saved) visit(value);
  }
}

const contextType: PyType = defineClass({
  name: 'FunctionCtx',
  module: 'torch.autograd.function',
  allocate: (type) => new FunctionContext(type),
  methods: {
    'save_for_backward(self, *tensors)': (self: FunctionContext, tensors: Value[]) => {
      for (const tensor of tensors) {
        if (tensor === null || tensor instanceof Tensor) continue;
        throw exc.TypeError(`save_for_backward can only save variables, but argument 0 is of type ${typeName(tensor)}`);
      }
      self.saved = tensors;
      return null;
    },
    'mark_non_differentiable(self, *args)': (self: FunctionContext, tensors: Value[]) => {
      self.nonDifferentiable = tensors;
      return null;
    },
    'mark_dirty(self, *args)': () => null,
    'set_materialize_grads(self, value)': () => null,
  },
  properties: {
    saved_tensors: (self: FunctionContext) => new PyTuple([...self.saved]),
    needs_input_grad: (self: FunctionContext) => new PyTuple([...self.needs]),
  },
});

/** `MyFunction.apply(*args)`: runs `forward` without history and ties its result to `backward`. */
function* applyFunction(cls: PyType, args: readonly Value[]): Task {
  const context = new FunctionContext(contextType);
  context.needs = args.map((arg) => arg instanceof Tensor && arg.requiresGrad);
  const recorded = torchState().gradEnabled && context.needs.includes(true);
  const tensors = args.filter((arg) => arg instanceof Tensor);
  // What the inputs are now: `forward` may write to them.
  const inputs = tensors.map((tensor) => tensor.input);
  const forward = yield* getAttr(cls, 'forward');
  const output = yield* withGradMode(false, () => call(forward, [context, ...args]));
  if (!recorded) return output;
  if (!(output instanceof Tensor)) {
    if (sequenceItems(output) === null) return output;
    throw exc.NotImplementedError('a torch.autograd.Function returns one tensor here');
  }
  if (context.nonDifferentiable.includes(output)) return output;
  const kept = context.saved.flatMap((value) => (value instanceof Tensor ? [value.node] : []));
  const node = withOwnRule(output.node, inputs, kept);
  setOwnRule(node, {
    holds: [context],
    *run(gradient: Tensor): Task<readonly (Node | null)[]> {
      const given = yield* call(yield* getAttr(cls, 'backward'), [context, gradient]);
      const grads = given instanceof PyTuple ? given.items : [given];
      if (
        grads.length < args.length ||
        (grads.length > args.length && !grads.slice(args.length).every((g) => g === null))
      ) {
        throw exc.RuntimeError(
          `function ${cls.name}Backward returned an incorrect number of gradients (expected ${args.length}, got ${grads.length})`,
        );
      }
      return args.flatMap((arg, i) => {
        if (!(arg instanceof Tensor)) return [];
        const grad = grads[i]!;
        return [grad instanceof Tensor ? grad.input : null];
      });
    },
  });
  return new Tensor(node, `${cls.name}Backward`);
}

export const functionType: PyType = defineClass({
  name: 'Function',
  module: 'torch.autograd.function',
  classMethods: {
    'apply(cls, *args)': applyFunction,
  },
  statics: {
    'forward(ctx, *args, **kwargs)': () => {
      throw exc.NotImplementedError('You must implement the forward function for custom autograd.Function.');
    },
    'backward(ctx, *grad_outputs)': () => {
      throw exc.NotImplementedError(
        'You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.',
      );
    },
  },
});
