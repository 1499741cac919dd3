/** `inspect.Signature`, and what the signature of a callable is. */
import { BoundMethod, MethodWrapper, NativeFunction, PyFunction } from '../../objects/callable.ts';
import { defineClass } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { objectType, PyInstance, PyObject, PyType } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { findAttribute } from '../../operations/attributes.ts';
import { reprOf } from '../../operations/conversion.ts';
import { instanceFields, isKeywordOnly } from '../dataclasses/field.ts';
import { bindArguments } from './bound-arguments.ts';
import { annotationText, EMPTY, InspectedParameter, parametersText } from './parameter.ts';

/** The parameters of a callable, and the annotation of what it returns. */
export class InspectedSignature extends PyInstance {
  readonly parameters: readonly InspectedParameter[];
  readonly returned: Value;

  constructor(parameters: readonly InspectedParameter[], returned: Value = EMPTY) {
    super(signatureType);
    this.parameters = parameters;
    this.returned = returned;
  }
}

function* signatureText(self: InspectedSignature): Task<string> {
  const text = yield* parametersText(self.parameters);
  return self.returned === EMPTY ? text : `${text} -> ${yield* annotationText(self.returned)}`;
}

/** `inspect.Signature` */
export const signatureType: PyType = defineClass({
  name: 'Signature',
  module: 'inspect',
  allocate: null,
  methods: {
    '__str__(self)': signatureText,
    '__repr__(self)': function* (self: InspectedSignature): Task {
      return `<Signature ${yield* signatureText(self)}>`;
    },
    'bind(self, /, *args, **kwargs)': (self: InspectedSignature, args: Value[], kwargs: Map<string, Value>) =>
      bindArguments(self.parameters, args, kwargs, false),
    'bind_partial(self, /, *args, **kwargs)': (self: InspectedSignature, args: Value[], kwargs: Map<string, Value>) =>
      bindArguments(self.parameters, args, kwargs, true),
  },
  properties: {
    parameters: (self: InspectedSignature) => PyDict.of(self.parameters.map((one) => [one.name, one])),
    return_annotation: (self: InspectedSignature) => self.returned,
  },
  constants: { empty: EMPTY },
});

/** Of a function that the program defined. */
function ofFunction(f: PyFunction): InspectedSignature {
  const { code } = f;
  const annotations = f.annotations instanceof PyDict ? f.annotations : new PyDict();
  const annotation = (name: string): Value => (annotations.has(name) ? annotations.get(name)! : EMPTY);
  const parameters: InspectedParameter[] = [];
  const required = code.positional - f.defaults.length;
  const names = code.localNames;
  for (let i = 0; i < code.positional; i++) {
    const kind = i < code.positionalOnly ? 'positional-only' : 'positional';
    const otherwise = i < required ? EMPTY : f.defaults[i - required]!;
    parameters.push(new InspectedParameter(names[i]!, kind, otherwise, annotation(names[i]!)));
  }
  // The names of `*args` and `**kwargs` come after those of the keyword-only parameters.
  let rest = code.positional + code.keywordOnly;
  if (code.varargs) {
    const name = names[rest++]!;
    parameters.push(new InspectedParameter(name, 'varargs', EMPTY, annotation(name)));
  }
  for (const name of names.slice(code.positional, code.positional + code.keywordOnly)) {
    const otherwise = f.keywordDefaults?.get(name);
    const value = f.keywordDefaults?.has(name) === true ? otherwise! : EMPTY;
    parameters.push(new InspectedParameter(name, 'keyword-only', value, annotation(name)));
  }
  if (code.varkw) parameters.push(new InspectedParameter(names[rest]!, 'varkw', EMPTY, annotation(names[rest]!)));
  return new InspectedSignature(parameters, annotation('return'));
}

/** Of a function that is declared here by its signature text. */
function ofNative(f: NativeFunction): InspectedSignature {
  return new InspectedSignature(
    f.signature.parameters.map(
      ({ name, kind, defaultValue }) => new InspectedParameter(name, kind, defaultValue?.() ?? (defaultValue === undefined ? EMPTY : null)), // prettier-ignore
    ),
  );
}

/** What stands for a default that is made anew for each instance. */
class FactoryMark extends PyInstance {}
const factoryMark = new FactoryMark(
  defineClass({
    name: '_HAS_DEFAULT_FACTORY_CLASS',
    module: 'dataclasses',
    allocate: null,
    methods: { '__repr__(self)': () => '<factory>' },
  }),
);

/** Of the `__init__` that `@dataclass` makes. */
function ofFields(type: PyType): InspectedSignature {
  const fields = instanceFields(type).filter((field) => field.options.init);
  const ordered = [...fields.filter((field) => !isKeywordOnly(field)), ...fields.filter(isKeywordOnly)];
  const parameters = ordered.map((field) => {
    const { defaultValue, factory } = field.options;
    const otherwise = factory !== undefined ? factoryMark : defaultValue === undefined ? EMPTY : defaultValue;
    const kind = isKeywordOnly(field) ? 'keyword-only' : 'positional';
    return new InspectedParameter(field.name, kind, otherwise, field.dict.get('type') ?? null);
  });
  return new InspectedSignature(parameters, null);
}

/** The same without the first parameter, which a bound object fills. */
function withoutFirst({ parameters, returned }: InspectedSignature): InspectedSignature {
  const [first] = parameters;
  return first === undefined || first.kind === 'varargs'
    ? new InspectedSignature(parameters, returned)
    : new InspectedSignature(parameters.slice(1), returned);
}

function* ofClass(type: PyType): Task<InspectedSignature> {
  const initialize = type.lookup('__init__');
  if (initialize instanceof NativeFunction && instanceFields(type).length > 0) return ofFields(type);
  if (initialize !== undefined && initialize !== objectType.dict.get('__init__')) {
    return withoutFirst(yield* signatureOf(initialize));
  }
  const make = type.lookup('__new__');
  if (make instanceof MethodWrapper && make.callee instanceof PyFunction) {
    return withoutFirst(yield* signatureOf(make.callee));
  }
  return new InspectedSignature([]);
}

/** The signature of a callable; of a decorated function, that of the one within. Throws TypeError for what is not called. */
export function* signatureOf(callable: Value): Task<InspectedSignature> {
  if (callable instanceof BoundMethod) return withoutFirst(yield* signatureOf(callable.callee));
  if (callable instanceof PyType) return yield* ofClass(callable);
  const wrapped = callable instanceof PyObject ? yield* finish(findAttribute(callable, '__wrapped__')) : undefined;
  if (wrapped !== undefined) return yield* signatureOf(wrapped);
  if (callable instanceof PyFunction) return ofFunction(callable);
  if (callable instanceof NativeFunction) return ofNative(callable);
  const call = callable instanceof PyObject ? callable.type.lookup('__call__') : undefined;
  if (call instanceof PyFunction) return withoutFirst(ofFunction(call));
  throw exc.TypeError(`${yield* finish(reprOf(callable))} is not a callable object`);
}
