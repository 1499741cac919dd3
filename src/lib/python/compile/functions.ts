/** What a function is made of beside its body: defaults, annotations; and lambdas. */
import type { Arguments, Expression } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { OP } from './operations.ts';
import { mangle } from './scope.ts';

/** Pushes defaults and annotations, and answers the flags for MAKE_FUNCTION. */
export function functionExtras(compiler: ExpressionCompiler, args: Arguments, returns: Expression | null): number {
  const { assembler } = compiler;
  let flags = 0;
  if (args.defaults.length > 0) {
    args.defaults.forEach((d) => compiler.expression(d));
    assembler.emit(OP.BUILD_TUPLE, args.defaults.length);
    flags |= 1;
  }
  const keywords = args.kwonlyargs.map((a, i) => [a.arg, args.kwDefaults[i]!] as const).filter(([, d]) => d !== null);
  if (keywords.length > 0) {
    for (const [name, value] of keywords) {
      assembler.constant(mangle(name, compiler.scope));
      compiler.expression(value);
    }
    assembler.emit(OP.BUILD_DICT, keywords.length);
    flags |= 2;
  }
  const annotated = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]
    .filter((a) => a !== null && a.annotation !== null)
    .map((a) => [a!.arg, a!.annotation!] as const);
  const all = returns === null ? annotated : [...annotated, ['return', returns] as const];
  if (all.length > 0) {
    for (const [name, annotation] of all) {
      assembler.constant(name);
      compileAnnotation(compiler, annotation);
    }
    assembler.emit(OP.BUILD_DICT, all.length);
    flags |= 4;
  }
  return flags;
}

/** An annotation: its value, or its text where the program asks for that. */
export function compileAnnotation(compiler: ExpressionCompiler, node: Expression): void {
  if (compiler.compilation.textAnnotations)
    compiler.assembler.constant(compiler.compilation.text.slice(node.from, node.to));
  else compiler.expression(node);
}

/** A lambda: a function whose body is one expression. */
export function compileLambda(compiler: ExpressionCompiler, node: Extract<Expression, { kind: 'Lambda' }>): void {
  const flags = functionExtras(compiler, node.args, null);
  const child = compiler.child(node, '<lambda>');
  child.expression(node.body);
  child.assembler.emit(OP.RETURN);
  compiler.assembler.at(node);
  compiler.makeFunction(child.finishFunction('<lambda>', node.args, null), flags);
}
