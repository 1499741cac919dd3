/** `torch.autograd.Function`: operations whose gradient a program writes itself. */
import {
  call, defineClass, exc, getAttr, PyInstance, PyTuple, typeName, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { withOwnRule } from '../tensor/gradient.ts';
import { isFloating } from '../tensor/dtype.ts';
import type { Node } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';
import { sequenceItems } from './arguments.ts';
import { withGradMode } from './grad-mode.ts';
import { torchState } from './state.ts';
import { following, setOwnRule, Tensor } from './tensor.ts';

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

/** What `forward` gave, as the autograd graph takes it: its tensors through which a gradient flows, and how to put others in their places. */
interface Outputs {
  readonly tensors: readonly Tensor[];
  /** One gradient for each output: zeros for tensors through which none flows, None for what is no tensor. */
  gradients(flowing: readonly Tensor[]): Value[];
  replaced(by: readonly Tensor[]): Value;
}

function outputsOf(output: Value, context: FunctionContext): Outputs {
  const items = output instanceof Tensor ? [output] : (sequenceItems(output) ?? []);
  const flows = (value: Value): value is Tensor =>
    value instanceof Tensor && isFloating(value.dtype) && !context.nonDifferentiable.includes(value);
  return {
    tensors: items.filter(flows),
    gradients(flowing) {
      let next = 0;
      return items.map((value) => {
        if (flows(value)) return flowing[next++]!;
        return value instanceof Tensor ? new Tensor(op.full(value.shape, 0, value.dtype)) : null;
      });
    },
    replaced(by) {
      let next = 0;
      const values = items.map((value) => (flows(value) ? by[next++]! : value));
      return output instanceof Tensor ? values[0]! : new PyTuple(values);
    },
  };
}

/** Gradients at the inputs, by the class's `backward`, from those at the outputs. */
function* ownGradients(
  cls: PyType,
  context: FunctionContext,
  args: readonly Value[],
  gradients: readonly Value[],
): Task<readonly (Node | null)[]> {
  const given = yield* call(yield* getAttr(cls, 'backward'), [context, ...gradients]);
  const grads = given instanceof PyTuple ? given.items : [given];
  if (grads.length < args.length || !grads.slice(args.length).every((grad) => grad === null)) {
    throw exc.RuntimeError(
      `function ${cls.name}Backward returned an incorrect number of gradients (expected ${args.length}, got ${grads.length})`,
    );
  }
  return args.flatMap((arg, i) => {
    if (!(arg instanceof Tensor)) return [];
    const grad = grads[i]!;
    return [grad instanceof Tensor ? grad.input : null];
  });
}

/** The part of a flat value that stands for each of several tensors. */
const partsOf = (flat: Node, tensors: readonly Tensor[]): Node[] => {
  let start = 0;
  return tensors.map(({ shape }) => {
    const size = sizeOf(shape);
    const part = op.reshape(op.slice(flat, [start], [size], [1]), shape);
    start += size;
    return part;
  });
};

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
  const outputs = outputsOf(output, context);
  const [first, ...others] = outputs.tensors;
  if (first === undefined) return output;
  const kept = context.saved.flatMap((value) => (value instanceof Tensor ? [value.node] : []));
  // The rule is that of one value: several outputs lie in it one behind the other, so that `backward` runs once for all of them.
  const flat = (node: Node): Node => op.reshape(node, [sizeOf(node.shape)]);
  const alone = others.length === 0;
  const value = alone ? first.node : op.concat(outputs.tensors.map((tensor) => flat(tensor.node)), 0); // prettier-ignore
  const node = withOwnRule(value, inputs, kept);
  setOwnRule(node, {
    holds: [context],
    run: (gradient: Tensor) =>
      ownGradients(
        cls,
        context,
        args,
        outputs.gradients(
          alone ? [gradient] : partsOf(gradient.input, outputs.tensors).map((part) => new Tensor(part)),
        ),
      ),
  });
  const made = (alone ? [node] : partsOf(node, outputs.tensors)).map((part) => {
    const tensor = new Tensor(part, `${cls.name}Backward`);
    return following(tensor, tensors);
  });
  return outputs.replaced(made);
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
