/** The modules `io`, `glob`, `shutil` and `tempfile`, over the files of the run. */
import { PyList, tuple } from '../objects/containers.ts';
import { perRun } from '../objects/context.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exceptionTypes } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { PyInstance } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { bytesIoType, ioBase, stringIoType, textFileType, unsupportedOperation } from '../files/file-object.ts';
import { openFile, pathText } from '../files/open.ts';
import { baseName, globPattern, joinPaths } from '../files/paths.ts';
import { runFiles } from '../files/store.ts';

export const io = defineModule({
  name: 'io',
  functions: {
    'open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None)': (
      path: Value,
      mode: Value,
      _buffering: Value,
      encoding: Value,
    ) => openFile(path, mode, encoding),
  },
  members: {
    StringIO: stringIoType,
    BytesIO: bytesIoType,
    IOBase: ioBase,
    TextIOWrapper: textFileType,
    UnsupportedOperation: unsupportedOperation,
    SEEK_SET: 0,
    SEEK_CUR: 1,
    SEEK_END: 2,
  },
});

/** Paths that fit a pattern, sorted by folder. `**` stands for any folders where `recursive`. */
function* matches(steps: readonly string[], folder: string, recursive: boolean): Generator<string> {
  const [step, ...rest] = steps;
  const files = runFiles();
  if (step === undefined) {
    yield folder;
    return;
  }
  if (step === '**' && recursive) {
    yield* matches(rest, folder, recursive);
    for (const name of files.isDirectory(folder || '.') ? files.list(folder || '.') : []) {
      const place = joinPaths(folder, name);
      if (files.isDirectory(place)) yield* matches(steps, place, recursive);
    }
    return;
  }
  if (!/[*?[]/.test(step)) {
    const place = joinPaths(folder, step);
    if (files.exists(place)) yield* matches(rest, place, recursive);
    return;
  }
  const pattern = globPattern(step);
  for (const name of files.isDirectory(folder || '.') ? files.list(folder || '.') : []) {
    if (pattern.test(name) && (!name.startsWith('.') || step.startsWith('.'))) {
      yield* matches(rest, joinPaths(folder, name), recursive);
    }
  }
}

function* search(pattern: Value, recursive: Value): Task<string[]> {
  const text = yield* pathText(pattern);
  return [...matches(text.split('/').filter(Boolean), text.startsWith('/') ? '/' : '', recursive === true)];
}

export const glob = defineModule({
  name: 'glob',
  functions: {
    'glob(pathname, *, root_dir=None, recursive=False)': function* (pattern: Value, _root: Value, recursive: Value) {
      return new PyList(yield* search(pattern, recursive));
    },
    'iglob(pathname, *, root_dir=None, recursive=False)': function* (pattern: Value, _root: Value, recursive: Value) {
      return NativeIterator.over(yield* search(pattern, recursive), [], 'generator');
    },
  },
});

function* copy(from: Value, to: Value): Task<string> {
  const files = runFiles();
  const source = files.read(yield* pathText(from));
  let target = yield* pathText(to);
  if (files.isDirectory(target)) target = joinPaths(target, baseName(yield* pathText(from)));
  const made = files.create(target);
  made.truncate(0);
  made.write(0, source.bytes.slice());
  made.note = source.note;
  made.keeps = source.keeps;
  return target;
}

function copyTree(from: string, to: string): void {
  const files = runFiles();
  if (!files.isDirectory(to)) files.makeDirectory(to, true);
  for (const name of files.list(from)) {
    const [source, target] = [joinPaths(from, name), joinPaths(to, name)];
    if (files.isDirectory(source)) copyTree(source, target);
    else files.create(target).write(0, files.read(source).bytes.slice());
  }
}

export const shutil = defineModule({
  name: 'shutil',
  functions: {
    'copy(src, dst)': copy,
    'copyfile(src, dst)': copy,
    'copy2(src, dst)': copy,
    'copytree(src, dst, dirs_exist_ok=False)': function* (from: Value, to: Value): Task {
      const target = yield* pathText(to);
      copyTree(yield* pathText(from), target);
      return target;
    },
    'move(src, dst)': function* (from: Value, to: Value): Task {
      const [source, target] = [yield* pathText(from), yield* pathText(to)];
      const place = runFiles().isDirectory(target) ? joinPaths(target, baseName(source)) : target;
      runFiles().rename(source, place);
      return place;
    },
    'rmtree(path, ignore_errors=False)': function* (path: Value, ignore: Value): Task {
      const text = yield* pathText(path);
      if (ignore !== true || runFiles().isDirectory(text)) runFiles().removeDirectory(text, true);
      return null;
    },
    'get_terminal_size(fallback=(80, 24))': (size: Value) => size,
  },
  members: { Error: exceptionTypes.OSError },
});

const counter = perRun(() => ({ made: 0 }));

/** A name under /tmp that nothing has yet. */
const freshName = (prefix: Value, suffix: Value): string => {
  const n = ++counter().made;
  return `/tmp/${typeof prefix === 'string' ? prefix : 'tmp'}${String(n).padStart(8, '0')}${typeof suffix === 'string' ? suffix : ''}`;
};

class TemporaryDirectory extends PyInstance {
  name = '';
}

const temporaryDirectoryType = defineClass({
  name: 'TemporaryDirectory',
  module: 'tempfile',
  allocate: (type) => new TemporaryDirectory(type),
  methods: {
    '__init__(self, suffix=None, prefix=None, dir=None)': (self: TemporaryDirectory, suffix: Value, prefix: Value) => {
      self.name = freshName(prefix, suffix);
      runFiles().makeDirectory(self.name, true);
    },
    '__enter__(self)': (self: TemporaryDirectory) => self.name,
    '__exit__(self, type, value, traceback, /)': (self: TemporaryDirectory) =>
      runFiles().removeDirectory(self.name, true),
    'cleanup(self)': (self: TemporaryDirectory) => runFiles().removeDirectory(self.name, true),
  },
  properties: { name: (self: TemporaryDirectory) => self.name },
});

export const tempfile = defineModule({
  name: 'tempfile',
  functions: {
    'gettempdir()': () => '/tmp',
    'mkdtemp(suffix=None, prefix=None, dir=None)': (suffix: Value, prefix: Value) => {
      const name = freshName(prefix, suffix);
      runFiles().makeDirectory(name, true);
      return name;
    },
    'mkstemp(suffix=None, prefix=None, dir=None, text=False)': (suffix: Value, prefix: Value) => {
      const name = freshName(prefix, suffix);
      runFiles().create(name);
      return tuple(3, name);
    },
    'NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True)':
      function* (mode: Value, _b: Value, _e: Value, _n: Value, suffix: Value, prefix: Value): Task {
        return yield* openFile(freshName(prefix, suffix), mode);
      },
    'TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None)':
      function* (mode: Value, _b: Value, _e: Value, _n: Value, suffix: Value, prefix: Value): Task {
        return yield* openFile(freshName(prefix, suffix), mode);
      },
  },
  members: { TemporaryDirectory: temporaryDirectoryType },
});
