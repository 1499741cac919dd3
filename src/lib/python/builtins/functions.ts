/** The built-in functions. */
import { openFile } from '../files/open.ts';
import { asciiRepr } from '../format/string.ts';
import { notHere } from '../objects/absent.ts';
import { PyBytes, PyList, PyTuple, tuple } from '../objects/containers.ts';
import { currentRun } from '../objects/context.ts';
import { nativeFunction } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc, PythonError } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { float, isInstance, NOT_IMPLEMENTED, PyFloat, PyObject, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { breathe, finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import {
  attributeNames,
  attributesOf,
  deleteAttribute,
  getAttribute,
  getAttributeOr,
  setAttribute,
} from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { classList } from '../operations/classes.ts';
import { compareValues } from '../operations/comparison.ts';
import { checkByMetaclass } from '../operations/metaclasses.ts';
import { hashOf, lengthOf, reprOf, strOf, truthOf } from '../operations/conversion.ts';
import { formatOf } from '../operations/formatting.ts';
import { advance, ITEMS_PER_BREATH, iterate, iteratorOf } from '../operations/iteration.ts';
import { callMethod } from '../operations/methods.ts';
import { floatDivmod, floorDivide, intOf, intToNumber, modularPower, modulo } from '../operations/numbers.ts';
import { indexOrNone, toIndex } from '../operations/slicing.ts';
import { sortValues } from '../operations/sorting.ts';
import { originalStream, stream } from '../modules/streams.ts';
import { GenericAlias, UnionType } from '../types/generics.ts';
import { followsProtocol, isProtocol } from '../types/protocols.ts';
import { dictOf, LiveDict } from '../types/object.ts';
import { builtins } from '../vm/builtins.ts';
import { callingFrame } from '../vm/machine.ts';
import type { PyFrame } from '../vm/frame.ts';

function* print(objects: Value[], separator: Value, end: Value, file: Value): Task<null> {
  for (const [name, value] of [
    ['sep', separator],
    ['end', end],
  ] as const) {
    if (value !== null && typeof value !== 'string')
      throw exc.TypeError(`${name} must be None or a string, not ${typeName(value)}`);
  }
  let text = '';
  let failure: PythonError | null = null;
  try {
    for (let i = 0; i < objects.length; i++) {
      if (i > 0) text += separator === null ? ' ' : (separator as string);
      text += yield* finish(strOf(objects[i]!));
    }
  } catch (error) {
    // What came before the argument that has no text is printed all the same.
    if (!(error instanceof PythonError) || text === '') throw error;
    failure = error;
  }
  if (failure === null) text += end === null ? '\n' : (end as string);
  const target = file === null ? stream('stdout') : file;
  if (target === originalStream('stdout')) currentRun().stdout(text);
  else if (target !== null) yield* callMethod(target, 'write', [text]);
  if (failure !== null) throw failure;
  return null;
}

/** The smallest or largest; `better` is the comparison a newcomer has to win. */
function extreme(name: 'min' | 'max', better: '<' | '>') {
  return function* (args: Value[], key: Value, otherwise: Value | undefined): Task {
    if (args.length === 0) throw exc.TypeError(`${name} expected at least 1 argument, got 0`);
    if (args.length > 1 && otherwise !== undefined) {
      throw exc.TypeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    const items = args.length === 1 ? yield* iterate(args[0]!) : args;
    if (items.length === 0) {
      if (otherwise === undefined) throw exc.ValueError(`${name}() arg is an empty sequence`);
      return otherwise;
    }
    let best = items[0]!;
    let bestKey = key === null ? best : yield* call(key, [best]);
    for (let i = 1; i < items.length; i++) {
      const itemKey = key === null ? items[i]! : yield* call(key, [items[i]!]);
      if (yield* finish(truthOf(yield* finish(compareValues(better, itemKey, bestKey))))) {
        best = items[i]!;
        bestKey = itemKey;
      }
    }
    return best;
  };
}

function* sum(iterable: Value, start: Value): Task {
  if (typeof start === 'string') throw exc.TypeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start;
  const iterator = yield* finish(iteratorOf(iterable));
  for (let n = 1; ; n++) {
    const item = yield* finish(advance(iterator));
    if (item === undefined) return total;
    total = yield* finish(binaryOperation('+', total, item));
    if (n % ITEMS_PER_BREATH === 0) yield* breathe();
  }
}

/** What ends the program, as the interactive prompt's `exit` does. */
function leave(code: Value): never {
  throw exc.SystemExit(code);
}

const quantifier = (stopsAt: boolean) =>
  function* (iterable: Value): Task {
    const iterator = yield* finish(iteratorOf(iterable));
    for (let n = 1; ; n++) {
      const item = yield* finish(advance(iterator));
      if (item === undefined) return !stopsAt;
      if ((yield* finish(truthOf(item))) === stopsAt) return stopsAt;
      if (n % ITEMS_PER_BREATH === 0) yield* breathe();
    }
  };

function flattened(value: Value): readonly Value[] | undefined {
  if (value instanceof PyTuple) return value.items;
  const union = value instanceof UnionType ? value.members : value instanceof GenericAlias ? value.alternatives : null;
  if (union !== null) return union.map((member) => (member === null ? typeOf(null) : member));
  if (value instanceof GenericAlias) {
    // `list[int]` is refused in other words than `typing.List[int]`.
    throw exc.TypeError(
      value.origin instanceof PyType
        ? 'isinstance() argument 2 cannot be a parameterized generic'
        : 'Subscripted generics cannot be used with class and instance checks',
    );
  }
  return undefined;
}

function* isinstance(object: Value, types: Value): Task {
  for (const member of flattened(types) ?? []) if ((yield* isinstance(object, member)) === true) return true;
  if (flattened(types) !== undefined) return false;
  if (!(types instanceof PyType) && types instanceof PyObject) {
    const check = types.type.lookup('__instancecheck__');
    if (check !== undefined) return yield* finish(invoke(check, [types, object], null));
  }
  if (types instanceof PyType && isProtocol(types)) {
    return isInstance(object, types) || (yield* followsProtocol(object, types));
  }
  for (const type of classList(types, 'isinstance', flattened)) {
    if (isInstance(object, type)) return true;
    if ((yield* checkByMetaclass(type, '__instancecheck__', object)) === true) return true;
  }
  return false;
}

function* issubclass(type: Value, types: Value): Task {
  if (!(type instanceof PyType)) throw exc.TypeError('issubclass() arg 1 must be a class');
  for (const member of flattened(types) ?? []) if ((yield* issubclass(type, member)) === true) return true;
  if (flattened(types) !== undefined) return false;
  if (!(types instanceof PyType) && types instanceof PyObject) {
    const check = types.type.lookup('__subclasscheck__');
    if (check !== undefined) return yield* finish(invoke(check, [types, type], null));
  }
  for (const other of classList(types, 'issubclass', flattened)) {
    if (type.isSubtypeOf(other) || (yield* checkByMetaclass(other, '__subclasscheck__', type)) === true) return true;
  }
  return false;
}

function* divmod(a: Value, b: Value): Task {
  const [i, j] = [intOf(a), intOf(b)];
  if (i !== undefined && j !== undefined) return tuple(floorDivide(i, j), modulo(i, j));
  const number = (v: Value): number | undefined => {
    const n = intOf(v);
    return v instanceof PyFloat ? v.value : n === undefined ? undefined : intToNumber(n);
  };
  const [x, y] = [number(a), number(b)];
  if (x !== undefined && y !== undefined) {
    if (y === 0) throw exc.ZeroDivisionError('float divmod()');
    const [quotient, rest] = floatDivmod(x, y);
    return tuple(float(quotient), float(rest));
  }
  for (const [name, self, other] of [
    ['__divmod__', a, b],
    ['__rdivmod__', b, a],
  ] as const) {
    const method = typeOf(self).lookup(name);
    if (method === undefined || method === null) continue;
    const result = yield* finish(invoke(method, [self, other], null));
    if (result !== NOT_IMPLEMENTED) return result;
  }
  throw exc.TypeError(`unsupported operand type(s) for divmod(): '${typeName(a)}' and '${typeName(b)}'`);
}

function* pow(base: Value, exponent: Value, modulus: Value): Task {
  if (modulus === null) return yield* finish(binaryOperation('**', base, exponent));
  const [b, e, m] = [intOf(base), intOf(exponent), intOf(modulus)];
  if (b === undefined || e === undefined || m === undefined) {
    const method = base instanceof PyObject ? base.type.lookup('__pow__') : undefined;
    if (method !== undefined && method !== null && !(base instanceof PyFloat)) {
      const result = yield* finish(invoke(method, [base, exponent, modulus], null));
      if (result !== NOT_IMPLEMENTED) return result;
    }
    const numbers = [base, exponent, modulus].every((v) => intOf(v) !== undefined || v instanceof PyFloat);
    if (numbers) throw exc.TypeError('pow() 3rd argument not allowed unless all arguments are integers');
    const types = [base, exponent, modulus].map((v) => `'${typeName(v)}'`).join(', ');
    throw exc.TypeError(`unsupported operand type(s) for ** or pow(): ${types}`);
  }
  return modularPower(b, e, m);
}

/** Calls a special method of the type; raises the TypeError made by `otherwise` if it has none. */
function* special(name: string, object: Value, args: Value[], otherwise: () => Error): Task {
  const method = typeOf(object).lookup(name);
  if (method === undefined || method === null) throw otherwise();
  return yield* finish(invoke(method, [object, ...args], null));
}

function inRadix(radix: number, prefix: string) {
  return (value: Value): string => {
    const i = indexOrNone(value);
    if (i === undefined) throw exc.TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    return (i < 0 ? '-' : '') + prefix + (i < 0 ? -i : i).toString(radix);
  };
}

function name(value: Value): string {
  if (typeof value !== 'string') throw exc.TypeError(`attribute name must be string, not '${typeName(value)}'`);
  return value;
}

/** The variables of the code that asked. */
function variables(frame: PyFrame): Map<string, Value> {
  if (frame.namespace !== null) return frame.namespace;
  if (frame.code.kind === 'module') return frame.globals;
  const found = new Map<string, Value>();
  frame.code.localNames.forEach((local, i) => {
    const value = frame.locals[i];
    if (value !== undefined && local !== '.0') found.set(local, value);
  });
  frame.code.cellNames.forEach((cell, i) => {
    const value = frame.cells[i]!.value;
    if (value !== undefined && cell !== '__class__') found.set(cell, value);
  });
  return found;
}

const FUNCTIONS: Functions = {
  'print(*args, sep=" ", end="\\n", file=None, flush=False)': print,
  'len(obj, /)': (object: Value) => lengthOf(object),
  'repr(obj, /)': (object: Value) => reprOf(object),
  'ascii(obj, /)': function* (object: Value) {
    return asciiRepr(yield* finish(reprOf(object)));
  },
  'format(value, format_spec="", /)': (value: Value, spec: string) => formatOf(value, spec),
  'abs(x, /)': (x: Value) =>
    special('__abs__', x, [], () => exc.TypeError(`bad operand type for abs(): '${typeName(x)}'`)),
  'round(number, ndigits=None)': (x: Value, places: Value) =>
    special('__round__', x, places === null ? [] : [places], () =>
      exc.TypeError(`type ${typeName(x)} doesn't define __round__ method`),
    ),
  'divmod(x, y, /)': divmod,
  'pow(base, exp, mod=None)': pow,
  'min(*args, key=None, default=...)': extreme('min', '<'),
  'max(*args, key=None, default=...)': extreme('max', '>'),
  'sum(iterable, /, start=0)': sum,
  'any(iterable, /)': quantifier(true),
  'all(iterable, /)': quantifier(false),
  'sorted(iterable, /, *, key=None, reverse=False)': function* (iterable: Value, key: Value, reverse: Value) {
    return new PyList(yield* sortValues(yield* iterate(iterable), key, reverse));
  },
  'iter(object, sentinel=..., /)': function* (object: Value, sentinel: Value | undefined) {
    if (sentinel === undefined) return yield* finish(iteratorOf(object));
    if (typeOf(object).lookup('__call__') === undefined) throw exc.TypeError('iter(v, w): v must be callable');
    const untilSentinel = function* (): Task<Value | undefined> {
      const item = yield* call(object);
      return (yield* finish(truthOf(yield* finish(compareValues('==', item, sentinel))))) ? undefined : item;
    };
    return new NativeIterator(untilSentinel, [object, sentinel], 'callable_iterator');
  },
  'next(iterator, default=..., /)': function* (iterator: Value, otherwise: Value | undefined) {
    if (otherwise === undefined && iterator instanceof PyObject && !(iterator instanceof NativeIterator)) {
      const method = iterator.type.lookup('__next__');
      // The program's own StopIteration passes through unchanged, with its value.
      if (method !== undefined) return yield* finish(invoke(method, [iterator], null));
    }
    const item = yield* finish(advance(iterator));
    if (item !== undefined) return item;
    if (otherwise === undefined) throw exc.StopIteration();
    return otherwise;
  },
  'isinstance(obj, class_or_tuple, /)': isinstance,
  'issubclass(cls, class_or_tuple, /)': issubclass,
  'callable(obj, /)': (object: Value) => typeOf(object).lookup('__call__') !== undefined,
  'getattr(object, name, default=..., /)': (object: Value, attribute: Value, otherwise: Value | undefined) =>
    otherwise === undefined
      ? getAttribute(object, name(attribute))
      : getAttributeOr(object, name(attribute), otherwise),
  'setattr(obj, name, value, /)': (object: Value, attribute: Value, value: Value) =>
    setAttribute(object, name(attribute), value) as undefined,
  'delattr(obj, name, /)': (object: Value, attribute: Value) => deleteAttribute(object, name(attribute)) as undefined,
  'hasattr(obj, name, /)': function* (object: Value, attribute: Value) {
    return (yield* getAttributeOr(object, name(attribute), undefined)) !== undefined;
  },
  'hash(obj, /)': (object: Value) => hashOf(object),
  'id(obj, /)': (object: Value) => identity(object),
  'chr(i, /)': (i: Value) => {
    const given = indexOrNone(i);
    if (given !== undefined && (given > 2147483647 || given < -2147483648)) {
      throw exc.OverflowError('Python int too large to convert to C int');
    }
    const code = toIndex(i);
    if (code < 0 || code > 0x10ffff) throw exc.ValueError('chr() arg not in range(0x110000)');
    return String.fromCodePoint(code);
  },
  'ord(c, /)': (c: Value) => {
    if (c instanceof PyBytes && c.bytes.length === 1) return c.bytes[0]!;
    if (typeof c !== 'string') throw exc.TypeError(`ord() expected string of length 1, but ${typeName(c)} found`);
    const points = [...c];
    if (points.length !== 1)
      throw exc.TypeError(`ord() expected a character, but string of length ${points.length} found`);
    return c.codePointAt(0)!;
  },
  'bin(number, /)': inRadix(2, '0b'),
  'oct(number, /)': inRadix(8, '0o'),
  'hex(number, /)': inRadix(16, '0x'),
  'globals()': () => new LiveDict(callingFrame().globals),
  'locals()': () => dictOf(variables(callingFrame())),
  'vars(object=..., /)': function* (object: Value | undefined) {
    if (object === undefined) return dictOf(variables(callingFrame()));
    if (attributesOf(object) === null && !(object instanceof PyType)) {
      throw exc.TypeError('vars() argument must have __dict__ attribute');
    }
    return yield* finish(getAttribute(object, '__dict__'));
  },
  'dir(object=..., /)': function* (object: Value | undefined) {
    if (object === undefined) return new PyList([...variables(callingFrame()).keys()].sort());
    const own = object instanceof PyObject && !object.type.native ? object.type.lookup('__dir__') : undefined;
    if (own === undefined || own === null) return new PyList(attributeNames(object).sort());
    return new PyList(yield* sortValues(yield* iterate(yield* finish(invoke(own, [object], null))), null, false));
  },
  'open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)': (
    path: Value,
    mode: Value,
    _buffering: Value,
    encoding: Value,
  ) => openFile(path, mode, encoding),
  'exit(code=None)': leave,
  'quit(code=None)': leave,
  'input(prompt="", /)': notHere('input()', 'set a variable at the top of the program instead'),
  'exec(*args, **kwargs)': notHere('exec()', 'write the code into the program itself'),
  'eval(*args, **kwargs)': notHere('eval()', 'write the code into the program itself'),
  'compile(*args, **kwargs)': notHere('compile()', 'write the code into the program itself'),
  'breakpoint(*args, **kwargs)': notHere('breakpoint()', 'use Pause and Step'),
  '__import__(*args, **kwargs)': notHere('__import__()', 'use an import statement'),
  'memoryview(object, /)': notHere('memoryview', 'slice the bytes themselves, or use numpy'),
  'aiter(*args, **kwargs)': notHere('aiter()', 'programs here are not asynchronous; use iter()'),
  'anext(*args, **kwargs)': notHere('anext()', 'programs here are not asynchronous; use next()'),
  'help(*args)': notHere('help()', 'see the page "What runs here"'),
};

const identities = new Map<unknown, number>();

function identity(object: Value): number {
  if (object instanceof PyObject) return 0x7f0000000000 + object.id * 16;
  const known = identities.get(object);
  if (known !== undefined) return known;
  // Bounded: what stays the same long enough for a program to compare is recent.
  if (identities.size > 10_000) identities.clear();
  const made = 0x550000000000 + identities.size * 32;
  identities.set(object, made);
  return made;
}

for (const [signature, implementation] of Object.entries(FUNCTIONS)) {
  const made = nativeFunction(signature, implementation, { builtin: true });
  builtins.set(made.signature.name, made);
}
