/** Tracebacks as CPython 3.11 prints them. */
import { plainMessage } from './objects/exceptions.ts';
import type { PyException, TracebackEntry, PythonError } from './objects/exceptions.ts';
import { plainText } from './objects/object.ts';
import { PyExceptionGroup } from './operations/exception-groups.ts';
import { PyList } from './objects/containers.ts';

/** A stretch of the program: 1-based lines, 0-based columns, the end exclusive. */
export interface ErrorLocation {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The text that CPython writes to standard error for an uncaught exception, ending with a newline. */
export function formatTraceback(error: PythonError): string {
  const printer = new Printer();
  printer.chain(error.exception, new Set());
  return printer.text;
}

const RULE = '-'.repeat(16);

/** Writes exceptions, those of a group as a tree. What stands within a group is indented, with a bar before each line. */
class Printer {
  text = '';
  /** How many groups stand around the line. */
  #depth = 0;
  /** Whether the innermost group's last member still has to be underlined; a last member that is a group does so itself. */
  #open = false;

  /** An exception, after those that it was raised from or while handling. */
  chain(exception: PyException, seen: Set<PyException>): void {
    seen.add(exception);
    if (exception.cause !== null && !seen.has(exception.cause)) {
      this.chain(exception.cause, seen);
      this.#write('\nThe above exception was the direct cause of the following exception:\n\n');
    } else if (exception.context !== null && !exception.suppressContext && !seen.has(exception.context)) {
      this.chain(exception.context, seen);
      this.#write('\nDuring handling of the above exception, another exception occurred:\n\n');
    }
    if (exception instanceof PyExceptionGroup) this.#group(exception, seen);
    else this.#one(exception);
  }

  #one(exception: PyException): void {
    if (exception.traceback.length > 0) {
      this.#write('Traceback (most recent call last):\n' + formatEntries(exception.traceback));
    }
    if (exception.place !== null) this.#write(formatPlace(exception));
    this.#write(`${lastLine(exception)}\n${notes(exception)}`);
  }

  #group(group: PyExceptionGroup, seen: Set<PyException>): void {
    const outermost = this.#depth === 0;
    if (outermost) this.#depth = 1;
    if (group.traceback.length > 0) {
      this.#write('Exception Group Traceback (most recent call last):\n', outermost ? '+' : '|');
      this.#write(formatEntries(group.traceback));
    }
    this.#write(`${lastLine(group)}\n${notes(group)}`);
    this.#open = false;
    group.exceptions.forEach((exception, i) => {
      const last = i === group.exceptions.length - 1;
      if (last) this.#open = true;
      this.text += `${this.#indent()}${i === 0 ? '+-' : '  '}+${RULE} ${i + 1} ${RULE}\n`;
      this.#depth++;
      this.chain(exception, seen);
      if (last && this.#open) {
        this.text += `${this.#indent()}+${'-'.repeat(36)}\n`;
        this.#open = false;
      }
      this.#depth--;
    });
    if (outermost) this.#depth = 0;
  }

  #indent(): string {
    return '  '.repeat(this.#depth);
  }

  #write(lines: string, bar = '|'): void {
    this.text += this.#depth === 0 ? lines : lines.replace(/^(?!$(?![\s\S]))/gm, `${this.#indent()}${bar} `);
  }
}

function notes(exception: PyException): string {
  const notes_ = exception.dict.get('__notes__');
  return notes_ instanceof PyList ? notes_.items.map((note) => `${plainText(note)}\n`).join('') : '';
}

/** `NameError: name 'x' is not defined. Did you mean: 'y'?` */
export function lastLine(exception: PyException): string {
  const { type } = exception;
  // CPython leaves the program's own module out of this line.
  const module = type.module === 'builtins' || type.module === '__main__' ? '' : `${type.module}.`;
  const name = module + type.qualname;
  const said = saidOf(exception);
  return said === '' ? name : `${name}: ${said}`;
}

/**
 * What the last line says after the exception's name: with the name that was perhaps meant, and without the place of a
 * syntax error, which is in the lines above.
 */
export function saidOf(exception: PyException): string {
  const message = exception.place === null ? plainMessage(exception) : plainText(exception.args.items[0] ?? null);
  const closest = exception.suggest?.() ?? null;
  const hint = closest === null ? [] : [`Did you mean: '${closest}'?`];
  return [...(message === '' ? [] : [message]), ...hint].join('. ');
}

const REPEATS_SHOWN = 3;

/** The lines of a traceback, without the exception. */
export function formatEntries(entries: readonly TracebackEntry[]): string {
  let text = '';
  let repeats = 0;
  let last: TracebackEntry | null = null;
  const more = (): string => {
    const n = repeats - REPEATS_SHOWN;
    return n > 0 ? `  [Previous line repeated ${n} more time${n === 1 ? '' : 's'}]\n` : '';
  };
  for (const entry of entries) {
    const same = last !== null && last.code === entry.code && lineOf(last) === lineOf(entry);
    if (!same) {
      text += more();
      repeats = 0;
    }
    last = entry;
    repeats++;
    if (repeats <= REPEATS_SHOWN) text += formatEntry(entry);
  }
  return text + more();
}

function lineOf(entry: TracebackEntry): number {
  return entry.code.positions[entry.instruction * 4]!;
}

function formatEntry(entry: TracebackEntry): string {
  const { code, instruction } = entry;
  const [line, column, endLine, endColumn] = code.positions.subarray(
    instruction * 4,
    instruction * 4 + 4,
  ) as unknown as [number, number, number, number];
  const source = code.source.lines[line - 1] ?? '';
  const shown = source.trim();
  let text = `  File "${code.source.filename}", line ${line}, in ${code.name}\n`;
  if (shown === '') return text;
  text += `    ${shown}\n`;
  const indent = source.length - source.trimStart().length;
  const end = endLine === line ? endColumn : source.trimEnd().length;
  const [from, to] = [code.anchors[instruction * 2]!, code.anchors[instruction * 2 + 1]!];
  const anchored = from >= 0 && endLine === line;
  if (!anchored && end - column >= shown.length) return text;
  const at = (offset: number): number => [...source.slice(indent, offset)].length;
  let marks = ' '.repeat(Math.max(0, at(column)));
  for (let i = at(column); i < at(end); i++) marks += anchored && (i < at(from) || i >= at(to)) ? '~' : '^';
  return `${text}    ${marks}\n`;
}

function formatPlace(exception: PyException): string {
  const { filename, line, column, endLine, endColumn, text } = exception.place!;
  const shown = text.trim();
  let out = `  File "${filename}", line ${line}\n`;
  if (shown === '') return out;
  const indent = text.length - text.trimStart().length;
  out += `    ${shown}\n`;
  const start = Math.max(0, Math.min(column - indent, shown.length));
  const end = endLine === line ? Math.max(start + 1, endColumn - indent) : shown.length;
  return `${out}    ${' '.repeat(start)}${'^'.repeat(Math.max(1, Math.min(end, Math.max(shown.length, start + 1)) - start))}\n`;
}

/** Where in the program an error happened: a SyntaxError's place, or the innermost line of the traceback. */
export function errorLocation(error: PythonError): ErrorLocation | null {
  const { place, traceback } = error.exception;
  if (place !== null) {
    return { line: place.line, column: place.column, endLine: place.endLine, endColumn: place.endColumn };
  }
  const entry = traceback.at(-1);
  if (entry === undefined) return null;
  const [line, column, endLine, endColumn] = entry.code.positions.subarray(
    entry.instruction * 4,
    entry.instruction * 4 + 4,
  );
  return { line: line!, column: column!, endLine: endLine!, endColumn: endColumn! };
}
