/** `torch.amp`: mixed precision is for devices that a program does not have here, so all of it is switched off, as on any machine without CUDA. */
import type { PyInstance } from '../python/bind.ts';
import { callMethod, defineClass, defineModule, exc, float, PyDict, warn, type PyType, type Task, type Value } from '../python/bind.ts'; // prettier-ignore

/** What `autocast` of a device does here: nothing, after a warning where it was switched on. Raises NotImplementedError on the processor. */
function* disabled(device: Value, enabled: Value): Task<null> {
  if (enabled === false) return null;
  if (device === 'cuda') {
    return yield* warn("User provided device_type of 'cuda', but CUDA is not available. Disabling");
  }
  if (device === 'cpu') {
    throw exc.NotImplementedError(
      'torch.autocast computes in bfloat16 on the cpu, which does not run here; leave it out, or give it enabled=False',
    );
  }
  throw exc.RuntimeError(`User specified an unsupported autocast device_type '${typeof device === 'string' ? device : ''}'`); // prettier-ignore
}

const CONTEXT = {
  '__enter__(self)': (self: PyInstance) => self,
  '__exit__(self, type, value, traceback)': () => null,
  // As a decorator it leaves the function as it is.
  '__call__(self, func)': (_self: PyInstance, function_: Value) => function_,
};

const autocastType: PyType = defineClass({
  name: 'autocast',
  module: 'torch.amp.autocast_mode',
  methods: {
    '__init__(self, device_type, dtype=None, enabled=True, cache_enabled=None)': (
      _self: PyInstance,
      device: Value,
      _dtype: Value,
      enabled: Value,
    ) => disabled(device, enabled),
    ...CONTEXT,
  },
});

const cudaAutocastType: PyType = defineClass({
  name: 'autocast',
  module: 'torch.cuda.amp.autocast_mode',
  bases: [autocastType],
  methods: {
    '__init__(self, enabled=True, dtype=None, cache_enabled=True)': (_self: PyInstance, enabled: Value) =>
      disabled('cuda', enabled),
  },
});

const gradScalerType: PyType = defineClass({
  name: 'GradScaler',
  module: 'torch.cuda.amp.grad_scaler',
  methods: {
    '__init__(self, init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True)':
      function* (_self: PyInstance, ...options: Value[]): Task<null> {
        if (options[4] === false) return null;
        return yield* warn('torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.');
      },
    'scale(self, outputs)': (_self: PyInstance, outputs: Value) => outputs,
    'unscale_(self, optimizer)': () => null,
    'step(self, optimizer, *args, **kwargs)': (
      _self: PyInstance,
      optimizer: Value,
      args: Value[],
      kwargs: Map<string, Value>,
    ) => callMethod(optimizer, 'step', args, kwargs),
    'update(self, new_scale=None)': () => null,
    'get_scale(self)': () => float(1),
    'is_enabled(self)': () => false,
    'state_dict(self)': () => new PyDict(),
    'load_state_dict(self, state_dict)': () => null,
  },
});

export const ampModule = defineModule({ name: 'torch.amp', members: { autocast: autocastType } });
export const cudaAmpModule = defineModule({
  name: 'torch.cuda.amp',
  members: { autocast: cudaAutocastType, GradScaler: gradScalerType },
});
export { autocastType };
