/** What the classes of `torch.distributions` have in common. */
import {
  binary, callMethod, compare, defineClass, exc, getAttr, PyInstance, repr, str, truth, typeOf, type Functions, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { broadcastShapes, sizeOf, type Shape } from '../../tensor/shape.ts';
import { maybeTensor, sizesArgument } from '../arguments.ts';
import { withGradMode } from '../grad-mode.ts';
import { size } from '../size.ts';
import { shapeChecked, Tensor } from '../tensor.ts';

/** A parameter of a distribution. Throws AttributeError. */
export function parameter(self: PyInstance, name: string): Tensor {
  const value = self.dict.get(name);
  if (value instanceof Tensor) return value;
  throw exc.AttributeError(`'${typeOf(self).name}' object has no attribute '${name}'`);
}

/** Arithmetic on tensors, as a program would write it. */
export const add = (a: Value, b: Value): Task => binary('+', a, b);
export const subtract = (a: Value, b: Value): Task => binary('-', a, b);
export const multiply = (a: Value, b: Value): Task => binary('*', a, b);
export const divide = (a: Value, b: Value): Task => binary('/', a, b);
export const method = (x: Value, name: string, ...args: Value[]): Task => callMethod(x, name, args);

/** Sets parameters, broadcast to each other's shape, which is the batch's. */
export function* setBroadcast(self: PyInstance, given: Readonly<Record<string, Value>>): Task<void> {
  const tensors = Object.entries(given).map(([name, value]) => {
    const tensor = maybeTensor(value);
    if (tensor === null) throw exc.ValueError('Input arguments must all be instances of numbers.Number, torch.Tensor or objects implementing __torch_function__.'); // prettier-ignore
    return [name, tensor] as const;
  });
  const shape = shapeChecked(() => tensors.map(([, { shape }]) => shape).reduce(broadcastShapes));
  for (const [name, tensor] of tensors) {
    const floats = yield* method(tensor, 'float');
    self.dict.set(name, yield* method(floats, 'expand', size(shape)));
  }
  self.dict.set('_batch_shape', size(shape));
}

/** Raises ValueError where a parameter breaks its constraint: `low` below (or at, if open), `high` above. */
export function* checkParameter(self: PyInstance, name: string, constraint: 'positive' | 'probability'): Task<void> {
  const value = parameter(self, name);
  const inside =
    constraint === 'positive'
      ? yield* compare('>', value, 0)
      : yield* binary('&', yield* compare('>=', value, 0), yield* compare('<=', value, 1));
  if (yield* truth(yield* method(inside, 'all'))) return;
  const words =
    constraint === 'positive' ? 'GreaterThan(lower_bound=0.0)' : 'Interval(lower_bound=0.0, upper_bound=1.0)';
  throw exc.ValueError(
    `Expected parameter ${name} (Tensor of shape ${yield* tupleText(value.shape)}) of distribution ${yield* repr(self)} to satisfy the constraint ${words}, but found invalid values:\n${(yield* method(value, '__format__', '')) as string}`,
  );
}

function* tupleText(shape: Shape): Task<string> {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** The shape of a sample: what was asked for, then the batch's, then `event`'s. */
export function extended(self: PyInstance, sampleShape: Value, event: Shape = []): number[] {
  const batch = sizesArgument([self.dict.get('_batch_shape')!]);
  return [...sizesArgument([sampleShape]), ...batch, ...event];
}

/** `Normal(loc: 0.0, scale: 1.0)`: numbers as they are, tensors by their shape. */
const reprWith = (names: readonly string[]) =>
  function* (self: PyInstance): Task<string> {
    const parts: string[] = [];
    for (const name of names) {
      const value = self.dict.get(name);
      if (!(value instanceof Tensor)) continue;
      const shown = sizeOf(value.shape) === 1 ? yield* method(value, 'item') : size(value.shape);
      parts.push(`${name}: ${yield* str(shown)}`);
    }
    return `${typeOf(self).name}(${parts.join(', ')})`;
  };

export const distributionType: PyType = defineClass({
  name: 'Distribution',
  module: 'torch.distributions.distribution',
  methods: {
    'sample(self, sample_shape=())': function* (self: PyInstance, shape: Value): Task {
      return yield* withGradMode(false, () => callMethod(self, 'rsample', [shape]));
    },
    'sample_n(self, n)': (self: PyInstance, n: Value) => callMethod(self, 'sample', [size(sizesArgument([n]))]),
  },
  properties: {
    batch_shape: (self: PyInstance) => self.dict.get('_batch_shape')!,
    event_shape: () => size([]),
    stddev: function* (self: PyInstance): Task {
      return yield* method(yield* getAttr(self, 'variance'), 'sqrt');
    },
  },
});

/** Declares a distribution by what `repr` shows of it, its methods and its properties. */
export const defineDistribution = (
  name: string,
  shown: readonly string[],
  methods: Functions,
  properties: Readonly<Record<string, (self: PyInstance) => Value | Task>>,
): PyType =>
  defineClass({
    name,
    module: `torch.distributions.${name.toLowerCase()}`,
    bases: [distributionType],
    allocate: (type) => new PyInstance(type),
    methods: { ...methods, '__repr__(self)': reprWith(shown) },
    properties,
  });
