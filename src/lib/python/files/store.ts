/** The files of a run: in memory, made by the program itself, gone when the run is. */
import { perRun } from '../objects/context.ts';
import { makeError, exceptionTypes } from '../objects/exceptions.ts';
import type { ExceptionName, PythonError } from '../objects/exceptions.ts';
import { absolutePath, directoryName } from './paths.ts';

/** Where relative paths of a program start. */
export const WORKING_DIRECTORY = '/home/reader';

/** One file's content, which grows at its end or changes in place. */
export class RunFile {
  #buffer = new Uint8Array(0);
  #size = 0;
  /** Seconds since the epoch. */
  modified = Date.now() / 1000;
  /** A sentence for whoever downloads it: what else can read this file, where that is not plain. */
  note: string | null = null;
  /** Python values that the file stands for within the run, where its bytes cannot hold them. */
  keeps: unknown = null;

  get size(): number {
    return this.#size;
  }

  /** The content; valid until the next write. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#size);
  }

  /** Writes at a byte position; a gap before it is filled with zeros. */
  write(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length;
    if (end > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(end, this.#buffer.length * 2));
      larger.set(this.bytes);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, position);
    this.#size = Math.max(this.#size, end);
    this.modified = Date.now() / 1000;
  }

  /** Cuts the content, or extends it with zeros. */
  truncate(size: number): void {
    if (size > this.#size) this.write(this.#size, new Uint8Array(size - this.#size));
    this.#buffer.fill(0, size, this.#size);
    this.#size = size;
  }
}

const MESSAGES = {
  FileNotFoundError: [2, 'No such file or directory'],
  FileExistsError: [17, 'File exists'],
  NotADirectoryError: [20, 'Not a directory'],
  IsADirectoryError: [21, 'Is a directory'],
} as const;

/** `[Errno 2] No such file or directory: 'x'`, with the path as the program wrote it. */
export function fileError(name: keyof typeof MESSAGES & ExceptionName, path: string): PythonError {
  const [number, words] = MESSAGES[name];
  return osError(exceptionTypes[name], number, words, path);
}

/** An OSError of any kind with its number, words and path. */
function osError(type: (typeof exceptionTypes)['OSError'], number: number, words: string, path: string): PythonError {
  const error = makeError(type, [number, words]);
  const attributes = { errno: number, strerror: words, filename: path };
  for (const [name, value] of Object.entries(attributes)) error.exception.dict.set(name, value);
  return error;
}

/** All files and folders of one run, by absolute path. */
export class RunFiles {
  readonly #files = new Map<string, RunFile>();
  readonly #directories = new Set<string>(['/', '/home', WORKING_DIRECTORY, '/tmp']);
  workingDirectory = WORKING_DIRECTORY;

  #absolute(path: string): string {
    return absolutePath(path, this.workingDirectory);
  }

  find(path: string): RunFile | undefined {
    return this.#files.get(this.#absolute(path));
  }

  isDirectory(path: string): boolean {
    return path !== '' && this.#directories.has(this.#absolute(path));
  }

  exists(path: string): boolean {
    return this.find(path) !== undefined || this.isDirectory(path);
  }

  /** The file, for reading. Raises FileNotFoundError or IsADirectoryError. */
  read(path: string): RunFile {
    if (this.isDirectory(path)) throw fileError('IsADirectoryError', path);
    const file = this.find(path);
    if (file === undefined) throw fileError('FileNotFoundError', path);
    return file;
  }

  /** The file, made empty if there is none. Its folder must be there, as everywhere. */
  create(path: string): RunFile {
    if (this.isDirectory(path)) throw fileError('IsADirectoryError', path);
    const absolute = this.#absolute(path);
    let file = this.#files.get(absolute);
    if (file !== undefined) return file;
    if (path === '' || !this.#directories.has(directoryName(absolute))) throw fileError('FileNotFoundError', path);
    this.#files.set(absolute, (file = new RunFile()));
    return file;
  }

  /** Makes a folder. Raises FileExistsError, and FileNotFoundError where its parent is missing. */
  makeDirectory(path: string, parents: boolean): void {
    const absolute = this.#absolute(path);
    if (this.exists(absolute)) throw fileError('FileExistsError', path);
    const parent = directoryName(absolute);
    if (!this.#directories.has(parent)) {
      if (!parents) throw fileError('FileNotFoundError', path);
      this.makeDirectory(parent, true);
    }
    this.#directories.add(absolute);
  }

  /** Raises FileNotFoundError, IsADirectoryError. */
  remove(path: string): void {
    this.read(path);
    this.#files.delete(this.#absolute(path));
  }

  /** Removes an empty folder, or (`all`) one with what is in it. */
  removeDirectory(path: string, all: boolean): void {
    const absolute = this.#absolute(path);
    if (!this.isDirectory(path)) {
      throw fileError(this.find(path) === undefined ? 'FileNotFoundError' : 'NotADirectoryError', path);
    }
    const inside = `${absolute}/`;
    if (!all && this.list(path).length > 0) throw osError(exceptionTypes.OSError, 39, 'Directory not empty', path);
    for (const name of this.#files.keys()) if (name.startsWith(inside)) this.#files.delete(name);
    for (const name of this.#directories) if (name.startsWith(inside)) this.#directories.delete(name);
    this.#directories.delete(absolute);
  }

  /** Moves a file or a folder; a file at the new place is replaced. */
  rename(from: string, to: string): void {
    const [before, after] = [this.#absolute(from), this.#absolute(to)];
    if (!this.exists(from)) throw fileError('FileNotFoundError', from);
    const moved = (path: string): string | null =>
      path === before ? after : path.startsWith(`${before}/`) ? after + path.slice(before.length) : null;
    for (const [path, file] of [...this.#files]) {
      const place = moved(path);
      if (place === null) continue;
      this.#files.delete(path);
      this.#files.set(place, file);
    }
    for (const path of [...this.#directories]) {
      const place = moved(path);
      if (place === null) continue;
      this.#directories.delete(path);
      this.#directories.add(place);
    }
  }

  /** Names in a folder, sorted. Raises FileNotFoundError, NotADirectoryError. */
  list(path: string): string[] {
    if (this.find(path) !== undefined) throw fileError('NotADirectoryError', path);
    if (!this.isDirectory(path)) throw fileError('FileNotFoundError', path);
    const absolute = this.#absolute(path);
    const inside = absolute === '/' ? '/' : `${absolute}/`;
    return [...this.#files.keys(), ...this.#directories]
      .filter((name) => name.startsWith(inside) && name.length > inside.length)
      .map((name) => name.slice(inside.length))
      .filter((name) => !name.includes('/'))
      .sort();
  }

  /** Every file with its path, as the program would write it from its working directory. */
  *all(): Generator<[string, RunFile]> {
    const inside = `${WORKING_DIRECTORY}/`;
    for (const [path, file] of this.#files) {
      yield [path.startsWith(inside) ? path.slice(inside.length) : path, file];
    }
  }
}

/** The running program's files. */
export const runFiles = perRun(() => new RunFiles());
