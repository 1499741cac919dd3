/** `logging.LogRecord` and `logging.Formatter`. */
import { formatPercent } from '../../format/percent.ts';
import { formatTemplate } from '../../format/template.ts';
import { PyTuple } from '../../objects/containers.ts';
import { currentRun } from '../../objects/context.ts';
import { defineClass } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc, PyException } from '../../objects/exceptions.ts';
import { float, plainText, PyInstance } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { toFloat } from '../../operations/arguments.ts';
import { strOf } from '../../operations/conversion.ts';
import { callMethod } from '../../operations/methods.ts';
import { baseName, splitExtension } from '../../files/paths.ts';
import { callingFrame } from '../../vm/machine.ts';
import { formatTime, structOf } from '../clock.ts';
import { exceptionText } from '../traceback.ts';
import { levelName } from './levels.ts';

const started = new WeakMap<object, number>();

/** What is logged, with the place in the program that logs it. */
export function makeRecord(
  name: string,
  level: number,
  message: Value,
  args: readonly Value[],
  exception: Value,
): PyInstance {
  const record = new PyInstance(logRecordType);
  const run = currentRun();
  const created = run.clock();
  if (!started.has(run)) started.set(run, created);
  const { code, line } = callingFrame();
  const { filename } = code.source;
  const fields: Record<string, Value> = {
    name,
    msg: message,
    args: args.length === 1 && args[0] instanceof PyDict ? args[0] : new PyTuple(args),
    levelname: levelName(level),
    levelno: level,
    pathname: filename,
    filename: baseName(filename),
    module: splitExtension(baseName(filename))[0],
    exc_info: exception,
    exc_text: null,
    stack_info: null,
    lineno: line,
    funcName: code.name,
    created: float(created),
    msecs: float(Math.floor((created % 1) * 1000)),
    relativeCreated: float((created - started.get(run)!) * 1000),
    thread: 1,
    threadName: 'MainThread',
    processName: 'MainProcess',
    process: 1,
  };
  for (const [key, value] of Object.entries(fields)) record.dict.set(key, value);
  return record;
}

/** The message with its arguments filled in. */
export function* messageOf(record: PyInstance): Task<string> {
  const text = yield* finish(strOf(record.dict.get('msg') ?? null));
  const args = record.dict.get('args') ?? null;
  const none = args === null || (args instanceof PyTuple && args.items.length === 0);
  return none ? text : yield* formatPercent(text, args);
}

export const logRecordType: PyType = defineClass({
  name: 'LogRecord',
  module: 'logging',
  allocate: null,
  methods: {
    'getMessage(self)': messageOf,
    '__repr__(self)': function* (self: PyInstance): Task<string> {
      const of = (name: string): string => plainText(self.dict.get(name) ?? null);
      const message = yield* finish(strOf(self.dict.get('msg') ?? null));
      return `<LogRecord: ${of('name')}, ${of('levelno')}, ${of('pathname')}, ${of('lineno')}, "${message}">`;
    },
  },
});

export const BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s';

const STYLES: Readonly<Record<string, string>> = {
  '%': '%(message)s',
  '{': '{message}',
  $: '${message}',
};

function timeText(record: PyInstance, dateFormat: Value): string {
  const created = toFloat(record.dict.get('created') ?? null, 'created');
  const parts = structOf(new Date(created * 1000), true).items as number[];
  if (typeof dateFormat === 'string') return formatTime(dateFormat, parts);
  const milliseconds = toFloat(record.dict.get('msecs') ?? null, 'msecs');
  return `${formatTime('%Y-%m-%d %H:%M:%S', parts)},${String(Math.floor(milliseconds)).padStart(3, '0')}`;
}

function* filled(style: Value, template: string, record: PyInstance): Task<string> {
  if (style === '%') return yield* formatPercent(template, PyDict.of(record.dict));
  const named = (name: string): Value => {
    const value = record.dict.get(name);
    if (value === undefined) throw exc.ValueError(`Formatting field not found in record: '${name}'`);
    return value;
  };
  if (style === '{') return yield* formatTemplate(template, { args: [], named });
  let text = '';
  for (const part of template.split(/(\$\{?\w+\}?)/)) {
    const name = /^\$\{?(\w+)\}?$/.exec(part)?.[1];
    text += name === undefined ? part : yield* finish(strOf(named(name)));
  }
  return text;
}

/** A record as a line, with the traceback of its exception below. */
function* format(self: PyInstance, record: PyInstance): Task<string> {
  const template = self.dict.get('_fmt') as string;
  const style = self.dict.get('_style') ?? '%';
  record.dict.set('message', yield* messageOf(record));
  if (template.includes('asctime')) {
    const time = yield* callMethod(self, 'formatTime', [record, self.dict.get('datefmt') ?? null]);
    record.dict.set('asctime', time);
  }
  let text = yield* filled(style, template, record);
  const exception = record.dict.get('exc_info') ?? null;
  if (exception instanceof PyException) {
    if (!text.endsWith('\n')) text += '\n';
    text += (yield* exceptionText(exception)).trimEnd();
  } else if (exception === true) text += '\nNoneType: None';
  return text;
}

export const formatterType: PyType = defineClass({
  name: 'Formatter',
  module: 'logging',
  methods: {
    '__init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None)': (
      self: PyInstance,
      template: Value,
      dateFormat: Value,
      style: Value,
    ) => {
      const plain = STYLES[plainText(style)];
      if (plain === undefined) throw exc.ValueError('Style must be one of: %,{,$');
      self.dict.set('_fmt', template ?? plain);
      self.dict.set('_style', style);
      self.dict.set('datefmt', dateFormat);
    },
    'format(self, record)': format,
    'formatTime(self, record, datefmt=None)': (_self: PyInstance, record: PyInstance, dateFormat: Value) =>
      timeText(record, dateFormat),
    'formatException(self, ei)': function* (_self: PyInstance, given: Value): Task<string> {
      const exception = given instanceof PyTuple ? given.items[1] : given;
      return exception instanceof PyException ? (yield* exceptionText(exception)).trimEnd() : 'NoneType: None';
    },
  },
});
