/** Augmented and annotated assignments, and `del`. */
import type { Expression, Statement } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { compileAnnotation } from './functions.ts';
import { BINARY, OP } from './operations.ts';
import { mangle } from './scope.ts';

/** `target op= value`: what the target is made of is evaluated once. */
export function compileAugmented(compiler: ExpressionCompiler, node: Extract<Statement, { kind: 'AugAssign' }>): void {
  const { assembler } = compiler;
  const { target } = node;
  const operate = (): void => {
    compiler.expression(node.value);
    assembler.at(node);
    assembler.emit(OP.IN_PLACE, BINARY.indexOf(node.op));
  };
  if (target.kind === 'Name') {
    compiler.load(target.id, target);
    operate();
    assembler.at(target);
    compiler.storeName(target.id);
  } else if (target.kind === 'Attribute') {
    const name = assembler.name(mangle(target.attr, compiler.scope));
    compiler.expression(target.value);
    assembler.at(target);
    assembler.emit(OP.DUPLICATE);
    assembler.emit(OP.LOAD_ATTRIBUTE, name);
    operate();
    assembler.at(target);
    assembler.emit(OP.SWAP);
    assembler.emit(OP.STORE_ATTRIBUTE, name);
  } else if (target.kind === 'Subscript') {
    compiler.expression(target.value);
    compiler.expression(target.slice);
    compiler.atSubscript(target);
    assembler.emit(OP.DUPLICATE_TWO);
    assembler.emit(OP.LOAD_ITEM);
    operate();
    compiler.atSubscript(target);
    assembler.emit(OP.ROTATE_THREE);
    assembler.emit(OP.STORE_ITEM);
  }
}

/** `target: annotation = value`. */
export function compileAnnotated(compiler: ExpressionCompiler, node: Extract<Statement, { kind: 'AnnAssign' }>): void {
  const { assembler } = compiler;
  if (node.value !== null) {
    compiler.expression(node.value);
    compiler.store(node.target);
  }
  if (compiler.scope.kind === 'function' || !node.simple || node.target.kind !== 'Name') return;
  compileAnnotation(compiler, node.annotation);
  compiler.load('__annotations__', node);
  assembler.constant(mangle(node.target.id, compiler.scope));
  assembler.at(node);
  assembler.emit(OP.STORE_ITEM);
}

/** `del target`. */
export function compileDelete(compiler: ExpressionCompiler, target: Expression): void {
  const { assembler } = compiler;
  if (target.kind === 'Name') {
    assembler.at(target);
    compiler.deleteName(target.id);
  } else if (target.kind === 'Attribute') {
    compiler.expression(target.value);
    assembler.at(target);
    assembler.emit(OP.DELETE_ATTRIBUTE, assembler.name(mangle(target.attr, compiler.scope)));
  } else if (target.kind === 'Subscript') {
    compiler.expression(target.value);
    compiler.expression(target.slice);
    compiler.atSubscript(target);
    assembler.emit(OP.DELETE_ITEM);
  } else if (target.kind === 'Tuple' || target.kind === 'List') target.elts.forEach((e) => compileDelete(compiler, e));
}
