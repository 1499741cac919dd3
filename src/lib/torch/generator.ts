import { defineClass, exc, normalizeInt, PyObject, typeName, type PyType, type Value } from '../python/bind.ts';
import { TorchGenerator } from '../random/torch-generator.ts';
import { device } from './device.ts';
import { generatorState, restoreGenerator } from './generator-state.ts';
import { torchState } from './state.ts';

/** `torch.Generator`: a random stream of the program's own. */
export class TorchGeneratorObject extends PyObject {
  readonly stream: TorchGenerator;

  constructor(stream: TorchGenerator = new TorchGenerator()) {
    super();
    this.stream = stream;
  }

  get type(): PyType {
    return generatorType;
  }
}

/** The stream that an argument `generator=` names; the run's own for None. Throws TypeError. */
export function streamOf(generator: Value): TorchGenerator {
  if (generator === null) return torchState().generator;
  if (generator instanceof TorchGeneratorObject) return generator.stream;
  throw exc.TypeError(`argument 'generator' must be torch._C.Generator, not ${typeName(generator)}`);
}

/** Seeds a stream with an int of at most 64 bits. Throws RuntimeError. */
export function seedStream(stream: TorchGenerator, seed: Value): void {
  if (typeof seed !== 'number' && typeof seed !== 'bigint' && typeof seed !== 'boolean') {
    throw exc.RuntimeError(`manual_seed expected a long, but got ${typeName(seed)}`);
  }
  const bits = BigInt(seed);
  if (bits >= 1n << 64n || bits < -(1n << 63n)) throw exc.RuntimeError('Overflow when unpacking long');
  stream.seed(bits);
}

/** Seeds a stream anew, unpredictably, and gives the seed. */
export function reseed(stream: TorchGenerator): Value {
  const word = (): bigint => BigInt(Math.floor(Math.random() * 2 ** 32));
  // PyTorch's unpredictable seeds have 53 bits.
  stream.seed(((word() << 32n) | word()) & ((1n << 53n) - 1n));
  return normalizeInt(stream.initialSeed);
}

export const generatorType: PyType = defineClass({
  name: 'Generator',
  module: 'torch._C',
  identityHash: true,
  allocate: () => new TorchGeneratorObject(),
  methods: {
    '__init__(self, device="cpu")': (_self: TorchGeneratorObject, where: Value) => {
      device(where);
      return null;
    },
    'manual_seed(self, seed)': (self: TorchGeneratorObject, seed: Value) => {
      seedStream(self.stream, seed);
      return self;
    },
    'initial_seed(self)': (self: TorchGeneratorObject) => normalizeInt(self.stream.initialSeed),
    'seed(self)': (self: TorchGeneratorObject) => reseed(self.stream),
    'get_state(self)': (self: TorchGeneratorObject) => generatorState(self.stream),
    'set_state(self, new_state)': function* (self: TorchGeneratorObject, state: Value) {
      yield* restoreGenerator(self.stream, state);
      return self;
    },
  },
  properties: { device: () => device('cpu') },
});
