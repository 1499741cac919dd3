/** Comprehensions and generator expressions: each is a function of its own, called with its first iterator. */
import type { Comprehension, Expression } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { OP } from './operations.ts';

type AnyComprehension = Extract<Expression, { generators: readonly Comprehension[] }>;

/** Makes a comprehension's function and calls it; its first iterator is made outside of it, as in Python. */
export function compileComprehension(compiler: ExpressionCompiler, node: AnyComprehension): void {
  const name = { ListComp: '<listcomp>', SetComp: '<setcomp>', DictComp: '<dictcomp>', GeneratorExp: '<genexpr>' }[
    node.kind
  ];
  const child = compiler.child(node, name);
  body(child, node);
  const { assembler } = compiler;
  assembler.at(node);
  const argument = { kind: 'Argument', arg: '.0', annotation: null, from: node.from, to: node.to } as const;
  const none = { posonlyargs: [], vararg: null, kwonlyargs: [], kwDefaults: [], kwarg: null, defaults: [] };
  compiler.makeFunction(child.finishFunction(name, { ...none, args: [argument] }, null), 0);
  assembler.emit(OP.PUSH_NULL);
  compiler.expression(node.generators[0]!.iter);
  assembler.at(node.generators[0]!.iter);
  assembler.emit(OP.GET_ITERATOR);
  assembler.at(node);
  assembler.emit(OP.CALL, 1);
}

function body(compiler: ExpressionCompiler, node: AnyComprehension): void {
  const { assembler } = compiler;
  assembler.at(node);
  if (node.kind === 'ListComp') assembler.emit(OP.BUILD_LIST, 0);
  else if (node.kind === 'SetComp') assembler.emit(OP.BUILD_SET, 0);
  else if (node.kind === 'DictComp') assembler.emit(OP.BUILD_DICT, 0);
  loop(compiler, node, 0);
  assembler.at(node);
  if (node.kind === 'GeneratorExp') assembler.constant(null);
  assembler.emit(OP.RETURN);
}

function loop(compiler: ExpressionCompiler, node: AnyComprehension, depth: number): void {
  const { assembler } = compiler;
  const generator = node.generators[depth];
  if (generator === undefined) return element(compiler, node, depth);
  const start = assembler.label();
  const end = assembler.label();
  if (depth === 0) assembler.emit(OP.LOAD_LOCAL, assembler.local('.0'));
  else {
    compiler.expression(generator.iter);
    assembler.at(generator.iter);
    assembler.emit(OP.GET_ITERATOR);
  }
  assembler.place(start);
  assembler.at(generator.iter);
  assembler.emitJump(OP.FOR, end);
  compiler.store(generator.target);
  for (const condition of generator.ifs) compiler.jumpIf(condition, start, false);
  loop(compiler, node, depth + 1);
  assembler.emitJump(OP.LOOP, start);
  assembler.place(end);
}

function element(compiler: ExpressionCompiler, node: AnyComprehension, depth: number): void {
  const { assembler } = compiler;
  if (node.kind === 'DictComp') {
    compiler.expression(node.key);
    compiler.expression(node.value);
    assembler.emit(OP.DICT_ADD, depth + 1);
    return;
  }
  compiler.expression(node.elt);
  assembler.at(node.elt);
  if (node.kind === 'GeneratorExp') {
    assembler.emit(OP.YIELD);
    assembler.emit(OP.POP);
  } else assembler.emit(node.kind === 'ListComp' ? OP.LIST_APPEND : OP.SET_ADD, depth + 1);
}
