/** Declaring a module class whose arguments are kept as attributes, as most of `torch.nn` does. */
import {
  defineClass, exc, floatRepr, isTask, PyFloat, PyTuple, typeName, type Functions, type Implementation, type PropertyDefinition, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import type { DType } from '../../tensor/dtype.ts';
import { Tensor } from '../tensor.ts';
import { dtypeArgument } from '../dtypes.ts';
import { moduleType, retyped, type ModuleObject } from './module.ts';

/** An attribute of a module. */
export const attribute = (self: ModuleObject, name: string): Value => self.dict.get(name) ?? null;

/** Python's repr of the plain values that modules print. */
export function plain(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (typeof value === 'string') return `'${value}'`;
  if (value instanceof PyTuple) return `(${value.items.map(plain).join(', ')}${value.items.length === 1 ? ',' : ''})`;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : typeName(value);
}

/** Attributes as a repr shows them: `kernel_size=2, stride=2`. */
export const words = (self: ModuleObject, ...names: string[]): string =>
  names.map((name) => `${name}=${plain(attribute(self, name))}`).join(', ');

/** What a module class is made of. */
export interface ModuleDefinition {
  readonly name: string;
  /** Where PyTorch defines it: `activation` for `torch.nn.modules.activation`. */
  readonly module: string;
  /** The parameters of `__init__` as signature text, without `self`. */
  readonly parameters: string;
  /** Makes weights and checks arguments, once the arguments are attributes. */
  readonly setup?: (self: ModuleObject) => void | Task<void>;
  /** Draws weights anew under the names they have, for `reset_parameters()`; those that the program knows take over the values. */
  readonly reset?: (self: ModuleObject) => void;
  /** Other methods. */
  readonly methods?: Functions;
  readonly properties?: Readonly<Record<string, PropertyDefinition>>;
  /** The signature of `forward` without `self`; `input` if left out. */
  readonly inputs?: string;
  /** Whether `forward` also takes what is no tensor, and says itself what it does not take. */
  readonly anyInput?: boolean;
  readonly forward: Implementation;
  readonly extraRepr?: (self: ModuleObject) => string;
  /** Their first parameter is the class. */
  readonly classMethods?: Functions;
  readonly statics?: Functions;
}

/** Names of the parameters in a signature text. */
export const namesIn = (parameters: string): string[] => {
  let depth = 0;
  const parts = [''];
  for (const character of parameters) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.split('=')[0]!.trim()).filter((name) => name !== '' && name !== '*');
};

/** Puts what `draw` draws into the parameters and buffers that are there. */
function redraw(self: ModuleObject, draw: (self: ModuleObject) => void): null {
  const kept = [self.parameters, self.buffers].map((map) => [...map] as [string, Tensor | null][]);
  draw(self);
  kept.forEach((entries, i) => {
    const map = [self.parameters, self.buffers][i] as Map<string, Tensor | null>;
    for (const [name, before] of entries) {
      const drawn = map.get(name);
      if (before && drawn && drawn !== before) before.overwrite(drawn.node);
      map.set(name, before);
    }
  });
  return null;
}

/** What `size_average` and `reduce`, the older options, say in place of `reduction`; null for nothing. */
export function legacyReduction(average: Value, reduce: Value): string | null {
  if (average === null && reduce === null) return null;
  if (reduce === false) return 'none';
  return average === false ? 'sum' : 'mean';
}

/** What the arguments that many modules share ask for: a reduction in the old words, another dtype. */
function settle(self: ModuleObject, given: ReadonlyMap<string, Value>): null {
  const reduction = legacyReduction(given.get('size_average') ?? null, given.get('reduce') ?? null);
  if (reduction !== null && given.has('reduction')) self.dict.set('reduction', reduction);
  const dtype = dtypeArgument(given.get('dtype') ?? null, null);
  for (const name of ['device', 'dtype']) if (given.has(name)) self.dict.delete(name);
  if (dtype !== null && dtype !== 'float32') retyped(self, dtype);
  return null;
}

/** The dtype that a module's weights are drawn in, while it is set up. */
export const weightDType = (self: ModuleObject): DType => dtypeArgument(attribute(self, 'dtype'), 'float32');

/** Raises TypeError, in the words of the function that the module calls, where its input is no tensor. */
const onTensors =
  (name: string, forward: Implementation): Implementation =>
  (self: Value, input: Value, ...rest: Value[]) => {
    if (!(input instanceof Tensor)) {
      const text = name.replace(/(?<=[a-z0-9])(?=[A-Z][a-z])/g, '_').toLowerCase();
      throw exc.TypeError(`${text}(): argument 'input' (position 1) must be Tensor, not ${typeName(input)}`);
    }
    return (forward as (...args: Value[]) => Value)(self, input, ...rest);
  };

/** A class derived from `nn.Module`. */
export function defineModuleClass(definition: ModuleDefinition, base: PyType = moduleType): PyType {
  const {
    name,
    module,
    parameters,
    setup,
    inputs = 'input',
    anyInput = false,
    forward,
    extraRepr = () => '',
    reset,
    methods = {},
    properties = {},
    classMethods = {},
    statics = {},
  } = definition;
  const run = anyInput ? forward : onTensors(name, forward);
  const names = namesIn(parameters);
  return defineClass({
    name,
    module: `torch.nn.modules.${module}`,
    bases: [base],
    methods: {
      [`__init__(self${parameters === '' ? '' : `, ${parameters}`})`]: (self: ModuleObject, ...values: Value[]) => {
        self.ready = true;
        names.forEach((key, i) => self.dict.set(key, values[i] ?? null));
        const given = new Map(names.map((key, i) => [key, values[i] ?? null]));
        const made = setup?.(self);
        if (!isTask(made)) return settle(self, given);
        return (function* (): Task<null> {
          yield* made;
          return settle(self, given);
        })();
      },
      [`forward(self, ${inputs})`]: run,
      'extra_repr(self)': extraRepr,
      ...(reset === undefined ? {} : { 'reset_parameters(self)': (self: ModuleObject) => redraw(self, reset) }),
      ...methods,
    },
    properties,
    classMethods,
    statics,
  });
}

/** A module whose `forward` passes its arguments on to a function, behind the input. */
export const functionModule = (
  name: string,
  module: string,
  parameters: string,
  run: (x: Tensor, ...args: Value[]) => Value,
  extraRepr: (self: ModuleObject) => string = (self) => words(self, ...namesIn(parameters)),
): PyType => {
  const names = namesIn(parameters);
  return defineModuleClass({
    name,
    module,
    parameters,
    forward: (self: ModuleObject, x: Tensor) => run(x, ...names.map((key) => attribute(self, key))),
    extraRepr,
  });
};
