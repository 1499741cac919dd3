/** Scopes of a program, and where the names come from that a scope does not bind. */
import type { Module } from '../syntax/ast.ts';
import { SyntaxProblem } from '../syntax/problem.ts';
import { Collector } from './collector.ts';
import { Scope } from './scope.ts';

/** Finds every scope of a module; throws SyntaxProblems such as "no binding for nonlocal 'x' found". */
export function analyze(module: Module): Scope {
  const scope = new Scope('module', module, null);
  new Collector(scope).body(module.body);
  resolve(scope, []);
  return scope;
}

/** Settles free variables and cells, inner scopes first. `outer` are the enclosing functions, outermost first. */
function resolve(scope: Scope, outer: readonly Scope[]): void {
  for (const [name, span] of scope.nonlocals) {
    if (!outer.some((f) => f.bound.has(name) && !f.globals.has(name))) {
      throw new SyntaxProblem(`no binding for nonlocal '${name}' found`, span);
    }
  }
  const visible = scope.kind === 'function' ? [...outer, scope] : outer;
  for (const child of scope.children.values()) {
    resolve(child, visible);
    for (const name of child.free) {
      if (scope.kind === 'class' && name === '__class__') scope.cells.add(name);
      else if (scope.kind === 'function' && scope.bound.has(name) && !scope.nonlocals.has(name)) scope.cells.add(name);
      else scope.free.add(name);
    }
  }
  for (const name of scope.used.keys()) if (comesFromOutside(scope, name, outer)) scope.free.add(name);
  for (const name of scope.nonlocals.keys()) scope.free.add(name);
}

function comesFromOutside(scope: Scope, name: string, outer: readonly Scope[]): boolean {
  if (scope.globals.has(name)) return false;
  if (scope.bound.has(name) && !scope.nonlocals.has(name)) return false;
  if (name === '__class__' && scope.kind === 'function' && insideClass(scope)) return true;
  return outer.some((f) => f.bound.has(name) && !f.globals.has(name));
}

function insideClass(scope: Scope): boolean {
  for (let s: Scope | null = scope.parent; s !== null; s = s.parent) if (s.kind === 'class') return true;
  return false;
}
