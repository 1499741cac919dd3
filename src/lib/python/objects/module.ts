/** Modules as objects. */
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';

export const moduleType = builtinType('module', { subclassable: false });

export interface ModuleOptions {
  readonly doc?: string | null;
  /** Finds a member when it is first asked for. */
  readonly attribute?: (name: string) => Value | undefined;
  /** Members that each run has for itself: asked each time. */
  readonly dynamic?: Readonly<Record<string, () => Value>>;
  /** Names that exist elsewhere but not here, and what to use instead. */
  readonly absent?: Readonly<Record<string, string>>;
  /** Exactly what `from module import *` brings in; default: every name without a leading underscore. */
  readonly exports?: readonly string[];
  /** Takes a program's assignment to a member; false if the name cannot be assigned. */
  readonly assign?: (name: string, value: Value) => boolean;
}

export class PyModule extends PyObject {
  readonly name: string;
  readonly dict: Map<string, Value>;
  readonly options: ModuleOptions;

  constructor(name: string, dict: Map<string, Value>, options: ModuleOptions = {}) {
    super();
    this.name = name;
    this.dict = dict;
    this.options = options;
  }

  get type(): PyType {
    return moduleType;
  }

  /** The member, made on demand; undefined if there is none. */
  member(name: string): Value | undefined {
    const known = this.dict.get(name);
    if (known !== undefined) return known;
    const { dynamic } = this.options;
    if (dynamic !== undefined && Object.hasOwn(dynamic, name)) return dynamic[name]!();
    const made = this.options.attribute?.(name);
    if (made !== undefined) this.dict.set(name, made);
    return made;
  }

  /** What to use instead of a name that exists elsewhere but not here. */
  advice(name: string): string | undefined {
    const absent = this.options.absent;
    return absent !== undefined && Object.hasOwn(absent, name) ? absent[name] : undefined;
  }
  // No `traverse`: members of native modules are not the program's.
  override traverse(_visit: Visit): void {}
}
