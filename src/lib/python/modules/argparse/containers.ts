/** Parsers and groups: what arguments are added to. */
import { defineClass } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { PyInstance } from '../../objects/object.ts';
import type { PyType, Value, Visit } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { argumentError, makeAction } from './action.ts';
import type { Action } from './action.ts';
import type { HelpGroup, Layout } from './help.ts';

/** A parser, or a group of one: a group adds its arguments to its parser's. */
export class Container extends PyInstance {
  parser: Parser | null = null;
  title: string | null = null;
  description: string | null = null;
  readonly actions: Action[] = [];

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.parser);
    for (const action of this.actions) visit(action);
  }
}

/** Arguments of which a call may give one. */
export class ExclusiveGroupObject extends Container {
  required = false;
  /** The parser or group among whose arguments these are shown. */
  owner: Container | null = null;
}

/** What a parser knows. */
export class Parser extends Container {
  prog = '';
  usage: string | null = null;
  epilog: string | null = null;
  formatter = 'HelpFormatter';
  allowAbbreviations = true;
  readonly all: Action[] = [];
  readonly options = new Map<string, Action>();
  readonly groups: Container[] = [];
  readonly exclusive: ExclusiveGroupObject[] = [];
  readonly defaults = new Map<string, Value>();

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const action of this.all) visit(action);
    for (const group of [...this.groups, ...this.exclusive]) visit(group);
    for (const value of this.defaults.values()) visit(value);
  }

  get layout(): Layout {
    return {
      prog: this.prog,
      rawDescription: this.formatter === 'RawDescriptionHelpFormatter',
      rawText: this.formatter === 'RawTextHelpFormatter',
      defaults: this.formatter === 'ArgumentDefaultsHelpFormatter',
    };
  }

  /** The parts of the help: positionals, options, then the program's own groups. */
  get helpGroups(): HelpGroup[] {
    return [
      { title: 'positional arguments', description: null, actions: this.actions.filter((one) => one.optionStrings.length === 0) }, // prettier-ignore
      { title: 'options', description: null, actions: this.actions.filter((one) => one.optionStrings.length > 0) },
      ...this.groups,
    ];
  }
}

/** Adds an argument; throws ArgumentError where another has one of its option strings. */
export function add(container: Container, action: Action): Action {
  const parser = container.parser!;
  for (const name of action.optionStrings) {
    if (parser.options.has(name)) throw argumentError(action, `conflicting option string: ${name}`);
  }
  for (const name of action.optionStrings) parser.options.set(name, action);
  parser.all.push(action);
  container.actions.push(action);
  // What is in an exclusive group of a parser is shown among the parser's own.
  if (container instanceof ExclusiveGroupObject) (container.owner ?? parser).actions.push(action);
  return action;
}

const addArgument = function* (self: Container, flags: Value[], settings: Map<string, Value>): Task {
  const action = yield* makeAction(flags, settings);
  const given = self.parser!.defaults.get(action.dest);
  if (given !== undefined && !settings.has('default')) action.dict.set('default', given);
  return add(self, action);
};

/** A group of that type within a parser or group. */
export function group(type: PyType, self: Container, title: Value, description: Value): Container {
  const made = new Container(type);
  made.parser = self.parser;
  made.title = typeof title === 'string' ? title : null;
  made.description = typeof description === 'string' ? description : null;
  return made;
}

/** The methods that parsers and groups have in common. */
export const containerMethods: Functions = {
  'add_argument(self, *args, **kwargs)': addArgument,
  'add_argument_group(self, title=None, description=None)': (self: Container, title: Value, description: Value) => {
    const made = group(groupType, self, title, description);
    self.parser!.groups.push(made);
    return made;
  },
  'add_mutually_exclusive_group(self, *, required=False)': (self: Container, required: Value) => {
    const made = new ExclusiveGroupObject(exclusiveType);
    made.parser = self.parser;
    made.owner = self;
    made.required = required === true;
    self.parser!.exclusive.push(made);
    return made;
  },
  'set_defaults(self, **kwargs)': (self: Container, values: Map<string, Value>) => {
    for (const [name, value] of values) {
      self.parser!.defaults.set(name, value);
      for (const action of self.parser!.all) if (action.dest === name) action.dict.set('default', value);
    }
  },
  'get_default(self, dest)': (self: Container, dest: string) =>
    self.parser!.all.find((action) => action.dest === dest)?.get('default') ?? self.parser!.defaults.get(dest) ?? null,
};

export const groupType: PyType = defineClass({ name: '_ArgumentGroup', module: 'argparse', allocate: null, methods: containerMethods }); // prettier-ignore
const exclusiveType: PyType = defineClass({ name: '_MutuallyExclusiveGroup', module: 'argparse', allocate: null, methods: containerMethods }); // prettier-ignore
