/** The views of a dict: its keys, values or items, as they are whenever one looks. */
import { tuple } from './containers.ts';
import type { PyDict } from './dict.ts';
import { PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';

export type ViewKind = 'keys' | 'values' | 'items';
/** The type of each kind of view. */
export type ViewTypes = Readonly<Record<ViewKind, PyType>>;

/** `dict.keys()`, `dict.values()` or `dict.items()`. */
export class DictView extends PyObject {
  readonly dict: PyDict;
  readonly kind: ViewKind;
  readonly #types: ViewTypes;

  constructor(dict: PyDict, kind: ViewKind, types: ViewTypes) {
    super();
    this.dict = dict;
    this.kind = kind;
    this.#types = types;
  }

  get type(): PyType {
    return this.#types[this.kind];
  }

  *values(): Iterable<Value> {
    for (const [key, value] of this.dict.entries()) {
      yield this.kind === 'keys' ? key : this.kind === 'values' ? value : tuple(key, value);
    }
  }

  override traverse(visit: Visit): void {
    visit(this.dict);
  }
}
