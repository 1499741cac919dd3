/** The modules `typing` and `types`: annotations are kept, and never checked. */
import { builtinFunctionType, cellType, functionType, methodType } from '../objects/callable.ts';
import { listType, PyTuple, tupleType } from '../objects/containers.ts';
import { defineClass, defineModule, extendType } from '../objects/define.ts';
import { dictType, frozensetType, PyDict, setType } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { generatorType } from '../objects/generator.ts';
import { moduleType } from '../objects/module.ts';
import {
  ellipsisType,
  noneType,
  notImplementedType,
  objectType,
  plainText,
  PyInstance,
  PyObject,
  PyType,
  typeType,
} from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import { findAttribute } from '../operations/attributes.ts';
import { allocateInstance, invoke } from '../operations/call.ts';
import { reprOf } from '../operations/conversion.ts';
import { GenericAlias, genericAliasType, subscripted, unionMethods, UnionType, unionType } from '../types/generics.ts';
import { simpleNamespace } from '../types/modules.ts';
import { isProtocol } from '../types/protocols.ts';
import { defineFields } from './collections.ts';

/** `typing.Any`, `typing.List` …: a name that can be subscripted. */
class SpecialForm extends PyObject {
  readonly name: string;
  /** What a class that names it as a base derives from. */
  readonly base: PyType;

  constructor(name: string, base: PyType) {
    super();
    this.name = name;
    this.base = base;
  }

  get type(): PyType {
    return specialFormType;
  }
}

const specialFormType: PyType = defineClass({
  name: '_SpecialForm',
  module: 'typing',
  allocate: null,
  methods: {
    '__repr__(self, /)': (self: SpecialForm) => `typing.${self.name}`,
    '__getitem__(self, key, /)': (self: SpecialForm, key: Value): Value => {
      if (self.name === 'Optional') return unionOf([key, null]);
      if (self.name === 'Union') return unionOf(key instanceof PyTuple ? key.items : [key]);
      return subscripted(self, key);
    },
    ...unionMethods,
    '__call__(self, /, *args, **kwargs)': (self: SpecialForm) => {
      if (self.base === objectType) return self;
      throw exc.TypeError(`Type ${self.name} cannot be instantiated; use ${self.base.name}() instead`);
    },
  },
  properties: { __mro_entry__: (self: SpecialForm) => self.base },
});

/** `Union[X, Y]`: what its members are, None as None. */
class UnionAlias extends GenericAlias {
  readonly members: readonly Value[];

  override get alternatives(): readonly Value[] {
    return this.members;
  }

  constructor(members: readonly Value[]) {
    // `Optional[X]` is how Python prints a union of one with None; in others None goes by its type's name.
    const others = members.filter((member) => member !== null);
    const optional = others.length === 1 && members.length === 2;
    const shown = members.map((member) => (member === null ? noneType : member));
    super(new SpecialForm(optional ? 'Optional' : 'Union', objectType), optional ? others : shown);
    this.members = members;
  }
}

/** A union without unions in it and without repetitions; of one member, the member. */
function unionOf(given: readonly Value[]): Value {
  const members: Value[] = [];
  for (const one of given.flatMap((member) => (member instanceof UnionAlias ? member.members : [member]))) {
    const member = one === noneType ? null : one;
    if (!members.includes(member)) members.push(member);
  }
  return members.length === 1 ? (members[0] ?? noneType) : new UnionAlias(members);
}

const genericType = defineClass({ name: 'Generic', module: 'typing' });
const protocolType: PyType = defineClass({
  name: 'Protocol',
  module: 'typing',
  statics: {
    '__new__(cls, *args, **kwargs)': (type: PyType) => {
      if (isProtocol(type)) throw exc.TypeError('Protocols cannot be instantiated');
      return allocateInstance(type);
    },
  },
});

/** `NewType('UserId', int)`: a function that gives its argument back, and a name for annotations. */
const newType: PyType = defineClass({
  name: 'NewType',
  module: 'typing',
  methods: {
    '__init__(self, name, tp)': (self: PyInstance, name: Value, type: Value) => {
      self.dict.set('__name__', name);
      self.dict.set('__supertype__', type);
    },
    '__call__(self, x, /)': (_self: PyInstance, value: Value) => value,
    '__repr__(self)': (self: PyInstance) => `__main__.${plainText(self.dict.get('__name__') ?? '')}`,
    ...unionMethods,
  },
});

class TypeVariable extends PyInstance {
  name = '';
  variance: '~' | '+' | '-' = '~';
}

const typeVariableType = defineClass({
  name: 'TypeVar',
  module: 'typing',
  allocate: (type) => new TypeVariable(type),
  methods: {
    '__init__(self, name, *constraints, bound=None, covariant=False, contravariant=False)': (
      self: TypeVariable,
      name: string,
      constraints: Value[],
      bound: Value,
      covariant: Value,
      contravariant: Value,
    ) => {
      if (constraints.length === 1) throw exc.TypeError('A single constraint is not allowed');
      self.name = name;
      self.variance = covariant === true ? '+' : contravariant === true ? '-' : '~';
      const attributes = { name, constraints: new PyTuple(constraints), bound, covariant, contravariant };
      for (const [attribute, value] of Object.entries(attributes)) self.dict.set(`__${attribute}__`, value);
    },
    '__repr__(self, /)': (self: TypeVariable) => self.variance + self.name,
    ...unionMethods,
  },
});

/** `class Point(NamedTuple): x: int`. */
const namedTupleType: PyType = defineClass({
  name: 'NamedTuple',
  module: 'typing',
  bases: [tupleType],
  classMethods: {
    '__init_subclass__(cls, **kwargs)': (type: PyType) => {
      const annotations = type.dict.get('__annotations__');
      if (!(annotations instanceof PyDict) || type.bases[0] !== namedTupleType) return;
      const fields = [...annotations.keys()].map(String);
      defineFields(
        type,
        fields,
        fields.filter((f) => type.dict.has(f)).map((f) => type.dict.get(f)!),
      );
    },
  },
});

/** `class Options(TypedDict): lr: float`: annotations only; its instances are plain dicts. */
const typedDictType: PyType = defineClass({
  name: 'TypedDict',
  module: 'typing',
  bases: [dictType],
  statics: {
    '__new__(cls, /, *args, **kwargs)': (_type: PyType, args: Value[], kwargs: Map<string, Value>) =>
      invoke(dictType, args, kwargs),
  },
  classMethods: {
    '__init_subclass__(cls, total=True)': (type: PyType, total: Value) => {
      const own = type.dict.get('__annotations__');
      const all = new PyDict();
      for (const base of [...type.mro].reverse()) {
        const annotations = base.dict.get('__annotations__');
        if (annotations instanceof PyDict) for (const [name, value] of annotations.entries()) all.set(name, value);
      }
      if (own instanceof PyDict || all.size > 0) type.define('__annotations__', all);
      type.define('__total__', total);
    },
  },
});

const BASES: Readonly<Record<string, PyType>> = {
  List: listType,
  Dict: dictType,
  Tuple: tupleType,
  Set: setType,
  FrozenSet: frozensetType,
  Type: typeType,
};
const FORMS =
  'Any List Dict Tuple Set FrozenSet Type Optional Union Callable Iterable Iterator Sequence MutableSequence Mapping MutableMapping ' +
  'Collection Container Hashable Sized Reversible Generator Literal Final ClassVar Annotated NoReturn Never Self TypeAlias Concatenate ' +
  'TypeGuard SupportsFloat SupportsInt SupportsIndex SupportsAbs SupportsRound Text AnyStr DefaultDict OrderedDict Counter Deque ' +
  'ContextManager IO TextIO BinaryIO Pattern Match NamedTupleMeta Required NotRequired LiteralString Awaitable Coroutine';

const members: Record<string, Value> = {
  Generic: genericType,
  Protocol: protocolType,
  NewType: newType,
  TypeVar: typeVariableType,
  ParamSpec: typeVariableType,
  NamedTuple: namedTupleType,
  TypedDict: typedDictType,
  TYPE_CHECKING: false,
};
for (const name of FORMS.split(' ')) members[name] ??= new SpecialForm(name, BASES[name] ?? objectType);
for (const type of [genericType, protocolType]) {
  extendType(type, {
    classMethods: {
      '__class_getitem__(cls, item, /)': subscripted,
    },
  });
}

/** What a subscripted name stands for: `list` for `List[int]`. */
function originOf(value: Value): Value {
  if (value instanceof UnionAlias) return members.Union!;
  if (!(value instanceof GenericAlias)) return null;
  const { origin } = value;
  return origin instanceof SpecialForm && origin.base !== objectType ? origin.base : origin;
}

function argumentsOf(value: Value): readonly Value[] {
  if (value instanceof UnionAlias) return value.members;
  if (value instanceof UnionType) return value.members;
  return value instanceof GenericAlias ? value.args : [];
}

export const typing = defineModule({
  name: 'typing',
  members,
  functions: {
    'cast(typ, val)': (_type: Value, value: Value) => value,
    'overload(func)': (callee: Value) => callee,
    'final(f)': (callee: Value) => callee,
    'no_type_check(arg)': (callee: Value) => callee,
    'runtime_checkable(cls)': (type: Value) => {
      if (!(type instanceof PyType) || !isProtocol(type)) {
        throw exc.TypeError('@runtime_checkable can be only applied to protocol classes, got a class of another kind');
      }
      type.define('_is_runtime_protocol', true);
      return type;
    },
    'assert_type(val, typ, /)': (value: Value) => value,
    'assert_never(arg, /)': function* (value: Value) {
      throw exc.AssertionError(`Expected code to be unreachable, but got: ${yield* finish(reprOf(value))}`);
    },
    'get_type_hints(obj, globalns=None, localns=None)': function* (object: Value) {
      return (yield* finish(findAttribute(object, '__annotations__'))) ?? new PyDict();
    },
    'get_origin(tp)': originOf,
    'get_args(tp)': (value: Value) =>
      new PyTuple(argumentsOf(value).map((member) => (member === null ? noneType : member))),
    'reveal_type(obj, /)': function* (object: Value) {
      yield* finish(reprOf(object));
      return object;
    },
  },
});

export const types = defineModule({
  name: 'types',
  members: {
    SimpleNamespace: simpleNamespace,
    FunctionType: functionType,
    LambdaType: functionType,
    MethodType: methodType,
    GeneratorType: generatorType,
    ModuleType: moduleType,
    NoneType: noneType,
    BuiltinFunctionType: builtinFunctionType,
    BuiltinMethodType: builtinFunctionType,
    EllipsisType: ellipsisType,
    NotImplementedType: notImplementedType,
    CellType: cellType,
    GenericAlias: genericAliasType,
    UnionType: unionType,
  },
  absent: {
    MappingProxyType: 'a copy of the dict runs here',
    new_class: 'type(name, bases, namespace) runs here',
    ...Object.fromEntries(
      ['CodeType', 'FrameType', 'TracebackType', 'CoroutineType', 'AsyncGeneratorType', 'MethodWrapperType'].map(
        (name) => [name, 'type(value) gives the type of a value'],
      ),
    ),
  },
});
