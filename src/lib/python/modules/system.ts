/** The modules `sys` and `time`. */
import { PyList, tuple } from '../objects/containers.ts';
import { currentRun, perRun } from '../objects/context.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { float, PyInstance, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { wait } from '../objects/task.ts';
import { toFloat } from '../operations/arguments.ts';
import { toIndex } from '../operations/slicing.ts';

class Stream extends PyInstance {
  readonly write: (text: string) => void;

  constructor(write: (text: string) => void) {
    super(streamType);
    this.write = write;
  }
}

const streamType = defineClass({
  name: 'TextIOWrapper',
  module: '_io',
  allocate: null,
  methods: {
    'write(self, text, /)': (self: Stream, text: Value) => {
      if (typeof text !== 'string') throw exc.TypeError('write() argument must be str');
      self.write(text);
      return text.length;
    },
    'flush(self, /)': () => null,
    'isatty(self, /)': () => false,
  },
});

const streams = perRun(() => {
  const run = currentRun();
  return { stdout: new Stream(run.stdout), stderr: new Stream(run.stderr), argv: new PyList([...run.argv]) };
});

function settings(name: string, values: Readonly<Record<string, Value>>): PyInstance {
  const made = new PyInstance(defineClass({ name, module: 'sys', allocate: null }));
  for (const [key, value] of Object.entries(values)) made.dict.set(key, value);
  return made;
}

const floatInfo = settings('float_info', {
  max: float(Number.MAX_VALUE),
  min: float(2.2250738585072014e-308),
  epsilon: float(Number.EPSILON),
  dig: 15,
  mant_dig: 53,
  max_exp: 1024,
  min_exp: -1021,
  radix: 2,
});

export const sys = defineModule({
  name: 'sys',
  functions: {
    'exit(status=None, /)': (status: Value) => {
      throw status === null ? exc.SystemExit() : exc.SystemExit(status);
    },
    'getrecursionlimit()': () => currentRun().recursionLimit,
    'setrecursionlimit(limit, /)': (limit: Value) => {
      const n = toIndex(limit);
      if (n < 1) throw exc.ValueError('recursion limit must be greater or equal than 1');
      currentRun().recursionLimit = Math.min(n, 100_000);
    },
    'getsizeof(object, default=None, /)': () => 64,
    'set_int_max_str_digits(maxdigits)': () => {
      throw exc.NotImplementedError('sys.set_int_max_str_digits does not run here; ints print up to 4300 digits');
    },
  },
  members: {
    maxsize: 9223372036854775807n,
    byteorder: 'little',
    platform: 'linux',
    version: '3.11.7 (in the browser)',
    version_info: tuple(3, 11, 7, 'final', 0),
    float_info: floatInfo,
    executable: '',
  },
  // Each run has its own streams and arguments.
  dynamic: { stdout: () => streams().stdout, stderr: () => streams().stderr, argv: () => streams().argv },
});

export const time = defineModule({
  name: 'time',
  functions: {
    'time()': () => float(currentRun().clock()),
    'perf_counter()': () => float(performance.now() / 1000),
    'monotonic()': () => float(performance.now() / 1000),
    'process_time()': () => float(performance.now() / 1000),
    'time_ns()': () => BigInt(Math.round(currentRun().clock() * 1e6)) * 1000n,
    'perf_counter_ns()': () => Math.round(performance.now() * 1e6),
    'sleep(seconds, /)': function* (seconds: Value) {
      const duration = toFloat(seconds, 'sleep length');
      if (duration < 0) throw exc.ValueError('sleep length must be non-negative');
      let timer: ReturnType<typeof setTimeout> | undefined;
      const passed = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(duration * 1000, 2 ** 31 - 1));
      });
      yield* wait(passed, () => clearTimeout(timer));
      return null;
    },
    'strftime(format, t=None, /)': (format: Value) =>
      strftime(plainText(format), new Date(currentRun().clock() * 1000)),
    'ctime(seconds=None, /)': () => strftime('%a %b %d %H:%M:%S %Y', new Date(currentRun().clock() * 1000)),
  },
});

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function strftime(format: string, date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const parts: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getFullYear()),
    m: () => two(date.getMonth() + 1),
    d: () => two(date.getDate()),
    H: () => two(date.getHours()),
    M: () => two(date.getMinutes()),
    S: () => two(date.getSeconds()),
    y: () => two(date.getFullYear() % 100),
    a: () => DAYS[date.getDay()]!.slice(0, 3),
    A: () => DAYS[date.getDay()]!,
    b: () => MONTHS[date.getMonth()]!.slice(0, 3),
    B: () => MONTHS[date.getMonth()]!,
    '%': () => '%',
  };
  return format.replace(/%(.)/g, (whole, letter: string) => parts[letter]?.() ?? whole);
}
