/** `inspect.Parameter`: one parameter of a signature. */
import { defineClass } from '../../objects/define.ts';
import { intType, plainText, PyInstance, PyType } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { DerivedValue } from '../../objects/derived.ts';
import type { ParameterKind } from '../../objects/signature.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { reprOf } from '../../operations/conversion.ts';

/** What stands where there is no default and no annotation. */
export const EMPTY = new PyType({ name: '_empty', module: 'inspect', bases: [] });

const KIND_NAMES: Readonly<Record<ParameterKind, string>> = {
  'positional-only': 'POSITIONAL_ONLY',
  positional: 'POSITIONAL_OR_KEYWORD',
  varargs: 'VAR_POSITIONAL',
  'keyword-only': 'KEYWORD_ONLY',
  varkw: 'VAR_KEYWORD',
};

const DESCRIPTIONS: readonly string[] = [
  'positional-only',
  'positional or keyword',
  'variadic positional',
  'keyword-only',
  'variadic keyword',
];

const kindNames = Object.values(KIND_NAMES);

const kindType: PyType = defineClass({
  name: '_ParameterKind',
  module: 'inspect',
  bases: [intType],
  allocate: null,
  methods: {
    '__str__(self)': (self: DerivedValue) => kindNames[self.value as number]!,
    '__repr__(self)': (self: DerivedValue) =>
      `<_ParameterKind.${kindNames[self.value as number]!}: ${self.value as number}>`,
  },
  properties: {
    name: (self: DerivedValue) => kindNames[self.value as number]!,
    value: (self: DerivedValue) => self.value,
    description: (self: DerivedValue) => DESCRIPTIONS[self.value as number]!,
  },
});

/** The five kinds, in the order in which a signature may have them. */
const KINDS = new Map(
  (Object.keys(KIND_NAMES) as ParameterKind[]).map((kind, i) => [kind, new DerivedValue(kindType, i)]),
);

/** A parameter with its default and its annotation, `EMPTY` where it has none. */
export class InspectedParameter extends PyInstance {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly defaultValue: Value;
  readonly annotation: Value;

  constructor(name: string, kind: ParameterKind, defaultValue: Value = EMPTY, annotation: Value = EMPTY) {
    super(parameterType);
    this.name = name;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.annotation = annotation;
  }
}

/** An annotation as signatures print it: a class by its name, and without `typing.`. */
export function* annotationText(annotation: Value): Task<string> {
  if (annotation instanceof PyType) {
    const plain = annotation.module === 'builtins' || annotation.module === '__main__';
    return plain ? annotation.qualname : `${annotation.module}.${annotation.qualname}`;
  }
  const text = yield* finish(reprOf(annotation));
  return typeof annotation === 'string' ? text : text.replace(/\btyping\./g, '');
}

/** A parameter as it is written in Python. */
export function* parameterText(parameter: InspectedParameter): Task<string> {
  const { kind, annotation, defaultValue } = parameter;
  const stars = kind === 'varargs' ? '*' : kind === 'varkw' ? '**' : '';
  let text = stars + parameter.name;
  if (annotation !== EMPTY) text += `: ${yield* annotationText(annotation)}`;
  if (defaultValue === EMPTY) return text;
  return text + (annotation === EMPTY ? '=' : ' = ') + (yield* finish(reprOf(defaultValue)));
}

/** `inspect.Parameter` */
export const parameterType: PyType = defineClass({
  name: 'Parameter',
  module: 'inspect',
  allocate: null,
  methods: {
    '__str__(self)': parameterText,
    '__repr__(self)': function* (self: InspectedParameter): Task {
      return `<Parameter "${yield* parameterText(self)}">`;
    },
  },
  properties: {
    name: (self: InspectedParameter) => self.name,
    kind: (self: InspectedParameter) => KINDS.get(self.kind)!,
    default: (self: InspectedParameter) => self.defaultValue,
    annotation: (self: InspectedParameter) => self.annotation,
  },
  constants: {
    empty: EMPTY,
    ...Object.fromEntries([...KINDS].map(([kind, value]) => [KIND_NAMES[kind], value])),
  },
});

/** Parameters with the `/` and `*` that their kinds need. */
export function* parametersText(parameters: readonly InspectedParameter[]): Task<string> {
  const parts: string[] = [];
  let star = false;
  for (const [i, parameter] of parameters.entries()) {
    if (parameter.kind === 'keyword-only' && !star) parts.push('*');
    star ||= parameter.kind === 'keyword-only' || parameter.kind === 'varargs';
    parts.push(plainText(yield* parameterText(parameter)));
    if (parameter.kind === 'positional-only' && parameters[i + 1]?.kind !== 'positional-only') parts.push('/');
  }
  return `(${parts.join(', ')})`;
}
