/** What `grad_fn` gives: the name of an operation in PyTorch's autograd graph, and those it follows. No tensor is kept. */
import { defineClass, PyObject, PyTuple, type PyType, type Value, type Visit } from '../python/bind.ts';

const types = new Map<string, PyType>();

/** One operation of the graph, or `AccumulateGrad` for a leaf that collects gradients. */
export class GradFn extends PyObject {
  readonly name: string;
  /** Those of the operation's inputs, in PyTorch's order; null for an input without a gradient. */
  readonly inputs: readonly (GradFn | null)[];

  constructor(name: string, inputs: readonly (GradFn | null)[]) {
    super();
    this.name = name;
    this.inputs = inputs;
  }

  get type(): PyType {
    let type = types.get(this.name);
    if (type === undefined) {
      type = defineClass({ name: this.name, bases: [nodeType], allocate: null });
      types.set(this.name, type);
    }
    return type;
  }

  override traverse(visit: Visit): void {
    for (const input of this.inputs) visit(input);
  }
}

const nodeType: PyType = defineClass({
  name: 'Node',
  module: 'torch.autograd.graph',
  allocate: null,
  methods: {
    '__repr__(self)': (self: GradFn) => {
      // Only a program's own operation, which has no overloads, has its name without a number.
      const module = self.name.endsWith('Backward') ? 'torch.autograd.function.' : '';
      return `<${module}${self.name} object at 0x${self.id.toString(16).padStart(12, '0')}>`;
    },
    'name(self)': (self: GradFn) => (self.name === 'AccumulateGrad' ? 'torch::autograd::AccumulateGrad' : self.name),
  },
  properties: {
    next_functions: (self: GradFn): Value => new PyTuple(self.inputs.map((input) => new PyTuple([input, 0]))),
  },
});
