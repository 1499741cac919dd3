/** `no_grad`, `enable_grad`, `set_grad_enabled`, `inference_mode`: context managers and decorators that switch recording. */
import {
  BoundMethod, call, defineClass, exc, getAttr, isCallable, PyInstance, repr, toStr, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { torchState } from './state.ts';

/** What a mode switches. */
interface Recording {
  readonly gradEnabled: boolean;
  readonly inference: boolean;
}

/** Runs `task` in a mode. */
function* within<T>(mode: Recording, task: () => Task<T>): Task<T> {
  const { gradEnabled, inference } = torchState();
  Object.assign(torchState(), mode);
  try {
    return yield* task();
  } finally {
    Object.assign(torchState(), { gradEnabled, inference });
  }
}

/** Runs `task` with recording switched to `enabled`. */
export const withGradMode = <T>(enabled: boolean, task: () => Task<T>): Task<T> =>
  within({ gradEnabled: enabled, inference: torchState().inference }, task);

/** A function that runs with recording switched. */
class Decorated extends PyInstance {
  readonly function_: Value;
  readonly mode: Recording;

  constructor(type: PyType, function_: Value, enabled: boolean, inference: boolean) {
    super(type);
    this.function_ = function_;
    this.mode = { gradEnabled: enabled, inference };
  }

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    visit(this.function_);
  }
}

const decoratedType: PyType = defineClass({
  name: 'function',
  module: 'builtins',
  allocate: null,
  methods: {
    '__call__(self, *args, **kwargs)': (self: Decorated, args: Value[], kwargs: Map<string, Value>) =>
      within(self.mode, () => call(self.function_, args, kwargs)),
    // As a method of a class it binds, as functions do.
    '__get__(self, instance, owner=None, /)': (self: Decorated, instance: Value) =>
      instance === null ? self : new BoundMethod(self, instance),
    // Everything else is the function's own: its name, its text.
    '__getattr__(self, name, /)': (self: Decorated, name: Value) => getAttr(self.function_, toStr(name, 'name')),
    '__repr__(self)': (self: Decorated) => repr(self.function_),
  },
});

class GradMode extends PyInstance {
  enabled = false;
  readonly before: Recording[] = [];
}

function gradMode(name: string, signature: string, enabled: (argument: boolean) => boolean, atOnce = false): PyType {
  const enter = (self: GradMode) => {
    const { gradEnabled, inference } = torchState();
    self.before.push({ gradEnabled, inference });
    torchState().gradEnabled = self.enabled;
    if (name === 'inference_mode') torchState().inference = !self.enabled;
    return null;
  };
  const leave = (self: GradMode) => {
    Object.assign(torchState(), self.before.pop());
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
        return new Decorated(decoratedType, decorated, self.enabled, name === 'inference_mode' && !self.enabled);
      },
    },
  });
}

/** Members of `torch` that switch recording. */
export const gradModes = {
  no_grad: gradMode('no_grad', '__init__(self)', () => false),
  enable_grad: gradMode('enable_grad', '__init__(self)', () => true),
  inference_mode: gradMode('inference_mode', '__init__(self, mode=True)', (mode) => !mode),
  set_grad_enabled: gradMode('set_grad_enabled', '__init__(self, mode)', (mode) => mode, true),
};
