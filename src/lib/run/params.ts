/**
 * Colab's form annotations: `dropout = 0.5  # @param {type:"slider", min:0, max:0.9, step:0.1}`. A control of the page,
 * `--set` of the command line and the settings of a sweep all change such a line and nothing else of the program.
 */
import { parseAnnotation, type Annotation, type ParameterValue } from './param-annotation.ts';

export type { ParameterValue };

export interface Parameter extends Annotation {
  readonly name: string;
  readonly value: ParameterValue;
  /** 1-based line of the assignment. */
  readonly line: number;
  /** Whether the program's literal is a float, which 1 would not be and 1.0 is. */
  readonly float: boolean;
}

/** A `# @param` line that cannot be a control, or a value that a parameter cannot take. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
}

export interface ParameterProblem {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

const NUMBER = String.raw`[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?`;
const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
/** name, the text before the literal, the literal, the text between it and the annotation, the annotation. */
const LINE = new RegExp(
  String.raw`^(?<before>(?<name>[A-Za-z_]\w*)\s*(?::[^=#]*)?=\s*)(?<literal>True|False|${NUMBER}|${STRING})` +
    String.raw`(?<after>\s*#\s*@param\b)(?<annotation>.*)$`,
);
/** As `LINE`, with any expression before an annotation that asks for it as it is written. */
const RAW_LINE = new RegExp(
  String.raw`^(?<before>(?<name>[A-Za-z_]\w*)\s*(?::[^=#]*)?=\s*)(?<literal>(?:[^#'"\s]|\s(?!\s*#)|${STRING})+)` +
    String.raw`(?<after>\s*#\s*@param\b)(?<annotation>.*\btype["']?\s*:\s*["']raw["'].*)$`,
);
const EXPRESSION = new RegExp(String.raw`^(?:[^#'"\n]|${STRING})*$`);
const ANNOTATED = new RegExp(String.raw`^[A-Za-z_]\w*\s*(?::[^=#]*)?=(?:[^#'"]|${STRING})*#\s*@param\b`);

interface Found {
  readonly parameter: Parameter;
  /** The line up to the literal, and after it. */
  readonly before: string;
  readonly rest: string;
}

function readLine(text: string, line: number): Found | ParameterProblem | null {
  const plain = LINE.exec(text)?.groups;
  const expression = RAW_LINE.exec(text)?.groups;
  // A choice among plain values is one among their kind, also where the annotation calls it raw.
  const raw = expression !== undefined && !(plain && /^\s*\[/.test(expression.annotation ?? ''));
  const groups = (raw ? expression : plain) as Record<'before' | 'name' | 'literal' | 'after' | 'annotation', string>;
  if (!groups) {
    if (!ANNOTATED.test(text)) return null;
    return { line, message: 'a # @param needs a number, a string, True or False on its line' };
  }
  const value = raw ? groups.literal : readLiteral(groups.literal);
  try {
    const annotation = parseAnnotation(groups.annotation, value, raw);
    const float = typeof value === 'number' && /[.eE]/.test(groups.literal);
    return {
      parameter: { name: groups.name, value, line, float, ...annotation },
      before: groups.before,
      rest: groups.after + groups.annotation,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return { line, message: error.message };
    throw error;
  }
}

const readLines = (source: string): (Found | ParameterProblem)[] =>
  source
    .split('\n')
    .map((text, index) => readLine(text.replace(/\r$/, ''), index + 1))
    .filter((found) => found !== null);

const isFound = (found: Found | ParameterProblem): found is Found => 'parameter' in found;

/** The program's parameters, in order. Lines whose annotation or value is not understood are left out. */
export const parseParameters = (source: string): Parameter[] =>
  readLines(source)
    .filter(isFound)
    .map(({ parameter }) => parameter);

/** What is wrong with the program's `# @param` lines: what `parseParameters` left out, and why. */
export const checkParameters = (source: string): ParameterProblem[] =>
  readLines(source).filter((found): found is ParameterProblem => !isFound(found));

/**
 * The program with one parameter's literal replaced, everything else as it was. A float stays a float.
 * @throws {ParameterError} when the program has no such parameter, or the parameter cannot be that value.
 */
export function setParameter(source: string, name: string, value: ParameterValue): string {
  const found = readLines(source).filter(isFound);
  // Where a name is assigned twice, the last one counts, as in Python.
  const target = found.findLast(({ parameter }) => parameter.name === name);
  if (!target)
    throw unknownParameter(
      name,
      found.map(({ parameter }) => parameter),
    );
  const { parameter, before, rest } = target;
  checkValue(parameter, value);
  const lines = source.split('\n');
  const index = parameter.line - 1;
  const end = lines[index]?.endsWith('\r') ? '\r' : '';
  lines[index] = before + (parameter.raw === true ? String(value) : writeLiteral(value, parameter.float)) + rest + end;
  return lines.join('\n');
}

/** `setParameter` for each entry. */
export const setParameters = (source: string, values: Readonly<Record<string, ParameterValue>>): string =>
  Object.entries(values).reduce((text, [name, value]) => setParameter(text, name, value), source);

/**
 * The value that `text`, as typed on a command line, is for a parameter of the program.
 * @throws {ParameterError} as `setParameter` does.
 */
export function readValue(source: string, name: string, text: string): ParameterValue {
  const parameters = parseParameters(source);
  const parameter = parameters.findLast((candidate) => candidate.name === name);
  if (!parameter) throw unknownParameter(name, parameters);
  const value = parseValue(parameter, text);
  checkValue(parameter, value);
  return value;
}

function parseValue({ name, value }: Parameter, text: string): ParameterValue {
  switch (typeof value) {
    case 'string':
      return text;
    case 'boolean':
      if (/^true$/i.test(text)) return true;
      if (/^false$/i.test(text)) return false;
      throw new ParameterError(`${name} is True or False, not '${text}'`);
    case 'number':
      if (new RegExp(`^${NUMBER}$`).test(text)) return readNumber(text);
      throw new ParameterError(`${name} is a number, not '${text}'`);
  }
}

function checkValue(parameter: Parameter, value: ParameterValue): void {
  const { name, type, value: current, options, allowInput, raw } = parameter;
  if (typeof value !== typeof current) {
    const expected = { number: 'a number', string: 'a string', boolean: 'True or False' }[
      typeof current as 'number' | 'string' | 'boolean'
    ];
    throw new ParameterError(`${name} is ${expected}, not ${JSON.stringify(value)}`);
  }
  if (raw === true && (String(value).trim() === '' || !EXPRESSION.test(String(value)))) {
    throw new ParameterError(`${name} is an expression of Python in one line`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new ParameterError(`${name} is a finite number`);
  if (type === 'integer' && !Number.isInteger(value))
    throw new ParameterError(`${name} is a whole number, not ${value}`);
  if (options && !allowInput && !options.includes(value)) {
    throw new ParameterError(`${name} is one of ${options.join(', ')}, not ${value}`);
  }
}

const unknownParameter = (name: string, parameters: readonly Parameter[]): ParameterError => {
  const names = [...new Set(parameters.map((parameter) => parameter.name))];
  const has = names.length > 0 ? `its # @param lines set ${names.join(', ')}` : 'it has no # @param lines';
  return new ParameterError(`the program has no parameter '${name}': ${has}`);
};

const readNumber = (text: string): number => Number(text.replaceAll('_', ''));

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

function readLiteral(literal: string): ParameterValue {
  if (literal === 'True') return true;
  if (literal === 'False') return false;
  if (/^["']/.test(literal)) {
    return literal.slice(1, -1).replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole);
  }
  return readNumber(literal);
}

function writeLiteral(value: ParameterValue, float: boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  // JSON's escapes are a subset of Python's.
  if (typeof value === 'string') return JSON.stringify(value);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return float && !/[.e]/.test(text) ? `${text}.0` : text;
}
