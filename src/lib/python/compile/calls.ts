/** Calls and their arguments. */
import { PyTuple } from '../objects/containers.ts';
import type { Expression, Keyword, Span } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { OP } from './operations.ts';
import { mangle } from './scope.ts';

/** A call, as a method call where it can be: the bound method is never made. */
export function compileCall(compiler: ExpressionCompiler, node: Extract<Expression, { kind: 'Call' }>): void {
  checkKeywords(compiler, node.keywords);
  const { assembler } = compiler;
  const spread = node.args.some((a) => a.kind === 'Starred') || node.keywords.some((k) => k.arg === null);
  if (node.func.kind === 'Attribute' && !spread) {
    compiler.expression(node.func.value);
    assembler.at(node.func);
    assembler.emit(OP.LOAD_METHOD, assembler.name(mangle(node.func.attr, compiler.scope)));
  } else {
    compiler.expression(node.func);
    assembler.emit(OP.PUSH_NULL);
  }
  if (spread) spreadArguments(compiler, node.args, node.keywords);
  else {
    node.args.forEach((a) => compiler.expression(a));
    node.keywords.forEach((k) => compiler.expression(k.value));
  }
  assembler.at(callPlace(compiler, node));
  if (spread) assembler.emit(OP.CALL_SPREAD, node.keywords.length > 0 ? 1 : 0);
  else if (node.keywords.length === 0) assembler.emit(OP.CALL, node.args.length);
  else {
    assembler.constant(new PyTuple(node.keywords.map((k) => k.arg!)));
    assembler.emit(OP.CALL_KEYWORDS, node.args.length + node.keywords.length);
  }
}

/** A method call that spans lines is placed at the method's name, as CPython does. */
function callPlace(compiler: ExpressionCompiler, node: Extract<Expression, { kind: 'Call' }>): Span {
  if (node.func.kind !== 'Attribute') return node;
  const name = { from: node.func.to - node.func.attr.length, to: node.to };
  const { lines } = compiler.compilation;
  return lines.place(node.func.from).line === lines.place(name.from).line ? node : name;
}

/** Refuses a keyword that is given twice. */
export function checkKeywords(compiler: ExpressionCompiler, keywords: readonly Keyword[]): void {
  const seen = new Set<string>();
  for (const keyword of keywords) {
    if (keyword.arg === null) continue;
    if (seen.has(keyword.arg)) compiler.fail(`keyword argument repeated: ${keyword.arg}`, keyword);
    seen.add(keyword.arg);
  }
}

/** Pushes arguments as a list and, where there are keywords, a dict: for calls with `*` or `**`, and for bases of classes. */
export function spreadArguments(
  compiler: ExpressionCompiler,
  args: readonly Expression[],
  keywords: readonly Keyword[],
): void {
  const { assembler } = compiler;
  assembler.emit(OP.BUILD_LIST, 0);
  for (const argument of args) {
    if (argument.kind === 'Starred') {
      compiler.expression(argument.value);
      assembler.emit(OP.LIST_EXTEND, 1);
    } else {
      compiler.expression(argument);
      assembler.emit(OP.LIST_APPEND, 1);
    }
  }
  if (keywords.length === 0) return;
  assembler.emit(OP.BUILD_DICT, 0);
  for (const keyword of keywords) {
    if (keyword.arg === null) {
      compiler.expression(keyword.value);
      assembler.emit(OP.DICT_UPDATE, 1);
    } else {
      assembler.constant(keyword.arg);
      compiler.expression(keyword.value);
      assembler.emit(OP.BUILD_DICT, 1);
      assembler.emit(OP.DICT_UPDATE, 1);
    }
  }
}
