/** `torch.random`: the run's own stream, seeded, saved and set aside. */
import {
  call, defineClass, defineModule, intType, normalizeInt, PyInstance, perRun, type Functions, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import type { TorchGeneratorState } from '../random/torch-generator.ts';
import { generatorState, restoreGenerator } from './generator-state.ts';
import { reseed, seedStream, TorchGeneratorObject } from './generator.ts';
import { torchState } from './state.ts';
import type { Tensor } from './tensor.ts';

/** `torch.default_generator`: the same object each time a run asks. */
export const defaultGenerator = perRun(() => new TorchGeneratorObject(torchState().generator));

/** `torch.manual_seed`, which takes what `int()` takes. */
function* manualSeed(seed: Value): Task {
  seedStream(torchState().generator, yield* call(intType, [seed]));
  return defaultGenerator();
}

/** `fork_rng()`: what is drawn inside leaves the stream as it was. */
class ForkedGenerator extends PyInstance {
  enabled = true;
  saved: TorchGeneratorState | null = null;
}

const forkType: PyType = defineClass({
  name: '_GeneratorContextManager',
  module: 'contextlib',
  allocate: (type) => new ForkedGenerator(type),
  methods: {
    '__enter__(self)': (self: ForkedGenerator) => {
      if (self.enabled) self.saved = torchState().generator.save();
      return null;
    },
    '__exit__(self, typ, value, traceback)': (self: ForkedGenerator) => {
      if (self.saved !== null) torchState().generator.restore(self.saved);
      return false;
    },
  },
});

function forkRng(_devices: Value, enabled: Value): Value {
  const fork = new ForkedGenerator(forkType);
  fork.enabled = enabled !== false;
  return fork;
}

/** What `torch` and `torch.random` both have. */
export const seedFunctions: Functions = {
  'manual_seed(seed)': manualSeed,
  'seed()': () => reseed(torchState().generator),
  'initial_seed()': () => normalizeInt(torchState().generator.initialSeed),
  'get_rng_state()': () => generatorState(torchState().generator),
  'set_rng_state(new_state)': function* (state: Tensor): Task {
    yield* restoreGenerator(torchState().generator, state);
    return null;
  },
};

export const randomModule = defineModule({
  name: 'torch.random',
  functions: { ...seedFunctions, 'fork_rng(devices=None, enabled=True)': forkRng },
  dynamic: { default_generator: () => defaultGenerator() },
});
