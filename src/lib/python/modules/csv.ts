/** The module `csv`: rows of texts, read from lines and written to files. */
import { PyList } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { PyFloat, PyInstance, PyType, plainText, typeName } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { reprOf, strOf } from '../operations/conversion.ts';
import { advance, iterate, iteratorOf } from '../operations/iteration.ts';

const errorType = new PyType({ name: 'Error', module: '_csv', bases: [exceptionTypes.Exception] });

const QUOTE = { minimal: 0, all: 1, nonnumeric: 2, none: 3 } as const;

interface Dialect {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape: string | null;
  readonly doubled: boolean;
  readonly skipSpace: boolean;
  readonly end: string;
  readonly quoting: number;
}

const one = (value: Value, name: string): string => {
  if (typeof value === 'string' && [...value].length === 1) return value;
  if (typeof value !== 'string') throw exc.TypeError(`"${name}" must be string, not ${typeName(value)}`);
  throw exc.TypeError(`"${name}" must be a 1-character string`);
};

const OPTIONS =
  'delimiter=None, quotechar=\'"\', escapechar=None, doublequote=True, skipinitialspace=False, lineterminator="\\r\\n", quoting=0, strict=False';

function dialectOf(name: Value, options: readonly Value[]): Dialect {
  const [delimiter, quotechar, escapechar, doublequote, skip, end, quoting] = options as [Value, Value, Value, Value, Value, Value, Value]; // prettier-ignore
  if (name !== 'excel' && name !== 'excel-tab' && name !== 'unix') throw makeError(errorType, ['unknown dialect']);
  return {
    delimiter: delimiter === null ? (name === 'excel-tab' ? '\t' : ',') : one(delimiter, 'delimiter'),
    quote: quotechar === null ? null : one(quotechar, 'quotechar'),
    escape: escapechar === null ? null : one(escapechar, 'escapechar'),
    doubled: doublequote !== false,
    skipSpace: skip === true,
    end: name === 'unix' ? '\n' : plainText(end),
    quoting: name === 'unix' ? QUOTE.all : typeof quoting === 'number' ? quoting : 0,
  };
}

/** Reads fields from lines; a field in quotes may go on over several. */
class Reader extends PyInstance {
  readonly dialect: Dialect;
  readonly lines: Value;
  lineNumber = 0;

  constructor(lines: Value, dialect: Dialect) {
    super(readerType);
    this.lines = lines;
    this.dialect = dialect;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.lines);
  }

  *next(): Task<PyList | undefined> {
    const { delimiter, quote, escape, doubled, skipSpace, quoting } = this.dialect;
    const fields: Value[] = [];
    let field = '';
    let quoted = false;
    let inside = false;
    const close = (): void => {
      if (quoting === QUOTE.nonnumeric && !quoted) {
        const number = Number(field);
        if (field.trim() === '' || Number.isNaN(number))
          throw exc.ValueError(`could not convert string to float: '${field}'`);
        fields.push(new PyFloat(number));
      } else fields.push(field);
      field = '';
      quoted = false;
    };
    for (;;) {
      const line = yield* finish(advance(this.lines));
      if (line === undefined) {
        if (!inside) return undefined;
        close();
        return new PyList(fields);
      }
      if (typeof line !== 'string') {
        throw makeError(errorType, [`iterator should return strings, not ${typeName(line)} (the file should be opened in text mode)`]); // prettier-ignore
      }
      this.lineNumber++;
      const text = line.replace(/\r?\n$|\r$/, '');
      if (!inside && text === '') return new PyList([]);
      for (let i = 0; i < text.length; i++) {
        const character = text[i]!;
        if (character === escape && i + 1 < text.length) field += text[++i];
        else if (inside) {
          if (character !== quote) field += character;
          else if (doubled && text[i + 1] === quote) {
            field += quote;
            i++;
          } else inside = false;
        } else if (character === delimiter) close();
        else if (character === quote && field === '' && !quoted && quoting !== QUOTE.none) inside = quoted = true;
        else if (!(character === ' ' && skipSpace && field === '' && !quoted)) field += character;
      }
      if (!inside) {
        close();
        return new PyList(fields);
      }
      field += line.slice(text.length);
    }
  }
}

const readerType: PyType = defineClass({
  name: 'reader',
  module: '_csv',
  allocate: null,
  methods: {
    '__iter__(self, /)': (self: Reader) => self,
    '__next__(self, /)': function* (self: Reader): Task {
      const row = yield* self.next();
      if (row === undefined) throw exc.StopIteration();
      return row;
    },
  },
  properties: { line_num: (self: Reader) => self.lineNumber },
});

/** Writes rows to what has a `write` method. */
class Writer extends PyInstance {
  readonly dialect: Dialect;
  readonly write: Value;

  constructor(write: Value, dialect: Dialect) {
    super(writerType);
    this.write = write;
    this.dialect = dialect;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.write);
  }

  *field(value: Value, alone: boolean): Task<string> {
    const { delimiter, quote, escape, doubled, quoting } = this.dialect;
    const numeric = typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat;
    const text =
      value === null ? '' : value instanceof PyFloat ? yield* finish(reprOf(value)) : yield* finish(strOf(value));
    const special = [delimiter, quote, escape, '\n', '\r', ' '].some(
      (c) => c !== null && c !== ' ' && text.includes(c),
    );
    const wanted = quoting === QUOTE.all || (quoting === QUOTE.nonnumeric && !numeric);
    if (quoting === QUOTE.none || quote === null) {
      if (!special) return text;
      if (escape === null) throw makeError(errorType, ['need to escape, but no escapechar set']);
      return text.replace(/[\s\S]/g, (c) => ([delimiter, quote, escape, '\n', '\r'].includes(c) ? escape + c : c));
    }
    if (!wanted && !special && !(alone && text === '')) return text;
    if (!doubled && escape === null && text.includes(quote)) throw makeError(errorType, ['need to escape, but no escapechar set']); // prettier-ignore
    return quote + text.replaceAll(quote, (doubled ? quote : escape!) + quote) + quote;
  }

  *row(row: Value): Task {
    let items: Value[];
    try {
      items = yield* iterate(row);
    } catch {
      throw makeError(errorType, [`iterable expected, not ${typeName(row)}`]);
    }
    const fields: string[] = [];
    for (const item of items) fields.push(yield* this.field(item, items.length === 1));
    return yield* call(this.write, [fields.join(this.dialect.delimiter) + this.dialect.end]);
  }
}

const writerType: PyType = defineClass({
  name: 'writer',
  module: '_csv',
  allocate: null,
  methods: {
    'writerow(self, row, /)': (self: Writer, row: Value) => self.row(row),
    'writerows(self, rows, /)': function* (self: Writer, rows: Value): Task {
      for (const row of yield* iterate(rows)) yield* self.row(row);
      return null;
    },
  },
});

function* readerFor(lines: Value, dialect: Value, options: readonly Value[]): Task<Reader> {
  return new Reader(yield* finish(iteratorOf(lines)), dialectOf(dialect, options));
}

function* writerFor(file: Value, dialect: Value, options: readonly Value[]): Task<Writer> {
  return new Writer(yield* finish(getAttribute(file, 'write')), dialectOf(dialect, options));
}

/** Rows as dicts, by the names in the first one. */
class DictReader extends PyInstance {
  reader: Reader | null = null;
  names: Value[] | null = null;
  restKey: Value = null;
  restValue: Value = null;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.reader);
    for (const name of this.names ?? []) visit(name);
  }

  *fieldNames(): Task<Value[]> {
    this.names ??= (yield* this.reader!.next())?.items.slice() ?? null;
    return this.names ?? [];
  }

  *next(): Task<PyDict | undefined> {
    const names = yield* this.fieldNames();
    let row = yield* this.reader!.next();
    while (row?.items.length === 0) row = yield* this.reader!.next();
    if (row === undefined) return undefined;
    const { items } = row;
    const dict = PyDict.of(names.map((name, i) => [name, items[i] ?? this.restValue] as const));
    if (items.length > names.length) dict.set(this.restKey, new PyList(items.slice(names.length)));
    return dict;
  }
}

const dictReaderType = defineClass({
  name: 'DictReader',
  module: 'csv',
  allocate: (type) => new DictReader(type),
  methods: {
    [`__init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *, ${OPTIONS})`]: function* (
      self: DictReader,
      lines: Value,
      names: Value,
      restKey: Value,
      restValue: Value,
      dialect: Value,
      ...options: Value[]
    ): Task {
      self.reader = yield* readerFor(lines, dialect, options);
      self.names = names === null ? null : yield* iterate(names);
      self.restKey = restKey;
      self.restValue = restValue;
      return null;
    },
    '__iter__(self)': (self: DictReader) => new NativeIterator(() => self.next(), [self], 'iterator'),
    '__next__(self)': function* (self: DictReader): Task {
      const row = yield* self.next();
      if (row === undefined) throw exc.StopIteration();
      return row;
    },
  },
  properties: {
    fieldnames: function* (self: DictReader): Task {
      return new PyList([...(yield* self.fieldNames())]);
    },
    line_num: (self: DictReader) => self.reader!.lineNumber,
  },
});

class DictWriter extends PyInstance {
  writer: Writer | null = null;
  names: Value[] = [];
  restValue: Value = '';
  raises = true;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.writer);
    for (const name of this.names) visit(name);
  }

  *row(row: Value): Task {
    if (!(row instanceof PyDict)) throw exc.AttributeError(`'${typeName(row)}' object has no attribute 'keys'`);
    const extra = [...row.keys()].filter((key) => !this.names.includes(key));
    if (this.raises && extra.length > 0) {
      const shown: string[] = [];
      for (const key of extra) shown.push(yield* finish(reprOf(key)));
      throw exc.ValueError(`dict contains fields not in fieldnames: ${shown.join(', ')}`);
    }
    return yield* this.writer!.row(new PyList(this.names.map((name) => row.get(name) ?? this.restValue)));
  }
}

const dictWriterType = defineClass({
  name: 'DictWriter',
  module: 'csv',
  allocate: (type) => new DictWriter(type),
  methods: {
    [`__init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *, ${OPTIONS})`]: function* (
      self: DictWriter,
      file: Value,
      names: Value,
      restValue: Value,
      extra: Value,
      dialect: Value,
      ...options: Value[]
    ): Task {
      self.writer = yield* writerFor(file, dialect, options);
      self.names = yield* iterate(names);
      self.restValue = restValue;
      self.raises = extra === 'raise';
      return null;
    },
    'writeheader(self)': (self: DictWriter) => self.writer!.row(new PyList([...self.names])),
    'writerow(self, rowdict)': (self: DictWriter, row: Value) => self.row(row),
    'writerows(self, rowdicts)': function* (self: DictWriter, rows: Value): Task {
      for (const row of yield* iterate(rows)) yield* self.row(row);
      return null;
    },
  },
  properties: { fieldnames: (self: DictWriter) => new PyList([...self.names]) },
});

export const csv = defineModule({
  name: 'csv',
  functions: {
    [`reader(csvfile, dialect="excel", *, ${OPTIONS})`]: (lines: Value, dialect: Value, ...options: Value[]): Task =>
      readerFor(lines, dialect, options),
    [`writer(csvfile, dialect="excel", *, ${OPTIONS})`]: (file: Value, dialect: Value, ...options: Value[]): Task =>
      writerFor(file, dialect, options),
  },
  members: {
    DictReader: dictReaderType,
    DictWriter: dictWriterType,
    Error: errorType,
    QUOTE_MINIMAL: QUOTE.minimal,
    QUOTE_ALL: QUOTE.all,
    QUOTE_NONNUMERIC: QUOTE.nonnumeric,
    QUOTE_NONE: QUOTE.none,
  },
  absent: { Sniffer: 'reader with a delimiter runs here', register_dialect: 'reader and writer take its options' },
});
