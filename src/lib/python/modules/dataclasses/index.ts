/** The module `dataclasses`. */
import { PyList, PyTuple } from '../../objects/containers.ts';
import { defineClass, defineModule, nativeFunction } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { plainText, PyObject, PyType, typeOf } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import type { PyModule } from '../../objects/module.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { createClass } from '../../operations/classes.ts';
import { getAttribute } from '../../operations/attributes.ts';
import { call, invoke } from '../../operations/call.ts';
import { iterate } from '../../operations/iteration.ts';
import { dictSet } from '../../operations/dicts.ts';
import { GenericAlias } from '../../types/generics.ts';
import { copy } from '../copy.ts';
import { Field, fieldType, MISSING, FIELDS, fieldsOf, instanceFields } from './field.ts';
import { frozenError, makeDataclass } from './make.ts';

/** `InitVar[int]` in annotations. */
const initVar = defineClass({
  name: 'InitVar',
  module: 'dataclasses',
  classMethods: {
    '__class_getitem__(cls, item, /)': (cls: PyType, item: Value) => new GenericAlias(cls, [item]),
  },
});

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

/** A class itself, or that of an instance. */
const classOf = (value: Value): PyType => (value instanceof PyType ? value : typeOf(value));

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
        hash: boolean | null,
        compare: boolean,
        metadata: Value,
        kwOnly: boolean | null,
      ) => {
        if (defaultValue !== undefined && factory !== undefined)
          throw exc.ValueError('cannot specify both default and default_factory');
        const kept = metadata instanceof PyDict ? metadata : new PyDict();
        return new Field({ defaultValue, factory, init, repr, compare, hash, metadata: kept, kwOnly });
      },
    'fields(class_or_instance)': (value: Value) => {
      const type = classOf(value);
      if (type.lookup(FIELDS) === undefined) throw exc.TypeError('must be called with a dataclass type or instance');
      return new PyTuple(instanceFields(type));
    },
    'is_dataclass(obj)': (value: Value) => classOf(value).lookup(FIELDS) !== undefined,
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
