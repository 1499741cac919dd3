/** Modules that learn the size of their input from the first one they see. */
import {
  call,
  callMethod,
  defineClass,
  getAttr,
  PyTuple,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import type { Tensor } from '../tensor.ts';
import { conv2dType, CONVOLUTION } from './convolution.ts';
import { namesIn } from './definition.ts';
import { conv1dType } from './lines.ts';
import { linearType } from './linear.ts';
import { ModuleObject } from './module-object.ts';
import { batchNorm1dType, batchNorm2dType } from './normalization.ts';
import { Parameter } from './parameter.ts';
import { TRANSPOSED, transposedLayers } from './transposed-convolution.ts';
import { volumeLayers } from './volumes.ts';

/** A lazy module: once it has seen an input, it is of the class that it stands in for. */
class LazyModule extends ModuleObject {
  /** The arguments of the real class behind the first. */
  rest: readonly Value[] = [];
  became: PyType | null = null;

  override get type(): PyType {
    return this.became ?? super.type;
  }

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    this.rest.forEach(visit);
  }
}

/** Lets the real class make its weights, which take the places of those without a size. */
function* materialize(self: LazyModule, base: PyType, size: number): Task<void> {
  const before = new Map(self.parameters);
  self.became = base;
  yield* call(yield* getAttr(base, '__init__'), [self, size, ...self.rest]);
  for (const [name, made] of self.parameters) {
    const placeholder = before.get(name);
    if (!placeholder || made === null) continue;
    placeholder.replace(made.node);
    self.parameters.set(name, placeholder);
  }
}

interface LazyDefinition {
  readonly base: PyType;
  /** What is learnt: the name of the first argument. */
  readonly size: string;
  /** The other arguments, as signature text. */
  readonly parameters: string;
  /** How many dimensions its geometry has; none for what has no windows. */
  readonly spatial?: number;
  /** The dimension of the input that tells it, given the number of dimensions. */
  readonly axis: (rank: number) => number;
}

/** Names of arguments that are kept as tuples, one number for each dimension. */
const GEOMETRY = new Set(['kernel_size', 'stride', 'padding', 'output_padding', 'dilation']);

function lazy({ base, size, parameters, spatial = 0, axis }: LazyDefinition): PyType {
  const names = namesIn(parameters);
  return defineClass({
    name: `Lazy${base.name}`,
    module: base.dict.get('__module__') as string,
    bases: [base],
    allocate: (type) => new LazyModule(type),
    methods: {
      [`__init__(self, ${parameters})`]: function* (self: LazyModule, ...values: Value[]): Task<null> {
        self.rest = values;
        self.ready = true;
        self.dict.set(size, 0);
        names.forEach((name, i) => {
          const value = values[i] ?? null;
          const wide = GEOMETRY.has(name) && typeof value === 'number';
          self.dict.set(name, wide ? new PyTuple(Array.from({ length: spatial }, () => value)) : value);
        });
        const has = (name: string) => !names.includes(name) || self.dict.get(name) !== false;
        // What says how big they are is not known yet; they are parameters nevertheless.
        for (const name of ['weight', 'bias']) {
          const affine = names.includes('affine') ? 'affine' : name;
          self.parameters.set(name, has(affine) ? new Parameter(op.full([0], 0, 'float32')) : null);
        }
        self.dict.delete('bias');
        return null;
      },
      'forward(self, input, *args)': function* (self: LazyModule, input: Tensor, args: Value[]): Task {
        yield* materialize(self, base, input.shape[axis(input.shape.length)]!);
        return yield* callMethod(self, 'forward', [input, ...args]);
      },
    },
  });
}

const NORMALIZATION = 'eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None';

const convolution = (base: PyType, spatial: number, parameters = CONVOLUTION): PyType =>
  lazy({ base, size: 'in_channels', parameters, spatial, axis: (rank) => rank - spatial - 1 });
const normalization = (base: PyType): PyType =>
  lazy({ base, size: 'num_features', parameters: NORMALIZATION, axis: () => 1 });

export const lazyLayers: Readonly<Record<string, PyType>> = {
  LazyLinear: lazy({
    base: linearType,
    size: 'in_features',
    parameters: 'out_features, bias=True, device=None, dtype=None',
    axis: (rank) => rank - 1,
  }),
  LazyConv1d: convolution(conv1dType, 1),
  LazyConv2d: convolution(conv2dType, 2),
  LazyConv3d: convolution(volumeLayers.Conv3d!, 3),
  LazyConvTranspose1d: convolution(transposedLayers.ConvTranspose1d!, 1, TRANSPOSED),
  LazyConvTranspose2d: convolution(transposedLayers.ConvTranspose2d!, 2, TRANSPOSED),
  LazyBatchNorm1d: normalization(batchNorm1dType),
  LazyBatchNorm2d: normalization(batchNorm2dType),
  LazyBatchNorm3d: normalization(volumeLayers.BatchNorm3d!),
};
