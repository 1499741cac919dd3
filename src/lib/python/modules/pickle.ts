/** The module `pickle`. */
import { FileObject } from '../files/file-object.ts';
import { PyBytes } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import type { Value } from '../objects/object.ts';
import type { Task } from '../objects/task.ts';
import { Unpickler, unpicklingErrorType } from '../pickle/reader.ts';
import { Pickler, pickleErrorType, picklingErrorType } from '../pickle/writer.ts';
import { bytesArgument } from '../types/bytes.ts';

function* dumps(value: Value): Task<PyBytes> {
  return new PyBytes(yield* new Pickler(3).dump(value));
}

export const pickle = defineModule({
  name: 'pickle',
  functions: {
    'dumps(obj, protocol=None, *, fix_imports=True)': dumps,
    'loads(data, /, *, fix_imports=True, encoding="ASCII")': (data: Value) => new Unpickler(bytesArgument(data)).load(),
    'dump(obj, file, protocol=None, *, fix_imports=True)': function* (value: Value, file: Value): Task<null> {
      if (!(file instanceof FileObject)) throw exc.TypeError("file must have a 'write' attribute");
      file.write(yield* dumps(value));
      return null;
    },
    'load(file, *, fix_imports=True, encoding="ASCII", errors="strict")': function* (file: Value): Task {
      if (!(file instanceof FileObject)) throw exc.TypeError("file must have 'read' and 'readline' attributes");
      file.check('read');
      const reader = new Unpickler(file.file.bytes.slice(file.position));
      const value = yield* reader.load();
      file.position += reader.position;
      return value;
    },
  },
  members: {
    PickleError: pickleErrorType,
    PicklingError: picklingErrorType,
    UnpicklingError: unpicklingErrorType,
    HIGHEST_PROTOCOL: 5,
    DEFAULT_PROTOCOL: 4,
  },
  absent: { Pickler: 'pickle.dump and pickle.dumps run here', Unpickler: 'pickle.load and pickle.loads run here' },
});
