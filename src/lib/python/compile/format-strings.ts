/** f-strings. */
import type { Expression } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { OP } from './operations.ts';

const CONVERSIONS = { s: 1, r: 2, a: 3 } as const;

/** A whole f-string. */
export function compileFormatString(
  compiler: ExpressionCompiler,
  node: Extract<Expression, { kind: 'JoinedStr' }>,
): void {
  const { assembler } = compiler;
  const outer = compiler.formatString;
  compiler.formatString ??= node;
  node.values.forEach((value) => compiler.expression(value));
  compiler.formatString = outer;
  assembler.at(node);
  if (node.values.length !== 1) assembler.emit(OP.BUILD_STRING, node.values.length);
}

/** One `{field!conversion:spec}`. */
export function compileFormattedValue(
  compiler: ExpressionCompiler,
  node: Extract<Expression, { kind: 'FormattedValue' }>,
): void {
  compiler.expression(node.value);
  if (node.spec !== null) compiler.expression(node.spec);
  // CPython blames the string, not the field.
  compiler.assembler.at(compiler.formatString ?? node);
  const conversion = node.conversion === null ? 0 : CONVERSIONS[node.conversion];
  compiler.assembler.emit(OP.FORMAT, conversion | (node.spec === null ? 0 : 4));
}
