/** Statements to instructions. */
import type { ClassDef, Expression, FunctionDef, Module, Span, Statement } from '../syntax/ast.ts';
import type { Label } from './assembler.ts';
import { compileAnnotated, compileAugmented, compileDelete } from './assignments.ts';
import { checkKeywords, spreadArguments } from './calls.ts';
import type { Code } from './code.ts';
import { compileTry, compileWith, forget } from './exceptions.ts';
import { ExpressionCompiler } from './expressions.ts';
import { functionExtras } from './functions.ts';
import { compileImport, compileImportFrom } from './imports.ts';
import { compileMatch } from './matching.ts';
import { OP } from './operations.ts';
import type { ScopeNode } from './scope.ts';

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

/** Compiles statements, which leave the stack as it was. */
export class StatementCompiler extends ExpressionCompiler {
  #blocks: Block[] = [];

  override child(node: ScopeNode, name: string): StatementCompiler {
    return new StatementCompiler(this.compilation, this.scope.children.get(node)!, this.qualified(name));
  }

  /** The code of a whole program. */
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

  /** Statements one after the other. */
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
        return compileAugmented(this, node);
      case 'AnnAssign':
        return compileAnnotated(this, node);
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
        return node.targets.forEach((target) => compileDelete(this, target));
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
        return compileTry(this, node);
      case 'With':
        return compileWith(this, node, 0);
      case 'Import':
        return compileImport(this, node);
      case 'ImportFrom':
        return compileImportFrom(this, node);
      case 'Match':
        return compileMatch(this, node);
      default:
    }
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
    // A program that gives way at the loop's end stands just before its start: that is a line of the loop, not the one above.
    assembler.at(node.test);
    assembler.emit(OP.NOP);
    assembler.place(start);
    const forever = node.test.kind === 'Constant' && node.test.value === true;
    if (!forever) this.jumpIf(node.test, otherwise, false);
    this.within({ kind: 'loop', start, end, iterator: false }, () => this.body(node.body));
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
    this.within({ kind: 'loop', start, end, iterator: true }, () => {
      this.store(node.target);
      this.body(node.body);
    });
    assembler.at(node.iter);
    assembler.emitJump(OP.LOOP, start);
    assembler.place(otherwise);
    this.body(node.orelse);
    assembler.place(end);
  }

  /** Compiles what stands inside of a block, which a `return` or `break` in it has to leave. */
  within(block: Block, compile: () => void): void {
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
          forget(this, block.name);
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
    const flags = functionExtras(this, node.args, node.returns);
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
    checkKeywords(this, node.keywords);
    this.decorate(node.decorators);
    const child = this.child(node, node.name);
    this.assembler.at(node);
    this.makeFunction(child.classBody(node), 0);
    spreadArguments(this, node.bases, node.keywords);
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
