/** `tqdm`: progress bars. They are drawn by whoever listens to the run, so a program prints nothing for them. */
import {
  asNumber,
  call,
  callMethod,
  currentRun,
  defineClass,
  defineModule,
  exc,
  float,
  getAttrOr,
  iterator,
  length,
  nativeFunction,
  NativeIterator,
  next,
  PyDict,
  PyInstance,
  rangeType,
  repr,
  str,
  toFloat,
  truth,
  type PyModule,
  type PyType,
  type Task,
  type Value,
  type Visit,
} from '../../python/bind.ts';
import { logger, nextBar } from './logger.ts';

/** Milliseconds between two reports of one bar, as often as an eye can follow. */
const REPORT_INTERVAL = 50;

class ProgressBar extends PyInstance {
  readonly #bar = nextBar();
  iterable: Value = null;
  description = '';
  postfix = '';
  done = 0;
  total: number | null = null;
  disabled = false;
  #closed = false;
  #reported = -Infinity;

  /** Tells the run, unless it has just been told; `always` for what must not be missed. */
  report(always: boolean): void {
    const now = performance.now();
    if (this.disabled || this.#closed || (!always && now - this.#reported < REPORT_INTERVAL)) return;
    this.#reported = now;
    this.#send();
  }

  close(): void {
    if (this.disabled || this.#closed) return;
    this.#closed = true;
    this.#send();
  }

  #send(): void {
    const { done, total } = this;
    const description = [this.description.replace(/: $/, ''), this.postfix].filter((part) => part !== '').join(', ');
    logger().progress({ id: this.#bar, description, done, total, closed: this.#closed });
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.iterable);
  }
}

/** The iterable's length where it has one. */
function* knownLength(iterable: Value): Task<number | null> {
  if (iterable === null) return null;
  const method = yield* getAttrOr<undefined>(iterable, '__len__', undefined);
  return method === undefined ? null : yield* length(iterable);
}

/** An int where it is one: bars count in ints unless a program counts in floats. */
const pythonNumber = (value: number): Value => (Number.isInteger(value) ? value : float(value));

const optionalNumber = (value: Value, what: string): number | null => (value === null ? null : toFloat(value, what));

/** tqdm's text for one entry of `set_postfix`: numbers in three significant digits. */
function* postfixText(value: Value): Task<string> {
  if (typeof value === 'string') return value.trim();
  const number = asNumber(value);
  if (number === undefined || typeof value === 'boolean') return (yield* str(value)).trim();
  return yield* str(
    yield* callMethod(value, '__format__', [Number.isInteger(number) && typeof value === 'number' ? '' : '.3g']),
  );
}

const barType: PyType = defineClass({
  name: 'tqdm',
  module: 'tqdm.std',
  allocate: (type) => new ProgressBar(type),
  methods: {
    '__init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1, maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False, dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None, unit_divisor=1000, write_bytes=False, lock_args=None, nrows=None, colour=None, delay=0, gui=False)':
      function* (self: ProgressBar, ...args: Value[]): Task<null> {
        const [iterable = null, desc = null, total = null, , , , , , , , disable = null] = args;
        const [initial = null, , postfix = null] = args.slice(16);
        self.iterable = iterable;
        self.description = desc === null ? '' : yield* str(desc);
        self.total = optionalNumber(total, 'total') ?? (yield* knownLength(iterable));
        self.disabled = disable !== null && (yield* truth(disable));
        self.done = toFloat(initial, 'initial');
        if (postfix instanceof PyDict) yield* setPostfix(self, [...postfix.entries()]);
        else if (postfix !== null) self.postfix = yield* str(postfix);
        self.report(true);
        return null;
      },
    '__iter__(self)': function* (self: ProgressBar): Task {
      if (self.iterable === null) throw exc.TypeError("'NoneType' object is not iterable");
      const items = yield* iterator(self.iterable);
      let begun = false;
      return new NativeIterator(
        function* () {
          if (begun) {
            self.done++;
            self.report(false);
          }
          begun = true;
          const item = yield* next(items);
          if (item === undefined) self.close();
          return item;
        },
        [self, items],
        'generator',
      );
    },
    '__len__(self)': function* (self: ProgressBar): Task<number> {
      const total = self.total ?? (yield* knownLength(self.iterable));
      if (total === null) throw exc.TypeError("object of type 'tqdm' has no len()");
      return total;
    },
    '__bool__(self)': function* (self: ProgressBar): Task<boolean> {
      if (self.total !== null) return self.total > 0;
      if (self.iterable === null) throw exc.TypeError('bool() undefined when iterable == total == None');
      return yield* truth(self.iterable);
    },
    '__enter__(self)': (self: ProgressBar) => self,
    '__exit__(self, exc_type, exc_value, traceback)': (self: ProgressBar) => {
      self.close();
      return null;
    },
    'update(self, n=1)': (self: ProgressBar, n: Value) => {
      self.done += toFloat(n, 'n');
      self.report(self.total !== null && self.done >= self.total);
      return null;
    },
    'close(self)': (self: ProgressBar) => {
      self.close();
      return null;
    },
    'reset(self, total=None)': (self: ProgressBar, total: Value) => {
      self.done = 0;
      self.total = optionalNumber(total, 'total') ?? self.total;
      self.report(true);
      return null;
    },
    'refresh(self, nolock=False, lock_args=None)': (self: ProgressBar) => {
      self.report(true);
      return null;
    },
    'clear(self, nolock=False)': () => null,
    'unpause(self)': () => null,
    'set_description(self, desc=None, refresh=True)': function* (
      self: ProgressBar,
      desc: Value,
      refresh: Value,
    ): Task<null> {
      const text = desc === null ? '' : yield* str(desc);
      self.description = text === '' ? '' : `${text}: `;
      if (yield* truth(refresh)) self.report(true);
      return null;
    },
    'set_description_str(self, desc=None, refresh=True)': function* (
      self: ProgressBar,
      desc: Value,
      refresh: Value,
    ): Task<null> {
      self.description = desc === null ? '' : yield* str(desc);
      if (yield* truth(refresh)) self.report(true);
      return null;
    },
    'set_postfix(self, ordered_dict=None, refresh=True, **kwargs)': function* (
      self: ProgressBar,
      ordered: Value,
      refresh: Value,
      named: Map<string, Value>,
    ): Task<null> {
      const entries: [Value, Value][] = ordered instanceof PyDict ? [...ordered.entries()] : [];
      yield* setPostfix(self, [...entries, ...[...named].sort(([a], [b]) => (a < b ? -1 : 1))]);
      if (yield* truth(refresh)) self.report(true);
      return null;
    },
    'set_postfix_str(self, s="", refresh=True)': function* (self: ProgressBar, s: Value, refresh: Value): Task<null> {
      self.postfix = yield* str(s);
      if (yield* truth(refresh)) self.report(true);
      return null;
    },
    '__repr__(self)': function* (self: ProgressBar): Task<string> {
      const total = self.total === null ? '?' : yield* repr(pythonNumber(self.total));
      return `${self.description}${yield* repr(pythonNumber(self.done))}/${total}`;
    },
  },
  classMethods: {
    'write(cls, s, file=None, end="\\n", nolock=False)': function* (
      _: PyType,
      s: Value,
      file: Value,
      end: Value,
    ): Task<null> {
      const text = (yield* str(s)) + (yield* str(end));
      if (file === null) currentRun().stdout(text);
      else yield* callMethod(file, 'write', [text]);
      return null;
    },
  },
  properties: {
    n: {
      get: (self: ProgressBar) => pythonNumber(self.done),
      set: (self: ProgressBar, value: Value) => {
        self.done = toFloat(value, 'n');
      },
    },
    total: {
      get: (self: ProgressBar) => (self.total === null ? null : pythonNumber(self.total)),
      set: (self: ProgressBar, value: Value) => {
        self.total = optionalNumber(value, 'total');
      },
    },
    desc: (self: ProgressBar) => self.description,
    postfix: (self: ProgressBar) => (self.postfix === '' ? null : self.postfix),
    iterable: (self: ProgressBar) => self.iterable,
    disable: (self: ProgressBar) => self.disabled,
  },
});

function* setPostfix(self: ProgressBar, entries: readonly (readonly [Value, Value])[]): Task<void> {
  const parts: string[] = [];
  for (const [key, value] of entries) parts.push(`${yield* str(key)}=${yield* postfixText(value)}`);
  self.postfix = parts.join(', ');
}

const trange = nativeFunction('trange(*args, **kwargs)', function* (args: Value[], kwargs: Map<string, Value>): Task {
  return yield* call(barType, [yield* call(rangeType, args)], kwargs);
});

/** `tqdm`, and the modules that choose how a bar is drawn: here there is one way. */
export const tqdmModules: readonly PyModule[] = (() => {
  const members = { tqdm: barType, trange };
  const frontends = ['std', 'auto', 'autonotebook', 'notebook'].map((name) =>
    defineModule({ name: `tqdm.${name}`, members }),
  );
  const submodules = Object.fromEntries(frontends.map((module) => [module.name.replace('tqdm.', ''), module]));
  return [defineModule({ name: 'tqdm', members: { ...members, ...submodules } }), ...frontends];
})();
