/** Expressions to instructions. */
import type { Expression, Span } from '../syntax/ast.ts';
import type { Label } from './assembler.ts';
import { compileCall } from './calls.ts';
import { compileComprehension } from './comprehensions.ts';
import { compileDictDisplay, compileDisplay, negative } from './displays.ts';
import { compileFormatString, compileFormattedValue } from './format-strings.ts';
import { compileLambda } from './functions.ts';
import { BINARY, COMPARE, OP, UNARY } from './operations.ts';
import { ScopeCompiler } from './scope-compiler.ts';
import { mangle } from './scope.ts';
import type { ScopeNode } from './scope.ts';

/** Compiles expressions: each leaves its value on the stack. */
export class ExpressionCompiler extends ScopeCompiler {
  /** The f-string whose fields are compiled just now. */
  formatString: Span | null = null;

  // Targets

  /** Stores the value on top in a target. */
  store(target: Expression): void {
    const { assembler } = this;
    switch (target.kind) {
      case 'Name':
        assembler.at(target);
        return this.storeName(target.id);
      case 'Attribute':
        this.expression(target.value);
        assembler.at(target);
        return assembler.emit(OP.STORE_ATTRIBUTE, assembler.name(mangle(target.attr, this.scope)));
      case 'Subscript':
        this.expression(target.value);
        this.expression(target.slice);
        this.atSubscript(target);
        return assembler.emit(OP.STORE_ITEM);
      case 'Tuple':
      case 'List':
        return this.unpack(target.elts, target);
      case 'Starred':
        return this.fail('starred assignment target must be in a list or tuple', target);
      default:
        throw new Error(`no target: ${target.kind}`);
    }
  }

  private unpack(targets: readonly Expression[], span: Span): void {
    const star = targets.findIndex((t) => t.kind === 'Starred');
    this.assembler.at(span);
    if (star < 0) this.assembler.emit(OP.UNPACK, targets.length);
    else {
      if (star > 255) this.fail('too many expressions in star-unpacking assignment', span);
      this.assembler.emit(OP.UNPACK_STAR, star | ((targets.length - star - 1) << 8));
    }
    for (const target of targets) this.store(target.kind === 'Starred' ? target.value : target);
  }

  // Expressions

  /** Pushes an expression's value. */
  expression(node: Expression): void {
    const { assembler } = this;
    switch (node.kind) {
      case 'Constant':
        assembler.at(node);
        return assembler.constant(node.value);
      case 'Name':
        return this.load(node.id, node);
      case 'Attribute':
        this.expression(node.value);
        assembler.at(node);
        return assembler.emit(OP.LOAD_ATTRIBUTE, assembler.name(mangle(node.attr, this.scope)));
      case 'Subscript':
        this.expression(node.value);
        this.expression(node.slice);
        this.atSubscript(node);
        return assembler.emit(OP.LOAD_ITEM);
      case 'Slice':
        for (const part of [node.lower, node.upper, node.step]) {
          if (part === null) assembler.constant(null);
          else this.expression(part);
        }
        assembler.at(node);
        return assembler.emit(OP.BUILD_SLICE);
      case 'Tuple':
      case 'List':
      case 'Set':
        return compileDisplay(this, node);
      case 'Dict':
        return compileDictDisplay(this, node);
      case 'BinOp':
        this.expression(node.left);
        this.expression(node.right);
        this.atBinary(node);
        return assembler.emit(OP.BINARY, BINARY.indexOf(node.op));
      case 'UnaryOp':
        return this.unary(node);
      case 'BoolOp':
        return this.booleanOperation(node);
      case 'Compare':
        return this.comparison(node);
      case 'IfExp': {
        const otherwise = assembler.label();
        const end = assembler.label();
        this.jumpIf(node.test, otherwise, false);
        this.expression(node.body);
        assembler.emitJump(OP.JUMP, end);
        assembler.place(otherwise);
        this.expression(node.orelse);
        return assembler.place(end);
      }
      case 'NamedExpr':
        this.expression(node.value);
        assembler.at(node.target);
        assembler.emit(OP.DUPLICATE);
        return this.storeName(node.target.id);
      case 'Call':
        return compileCall(this, node);
      case 'Lambda':
        return compileLambda(this, node);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return compileComprehension(this, node);
      case 'Yield':
        if (node.value === null) assembler.constant(null);
        else this.expression(node.value);
        assembler.at(node);
        return assembler.emit(OP.YIELD);
      case 'YieldFrom':
        this.expression(node.value);
        assembler.at(node);
        assembler.emit(OP.GET_DELEGATE);
        assembler.constant(null);
        return assembler.emit(OP.YIELD_FROM);
      case 'JoinedStr':
        return compileFormatString(this, node);
      case 'FormattedValue':
        return compileFormattedValue(this, node);
      case 'Starred':
        return this.fail("can't use starred expression here", node);
    }
  }

  private unary(node: Extract<Expression, { kind: 'UnaryOp' }>): void {
    const { assembler } = this;
    const folded = node.op === '-' ? negative(node.operand) : undefined;
    assembler.at(node);
    if (folded !== undefined) return assembler.constant(folded);
    this.expression(node.operand);
    assembler.at(node);
    if (node.op === 'not') assembler.emit(OP.NOT);
    else assembler.emit(OP.UNARY, UNARY.indexOf(node.op));
  }

  private booleanOperation(node: Extract<Expression, { kind: 'BoolOp' }>): void {
    const { assembler } = this;
    const end = assembler.label();
    node.values.forEach((value, i) => {
      this.expression(value);
      if (i === node.values.length - 1) return;
      assembler.emitJump(node.op === 'and' ? OP.JUMP_IF_FALSE_OR_POP : OP.JUMP_IF_TRUE_OR_POP, end);
    });
    assembler.place(end);
  }

  private compareOperation(op: string): void {
    const { assembler } = this;
    if (op === 'in' || op === 'not in') assembler.emit(OP.CONTAINS, op === 'in' ? 0 : 1);
    else if (op === 'is' || op === 'is not') assembler.emit(OP.IS, op === 'is' ? 0 : 1);
    else assembler.emit(OP.COMPARE, COMPARE.indexOf(op as (typeof COMPARE)[number]));
  }

  private comparison(node: Extract<Expression, { kind: 'Compare' }>): void {
    const { assembler } = this;
    this.expression(node.left);
    if (node.ops.length === 1) {
      this.expression(node.comparators[0]!);
      assembler.at(node);
      return this.compareOperation(node.ops[0]!);
    }
    const cleanup = assembler.label();
    const end = assembler.label();
    node.ops.forEach((op, i) => {
      this.expression(node.comparators[i]!);
      assembler.at(node);
      if (i === node.ops.length - 1) return this.compareOperation(op);
      assembler.emit(OP.DUPLICATE);
      assembler.emit(OP.ROTATE_THREE);
      this.compareOperation(op);
      assembler.emitJump(OP.JUMP_IF_FALSE_OR_POP, cleanup);
    });
    assembler.emitJump(OP.JUMP, end);
    assembler.place(cleanup);
    assembler.emit(OP.SWAP);
    assembler.emit(OP.POP);
    assembler.place(end);
  }

  /** Jumps if the expression's truth is the given one. */
  jumpIf(node: Expression, label: Label, condition: boolean): void {
    const { assembler } = this;
    if (node.kind === 'UnaryOp' && node.op === 'not') return this.jumpIf(node.operand, label, !condition);
    if (node.kind === 'BoolOp') {
      const last = node.values.length - 1;
      if ((node.op === 'or') === condition) return node.values.forEach((value) => this.jumpIf(value, label, condition));
      const end = assembler.label();
      node.values.forEach((value, i) =>
        i === last ? this.jumpIf(value, label, condition) : this.jumpIf(value, end, !condition),
      );
      return assembler.place(end);
    }
    this.expression(node);
    assembler.at(node);
    assembler.emitJump(condition ? OP.JUMP_IF_TRUE : OP.JUMP_IF_FALSE, label);
  }

  /** A compiler for a scope inside this one. */
  child(node: ScopeNode, name: string): ExpressionCompiler {
    return new ExpressionCompiler(this.compilation, this.scope.children.get(node)!, this.qualified(name));
  }
}
