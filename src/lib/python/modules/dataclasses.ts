/** The module `dataclasses`. */
import { NativeFunction } from '../objects/callable.ts';
import { PyList, PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule, nativeFunction, objectHash } from '../objects/define.ts';
import type { Implementation } from '../objects/define.ts';
import { PyDict, PySet } from '../objects/dict.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import { NOT_IMPLEMENTED, objectType, PyInstance, PyObject, PyType, typeName, plainText } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import type { PyModule } from '../objects/module.ts';
import { Signature } from '../objects/signature.ts';
import type { Parameter } from '../objects/signature.ts';
import { finish } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { PySlot } from '../operations/slots.ts';
import { createClass } from '../operations/classes.ts';
import { getAttribute, storeAttribute } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { compareValues } from '../operations/comparison.ts';
import { iterate } from '../operations/iteration.ts';
import { hashOf, reprOf } from '../operations/conversion.ts';
import { dictSet } from '../operations/dicts.ts';
import { GenericAlias } from '../types/generics.ts';
import { copy } from './copy.ts';

interface FieldOptions {
  readonly defaultValue: Value | undefined;
  readonly factory: Value | undefined;
  readonly init: boolean;
  readonly repr: boolean;
  readonly compare: boolean;
  readonly kwOnly: boolean | null;
}

class Field extends PyInstance {
  readonly options: FieldOptions;

  constructor(options: FieldOptions) {
    super(fieldType);
    this.options = options;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const value of [this.options.defaultValue, this.options.factory]) if (value !== undefined) visit(value);
  }

  get name(): string {
    return this.dict.get('name') as string;
  }
}

const fieldType = defineClass({ name: 'Field', module: 'dataclasses', allocate: null });
const missingType = defineClass({ name: '_MISSING_TYPE', module: 'dataclasses' });
const MISSING = new PyInstance(missingType);
const frozenError = new PyType({
  name: 'FrozenInstanceError',
  module: 'dataclasses',
  bases: [exceptionTypes.AttributeError],
});

/** `InitVar[int]` in annotations. */
const initVar = defineClass({
  name: 'InitVar',
  module: 'dataclasses',
  classMethods: {
    '__class_getitem__(cls, item, /)': (cls: PyType, item: Value) => new GenericAlias(cls, [item]),
  },
});

const PLAIN: FieldOptions = {
  defaultValue: undefined,
  factory: undefined,
  init: true,
  repr: true,
  compare: true,
  kwOnly: null,
};
const FIELDS = '__dataclass_fields__';

function fieldsOf(type: PyType): Field[] {
  const known = type.lookup(FIELDS);
  return known instanceof PyDict ? ([...known.values()] as Field[]) : [];
}

/** The fields that instances have: those of `fieldsOf` without `InitVar`s. */
function instanceFields(type: PyType): Field[] {
  return fieldsOf(type).filter((field) => !isInitOnly(field));
}

function isSpecial(annotation: Value, name: string): boolean {
  if (typeof annotation === 'string') return annotation.includes(name);
  if (!(annotation instanceof PyObject)) return false;
  const origin = (annotation as { origin?: Value }).origin;
  if (origin instanceof PyObject) return isSpecial(origin, name);
  return (annotation as { name?: unknown }).name === name;
}

/** The class's own fields, after those of its bases, in order. */
function collect(type: PyType, kwOnly: boolean): Field[] {
  const fields = new Map<string, Field>();
  for (const base of [...type.mro].reverse()) {
    if (base !== type && base.dict.has(FIELDS)) for (const field of fieldsOf(base)) fields.set(field.name, field);
  }
  const annotations = type.dict.get('__annotations__');
  let keywordsOnly = kwOnly;
  for (const [key, annotation] of annotations instanceof PyDict ? annotations.entries() : []) {
    const name = plainText(key);
    if (isSpecial(annotation, 'ClassVar')) continue;
    if (isSpecial(annotation, 'KW_ONLY')) {
      keywordsOnly = true;
      continue;
    }
    const given = type.dict.get(name) instanceof PySlot ? undefined : type.dict.get(name);
    const field = given instanceof Field ? given : new Field({ ...PLAIN, defaultValue: given });
    const value = field.options.defaultValue;
    if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
      throw exc.ValueError(
        `mutable default <class '${typeName(value)}'> for field ${name} is not allowed: use default_factory`,
      );
    }
    field.dict.set('name', name);
    field.dict.set('type', annotation);
    field.dict.set('default', value ?? (value === undefined ? MISSING : value));
    field.dict.set('default_factory', field.options.factory ?? MISSING);
    field.dict.set('init', field.options.init);
    field.dict.set('repr', field.options.repr);
    field.dict.set('compare', field.options.compare);
    field.dict.set('kw_only', field.options.kwOnly ?? keywordsOnly);
    fields.set(name, field);
    // The class keeps the default itself; a field without one is no attribute of the class.
    if (given instanceof Field) {
      if (value === undefined) type.undefine(name);
      else type.define(name, value);
    }
  }
  return [...fields.values()];
}

const hasDefault = (field: Field): boolean =>
  field.options.defaultValue !== undefined || field.options.factory !== undefined;
/** Whether a field is only handed to `__post_init__`: `x: InitVar[int]`. */
const isInitOnly = (field: Field): boolean => isSpecial(field.dict.get('type') ?? null, 'InitVar');
const isKeywordOnly = (field: Field): boolean => field.dict.get('kw_only') === true;

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
    if (post !== undefined) yield* call(yield* finish(getAttribute(self, '__post_init__')), passed);
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

interface Options {
  readonly init: boolean;
  readonly repr: boolean;
  readonly eq: boolean;
  readonly order: boolean;
  readonly frozen: boolean;
  readonly unsafeHash: boolean;
  readonly kwOnly: boolean;
  readonly slots: boolean;
}

function makeDataclass(type: Value, options: Options): Value {
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
    add('__repr__', 'self, /', function* (self: Value) {
      const parts: string[] = [];
      for (const field of shown) {
        const value = yield* finish(getAttribute(self, field.name));
        parts.push(`${field.name}=${yield* reprWithin(value)}`);
      }
      return `${(self as PyObject).type.qualname}(${parts.join(', ')})`;
    });
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
  if (options.unsafeHash || (options.eq && options.frozen)) {
    add(
      '__hash__',
      'self, /',
      function* (self: Value) {
        return yield* finish(hashOf(yield* valuesOf(self, compared)));
      },
      type.dict.get('__hash__') === null,
    );
  } else if (options.eq && (!type.dict.has('__hash__') || type.dict.get('__hash__') === objectHash)) {
    type.define('__hash__', null);
  }
  if (type.dict.get('__doc__') === undefined || type.dict.get('__doc__') === null) describe(type, fields);
  if (options.slots) addSlots(type, fields);
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

/** A value with every dataclass, list, tuple and dict within made plain. */
function* plain(value: Value, asDict: boolean): Task {
  const inner = function* (part: Value): Task {
    return (yield { kind: 'run', task: plain(part, asDict), holds: [part] }) as Value;
  };
  if (value instanceof PyObject && value.type.lookup(FIELDS) !== undefined && !(value instanceof PyType)) {
    const fields = instanceFields(value.type);
    const values: Value[] = [];
    for (const field of fields) values.push(yield* inner(yield* finish(getAttribute(value, field.name))));
    return asDict ? PyDict.of(fields.map((field, i) => [field.name, values[i]!])) : new PyTuple(values);
  }
  if (value instanceof PyList || value instanceof PyTuple) {
    const items: Value[] = [];
    for (const item of value.items) items.push(yield* inner(item));
    return value instanceof PyList ? new PyList(items, value.type) : new PyTuple(items, value.type);
  }
  if (value instanceof PyDict) {
    const made = new PyDict();
    for (const [key, item] of value.entries()) yield* finish(dictSet(made, yield* inner(key), yield* inner(item)));
    return made;
  }
  return yield* call(copy.member('deepcopy')!, [value]);
}

function requireInstance(value: Value, what: string): PyObject {
  if (value instanceof PyObject && !(value instanceof PyType) && value.type.lookup(FIELDS) !== undefined) return value;
  throw exc.TypeError(`${what}() should be called on dataclass instances`);
}

export const dataclasses: PyModule = defineModule({
  name: 'dataclasses',
  members: {
    Field: fieldType,
    MISSING,
    FrozenInstanceError: frozenError,
    InitVar: initVar,
    KW_ONLY: defineClass({ name: 'KW_ONLY', module: 'dataclasses' }),
  },
  functions: {
    'dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False)':
      (
        type: Value,
        init: boolean,
        repr: boolean,
        eq: boolean,
        order: boolean,
        unsafeHash: boolean,
        frozen: boolean,
        _match: Value,
        kwOnly: boolean,
        slots: boolean,
      ) => {
        const options = { init, repr, eq, order, frozen, unsafeHash, kwOnly, slots };
        if (type !== null) return makeDataclass(type, options);
        return nativeFunction('wrap(cls, /)', (wrapped: Value) => makeDataclass(wrapped, options));
      },
    'field(*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=None)':
      (
        defaultValue: Value | undefined,
        factory: Value | undefined,
        init: boolean,
        repr: boolean,
        _hash: Value,
        compare: boolean,
        _metadata: Value,
        kwOnly: boolean | null,
      ) => {
        if (defaultValue !== undefined && factory !== undefined)
          throw exc.ValueError('cannot specify both default and default_factory');
        return new Field({ defaultValue, factory, init, repr, compare, kwOnly });
      },
    'fields(class_or_instance)': (value: Value) => {
      const type = value instanceof PyType ? value : value instanceof PyObject ? value.type : objectType;
      if (type.lookup(FIELDS) === undefined) throw exc.TypeError('must be called with a dataclass type or instance');
      return new PyTuple(instanceFields(type));
    },
    'is_dataclass(obj)': (value: Value) => {
      const type = value instanceof PyType ? value : value instanceof PyObject ? value.type : objectType;
      return type.lookup(FIELDS) !== undefined;
    },
    'asdict(obj, *, dict_factory=None)': function* (value: Value, factory: Value) {
      const made = yield* plain(requireInstance(value, 'asdict'), true);
      if (factory === null) return made;
      return yield* call(factory, [new PyList([...(made as PyDict).entries()].map((pair) => new PyTuple(pair)))]);
    },
    'make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options)': function* (
      name: Value,
      wanted: Value,
      bases: PyTuple,
      namespace: Value,
      options: Map<string, Value>,
    ) {
      const body = new Map<string, Value>(
        namespace instanceof PyDict ? [...namespace.entries()].map(([key, value]) => [plainText(key), value]) : [],
      );
      const annotations = new PyDict();
      for (const item of yield* iterate(wanted)) {
        const parts = typeof item === 'string' ? [item] : yield* iterate(item);
        annotations.set(parts[0]!, parts[1] ?? 'typing.Any');
        if (parts[2] !== undefined) body.set(plainText(parts[0]!), parts[2]);
      }
      body.set('__annotations__', annotations);
      body.set('__module__', 'types');
      const type = yield* createClass(plainText(name), bases.items as PyType[], body);
      return yield* call(dataclasses.member('dataclass')!, [type], options);
    },
    'astuple(obj, *, tuple_factory=None)': (value: Value) => plain(requireInstance(value, 'astuple'), false),
    'replace(obj, /, **changes)': function* (value: Value, changes: Map<string, Value>) {
      const object = requireInstance(value, 'replace');
      const given = new Map(changes);
      for (const field of fieldsOf(object.type)) {
        if (!field.options.init || given.has(field.name)) continue;
        given.set(field.name, yield* finish(getAttribute(object, field.name)));
      }
      return yield* finish(invoke(object.type, [], given));
    },
  },
});
