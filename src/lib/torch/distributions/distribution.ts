/** What the classes of `torch.distributions` have in common. */
import {
  binary, callMethod, defineClass, exc, getAttr, isTask, PyInstance, repr, str, truth, typeOf, type Functions, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { broadcastShapes, sizeOf, type Shape } from '../../tensor/shape.ts';
import { maybeTensor, sizesArgument } from '../arguments.ts';
import { withGradMode } from '../grad-mode.ts';
import { size } from '../size.ts';
import { shapeChecked, Tensor } from '../tensor.ts';
import type { Constraint } from './constraints.ts';

/** The one of `probs` and `logits` that a program did not give: PyTorch works it out, and shows it, once something asks for it. */
const unasked = new WeakMap<PyInstance, string>();

/** Notes that a distribution was made of `probs` or of `logits`. */
export const madeOf = (self: PyInstance, name: 'probs' | 'logits'): void =>
  void unasked.set(self, name === 'probs' ? 'logits' : 'probs');

/** A parameter of a distribution. Throws AttributeError. */
export function parameter(self: PyInstance, name: string): Tensor {
  if (unasked.get(self) === name) unasked.delete(self);
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

/** Distributions that were made with `validate_args=False`. */
const unchecked = new WeakSet<PyInstance>();

export const isUnchecked = (self: PyInstance): boolean => unchecked.has(self);

/** Whether a constraint holds for all of a value. */
function* holds(constraint: Constraint, value: Tensor): Task<boolean> {
  return yield* truth(yield* method(yield* constraint.contains(value), 'all'));
}

/** Raises ValueError where a parameter breaks its constraint. */
export function* checkParameter(self: PyInstance, name: string, constraint: Constraint): Task<void> {
  const value = parameter(self, name);
  if (unchecked.has(self) || (yield* holds(constraint, value))) return;
  // A row that must be right as a whole is constrained by itself.
  const words =
    value.shape.length > 0 && constraint.rows === true ? `IndependentConstraint(${constraint.words}, 1)` : constraint.words; // prettier-ignore
  throw exc.ValueError(
    `Expected parameter ${name} (Tensor of shape ${yield* tupleText(value.shape)}) of distribution ${yield* repr(self)} to satisfy the constraint ${words}, but found invalid values:\n${(yield* method(value, '__format__', '')) as string}`,
  );
}

/** Raises ValueError for a value that a distribution never draws. */
function* checkValue(self: PyInstance, value: Value, support: Constraint): Task<void> {
  if (unchecked.has(self)) return;
  if (!(value instanceof Tensor)) throw exc.ValueError('The value argument to log_prob must be a Tensor');
  if (yield* holds(support, value)) return;
  throw exc.ValueError(
    `Expected value argument (Tensor of shape ${yield* tupleText(value.shape)}) to be within the support (${support.words}) of the distribution ${yield* repr(self)}, but found invalid values:\n${(yield* method(value, '__format__', '')) as string}`,
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
      if (!(value instanceof Tensor) || unasked.get(self) === name) continue;
      const shown = sizeOf(value.shape) === 1 ? yield* method(value, '__format__', '') : size(value.shape);
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
    'rsample(self, sample_shape=())': () => {
      throw exc.NotImplementedError();
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

/** What a distribution can draw. */
type Support = (self: PyInstance) => Constraint | Task<Constraint>;

/** `__init__` that minds `validate_args`, its last parameter, and `log_prob` that checks its value. */
function checking(methods: Functions, support: Support | undefined): Functions {
  return Object.fromEntries(
    Object.entries(methods).map(([text, native]) => {
      const run = native as (...values: Value[]) => Value | Task;
      if (text.endsWith('validate_args=None)')) {
        const init = (self: PyInstance, ...values: Value[]) => {
          if (values.at(-1) === false) unchecked.add(self);
          return run(self, ...values);
        };
        return [text, init];
      }
      if (support === undefined || !text.startsWith('log_prob(')) return [text, run];
      const checked = function* (self: PyInstance, value: Value): Task {
        const drawn = support(self);
        yield* checkValue(self, value, 'words' in drawn ? drawn : yield* drawn);
        const answer = run(self, value);
        return isTask(answer) ? yield* answer : answer;
      };
      return [text, checked];
    }),
  );
}

/** Declares a distribution by what `repr` shows of it, its methods and properties, and, where `log_prob` checks it, what it can draw. */
export const defineDistribution = (
  name: string,
  shown: readonly string[],
  methods: Functions,
  properties: Readonly<Record<string, (self: PyInstance) => Value | Task>>,
  support?: Support,
): PyType =>
  defineClass({
    name,
    module: `torch.distributions.${name.toLowerCase()}`,
    bases: [distributionType],
    allocate: (type) => new PyInstance(type),
    methods: { ...checking(methods, support), '__repr__(self)': reprWith(shown) },
    properties,
  });
