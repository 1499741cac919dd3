/** Usage and help texts, laid out as CPython's formatters lay them out on a terminal of 80 columns. */
import { PyTuple } from '../../objects/containers.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import type { Value } from '../../objects/object.ts';
import { PyType, plainText } from '../../objects/object.ts';
import { PyFunction } from '../../objects/callable.ts';
import { strOf } from '../../operations/conversion.ts';
import { wrapText } from '../../format/wrap.ts';
import { choicesOf, PARSER, REMAINDER, SUPPRESS, type Action } from './action.ts';

const WIDTH = 78;
const MAX_HELP_POSITION = 24;

/** A part of the help with its title. */
export interface HelpGroup {
  readonly title: string | null;
  readonly description: string | null;
  readonly actions: readonly Action[];
}

export interface ExclusiveGroup {
  readonly actions: readonly Action[];
  readonly required: boolean;
}

/** How a parser wants its help laid out. */
export interface Layout {
  readonly prog: string;
  /** Keep the description's own lines; keep all texts' own lines; add defaults to the help. */
  readonly rawDescription: boolean;
  readonly rawText: boolean;
  readonly defaults: boolean;
}

function* defaultMetavar(action: Action): Task<string> {
  const choices = yield* choicesOf(action);
  if (choices !== null) {
    const texts: string[] = [];
    for (const choice of choices) texts.push(yield* finish(strOf(choice)));
    return `{${texts.join(',')}}`;
  }
  return action.optionStrings.length > 0 ? action.dest.toUpperCase() : action.dest;
}

/** The metavars of an action, repeated to `count` where it is one. */
function* metavars(action: Action, count: number): Task<string[]> {
  const given = action.get('metavar');
  if (given instanceof PyTuple) return given.items.map(plainText);
  const one = given === null ? yield* defaultMetavar(action) : plainText(given);
  return new Array<string>(count).fill(one);
}

function* formatArguments(action: Action): Task<string> {
  const { nargs } = action;
  const [first = '', second = first] = yield* metavars(action, 2);
  switch (nargs) {
    case null:
      return first;
    case '?':
      return `[${first}]`;
    case '*':
      return action.get('metavar') instanceof PyTuple ? `[${first} [${second} ...]]` : `[${first} ...]`;
    case '+':
      return `${first} [${second} ...]`;
    case REMAINDER:
      return '...';
    case PARSER:
      return `${first} ...`;
    case SUPPRESS:
      return '';
    default:
      return (yield* metavars(action, Number(nargs))).slice(0, Number(nargs)).join(' ');
  }
}

/** One action in the usage line, without brackets. */
function* usagePart(action: Action): Task<string> {
  const [name] = action.optionStrings;
  if (name === undefined) return yield* formatArguments(action);
  if (action.kind === 'boolean') return action.optionStrings.join(' | ');
  return action.nargs === 0 ? name : `${name} ${yield* formatArguments(action)}`;
}

function* usageText(actions: readonly Action[], groups: readonly ExclusiveGroup[]): Task<string> {
  const parts: string[] = [];
  const done = new Set<Action>();
  for (const action of actions) {
    if (done.has(action) || action.get('help') === SUPPRESS) continue;
    const group = groups.find((one) => one.actions[0] === action);
    if (group !== undefined) {
      const shown = group.actions.filter((one) => one.get('help') !== SUPPRESS);
      const inner: string[] = [];
      for (const one of shown) inner.push((yield* usagePart(one)).replace(/^\[(.*)\]$/, '$1'));
      for (const one of group.actions) done.add(one);
      const text = inner.join(' | ');
      parts.push(group.required ? (inner.length > 1 ? `(${text})` : text) : `[${text}]`);
      continue;
    }
    const text = yield* usagePart(action);
    parts.push(action.optionStrings.length > 0 && !action.required ? `[${text}]` : text);
  }
  return parts.filter((part) => part !== '').join(' ');
}

const PART = /\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+/g;

function usageLines(parts: readonly string[], indent: string, prefix: string | null): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = (prefix === null ? indent.length : prefix.length) - 1;
  for (const part of parts) {
    if (length + 1 + part.length > WIDTH && line.length > 0) {
      lines.push(indent + line.join(' '));
      line = [];
      length = indent.length - 1;
    }
    line.push(part);
    length += part.length + 1;
  }
  if (line.length > 0) lines.push(indent + line.join(' '));
  if (prefix !== null && lines.length > 0) lines[0] = lines[0]!.slice(indent.length);
  return lines;
}

/** `usage: prog [-h] …` and a newline. */
export function* formatUsage(
  prog: string,
  own: string | null,
  actions: readonly Action[],
  groups: readonly ExclusiveGroup[],
): Task<string> {
  const prefix = 'usage: ';
  if (own !== null) return `${prefix}${own.replaceAll('%(prog)s', prog)}\n`;
  const optionals = yield* usageText(actions.filter((one) => one.optionStrings.length > 0), groups); // prettier-ignore
  const positionals = yield* usageText(actions.filter((one) => one.optionStrings.length === 0), groups); // prettier-ignore
  const usage = [prog, optionals, positionals].filter((part) => part !== '').join(' ');
  if (prefix.length + usage.length <= WIDTH) return `${prefix}${usage}\n`;
  const optionalParts = optionals.match(PART) ?? [];
  const positionalParts = positionals.match(PART) ?? [];
  let lines: string[];
  if (prefix.length + prog.length <= 0.75 * WIDTH) {
    const indent = ' '.repeat(prefix.length + prog.length + 1);
    if (optionalParts.length > 0) {
      lines = usageLines([prog, ...optionalParts], indent, prefix);
      lines.push(...usageLines(positionalParts, indent, null));
    } else lines = usageLines([prog, ...positionalParts], indent, prefix);
  } else {
    const indent = ' '.repeat(prefix.length);
    lines = usageLines([...optionalParts, ...positionalParts], indent, null);
    if (lines.length > 1) {
      lines = [...usageLines(optionalParts, indent, null), ...usageLines(positionalParts, indent, null)];
    }
    lines.unshift(prog);
  }
  return `${prefix}${lines.join('\n')}\n`;
}

/** `-x X, --extra X`, or the positional's name. */
function* invocation(action: Action): Task<string> {
  const names = action.optionStrings;
  if (names.length === 0) return (yield* metavars(action, 1))[0]!;
  if (action.nargs === 0) return names.join(', ');
  const values = yield* formatArguments(action);
  return names.map((name) => `${name} ${values}`).join(', ');
}

const typeLabel = (value: Value): string =>
  value instanceof PyType || value instanceof PyFunction ? value.name : plainText(value);

/** The help of an action with `%(default)s` and its kind filled in. */
function* expandHelp(action: Action, layout: Layout): Task<string> {
  let help = plainText(action.get('help'));
  const takesDefault = action.optionStrings.length > 0 || action.nargs === '?' || action.nargs === '*';
  if (layout.defaults && !help.includes('%(default)') && action.get('default') !== SUPPRESS && takesDefault) {
    help += ' (default: %(default)s)';
  }
  let text = '';
  let at = 0;
  for (const match of help.matchAll(/%(?:%|\((\w+)\)[-#0 +]*\d*(?:\.\d+)?[srdifg])/g)) {
    text += help.slice(at, match.index);
    at = match.index + match[0].length;
    const name = match[1];
    if (name === undefined) text += '%';
    else if (name === 'prog') text += layout.prog;
    else if (name === 'type') text += typeLabel(action.get('type'));
    else if (name === 'choices' && action.choices !== null) {
      const choices: string[] = [];
      for (const choice of (yield* choicesOf(action)) ?? []) choices.push(yield* finish(strOf(choice)));
      text += choices.join(', ');
    } else text += yield* finish(strOf(action.get(name)));
  }
  return text + help.slice(at);
}

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

function fill(text: string, width: number, raw: boolean): string[] {
  return raw ? text.split('\n') : wrapText(collapse(text), { width });
}

/** An action's lines, its choices' below it (subparsers have some). */
function* actionText(action: Action, layout: Layout, position: number, indent: number): Task<string> {
  const header = yield* invocation(action);
  const width = position - indent - 2;
  let text: string;
  const help = action.get('help') === null ? '' : yield* expandHelp(action, layout);
  if (help.trim() === '') text = `${' '.repeat(indent)}${header}\n`;
  else {
    const lines = fill(help, Math.max(WIDTH - position, 11), layout.rawText);
    const beside = header.length <= width;
    text = beside
      ? `${' '.repeat(indent)}${header.padEnd(width)}  ${lines[0]}\n`
      : `${' '.repeat(indent)}${header}\n${' '.repeat(position)}${lines[0]}\n`;
    for (const line of lines.slice(1)) text += `${' '.repeat(position)}${line}\n`;
  }
  for (const choice of action.choiceHelp) text += yield* actionText(choice, layout, position, indent + 2);
  return text;
}

/** The whole help text. */
export function* formatHelp(
  usage: string,
  description: string | null,
  epilog: string | null,
  groups: readonly HelpGroup[],
  layout: Layout,
): Task<string> {
  const shown = groups.map((group) => ({
    ...group,
    actions: group.actions.filter((action) => action.get('help') !== SUPPRESS),
  }));
  let longest = 0;
  for (const { actions } of shown) {
    for (const action of actions) {
      longest = Math.max(longest, (yield* invocation(action)).length + 2);
      for (const choice of action.choiceHelp) longest = Math.max(longest, (yield* invocation(choice)).length + 4);
    }
  }
  const position = Math.min(longest + 2, MAX_HELP_POSITION);
  const raw = layout.rawDescription || layout.rawText;
  const paragraph = (text: string, indent: string): string => {
    const filled = text.replaceAll('%(prog)s', layout.prog);
    const lines = raw ? filled.split('\n') : wrapText(collapse(filled), { width: WIDTH - indent.length });
    return `${lines.map((line) => indent + line).join('\n')}\n\n`;
  };
  let text = `${usage}\n`;
  if (description !== null) text += paragraph(description, '');
  for (const group of shown) {
    if (group.actions.length === 0 && group.description === null) continue;
    if (group.title !== null) text += `${group.title}:\n`;
    if (group.description !== null) text += paragraph(group.description, '  ');
    for (const action of group.actions) text += yield* actionText(action, layout, position, 2);
    text += '\n';
  }
  if (epilog !== null) text += paragraph(epilog, '');
  return `${text.replace(/\n\n\n+/g, '\n\n').replace(/^\n+|\n+$/g, '')}\n`;
}
