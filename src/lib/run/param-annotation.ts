/**
 * The part of a Colab form line after `# @param`: `{type:"slider", min:0, max:1, step:0.1}`, `["a", "b"]`,
 * `["a", "b"] {allow-input: true}`, or nothing.
 */

/** What a `# @param` line can set. */
export type ParameterValue = number | string | boolean;

export interface Annotation {
  readonly type: 'slider' | 'number' | 'integer' | 'boolean' | 'string' | 'raw' | 'choice';
  /** A slider's ends and step. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** A choice's values. */
  readonly options?: readonly ParameterValue[];
  /** Whether the value is an expression as the program writes it, such as `[256, 128]`, and not what it stands for. */
  readonly raw?: boolean;
  /** Whether a choice may be another value as well. */
  readonly allowInput?: boolean;
}

type Fields = Record<string, ParameterValue>;

const TOKEN =
  /\s*(?:([[\]{}:,])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([A-Za-z][\w-]*))/y;

/**
 * @param text What follows `# @param`.
 * @param value The value on the line, which says the type where the annotation does not.
 * @param raw Whether `value` is an expression as the program writes it.
 * @throws {SyntaxError} saying what is wrong.
 */
export function parseAnnotation(text: string, value: ParameterValue, raw = false): Annotation {
  const tokens = tokenize(text);
  const options = tokens[0] === '[' ? parseOptions(tokens) : null;
  const fields = tokens[0] === '{' ? parseFields(tokens) : {};
  if (tokens.length > 0) throw new SyntaxError(`# @param: there is '${tokens[0]}' where the annotation should end`);

  if (options) {
    const allowInput = fields['allow-input'] === true;
    return raw
      ? { type: 'choice', options: options.map(String), allowInput, raw }
      : { type: 'choice', options, allowInput };
  }
  const type = fields.type ?? typeof value;
  switch (type) {
    case 'slider':
      requireType(value, 'number', type);
      return { type, ...parseRange(fields) };
    case 'number':
      requireType(value, 'number', type);
      return { type };
    case 'integer':
      requireType(value, 'number', type);
      return { type, step: 1 };
    case 'boolean':
      requireType(value, 'boolean', type);
      return { type };
    case 'string':
      requireType(value, 'string', type);
      return { type };
    case 'raw':
      return { type, raw: true };
    default:
      throw new SyntaxError(`# @param: type is slider, number, integer, boolean, string or raw, not ${String(type)}`);
  }
}

function requireType(value: ParameterValue, wanted: 'number' | 'string' | 'boolean', type: string): void {
  if (typeof value !== wanted) throw new SyntaxError(`# @param: the value is a ${typeof value}, its type says ${type}`);
}

function parseRange({ min, max, step }: Fields): { min: number; max: number; step: number } {
  if (typeof min !== 'number' || typeof max !== 'number' || !(min < max)) {
    throw new SyntaxError('# @param: a slider needs min and max, the smaller one first');
  }
  if (step !== undefined && !(typeof step === 'number' && step > 0)) {
    throw new SyntaxError('# @param: the step of a slider is a number above 0');
  }
  // Colab's default.
  return { min, max, step: step ?? 1 };
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) throw new SyntaxError(`# @param: '${trimmed.slice(start).trim()}' is not understood`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

function expect(tokens: string[], wanted: string): void {
  const token = tokens.shift();
  if (token !== wanted) throw new SyntaxError(`# @param: '${wanted}' expected, not '${token ?? 'the end'}'`);
}

function parseValue(token: string | undefined): ParameterValue {
  if (token === undefined) throw new SyntaxError('# @param: a value is missing at the end');
  if (/^["']/.test(token)) return token.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^true$/i.test(token)) return true;
  if (/^false$/i.test(token)) return false;
  const number = Number(token);
  if (Number.isNaN(number)) throw new SyntaxError(`# @param: '${token}' is not a number, a string, true or false`);
  return number;
}

function parseOptions(tokens: string[]): ParameterValue[] {
  const options: ParameterValue[] = [];
  expect(tokens, '[');
  while (tokens[0] !== ']') {
    options.push(parseValue(tokens.shift()));
    if (tokens[0] !== ']') expect(tokens, ',');
  }
  expect(tokens, ']');
  if (options.length === 0) throw new SyntaxError('# @param: there is nothing to choose from');
  return options;
}

function parseFields(tokens: string[]): Fields {
  const fields: Fields = {};
  expect(tokens, '{');
  while (tokens[0] !== '}') {
    const key = tokens.shift() ?? '';
    expect(tokens, ':');
    fields[key.replace(/^["']|["']$/g, '')] = parseValue(tokens.shift());
    if (tokens[0] !== '}') expect(tokens, ',');
  }
  expect(tokens, '}');
  return fields;
}
