/** Actions: what `add_argument` makes of its arguments. */
import { PyList } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { exc, exceptionTypes, makeError } from '../../objects/exceptions.ts';
import type { PythonError } from '../../objects/exceptions.ts';
import { PyInstance, PyType, plainText } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { call } from '../../operations/call.ts';
import { reprOf } from '../../operations/conversion.ts';
import { iterate } from '../../operations/iteration.ts';

export const SUPPRESS = '==SUPPRESS==';
export const REMAINDER = '...';
export const PARSER = 'A...';

export type ActionKind =
  | 'store'
  | 'store_const'
  | 'store_true'
  | 'store_false'
  | 'append'
  | 'append_const'
  | 'extend'
  | 'count'
  | 'help'
  | 'version'
  | 'boolean'
  | 'subparsers'
  | 'custom';

/** An action. Its settings are Python attributes, so that classes derived from `argparse.Action` can use them. */
export class Action extends PyInstance {
  kind: ActionKind = 'custom';
  /** Only for subparsers: parsers by name, and the help of each. */
  readonly parsers = new Map<string, Value>();
  readonly choiceHelp: Action[] = [];

  get(name: string): Value {
    return this.dict.get(name) ?? null;
  }

  get optionStrings(): string[] {
    const given = this.get('option_strings');
    return given instanceof PyList ? (given.items as string[]) : [];
  }

  get dest(): string {
    return plainText(this.get('dest'));
  }

  /** The number of arguments it takes: an int, `?`, `*`, `+`, `...`, or None for one. */
  get nargs(): Value {
    return this.get('nargs');
  }

  get required(): boolean {
    return this.get('required') === true;
  }

  get choices(): Value {
    return this.get('choices');
  }

  /** How messages name it: `-x/--extra`, or the positional's own name. */
  get label(): string {
    if (this.optionStrings.length > 0) return this.optionStrings.join('/');
    const metavar = this.get('metavar');
    if (typeof metavar === 'string' && metavar !== SUPPRESS) return metavar;
    return this.dest === SUPPRESS ? '' : this.dest;
  }
}

export const argumentErrorType = new PyType({
  name: 'ArgumentError',
  module: 'argparse',
  bases: [exceptionTypes.Exception],
});
export const argumentTypeErrorType = new PyType({
  name: 'ArgumentTypeError',
  module: 'argparse',
  bases: [exceptionTypes.Exception],
});

/** What is wrong with the arguments; the parser prints it and leaves with status 2. */
export const argumentError = (action: Action | null, message: string): PythonError =>
  makeError(argumentErrorType, [action === null ? message : `argument ${action.label}: ${message}`]);

const SETTINGS = ['option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar'] as const; // prettier-ignore

export const actionType = defineClass({
  name: 'Action',
  module: 'argparse',
  allocate: (type) => new Action(type),
  methods: {
    '__init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None)':
      (self: Action, ...values: Value[]) => {
        SETTINGS.forEach((name, i) => self.dict.set(name, values[i] ?? null));
      },
    '__repr__(self, /)': function* (self: Action): Task<string> {
      const shown = ['option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar']; // prettier-ignore
      const parts: string[] = [];
      for (const name of shown) parts.push(`${name}=${yield* finish(reprOf(self.get(name)))}`);
      return `${self.type.name}(${parts.join(', ')})`;
    },
  },
});

const CLASS_NAMES: Readonly<Record<Exclude<ActionKind, 'custom' | 'subparsers'>, string>> = {
  store: '_StoreAction',
  store_const: '_StoreConstAction',
  store_true: '_StoreTrueAction',
  store_false: '_StoreFalseAction',
  append: '_AppendAction',
  append_const: '_AppendConstAction',
  extend: '_ExtendAction',
  count: '_CountAction',
  help: '_HelpAction',
  version: '_VersionAction',
  boolean: 'BooleanOptionalAction',
};

const classes = new Map<ActionKind, PyType>(
  Object.entries(CLASS_NAMES).map(([kind, name]) => [
    kind as ActionKind,
    defineClass({ name, module: 'argparse', bases: [actionType] }),
  ]),
);

/** `argparse.BooleanOptionalAction`, to be given as `action=`. */
export const booleanOptionalType = classes.get('boolean')!;

const TAKES_NOTHING = new Set<ActionKind>(['store_const', 'store_true', 'store_false', 'append_const', 'count', 'help', 'version', 'boolean']); // prettier-ignore

/** What each kind of action may not be given. */
const REFUSED: Readonly<Partial<Record<ActionKind, readonly string[]>>> = {
  store_true: ['nargs', 'const', 'type', 'choices', 'metavar'],
  store_false: ['nargs', 'const', 'type', 'choices', 'metavar'],
  count: ['nargs', 'const', 'type', 'choices', 'metavar'],
};

/** The action for the arguments of `add_argument`. Raises CPython's ValueErrors and TypeErrors for calls that do not fit. */
export function* makeAction(flags: readonly Value[], given: ReadonlyMap<string, Value>): Task<Action> {
  const settings = new Map(given);
  const names = flags.map(plainText);
  const optional = names.length > 0 && names.every((name) => name.startsWith('-'));
  if (!optional && names.length > 1) {
    const wrong = names.find((name) => !name.startsWith('-'))!;
    throw exc.ValueError(`invalid option string '${wrong}': must start with a character '-'`);
  }
  if (!optional && settings.has('dest') && names.length > 0) {
    throw exc.ValueError('dest supplied twice for positional argument');
  }
  if (!optional && settings.has('required')) {
    throw exc.TypeError("'required' is an invalid argument for positionals");
  }
  const asked = settings.get('action') ?? 'store';
  settings.delete('action');
  if (asked instanceof PyType && asked !== booleanOptionalType && asked.isSubtypeOf(actionType)) {
    return yield* customAction(asked, names, optional, settings);
  }
  const kind = asked === booleanOptionalType ? 'boolean' : asked;
  const type = typeof kind === 'string' ? classes.get(kind as ActionKind) : undefined;
  if (type === undefined) throw exc.ValueError(`unknown action ${yield* finish(reprOf(asked))}`);
  const action = new Action(type);
  action.kind = kind as ActionKind;
  for (const name of REFUSED[action.kind] ?? []) {
    if (settings.has(name)) throw exc.TypeError(`${type.name}.__init__() got an unexpected keyword argument '${name}'`);
  }
  for (const name of SETTINGS) action.dict.set(name, settings.get(name) ?? null);
  for (const name of settings.keys()) {
    if (!(SETTINGS as readonly string[]).includes(name) && name !== 'version') {
      throw exc.TypeError(`${type.name}.__init__() got an unexpected keyword argument '${name}'`);
    }
  }
  complete(action, names, optional, settings);
  return action;
}

function complete(action: Action, names: string[], optional: boolean, settings: ReadonlyMap<string, Value>): void {
  const { kind, dict } = action;
  dict.set('option_strings', new PyList(optional ? [...names] : []));
  dict.set('dest', settings.get('dest') ?? (optional ? destination(names) : (names[0] ?? null)));
  dict.set('required', optional ? settings.get('required') === true : isRequired(action, settings));
  if (TAKES_NOTHING.has(kind)) dict.set('nargs', 0);
  if (kind === 'store_true' || kind === 'store_false') {
    dict.set('const', kind === 'store_true');
    if (!settings.has('default')) dict.set('default', kind === 'store_false');
  }
  if (kind === 'help' || kind === 'version') {
    if (!settings.has('default')) dict.set('default', SUPPRESS);
    if (!settings.has('dest')) dict.set('dest', SUPPRESS);
    if (!settings.has('help')) {
      dict.set('help', kind === 'help' ? 'show this help message and exit' : "show program's version number and exit");
    }
    dict.set('version', settings.get('version') ?? null);
  }
  if (kind === 'boolean') {
    const negated = names.filter((name) => name.startsWith('--')).map((name) => `--no-${name.slice(2)}`);
    dict.set('option_strings', new PyList(names.flatMap((name) => (name.startsWith('--') ? [name, negated.shift()!] : [name])))); // prettier-ignore
  }
  if (kind === 'store' && settings.get('nargs') === 0) {
    throw exc.ValueError('nargs for store actions must be != 0; if you have nothing to store, actions such as store true or store const may be more appropriate'); // prettier-ignore
  }
}

function isRequired(action: Action, settings: ReadonlyMap<string, Value>): boolean {
  const nargs = settings.get('nargs') ?? null;
  return nargs !== '?' && nargs !== '*' ? action.kind !== 'help' : nargs === '*' && !settings.has('default');
}

function destination(names: readonly string[]): string {
  const long = names.find((name) => name.startsWith('--')) ?? names[0]!;
  return long.replace(/^-+/, '').replaceAll('-', '_');
}

function* customAction(type: PyType, names: string[], optional: boolean, settings: Map<string, Value>): Task<Action> {
  const kwargs = new Map(settings);
  kwargs.set('option_strings', new PyList(optional ? [...names] : []));
  if (!kwargs.has('dest')) kwargs.set('dest', optional ? destination(names) : (names[0] ?? null));
  if (!optional) kwargs.set('required', true);
  const made = yield* call(type, [], kwargs);
  if (!(made instanceof Action)) throw exc.TypeError('an action class must derive from argparse.Action');
  return made;
}

/** The choices of an action as values; null where anything goes. */
export function* choicesOf(action: Action): Task<Value[] | null> {
  if (action.kind === 'subparsers') return [...action.parsers.keys()];
  return action.choices === null ? null : yield* iterate(action.choices);
}
