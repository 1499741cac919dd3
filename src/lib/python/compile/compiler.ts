/** Programs to code. */
import type { Statement } from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { LineTable, SyntaxProblem } from '../syntax/problem.ts';
import type { Code } from './code.ts';
import type { Compilation } from './scope-compiler.ts';
import { StatementCompiler } from './statements.ts';
import { analyze } from './symtable.ts';

/** Compiles a program; throws a SyntaxProblem. */
export function compile(text: string, filename: string): Code {
  const lines = new LineTable(text);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new SyntaxProblem('source code cannot contain null bytes', { from: nul, to: nul + 1 });
  const module = parse(text);
  const compilation: Compilation = {
    text,
    source: { filename, lines: lines.lines },
    lines,
    beginningEnds: firstOrdinary(module.body)?.from ?? text.length,
    textAnnotations: false,
  };
  return new StatementCompiler(compilation, analyze(module), '<module>').module(module);
}

/** The first statement that is neither the docstring nor an import from `__future__`. */
function firstOrdinary(body: readonly Statement[]): Statement | undefined {
  return body.find((node, i) => {
    const docstring =
      i === 0 && node.kind === 'Expr' && node.value.kind === 'Constant' && typeof node.value.value === 'string';
    return !docstring && !(node.kind === 'ImportFrom' && node.module === '__future__');
  });
}
