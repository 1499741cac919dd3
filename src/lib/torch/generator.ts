import { defineClass, PyObject, toInt, type PyType, type Value } from '../python/bind.ts';
import { TorchGenerator } from '../random/torch-generator.ts';

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

/** A seed as the int that a program gave, of up to 64 bits. */
export const seedArgument = (value: Value): bigint | number =>
  typeof value === 'bigint' ? value : toInt(value, 'seed');

export const generatorType: PyType = defineClass({
  name: 'Generator',
  module: 'torch._C',
  allocate: () => new TorchGeneratorObject(),
  methods: {
    '__init__(self, device="cpu")': () => null,
    'manual_seed(self, seed)': (self: TorchGeneratorObject, seed: Value) => {
      self.stream.seed(seedArgument(seed));
      return self;
    },
    'initial_seed(self)': (self: TorchGeneratorObject) => Number(self.stream.initialSeed),
  },
});
