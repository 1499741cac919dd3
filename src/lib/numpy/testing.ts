/** `numpy.testing`: assertions about numbers and arrays, with NumPy's account of what differs. */
import { call, defineModule, equals, exc, repr, toFloat, toInt, typeName, isInstance, isPythonError, PyType, type Task, type Value } from '../python/bind.ts'; // prettier-ignore
import { broadcastShapes } from './broadcast.ts';
import { toArray } from './conversion.ts';
import { isNumeric } from './dtype.ts';
import { NdArray, ndarray, shapeTuple } from './ndarray.ts';
import { arrayRepr, arrayStr } from './print.ts';

/** Shortest text that `%.3g` gives to a share in percent. */
function percent(count: number, of: number): string {
  const value = (100 * count) / of;
  return String(Number(value.toPrecision(3)));
}

/** A number as arrays print it. */
function* numberText(value: number, whole: boolean): Task<string> {
  return (yield* arrayStr(ndarray([value], [1], whole ? 'int64' : 'float64'))).replace(/[[\]]/g, '').trim();
}

function* described(name: string, x: NdArray): Task<string> {
  const text = x.ndim === 0 ? `array(${(yield* arrayStr(x)).trim()})` : yield* arrayRepr(x);
  const lines = text.split('\n');
  const shown = lines.length > 3 ? [...lines.slice(0, 3), '...'] : lines;
  return ` ${name}: ${shown.join('\n')}`;
}

/** Raises AssertionError where `agrees` is false of some pair of elements. */
function* compareArrays(
  first: Value,
  second: Value,
  header: string,
  message: Value,
  agrees: (x: number, y: number) => boolean,
): Task<null> {
  const [a, b] = [yield* toArray(first), yield* toArray(second)];
  const note = typeof message === 'string' && message !== '' ? `\n${message}` : '';
  const sides = `${yield* described('x', a)}\n${yield* described('y', b)}`;
  if (a.ndim > 0 && b.ndim > 0 && a.shape.join() !== b.shape.join()) {
    throw exc.AssertionError(
      `\n${header}${note}\n\n(shapes ${shapeTuple(a.shape)}, ${shapeTuple(b.shape)} mismatch)\n${sides}`,
    );
  }
  const shape = broadcastShapes(a.shape, b.shape);
  if (!isNumeric(a.dtype) || !isNumeric(b.dtype)) {
    const texts = (x: NdArray): Value[] => Array.from(x.expand(shape).values(), (at) => (isNumeric(x.dtype) ? at : x.table[at]!)); // prettier-ignore
    const [left, right] = [texts(a), texts(b)];
    const wrong = left.filter((value, i) => value !== right[i]).length;
    if (wrong === 0) return null;
    throw exc.AssertionError(`\n${header}${note}\n\nMismatched elements: ${wrong} / ${left.length} (${percent(wrong, left.length)}%)\n${sides}`); // prettier-ignore
  }
  const [x, y] = [Float64Array.from(a.expand(shape).values()), Float64Array.from(b.expand(shape).values())];
  const wrong = x.reduce((count, value, i) => count + (agrees(value, y[i]!) ? 0 : 1), 0);
  if (wrong === 0) return null;
  const differences = x.map((value, i) => Math.abs(value - y[i]!));
  const relative = Array.from(differences, (d, i) => d / Math.abs(y[i]!)).filter((_, i) => y[i] !== 0);
  const whole = !a.dtype.startsWith('float') && !b.dtype.startsWith('float');
  const lines = [
    `Mismatched elements: ${wrong} / ${x.length} (${percent(wrong, x.length)}%)`,
    `Max absolute difference: ${yield* numberText(Math.max(...differences), whole)}`,
    `Max relative difference: ${relative.length === 0 ? 'inf' : yield* numberText(Math.max(...relative), false)}`,
  ];
  throw exc.AssertionError(`\n${header}${note}\n\n${lines.join('\n')}\n${sides}`);
}

const same = (x: number, y: number): boolean => x === y || (Number.isNaN(x) && Number.isNaN(y));

/** Two items of any kind: arrays element by element. */
function* assertEqual(actual: Value, desired: Value, message: Value): Task<null> {
  if (actual instanceof NdArray || desired instanceof NdArray) {
    return yield* compareArrays(actual, desired, 'Arrays are not equal', message, same);
  }
  if (yield* equals(actual, desired)) return null;
  const note = typeof message === 'string' ? message : '';
  throw exc.AssertionError(`\nItems are not equal:${note}\n ACTUAL: ${yield* repr(actual)}\n DESIRED: ${yield* repr(desired)}`); // prettier-ignore
}

const isNumber = (value: Value): boolean => typeof value === 'number' || (value !== null && typeof value === 'object' && !(value instanceof NdArray) && 'value' in value); // prettier-ignore

function* assertAlmostEqual(actual: Value, desired: Value, decimal: Value, message: Value): Task<null> {
  const places = toInt(decimal, 'decimal');
  const near = (x: number, y: number): boolean => same(x, y) || Math.abs(x - y) < 1.5 * 10 ** -places;
  const header = `Arrays are not almost equal to ${places} decimals`;
  if (!isNumber(actual) || !isNumber(desired)) return yield* compareArrays(actual, desired, header, message, near);
  if (near(toFloat(actual, 'actual'), toFloat(desired, 'desired'))) return null;
  const note = typeof message === 'string' && message !== '' ? `\n${message}` : '';
  throw exc.AssertionError(`\n${header}${note}\n ACTUAL: ${yield* repr(actual)}\n DESIRED: ${yield* repr(desired)}`);
}

function* assertRaises(type: Value, callee: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Task {
  if (!(type instanceof PyType)) throw exc.TypeError('assert_raises(): an exception class is expected');
  if (callee === null)
    throw exc.NotImplementedError('assert_raises runs here with a function; try and except run here');
  try {
    yield* call(callee, [...args], kwargs);
  } catch (error) {
    if (isPythonError(error) && isInstance(error.exception, type)) return null;
    throw error;
  }
  throw exc.AssertionError(`${type.name} not raised`);
}

export const testingModule = defineModule({
  name: 'numpy.testing',
  functions: {
    "assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True)": function* (
      actual: Value, desired: Value, rtol: Value, atol: Value, equalNan: Value, message: Value,
    ): Task {
      const [relative, absolute] = [toFloat(rtol, 'rtol'), toFloat(atol, 'atol')];
      const near = (x: number, y: number): boolean => (Number.isNaN(x) && Number.isNaN(y) ? equalNan !== false : x === y || Math.abs(x - y) <= absolute + relative * Math.abs(y));
      const plain = (value: number): string => (value === 0 ? '0' : String(value).replace(/e-(\d)$/, 'e-0$1'));
      return yield* compareArrays(actual, desired, `Not equal to tolerance rtol=${plain(relative)}, atol=${plain(absolute)}`, message, near);
    },
    "assert_array_equal(x, y, err_msg='', verbose=True)": (x: Value, y: Value, message: Value) => compareArrays(x, y, 'Arrays are not equal', message, same),
    "assert_equal(actual, desired, err_msg='', verbose=True)": assertEqual,
    "assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True)": assertAlmostEqual,
    "assert_array_almost_equal(x, y, decimal=6, err_msg='', verbose=True)": (x: Value, y: Value, decimal: Value, message: Value) => {
      const places = toInt(decimal, 'decimal');
      return compareArrays(x, y, `Arrays are not almost equal to ${places} decimals`, message, (p, q) => same(p, q) || Math.abs(p - q) < 1.5 * 10 ** -places);
    },
    "assert_array_less(x, y, err_msg='', verbose=True)": (x: Value, y: Value, message: Value) => compareArrays(x, y, 'Arrays are not less-ordered', message, (p, q) => p < q),
    'assert_raises(exception_class, callable=None, *args, **kwargs)': assertRaises,
    "assert_(val, msg='')": (value: Value, message: Value) => {
      if (value === true || (typeof value === 'number' && value !== 0)) return null;
      if (value instanceof NdArray && value.values().every((x) => x !== 0)) return null;
      throw exc.AssertionError(typeof message === 'string' ? message : typeName(message));
    },
  },
  absent: {
    assert_approx_equal: 'assert_allclose runs here',
    assert_array_almost_equal_nulp: 'assert_allclose runs here',
    assert_array_max_ulp: 'assert_allclose runs here',
    assert_no_warnings: 'warnings.catch_warnings runs here',
    assert_raises_regex: 'assert_raises runs here',
    assert_string_equal: 'assert and == run here',
    assert_warns: 'warnings.catch_warnings runs here',
    suppress_warnings: 'warnings.catch_warnings runs here',
  },
}); // prettier-ignore
