/** Everything that a program can import, by page: walked from the modules themselves, so that no page can drift from them. */
import { describeBuiltins, describeModule, describeStandardModules } from '../python/inspect.ts';
import type { Member, ModuleDescription } from '../python/inspect.ts';
import { PyModule } from '../python/bind.ts';
import { modules } from '../run/modules/index.ts';
import { CONTENTS, slugOf, type Contents } from './contents.ts';

export interface ReferencePage extends Contents {
  readonly modules: readonly ModuleDescription[];
}

/** The modules of the page's libraries and of the standard library, each once; a library's replaces a standard one. */
function everyModule(): ModuleDescription[] {
  const libraries = [...modules.values()].map(describeModule);
  const replaced = new Set(libraries.map(({ name }) => name));
  const standard = describeStandardModules().filter(({ name }) => !replaced.has(name));
  const known = [describeBuiltins(), ...libraries, ...standard];
  return [...known, ...unlisted(known)].sort((a, b) => order(a.name) - order(b.name));
}

const order = (name: string): number => (name === 'builtins' ? 0 : name.startsWith('torch') ? 1 : 2);

/** Modules that are reached as members of others only. */
function unlisted(known: readonly ModuleDescription[]): ModuleDescription[] {
  const names = new Set(known.map(({ name }) => name));
  return known.flatMap(({ members }) =>
    members.flatMap(({ object, kind }) => {
      if (kind !== 'module' || !(object instanceof PyModule) || names.has(object.name)) return [];
      names.add(object.name);
      return [describeModule(object)];
    }),
  );
}

/** The pages, in the order in which they are read. */
export const referencePages: readonly ReferencePage[] = (() => {
  const all = everyModule();
  return CONTENTS.map((page) => ({
    ...page,
    modules: all.filter(({ name }) => slugOf(name) === page.slug),
  }));
})();

/** The name by which a member of a module is reached; also its anchor. A built-in has no module before it. */
export const pathOf = (module: string, ...names: readonly string[]): string =>
  (module === 'builtins' ? names : [module, ...names]).join('.');

/** Where each class has its full entry: the shortest of the paths that lead to it. */
const homes: ReadonlyMap<object, { readonly path: string; readonly slug: string }> = (() => {
  const found = new Map<object, { path: string; slug: string }>();
  for (const { slug, modules } of referencePages) {
    for (const module of modules) {
      for (const { name, kind, object } of module.members) {
        if (object === null || (kind !== 'class' && kind !== 'exception')) continue;
        const path = pathOf(module.name, name);
        const before = found.get(object);
        if (before === undefined || path.length < before.path.length) found.set(object, { path, slug });
      }
    }
  }
  return found;
})();

/** Where a class is described, if that is elsewhere than at `path`; null where this is the place. */
export function elsewhere(path: string, { object }: Member): { readonly path: string; readonly slug: string } | null {
  const home = object === null ? undefined : homes.get(object);
  return home === undefined || home.path === path ? null : home;
}
