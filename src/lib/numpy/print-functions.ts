/** `numpy.set_printoptions` and texts of arrays; `errstate`, which changes nothing here. */
import {
  defineClass, exc, PyDict, PyFloat, PyInstance, toInt, toStr, typeName, type Functions, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { toArray } from './conversion.ts';
import { arrayRepr, arrayStr, arrayText } from './print.ts';
import { printOptions, setPrintOptions, STANDARD, type PrintOptions } from './print-options.ts';

const NAMES: Readonly<Record<string, keyof PrintOptions>> = {
  precision: 'precision',
  threshold: 'threshold',
  edgeitems: 'edgeitems',
  linewidth: 'linewidth',
  max_line_width: 'linewidth',
  suppress: 'suppress',
  suppress_small: 'suppress',
  nanstr: 'nanstr',
  infstr: 'infstr',
  sign: 'sign',
  floatmode: 'floatmode',
};

function formatters(given: Value): ReadonlyMap<string, Value> | null {
  if (given === null) return null;
  if (!(given instanceof PyDict)) throw exc.AttributeError(`'${typeName(given)}' object has no attribute 'keys'`);
  return new Map([...given.entries()].map(([kind, write]) => [toStr(kind, 'formatter'), write]));
}

/** The options with those that a call gives. `None` leaves one as it is, but for `formatter`, which it takes away. */
function changed(options: PrintOptions, given: ReadonlyMap<string, Value>): PrintOptions {
  const result: Record<string, unknown> = { ...options, formatter: formatters(given.get('formatter') ?? null) };
  for (const [name, value] of given) {
    if (value === null || name === 'formatter') continue;
    const key = NAMES[name];
    if (key === undefined) throw exc.TypeError(`set_printoptions() got an unexpected keyword argument '${name}'`);
    result[key] = value instanceof PyFloat ? value.value : value;
  }
  return result as unknown as PrintOptions;
}

const signature = '(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None)'; // prettier-ignore
const ORDER = ['precision', 'threshold', 'edgeitems', 'linewidth', 'suppress', 'nanstr', 'infstr', 'formatter', 'sign', 'floatmode']; // prettier-ignore
const named = (values: readonly Value[]): Map<string, Value> =>
  new Map(ORDER.map((name, i) => [name, values[i] ?? null]));

/** `with numpy.printoptions(…):` */
class PrintOptionsContext extends PyInstance {
  given: ReadonlyMap<string, Value> = new Map();
  before: PrintOptions = STANDARD;
}

export const printOptionsType: PyType = defineClass({
  name: 'printoptions',
  module: 'numpy',
  allocate: (type) => new PrintOptionsContext(type),
  methods: {
    '__init__(self, **kwargs)': (self: PrintOptionsContext, kwargs: ReadonlyMap<string, Value>) => {
      self.given = kwargs;
      return null;
    },
    '__enter__(self)': (self: PrintOptionsContext) => {
      self.before = printOptions();
      setPrintOptions(changed(self.before, self.given));
      return null;
    },
    '__exit__(self, *args)': (self: PrintOptionsContext) => {
      setPrintOptions(self.before);
      return null;
    },
  },
});

/** `with numpy.errstate(…):` Warnings are not printed here, so there is nothing to hold back. */
export const errStateType: PyType = defineClass({
  name: 'errstate',
  module: 'numpy',
  methods: {
    '__init__(self, **kwargs)': () => null,
    '__enter__(self)': () => null,
    '__exit__(self, *args)': () => null,
  },
});

export const printFunctions: Functions = {
  [`set_printoptions${signature}`]: (...values: Value[]) => {
    setPrintOptions(changed(printOptions(), named(values)));
    return null;
  },
  'get_printoptions()': () => {
    const { formatter, ...plain } = printOptions();
    const written = formatter === null ? null : PyDict.of(formatter);
    return PyDict.of([...(Object.entries(plain) as [string, Value][]), ['formatter', written] as const]);
  },
  'array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *, formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="")':
    function* (
      a: Value,
      width: Value,
      precision: Value,
      suppress: Value,
      separator: string,
      prefix: string,
      formatter: Value,
      threshold: Value,
      edgeitems: Value,
      sign: Value,
      floatmode: Value,
      suffix: string,
    ): Task {
      // prettier-ignore
      const given = { linewidth: width, precision, suppress, formatter, threshold, edgeitems, sign, floatmode };
      const before = printOptions();
      const options = changed(before, new Map(Object.entries(given)));
      const kept = formatter === null ? { ...options, formatter: before.formatter } : options;
      return yield* arrayText(yield* toArray(a), separator, prefix, suffix, kept);
    },
  'array_repr(arr)': function* (a: Value): Task {
    return yield* arrayRepr(yield* toArray(a));
  },
  'array_str(a)': function* (a: Value): Task {
    return yield* arrayStr(yield* toArray(a));
  },
  'seterr(all=None, divide=None, over=None, under=None, invalid=None)': () => new PyDict(),
  'base_repr(number, base=2, padding=0)': (number: Value, base: Value) => toInt(number, 'number').toString(toInt(base, 'base')).toUpperCase(), // prettier-ignore
  'binary_repr(num, width=None)': (number: Value, width: Value) => toInt(number, 'num').toString(2).padStart(width === null ? 0 : toInt(width, 'width'), '0'), // prettier-ignore
};
