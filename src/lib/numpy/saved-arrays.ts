/** `numpy.save`, `savez` and `load`, over the files of the run. */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import {
  defineClass, exc, FileObject, list, NativeIterator, pathText, PyInstance, runFiles, str, tuple, type Functions, type PyType, type Task,
  type Value,
} from '../python/bind.ts'; // prettier-ignore
import { toArray } from './conversion.ts';
import type { NdArray } from './ndarray.ts';
import { isNpy, npyArray, npyBytes } from './npy-format.ts';

/** Writes to an open file, or to one by its path, which gets the suffix if it has none. */
function* write(target: Value, bytes: Uint8Array, suffix: string): Task<null> {
  if (target instanceof FileObject) {
    target.check('write');
    if (!target.binary) throw exc.TypeError('write() argument must be str, not bytes');
    target.file.write(target.position, bytes);
    target.position += bytes.length;
    return null;
  }
  const path = yield* pathText(target);
  const file = runFiles().create(path.endsWith(suffix) ? path : path + suffix);
  file.truncate(0);
  file.write(0, bytes);
  file.note = file.keeps = null;
  return null;
}

function* save(target: Value, array: Value): Task {
  return yield* write(target, npyBytes(yield* toArray(array)), '.npy');
}

/** An archive's entries carry no time, as NumPy's carry only the earliest. */
const EARLIEST = new Date(1980, 0, 1);

const archiving = (level: 0 | 6) =>
  function* (target: Value, args: readonly Value[], named: ReadonlyMap<string, Value>): Task {
    const entries: Zippable = {};
    const all = new Map(named);
    for (const [i, value] of args.entries()) {
      if (named.has(`arr_${i}`)) throw exc.ValueError(`Cannot use un-named variables and keyword arr_${i}`);
      all.set(`arr_${i}`, value);
    }
    for (const [name, value] of all) entries[`${name}.npy`] = [npyBytes(yield* toArray(value)), { level, mtime: EARLIEST }]; // prettier-ignore
    return yield* write(target, zipSync(entries), '.npz');
  };

/** An archive of arrays, which are read when they are asked for. */
class NpzFile extends PyInstance {
  entries: ReadonlyMap<string, Uint8Array> = new Map();

  *array(name: Value): Task<NdArray> {
    const bytes = typeof name === 'string' ? (this.entries.get(name) ?? this.entries.get(name.replace(/\.npy$/, ''))) : undefined; // prettier-ignore
    if (bytes === undefined) throw exc.KeyError(`${yield* str(name)} is not a file in the archive`);
    return npyArray(bytes);
  }
}

const names = (self: NpzFile): string[] => [...self.entries.keys()];

const npzType: PyType = defineClass({
  name: 'NpzFile',
  module: 'numpy.lib.npyio',
  allocate: null,
  methods: {
    '__getitem__(self, key)': (self: NpzFile, key: Value) => self.array(key),
    '__len__(self)': (self: NpzFile) => self.entries.size,
    '__iter__(self)': (self: NpzFile) => NativeIterator.over(names(self)),
    '__contains__(self, key)': (self: NpzFile, key: Value) => typeof key === 'string' && self.entries.has(key),
    '__enter__(self)': (self: NpzFile) => self,
    '__exit__(self, *args)': () => null,
    'close(self)': () => null,
    'keys(self)': (self: NpzFile) => list(names(self)),
    'values(self)': (self: NpzFile) => list([...self.entries.values()].map(npyArray)),
    'items(self)': (self: NpzFile) => list([...self.entries].map(([name, bytes]) => tuple(name, npyArray(bytes)))),
    'get(self, key, default=None)': function* (self: NpzFile, key: Value, otherwise: Value): Task {
      return typeof key === 'string' && self.entries.has(key) ? yield* self.array(key) : otherwise;
    },
  },
  properties: { files: (self: NpzFile) => list(names(self)) },
});

function archive(bytes: Uint8Array): NpzFile {
  const made = new NpzFile(npzType);
  made.entries = new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name.replace(/\.npy$/, ''), content])); // prettier-ignore
  return made;
}

function* load(source: Value): Task {
  let bytes: Uint8Array;
  if (source instanceof FileObject) {
    source.check('read');
    bytes = source.file.bytes.subarray(source.position);
  } else {
    bytes = runFiles().read(yield* pathText(source)).bytes;
  }
  if (bytes.length === 0) throw exc.EOFError('No data left in file');
  if (isNpy(bytes)) {
    const array = npyArray(bytes);
    if (source instanceof FileObject) source.position = source.file.size;
    return array;
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return archive(bytes);
  throw exc.ValueError('Cannot load file containing pickled data when allow_pickle=False');
}

export const savedArrayFunctions: Functions = {
  'save(file, arr, allow_pickle=True, fix_imports=True)': save,
  'savez(file, *args, **kwds)': archiving(0),
  'savez_compressed(file, *args, **kwds)': archiving(6),
  'load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII")': load,
};
