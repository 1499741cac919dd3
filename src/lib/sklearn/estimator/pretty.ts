/** How scikit-learn writes an estimator: what differs from the defaults, over as many lines of 80 characters as it needs. */
import {
  getAttr, isInstance, PyDict, PyList, PyTuple, repr, typeOf, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { constructorParameters } from './parameters.ts';

const WIDTH = 80;
/** Collections with more members than this are cut short. */
const MEMBERS = 30;
/** Texts with more characters than this, blanks aside, lose their middle. */
const CHARACTERS = 700;

/** The parameters that differ from their defaults, sorted by name. */
function* changedParameters(self: Value): Task<[string, Value][]> {
  const changed: [string, Value][] = [];
  for (const [name, standard] of [...constructorParameters(typeOf(self))].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const value = yield* getAttr(self, name);
    if (standard === undefined || (yield* repr(value)) !== (yield* repr(standard))) changed.push([name, value]);
  }
  return changed;
}

/** The entries of a dict, sorted by key; keys as Python writes them. */
function* sortedEntries(dict: PyDict): Task<[string, Value][]> {
  const entries: [string, Value][] = [];
  for (const [key, member] of dict.entries()) entries.push([yield* repr(key), member]);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Writes values under one class of estimators, whose instances are taken apart. */
class Printer {
  readonly #estimatorType: PyType;
  text = '';

  constructor(estimatorType: PyType) {
    this.#estimatorType = estimatorType;
  }

  /** A value on one line. */
  *line(value: Value): Task<string> {
    if (isInstance(value, this.#estimatorType)) {
      const parts: string[] = [];
      for (const [name, member] of yield* changedParameters(value)) parts.push(`${name}=${yield* this.line(member)}`);
      return `${typeOf(value).name}(${parts.join(', ')})`;
    }
    if (value instanceof PyList || value instanceof PyTuple) {
      const parts: string[] = [];
      for (const item of value.items) parts.push(yield* this.line(item));
      if (value instanceof PyList) return `[${parts.join(', ')}]`;
      return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
    }
    if (value instanceof PyDict) {
      const parts: string[] = [];
      for (const [key, member] of yield* sortedEntries(value)) parts.push(`${key}: ${yield* this.line(member)}`);
      return `{${parts.join(', ')}}`;
    }
    return yield* repr(value);
  }

  /** Writes a value at a column, with `allowance` characters to come after it. */
  *write(value: Value, indent: number, allowance: number): Task<void> {
    const line = yield* this.line(value);
    if (line.length <= WIDTH - indent - allowance) this.text += line;
    else if (isInstance(value, this.#estimatorType)) {
      const { name } = typeOf(value);
      this.text += `${name}(`;
      yield* this.#members(yield* changedParameters(value), '=', indent + name.length, allowance + 1);
      this.text += ')';
    } else if (value instanceof PyDict && value.size > 0) {
      this.text += '{';
      yield* this.#members(yield* sortedEntries(value), ': ', indent, allowance + 1);
      this.text += '}';
    } else if (value instanceof PyList || value instanceof PyTuple) {
      const [open, close] = value instanceof PyList ? ['[', ']'] : ['(', value.items.length === 1 ? ',)' : ')'];
      this.text += open;
      yield* this.#members(value.items.map((item) => ['', item]), '', indent, allowance + close.length); // prettier-ignore
      this.text += close;
    } else this.text += line;
  }

  /** Members one after another: as many on a line as fit, and those that fit on none taken apart. */
  *#members(members: readonly (readonly [string, Value])[], middle: string, at: number, allowance: number): Task<void> {
    const indent = at + 1;
    const newLine = `,\n${' '.repeat(indent)}`;
    let separator = '';
    let most = WIDTH - indent + 1;
    let left = most;
    for (const [i, [name, value]] of members.entries()) {
      if (i === MEMBERS) {
        this.text += ', ...';
        return;
      }
      const last = i === members.length - 1;
      if (last) {
        most -= allowance;
        left -= allowance;
      }
      const line = name + middle + (yield* this.line(value));
      if (left < line.length + 2) {
        left = most;
        if (separator !== '') separator = newLine;
      }
      if (left >= line.length + 2) {
        left -= line.length + 2;
        this.text += separator + line;
        separator = ', ';
        continue;
      }
      this.text += separator + name + middle;
      separator = newLine;
      yield* this.write(value, indent + name.length + middle.length, last ? allowance : 1);
    }
  }
}

/** How far the first `count` characters that are no blanks reach. */
function reach(text: string, count: number): number {
  let seen = 0;
  for (let i = 0; i < text.length; i++) if (!/\s/.test(text[i]!) && ++seen === count) return i + 1;
  return text.length;
}

/** Long texts keep half of their characters at each end. */
function shortened(text: string): string {
  if (text.replace(/\s/g, '').length <= CHARACTERS) return text;
  const reversed = [...text].reverse().join('');
  const left = reach(text, CHARACTERS / 2);
  let right = reach(reversed, CHARACTERS / 2);
  if (text.slice(left, text.length - right).includes('\n')) right = reversed.indexOf('\n', right) + 1;
  return left + 3 < text.length - right ? `${text.slice(0, left)}...${text.slice(text.length - right)}` : text;
}

/** `repr` of an estimator; `estimatorType` is the class that all of them derive from. */
export function* prettyEstimator(self: Value, estimatorType: PyType): Task<string> {
  const printer = new Printer(estimatorType);
  yield* printer.write(self, 0, 0);
  return shortened(printer.text);
}
