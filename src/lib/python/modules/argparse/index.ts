/** The module `argparse`: a program's own arguments, with CPython's usage, help and messages. */
import { PyList, tuple } from '../../objects/containers.ts';
import { writeStandard } from '../../files/standard.ts';
import { defineClass, defineModule } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { exc, isPythonError, plainMessage } from '../../objects/exceptions.ts';
import { PyInstance, PyType, plainText } from '../../objects/object.ts';
import type { Value, Visit } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { baseName } from '../../files/paths.ts';
import { openFile } from '../../files/open.ts';
import { getAttributeOr, setAttribute } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { equal } from '../../operations/comparison.ts';
import { reprOf } from '../../operations/conversion.ts';
import { iterate } from '../../operations/iteration.ts';
import { callMethod } from '../../operations/methods.ts';
import { PyDict } from '../../objects/dict.ts';
import { programArguments } from '../system.ts';
import {
  Action,
  actionType,
  argumentError,
  argumentErrorType,
  argumentTypeErrorType,
  booleanOptionalType,
  makeAction,
  PARSER,
  REMAINDER,
  SUPPRESS,
} from './action.ts';
import { formatHelp, formatUsage, type HelpGroup, type Layout } from './help.ts';
import { ArgumentReader, type Grammar } from './parse.ts';

const isIdentifier = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

const namespaceType = defineClass({
  name: 'Namespace',
  module: 'argparse',
  methods: {
    '__init__(self, **kwargs)': (self: PyInstance, kwargs: Map<string, Value>) => {
      for (const [name, value] of kwargs) self.dict.set(name, value);
    },
    '__repr__(self, /)': function* (self: PyInstance): Task<string> {
      const parts: string[] = [];
      const odd: string[] = [];
      for (const [name, value] of self.dict) {
        const shown = yield* finish(reprOf(value));
        if (isIdentifier(name)) parts.push(`${name}=${shown}`);
        else odd.push(`'${name}': ${shown}`);
      }
      if (odd.length > 0) parts.push(`**{${odd.join(', ')}}`);
      return `${self.type.name}(${parts.join(', ')})`;
    },
    '__eq__(self, other, /)': (self: PyInstance, other: Value) =>
      other instanceof PyInstance && equal(PyDict.of(self.dict), PyDict.of(other.dict)),
    '__contains__(self, key, /)': (self: PyInstance, key: Value) => typeof key === 'string' && self.dict.has(key),
  },
});

/** A parser, or a group of one: a group adds its arguments to its parser's. */
class Container extends PyInstance {
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

class ExclusiveGroupObject extends Container {
  required = false;
  /** The parser or group among whose arguments these are shown. */
  owner: Container | null = null;
}

class Parser extends Container {
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

function add(container: Container, action: Action): Action {
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

function group(type: PyType, self: Container, title: Value, description: Value): Container {
  const made = new Container(type);
  made.parser = self.parser;
  made.title = typeof title === 'string' ? title : null;
  made.description = typeof description === 'string' ? description : null;
  return made;
}

const containerMethods: Functions = {
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

const groupType: PyType = defineClass({ name: '_ArgumentGroup', module: 'argparse', allocate: null, methods: containerMethods }); // prettier-ignore
const exclusiveType: PyType = defineClass({ name: '_MutuallyExclusiveGroup', module: 'argparse', allocate: null, methods: containerMethods }); // prettier-ignore

const usageOf = (self: Parser): Task<string> => formatUsage(self.prog, self.usage, self.all, self.exclusive);

function* helpOf(self: Parser): Task<string> {
  return yield* formatHelp(yield* usageOf(self), self.description, self.epilog, self.helpGroups, self.layout);
}

/** Carries out help, version, subparsers and the program's own actions; false for what only stores. */
function* perform(
  self: Parser,
  action: Action,
  namespace: PyInstance,
  values: Value,
  option: string | null,
): Task<boolean> {
  if (action.kind === 'help') {
    yield* callMethod(self, 'print_help');
    yield* callMethod(self, 'exit');
  } else if (action.kind === 'version') {
    const version = action.get('version');
    yield* writeStandard('stdout', `${plainText(version).replaceAll('%(prog)s', self.prog)}\n`);
    yield* callMethod(self, 'exit');
  } else if (action.kind === 'subparsers') {
    const [name, ...rest] = (values as PyList).items;
    if (action.get('dest') !== SUPPRESS) yield* finish(setAttribute(namespace, action.dest, name!));
    const parser = action.parsers.get(plainText(name!)) as Parser;
    const [inner, extras] = yield* parseKnown(parser, rest.map(plainText), null);
    for (const [key, value] of inner.dict) yield* finish(setAttribute(namespace, key, value));
    unrecognized(self).push(...extras);
  } else if (action.kind === 'custom') {
    yield* call(action, [self, namespace, values, option]);
  } else return false;
  return true;
}

/** Strings that a subparser did not take: the outermost parser complains of them. */
const leftOver = new WeakMap<Parser, string[]>();
function unrecognized(parser: Parser): string[] {
  let strings = leftOver.get(parser);
  if (strings === undefined) leftOver.set(parser, (strings = []));
  return strings;
}

function* parseKnown(self: Parser, strings: readonly string[], given: Value): Task<[PyInstance, string[]]> {
  const namespace = given instanceof PyInstance ? given : new PyInstance(namespaceType);
  for (const action of self.all) {
    if (action.get('dest') === SUPPRESS || action.get('default') === SUPPRESS) continue;
    const known = yield* getAttributeOr(namespace, action.dest, undefined);
    if (known === undefined) yield* finish(setAttribute(namespace, action.dest, action.get('default')));
  }
  for (const [name, value] of self.defaults) {
    const known = yield* getAttributeOr(namespace, name, undefined);
    if (known === undefined) yield* finish(setAttribute(namespace, name, value));
  }
  const grammar: Grammar = {
    actions: self.all,
    options: self.options,
    groups: self.exclusive,
    allowAbbreviations: self.allowAbbreviations,
    perform: (action, into, values, option) => perform(self, action, into, values, option),
  };
  leftOver.delete(self);
  try {
    const extras = yield* new ArgumentReader(grammar, strings, namespace).read();
    return [namespace, [...extras, ...unrecognized(self)]];
  } catch (error) {
    if (!isPythonError(error, argumentErrorType)) throw error;
    yield* callMethod(self, 'error', [plainMessage(error.exception)]);
    throw error;
  }
}

function* stringsOf(args: Value): Task<string[]> {
  const items = args === null ? programArguments().slice(1) : yield* iterate(args);
  return items.map((item) => {
    if (typeof item !== 'string') throw exc.TypeError(`arguments must be str`);
    return item;
  });
}

function* writeTo(file: Value, text: string): Task<null> {
  if (file === null) yield* writeStandard('stdout', text);
  else yield* callMethod(file, 'write', [text]);
  return null;
}

const textOrNull = (value: Value): string | null => (typeof value === 'string' ? value : null);

function* initParser(self: Parser, values: Value[]): Task<null> {
  const [prog, usage, description, epilog, parents, formatter, addHelp, allowAbbreviations] = values;
  self.parser = self;
  self.prog = textOrNull(prog ?? null) ?? baseName(plainText(programArguments()[0] ?? ''));
  self.usage = textOrNull(usage ?? null);
  self.description = textOrNull(description ?? null);
  self.epilog = textOrNull(epilog ?? null);
  if (formatter instanceof PyType) self.formatter = formatter.native ? formatter.name : (formatter.bases[0]?.name ?? 'HelpFormatter'); // prettier-ignore
  self.allowAbbreviations = allowAbbreviations !== false;
  if (addHelp !== false) add(self, yield* makeAction(['-h', '--help'], new Map([['action', 'help']])));
  for (const parent of parents === undefined ? [] : yield* iterate(parents)) {
    if (!(parent instanceof Parser)) throw exc.TypeError('parents must be parsers');
    for (const action of parent.actions) add(self, action);
    for (const own of parent.groups) {
      const made = group(groupType, self, own.title, own.description);
      self.groups.push(made);
      for (const action of own.actions) add(made, action);
    }
  }
  return null;
}

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

const parserType: PyType = defineClass({
  name: 'ArgumentParser',
  module: 'argparse',
  allocate: (type) => new Parser(type),
  methods: {
    ...containerMethods,
    '__init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=None, prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True)':
      (
        self: Parser,
        prog: Value,
        usage: Value,
        description: Value,
        epilog: Value,
        parents: Value,
        formatter: Value,
        _p: Value,
        _f: Value,
        _d: Value,
        _c: Value,
        addHelp: Value,
        abbreviations: Value,
      ) =>
        // prettier-ignore
        initParser(self, [prog, usage, description, epilog, parents, formatter, addHelp, abbreviations]),
    '__repr__(self, /)': (self: Parser) =>
      `ArgumentParser(prog='${self.prog}', usage=${self.usage === null ? 'None' : `'${self.usage}'`}, description=${self.description === null ? 'None' : `'${self.description}'`}, formatter_class=<class 'argparse.HelpFormatter'>, conflict_handler='error', add_help=True)`,
    'parse_args(self, args=None, namespace=None)': function* (self: Parser, args: Value, namespace: Value): Task {
      const [found, extras] = yield* parseKnown(self, yield* stringsOf(args), namespace);
      if (extras.length > 0) yield* callMethod(self, 'error', [`unrecognized arguments: ${extras.join(' ')}`]);
      return found;
    },
    'parse_known_args(self, args=None, namespace=None)': function* (self: Parser, args: Value, namespace: Value): Task {
      const [found, extras] = yield* parseKnown(self, yield* stringsOf(args), namespace);
      return tuple(found, new PyList(extras));
    },
    'format_help(self)': helpOf,
    'format_usage(self)': usageOf,
    'print_help(self, file=None)': function* (self: Parser, file: Value): Task {
      const text = yield* callMethod(self, 'format_help');
      return yield* writeTo(file, plainText(text));
    },
    'print_usage(self, file=None)': function* (self: Parser, file: Value): Task {
      return yield* writeTo(file, yield* usageOf(self));
    },
    'exit(self, status=0, message=None)': function* (_self: Parser, status: Value, message: Value): Task {
      if (typeof message === 'string') yield* writeStandard('stderr', message);
      throw exc.SystemExit(status);
    },
    'error(self, message)': function* (self: Parser, message: Value): Task {
      yield* writeStandard('stderr', yield* usageOf(self));
      return yield* callMethod(self, 'exit', [2, `${self.prog}: error: ${plainText(message)}\n`]);
    },
    'add_subparsers(self, title=None, description=None, prog=None, parser_class=None, action=None, dest="==SUPPRESS==", required=False, help=None, metavar=None)':
      function* (
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
        // prettier-ignore
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
        made.prefix = textOrNull(prog) ?? usage.replace('usage: ', '').trim();
        return made;
      },
  },
  properties: {
    prog: {
      get: (self: Parser) => self.prog,
      set: (self: Parser, value: Value) => void (self.prog = plainText(value)),
    },
    description: { get: (self: Parser) => self.description, set: (self: Parser, value: Value) => void (self.description = textOrNull(value)) }, // prettier-ignore
    epilog: { get: (self: Parser) => self.epilog, set: (self: Parser, value: Value) => void (self.epilog = textOrNull(value)) }, // prettier-ignore
    usage: { get: (self: Parser) => self.usage, set: (self: Parser, value: Value) => void (self.usage = textOrNull(value)) }, // prettier-ignore
  },
});

const formatter = (name: string): PyType => defineClass({ name, module: 'argparse' });

/** `argparse.FileType('r')` as a type of argument. */
class FileType extends PyInstance {
  mode: Value = 'r';
}

const fileType = defineClass({
  name: 'FileType',
  module: 'argparse',
  allocate: (type) => new FileType(type),
  methods: {
    '__init__(self, mode="r", bufsize=-1, encoding=None, errors=None)': (self: FileType, mode: Value) => {
      self.mode = mode;
    },
    '__call__(self, string)': (self: FileType, path: Value) => openFile(path, self.mode),
  },
});

export const argparse = defineModule({
  name: 'argparse',
  members: {
    ArgumentParser: parserType,
    Namespace: namespaceType,
    Action: actionType,
    BooleanOptionalAction: booleanOptionalType,
    ArgumentError: argumentErrorType,
    ArgumentTypeError: argumentTypeErrorType,
    FileType: fileType,
    HelpFormatter: formatter('HelpFormatter'),
    RawDescriptionHelpFormatter: formatter('RawDescriptionHelpFormatter'),
    RawTextHelpFormatter: formatter('RawTextHelpFormatter'),
    ArgumentDefaultsHelpFormatter: formatter('ArgumentDefaultsHelpFormatter'),
    MetavarTypeHelpFormatter: formatter('MetavarTypeHelpFormatter'),
    SUPPRESS,
    REMAINDER,
    OPTIONAL: '?',
    ZERO_OR_MORE: '*',
    ONE_OR_MORE: '+',
    PARSER,
  },
});
