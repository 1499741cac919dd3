/** The module `pprint`: nested values over as many lines as they need. */
import { PyList, PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { frozensetType, PyDict, PySet } from '../objects/dict.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import { PyInstance, PyObject, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { writeStandard } from '../files/standard.ts';
import { reprOf, truthOf } from '../operations/conversion.ts';
import { callMethod } from '../operations/methods.ts';
import { sortValues } from '../operations/sorting.ts';
import { toIndex } from '../operations/slicing.ts';
import { counterType, orderedDictType } from './counters.ts';

interface Options {
  readonly indent: number;
  readonly width: number;
  readonly depth: number;
  readonly compact: boolean;
  readonly sortDicts: boolean;
}

/** Items in order, or by the names of their types where they do not compare. */
function* ordered(items: readonly Value[]): Task<Value[]> {
  try {
    return yield* sortValues(items, null, false);
  } catch (error) {
    if (!isPythonError(error, exceptionTypes.TypeError)) throw error;
    return [...items].sort((a, b) => (typeOf(a).name < typeOf(b).name ? -1 : 1));
  }
}

class Printer {
  readonly #options: Options;
  text = '';

  constructor(options: Options) {
    this.#options = options;
  }

  *#entries(dict: PyDict): Task<[Value, Value][]> {
    const entries = [...dict.entries()];
    if (!this.#options.sortDicts) return entries;
    const keys = yield* ordered(entries.map(([key]) => key));
    return keys.map((key) => entries.find(([own]) => own === key)!);
  }

  /** A value on one line; beyond the depth it is `...`. */
  *line(value: Value, level: number): Task<string> {
    const plainDict = value instanceof PyDict && value.type.native && value.type.name === 'dict';
    const sequence = value instanceof PyList || value instanceof PyTuple;
    if (!plainDict && !(sequence && value.type.native)) return yield* finish(reprOf(value));
    const [open, close] = plainDict ? ['{', '}'] : value instanceof PyList ? ['[', ']'] : ['(', ')'];
    if ((plainDict ? value.size : (value as PyList).items.length) === 0) return open + close;
    if (level >= this.#options.depth) return `${open}...${close}`;
    const parts: string[] = [];
    if (plainDict) {
      for (const [key, member] of yield* this.#entries(value)) {
        parts.push(`${yield* this.line(key, level + 1)}: ${yield* this.line(member, level + 1)}`);
      }
    } else for (const item of (value as PyList).items) parts.push(yield* this.line(item, level + 1));
    return `${open}${parts.join(', ')}${value instanceof PyTuple && parts.length === 1 ? ',' : ''}${close}`;
  }

  /** Writes a value that begins at a column, with `allowance` characters to come after it. */
  *write(value: Value, indent: number, allowance: number, level: number): Task<void> {
    const line = yield* this.line(value, level);
    if (
      line.length <= this.#options.width - indent - allowance ||
      !(yield* this.#broken(value, indent, allowance, level))
    ) {
      this.text += line;
    }
  }

  /** Writes a value over several lines; false if it cannot be taken apart. */
  *#broken(value: Value, indent: number, allowance: number, level: number): Task<boolean> {
    if (typeof value === 'string') return this.#string(value, indent, allowance, level);
    if (!(value instanceof PyObject) || level >= this.#options.depth) return false;
    const { name } = value.type;
    if (value instanceof PyDict) {
      if (value.size === 0 || (!value.type.native && value.type !== orderedDictType)) return false;
      if (value.type === orderedDictType || value.type === counterType || name === 'defaultdict') return false;
      this.text += `{${' '.repeat(this.#options.indent - 1)}`;
      yield* this.#dict(yield* this.#entries(value), indent, allowance + 1, level + 1);
      this.text += '}';
    } else if (value instanceof PyList || value instanceof PyTuple) {
      if (value.items.length === 0 || !value.type.native) return false;
      const [open, close] = value instanceof PyList ? ['[', ']'] : ['(', value.items.length === 1 ? ',)' : ')'];
      this.text += open;
      yield* this.#items(value.items, indent, allowance + close.length, level + 1);
      this.text += close;
    } else if (value instanceof PySet) {
      if (value.size === 0) return false;
      const frozen = value.type === frozensetType;
      this.text += frozen ? 'frozenset({' : '{';
      const close = frozen ? '})' : '}';
      yield* this.#items(
        yield* ordered([...value.values()]),
        indent + (frozen ? 10 : 0),
        allowance + close.length,
        level + 1,
      );
      this.text += close;
    } else return false;
    return true;
  }

  *#dict(entries: readonly (readonly [Value, Value])[], at: number, allowance: number, level: number): Task<void> {
    const indent = at + this.#options.indent;
    for (const [i, [key, member]] of entries.entries()) {
      const name = yield* this.line(key, level);
      this.text += `${name}: `;
      const last = i === entries.length - 1;
      yield* this.write(member, indent + name.length + 2, last ? allowance : 1, level);
      if (!last) this.text += `,\n${' '.repeat(indent)}`;
    }
  }

  *#items(items: readonly Value[], at: number, allowance: number, level: number): Task<void> {
    const indent = at + this.#options.indent;
    if (this.#options.indent > 1) this.text += ' '.repeat(this.#options.indent - 1);
    const newLine = `,\n${' '.repeat(indent)}`;
    let separator = '';
    let most = this.#options.width - indent + 1;
    let left = most;
    for (const [i, item] of items.entries()) {
      const last = i === items.length - 1;
      if (last) {
        most -= allowance;
        left -= allowance;
      }
      if (this.#options.compact) {
        const line = yield* this.line(item, level);
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
      }
      this.text += separator;
      separator = newLine;
      yield* this.write(item, indent, last ? allowance : 1, level);
    }
  }

  /** A long text as several, one under the other, broken after spaces and line ends. */
  #string(value: string, at: number, allowance: number, level: number): boolean {
    if (value === '') return false;
    let indent = at;
    let room = allowance;
    if (level === 0) {
      indent++;
      room++;
    }
    const width = this.#options.width - indent;
    const shown = (part: string): string => reprOf(part) as string;
    const chunks: string[] = [];
    const lines = value.match(/[^\n]*\n|[^\n]+/g) ?? [];
    lines.forEach((line, i) => {
      const whole = shown(line);
      const most = i === lines.length - 1 ? width - room : width;
      if (whole.length <= most) {
        chunks.push(whole);
        return;
      }
      let current = '';
      const parts = line.match(/\S*\s*/g)!.filter((part) => part !== '');
      parts.forEach((part, j) => {
        const candidate = current + part;
        const last = j === parts.length - 1 && i === lines.length - 1;
        if (shown(candidate).length > (last ? width - room : width)) {
          if (current !== '') chunks.push(shown(current));
          current = part;
        } else current = candidate;
      });
      if (current !== '') chunks.push(shown(current));
    });
    if (chunks.length === 1) {
      this.text += chunks[0];
      return true;
    }
    const body = chunks.join(`\n${' '.repeat(indent)}`);
    this.text += level === 0 ? `(${body})` : body;
    return true;
  }
}

function* formatted(value: Value, given: Options): Task<string> {
  const printer = new Printer(given);
  yield* printer.write(value, 0, 0, 0);
  return printer.text;
}

function* optionsFrom(indent: Value, width: Value, depth: Value, compact: Value, sortDicts: Value): Task<Options> {
  if (toIndex(indent) < 0) throw exc.ValueError('indent must be >= 0');
  if (depth !== null && toIndex(depth) <= 0) throw exc.ValueError('depth must be > 0');
  if (toIndex(width) === 0) throw exc.ValueError('width must be != 0');
  return {
    indent: toIndex(indent),
    width: toIndex(width),
    depth: depth === null ? Infinity : toIndex(depth),
    compact: yield* finish(truthOf(compact)),
    sortDicts: yield* finish(truthOf(sortDicts)),
  };
}

function* print(value: Value, stream: Value, given: Options): Task {
  const text = `${yield* formatted(value, given)}\n`;
  if (stream === null) return yield* writeStandard('stdout', text);
  yield* callMethod(stream, 'write', [text]);
  return null;
}

class PrettyPrinter extends PyInstance {
  options: Options = { indent: 1, width: 80, depth: Infinity, compact: false, sortDicts: true };
  stream: Value = null;
}

const prettyPrinterType = defineClass({
  name: 'PrettyPrinter',
  module: 'pprint',
  allocate: (type) => new PrettyPrinter(type),
  methods: {
    '__init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False)':
      function* (
        self: PrettyPrinter,
        indent: Value,
        width: Value,
        depth: Value,
        stream: Value,
        compact: Value,
        sort: Value,
      ): Task {
        self.options = yield* optionsFrom(indent, width, depth, compact, sort);
        self.stream = stream;
        return null;
      },
    'pprint(self, object)': (self: PrettyPrinter, value: Value) => print(value, self.stream, self.options),
    'pformat(self, object)': (self: PrettyPrinter, value: Value) => formatted(value, self.options),
  },
});

const LAYOUT = 'indent=1, width=80, depth=None, *, compact=False, sort_dicts=';

const printing = (sort: 'True' | 'False', name: string) => ({
  [`${name}(object, stream=None, ${LAYOUT}${sort}, underscore_numbers=False)`]: function* (
    value: Value,
    stream: Value,
    ...rest: [Value, Value, Value, Value, Value]
  ): Task {
    const [indent, width, depth, compact, sortDicts] = rest;
    return yield* print(value, stream, yield* optionsFrom(indent, width, depth, compact, sortDicts));
  },
});

export const pprint = defineModule({
  name: 'pprint',
  members: { PrettyPrinter: prettyPrinterType },
  functions: {
    ...printing('True', 'pprint'),
    ...printing('False', 'pp'),
    [`pformat(object, ${LAYOUT}True, underscore_numbers=False)`]: function* (
      value: Value,
      indent: Value,
      width: Value,
      depth: Value,
      compact: Value,
      sort: Value,
    ): Task {
      return yield* formatted(value, yield* optionsFrom(indent, width, depth, compact, sort));
    },
  },
});
