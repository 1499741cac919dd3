/** The fields of a dataclass. */
import { PyList } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { PyDict, PySet } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { plainText, PyInstance, PyObject, typeName } from '../../objects/object.ts';
import type { PyType, Value, Visit } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { reprOf } from '../../operations/conversion.ts';
import { PySlot } from '../../operations/slots.ts';

/** What `field(…)` says of a field. */
export interface FieldOptions {
  readonly defaultValue: Value | undefined;
  readonly factory: Value | undefined;
  readonly init: boolean;
  readonly repr: boolean;
  readonly compare: boolean;
  /** Whether it counts for the hash; null: as it does for comparisons. */
  readonly hash: boolean | null;
  /** What the program keeps with the field; nothing here reads it. */
  readonly metadata: PyDict;
  readonly kwOnly: boolean | null;
}

/** A field of a dataclass. */
export class Field extends PyInstance {
  readonly options: FieldOptions;

  constructor(options: FieldOptions) {
    super(fieldType);
    this.options = options;
    const { defaultValue, factory, kwOnly } = options;
    this.dict.set('name', null);
    this.dict.set('type', null);
    this.dict.set('default', defaultValue ?? (defaultValue === undefined ? MISSING : null));
    this.dict.set('default_factory', factory ?? MISSING);
    for (const name of ['init', 'repr', 'hash', 'compare', 'metadata'] as const) this.dict.set(name, options[name]);
    this.dict.set('kw_only', kwOnly ?? MISSING);
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    const { defaultValue, factory, metadata } = this.options;
    for (const value of [defaultValue, factory, metadata]) if (value !== undefined) visit(value);
  }

  get name(): string {
    return this.dict.get('name') as string;
  }
}

/** What `repr(field)` lists, in CPython's order. */
const SHOWN = ['name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only', '_field_type']; // prettier-ignore

/** `dataclasses.Field` */
export const fieldType: PyType = defineClass({
  name: 'Field',
  module: 'dataclasses',
  allocate: null,
  methods: {
    '__repr__(self)': function* (self: Field): Task {
      const parts: string[] = [];
      for (const name of SHOWN) {
        if (name === 'metadata') parts.push(`metadata=mappingproxy(${yield* finish(reprOf(self.options.metadata))})`);
        else if (name === '_field_type') parts.push('_field_type=_FIELD');
        else parts.push(`${name}=${yield* finish(reprOf(self.dict.get(name) ?? null))}`);
      }
      return `Field(${parts.join(',')})`;
    },
  },
});

const missingType = defineClass({ name: '_MISSING_TYPE', module: 'dataclasses' });
/** What stands where there is no default. */
export const MISSING = new PyInstance(missingType);

/** What a field without `field(…)` has. */
const plainOptions = (): FieldOptions => ({
  defaultValue: undefined,
  factory: undefined,
  init: true,
  repr: true,
  compare: true,
  hash: null,
  metadata: new PyDict(),
  kwOnly: null,
});

/** Where a dataclass keeps its fields. */
export const FIELDS = '__dataclass_fields__';

/** The fields of a dataclass; none for other classes. */
export function fieldsOf(type: PyType): Field[] {
  const known = type.lookup(FIELDS);
  return known instanceof PyDict ? ([...known.values()] as Field[]) : [];
}

/** The fields that instances have: those of `fieldsOf` without `InitVar`s. */
export function instanceFields(type: PyType): Field[] {
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
export function collect(type: PyType, kwOnly: boolean): Field[] {
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
    const field = given instanceof Field ? given : new Field({ ...plainOptions(), defaultValue: given });
    const value = field.options.defaultValue;
    if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
      throw exc.ValueError(
        `mutable default <class '${typeName(value)}'> for field ${name} is not allowed: use default_factory`,
      );
    }
    field.dict.set('name', name);
    field.dict.set('type', annotation);
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

/** Whether `__init__` can go without an argument for the field. */
export const hasDefault = (field: Field): boolean =>
  field.options.defaultValue !== undefined || field.options.factory !== undefined;

/** Whether a field is only handed to `__post_init__`: `x: InitVar[int]`. */
export const isInitOnly = (field: Field): boolean => isSpecial(field.dict.get('type') ?? null, 'InitVar');

/** Whether `__init__` takes the field by name alone. */
export const isKeywordOnly = (field: Field): boolean => field.dict.get('kw_only') === true;
