/** Gradients as a program asks for them. */
import {
  defineClass, defineModule, exc, isCallable, call, nativeFunction, PyInstance, PyTuple, type Functions, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { differentiate, FreedHistoryError } from '../tensor/gradient.ts';
import type { Node } from '../tensor/node.ts';
import * as op from '../tensor/ops.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import { sequenceItems } from './arguments.ts';
import { torchState } from './state.ts';
import { Tensor } from './tensor.ts';

/** The gradient to start from: ones for a single number, else what was given. */
function seedOf(output: Tensor, gradient: Value): Node {
  if (gradient instanceof Tensor) {
    if (!sameShape(gradient.shape, output.shape)) {
      throw exc.RuntimeError(
        `Mismatch in shape: grad_output[0] has a shape of torch.Size([${gradient.shape.join(', ')}]) and output[0] has a shape of torch.Size([${output.shape.join(', ')}]).`,
      );
    }
    return gradient.node;
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

/** Runs `pass`, turning a used-up history into Python's RuntimeError. */
function once(pass: () => void): void {
  try {
    pass();
  } catch (error) {
    if (error instanceof FreedHistoryError) throw exc.RuntimeError(error.message);
    throw error;
  }
}

/** `Tensor.backward`. */
function backward(self: Tensor, gradient: Value, retainGraph: Value, createGraph: Value): null {
  const createsGraph = createGraph === true;
  const options = { retain: retainGraph === true || createsGraph, createGraph: createsGraph };
  const root = rootOf(self);
  const seed = seedOf(self, gradient);
  once(() =>
    differentiate([root], [seed], options, (leaf, gradient) => Tensor.collectorOf(leaf)?.accumulateGrad(gradient)),
  );
  return null;
}

/** `torch.autograd.grad`. */
function grad(outputs: Value, inputs: Value, gradOutputs: Value, retain: Value, create: Value, unused: Value): Value {
  const list = (value: Value): Tensor[] => (sequenceItems(value) ?? [value]).map((item) => item as Tensor);
  const [roots, wrt] = [list(outputs), list(inputs)];
  const seeds = roots.map((root, i) => seedOf(root, gradOutputs === null ? null : list(gradOutputs)[i]!));
  const nodes = wrt.map((x) => (x.isLeaf && x.requiresGrad ? x.variable : x.node));
  const found = new Map<Node, Node>();
  const createGraph = create === true;
  const options = { retain: retain === true || createGraph, createGraph, at: new Set(nodes) };
  once(() => differentiate(roots.map(rootOf), seeds, options, (at, gradient) => void found.set(at, gradient)));
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

/** `no_grad`, `enable_grad`, `set_grad_enabled`, `inference_mode`: context managers and decorators that switch recording. */
class GradMode extends PyInstance {
  enabled = false;
  readonly before: boolean[] = [];
}

function gradMode(name: string, signature: string, enabled: (argument: boolean) => boolean, atOnce = false): PyType {
  const enter = (self: GradMode) => {
    self.before.push(torchState().gradEnabled);
    torchState().gradEnabled = self.enabled;
    return null;
  };
  const leave = (self: GradMode) => {
    torchState().gradEnabled = self.before.pop()!;
  };
  return defineClass({
    name,
    module: 'torch.autograd.grad_mode',
    allocate: (type) => new GradMode(type),
    methods: {
      [signature]: (self: GradMode, mode: Value = true) => {
        self.enabled = enabled(mode === true);
        if (atOnce) enter(self);
        return null;
      },
      '__enter__(self)': (self: GradMode) => (atOnce && self.before.length > 0 ? null : enter(self)),
      '__exit__(self, type, value, traceback)': (self: GradMode) => {
        leave(self);
        return null;
      },
      '__call__(self, function)': (self: GradMode, decorated: Value) => {
        if (!isCallable(decorated)) throw exc.TypeError(`${name} decorates functions`);
        const { enabled: mode } = self;
        return nativeFunction('wrapped(*args, **kwargs)', function* (args: Value[], kwargs: Map<string, Value>): Task {
          const before = torchState().gradEnabled;
          torchState().gradEnabled = mode;
          try {
            return yield* call(decorated, args, kwargs);
          } finally {
            torchState().gradEnabled = before;
          }
        });
      },
    },
  });
}

const noGrad = gradMode('no_grad', '__init__(self)', () => false);
const enableGrad = gradMode('enable_grad', '__init__(self)', () => true);
const inferenceMode = gradMode('inference_mode', '__init__(self, mode=True)', (mode) => !mode);
const setGradEnabled = gradMode('set_grad_enabled', '__init__(self, mode)', (mode) => mode, true);

/** Members of `torch` that switch recording. */
export const gradModes = {
  no_grad: noGrad,
  enable_grad: enableGrad,
  inference_mode: inferenceMode,
  set_grad_enabled: setGradEnabled,
};

export const autogradMethods: Functions = {
  'backward(self, gradient=None, retain_graph=None, create_graph=False)': backward,
  'retain_grad(self)': (self: Tensor) => {
    self.retainGrad();
    return null;
  },
  'detach_(self)': (self: Tensor) => {
    self.overwrite(self.node);
    return self;
  },
  'detach(self)': (self: Tensor) => self.detach(),
  'requires_grad_(self, requires_grad=True)': (self: Tensor, on: Value) => {
    self.setRequiresGrad(on === true);
    return self;
  },
};

export const autogradModule = defineModule({
  name: 'torch.autograd',
  functions: {
    'grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=False)': grad,
  },
});
