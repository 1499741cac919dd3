/** `argparse.ArgumentParser` */
import { PyList, tuple } from '../../objects/containers.ts';
import { writeStandard } from '../../files/standard.ts';
import { defineClass } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyType, plainText } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { baseName } from '../../files/paths.ts';
import { iterate } from '../../operations/iteration.ts';
import { callMethod } from '../../operations/methods.ts';
import { programArguments } from '../system.ts';
import { makeAction } from './action.ts';
import { add, containerMethods, group, groupType, Parser } from './containers.ts';
import { formatHelp, formatUsage } from './help.ts';
import { parseKnown } from './known-arguments.ts';
import { addSubparsers } from './subparsers.ts';

const usageOf = (self: Parser): Task<string> => formatUsage(self.prog, self.usage, self.all, self.exclusive);

function* helpOf(self: Parser): Task<string> {
  return yield* formatHelp(yield* usageOf(self), self.description, self.epilog, self.helpGroups, self.layout);
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

/** `argparse.ArgumentParser` */
export const parserType: PyType = defineClass({
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
      addSubparsers,
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
