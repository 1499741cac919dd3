/** `'…' % values`: printf-style formatting. */
import { PyTuple } from '../objects/containers.ts';
import { plainValue } from '../objects/derived.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import { PyFloat, PyObject, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { reprOf, strOf } from '../operations/conversion.ts';
import { getItemOf } from '../operations/items.ts';
import { invoke } from '../operations/call.ts';
import { intOf, intToNumber } from '../operations/numbers.ts';
import type { Int } from '../operations/numbers.ts';
import { asNumber } from '../operations/arguments.ts';
import { toIndex } from '../operations/slicing.ts';
import { formatFloat, formatInt, formatString } from './spec.ts';
import type { FormatSpec } from './spec.ts';
import { asciiRepr } from './string.ts';

const DIRECTIVE = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([^])?/g;

/** Widths and precisions beyond this would stop the page. */
const LARGEST = 100_000;

/** Fills in a template with a tuple of values, a mapping, or one value. */
export function* formatPercent(template: string, values: Value): Task<string> {
  const items = values instanceof PyTuple ? values.items : [values];
  let next = 0;
  const take = (): Value => {
    const value = items[next++];
    if (value === undefined) throw exc.TypeError('not enough arguments for format string');
    return value;
  };
  const mapping =
    values instanceof PyObject && !(values instanceof PyTuple) && values.type.lookup('__getitem__') !== undefined;
  let named = false;
  let out = '';
  let end = 0;
  for (const found of template.matchAll(DIRECTIVE)) {
    const [whole, key, flags, width, precision, type] = found;
    out += template.slice(end, found.index);
    end = found.index + whole.length;
    if (type === undefined) throw exc.ValueError('incomplete format');
    if (type === '%') {
      out += '%';
      continue;
    }
    if (key !== undefined && !mapping) throw exc.TypeError('format requires a mapping');
    const size = width === '*' ? toIndex(take()) : Number(width ?? 0);
    const places = precision === '*' ? toIndex(take()) : whole.includes('.') ? Number(precision ?? 0) : null;
    if (Math.abs(size) > LARGEST || (places ?? 0) > LARGEST) throw exc.MemoryError();
    named ||= key !== undefined;
    const value = key === undefined ? take() : yield* finish(getItemOf(values, key));
    out += yield* directive(value, flags!, size, places, type, found.index);
  }
  if (next < items.length && !named && !mapping)
    throw exc.TypeError('not all arguments converted during string formatting');
  return out + template.slice(end);
}

function* directive(
  value: Value,
  flags: string,
  width: number,
  precision: number | null,
  type: string,
  at: number,
): Task<string> {
  const left = flags.includes('-') || width < 0;
  const zero = flags.includes('0') && !left;
  const spec: FormatSpec = {
    fill: zero ? '0' : ' ',
    align: left ? '<' : zero ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
    coerceZero: false,
    alternate: flags.includes('#'),
    width: Math.abs(width),
    grouping: '',
    precision,
    type,
    zero,
  };
  switch (type) {
    case 's':
    case 'r':
    case 'a': {
      const text = type === 's' ? yield* finish(strOf(value)) : yield* finish(reprOf(value));
      const plain: FormatSpec = {
        ...spec,
        sign: '-',
        alternate: false,
        fill: ' ',
        type: 's',
        align: left ? '<' : '>',
        zero: false,
      };
      return formatString(type === 'a' ? asciiRepr(text) : text, plain);
    }
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      return integer(yield* wholeNumber(value, type), spec, type);
    case 'c':
      if (typeof value === 'string' && [...value].length === 1)
        return formatString(value, { ...spec, sign: '-', type: 's' });
      return formatInt(yield* wholeNumber(value, type), { ...spec, precision: null });
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return formatFloat(yield* realNumber(value), spec);
    default:
      throw exc.ValueError(
        `unsupported format character '${type}' (0x${type.codePointAt(0)!.toString(16)}) at index ${at + 1}`,
      );
  }
}

/** What a value's own `name` method makes of it, which may wait for the device; undefined if its class has none. */
function* converted(value: Value, name: string): Task<Value | undefined> {
  const method = value instanceof PyObject ? value.type.lookup(name) : undefined;
  return method === undefined || method === null ? undefined : yield* finish(invoke(method, [value], null));
}

/** The int that `%d`, `%x` or `%c` writes: of `__index__`, for `%d` also of `__int__`. */
function* wholeNumber(value: Value, type: string): Task<Int> {
  const decimal = type === 'd' || type === 'i' || type === 'u';
  const plain = plainValue(value);
  if (decimal && plain instanceof PyFloat) {
    const x = plain.value;
    if (Number.isNaN(x)) throw exc.ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(x)) throw exc.OverflowError('cannot convert float infinity to integer');
    return Number.isSafeInteger(Math.trunc(x)) ? Math.trunc(x) + 0 : BigInt(Math.trunc(x));
  }
  let n = intOf(plain);
  if (n === undefined && decimal) n = intOf((yield* converted(value, '__int__')) ?? null);
  if (n === undefined) {
    try {
      n = intOf((yield* converted(value, '__index__')) ?? null);
    } catch (error) {
      // Whatever an object says of its index, the directive says what it wanted.
      if (!isPythonError(error, exceptionTypes.TypeError)) throw error;
    }
  }
  if (n !== undefined) return n;
  if (type === 'c') throw exc.TypeError('%c requires int or char');
  const wanted = decimal ? 'a real number' : 'an integer';
  throw exc.TypeError(`%${type} format: ${wanted} is required, not ${typeName(value)}`);
}

function integer(n: Int, spec: FormatSpec, type: string): string {
  const decimal = type === 'd' || type === 'i' || type === 'u';
  const text = formatInt(n, { ...spec, type: decimal ? 'd' : type, precision: null, width: 0 });
  const digits = spec.precision === null ? text : text.replace(/\w+$/, (d) => d.padStart(spec.precision!, '0'));
  const sign = /^[-+ ]?(?:0[xXo])?/.exec(digits)![0];
  const missing = Math.max(0, spec.width - digits.length);
  if (spec.align === '<') return digits + ' '.repeat(missing);
  return spec.zero ? sign + '0'.repeat(missing) + digits.slice(sign.length) : ' '.repeat(missing) + digits;
}

/** The float that `%f` and its kind write: of `__float__`, or of `__index__`. */
function* realNumber(value: Value): Task<number> {
  const x = asNumber(value) ?? asNumber((yield* converted(value, '__float__')) ?? null);
  if (x !== undefined) return x;
  const n = intOf((yield* converted(value, '__index__')) ?? null);
  if (n === undefined) throw exc.TypeError(`must be real number, not ${typeName(value)}`);
  return intToNumber(n);
}
