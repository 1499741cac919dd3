/** Walks a program for its scopes: which names each function, class and comprehension binds and uses. */
import type { Arguments, Comprehension, Expression, Pattern, Span, Statement } from '../syntax/ast.ts';
import { SyntaxProblem } from '../syntax/problem.ts';
import { mangle, Scope } from './scope.ts';

/** Fills a scope, and makes those inside of it. Throws SyntaxProblems for names that are declared or bound where they may not be. */
export class Collector {
  #scope: Scope;
  /** How deep in a comprehension's iterable the walk is: no `:=` there. */
  #iterables = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  body(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #fail(message: string, span: Span): never {
    throw new SyntaxProblem(message, { from: span.from, to: span.to });
  }

  #mangled(name: string): string {
    return mangle(name, this.#scope);
  }

  #bind(name: string): void {
    this.#scope.bound.add(this.#mangled(name));
  }

  #use(name: string, span: Span): void {
    const mangled = this.#mangled(name);
    if (!this.#scope.used.has(mangled)) this.#scope.used.set(mangled, span);
    if (mangled === 'super' && this.#scope.kind === 'function') this.#scope.used.set('__class__', span);
  }

  #within(scope: Scope, walk: () => void): void {
    const outer = this.#scope;
    this.#scope = scope;
    walk();
    this.#scope = outer;
  }

  #statement(node: Statement): void {
    switch (node.kind) {
      case 'FunctionDef':
        this.#bind(node.name);
        node.decorators.forEach((d) => this.#expression(d));
        this.#defaults(node.args);
        if (node.returns !== null) this.#expression(node.returns);
        this.#within(new Scope('function', node, this.#scope), () => {
          this.#parameters(node.args);
          this.body(node.body);
        });
        return;
      case 'ClassDef':
        this.#bind(node.name);
        node.decorators.forEach((d) => this.#expression(d));
        node.bases.forEach((b) => this.#expression(b));
        node.keywords.forEach((k) => this.#expression(k.value));
        this.#within(new Scope('class', node, this.#scope), () => this.body(node.body));
        return;
      case 'Return':
        if (!this.#insideFunction()) this.#fail("'return' outside function", node);
        if (node.value !== null) this.#expression(node.value);
        return;
      case 'Delete':
        node.targets.forEach((t) => this.#target(t));
        return;
      case 'Assign':
        this.#expression(node.value);
        node.targets.forEach((t) => this.#target(t));
        return;
      case 'AugAssign':
        this.#expression(node.value);
        this.#target(node.target);
        if (node.target.kind === 'Name') this.#use(node.target.id, node.target);
        return;
      case 'AnnAssign':
        if (node.target.kind === 'Name') this.#annotatedName(node.target.id, node.target, node.simple);
        this.#expression(node.annotation);
        if (node.value !== null) this.#expression(node.value);
        this.#target(node.target);
        return;
      case 'For':
        this.#expression(node.iter);
        this.#target(node.target);
        this.body(node.body);
        this.body(node.orelse);
        return;
      case 'While':
      case 'If':
        this.#expression(node.test);
        this.body(node.body);
        this.body(node.orelse);
        return;
      case 'With':
        for (const item of node.items) {
          this.#expression(item.context);
          if (item.target !== null) this.#target(item.target);
        }
        this.body(node.body);
        return;
      case 'Match':
        this.#expression(node.subject);
        for (const item of node.cases) {
          this.#pattern(item.pattern);
          if (item.guard !== null) this.#expression(item.guard);
          this.body(item.body);
        }
        return;
      case 'Raise':
        if (node.exc !== null) this.#expression(node.exc);
        if (node.cause !== null) this.#expression(node.cause);
        return;
      case 'Try':
        this.body(node.body);
        for (const handler of node.handlers) {
          if (handler.type !== null) this.#expression(handler.type);
          if (handler.name !== null) this.#bind(handler.name);
          this.body(handler.body);
        }
        this.body(node.orelse);
        this.body(node.finalbody);
        return;
      case 'Assert':
        this.#expression(node.test);
        if (node.msg !== null) this.#expression(node.msg);
        return;
      case 'Import':
        for (const alias of node.names) this.#bind(alias.asname ?? alias.name.split('.')[0]!);
        return;
      case 'ImportFrom':
        for (const alias of node.names) {
          if (alias.name !== '*') this.#bind(alias.asname ?? alias.name);
          else if (this.#scope.kind !== 'module') this.#fail('import * only allowed at module level', node);
        }
        return;
      case 'Global':
      case 'Nonlocal':
        node.names.forEach((name) => this.#declare(node.kind, name, node));
        return;
      case 'Expr':
        this.#expression(node.value);
        return;
      default:
    }
  }

  #insideFunction(): boolean {
    return this.#scope.kind === 'function';
  }

  #annotatedName(name: string, span: Span, simple: boolean): void {
    if (!simple) return;
    const where = this.#scope.globals.has(name) ? 'global' : this.#scope.nonlocals.has(name) ? 'nonlocal' : null;
    if (where !== null && this.#scope.kind !== 'module') this.#fail(`annotated name '${name}' can't be ${where}`, span);
  }

  #declare(kind: 'Global' | 'Nonlocal', name: string, span: Span): void {
    const scope = this.#scope;
    const word = kind.toLowerCase();
    const mangled = this.#mangled(name);
    if (kind === 'Nonlocal' && scope.kind === 'module')
      this.#fail('nonlocal declaration not allowed at module level', span);
    if (scope.parameters.includes(mangled)) this.#fail(`name '${name}' is parameter and ${word}`, span);
    if (kind === 'Global' ? scope.nonlocals.has(mangled) : scope.globals.has(mangled)) {
      this.#fail(`name '${name}' is nonlocal and global`, span);
    }
    if (scope.bound.has(mangled)) this.#fail(`name '${name}' is assigned to before ${word} declaration`, span);
    if (scope.used.has(mangled)) this.#fail(`name '${name}' is used prior to ${word} declaration`, span);
    if (kind === 'Global') scope.globals.add(mangled);
    else scope.nonlocals.set(mangled, span);
  }

  #parameters(args: Arguments): void {
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
    if (args.vararg !== null) all.push(args.vararg);
    if (args.kwarg !== null) all.push(args.kwarg);
    for (const argument of all) {
      this.#scope.parameters.push(this.#mangled(argument.arg));
      this.#bind(argument.arg);
    }
  }

  #defaults(args: Arguments): void {
    args.defaults.forEach((d) => this.#expression(d));
    args.kwDefaults.forEach((d) => d !== null && this.#expression(d));
    for (const a of [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg]) {
      if (a !== null && a.annotation !== null) this.#expression(a.annotation);
    }
  }

  #target(node: Expression): void {
    switch (node.kind) {
      case 'Name':
        this.#bind(node.id);
        return;
      case 'Tuple':
      case 'List':
        if (node.elts.filter((e) => e.kind === 'Starred').length > 1) {
          this.#fail('multiple starred expressions in assignment', node);
        }
        node.elts.forEach((e) => this.#target(e));
        return;
      case 'Starred':
        this.#target(node.value);
        return;
      default:
        this.#expression(node);
    }
  }

  #pattern(node: Pattern): void {
    switch (node.kind) {
      case 'MatchValue':
        this.#expression(node.value);
        return;
      case 'MatchSequence':
      case 'MatchOr':
        node.patterns.forEach((p) => this.#pattern(p));
        return;
      case 'MatchMapping':
        node.keys.forEach((k) => this.#expression(k));
        node.patterns.forEach((p) => this.#pattern(p));
        if (node.rest !== null) this.#bind(node.rest);
        return;
      case 'MatchClass':
        this.#expression(node.cls);
        [...node.patterns, ...node.kwdPatterns].forEach((p) => this.#pattern(p));
        return;
      case 'MatchStar':
        if (node.name !== null) this.#bind(node.name);
        return;
      case 'MatchAs':
        if (node.pattern !== null) this.#pattern(node.pattern);
        if (node.name !== null) this.#bind(node.name);
        return;
      default:
    }
  }

  #named(node: Extract<Expression, { kind: 'NamedExpr' }>): void {
    if (this.#iterables > 0) {
      this.#fail('assignment expression cannot be used in a comprehension iterable expression', node);
    }
    // In a comprehension `:=` binds in the function around it.
    let scope = this.#scope;
    while (scope.comprehension && scope.parent !== null) {
      if (scope.bound.has(node.target.id)) {
        this.#fail(
          `assignment expression cannot rebind comprehension iteration variable '${node.target.id}'`,
          node.target,
        );
      }
      scope = scope.parent;
    }
    if (scope !== this.#scope) {
      if (scope.kind === 'class') {
        this.#fail('assignment expression within a comprehension cannot be used in a class body', node);
      }
      const global = scope.kind === 'module' || scope.globals.has(node.target.id);
      for (let s = this.#scope; s !== scope; s = s.parent!) {
        if (global) s.globals.add(node.target.id);
        else s.nonlocals.set(node.target.id, node.target);
      }
      if (!global || scope.kind === 'module') scope.bound.add(node.target.id);
    } else this.#bind(node.target.id);
    this.#expression(node.value);
  }

  #expression(node: Expression): void {
    switch (node.kind) {
      case 'Name':
        this.#use(node.id, node);
        return;
      case 'Attribute':
      case 'Starred':
      case 'FormattedValue':
        this.#expression(node.value);
        if (node.kind === 'FormattedValue' && node.spec !== null) this.#expression(node.spec);
        return;
      case 'Subscript':
        this.#expression(node.value);
        this.#expression(node.slice);
        return;
      case 'Tuple':
      case 'List':
      case 'Set':
        node.elts.forEach((e) => this.#expression(e));
        return;
      case 'Dict':
        node.keys.forEach((k) => k !== null && this.#expression(k));
        node.values.forEach((v) => this.#expression(v));
        return;
      case 'Slice':
        for (const part of [node.lower, node.upper, node.step]) if (part !== null) this.#expression(part);
        return;
      case 'BinOp':
        this.#expression(node.left);
        this.#expression(node.right);
        return;
      case 'UnaryOp':
        this.#expression(node.operand);
        return;
      case 'BoolOp':
      case 'JoinedStr':
        node.values.forEach((v) => this.#expression(v));
        return;
      case 'Compare':
        this.#expression(node.left);
        node.comparators.forEach((c) => this.#expression(c));
        return;
      case 'IfExp':
        this.#expression(node.test);
        this.#expression(node.body);
        this.#expression(node.orelse);
        return;
      case 'NamedExpr':
        this.#named(node);
        return;
      case 'Call':
        this.#expression(node.func);
        node.args.forEach((a) => this.#expression(a));
        node.keywords.forEach((k) => this.#expression(k.value));
        return;
      case 'Lambda':
        this.#defaults(node.args);
        this.#within(new Scope('function', node, this.#scope), () => {
          this.#parameters(node.args);
          this.#expression(node.body);
        });
        return;
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
        this.#comprehension(node);
        return;
      case 'Yield':
      case 'YieldFrom':
        if (!this.#insideFunction()) this.#fail("'yield' outside function", node);
        if (this.#scope.comprehension) this.#yieldInComprehension(node);
        this.#scope.generator = true;
        if (node.value !== null) this.#expression(node.value);
        return;
      default:
    }
  }

  #yieldInComprehension(span: Span): never {
    const names = {
      ListComp: 'list comprehension',
      SetComp: 'set comprehension',
      DictComp: 'dict comprehension',
      GeneratorExp: 'generator expression',
    };
    this.#fail(`'yield' inside ${names[this.#scope.node.kind as keyof typeof names]}`, span);
  }

  #comprehension(node: Extract<Expression, { generators: readonly Comprehension[] }>): void {
    const [first, ...rest] = node.generators;
    this.#iterables++;
    this.#expression(first!.iter);
    this.#iterables--;
    const scope = new Scope('function', node, this.#scope, true);
    scope.generator = node.kind === 'GeneratorExp';
    const iterables = this.#iterables;
    this.#iterables = 0;
    this.#within(scope, () => {
      scope.parameters.push('.0');
      scope.bound.add('.0');
      this.#target(first!.target);
      for (const generator of rest) this.#target(generator.target);
      first!.ifs.forEach((i) => this.#expression(i));
      for (const generator of rest) {
        this.#iterables++;
        this.#expression(generator.iter);
        this.#iterables--;
        generator.ifs.forEach((i) => this.#expression(i));
      }
      if (node.kind === 'DictComp') {
        this.#expression(node.key);
        this.#expression(node.value);
      } else this.#expression(node.elt);
    });
    this.#iterables = iterables;
  }
}
