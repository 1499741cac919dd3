/** Code objects, as `function.__code__` gives them. */
import type { Code } from '../compile/code.ts';
import { PyTuple } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import { PyObject } from '../objects/object.ts';
import type { PyType } from '../objects/object.ts';

class PyCode extends PyObject {
  readonly code: Code;

  constructor(code: Code) {
    super();
    this.code = code;
  }

  get type(): PyType {
    return codeType;
  }
}

const codeType: PyType = defineClass({
  name: 'code',
  allocate: null,
  methods: {
    '__repr__(self, /)': ({ code }: PyCode) =>
      `<code object ${code.name}, file "${code.source.filename}", line ${code.firstLine}>`,
  },
  properties: {
    co_name: ({ code }: PyCode) => code.name,
    co_qualname: ({ code }: PyCode) => code.qualname,
    co_filename: ({ code }: PyCode) => code.source.filename,
    co_firstlineno: ({ code }: PyCode) => code.firstLine,
    co_argcount: ({ code }: PyCode) => code.positional,
    co_posonlyargcount: ({ code }: PyCode) => code.positionalOnly,
    co_kwonlyargcount: ({ code }: PyCode) => code.keywordOnly,
    co_varnames: ({ code }: PyCode) => new PyTuple(code.localNames.filter((name) => name !== '.0')),
    co_freevars: ({ code }: PyCode) => new PyTuple(code.cellNames.slice(code.ownCells)),
    co_cellvars: ({ code }: PyCode) => new PyTuple(code.cellNames.slice(0, code.ownCells)),
    co_nlocals: ({ code }: PyCode) => code.localNames.length,
  },
});

const known = new WeakMap<Code, PyCode>();

/** The object of a function's code, always the same one. */
export function codeOf(code: Code): PyObject {
  let made = known.get(code);
  if (made === undefined) known.set(code, (made = new PyCode(code)));
  return made;
}
