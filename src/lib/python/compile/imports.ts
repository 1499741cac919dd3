/** `import` and `from … import`. */
import type { Statement } from '../syntax/ast.ts';
import { OP } from './operations.ts';
import type { ScopeCompiler } from './scope-compiler.ts';

/** `import a.b as c`. */
export function compileImport(compiler: ScopeCompiler, node: Extract<Statement, { kind: 'Import' }>): void {
  const { assembler } = compiler;
  for (const alias of node.names) {
    assembler.at(node);
    assembler.emit(OP.IMPORT, (assembler.name(alias.name) << 1) | (alias.asname === null ? 0 : 1));
    compiler.storeName(alias.asname ?? alias.name.split('.')[0]!);
  }
}

/** `from a import b as c`; `__future__` is told to the compilation. */
export function compileImportFrom(compiler: ScopeCompiler, node: Extract<Statement, { kind: 'ImportFrom' }>): void {
  const { assembler } = compiler;
  assembler.at(node);
  if (node.module === '__future__') return importFuture(compiler, node);
  assembler.emit(OP.IMPORT, (assembler.name('.'.repeat(node.level) + node.module) << 1) | 1);
  for (const alias of node.names) {
    assembler.at(node);
    if (alias.name === '*') return assembler.emit(OP.IMPORT_STAR);
    assembler.emit(OP.IMPORT_FROM, assembler.name(alias.name));
    compiler.storeName(alias.asname ?? alias.name);
  }
  assembler.emit(OP.POP);
}

function importFuture(compiler: ScopeCompiler, node: Extract<Statement, { kind: 'ImportFrom' }>): void {
  if (node.from >= compiler.compilation.beginningEnds) {
    compiler.fail('from __future__ imports must occur at the beginning of the file', node);
  }
  const known = ['annotations', 'division', 'print_function', 'absolute_import', 'unicode_literals', 'generators'];
  for (const alias of node.names) {
    if (!known.includes(alias.name)) compiler.fail(`future feature ${alias.name} is not defined`, node);
    if (alias.name === 'annotations') compiler.compilation.textAnnotations = true;
  }
}
