/** `argparse.FileType` */
import { openFile } from '../../files/open.ts';
import { defineClass } from '../../objects/define.ts';
import { PyInstance } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';

/** `argparse.FileType('r')` as a type of argument. */
class FileType extends PyInstance {
  mode: Value = 'r';
}

export const fileType = defineClass({
  name: 'FileType',
  module: 'argparse',
  allocate: (type) => new FileType(type),
  methods: {
    '__init__(self, mode="r", bufsize=-1, encoding=None, errors=None)': (self: FileType, mode: Value) => {
      self.mode = mode;
    },
    '__call__(self, string)': (self: FileType, path: Value) => openFile(path, self.mode),
  },
});
