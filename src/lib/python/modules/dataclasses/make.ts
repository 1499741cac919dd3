/** What `@dataclass` adds to a class. */
import { NativeFunction } from '../../objects/callable.ts';
import { PyTuple } from '../../objects/containers.ts';
import { nativeFunction, objectHash } from '../../objects/define.ts';
import type { Implementation } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc, exceptionTypes, makeError } from '../../objects/exceptions.ts';
import { NOT_IMPLEMENTED, PyObject, PyType } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { Signature } from '../../objects/signature.ts';
import type { Parameter } from '../../objects/signature.ts';
import { finish } from '../../objects/task.ts';
import type { Eventual, Task } from '../../objects/task.ts';
import { PySlot } from '../../operations/slots.ts';
import { getAttribute, storeAttribute } from '../../operations/attributes.ts';
import { call } from '../../operations/call.ts';
import { compareValues } from '../../operations/comparison.ts';
import { hashOf, reprOf, withinItself } from '../../operations/conversion.ts';
import { callMethod } from '../../operations/methods.ts';
import type { Field } from './field.ts';
import { FIELDS, fieldsOf, collect, hasDefault, isInitOnly, isKeywordOnly } from './field.ts';

/** `FrozenInstanceError` */
export const frozenError = new PyType({
  name: 'FrozenInstanceError',
  module: 'dataclasses',
  bases: [exceptionTypes.AttributeError],
});

/** `__init__` of the fields. */
function makeInit(type: PyType, fields: readonly Field[]): NativeFunction {
  const inInit = fields.filter((field) => field.options.init);
  const ordered = [...inInit.filter((f) => !isKeywordOnly(f)), ...inInit.filter(isKeywordOnly)];
  let defaulted = false;
  const parameters: Parameter[] = [
    { name: 'self', kind: 'positional', defaultValue: undefined, defaultText: undefined },
  ];
  for (const field of ordered) {
    const optional = hasDefault(field);
    if (!isKeywordOnly(field)) {
      if (defaulted && !optional) throw exc.TypeError(`non-default argument '${field.name}' follows default argument`);
      defaulted ||= optional;
    }
    const kind = isKeywordOnly(field) ? 'keyword-only' : 'positional';
    parameters.push({
      name: field.name,
      kind,
      defaultValue: optional ? () => undefined : undefined,
      defaultText: optional ? '...' : undefined,
    });
  }
  const initialize = function* (self: Value, ...values: (Value | undefined)[]): Task<null> {
    const passed: Value[] = [];
    for (const field of fields) {
      const { defaultValue, factory } = field.options;
      const at = ordered.indexOf(field);
      let value = at < 0 ? undefined : values[at];
      if (value === undefined) value = factory !== undefined ? yield* call(factory) : defaultValue;
      if (isInitOnly(field)) {
        passed.push(value ?? null);
        continue;
      }
      // Straight into the instance: `__setattr__` of a frozen class refuses.
      if (value !== undefined) yield* finish(storeAttribute(self, field.name, value));
    }
    const post = type.lookup('__post_init__');
    if (post !== undefined) yield* callMethod(self, '__post_init__', passed);
    return null;
  };
  return new NativeFunction(
    new Signature(`${type.name}.__init__`, parameters, { method: true }),
    initialize as Implementation,
    '__main__',
  );
}

function* valuesOf(self: Value, fields: readonly Field[]): Task<PyTuple> {
  const values: Value[] = [];
  for (const field of fields) values.push(yield* finish(getAttribute(self, field.name)));
  return new PyTuple(values);
}

/** The options of `@dataclass`. */
export interface Options {
  readonly init: boolean;
  readonly repr: boolean;
  readonly eq: boolean;
  readonly order: boolean;
  readonly frozen: boolean;
  readonly unsafeHash: boolean;
  readonly kwOnly: boolean;
  readonly slots: boolean;
}

/** Makes a dataclass of a class. */
export function makeDataclass(type: Value, options: Options): Value {
  if (!(type instanceof PyType) || type.native) throw exc.TypeError('dataclass() should be called on a class');
  const fields = collect(type, options.kwOnly);
  const table = PyDict.of(fields.map((field) => [field.name, field]));
  type.define(FIELDS, table);
  const add = (name: string, text: string, implementation: Implementation, replace = false): void => {
    if (!type.dict.has(name) || replace) {
      type.define(
        name,
        nativeFunction(`${name}(${text})`, implementation, { qualifier: type.name, module: '__main__', method: true }),
      );
    }
  };
  if (options.init && !type.dict.has('__init__')) type.define('__init__', makeInit(type, fields));
  const kept = fields.filter((field) => !isInitOnly(field));
  const shown = kept.filter((field) => field.options.repr);
  if (options.repr) {
    add('__repr__', 'self, /', (self: PyObject) =>
      withinItself(self, '...', function* () {
        const parts: string[] = [];
        for (const field of shown) {
          const value = yield* finish(getAttribute(self, field.name));
          parts.push(`${field.name}=${yield* reprWithin(value)}`);
        }
        return `${self.type.qualname}(${parts.join(', ')})`;
      }),
    );
  }
  const compared = kept.filter((field) => field.options.compare);
  const comparison = (operator: '==' | '<' | '<=' | '>' | '>=') =>
    function* (self: PyObject, other: Value): Task {
      if (!(other instanceof PyObject) || other.type !== self.type) return NOT_IMPLEMENTED;
      return yield* finish(compareValues(operator, yield* valuesOf(self, compared), yield* valuesOf(other, compared)));
    };
  if (options.eq) add('__eq__', 'self, other, /', comparison('=='));
  if (options.order) {
    for (const [name, operator] of [
      ['__lt__', '<'],
      ['__le__', '<='],
      ['__gt__', '>'],
      ['__ge__', '>='],
    ] as const) {
      if (type.dict.has(name)) {
        throw exc.TypeError(
          `Cannot overwrite attribute ${name} in class ${type.name}. Consider using functools.total_ordering`,
        );
      }
      add(name, 'self, other, /', comparison(operator));
    }
  }
  if (options.frozen) {
    const refuse = (verb: string) => (_self: Value, name: string) => {
      throw makeError(frozenError, [`cannot ${verb} field '${name}'`]);
    };
    add('__setattr__', 'self, name, value, /', refuse('assign to'), true);
    add('__delattr__', 'self, name, /', refuse('delete'), true);
  }
  const hashed = kept.filter(({ options: { hash, compare } }) => hash ?? compare);
  if (options.unsafeHash || (options.eq && options.frozen)) {
    add(
      '__hash__',
      'self, /',
      function* (self: Value) {
        return yield* finish(hashOf(yield* valuesOf(self, hashed)));
      },
      type.dict.get('__hash__') === null,
    );
  } else if (options.eq && (!type.dict.has('__hash__') || type.dict.get('__hash__') === objectHash)) {
    type.define('__hash__', null);
  }
  if ((type.dict.get('__doc__') ?? null) === null) describe(type, fields);
  if (options.slots) addSlots(type, kept);
  type.define(
    '__match_args__',
    new PyTuple(fields.filter((f) => f.options.init && !isKeywordOnly(f)).map((f) => f.name)),
  );
  return type;
}

/** A class without a docstring gets its signature for one, when it is first asked for. */
function describe(type: PyType, fields: readonly Field[]): void {
  const parts = fields
    .filter((field) => field.options.init)
    .map((field) => {
      const annotation = field.dict.get('type') ?? null;
      const shown = annotation instanceof PyType ? annotation.name : synchronous(reprOf(annotation));
      const { defaultValue, factory } = field.options;
      const otherwise =
        factory !== undefined
          ? ' = <factory>'
          : defaultValue === undefined
            ? ''
            : ` = ${synchronous(reprOf(defaultValue))}`;
      return `${field.name}: ${shown.replace(/^typing\./, '')}${otherwise}`;
    });
  type.define('__doc__', `${type.name}(${parts.join(', ')})`);
}

/** A repr that needs none of the program's code; `...` for others. */
function synchronous(text: Eventual<string>): string {
  if (typeof text === 'string') return text;
  const step = text.next();
  return step.done === true ? step.value : '...';
}

/** What `slots=True` does: instances have the fields and nothing else. */
function addSlots(type: PyType, fields: readonly Field[]): void {
  if (type.dict.has('__slots__')) throw exc.TypeError(`${type.name} already specifies __slots__`);
  const inherited = new Set(type.mro.slice(1).flatMap((base) => fieldsOf(base).map((field) => field.name)));
  const own = fields.map((field) => field.name).filter((name) => !inherited.has(name));
  for (const name of own) type.define(name, new PySlot(name, type.name));
  type.define('__slots__', new PyTuple(own));
  type.closed = type.bases.every((base) => base.closed);
}

function* reprWithin(value: Value): Task<string> {
  const text = reprOf(value);
  return typeof text === 'string' ? text : ((yield { kind: 'run', task: text, holds: [value] }) as string);
}
