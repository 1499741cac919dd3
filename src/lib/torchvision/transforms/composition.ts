/** Transforms that are made of others. */
import { call, callMethod, currentRun, exc, getItem, isCallable, iterate, PyList, str, typeName, type PyInstance, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { sequenceItems } from '../../torch/arguments.ts';
import { numberArgument } from './arguments.ts';
import { unit } from './draws.ts';
import type { Picture } from './picture.ts';
import { applyTransform, defineTransform, field, reprOfParts, setFields, type Transform } from './transform.ts';

const partsOf = (self: PyInstance): readonly Value[] => sequenceItems(field(self, 'transforms')) ?? [null];

function applyAll(self: PyInstance, picture: Picture): Picture {
  let result = picture;
  for (const part of partsOf(self)) result = applyTransform(part as Transform, result);
  return result;
}

function* callAll(self: PyInstance, input: Value): Task {
  let result = input;
  for (const part of yield* iterate(field(self, 'transforms'))) result = yield* call(part, [result]);
  return result;
}

/** `Compose(transforms)`: one after the other. */
export const composeType = defineTransform({
  name: 'Compose',
  isModule: false,
  init: ['__init__(self, transforms)', (self, transforms) => setFields(self, { transforms: transforms! })],
  parts: partsOf,
  run: applyAll,
  call: callAll,
  repr: (self, name) => reprOfParts(field(self, 'transforms'), name),
});

/** Whether `p < torch.rand(1)`, which leaves a RandomApply out. */
const leftOut = (self: PyInstance): boolean => Math.fround(numberArgument(field(self, 'p'), 'p')) < unit();

/** `RandomApply(transforms, p)`: all of them, or none. */
export const randomApplyType = defineTransform({
  name: 'RandomApply',
  isModule: true,
  random: true,
  init: [
    '__init__(self, transforms, p=0.5)',
    (self, transforms, p) => setFields(self, { transforms: transforms!, p: p! }),
  ],
  parts: partsOf,
  run: (self, picture) => (leftOut(self) ? picture : applyAll(self, picture)),
  call: (self, input) => (leftOut(self) ? input : callAll(self, input)),
  repr: function* (self, name) {
    return yield* reprOfParts(field(self, 'transforms'), name, `\n    p=${yield* str(field(self, 'p'))}`);
  },
});

/** A function of Python's module `random`, whose stream these two draw from. */
function* pythonRandom(name: string, args: readonly Value[], kwargs: ReadonlyMap<string, Value> | null = null): Task {
  const module = currentRun().findModule('random');
  if (module === undefined) throw exc.NotImplementedError('this transform needs the module random, which is not here');
  return yield* callMethod(module, name, args, kwargs);
}

function checkTransforms(transforms: Value): Value {
  if (sequenceItems(transforms) === null) throw exc.TypeError('Argument transforms should be a sequence');
  return transforms;
}

const notNative = (): readonly Value[] => [null];
const unreachable = (): never => {
  throw new Error('this transform is called through Python');
};

/** `RandomOrder(transforms)`: all of them, shuffled. */
export const randomOrderType = defineTransform({
  name: 'RandomOrder',
  isModule: false,
  random: true,
  init: [
    '__init__(self, transforms)',
    (self, transforms) => setFields(self, { transforms: checkTransforms(transforms) }),
  ],
  parts: notNative,
  run: unreachable,
  call: function* (self, input) {
    const transforms = field(self, 'transforms');
    const order = new PyList((sequenceItems(transforms) ?? []).map((_, i) => i));
    yield* pythonRandom('shuffle', [order]);
    let result = input;
    for (const i of order.items) result = yield* call(yield* getItem(transforms, i), [result]);
    return result;
  },
  repr: (self, name) => reprOfParts(field(self, 'transforms'), name),
});

/** `RandomChoice(transforms, p)`: one of them. */
export const randomChoiceType = defineTransform({
  name: 'RandomChoice',
  isModule: false,
  random: true,
  init: [
    '__init__(self, transforms, p=None)',
    (self, transforms, p) => {
      if (p !== null && sequenceItems(p) === null) throw exc.TypeError('Argument p should be a sequence');
      setFields(self, { transforms: checkTransforms(transforms), p: p! });
    },
  ],
  parts: notNative,
  run: unreachable,
  call: function* (self, input) {
    const chosen = yield* pythonRandom(
      'choices',
      [field(self, 'transforms')],
      new Map([['weights', field(self, 'p')]]),
    );
    return yield* call(yield* getItem(chosen, 0), [input]);
  },
  repr: function* (self, name) {
    return `${yield* reprOfParts(field(self, 'transforms'), name)}(p=${yield* str(field(self, 'p'))})`;
  },
});

/** `Lambda(function)`. */
export const lambdaType = defineTransform({
  name: 'Lambda',
  isModule: false,
  init: [
    '__init__(self, lambd)',
    (self, lambd) => {
      if (!isCallable(lambd)) throw exc.TypeError(`Argument lambd should be callable, got '${typeName(lambd)}'`);
      setFields(self, { lambd: lambd! });
    },
  ],
  parts: notNative,
  run: unreachable,
  call: (self, input) => call(field(self, 'lambd'), [input]),
  repr: (_self, name) => `${name}()`,
});
