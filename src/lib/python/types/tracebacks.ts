/** Traceback objects, as `exception.__traceback__` and `sys.exc_info()` give them. */
import { defineClass } from '../objects/define.ts';
import type { PyException, TracebackEntry } from '../objects/exceptions.ts';
import { PyObject } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { codeOf } from './codes.ts';

/** The lines of a traceback from one of them inwards. */
export class PyTraceback extends PyObject {
  readonly entries: readonly TracebackEntry[];

  constructor(entries: readonly TracebackEntry[]) {
    super();
    this.entries = entries;
  }

  get type(): PyType {
    return tracebackType;
  }
}

/** The frame of one line: enough to say where it is. */
class PyTracebackFrame extends PyObject {
  readonly entry: TracebackEntry;

  constructor(entry: TracebackEntry) {
    super();
    this.entry = entry;
  }

  get type(): PyType {
    return frameType;
  }
}

const lineOf = ({ code, instruction }: TracebackEntry): number => code.positions[instruction * 4]!;

const tracebackType: PyType = defineClass({
  name: 'traceback',
  allocate: null,
  properties: {
    tb_lineno: (self: PyTraceback) => lineOf(self.entries[0]!),
    tb_next: (self: PyTraceback): Value => (self.entries.length > 1 ? new PyTraceback(self.entries.slice(1)) : null),
    tb_frame: (self: PyTraceback) => new PyTracebackFrame(self.entries[0]!),
  },
});

const frameType: PyType = defineClass({
  name: 'frame',
  allocate: null,
  properties: {
    f_lineno: (self: PyTracebackFrame) => lineOf(self.entry),
    f_code: (self: PyTracebackFrame) => codeOf(self.entry.code),
  },
});

/** The traceback of an exception; None before it has been raised. */
export function tracebackOf(exception: PyException): Value {
  return exception.traceback.length > 0 ? new PyTraceback(exception.traceback) : null;
}
