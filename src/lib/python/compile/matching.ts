/** `match`, and what its patterns hold. */
import type { Expression, Pattern, Statement } from '../syntax/ast.ts';
import { OP } from './operations.ts';
import type { StatementCompiler } from './statements.ts';

/** `match`: a pattern's own values are pushed first, then one instruction matches and gives what its names are bound to. */
export function compileMatch(compiler: StatementCompiler, node: Extract<Statement, { kind: 'Match' }>): void {
  const { assembler } = compiler;
  const end = assembler.label();
  compiler.expression(node.subject);
  for (const item of node.cases) {
    const [next, fail] = [assembler.label(), assembler.label()];
    assembler.emit(OP.DUPLICATE);
    const values = patternValues(item.pattern);
    values.forEach((value) => compiler.expression(value));
    assembler.at(item.pattern);
    assembler.emit(OP.BUILD_TUPLE, values.length);
    assembler.patterns.push(item.pattern);
    assembler.emit(OP.MATCH, assembler.patterns.length - 1);
    assembler.emit(OP.DUPLICATE);
    assembler.constant(null);
    assembler.emit(OP.IS, 0);
    assembler.emitJump(OP.JUMP_IF_TRUE, fail);
    const names = patternNames(item.pattern);
    checkPattern(compiler, item.pattern, names);
    assembler.emit(OP.UNPACK, names.length);
    names.forEach((name) => compiler.storeName(name));
    if (item.guard !== null) compiler.jumpIf(item.guard, next, false);
    assembler.emit(OP.POP);
    compiler.body(item.body);
    assembler.emitJump(OP.JUMP, end);
    assembler.place(fail);
    assembler.emit(OP.POP);
    assembler.place(next);
  }
  assembler.emit(OP.POP);
  assembler.place(end);
}

function checkPattern(compiler: StatementCompiler, pattern: Pattern, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) compiler.fail(`multiple assignments to name '${twice}' in pattern`, pattern);
  if (pattern.kind !== 'MatchOr') return;
  const first = [...new Set(patternNames(pattern.patterns[0]!))].sort().join();
  for (const other of pattern.patterns) {
    if (patternNames(other).sort().join() !== first)
      compiler.fail('alternative patterns bind different names', pattern);
  }
}

/** The expressions in a pattern, in the order in which the matcher takes their values. */
function patternValues(pattern: Pattern): Expression[] {
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
function patternNames(pattern: Pattern): string[] {
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
