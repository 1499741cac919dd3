import {
  exc,
  defineClass,
  isTask,
  iterate,
  PyInstance,
  str,
  typeOf,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { ModuleObject, moduleType } from '../../torch/nn/module.ts';
import { atHand, pictureArgument, type Picture } from './picture.ts';

/**
 * What every transform of ours is made of: a picture in, a picture out, without going back to Python. A data set puts whole batches
 * through it.
 */
export interface Definition {
  readonly name: string;
  /** The signature of `__init__`, and what it does with its arguments after `self`. */
  readonly init: readonly [signature: string, run: (self: PyInstance, ...args: Value[]) => void | Task<void>];
  /** Whether torchvision has it as an `nn.Module`. */
  readonly isModule: boolean;
  /** Whether it draws random numbers. */
  readonly random?: boolean;
  /** Whether it works on tensors whose values are still to be computed. */
  readonly lazy?: boolean;
  /** Throws Python's errors. May look at the instance's attributes, which a program can change. */
  readonly run: (self: PyInstance, picture: Picture) => Picture;
  /** What the transform consists of, for those that consist of others. */
  readonly parts?: (self: PyInstance) => readonly Value[];
  /** A call from Python, for what `run` cannot do alone. */
  readonly call?: (self: PyInstance, input: Value) => Value | Task;
  /** The text of `repr`, for an instance of the class named. */
  readonly repr: (self: PyInstance, name: string) => string | Task<string>;
  readonly statics?: Readonly<Record<string, (...args: never[]) => Value | Task>>;
}

/** A transform of ours, or one that a program derives from it. */
export interface Transform extends PyInstance {
  readonly definition: Definition;
}

class PlainTransform extends PyInstance implements Transform {
  readonly definition: Definition;

  constructor(type: PyType, definition: Definition) {
    super(type);
    this.definition = definition;
  }
}

class ModuleTransform extends ModuleObject implements Transform {
  readonly definition: Definition;

  constructor(type: PyType, definition: Definition) {
    super(type);
    this.definition = definition;
  }
}

const isTransform = (value: Value): value is Transform =>
  value instanceof PlainTransform || value instanceof ModuleTransform;

/** Whether `value` and all that it consists of are ours alone, not overridden by the program: then `run` is what a call would do. */
export function isNative(value: Value): value is Transform {
  if (!isTransform(value) || !typeOf(value).native) return false;
  return value.definition.parts?.(value).every(isNative) ?? true;
}

/** Whether a native transform does the same to every picture. */
export function isDeterministic(transform: Transform): boolean {
  const { random = false, parts } = transform.definition;
  return !random && (parts?.(transform).every((part) => isDeterministic(part as Transform)) ?? true);
}

/** Carries out a native transform. */
export const applyTransform = (transform: Transform, picture: Picture): Picture =>
  transform.definition.run(transform, picture);

function* callTransform(self: Transform, input: Value): Task {
  const { definition } = self;
  if (definition.call !== undefined) {
    const result = definition.call(self, input);
    return isTask(result) ? yield* result : result;
  }
  const picture = pictureArgument(input);
  return definition.run(self, definition.lazy === true ? picture : yield* atHand(picture, definition.name));
}

/** Declares the Python class of a transform. */
export function defineTransform(definition: Definition): PyType {
  const [signature, run] = definition.init;
  return defineClass({
    name: definition.name,
    module: 'torchvision.transforms.transforms',
    ...(definition.isModule ? { bases: [moduleType] } : {}),
    allocate: (type) =>
      definition.isModule ? new ModuleTransform(type, definition) : new PlainTransform(type, definition),
    methods: {
      [signature]: function* (self: Transform, ...args: Value[]): Task {
        if (self instanceof ModuleTransform) self.ready = true;
        const done = run(self, ...args);
        if (done !== undefined) yield* done;
        return null;
      },
      [definition.isModule ? 'forward(self, img)' : '__call__(self, img)']: callTransform,
      '__repr__(self)': function* (self: Transform): Task {
        const text = definition.repr(self, typeOf(self).name);
        return typeof text === 'string' ? text : yield* text;
      },
    },
    ...(definition.statics === undefined ? {} : { statics: definition.statics }),
  });
}

/** An attribute of an instance. Throws AttributeError. */
export function field(self: PyInstance, name: string): Value {
  const value = self.dict.get(name);
  if (value === undefined) throw exc.AttributeError(`'${typeOf(self).name}' object has no attribute '${name}'`);
  return value;
}

/** Sets attributes. */
export function setFields(self: PyInstance, fields: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(fields)) self.dict.set(name, value);
}

/** `Name(p=0.5, scale=(0.08, 1.0))` for the attributes named. */
export const reprOf = (...names: readonly string[]): Definition['repr'] =>
  function* (self, name) {
    const parts: string[] = [];
    for (const attribute of names) parts.push(`${attribute}=${yield* str(field(self, attribute))}`);
    return `${name}(${parts.join(', ')})`;
  };

/** The transforms in an attribute, one to a line, as `Compose` prints them. */
export function* reprOfParts(transforms: Value, name: string, head = ''): Task<string> {
  const lines: string[] = [];
  for (const transform of yield* iterate(transforms)) lines.push(`\n    ${yield* str(transform)}`);
  return `${name}(${head}${lines.join('')}\n)`;
}
