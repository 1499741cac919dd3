/** File objects: what `open()` gives, and `io.StringIO` and `io.BytesIO`. */
import { PyBytes, PyList } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import { exceptionTypes, exc, makeError } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { PyInstance, PyType, typeName, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { iterate } from '../operations/iteration.ts';
import { toIndex } from '../operations/slicing.ts';
import { RunFile } from './store.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NEWLINE = 10;

/** `io.UnsupportedOperation`. */
export const unsupportedOperation = new PyType({
  name: 'UnsupportedOperation',
  module: 'io',
  bases: [exceptionTypes.OSError, exceptionTypes.ValueError],
});

/** An open file. Text is UTF-8; positions count bytes. */
export class FileObject extends PyInstance {
  file = new RunFile();
  name: Value = null;
  mode = '';
  binary = false;
  readable = true;
  writable = true;
  /** Every write goes to the end. */
  appending = false;
  closed = false;
  position = 0;

  /** Raises ValueError when closed, UnsupportedOperation when the mode does not allow it. */
  check(what: 'read' | 'write' | null = null): void {
    if (this.closed)
      throw exc.ValueError(`I/O operation on closed file${this.type.isSubtypeOf(stringIoType) ? '' : '.'}`);
    const allowed = what === null || (what === 'read' ? this.readable : this.writable);
    if (!allowed)
      throw makeError(unsupportedOperation, [this.binary ? what : `not ${what === 'read' ? 'readable' : 'writable'}`]);
  }

  #value(bytes: Uint8Array): Value {
    return this.binary ? new PyBytes(bytes.slice()) : decoder.decode(bytes).replace(/\r\n?/g, '\n');
  }

  /** Up to `size` bytes or characters; all that is left where it is negative. */
  read(size: number): Value {
    this.check('read');
    const rest = this.file.bytes.subarray(Math.min(this.position, this.file.size));
    let count = rest.length;
    if (size >= 0 && this.binary) count = Math.min(size, count);
    else if (size >= 0) count = encoder.encode([...decoder.decode(rest)].slice(0, size).join('')).length;
    this.position += count;
    return this.#value(rest.subarray(0, count));
  }

  /** The next line with its end; empty at the end of the file. */
  readLine(): Value {
    this.check('read');
    const { bytes } = this.file;
    const end = bytes.indexOf(NEWLINE, this.position);
    const line = bytes.subarray(this.position, end < 0 ? bytes.length : end + 1);
    this.position += line.length;
    return this.#value(line);
  }

  get atEnd(): boolean {
    return this.position >= this.file.size;
  }

  /** What was written: characters, or bytes. */
  write(value: Value): number {
    this.check('write');
    if (this.binary !== value instanceof PyBytes || (!this.binary && typeof value !== 'string')) {
      throw exc.TypeError(
        this.binary
          ? `a bytes-like object is required, not '${typeName(value)}'`
          : `write() argument must be str, not ${typeName(value)}`,
      );
    }
    const bytes = value instanceof PyBytes ? value.bytes : encoder.encode(value as string);
    if (this.appending) this.position = this.file.size;
    this.file.write(this.position, bytes);
    this.position += bytes.length;
    return typeof value === 'string' ? [...value].length : bytes.length;
  }

  seek(offset: number, whence: number): number {
    this.check();
    const from = [0, this.position, this.file.size][whence];
    if (from === undefined) throw exc.ValueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
    if (from + offset < 0) throw exc.ValueError(`negative seek value ${from + offset}`);
    return (this.position = from + offset);
  }
}

function lines(self: FileObject): NativeIterator {
  self.check('read');
  return new NativeIterator(() => (self.atEnd ? undefined : self.readLine()), [self], 'file_iterator');
}

const ioBase: PyType = defineClass({
  name: 'IOBase',
  module: 'io',
  allocate: (type) => new FileObject(type),
  methods: {
    'read(self, size=-1, /)': (self: FileObject, size: Value) => self.read(size === null ? -1 : toIndex(size)),
    'readline(self, size=-1, /)': (self: FileObject) => self.readLine(),
    'readlines(self, hint=-1, /)': (self: FileObject) => {
      const all: Value[] = [];
      self.check('read');
      while (!self.atEnd) all.push(self.readLine());
      return new PyList(all);
    },
    'write(self, text, /)': (self: FileObject, text: Value) => self.write(text),
    'writelines(self, lines, /)': function* (self: FileObject, given: Value): Task<null> {
      for (const line of yield* iterate(given)) self.write(line);
      return null;
    },
    'seek(self, offset, whence=0, /)': (self: FileObject, offset: Value, whence: Value) =>
      self.seek(toIndex(offset), toIndex(whence)),
    'tell(self, /)': (self: FileObject) => {
      self.check();
      return self.position;
    },
    'truncate(self, size=None, /)': (self: FileObject, size: Value) => {
      self.check('write');
      const length = size === null ? self.position : toIndex(size);
      self.file.truncate(length);
      return length;
    },
    'flush(self, /)': (self: FileObject) => self.check(),
    'close(self, /)': (self: FileObject) => {
      self.closed = true;
    },
    'readable(self, /)': (self: FileObject) => self.readable,
    'writable(self, /)': (self: FileObject) => self.writable,
    'seekable(self, /)': () => true,
    'isatty(self, /)': () => false,
    'fileno(self, /)': () => {
      throw makeError(unsupportedOperation, ['fileno']);
    },
    '__enter__(self, /)': (self: FileObject) => {
      self.check();
      return self;
    },
    '__exit__(self, type, value, traceback, /)': (self: FileObject) => {
      self.closed = true;
    },
    '__iter__(self, /)': lines,
    '__next__(self, /)': (self: FileObject) => {
      self.check('read');
      if (self.atEnd) throw exc.StopIteration();
      return self.readLine();
    },
  },
  properties: {
    closed: (self: FileObject) => self.closed,
    name: (self: FileObject) => self.name,
    mode: (self: FileObject) => self.mode,
  },
});

const quoted = (name: Value): string => `'${plainText(name)}'`;

/** Text from a file of the run. */
export const textFileType = defineClass({
  name: 'TextIOWrapper',
  module: '_io',
  bases: [ioBase],
  methods: {
    '__repr__(self, /)': (self: FileObject) =>
      `<_io.TextIOWrapper name=${quoted(self.name)} mode='${self.mode}' encoding='UTF-8'>`,
  },
  properties: { encoding: () => 'UTF-8' },
});

const binaryType = (name: string): PyType =>
  defineClass({
    name,
    module: '_io',
    bases: [ioBase],
    methods: { '__repr__(self, /)': (self: FileObject) => `<_io.${name} name=${quoted(self.name)}>` },
  });

const readerType = binaryType('BufferedReader');
const writerType = binaryType('BufferedWriter');
const randomType = binaryType('BufferedRandom');

/** The class of a binary file, by what its mode allows. */
export const binaryFileType = (readable: boolean, writable: boolean): PyType =>
  readable && writable ? randomType : readable ? readerType : writerType;

/** A file in memory only: `name(initial)` and `getvalue()`. */
const memoryType = (name: string, binary: boolean): PyType =>
  defineClass({
    name,
    module: '_io',
    bases: [ioBase],
    methods: {
      '__init__(self, initial=None, newline=None)': (self: FileObject, initial: Value) => {
        self.binary = binary;
        if (initial !== null) self.write(initial);
        self.position = 0;
      },
      'getvalue(self, /)': (self: FileObject) => {
        self.check();
        return binary ? new PyBytes(self.file.bytes.slice()) : decoder.decode(self.file.bytes);
      },
      ...(binary && { 'getbuffer(self, /)': (self: FileObject) => new PyBytes(self.file.bytes.slice()) }),
    },
  });

export const stringIoType = memoryType('StringIO', false);
export const bytesIoType = memoryType('BytesIO', true);
export { ioBase };
