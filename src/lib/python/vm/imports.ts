/** `import`: finding modules in the table that the interpreter was given. */
import { nearModule } from './known-modules.ts';
import { currentRun } from '../objects/context.ts';
import { exc, makeError } from '../objects/exceptions.ts';
import { exceptionTypes } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { PyModule } from '../objects/module.ts';
import type { Value } from '../objects/object.ts';

function missing(name: string): PythonError {
  const near = nearModule(name);
  const detail = near === undefined ? '' : `; it does not run here: ${near}`;
  const error = makeError(exceptionTypes.ModuleNotFoundError, [`No module named '${name}'${detail}`]);
  error.exception.dict.set('name', name);
  return error;
}

/** `import a.b.c`: answers `a`, or (with `innermost`) `a.b.c`. */
export function importModule(name: string, innermost: boolean): PyModule {
  if (name.startsWith('.')) throw exc.ImportError('attempted relative import with no known parent package');
  const run = currentRun();
  const parts = name.split('.');
  let module: PyModule | undefined;
  for (let n = 1; n <= parts.length; n++) {
    const dotted = parts.slice(0, n).join('.');
    const parent = module;
    module = run.findModule(dotted);
    if (module === undefined) {
      if (parent === undefined) throw missing(dotted);
      const member = parent.member(parts[n - 1]!);
      if (!(member instanceof PyModule)) throw absent(parent, parts[n - 1]!) ?? missing(dotted);
      module = member;
    }
    // Importing a submodule makes it an attribute of its package.
    if (parent !== undefined && parent.member(parts[n - 1]!) === undefined) parent.dict.set(parts[n - 1]!, module);
  }
  return innermost ? module! : (run.findModule(parts[0]!) ?? module!);
}

function absent(module: PyModule, name: string): PythonError | undefined {
  const advice = module.advice(name);
  return advice === undefined
    ? undefined
    : exc.NotImplementedError(`${module.name}.${name} does not run here; ${advice}`);
}

/** `from module import name` */
export function importMember(module: PyModule, name: string): Value {
  // None is a member like any other: numpy.newaxis.
  const own = module.member(name);
  if (own !== undefined) return own;
  const submodule = currentRun().findModule(`${module.name}.${name}`);
  if (submodule !== undefined) return submodule;
  const advised = absent(module, name);
  if (advised !== undefined) throw advised;
  const error = makeError(exceptionTypes.ImportError, [
    `cannot import name '${name}' from '${module.name}' (unknown location)`,
  ]);
  error.exception.dict.set('name', module.name);
  throw error;
}

/** The modules that each program's globals took everything from. */
const starred = new WeakMap<Map<string, Value>, PyModule[]>();

/** The error for a name that `import *` would have brought, and that does not run here. */
export function absentAmongStarred(globals: Map<string, Value>, name: string): PythonError | undefined {
  for (const module of starred.get(globals) ?? []) {
    const error = absent(module, name);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** `from module import *` */
export function importStar(module: PyModule, into: Map<string, Value>): void {
  starred.set(into, [...(starred.get(into) ?? []), module]);
  const names = module.options.exports ?? [...module.dict.keys()].filter((name) => !name.startsWith('_'));
  for (const name of names) into.set(name, importMember(module, name));
}
