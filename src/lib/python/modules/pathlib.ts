/** The module `pathlib`: paths as objects, over the files of the run. */
import { PyList, PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyInstance } from '../objects/object.ts';
import type { Value, PyType } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { openFile, pathText } from '../files/open.ts';
import { absolutePath, globPattern, joinPaths, relativePath, splitExtension } from '../files/paths.ts';
import { runFiles, WORKING_DIRECTORY } from '../files/store.ts';
import { hashOf } from '../operations/conversion.ts';
import { os } from './os.ts';
import { call } from '../operations/call.ts';

class Path extends PyInstance {
  text = '.';
}

/** Without doubled slashes and dots, but with `..`, as pathlib keeps them. */
const tidy = (path: string): string => {
  const root = path.startsWith('/') ? '/' : '';
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return root + parts.join('/') || '.';
};

function path(text: string, type: PyType = pathType): Path {
  const made = new Path(type);
  made.text = tidy(text);
  return made;
}

const name = (self: Path): string => self.text.slice(self.text.lastIndexOf('/') + 1).replace(/^\.$/, '');
const suffix = (self: Path): string => splitExtension(name(self))[1].replace(/^\.$/, '');

function parent(self: Path): Path {
  const at = self.text.lastIndexOf('/');
  return path(at < 0 ? '.' : self.text.slice(0, at) || '/', self.type);
}

function parts(self: Path): string[] {
  const inner = self.text.split('/').filter((part) => part !== '' && part !== '.');
  return self.text.startsWith('/') ? ['/', ...inner] : inner;
}

function named(self: Path, newName: string): Path {
  if (name(self) === '') throw exc.ValueError(`PosixPath('${self.text}') has an empty name`);
  return path(joinPaths(parent(self).text, newName), self.type);
}

function* joined(self: Path, others: readonly Value[]): Task<Path> {
  let text = self.text;
  for (const other of others) text = joinPaths(text, yield* pathText(other));
  return path(text, self.type);
}

/** Everything below a folder, or directly in it. */
function* below(folder: string, deep: boolean): Generator<string> {
  const files = runFiles();
  if (!files.isDirectory(folder)) return;
  for (const entry of files.list(folder)) {
    const place = joinPaths(folder, entry);
    yield place;
    if (deep) yield* below(place, true);
  }
}

function glob(self: Path, pattern: string): NativeIterator {
  const found = new Set<string>();
  const steps = pattern.split('/').filter(Boolean);
  const search = (folder: string, at: number): void => {
    const step = steps[at];
    if (step === undefined) {
      found.add(folder);
      return;
    }
    if (step === '**') {
      search(folder, at + 1);
      for (const place of below(folder, true)) if (runFiles().isDirectory(place)) search(place, at + 1);
      return;
    }
    const fits = globPattern(step);
    for (const place of below(folder, false)) if (fits.test(path(place).text.split('/').at(-1)!)) search(place, at + 1);
  };
  search(self.text, 0);
  return NativeIterator.over([...found].map((place) => path(place, self.type)), [self], 'generator'); // prettier-ignore
}

const compare = (test: (a: string, b: string) => boolean) => (self: Path, other: Value) =>
  other instanceof Path ? test(self.text, other.text) : NOT_IMPLEMENTED;

const pureType = defineClass({
  name: 'PurePath',
  module: 'pathlib',
  allocate: (type) => new Path(type),
  methods: {
    '__init__(self, *args)': function* (self: Path, args: Value[]): Task<null> {
      let text = '';
      for (const arg of args) text = joinPaths(text, yield* pathText(arg));
      self.text = tidy(text);
      return null;
    },
    '__str__(self, /)': (self: Path) => self.text,
    '__fspath__(self, /)': (self: Path) => self.text,
    '__repr__(self, /)': (self: Path) => `${self.type.name}('${self.text}')`,
    '__hash__(self, /)': (self: Path) => hashOf(self.text),
    '__truediv__(self, other, /)': (self: Path, other: Value) =>
      typeof other === 'string' || other instanceof Path ? joined(self, [other]) : NOT_IMPLEMENTED,
    '__rtruediv__(self, other, /)': (self: Path, other: Value) =>
      typeof other === 'string' ? path(joinPaths(other, self.text), self.type) : NOT_IMPLEMENTED,
    '__eq__(self, other, /)': compare((a, b) => a === b),
    '__lt__(self, other, /)': compare((a, b) => a < b),
    '__le__(self, other, /)': compare((a, b) => a <= b),
    '__gt__(self, other, /)': compare((a, b) => a > b),
    '__ge__(self, other, /)': compare((a, b) => a >= b),
    'joinpath(self, *other)': joined,
    'as_posix(self)': (self: Path) => self.text,
    'is_absolute(self)': (self: Path) => self.text.startsWith('/'),
    'with_suffix(self, suffix)': (self: Path, added: string) => {
      if (added !== '' && !/^\.[^/]+$/.test(added)) throw exc.ValueError(`Invalid suffix '${added}'`);
      return named(self, splitExtension(name(self))[0] + added);
    },
    'with_name(self, name)': (self: Path, newName: string) => named(self, newName),
    'with_stem(self, stem)': (self: Path, stem: string) => named(self, stem + suffix(self)),
    'match(self, path_pattern)': (self: Path, pattern: string) =>
      globPattern(pattern).test(self.text.split('/').slice(-pattern.split('/').length).join('/')),
    'relative_to(self, *other)': function* (self: Path, other: Value[]): Task {
      const base = (yield* joined(path('.'), other)).text;
      const inside = base === '.' || self.text === base || self.text.startsWith(`${base}/`);
      if (!inside) throw exc.ValueError(`'${self.text}' is not in the subpath of '${base}' OR one path is relative and the other is absolute.`); // prettier-ignore
      return path(base === '.' ? self.text : relativePath(absolutePath(self.text, '/'), absolutePath(base, '/')), self.type); // prettier-ignore
    },
  },
  properties: {
    name,
    suffix,
    stem: (self: Path) => splitExtension(name(self))[0],
    suffixes: (self: Path) =>
      new PyList(
        name(self)
          .replace(/^\.*[^.]*/, '')
          .match(/\.[^.]+/g) ?? [],
      ),
    parent,
    parents: (self: Path) => {
      const all: Path[] = [];
      for (let at = self; at.text !== parent(at).text; at = all.at(-1)!) all.push(parent(at));
      return new PyTuple(all);
    },
    parts: (self: Path) => new PyTuple(parts(self)),
    root: (self: Path) => (self.text.startsWith('/') ? '/' : ''),
    anchor: (self: Path) => (self.text.startsWith('/') ? '/' : ''),
    drive: () => '',
  },
});

function* readAll(self: Path, mode: string): Task {
  return (yield* openFile(self, mode)).read(-1);
}

function* writeAll(self: Path, mode: string, data: Value): Task {
  return (yield* openFile(self, mode)).write(data);
}

const absolute = (self: Path): string => absolutePath(self.text, runFiles().workingDirectory);

const pathType: PyType = defineClass({
  name: 'PosixPath',
  module: 'pathlib',
  bases: [pureType],
  methods: {
    'exists(self)': (self: Path) => runFiles().exists(self.text),
    'is_file(self)': (self: Path) => runFiles().find(self.text) !== undefined,
    'is_dir(self)': (self: Path) => runFiles().isDirectory(self.text),
    'mkdir(self, mode=511, parents=False, exist_ok=False)': (
      self: Path,
      _m: Value,
      parents: Value,
      mayExist: Value,
    ) => {
      if (mayExist === true && runFiles().isDirectory(self.text)) return;
      runFiles().makeDirectory(self.text, parents === true);
    },
    'open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None)': (
      self: Path,
      mode: Value,
      _buffering: Value,
      encoding: Value,
    ) => openFile(self, mode, encoding),
    'read_text(self, encoding=None, errors=None)': (self: Path) => readAll(self, 'r'),
    'read_bytes(self)': (self: Path) => readAll(self, 'rb'),
    'write_text(self, data, encoding=None, errors=None, newline=None)': (self: Path, data: Value) =>
      writeAll(self, 'w', data),
    'write_bytes(self, data)': (self: Path, data: Value) => writeAll(self, 'wb', data),
    'touch(self, mode=438, exist_ok=True)': (self: Path) => {
      runFiles().create(self.text);
    },
    'unlink(self, missing_ok=False)': (self: Path, mayMiss: Value) => {
      if (mayMiss !== true || runFiles().exists(self.text)) runFiles().remove(self.text);
    },
    'rmdir(self)': (self: Path) => runFiles().removeDirectory(self.text, false),
    'rename(self, target)': function* (self: Path, target: Value): Task {
      const to = yield* pathText(target);
      runFiles().rename(self.text, to);
      return path(to);
    },
    'replace(self, target)': function* (self: Path, target: Value): Task {
      const to = yield* pathText(target);
      runFiles().rename(self.text, to);
      return path(to);
    },
    'iterdir(self)': (self: Path) =>
      NativeIterator.over(runFiles().list(self.text).map((entry) => path(joinPaths(self.text, entry))), [self], 'generator'), // prettier-ignore
    'glob(self, pattern)': (self: Path, pattern: string) => glob(self, pattern),
    'rglob(self, pattern)': (self: Path, pattern: string) => glob(self, `**/${pattern}`),
    'resolve(self, strict=False)': (self: Path) => path(absolute(self)),
    'absolute(self)': (self: Path) => path(self.text.startsWith('/') ? self.text : joinPaths(runFiles().workingDirectory, self.text)), // prettier-ignore
    'expanduser(self)': (self: Path) => path(self.text.replace(/^~(?=\/|$)/, WORKING_DIRECTORY)),
    'stat(self)': (self: Path) => call(os.member('stat')!, [self.text]),
  },
  classMethods: {
    'cwd(cls)': () => path(runFiles().workingDirectory),
    'home(cls)': () => path(WORKING_DIRECTORY),
  },
});

export const pathlib = defineModule({
  name: 'pathlib',
  members: { PurePath: pureType, PurePosixPath: pureType, Path: pathType, PosixPath: pathType },
});
