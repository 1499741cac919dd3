/** The module `sys`. */
import { PyList, PyTuple, tuple } from '../objects/containers.ts';
import { currentRun, perRun } from '../objects/context.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { float, PyInstance } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { toIndex } from '../operations/slicing.ts';
import { tracebackOf } from '../types/tracebacks.ts';
import { handledException } from '../vm/machine.ts';
import { PYTHON_VERSION } from './machine-facts.ts';
import { originalStream, setStream, stream } from './streams.ts';

const argv = perRun(() => ({ list: new PyList([...currentRun().argv]) }));

/** `sys.argv` as it is now. */
export const programArguments = (): readonly Value[] => argv().list.items;

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
    'exc_info()': () => {
      const handled = handledException();
      return handled === null ? tuple(null, null, null) : tuple(handled.type, handled, tracebackOf(handled));
    },
    'exception()': () => handledException(),
    'intern(string, /)': (text: Value) => text,
    'getdefaultencoding()': () => 'utf-8',
    'getrefcount(object, /)': () => 2,
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
    version: `${PYTHON_VERSION.join('.')} (in the browser)`,
    version_info: tuple(...PYTHON_VERSION, 'final', 0),
    float_info: floatInfo,
    executable: '',
    hexversion: PYTHON_VERSION.reduce((hex, part) => (hex << 8) | part, 0) * 2 ** 8 + 0xf0,
    implementation: settings('implementation', { name: 'cpython' }),
    flags: settings('flags', { optimize: 0, interactive: 0 }),
    path: new PyTuple([]),
    float_repr_style: 'short',
    maxunicode: 0x10ffff,
    int_info: settings('int_info', { bits_per_digit: 30, sizeof_digit: 4, default_max_str_digits: 4300 }),
  },
  absent: {
    stdin: 'set a variable at the top of the program instead',
    settrace: 'use Step',
    _getframe: 'use traceback or the function’s own arguments',
  },
  // Each run has its own streams and arguments.
  dynamic: {
    stdout: () => stream('stdout'),
    stderr: () => stream('stderr'),
    __stdout__: () => originalStream('stdout'),
    __stderr__: () => originalStream('stderr'),
    argv: () => argv().list,
  },
  assign: (name, value) => {
    if (name === 'stdout' || name === 'stderr') setStream(name, value);
    else if (name === 'argv' && value instanceof PyList) argv().list = value;
    else return false;
    return true;
  },
});
