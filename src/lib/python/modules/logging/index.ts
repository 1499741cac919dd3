/** The module `logging`: loggers by dotted name, whose records go to handlers, by default to standard error. */
import { PyList, PyTuple } from '../../objects/containers.ts';
import { perRun } from '../../objects/context.ts';
import { defineClass, defineModule } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc, PyException } from '../../objects/exceptions.ts';
import { plainText, PyInstance } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { writeStandard } from '../../files/standard.ts';
import { call } from '../../operations/call.ts';
import { iterate } from '../../operations/iteration.ts';
import { callMethod } from '../../operations/methods.ts';
import { toIndex } from '../../operations/slicing.ts';
import { handledException } from '../../vm/machine.ts';
import { fileHandlerType, filterMethods, handlerType, makeFormatter, nullHandlerType } from './handlers.ts';
import { passes, streamHandlerType } from './handlers.ts';
import { levelName, LEVELS, levelOf, nameLevel } from './levels.ts';
import { BASIC_FORMAT, formatterType, logRecordType, makeRecord, messageOf } from './record.ts';

function newLogger(name: string, level: number): PyInstance {
  const logger = new PyInstance(name === 'root' ? rootLoggerType : loggerType);
  const fields: Record<string, Value> = { name, level, parent: null, propagate: true, disabled: false };
  for (const [key, value] of Object.entries(fields)) logger.dict.set(key, value);
  logger.dict.set('handlers', new PyList([]));
  logger.dict.set('filters', new PyList([]));
  return logger;
}

const state = perRun(() => ({
  root: newLogger('root', LEVELS.WARNING),
  loggers: new Map<string, PyInstance>(),
  off: 0,
}));

/** The logger of a dotted name; its parent is the nearest one above it that has been asked for. */
function getLogger(name: Value): PyInstance {
  const { root, loggers } = state();
  if (name === null || name === '' || name === 'root') return root;
  if (typeof name !== 'string') throw exc.TypeError('A logger name must be a string');
  const known = loggers.get(name);
  if (known !== undefined) return known;
  const logger = newLogger(name, LEVELS.NOTSET);
  loggers.set(name, logger);
  for (const [key, one] of loggers) one.dict.set('parent', parentOf(key));
  return logger;
}

function parentOf(name: string): PyInstance {
  const { root, loggers } = state();
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const parent = loggers.get(name.slice(0, dot));
    if (parent !== undefined) return parent;
  }
  return root;
}

const parentIn = (logger: PyInstance): PyInstance | null => (logger.dict.get('parent') ?? null) as PyInstance | null;
const handlersOf = (logger: PyInstance): PyList => logger.dict.get('handlers') as PyList;
const levelIn = (one: Value): number => ((one as PyInstance).dict.get('level') ?? 0) as number;

function effectiveLevel(logger: PyInstance): number {
  for (let one: PyInstance | null = logger; one !== null; one = parentIn(one))
    if (levelIn(one) > 0) return levelIn(one);
  return 0;
}

const isEnabled = (logger: PyInstance, level: number): boolean =>
  logger.dict.get('disabled') !== true && level > state().off && level >= effectiveLevel(logger);

/** Hands a record to the handlers of the logger and of those above it; to standard error, bare, where there are none. */
function* handle(logger: PyInstance, record: PyInstance): Task<void> {
  const level = record.dict.get('levelno') as number;
  let found = 0;
  for (let one: PyInstance | null = logger; one !== null; one = parentIn(one)) {
    for (const handler of [...handlersOf(one).items]) {
      found++;
      if (level >= levelIn(handler)) yield* callMethod(handler, 'handle', [record]);
    }
    if (one.dict.get('propagate') === false) break;
  }
  if (found === 0 && level >= LEVELS.WARNING) yield* writeStandard('stderr', `${yield* messageOf(record)}\n`);
}

interface Options {
  readonly exception: Value;
  readonly extra: Value;
}

function* log(logger: PyInstance, level: number, message: Value, args: Value[], options: Options): Task<null> {
  if (!isEnabled(logger, level)) return null;
  const { exception: asked, extra } = options;
  const given = asked instanceof PyTuple ? (asked.items[1] ?? null) : asked;
  const wanted = given !== null && given !== false && given !== 0;
  const exception = given instanceof PyException ? given : wanted ? (handledException() ?? true) : null;
  const record = makeRecord(logger.dict.get('name') as string, level, message, args, exception);
  if (extra instanceof PyDict) for (const [key, value] of extra.entries()) record.dict.set(plainText(key), value);
  if (yield* passes(logger, record)) yield* handle(logger, record);
  return null;
}

const REST = 'msg, *args, exc_info=None, stack_info=False, stacklevel=1, extra=None';
type Logged = (self: PyInstance, message: Value, args: Value[], exception: Value, s: Value, l: Value, e: Value) => Task;

const leveled = (level: number, always: Value = null): Logged =>
  function* (self, message, args, exception, _stack, _level, extra): Task {
    return yield* log(self, level, message, args, { exception: exception ?? always, extra });
  };

const byLevel: Readonly<Record<string, Logged>> = {
  debug: leveled(LEVELS.DEBUG),
  info: leveled(LEVELS.INFO),
  warning: leveled(LEVELS.WARNING),
  warn: leveled(LEVELS.WARNING),
  error: leveled(LEVELS.ERROR),
  critical: leveled(LEVELS.CRITICAL),
  fatal: leveled(LEVELS.CRITICAL),
  exception: leveled(LEVELS.ERROR, true),
};

const loggerType: PyType = defineClass({
  name: 'Logger',
  module: 'logging',
  allocate: null,
  methods: {
    ...filterMethods,
    ...(Object.fromEntries(Object.entries(byLevel).map(([name, run]) => [`${name}(self, ${REST})`, run])) as Functions),
    [`log(self, level, ${REST})`]: function* (self: PyInstance, level: Value, ...rest: never[]): Task {
      return yield* (leveled(toIndex(level)) as (...args: unknown[]) => Task)(self, ...rest);
    },
    'isEnabledFor(self, level)': (self: PyInstance, level: Value) => isEnabled(self, toIndex(level)),
    'getEffectiveLevel(self)': effectiveLevel,
    'addHandler(self, hdlr)': (self: PyInstance, handler: Value) => {
      if (!handlersOf(self).items.includes(handler)) handlersOf(self).items.push(handler);
    },
    'removeHandler(self, hdlr)': (self: PyInstance, handler: Value) => {
      self.dict.set('handlers', new PyList(handlersOf(self).items.filter((one) => one !== handler)));
    },
    'hasHandlers(self)': (self: PyInstance) => {
      for (let one: PyInstance | null = self; one !== null; one = parentIn(one)) {
        if (handlersOf(one).items.length > 0) return true;
      }
      return false;
    },
    'getChild(self, suffix)': (self: PyInstance, suffix: Value) =>
      getLogger(self === state().root ? suffix : `${self.dict.get('name') as string}.${plainText(suffix)}`),
    '__repr__(self)': (self: PyInstance) =>
      `<${self.type.name} ${self.dict.get('name') as string} (${levelName(effectiveLevel(self))})>`,
  },
});

const rootLoggerType: PyType = defineClass({
  name: 'RootLogger',
  module: 'logging',
  bases: [loggerType],
  allocate: null,
});

function* configure(options: Value[]): Task<null> {
  const [filename, mode, format, dateFormat, style, level, target, given, force] = options as [Value, Value, Value, Value, Value, Value, Value, Value, Value]; // prettier-ignore
  const { root } = state();
  if (force === true) root.dict.set('handlers', new PyList([]));
  if (handlersOf(root).items.length > 0) return null;
  const handlers =
    given !== null
      ? yield* iterate(given)
      : [filename !== null ? yield* call(fileHandlerType, [filename, mode]) : yield* call(streamHandlerType, [target])];
  const formatter = yield* makeFormatter(format, dateFormat, style);
  for (const handler of handlers as PyInstance[]) {
    if ((handler.dict.get('formatter') ?? null) === null) handler.dict.set('formatter', formatter);
    handlersOf(root).items.push(handler);
  }
  if (level !== null) root.dict.set('level', levelOf(level));
  return null;
}

/** `logging.info(…)`: to the root logger, which gets a handler first if it has none. */
const onRoot = (run: Logged) =>
  function* (...args: Value[]): Task {
    const none: Value[] = [null, 'a', null, null, '%', null, null, null, false];
    if (handlersOf(state().root).items.length === 0) yield* configure(none);
    return yield* (run as (...args: unknown[]) => Task)(state().root, ...args);
  };

export const logging = defineModule({
  name: 'logging',
  functions: {
    'getLogger(name=None)': getLogger,
    'basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None, handlers=None, force=False, encoding=None, errors=None)':
      (...options: Value[]) => configure(options),
    ...(Object.fromEntries(
      Object.entries(byLevel).map(([name, run]) => [`${name}(${REST})`, onRoot(run)]),
    ) as Functions),
    [`log(level, ${REST})`]: function* (level: Value, ...rest: never[]): Task {
      return yield* onRoot(leveled(toIndex(level)))(...rest);
    },
    'disable(level=50)': (level: Value) => {
      state().off = levelOf(level);
    },
    'getLevelName(level)': (level: Value) => (typeof level === 'number' ? levelName(level) : levelOf(level)),
    'addLevelName(level, levelName)': (level: Value, name: Value) => nameLevel(toIndex(level), plainText(name)),
    'shutdown()': () => null,
    'captureWarnings(capture)': () => null,
  },
  members: {
    ...LEVELS,
    BASIC_FORMAT,
    Logger: loggerType,
    LogRecord: logRecordType,
    Formatter: formatterType,
    Handler: handlerType,
    StreamHandler: streamHandlerType,
    FileHandler: fileHandlerType,
    NullHandler: nullHandlerType,
  },
  dynamic: { root: () => state().root },
  absent: { LoggerAdapter: 'logger.info takes extra=', Filter: 'a function is a filter too' },
});

export const loggingHandlers = defineModule({
  name: 'logging.handlers',
  absent: {
    RotatingFileHandler: 'logging.FileHandler runs here',
    TimedRotatingFileHandler: 'logging.FileHandler runs here',
  },
});
