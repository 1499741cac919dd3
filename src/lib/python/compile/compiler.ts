/** Statements to instructions, and programs to code. */
import type {
  ClassDef,
  Expression,
  ExceptHandler,
  FunctionDef,
  Module,
  Pattern,
  Span,
  Statement,
  Try,
  With,
} from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { LineTable, SyntaxProblem } from '../syntax/problem.ts';
import type { Label } from './assembler.ts';
import type { Code } from './code.ts';
import { ExpressionCompiler } from './expressions.ts';
import type { Compilation } from './expressions.ts';
import { BINARY, OP } from './operations.ts';
import { analyze, mangle } from './symtable.ts';
import type { ScopeNode } from './symtable.ts';

/** What a `return`, `break` or `continue` has to leave on its way out, innermost last. */
type Block =
  | { readonly kind: 'loop'; readonly start: Label; readonly end: Label; readonly iterator: boolean }
  | { readonly kind: 'try' }
  | { readonly kind: 'finally'; readonly body: readonly Statement[] }
  | { readonly kind: 'handler'; readonly name: string | null }
  /** A clause of `except*`, which nothing may leave but its end and an exception. */
  | { readonly kind: 'star' }
  /** In a `finally` that an exception led to: the exception is on the stack. */
  | { readonly kind: 'raised' }
  | { readonly kind: 'with'; readonly span: Span };

class Compiler extends ExpressionCompiler {
  #blocks: Block[] = [];

  protected override child(node: ScopeNode, name: string): Compiler {
    return new Compiler(this.compilation, this.scope.children.get(node)!, this.qualified(name));
  }

  module(node: Module): Code {
    const { assembler } = this;
    if (hasAnnotations(node.body)) assembler.emit(OP.SETUP_ANNOTATIONS);
    if (node.doc !== null) {
      assembler.constant(node.doc);
      this.storeName('__doc__');
    }
    this.body(node.body);
    assembler.constant(null);
    assembler.emit(OP.RETURN);
    const plain = { positionalOnly: 0, positional: 0, keywordOnly: 0, varargs: false, varkw: false };
    return assembler.finish({ name: '<module>', qualname: '<module>', doc: node.doc, kind: 'module', ...plain });
  }

  body(statements: readonly Statement[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(node: Statement): void {
    const { assembler } = this;
    switch (node.kind) {
      case 'Expr':
        if (node.value.kind === 'Constant') return;
        this.expression(node.value);
        assembler.at(node);
        return assembler.emit(OP.POP);
      case 'Assign':
        this.expression(node.value);
        node.targets.forEach((target, i) => {
          if (i < node.targets.length - 1) assembler.emit(OP.DUPLICATE);
          this.store(target);
        });
        return;
      case 'AugAssign':
        return this.augmented(node);
      case 'AnnAssign':
        return this.annotated(node);
      case 'If':
        return this.conditional(node);
      case 'While':
        return this.whileLoop(node);
      case 'For':
        return this.forLoop(node);
      case 'FunctionDef':
        return this.functionDefinition(node);
      case 'ClassDef':
        return this.classDefinition(node);
      case 'Return':
        return this.returnStatement(node);
      case 'Break':
      case 'Continue':
        return this.leaveLoop(node);
      case 'Delete':
        return node.targets.forEach((target) => this.remove(target));
      case 'Raise':
        if (node.exc !== null) this.expression(node.exc);
        if (node.cause !== null) this.expression(node.cause);
        assembler.at(node);
        return assembler.emit(OP.RAISE, node.exc === null ? 0 : node.cause === null ? 1 : 2);
      case 'Assert': {
        const passed = assembler.label();
        this.jumpIf(node.test, passed, true);
        assembler.at(node.test);
        assembler.emit(OP.ASSERTION_ERROR);
        if (node.msg !== null) {
          assembler.emit(OP.PUSH_NULL);
          this.expression(node.msg);
          assembler.at(node.test);
          assembler.emit(OP.CALL, 1);
        }
        assembler.emit(OP.RAISE, 1);
        return assembler.place(passed);
      }
      case 'Try':
        return this.tryStatement(node);
      case 'With':
        return this.withStatement(node, 0);
      case 'Import':
        return this.importStatement(node);
      case 'ImportFrom':
        return this.importFrom(node);
      case 'Match':
        return this.matchStatement(node);
      default:
    }
  }

  // Assignments

  private augmented(node: Extract<Statement, { kind: 'AugAssign' }>): void {
    const { assembler } = this;
    const { target } = node;
    const operate = (): void => {
      this.expression(node.value);
      assembler.at(node);
      assembler.emit(OP.IN_PLACE, BINARY.indexOf(node.op));
    };
    if (target.kind === 'Name') {
      this.load(target.id, target);
      operate();
      assembler.at(target);
      this.storeName(target.id);
    } else if (target.kind === 'Attribute') {
      const name = assembler.name(mangle(target.attr, this.scope));
      this.expression(target.value);
      assembler.at(target);
      assembler.emit(OP.DUPLICATE);
      assembler.emit(OP.LOAD_ATTRIBUTE, name);
      operate();
      assembler.at(target);
      assembler.emit(OP.SWAP);
      assembler.emit(OP.STORE_ATTRIBUTE, name);
    } else if (target.kind === 'Subscript') {
      this.expression(target.value);
      this.expression(target.slice);
      this.atSubscript(target);
      assembler.emit(OP.DUPLICATE_TWO);
      assembler.emit(OP.LOAD_ITEM);
      operate();
      this.atSubscript(target);
      assembler.emit(OP.ROTATE_THREE);
      assembler.emit(OP.STORE_ITEM);
    }
  }

  private annotated(node: Extract<Statement, { kind: 'AnnAssign' }>): void {
    const { assembler } = this;
    if (node.value !== null) {
      this.expression(node.value);
      this.store(node.target);
    }
    if (this.scope.kind === 'function' || !node.simple || node.target.kind !== 'Name') return;
    this.annotation(node.annotation);
    this.load('__annotations__', node);
    assembler.constant(mangle(node.target.id, this.scope));
    assembler.at(node);
    assembler.emit(OP.STORE_ITEM);
  }

  private remove(target: Expression): void {
    const { assembler } = this;
    if (target.kind === 'Name') {
      assembler.at(target);
      this.deleteName(target.id);
    } else if (target.kind === 'Attribute') {
      this.expression(target.value);
      assembler.at(target);
      assembler.emit(OP.DELETE_ATTRIBUTE, assembler.name(mangle(target.attr, this.scope)));
    } else if (target.kind === 'Subscript') {
      this.expression(target.value);
      this.expression(target.slice);
      this.atSubscript(target);
      assembler.emit(OP.DELETE_ITEM);
    } else if (target.kind === 'Tuple' || target.kind === 'List') target.elts.forEach((e) => this.remove(e));
  }

  // Control flow

  private conditional(node: Extract<Statement, { kind: 'If' }>): void {
    const { assembler } = this;
    const otherwise = assembler.label();
    const end = assembler.label();
    this.jumpIf(node.test, otherwise, false);
    this.body(node.body);
    if (node.orelse.length > 0) assembler.emitJump(OP.JUMP, end);
    assembler.place(otherwise);
    this.body(node.orelse);
    assembler.place(end);
  }

  private whileLoop(node: Extract<Statement, { kind: 'While' }>): void {
    const { assembler } = this;
    const [start, otherwise, end] = [assembler.label(), assembler.label(), assembler.label()];
    assembler.place(start);
    const forever = node.test.kind === 'Constant' && node.test.value === true;
    if (!forever) this.jumpIf(node.test, otherwise, false);
    this.#within({ kind: 'loop', start, end, iterator: false }, () => this.body(node.body));
    assembler.at(node.test);
    assembler.emitJump(OP.LOOP, start);
    assembler.place(otherwise);
    this.body(node.orelse);
    assembler.place(end);
  }

  private forLoop(node: Extract<Statement, { kind: 'For' }>): void {
    const { assembler } = this;
    const [start, otherwise, end] = [assembler.label(), assembler.label(), assembler.label()];
    this.expression(node.iter);
    // The whole statement is to blame, as in CPython.
    assembler.at(node);
    assembler.emit(OP.GET_ITERATOR, 1);
    assembler.place(start);
    assembler.at(node);
    assembler.emitJump(OP.FOR, otherwise);
    this.#within({ kind: 'loop', start, end, iterator: true }, () => {
      this.store(node.target);
      this.body(node.body);
    });
    assembler.at(node.iter);
    assembler.emitJump(OP.LOOP, start);
    assembler.place(otherwise);
    this.body(node.orelse);
    assembler.place(end);
  }

  #within(block: Block, compile: () => void): void {
    this.#blocks.push(block);
    compile();
    this.#blocks.pop();
  }

  /** Leaves a block early. `kept`: a value on top of the stack has to stay there. */
  private leave(block: Block, kept: boolean): void {
    const { assembler } = this;
    const drop = (): void => {
      if (kept) assembler.emit(OP.SWAP);
      assembler.emit(OP.POP);
    };
    switch (block.kind) {
      case 'loop':
        if (!block.iterator) return;
        if (kept) assembler.emit(OP.SWAP);
        assembler.emit(OP.DROP_ITERATOR);
        return;
      case 'try':
        return assembler.emit(OP.POP_BLOCK);
      case 'finally':
        assembler.emit(OP.POP_BLOCK);
        return this.#outside(block, () => this.body(block.body));
      case 'star':
        return;
      case 'handler':
        if (block.name !== null) {
          assembler.emit(OP.POP_BLOCK);
          this.forget(block.name);
        }
        if (kept) assembler.emit(OP.SWAP);
        return assembler.emit(OP.POP_HANDLED);
      case 'raised':
        drop();
        if (kept) assembler.emit(OP.SWAP);
        return assembler.emit(OP.POP_HANDLED);
      case 'with':
        assembler.at(block.span);
        assembler.emit(OP.POP_BLOCK);
        if (kept) assembler.emit(OP.SWAP);
        return assembler.emit(OP.WITH_LEAVE);
    }
  }

  /** Compiles something as if it stood outside of the block. */
  #outside(block: Block, compile: () => void): void {
    const blocks = this.#blocks;
    this.#blocks = blocks.slice(0, blocks.indexOf(block));
    compile();
    this.#blocks = blocks;
  }

  private returnStatement(node: Extract<Statement, { kind: 'Return' }>): void {
    const { assembler } = this;
    if (node.value === null) assembler.constant(null);
    else this.expression(node.value);
    this.#leaveNoStar(node, 0);
    for (let i = this.#blocks.length - 1; i >= 0; i--) this.leave(this.#blocks[i]!, true);
    assembler.at(node);
    assembler.emit(OP.RETURN);
  }

  /** Refuses to leave an `except*` clause among the blocks from `first` on. */
  #leaveNoStar(node: Statement, first: number): void {
    if (!this.#blocks.slice(first).some((block) => block.kind === 'star')) return;
    this.fail("'break', 'continue' and 'return' cannot appear in an except* block", node);
  }

  private leaveLoop(node: Extract<Statement, { kind: 'Break' | 'Continue' | 'Pass' }>): void {
    const at = this.#blocks.findLastIndex((block) => block.kind === 'loop');
    this.#leaveNoStar(node, at + 1);
    if (at < 0) this.fail(node.kind === 'Break' ? "'break' outside loop" : "'continue' not properly in loop", node);
    const loop = this.#blocks[at] as Extract<Block, { kind: 'loop' }>;
    for (let i = this.#blocks.length - 1; i > at; i--) this.leave(this.#blocks[i]!, false);
    if (node.kind === 'Break') {
      this.leave(loop, false);
      this.assembler.emitJump(OP.JUMP, loop.end);
    } else this.assembler.emitJump(OP.LOOP, loop.start);
  }

  // Functions and classes

  private decorate(decorators: readonly Expression[]): void {
    for (const decorator of decorators) {
      this.expression(decorator);
      this.assembler.emit(OP.PUSH_NULL);
    }
  }

  private applyDecorators(decorators: readonly Expression[]): void {
    for (const decorator of [...decorators].reverse()) {
      this.assembler.at(decorator);
      this.assembler.emit(OP.CALL, 1);
    }
  }

  private functionDefinition(node: FunctionDef): void {
    const { assembler } = this;
    this.decorate(node.decorators);
    const flags = this.functionExtras(node.args, node.returns);
    const child = this.child(node, node.name);
    child.body(node.body);
    child.assembler.constant(null);
    child.assembler.emit(OP.RETURN);
    assembler.at(node);
    this.makeFunction(child.finishFunction(node.name, node.args, node.doc), flags);
    this.applyDecorators(node.decorators);
    assembler.at(node);
    this.storeName(node.name);
  }

  private classDefinition(node: ClassDef): void {
    const { assembler } = this;
    this.checkKeywords(node.keywords);
    this.decorate(node.decorators);
    const child = this.child(node, node.name);
    this.assembler.at(node);
    this.makeFunction(child.classBody(node), 0);
    this.spreadArguments(node.bases, node.keywords);
    if (node.keywords.length === 0) assembler.emit(OP.BUILD_DICT, 0);
    assembler.at(node);
    assembler.emit(OP.BUILD_CLASS, assembler.name(node.name));
    this.applyDecorators(node.decorators);
    assembler.at(node);
    this.storeName(node.name);
  }

  private classBody(node: ClassDef): Code {
    const { assembler } = this;
    if (hasAnnotations(node.body)) assembler.emit(OP.SETUP_ANNOTATIONS);
    if (node.doc !== null) {
      assembler.constant(node.doc);
      assembler.emit(OP.STORE_NAME, assembler.name('__doc__'));
    }
    this.body(node.body);
    assembler.constant(null);
    assembler.emit(OP.RETURN);
    const plain = { positionalOnly: 0, positional: 0, keywordOnly: 0, varargs: false, varkw: false };
    return assembler.finish({ name: node.name, qualname: this.qualname, doc: node.doc, kind: 'class', ...plain });
  }

  // Exceptions

  private tryStatement(node: Try): void {
    if (node.finalbody.length === 0) return this.tryExcept(node);
    const { assembler } = this;
    const [raised, end] = [assembler.label(), assembler.label()];
    assembler.emitJump(OP.SETUP_TRY, raised);
    this.#within({ kind: 'finally', body: node.finalbody }, () => {
      if (node.handlers.length > 0) this.tryExcept(node);
      else this.body(node.body);
    });
    assembler.emit(OP.POP_BLOCK);
    this.body(node.finalbody);
    assembler.emitJump(OP.JUMP, end);
    assembler.place(raised);
    this.#within({ kind: 'raised' }, () => this.body(node.finalbody));
    assembler.emit(OP.RERAISE);
    assembler.place(end);
  }

  private tryExcept(node: Try): void {
    const { assembler } = this;
    const [handlers, end] = [assembler.label(), assembler.label()];
    assembler.emitJump(OP.SETUP_TRY, handlers);
    this.#within({ kind: 'try' }, () => this.body(node.body));
    assembler.emit(OP.POP_BLOCK);
    this.body(node.orelse);
    assembler.emitJump(OP.JUMP, end);
    assembler.place(handlers);
    if (node.handlers.some(({ star }) => star)) this.starHandlers(node.handlers, end);
    else for (const handler of node.handlers) this.exceptHandler(handler, end);
    assembler.emit(OP.RERAISE);
    assembler.place(end);
  }

  /** `except*` clauses: each has its turn, and what they raise waits for the last of them. */
  private starHandlers(handlers: readonly ExceptHandler[], end: Label): void {
    const { assembler } = this;
    assembler.emit(OP.DEAL_GROUP);
    for (const { type, name, body } of handlers) {
      const [nothing, raised, next] = [assembler.label(), assembler.label(), assembler.label()];
      this.expression(type!);
      assembler.at(type!);
      assembler.emit(OP.TAKE_FROM_GROUP);
      assembler.emitJump(OP.JUMP_IF_FALSE, nothing);
      if (name !== null) {
        assembler.emit(OP.DUPLICATE);
        this.storeName(name);
      }
      assembler.emitJump(OP.SETUP_TRY, raised);
      this.#within({ kind: 'star' }, () => this.body(body));
      assembler.emit(OP.POP_BLOCK);
      if (name !== null) this.forget(name);
      assembler.place(nothing);
      assembler.emit(OP.POP);
      assembler.emitJump(OP.JUMP, next);
      assembler.place(raised);
      if (name !== null) this.forget(name);
      assembler.emit(OP.KEEP_RAISED);
      assembler.place(next);
    }
    assembler.emit(OP.END_GROUP);
    assembler.emit(OP.POP_HANDLED);
    assembler.emitJump(OP.JUMP, end);
  }

  /** On the stack: what was handled before, and the exception. */
  private exceptHandler(handler: ExceptHandler, end: Label): void {
    const { assembler } = this;
    const next = assembler.label();
    if (handler.type !== null) {
      assembler.emit(OP.DUPLICATE);
      this.expression(handler.type);
      assembler.at(handler.type);
      assembler.emit(OP.MATCH_EXCEPTION);
      assembler.emitJump(OP.JUMP_IF_FALSE, next);
    }
    if (handler.name === null) {
      assembler.emit(OP.POP);
      this.#within({ kind: 'handler', name: null }, () => this.body(handler.body));
    } else {
      const cleanup = assembler.label();
      const { name } = handler;
      this.storeName(name);
      assembler.emitJump(OP.SETUP_TRY, cleanup);
      this.#within({ kind: 'handler', name }, () => this.body(handler.body));
      assembler.emit(OP.POP_BLOCK);
      this.forget(name);
      const leave = assembler.label();
      assembler.emitJump(OP.JUMP, leave);
      assembler.place(cleanup);
      this.forget(name);
      assembler.emit(OP.RERAISE);
      assembler.place(leave);
    }
    assembler.emit(OP.POP_HANDLED);
    assembler.emitJump(OP.JUMP, end);
    assembler.place(next);
  }

  /** The name of `except … as name` ends with its block. */
  private forget(name: string): void {
    this.assembler.constant(null);
    this.storeName(name);
    this.deleteName(name);
  }

  private withStatement(node: With, index: number): void {
    const { assembler } = this;
    const item = node.items[index];
    if (item === undefined) return this.body(node.body);
    const [raised, suppressed, end] = [assembler.label(), assembler.label(), assembler.label()];
    this.expression(item.context);
    assembler.at(node);
    assembler.emit(OP.WITH_ENTER);
    assembler.emitJump(OP.SETUP_WITH, raised);
    this.#within({ kind: 'with', span: item.context }, () => {
      if (item.target === null) assembler.emit(OP.POP);
      else this.store(item.target);
      this.withStatement(node, index + 1);
    });
    assembler.at(item.context);
    assembler.emit(OP.POP_BLOCK);
    assembler.emit(OP.WITH_LEAVE);
    assembler.emitJump(OP.JUMP, end);
    assembler.place(raised);
    assembler.emit(OP.WITH_EXCEPT);
    assembler.emitJump(OP.JUMP_IF_TRUE, suppressed);
    assembler.emit(OP.RERAISE);
    assembler.place(suppressed);
    assembler.emit(OP.POP);
    assembler.emit(OP.POP_HANDLED);
    assembler.emit(OP.POP);
    assembler.place(end);
  }

  // Imports

  private importStatement(node: Extract<Statement, { kind: 'Import' }>): void {
    const { assembler } = this;
    for (const alias of node.names) {
      assembler.at(node);
      assembler.emit(OP.IMPORT, (assembler.name(alias.name) << 1) | (alias.asname === null ? 0 : 1));
      this.storeName(alias.asname ?? alias.name.split('.')[0]!);
    }
  }

  private importFrom(node: Extract<Statement, { kind: 'ImportFrom' }>): void {
    const { assembler } = this;
    assembler.at(node);
    if (node.module === '__future__') return this.importFuture(node);
    assembler.emit(OP.IMPORT, (assembler.name('.'.repeat(node.level) + node.module) << 1) | 1);
    for (const alias of node.names) {
      assembler.at(node);
      if (alias.name === '*') return assembler.emit(OP.IMPORT_STAR);
      assembler.emit(OP.IMPORT_FROM, assembler.name(alias.name));
      this.storeName(alias.asname ?? alias.name);
    }
    assembler.emit(OP.POP);
  }

  private importFuture(node: Extract<Statement, { kind: 'ImportFrom' }>): void {
    const known = ['annotations', 'division', 'print_function', 'absolute_import', 'unicode_literals', 'generators'];
    for (const alias of node.names) {
      if (!known.includes(alias.name)) this.fail(`future feature ${alias.name} is not defined`, node);
      if (alias.name === 'annotations') this.compilation.textAnnotations = true;
    }
  }

  // Match

  private matchStatement(node: Extract<Statement, { kind: 'Match' }>): void {
    const { assembler } = this;
    const end = assembler.label();
    this.expression(node.subject);
    for (const item of node.cases) {
      const [next, fail] = [assembler.label(), assembler.label()];
      assembler.emit(OP.DUPLICATE);
      const values = patternValues(item.pattern);
      values.forEach((value) => this.expression(value));
      assembler.at(item.pattern);
      assembler.emit(OP.BUILD_TUPLE, values.length);
      assembler.patterns.push(item.pattern);
      assembler.emit(OP.MATCH, assembler.patterns.length - 1);
      assembler.emit(OP.DUPLICATE);
      assembler.constant(null);
      assembler.emit(OP.IS, 0);
      assembler.emitJump(OP.JUMP_IF_TRUE, fail);
      const names = patternNames(item.pattern);
      this.checkPattern(item.pattern, names);
      assembler.emit(OP.UNPACK, names.length);
      names.forEach((name) => this.storeName(name));
      if (item.guard !== null) this.jumpIf(item.guard, next, false);
      assembler.emit(OP.POP);
      this.body(item.body);
      assembler.emitJump(OP.JUMP, end);
      assembler.place(fail);
      assembler.emit(OP.POP);
      assembler.place(next);
    }
    assembler.emit(OP.POP);
    assembler.place(end);
  }

  private checkPattern(pattern: Pattern, names: readonly string[]): void {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) this.fail(`multiple assignments to name '${twice}' in pattern`, pattern);
    if (pattern.kind !== 'MatchOr') return;
    const first = [...new Set(patternNames(pattern.patterns[0]!))].sort().join();
    for (const other of pattern.patterns) {
      if (patternNames(other).sort().join() !== first) this.fail('alternative patterns bind different names', pattern);
    }
  }
}

/** The expressions in a pattern, in the order in which the matcher takes their values. */
export function patternValues(pattern: Pattern): Expression[] {
  switch (pattern.kind) {
    case 'MatchValue':
      return [pattern.value];
    case 'MatchSequence':
    case 'MatchOr':
      return pattern.patterns.flatMap(patternValues);
    case 'MatchMapping':
      return pattern.keys.flatMap((key, i) => [key, ...patternValues(pattern.patterns[i]!)]);
    case 'MatchClass':
      return [pattern.cls, ...[...pattern.patterns, ...pattern.kwdPatterns].flatMap(patternValues)];
    case 'MatchAs':
      return pattern.pattern === null ? [] : patternValues(pattern.pattern);
    default:
      return [];
  }
}

/** The names a pattern binds, in order; those of an `|` once. */
export function patternNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'MatchSequence':
      return pattern.patterns.flatMap(patternNames);
    case 'MatchOr':
      return patternNames(pattern.patterns[0]!);
    case 'MatchMapping':
      return [...pattern.patterns.flatMap(patternNames), ...(pattern.rest === null ? [] : [pattern.rest])];
    case 'MatchClass':
      return [...pattern.patterns, ...pattern.kwdPatterns].flatMap(patternNames);
    case 'MatchStar':
      return pattern.name === null ? [] : [pattern.name];
    case 'MatchAs':
      return [
        ...(pattern.pattern === null ? [] : patternNames(pattern.pattern)),
        ...(pattern.name === null ? [] : [pattern.name]),
      ];
    default:
      return [];
  }
}

function hasAnnotations(body: readonly Statement[]): boolean {
  return body.some((s) => {
    if (s.kind === 'AnnAssign') return true;
    if (s.kind === 'If' || s.kind === 'While' || s.kind === 'For')
      return hasAnnotations(s.body) || hasAnnotations(s.orelse);
    if (s.kind === 'With') return hasAnnotations(s.body);
    return s.kind === 'Try' && [s.body, s.orelse, s.finalbody, ...s.handlers.map((h) => h.body)].some(hasAnnotations);
  });
}

/** Compiles a program; throws a SyntaxProblem. */
export function compile(text: string, filename: string): Code {
  const lines = new LineTable(text);
  const compilation: Compilation = { text, source: { filename, lines: lines.lines }, lines, textAnnotations: false };
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new SyntaxProblem('source code cannot contain null bytes', { from: nul, to: nul + 1 });
  const module = parse(text);
  return new Compiler(compilation, analyze(module), '<module>').module(module);
}
