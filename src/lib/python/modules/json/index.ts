/** The module `json`. */
import { PyBytes, PyList, PyTuple } from '../../objects/containers.ts';
import { defineClass, defineModule } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { float, normalizeInt, typeName } from '../../objects/object.ts';
import type { PyInstance, Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { getAttribute } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { callMethod } from '../../operations/methods.ts';
import { decodeError, Reader, type Build } from './read.ts';
import { dump, layoutOf, notSerializable, OPTIONS } from './write.ts';

const CONSTANTS: Readonly<Record<string, Value>> = {
  true: true,
  false: false,
  null: null,
  NaN: float(NaN),
  Infinity: float(Infinity),
  '-Infinity': float(-Infinity),
};

const plainNumber = (literal: string): Value =>
  /[.eE]/.test(literal) ? float(Number(literal)) : normalizeInt(BigInt(literal));

/** A document as Python's own values. */
const PLAIN: Build<Value> = {
  text: (text) => text,
  number: plainNumber,
  constant: (name) => CONSTANTS[name]!,
  array: (items) => new PyList([...items]),
  object: (pairs) => PyDict.of(pairs),
};

/** The parameters of `loads` that say what its parts become. */
const HOOKS =
  'cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None';

/** A document whose parts a program's own functions make; they are called once all of it is read. */
function hooked([, objectHook, parseFloat, parseInt, parseConstant, pairsHook]: readonly Value[]): Build<() => Task> {
  const made = (hook: Value | undefined, argument: string, otherwise: Value) =>
    function* (): Task {
      return hook == null ? otherwise : yield* call(hook, [argument]);
    };
  return {
    text: (text) => made(null, '', text),
    number: (literal) => made(/[.eE]/.test(literal) ? parseFloat : parseInt, literal, plainNumber(literal)),
    constant: (name) => made(/^[tfn]/.test(name) ? null : parseConstant, name, CONSTANTS[name]!),
    array: (items) =>
      function* () {
        const values: Value[] = [];
        for (const item of items) values.push(yield* item());
        return new PyList(values);
      },
    object: (pairs) =>
      function* () {
        const values: (readonly [string, Value])[] = [];
        for (const [key, value] of pairs) values.push([key, yield* value()]);
        if (pairsHook != null) return yield* call(pairsHook, [new PyList(values.map((pair) => new PyTuple(pair)))]);
        const dict = PyDict.of(values);
        return objectHook == null ? dict : yield* call(objectHook, [dict]);
      },
  };
}

function* decoded(text: Value, hooks: readonly Value[]): Task {
  const read = text instanceof PyBytes ? new TextDecoder().decode(text.bytes) : text;
  if (typeof read !== 'string')
    throw exc.TypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(text)}`);
  if (hooks.every((hook) => hook === null)) return new Reader(read, PLAIN).document();
  return yield* new Reader(read, hooked(hooks)).document()();
}

function* loads(text: Value, ...hooks: Value[]): Task {
  const [cls = null] = hooks;
  if (cls === null) return yield* decoded(text, hooks);
  return yield* callMethod(yield* call(cls, [], given(HOOKS, hooks)), 'decode', [text]);
}

function* dumps(value: Value, ...options: Value[]): Task {
  const cls = options[4] ?? null;
  if (cls === null) return yield* dump(value, layoutOf(options));
  return yield* callMethod(yield* call(cls, [], given(OPTIONS, options)), 'encode', [value]);
}

/** The arguments that are not the defaults' `None`, by name, for an encoder's or decoder's `__init__`; without `cls`. */
function given(parameters: string, values: readonly Value[]): Map<string, Value> {
  const names = parameters.split(', ').map((parameter) => parameter.slice(0, parameter.indexOf('=')));
  return new Map(
    names.flatMap((name, i) => (name === 'cls' || values[i] === null ? [] : [[name, values[i]!] as const])),
  );
}

/** The options of each encoder and the hooks of each decoder, in the order of OPTIONS and HOOKS. */
const settings = new WeakMap<PyInstance, readonly Value[]>();

const withoutClass = (parameters: string): string => parameters.replace('cls=None, ', '');

const encoder = defineClass({
  name: 'JSONEncoder',
  module: 'json.encoder',
  methods: {
    [`__init__(self, *, ${withoutClass(OPTIONS)})`]: (self: PyInstance, ...options: Value[]) => {
      settings.set(self, [...options.slice(0, 4), null, ...options.slice(4)]);
      const otherwise = options[6] ?? null;
      if (otherwise !== null) self.dict.set('default', otherwise);
    },
    'default(self, o)': (_self: PyInstance, value: Value): never => {
      throw notSerializable(value);
    },
    'encode(self, o)': encode,
    'iterencode(self, o)': function* (self: PyInstance, value: Value): Task {
      return new PyList([yield* encode(self, value)]);
    },
  },
});

function* encode(self: PyInstance, value: Value): Task<string> {
  const otherwise = yield* finish(getAttribute(self, 'default'));
  return yield* dump(value, { ...layoutOf(settings.get(self) ?? []), otherwise });
}

const decoder = defineClass({
  name: 'JSONDecoder',
  module: 'json.decoder',
  methods: {
    [`__init__(self, *, ${withoutClass(HOOKS)}, strict=True)`]: (self: PyInstance, ...hooks: Value[]) => {
      settings.set(self, [null, ...hooks.slice(0, 5)]);
    },
    'decode(self, s)': (self: PyInstance, text: Value) => decoded(text, settings.get(self) ?? []),
  },
});

export const json = defineModule({
  name: 'json',
  members: { JSONDecodeError: decodeError, JSONEncoder: encoder, JSONDecoder: decoder },
  functions: {
    [`dumps(obj, *, ${OPTIONS})`]: dumps,
    [`dump(obj, fp, *, ${OPTIONS})`]: function* (value: Value, file: Value, ...options: Value[]): Task<null> {
      yield* callMethod(file, 'write', [yield* dumps(value, ...options)]);
      return null;
    },
    [`loads(s, *, ${HOOKS})`]: loads,
    [`load(fp, *, ${HOOKS})`]: function* (file: Value, ...hooks: Value[]): Task {
      return yield* loads(yield* callMethod(file, 'read'), ...hooks);
    },
  },
});
