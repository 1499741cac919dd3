/** Python's signature text, read once, and what it takes to bind a call's arguments to it. */
import { PyList, PyTuple } from './containers.ts';
import { float, normalizeInt } from './object.ts';
import type { Value } from './object.ts';

/** The escapes that a default may have; any other character stands for itself. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export type ParameterKind = 'positional-only' | 'positional' | 'varargs' | 'keyword-only' | 'varkw';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Undefined for a parameter that a call must give. Answers undefined for `name=...` and for an enumeration's member. */
  readonly defaultValue: (() => Value | undefined) | undefined;
  /** The default as the text spells it, or undefined. */
  readonly defaultText: string | undefined;
}

export interface SignatureOptions {
  /** Put before the name in messages: `Linear` gives `Linear.__init__`. */
  readonly qualifier?: string;
  readonly method?: boolean;
  readonly builtin?: boolean;
  /** The module that messages about a wrong number of arguments name: `math.sqrt()`. */
  readonly module?: string;
}

/** Modules that CPython has in C, whose functions name their module when they are called wrongly. */
const IN_C = new Set(['math', 'time', 'sys', 'itertools', '_operator']);

/** A signature that has been read. */
export class Signature {
  /** As messages name it: `Linear.__init__`. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** How many parameters can be given by position. */
  readonly positional: number;
  readonly positionalOnly: number;
  /** The place of `*args` among the parameters, or -1. */
  readonly varargs: number;
  /** The place of `**kwargs`, or -1. */
  readonly varkw: number;
  /** How many positional parameters have no default. */
  readonly required: number;
  /** Whether the call needs nothing but positional arguments: no `*args`, `**kwargs` or keyword-only parameter. */
  readonly plain: boolean;
  /** All parameters positional-only: CPython's functions in C, whose TypeErrors are worded differently. */
  readonly native: boolean;
  /** Whether the first parameter is the object a method belongs to. */
  readonly method: boolean;
  /** Whether it stands for a function in C of CPython that takes keywords, which words wrong calls in its own way. */
  readonly clinic: boolean;
  /** Whether it is one of CPython's built-in functions, which word an unknown keyword in their own way. */
  readonly builtin: boolean;
  /** `math.` or nothing: how functions in C of a module begin when they complain. */
  readonly module: string;

  constructor(name: string, parameters: readonly Parameter[], options: SignatureOptions = {}) {
    this.name = name;
    this.parameters = parameters;
    this.method = options.method ?? false;
    this.builtin = options.builtin ?? false;
    const { module } = options;
    this.module = module !== undefined && IN_C.has(module) && !name.includes('.') ? `${module}.` : '';
    const isPositional = (p: Parameter): boolean => p.kind === 'positional' || p.kind === 'positional-only';
    this.positional = parameters.filter(isPositional).length;
    this.positionalOnly = parameters.filter((p) => p.kind === 'positional-only').length;
    this.required = parameters.filter((p) => isPositional(p) && p.defaultValue === undefined).length;
    this.varargs = parameters.findIndex((p) => p.kind === 'varargs');
    this.varkw = parameters.findIndex((p) => p.kind === 'varkw');
    this.clinic = !this.name.startsWith('_') && (this.builtin || module === 'builtins');
    this.plain = this.positional === parameters.length;
    this.native =
      (this.positionalOnly > 0 || parameters.length === 0) &&
      parameters.every((p) => p.kind === 'positional-only' || p.kind === 'varargs');
  }

  /** The parameters as Python writes them: `(self, lr=0.1, *, momentum=0)`. */
  get text(): string {
    const parts: string[] = [];
    let star = this.varargs >= 0;
    this.parameters.forEach((p, i) => {
      if (p.kind === 'keyword-only' && !star) {
        parts.push('*');
        star = true;
      }
      const prefix = p.kind === 'varargs' ? '*' : p.kind === 'varkw' ? '**' : '';
      parts.push(prefix + p.name + (p.defaultText === undefined ? '' : `=${p.defaultText}`));
      if (p.kind === 'positional-only' && this.parameters[i + 1]?.kind !== 'positional-only') parts.push('/');
    });
    return `(${parts.join(', ')})`;
  }
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

class Reader {
  #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fail(what: string): never {
    throw new SyntaxError(`signature '${this.#text}': ${what} at ${this.#at}`);
  }

  skip(token: string): boolean {
    this.#blank();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.skip(token)) this.fail(`expected '${token}'`);
  }

  name(): string {
    this.#blank();
    const found = NAME.exec(this.#text.slice(this.#at));
    if (found === null) return this.fail('expected a name');
    this.#at += found[0].length;
    return found[0];
  }

  get place(): number {
    return this.#at;
  }

  textFrom(start: number): string {
    return this.#text.slice(start, this.#at).trim();
  }

  atEnd(): boolean {
    this.#blank();
    return this.#at === this.#text.length;
  }

  #blank(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  /** A default's value, as a function because lists must be fresh for each call. */
  literal(): () => Value | undefined {
    this.#blank();
    const rest = this.#text.slice(this.#at);
    const number = /^[-+]?(?:inf\b|nan\b|0x[0-9a-fA-F]+|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?)/.exec(rest);
    if (number !== null) {
      this.#at += number[0].length;
      return constant(parseNumber(number[0]));
    }
    const string = /^'((?:[^'\\]|\\.)*)'|^"((?:[^"\\]|\\.)*)"/.exec(rest);
    if (string !== null) {
      this.#at += string[0].length;
      return constant((string[1] ?? string[2]!).replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped));
    }
    if (this.skip('...')) return constant(undefined);
    if (this.skip('(')) return this.#sequence(')', (items) => new PyTuple(items));
    if (this.skip('[')) return this.#sequence(']', (items) => new PyList(items));
    const word = this.name();
    if (word === 'None') return constant(null);
    if (word === 'True') return constant(true);
    if (word === 'False') return constant(false);
    // A member of an enumeration: `InterpolationMode.BILINEAR`. The implementation knows its default.
    if (this.skip('.')) {
      this.name();
      return constant(undefined);
    }
    return this.fail(`'${word}' is no literal`);
  }

  #sequence(close: string, make: (items: Value[]) => Value): () => Value {
    const items: (() => Value | undefined)[] = [];
    while (!this.skip(close)) {
      items.push(this.literal());
      if (!this.skip(',')) {
        this.expect(close);
        break;
      }
    }
    return () => make(items.map((item) => item() ?? null));
  }
}

function constant<T>(value: T): () => T {
  return () => value;
}

function parseNumber(text: string): Value {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  if (digits === 'inf') return float(negative ? -Infinity : Infinity);
  if (digits === 'nan') return float(NaN);
  if (/^(?:\d+|0x[0-9a-fA-F]+)$/.test(digits)) return normalizeInt(negative ? -BigInt(digits) : BigInt(digits));
  return float(Number(text));
}

/**
 * Reads `name(a, b=1, /, c=None, *args, d=True, **kwargs)`. Defaults are literals: numbers (`1e-5` is a float), strings,
 * None, True, False, `inf`, tuples and lists of them, and `...` for "may be left out" (arrives as undefined), which a
 * member of an enumeration (`InterpolationMode.NEAREST`) is to the implementation too.
 */
export function parseSignature(text: string, options: SignatureOptions = {}): Signature {
  const reader = new Reader(text);
  const name = reader.name();
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  reader.expect('(');
  while (!reader.skip(')')) {
    if (reader.skip('**')) {
      parameters.push(bare(reader.name(), 'varkw'));
    } else if (reader.skip('*')) {
      keywordOnly = true;
      if (!reader.skip(',')) parameters.push(bare(reader.name(), 'varargs'));
      else continue;
    } else if (reader.skip('/')) {
      parameters.forEach((p, i) => (parameters[i] = { ...p, kind: 'positional-only' }));
    } else {
      const parameter = reader.name();
      const given = reader.skip('=');
      const start = reader.place;
      const defaultValue = given ? reader.literal() : undefined;
      const defaultText = given ? reader.textFrom(start) : undefined;
      parameters.push({
        name: parameter,
        kind: keywordOnly ? 'keyword-only' : 'positional',
        defaultValue,
        defaultText,
      });
    }
    if (!reader.skip(',')) {
      reader.expect(')');
      break;
    }
  }
  if (!reader.atEnd()) reader.fail('text after the signature');
  const qualifier = options.qualifier === undefined ? '' : `${options.qualifier}.`;
  return new Signature(qualifier + name, parameters, options);
}

function bare(name: string, kind: ParameterKind): Parameter {
  return { name, kind, defaultValue: undefined, defaultText: undefined };
}
