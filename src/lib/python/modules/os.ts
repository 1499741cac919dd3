/** The modules `os` and `os.path`, over the files of the run. */
import type { PyTuple } from '../objects/containers.ts';
import { PyList, tuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { perRun } from '../objects/context.ts';
import { exc, exceptionTypes } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { float, PyInstance, typeName, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { pathText } from '../files/open.ts';
import {
  absolutePath,
  baseName,
  directoryName,
  joinPaths,
  normalPath,
  relativePath,
  splitExtension,
} from '../files/paths.ts';
import { fileError, runFiles, WORKING_DIRECTORY } from '../files/store.ts';

/** A function of one path. */
const ofPath = (run: (path: string) => Value) =>
  function* (path: Value): Task {
    return run(yield* pathText(path));
  };

const expandUser = (path: string): string => path.replace(/^~(?=\/|$)/, WORKING_DIRECTORY);
const absolute = (path: string): string => absolutePath(path, runFiles().workingDirectory);

const expandVariables = (path: string): string =>
  path.replace(/\$(\w+)|\$\{(\w+)\}/g, (whole, plain: string | undefined, braced: string | undefined) => {
    const value = environment().get(plain ?? braced!);
    return typeof value === 'string' ? value : whole;
  });

function commonPrefix(paths: readonly string[]): string {
  let [prefix = ''] = paths;
  for (const path of paths) while (!path.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

const pathFunctions: Functions = {
  'join(a, /, *p)': function* (first: Value, rest: Value[]): Task {
    const parts: string[] = [];
    for (const part of [first, ...rest]) {
      if (typeof part !== 'string' && !(part instanceof PyInstance)) {
        throw exc.TypeError(`join() argument must be str, bytes, or os.PathLike object, not '${typeName(part)}'`);
      }
      parts.push(yield* pathText(part));
    }
    return joinPaths(parts[0]!, ...parts.slice(1));
  },
  'basename(p)': ofPath(baseName),
  'dirname(p)': ofPath(directoryName),
  'split(p)': ofPath((path) => tuple(directoryName(path), baseName(path))),
  'splitext(p)': ofPath((path) => tuple(...splitExtension(path))),
  'splitdrive(p)': ofPath((path) => tuple('', path)),
  'normpath(path)': ofPath(normalPath),
  'normcase(s)': ofPath((path) => path),
  'abspath(path)': ofPath(absolute),
  'realpath(filename, *, strict=False)': ofPath(absolute),
  'isabs(s)': ofPath((path) => path.startsWith('/')),
  'expanduser(path)': ofPath(expandUser),
  'expandvars(path)': ofPath(expandVariables),
  'exists(path)': ofPath((path) => runFiles().exists(path)),
  'lexists(path)': ofPath((path) => runFiles().exists(path)),
  'isfile(path)': ofPath((path) => runFiles().find(path) !== undefined),
  'isdir(s)': ofPath((path) => runFiles().isDirectory(path)),
  'islink(path)': () => false,
  'getsize(filename)': ofPath((path) => {
    if (runFiles().isDirectory(path)) return 4096;
    return runFiles().read(path).size;
  }),
  'getmtime(filename)': ofPath((path) => float(runFiles().read(path).modified)),
  'relpath(path, start=None)': function* (path: Value, start: Value): Task {
    const to = absolute(yield* pathText(path));
    return relativePath(to, start === null ? runFiles().workingDirectory : absolute(yield* pathText(start)));
  },
  'commonprefix(m)': (paths: Value) =>
    commonPrefix([...(paths as PyList | PyTuple).items].filter((path) => typeof path === 'string')),
};

export const osPath = defineModule({
  name: 'os.path',
  functions: pathFunctions,
  members: { sep: '/', pardir: '..', curdir: '.', extsep: '.', pathsep: ':' },
});

/** The environment of a run: what a home directory's user would have, and what the program puts there. */
const environment = perRun(() =>
  PyDict.of([
    ['HOME', WORKING_DIRECTORY],
    ['USER', 'reader'],
    ['PATH', '/usr/bin'],
    ['LANG', 'C.UTF-8'],
  ]),
);

class StatResult extends PyInstance {}

const statType = defineClass({ name: 'stat_result', module: 'os', allocate: null });

function stat(path: string): PyInstance {
  const files = runFiles();
  if (!files.exists(path)) throw fileError('FileNotFoundError', path);
  const file = files.find(path);
  const made = new StatResult(statType);
  made.dict.set('st_size', file?.size ?? 4096);
  made.dict.set('st_mtime', float(file?.modified ?? Date.now() / 1000));
  made.dict.set('st_mode', file === undefined ? 0o40755 : 0o100644);
  return made;
}

/** `os.walk`: each folder with its folders and files, parents first. */
function* walk(top: string): Generator<Value> {
  const files = runFiles();
  if (!files.isDirectory(top)) return;
  const names = files.list(top);
  const folders = new PyList(names.filter((name) => files.isDirectory(joinPaths(top, name))));
  yield tuple(top, folders, new PyList(names.filter((name) => !files.isDirectory(joinPaths(top, name)))));
  // The program may have taken folders out of the list.
  for (const name of folders.items) if (typeof name === 'string') yield* walk(joinPaths(top, name));
}

class DirectoryEntry extends PyInstance {}

const entryType = defineClass({
  name: 'DirEntry',
  module: 'posix',
  allocate: null,
  methods: {
    'is_file(self)': (self: DirectoryEntry) => runFiles().find(self.dict.get('path') as string) !== undefined,
    'is_dir(self)': (self: DirectoryEntry) => runFiles().isDirectory(self.dict.get('path') as string),
    'stat(self)': (self: DirectoryEntry) => stat(self.dict.get('path') as string),
    '__fspath__(self)': (self: DirectoryEntry) => self.dict.get('path')!,
    '__repr__(self)': (self: DirectoryEntry) => `<DirEntry '${plainText(self.dict.get('name')!)}'>`,
  },
});

function entry(folder: string, name: string): DirectoryEntry {
  const made = new DirectoryEntry(entryType);
  made.dict.set('name', name);
  made.dict.set('path', joinPaths(folder, name));
  return made;
}

const ALONE = 'programs here run alone, without other processes';

export const os = defineModule({
  name: 'os',
  functions: {
    'getcwd()': () => runFiles().workingDirectory,
    'chdir(path)': ofPath((path) => {
      const files = runFiles();
      if (!files.isDirectory(path)) throw fileError('FileNotFoundError', path);
      files.workingDirectory = absolute(path);
      return null;
    }),
    'listdir(path=".")': ofPath((path) => new PyList(runFiles().list(path))),
    'scandir(path=".")': ofPath((path) =>
      NativeIterator.over(
        runFiles()
          .list(path)
          .map((name) => entry(path, name)),
        [],
        'ScandirIterator',
      ),
    ),
    'walk(top, topdown=True)': ofPath((top) => NativeIterator.over(walk(top), [], 'generator')),
    'mkdir(path, mode=511)': ofPath((path) => {
      runFiles().makeDirectory(path, false);
      return null;
    }),
    'makedirs(name, mode=511, exist_ok=False)': function* (name: Value, _mode: Value, mayExist: Value): Task {
      const path = yield* pathText(name);
      if (!(mayExist === true && runFiles().isDirectory(path))) runFiles().makeDirectory(path, true);
      return null;
    },
    'remove(path)': ofPath((path) => {
      runFiles().remove(path);
      return null;
    }),
    'unlink(path)': ofPath((path) => {
      runFiles().remove(path);
      return null;
    }),
    'rmdir(path)': ofPath((path) => {
      runFiles().removeDirectory(path, false);
      return null;
    }),
    'rename(src, dst)': function* (from: Value, to: Value): Task {
      runFiles().rename(yield* pathText(from), yield* pathText(to));
      return null;
    },
    'replace(src, dst)': function* (from: Value, to: Value): Task {
      runFiles().rename(yield* pathText(from), yield* pathText(to));
      return null;
    },
    'stat(path)': ofPath(stat),
    'fspath(path)': ofPath((path) => path),
    'getenv(key, default=None)': (key: Value, otherwise: Value) => environment().get(key) ?? otherwise,
    'putenv(key, value)': () => null,
    'cpu_count()': () => 1,
    'getpid()': () => 1,
    'getuid()': () => 1000,
    'getlogin()': () => 'reader',
    'urandom(size, /)': (size: Value) => {
      throw exc.NotImplementedError(`os.urandom(${plainText(size)}) does not run here; use random or torch.rand`);
    },
    '_exit(n)': (status: Value) => {
      throw exc.SystemExit(status);
    },
  },
  members: {
    path: osPath,
    sep: '/',
    pathsep: ':',
    linesep: '\n',
    curdir: '.',
    pardir: '..',
    extsep: '.',
    devnull: '/dev/null',
    name: 'posix',
    error: exceptionTypes.OSError,
    PathLike: defineClass({ name: 'PathLike', module: 'os' }),
  },
  dynamic: { environ: environment },
  absent: { system: ALONE, popen: ALONE, fork: ALONE, kill: ALONE, execv: ALONE, spawnv: ALONE },
});
