/** `torch.save` and `torch.load`, over the files of the run. */
import {
  exc,
  FileObject,
  fileError,
  pathText,
  PyDict,
  runFiles,
  typeName,
  wait,
  type Functions,
  type RunFile,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { deepCopy } from '../copying.ts';
import { torchHost } from '../host.ts';
import { unarchive } from './read.ts';
import { archive } from './write.ts';

const MODULE_NOTE =
  'A whole module: only this run can load it as one. What you download holds its state_dict, which PyTorch loads.';

/** The archive's name in a file: that of the file, without its folder and suffix. */
const archiveName = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '') || 'archive';

function* save(value: Value, target: Value): Task<null> {
  if (target instanceof FileObject) {
    target.check('write');
    const at = target.position;
    const name = typeof target.name === 'string' ? archiveName(target.name) : 'archive';
    target.binary = true;
    const { bytes, modules } = yield* archive(value, name);
    target.file.write(at, bytes);
    target.position = at + bytes.length;
    yield* keep(target.file, value, modules);
    return null;
  }
  if (typeof target === 'number') throw exc.AttributeError("'int' object has no attribute 'write'");
  const path = yield* pathText(target);
  const slash = path.lastIndexOf('/');
  const files = runFiles();
  if (slash > 0 && !files.isDirectory(path.slice(0, slash))) {
    throw exc.RuntimeError(`Parent directory ${path.slice(0, slash)} does not exist.`);
  }
  const { bytes, modules } = yield* archive(value, archiveName(path));
  const file = files.create(path);
  file.truncate(0);
  file.write(0, bytes);
  yield* keep(file, value, modules);
  return null;
}

/** Modules cannot be in the file's bytes, so the run keeps a copy of what was saved. */
function* keep(file: RunFile, value: Value, modules: boolean): Task<void> {
  file.note = modules ? MODULE_NOTE : null;
  file.keeps = modules ? yield* deepCopy(value, new PyDict()) : null;
}

function* load(source: Value): Task {
  if (source instanceof FileObject) {
    source.check('read');
    const { file } = source;
    source.position = file.size;
    return file.keeps === null ? yield* unarchive(file.bytes) : yield* deepCopy(file.keeps as Value, new PyDict());
  }
  if (typeof source === 'number' || source === null) {
    throw exc.AttributeError(`'${typeName(source)}' object has no attribute 'seek'. You can only torch.load from a file that is seekable.`); // prettier-ignore
  }
  const path = yield* pathText(source);
  const file = runFiles().find(path);
  if (file !== undefined) {
    return file.keeps === null ? yield* unarchive(file.bytes) : yield* deepCopy(file.keeps as Value, new PyDict());
  }
  // On the command line a program has files of its own as well.
  const bytes = yield* wait(torchHost().readFile?.(path) ?? Promise.resolve(null));
  if (bytes === null) throw fileError(runFiles().isDirectory(path) ? 'IsADirectoryError' : 'FileNotFoundError', path);
  return yield* unarchive(bytes);
}

export const serializationFunctions: Functions = {
  'save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True)': save,
  'load(f, map_location=None, pickle_module=None, *, weights_only=False, mmap=None, **pickle_load_args)': load,
};
