/** Programs to code. */
import { parse } from '../syntax/parser.ts';
import { LineTable, SyntaxProblem } from '../syntax/problem.ts';
import type { Code } from './code.ts';
import type { Compilation } from './scope-compiler.ts';
import { StatementCompiler } from './statements.ts';
import { analyze } from './symtable.ts';

/** Compiles a program; throws a SyntaxProblem. */
export function compile(text: string, filename: string): Code {
  const lines = new LineTable(text);
  const compilation: Compilation = { text, source: { filename, lines: lines.lines }, lines, textAnnotations: false };
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new SyntaxProblem('source code cannot contain null bytes', { from: nul, to: nul + 1 });
  const module = parse(text);
  return new StatementCompiler(compilation, analyze(module), '<module>').module(module);
}
