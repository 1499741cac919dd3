/** Functions of a program's that are called on the way: of tensors, when a gradient arrives; of modules, around `forward`. */
import { defineClass, PyInstance, type PyType, type Value } from '../python/bind.ts';

/** What `register_…hook` returns: `remove()` takes the hook away. */
class RemovableHandle extends PyInstance {
  remove: () => void = () => undefined;
}

const handleType: PyType = defineClass({
  name: 'RemovableHandle',
  module: 'torch.utils.hooks',
  allocate: (type) => new RemovableHandle(type),
  methods: {
    'remove(self)': (self: RemovableHandle) => {
      self.remove();
      return null;
    },
    '__enter__(self)': (self: RemovableHandle) => self,
    '__exit__(self, type, value, tb)': (self: RemovableHandle) => {
      self.remove();
      return null;
    },
  },
});

/** Hooks in the order in which they were registered. */
export class Hooks {
  readonly #functions = new Map<number, Value>();
  #next = 0;

  get functions(): readonly Value[] {
    return [...this.#functions.values()];
  }

  get size(): number {
    return this.#functions.size;
  }

  /** Registers `hook` and gives its handle. */
  add(hook: Value): Value {
    const id = this.#next++;
    this.#functions.set(id, hook);
    const handle = new RemovableHandle(handleType);
    handle.remove = () => this.#functions.delete(id);
    return handle;
  }
}
