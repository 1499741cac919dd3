/** `open()`, over the files of the run. */
import { exc } from '../objects/exceptions.ts';
import { PyInstance, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { PyBytes } from '../objects/containers.ts';
import { invoke } from '../operations/call.ts';
import { finish } from '../objects/task.ts';
import { binaryFileType, FileObject, textFileType } from './file-object.ts';
import { fileError, runFiles } from './store.ts';

/** `os.fspath`: a path as str, from a str, or what has `__fspath__`. Raises TypeError. */
export function* pathText(path: Value): Task<string> {
  if (typeof path === 'string') return path;
  const method = path instanceof PyInstance ? path.type.lookup('__fspath__') : undefined;
  if (method !== undefined) return (yield* finish(invoke(method, [path], null))) as string;
  if (path instanceof PyBytes) return new TextDecoder().decode(path.bytes);
  throw exc.TypeError(`expected str, bytes or os.PathLike object, not ${typeName(path)}`);
}

/** Opens a file of the run. Raises what CPython raises: ValueError for the mode, FileNotFoundError, FileExistsError. */
export function* openFile(path: Value, mode: Value = 'r', encoding: Value = null): Task<FileObject> {
  if (typeof mode !== 'string') throw exc.TypeError(`open() argument 'mode' must be str, not ${typeName(mode)}`);
  if (/[^rwxabt+]/.test(mode) || new Set(mode).size < mode.length) throw exc.ValueError(`invalid mode: '${mode}'`);
  const kinds = [...mode].filter((letter) => 'rwxa'.includes(letter));
  if (kinds.length !== 1) throw exc.ValueError('must have exactly one of create/read/write/append mode');
  if (mode.includes('b') && mode.includes('t')) throw exc.ValueError("can't have text and binary mode at once");
  const binary = mode.includes('b');
  if (binary && encoding !== null) throw exc.ValueError("binary mode doesn't take an encoding argument");
  if (typeof encoding === 'string' && !/^(utf-?8(-sig)?|ascii|us-ascii)$/i.test(encoding)) {
    throw exc.NotImplementedError(`the encoding ${encoding} does not run here; files are UTF-8`);
  }
  const text = yield* pathText(path);
  const files = runFiles();
  const kind = kinds[0]!;
  if (kind === 'x' && files.exists(text)) throw fileError('FileExistsError', text);
  const file = kind === 'r' ? files.read(text) : files.create(text);
  if (kind === 'w') {
    file.truncate(0);
    file.note = file.keeps = null;
  }
  const readable = kind === 'r' || mode.includes('+');
  const writable = kind !== 'r' || mode.includes('+');
  const opened = new FileObject(binary ? binaryFileType(readable, writable) : textFileType);
  Object.assign(opened, { file, name: path, mode, binary, readable, writable, appending: kind === 'a' });
  if (kind === 'a') opened.position = file.size;
  return opened;
}
