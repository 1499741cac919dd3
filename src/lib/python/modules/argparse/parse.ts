/** Reading the arguments: which string belongs to which action, as CPython's argparse decides it. */
import { PyList, PyTuple } from '../../objects/containers.ts';
import { exc, exceptionTypes, isPythonError, plainMessage } from '../../objects/exceptions.ts';
import { PyType, plainText } from '../../objects/object.ts';
import type { Value, PyInstance } from '../../objects/object.ts';
import { PyFunction, NativeFunction } from '../../objects/callable.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { call } from '../../operations/call.ts';
import { getAttributeOr, setAttribute } from '../../operations/attributes.ts';
import { binaryOperation } from '../../operations/arithmetic.ts';
import { equal } from '../../operations/comparison.ts';
import { reprOf } from '../../operations/conversion.ts';
import { argumentError, argumentTypeErrorType, choicesOf, PARSER, REMAINDER, SUPPRESS, type Action } from './action.ts';
import type { ExclusiveGroup } from './help.ts';

/** What the reader needs of a parser. */
export interface Grammar {
  readonly actions: readonly Action[];
  readonly options: ReadonlyMap<string, Action>;
  readonly groups: readonly ExclusiveGroup[];
  readonly allowAbbreviations: boolean;
  /** Carries out what an action means: everything but storing a value. */
  perform(action: Action, namespace: PyInstance, values: Value, option: string | null): Task<boolean>;
}

interface Option {
  readonly action: Action | null;
  readonly name: string;
  /** What came after `=`. */
  readonly explicit: string | null;
}

const NEGATIVE_NUMBER = /^-\d+$|^-\d*\.\d+$/;

/** The regular expression, over A (argument) and O (option), of the strings that an action takes. */
function pattern(action: Action): string {
  const { nargs } = action;
  let text: string;
  if (nargs === null) text = '(-*A-*)';
  else if (nargs === '?') text = '(-*A?-*)';
  else if (nargs === '*') text = '(-*[A-]*)';
  else if (nargs === '+') text = '(-*A[A-]*)';
  else if (nargs === REMAINDER) text = '([-AO]*)';
  else if (nargs === PARSER) text = '(-*A[-AO]*)';
  else if (nargs === SUPPRESS) text = '(-*-*)';
  else text = `(-*${Array<string>(Number(nargs)).fill('A').join('-*')}-*)`;
  return action.optionStrings.length > 0 ? text.replaceAll('-*', '').replaceAll('-', '') : text;
}

const EXPECTED: Readonly<Record<string, string>> = {
  '?': 'expected at most one argument',
  '+': 'expected at least one argument',
};

function expectation(action: Action): string {
  const { nargs } = action;
  if (nargs === null) return 'expected one argument';
  if (typeof nargs === 'string') return EXPECTED[nargs] ?? 'expected one argument';
  return `expected ${plainText(nargs)} argument${nargs === 1 ? '' : 's'}`;
}

export class ArgumentReader {
  readonly #grammar: Grammar;
  readonly #strings: readonly string[];
  readonly #namespace: PyInstance;
  readonly #optionAt = new Map<number, Option>();
  readonly #seen = new Set<Action>();
  readonly #seenWithValue = new Set<Action>();
  readonly #extras: string[] = [];
  #kinds = '';
  #positionals: Action[];

  constructor(grammar: Grammar, strings: readonly string[], namespace: PyInstance) {
    this.#grammar = grammar;
    this.#strings = strings;
    this.#namespace = namespace;
    this.#positionals = grammar.actions.filter((action) => action.optionStrings.length === 0);
  }

  /** Fills the namespace; answers the strings that nothing took. Raises ArgumentError. */
  *read(): Task<string[]> {
    let ended = false;
    for (const [i, text] of this.#strings.entries()) {
      const option = ended ? null : text === '--' ? null : this.#option(text);
      if (option !== null) this.#optionAt.set(i, option);
      this.#kinds += ended || (text !== '--' && option === null) ? 'A' : option !== null ? 'O' : '-';
      if (text === '--') ended = true;
    }
    const last = Math.max(-1, ...this.#optionAt.keys());
    let at = 0;
    while (at <= last) {
      let next = at;
      while (!this.#optionAt.has(next)) next++;
      if (at !== next) {
        const after = yield* this.#takePositionals(at);
        if (after > at) {
          at = after;
          continue;
        }
      }
      if (!this.#optionAt.has(at)) {
        this.#extras.push(...this.#strings.slice(at, next));
        at = next;
      }
      at = yield* this.#takeOption(at);
    }
    const stop = yield* this.#takePositionals(at);
    this.#extras.push(...this.#strings.slice(stop));
    yield* this.#complain();
    return this.#extras;
  }

  /** The option that a string is; null for an argument. */
  #option(text: string): Option | null {
    const { options } = this.#grammar;
    if (!text.startsWith('-')) return null;
    const exact = options.get(text);
    if (exact !== undefined) return { action: exact, name: text, explicit: null };
    if (text.length === 1) return null;
    const equals = text.indexOf('=');
    if (equals >= 0) {
      const action = options.get(text.slice(0, equals));
      if (action !== undefined) return { action, name: text.slice(0, equals), explicit: text.slice(equals + 1) };
    }
    const near = this.#abbreviated(text);
    if (near.length > 1) {
      const matches = near.map((one) => one.name).join(', ');
      throw argumentError(null, `ambiguous option: ${text} could match ${matches}`);
    }
    if (near.length === 1) return near[0]!;
    const numbers = [...options.keys()].some((name) => NEGATIVE_NUMBER.test(name));
    if (NEGATIVE_NUMBER.test(text) && !numbers) return null;
    if (text.includes(' ')) return null;
    return { action: null, name: text, explicit: null };
  }

  #abbreviated(text: string): Option[] {
    const { options, allowAbbreviations } = this.#grammar;
    const found: Option[] = [];
    const equals = text.indexOf('=');
    const [prefix, explicit] = equals >= 0 ? [text.slice(0, equals), text.slice(equals + 1)] : [text, null];
    if (text.startsWith('--')) {
      if (!allowAbbreviations) return [];
      for (const [name, action] of options) if (name.startsWith(prefix)) found.push({ action, name, explicit });
      return found;
    }
    for (const [name, action] of options) {
      if (name === text.slice(0, 2)) found.push({ action, name, explicit: text.slice(2) });
      else if (allowAbbreviations && name.startsWith(prefix)) found.push({ action, name, explicit });
    }
    return found;
  }

  *#takePositionals(at: number): Task<number> {
    const rest = this.#kinds.slice(at);
    let counts: number[] = [];
    for (let n = this.#positionals.length; n > 0; n--) {
      const match = new RegExp(`^${this.#positionals.slice(0, n).map(pattern).join('')}`).exec(rest);
      if (match === null) continue;
      counts = match.slice(1).map((part) => part.length);
      break;
    }
    const taken = this.#positionals.slice(0, counts.length);
    this.#positionals = this.#positionals.slice(counts.length);
    for (const [i, action] of taken.entries()) {
      yield* this.#take(action, this.#strings.slice(at, at + counts[i]!), null);
      at += counts[i]!;
    }
    return at;
  }

  *#takeOption(at: number): Task<number> {
    let { action, name, explicit } = this.#optionAt.get(at)!; // prettier-ignore
    const uses: [Action, string[], string][] = [];
    let stop: number;
    for (;;) {
      if (action === null) {
        this.#extras.push(this.#strings[at]!);
        return at + 1;
      }
      if (explicit !== null) {
        const takes = new RegExp(`^${pattern(action)}`).exec('A')?.[1]?.length ?? -1;
        const single: boolean = !name.startsWith('--');
        if (takes === 0 && single && explicit !== '') {
          // `-vx`: a flag, and then another option in the same string.
          uses.push([action, [], name]);
          const letter: string = `-${explicit[0]!}`;
          const following: Action | undefined = this.#grammar.options.get(letter);
          if (following === undefined) throw argumentError(action, `ignored explicit argument '${explicit}'`);
          action = following;
          name = letter;
          explicit = explicit.length > 1 ? explicit.slice(1).replace(/^=/, '') : null;
          continue;
        }
        if (takes !== 1) throw argumentError(action, `ignored explicit argument '${explicit}'`);
        stop = at + 1;
        uses.push([action, [explicit], name]);
        break;
      }
      const start = at + 1;
      const match = new RegExp(`^${pattern(action)}`).exec(this.#kinds.slice(start));
      if (match === null) throw argumentError(action, expectation(action));
      stop = start + match[1]!.length;
      uses.push([action, this.#strings.slice(start, stop), name]);
      break;
    }
    for (const [one, strings, option] of uses) yield* this.#take(one, strings, option);
    return stop;
  }

  *#take(action: Action, given: readonly string[], option: string | null): Task<void> {
    this.#seen.add(action);
    const strings = [...given];
    if (action.nargs !== PARSER && action.nargs !== REMAINDER && option === null) {
      const end = strings.indexOf('--');
      if (end >= 0) strings.splice(end, 1);
    }
    const values = yield* valuesOf(action, strings);
    if (values !== action.get('default')) {
      this.#seenWithValue.add(action);
      for (const { actions } of this.#grammar.groups) {
        if (!actions.includes(action)) continue;
        const other = actions.find((one) => one !== action && this.#seenWithValue.has(one));
        if (other !== undefined) throw argumentError(action, `not allowed with argument ${other.label}`);
      }
    }
    if (values === SUPPRESS) return;
    if (!(yield* this.#grammar.perform(action, this.#namespace, values, option))) {
      yield* store(action, this.#namespace, values, option);
    }
  }

  *#complain(): Task<void> {
    const missing: string[] = [];
    for (const action of this.#grammar.actions) {
      if (this.#seen.has(action)) continue;
      if (action.required) missing.push(action.label);
      else if (typeof action.get('default') === 'string' && action.get('default') !== SUPPRESS) {
        const now = yield* getAttributeOr(this.#namespace, action.dest, undefined);
        if (now !== action.get('default')) continue;
        yield* finish(setAttribute(this.#namespace, action.dest, yield* converted(action, now)));
      }
    }
    if (missing.length > 0) {
      throw argumentError(null, `the following arguments are required: ${missing.join(', ')}`);
    }
    for (const { actions, required } of this.#grammar.groups) {
      if (!required || actions.some((action) => this.#seenWithValue.has(action))) continue;
      const names = actions.filter((action) => action.get('help') !== SUPPRESS).map((action) => action.label);
      throw argumentError(null, `one of the arguments ${names.join(' ')} is required`);
    }
  }
}

/** The value of an action's strings, converted and checked. */
function* valuesOf(action: Action, strings: readonly string[]): Task {
  const { nargs } = action;
  const optional = action.optionStrings.length > 0;
  if (strings.length === 0 && nargs === '?') {
    const value = optional ? action.get('const') : action.get('default');
    if (typeof value !== 'string' || value === SUPPRESS) return value;
    const made = yield* converted(action, value);
    yield* check(action, made);
    return made;
  }
  if (strings.length === 0 && nargs === '*' && !optional) {
    const otherwise = action.get('default');
    return otherwise !== null ? otherwise : new PyList([]);
  }
  if (strings.length === 1 && (nargs === null || nargs === '?')) {
    const made = yield* converted(action, strings[0]!);
    yield* check(action, made);
    return made;
  }
  if (nargs === REMAINDER) {
    const made: Value[] = [];
    for (const text of strings) made.push(yield* converted(action, text));
    return new PyList(made);
  }
  if (nargs === PARSER) {
    yield* check(action, strings[0]!);
    return new PyList([...strings]);
  }
  if (nargs === SUPPRESS) return SUPPRESS;
  const made: Value[] = [];
  for (const text of strings) {
    const value = yield* converted(action, text);
    yield* check(action, value);
    made.push(value);
  }
  return new PyList(made);
}

function* converted(action: Action, text: Value): Task {
  const type = action.get('type');
  if (type === null || typeof text !== 'string') return text;
  try {
    return yield* call(type, [text]);
  } catch (error) {
    if (isPythonError(error, argumentTypeErrorType)) throw argumentError(action, plainMessage(error.exception));
    if (!isPythonError(error, exceptionTypes.TypeError) && !isPythonError(error, exceptionTypes.ValueError))
      throw error;
    const shown = yield* finish(reprOf(text));
    const name =
      type instanceof PyType || type instanceof PyFunction
        ? type.name
        : type instanceof NativeFunction
          ? type.signature.name
          : yield* finish(reprOf(type));
    throw argumentError(action, `invalid ${name} value: ${shown}`);
  }
}

function* check(action: Action, value: Value): Task<void> {
  const choices = yield* choicesOf(action);
  if (choices === null) return;
  const shown: string[] = [];
  for (const choice of choices) {
    if (yield* finish(equal(choice, value))) return;
    shown.push(yield* finish(reprOf(choice)));
  }
  const wrong = yield* finish(reprOf(value));
  throw argumentError(action, `invalid choice: ${wrong} (choose from ${shown.join(', ')})`);
}

/** What the built-in actions do with their value. */
function* store(action: Action, namespace: PyInstance, values: Value, option: string | null): Task<void> {
  const set = (value: Value): Task<Value | void> => finish(setAttribute(namespace, action.dest, value));
  const items = function* (): Task<Value[]> {
    const now = yield* getAttributeOr(namespace, action.dest, null);
    return now instanceof PyList || now instanceof PyTuple ? [...now.items] : [];
  };
  switch (action.kind) {
    case 'store':
      yield* set(values);
      break;
    case 'store_const':
    case 'store_true':
    case 'store_false':
      yield* set(action.get('const'));
      break;
    case 'boolean':
      yield* set(!(option ?? '').startsWith('--no-'));
      break;
    case 'append':
      yield* set(new PyList([...(yield* items()), values]));
      break;
    case 'append_const':
      yield* set(new PyList([...(yield* items()), action.get('const')]));
      break;
    case 'extend':
      yield* set(new PyList([...(yield* items()), ...(values as PyList).items]));
      break;
    case 'count': {
      const now = yield* getAttributeOr(namespace, action.dest, null);
      yield* set(yield* finish(binaryOperation('+', now ?? 0, 1)));
      break;
    }
    default:
      throw exc.NotImplementedError('.__call__() not defined');
  }
}
