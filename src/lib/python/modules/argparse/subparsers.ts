/** `parser.add_subparsers()`: commands that have arguments of their own. */
import { PyList } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { PyInstance } from '../../objects/object.ts';
import type { Value, Visit } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { call } from '../../operations/call.ts';
import { Action, actionType, PARSER } from './action.ts';
import { add, group, groupType } from './containers.ts';
import type { Container, Parser } from './containers.ts';
import { formatUsage } from './help.ts';

/** What `add_parser` is called on. */
class Subparsers extends PyInstance {
  action: Action | null = null;
  parser: Parser | null = null;
  prefix = '';

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.action);
    visit(this.parser);
    for (const parser of this.action?.parsers.values() ?? []) visit(parser);
  }
}

const subparsersType = defineClass({
  name: '_SubParsersAction',
  module: 'argparse',
  allocate: null,
  methods: {
    'add_parser(self, name, **kwargs)': function* (self: Subparsers, name: string, kwargs: Map<string, Value>): Task {
      const settings = new Map(kwargs);
      const help = settings.get('help');
      settings.delete('help');
      settings.delete('aliases');
      if (!settings.has('prog')) settings.set('prog', `${self.prefix} ${name}`);
      const parser = yield* call(self.parser!.type, [], settings);
      self.action!.parsers.set(name, parser);
      if (help !== undefined) {
        const shown = new Action(actionType);
        shown.dict.set('option_strings', new PyList([]));
        shown.dict.set('dest', name);
        shown.dict.set('help', help);
        self.action!.choiceHelp.push(shown);
      }
      return parser;
    },
  },
});

/** Makes the argument that names a command. */
export function* addSubparsers(
  self: Parser,
  title: Value,
  description: Value,
  prog: Value,
  _class: Value,
  _action: Value,
  dest: Value,
  required: Value,
  help: Value,
  metavar: Value,
): Task {
  const action = new Action(actionType);
  action.kind = 'subparsers';
  const settings = {
    option_strings: new PyList([]),
    dest,
    nargs: PARSER,
    required: required === true,
    help,
    metavar,
  };
  for (const [name, value] of Object.entries(settings)) action.dict.set(name, value);
  const positionals = self.all.filter((one) => one.optionStrings.length === 0);
  const usage = yield* formatUsage(self.prog, self.usage, positionals, self.exclusive);
  let into: Container = self;
  if (title !== null || description !== null) {
    into = group(groupType, self, title ?? 'subcommands', description);
    self.groups.push(into);
  }
  add(into, action);
  const made = new Subparsers(subparsersType);
  made.action = action;
  made.parser = self;
  made.prefix = (typeof prog === 'string' ? prog : null) ?? usage.replace('usage: ', '').trim();
  return made;
}
