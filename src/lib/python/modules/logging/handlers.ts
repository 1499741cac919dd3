/** Where records go: `logging.Handler` and what derives from it. */
import { defineClass } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyInstance } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { FileObject } from '../../files/file-object.ts';
import { openFile } from '../../files/open.ts';
import { getAttribute } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { truthOf } from '../../operations/conversion.ts';
import { callMethod } from '../../operations/methods.ts';
import { PyList } from '../../objects/containers.ts';
import { typeOf } from '../../objects/object.ts';
import { stream } from '../streams.ts';
import { levelOf } from './levels.ts';
import { BASIC_FORMAT, formatterType } from './record.ts';

/** What loggers and handlers have in common: a level, and filters. */
export const filterMethods = {
  'setLevel(self, level)': (self: PyInstance, level: Value) => void self.dict.set('level', levelOf(level)),
  'addFilter(self, filter)': (self: PyInstance, filter: Value) => {
    const filters = self.dict.get('filters') as PyList;
    if (!filters.items.includes(filter)) filters.items.push(filter);
  },
  'removeFilter(self, filter)': (self: PyInstance, filter: Value) => {
    const filters = self.dict.get('filters') as PyList;
    filters.items = filters.items.filter((one) => one !== filter);
  },
};

/** Whether all filters let the record pass. */
export function* passes(self: PyInstance, record: Value): Task<boolean> {
  for (const filter of (self.dict.get('filters') as PyList).items) {
    const isFunction = typeOf(filter).lookup('filter') === undefined;
    const ask = isFunction ? filter : yield* finish(getAttribute(filter, 'filter'));
    if (!(yield* finish(truthOf(yield* call(ask, [record]))))) return false;
  }
  return true;
}

const plainFormatter = (): PyInstance => {
  const formatter = new PyInstance(formatterType);
  formatter.dict.set('_fmt', '%(message)s');
  formatter.dict.set('_style', '%');
  return formatter;
};

/** A formatter with the layout that `basicConfig` has by default, or the given one. */
export function* makeFormatter(format: Value, dateFormat: Value, style: Value): Task {
  const plain = style === '{' ? '{levelname}:{name}:{message}' : BASIC_FORMAT;
  return yield* call(formatterType, [format ?? plain, dateFormat, style]);
}

function* formatted(self: PyInstance, record: Value): Task {
  const formatter = self.dict.get('formatter') ?? null;
  return yield* callMethod(formatter ?? plainFormatter(), 'format', [record]);
}

/** Level and filters first, then `emit`. */
function* handle(self: PyInstance, record: Value): Task<boolean> {
  if (!(yield* passes(self, record))) return false;
  yield* callMethod(self, 'emit', [record]);
  return true;
}

function begin(self: PyInstance, level: Value = 0): void {
  self.dict.set('level', levelOf(level));
  self.dict.set('filters', new PyList([]));
  self.dict.set('formatter', null);
}

export const handlerType: PyType = defineClass({
  name: 'Handler',
  module: 'logging',
  methods: {
    '__init__(self, level=0)': begin,
    ...filterMethods,
    'setFormatter(self, fmt)': (self: PyInstance, formatter: Value) => void self.dict.set('formatter', formatter),
    'format(self, record)': formatted,
    'handle(self, record)': handle,
    'emit(self, record)': () => {
      throw exc.NotImplementedError('emit must be implemented by Handler subclasses');
    },
    'flush(self)': () => null,
    'close(self)': () => null,
  },
});

export const streamHandlerType: PyType = defineClass({
  name: 'StreamHandler',
  module: 'logging',
  bases: [handlerType],
  methods: {
    '__init__(self, stream=None)': (self: PyInstance, target: Value) => {
      begin(self);
      self.dict.set('stream', target ?? stream('stderr'));
    },
    'emit(self, record)': function* (self: PyInstance, record: Value): Task<null> {
      const text = yield* callMethod(self, 'format', [record]);
      const target = self.dict.get('stream') ?? null;
      yield* callMethod(target, 'write', [`${text as string}\n`]);
      return null;
    },
    'setStream(self, stream)': (self: PyInstance, target: Value) => void self.dict.set('stream', target),
  },
  constants: { terminator: '\n' },
});

export const fileHandlerType: PyType = defineClass({
  name: 'FileHandler',
  module: 'logging',
  bases: [streamHandlerType],
  methods: {
    '__init__(self, filename, mode="a", encoding=None, delay=False, errors=None)': function* (
      self: PyInstance,
      name: Value,
      mode: Value,
    ): Task<null> {
      begin(self);
      self.dict.set('baseFilename', name);
      self.dict.set('stream', yield* openFile(name, mode));
      return null;
    },
    'close(self)': (self: PyInstance) => {
      const target = self.dict.get('stream');
      if (target instanceof FileObject) target.closed = true;
    },
  },
});

export const nullHandlerType: PyType = defineClass({
  name: 'NullHandler',
  module: 'logging',
  bases: [handlerType],
  methods: { 'emit(self, record)': () => null },
});
