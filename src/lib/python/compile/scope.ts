/** One scope: the names that it binds and uses, and where each lives. */
import type { ClassDef, Expression, FunctionDef, Lambda, Module, Span } from '../syntax/ast.ts';

export type ScopeKind = 'module' | 'function' | 'class';
/** Where a name lives: a fast local, a cell, a global known to be one, or (class bodies, module) looked up by name. */
export type Place = 'local' | 'cell' | 'global' | 'name';

/** A node with a scope of its own. */
export type ScopeNode = Module | FunctionDef | ClassDef | Lambda | Extract<Expression, { generators: unknown }>;

export class Scope {
  readonly kind: ScopeKind;
  readonly node: ScopeNode;
  readonly parent: Scope | null;
  readonly comprehension: boolean;
  readonly children = new Map<ScopeNode, Scope>();
  readonly bound = new Set<string>();
  readonly used = new Map<string, Span>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Map<string, Span>();
  readonly parameters: string[] = [];
  /** Own variables that inner functions use. */
  readonly cells = new Set<string>();
  /** Outer functions' variables that this one or an inner one uses. */
  readonly free = new Set<string>();
  generator = false;

  constructor(kind: ScopeKind, node: ScopeNode, parent: Scope | null, comprehension = false) {
    this.kind = kind;
    this.node = node;
    this.parent = parent;
    this.comprehension = comprehension;
    parent?.children.set(node, this);
  }

  place(name: string): Place {
    if (this.cells.has(name) || this.free.has(name)) return 'cell';
    if (this.globals.has(name)) return 'global';
    if (this.kind === 'function') return this.bound.has(name) ? 'local' : 'global';
    return 'name';
  }
}

/** `__name` inside a class becomes `_Class__name`. */
export function mangle(name: string, scope: Scope): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    if (s.kind !== 'class') continue;
    const owner = (s.node as ClassDef).name.replace(/^_+/, '');
    return owner === '' ? name : `_${owner}${name}`;
  }
  return name;
}
