/** `inspect.BoundArguments`: which argument of a call goes to which parameter. */
import { PyTuple } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { plainText, PyInstance } from '../../objects/object.ts';
import type { PyType, Value, Visit } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { reprOf } from '../../operations/conversion.ts';
import { EMPTY } from './parameter.ts';
import type { InspectedParameter } from './parameter.ts';

class BoundArguments extends PyInstance {
  readonly parameters: readonly InspectedParameter[];
  given: PyDict;

  constructor(parameters: readonly InspectedParameter[], given: PyDict) {
    super(boundArgumentsType);
    this.parameters = parameters;
    this.given = given;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.given);
  }

  /** The arguments that go by position, and those that go by name. */
  split(): { args: Value[]; kwargs: PyDict } {
    const args: Value[] = [];
    const kwargs = new PyDict();
    for (const { name, kind } of this.parameters) {
      const value = this.given.get(name);
      if (value === undefined) continue;
      if (kind === 'varargs') args.push(...(value as PyTuple).items);
      else if (kind === 'varkw') for (const [key, item] of (value as PyDict).entries()) kwargs.set(key, item);
      else if (kind === 'keyword-only') kwargs.set(name, value);
      else args.push(value);
    }
    return { args, kwargs };
  }
}

const boundArgumentsType: PyType = defineClass({
  name: 'BoundArguments',
  module: 'inspect',
  allocate: null,
  methods: {
    '__repr__(self)': function* (self: BoundArguments): Task {
      const parts: string[] = [];
      for (const [name, value] of self.given.entries())
        parts.push(`${plainText(name)}=${yield* finish(reprOf(value))}`);
      return `<BoundArguments (${parts.join(', ')})>`;
    },
    'apply_defaults(self)': (self: BoundArguments) => {
      const all = new PyDict();
      for (const { name, kind, defaultValue } of self.parameters) {
        const value = self.given.get(name);
        if (value !== undefined) all.set(name, value);
        else if (kind === 'varargs') all.set(name, new PyTuple([]));
        else if (kind === 'varkw') all.set(name, new PyDict());
        else if (defaultValue !== EMPTY) all.set(name, defaultValue);
      }
      self.given = all;
    },
  },
  properties: {
    arguments: (self: BoundArguments) => self.given,
    args: (self: BoundArguments) => new PyTuple(self.split().args),
    kwargs: (self: BoundArguments) => self.split().kwargs,
  },
});

/** Gives a call's arguments to the parameters; throws TypeError where they do not fit. `partial`: some may be missing. */
export function bindArguments(
  parameters: readonly InspectedParameter[],
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value>,
  partial: boolean,
): BoundArguments {
  const given = new PyDict();
  const named = new Map(kwargs);
  let at = 0;
  for (const { name, kind, defaultValue } of parameters) {
    if (kind === 'varargs') {
      if (at < args.length) given.set(name, new PyTuple(args.slice(at)));
      at = args.length;
    } else if (kind === 'varkw') {
      if (named.size > 0) given.set(name, PyDict.of(named));
      named.clear();
    } else if (kind !== 'keyword-only' && at < args.length) {
      if (kind === 'positional' && named.has(name)) throw exc.TypeError(`multiple values for argument '${name}'`);
      given.set(name, args[at++]!);
    } else if (kind !== 'positional-only' && named.has(name)) {
      given.set(name, named.get(name)!);
      named.delete(name);
    } else if (defaultValue === EMPTY && !partial) {
      throw exc.TypeError(`missing a required argument: '${name}'`);
    }
  }
  if (at < args.length) throw exc.TypeError('too many positional arguments');
  const [unknown] = named.keys();
  if (unknown !== undefined) throw exc.TypeError(`got an unexpected keyword argument '${unknown}'`);
  return new BoundArguments(parameters, given);
}
