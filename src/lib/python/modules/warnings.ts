/** The module `warnings`: warnings as CPython writes them to standard error, once for each place. */
import { PyList } from '../objects/containers.ts';
import { perRun } from '../objects/context.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc, exceptionTypes, PyException, PythonError, makeError } from '../objects/exceptions.ts';
import { PyInstance, PyType, plainText } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { writeStandard } from '../files/standard.ts';
import { strOf } from '../operations/conversion.ts';
import { callingFrame } from '../vm/machine.ts';

interface Filter {
  readonly action: string;
  readonly category: PyType;
  readonly message: RegExp | null;
}

interface State {
  filters: readonly Filter[];
  /** Places and texts that have been said. */
  said: Set<string>;
  /** Where `catch_warnings(record=True)` collects. */
  record: PyList | null;
}

const state = perRun<State>(() => ({ filters: [], said: new Set(), record: null }));

const ACTIONS = ['default', 'error', 'ignore', 'always', 'module', 'once'];

function addFilter(action: Value, category: Value, message: Value): void {
  if (typeof action !== 'string' || !ACTIONS.includes(action))
    throw exc.AssertionError(`invalid action: ${plainText(action)}`);
  const pattern = typeof message === 'string' && message !== '' ? new RegExp(`^(?:${message})`, 'i') : null;
  const filter = { action, category: category instanceof PyType ? category : exceptionTypes.Warning, message: pattern };
  state().filters = [filter, ...state().filters];
}

/** The action for a warning: the newest filter that fits; unless told otherwise, deprecations inside libraries stay unsaid. */
const actionFor = (category: PyType, text: string): string =>
  state().filters.find((one) => category.isSubtypeOf(one.category) && (one.message?.test(text) ?? true))?.action ??
  (category === exceptionTypes.PendingDeprecationWarning || category === exceptionTypes.ResourceWarning
    ? 'ignore'
    : 'default');

class WarningMessage extends PyInstance {}

const warningMessageType = defineClass({ name: 'WarningMessage', module: 'warnings', allocate: null });

/** Warns as `warnings.warn` does, at the line of the program that runs now. */
export function* warn(message: Value, given: Value = null): Task<null> {
  const category =
    message instanceof PyException ? message.type : given instanceof PyType ? given : exceptionTypes.UserWarning;
  const text = yield* finish(strOf(message));
  const action = actionFor(category, text);
  if (action === 'ignore') return null;
  const error = message instanceof PyException ? new PythonError(message) : makeError(category, [message]);
  if (action === 'error') throw error;
  const { code, line } = callingFrame();
  const place = action === 'once' ? text : `${category.name} ${text} ${line}`;
  if (state().said.has(place) && action !== 'always') return null;
  state().said.add(place);
  const { record } = state();
  if (record !== null) {
    const made = new WarningMessage(warningMessageType);
    const fields = { message: error.exception, category, filename: code.source.filename, lineno: line };
    for (const [name, value] of Object.entries(fields)) made.dict.set(name, value);
    record.items.push(made);
    return null;
  }
  const source = (code.source.lines[line - 1] ?? '').trim();
  const shown = source === '' ? '' : `  ${source}\n`;
  return yield* writeStandard('stderr', `${code.source.filename}:${line}: ${category.name}: ${text}\n${shown}`);
}

class CatchWarnings extends PyInstance {
  recording = false;
  before: State | null = null;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.before?.record ?? null);
  }
}

const catchWarnings = defineClass({
  name: 'catch_warnings',
  module: 'warnings',
  allocate: (type) => new CatchWarnings(type),
  methods: {
    '__init__(self, *, record=False, module=None, action=None, category=None)': (
      self: CatchWarnings,
      record: Value,
      _module: Value,
      action: Value,
    ) => {
      self.recording = record === true;
      self.dict.set('action', action);
    },
    '__enter__(self)': (self: CatchWarnings) => {
      self.before = { ...state() };
      state().said = new Set();
      state().record = self.recording ? new PyList([]) : null;
      const action = self.dict.get('action') ?? null;
      if (action !== null) addFilter(action, null, null);
      return state().record;
    },
    '__exit__(self, type, value, traceback, /)': (self: CatchWarnings) => {
      if (self.before !== null) Object.assign(state(), self.before);
      return false;
    },
  },
});

export const warnings = defineModule({
  name: 'warnings',
  functions: {
    'warn(message, category=None, stacklevel=1, source=None)': warn,
    'filterwarnings(action, message="", category=None, module="", lineno=0, append=False)': (
      action: Value,
      message: Value,
      category: Value,
    ) => addFilter(action, category, message),
    'simplefilter(action, category=None, lineno=0, append=False)': (action: Value, category: Value) =>
      addFilter(action, category, null),
    'resetwarnings()': () => {
      state().filters = [];
    },
  },
  members: { catch_warnings: catchWarnings, WarningMessage: warningMessageType },
});
