/** What compiling anything in a scope needs: the assembler of its code, its names, and what it is called. */
import type { Arguments, Expression, Span } from '../syntax/ast.ts';
import { SyntaxProblem } from '../syntax/problem.ts';
import type { LineTable } from '../syntax/problem.ts';
import { Assembler } from './assembler.ts';
import type { Code, SourceText } from './code.ts';
import { OP } from './operations.ts';
import { mangle } from './scope.ts';
import type { Scope } from './scope.ts';

/** What stays the same for all code of a program. */
export interface Compilation {
  readonly text: string;
  readonly source: SourceText;
  readonly lines: LineTable;
  /** Where the program's first statement begins that is no import from `__future__`. */
  readonly beginningEnds: number;
  /** `from __future__ import annotations`: annotations stay text. */
  textAnnotations: boolean;
}

/** Compiles into the code of one scope. */
export class ScopeCompiler {
  readonly compilation: Compilation;
  readonly assembler: Assembler;
  readonly qualname: string;

  constructor(compilation: Compilation, scope: Scope, qualname: string) {
    this.compilation = compilation;
    this.assembler = new Assembler(scope, compilation.source, compilation.lines);
    this.qualname = qualname;
  }

  get scope(): Scope {
    return this.assembler.scope;
  }

  /** Ends the compilation with a SyntaxError. */
  fail(message: string, span: Span): never {
    throw new SyntaxProblem(message, { from: span.from, to: span.to });
  }

  /** The qualified name of what is defined here. */
  qualified(name: string): string {
    if (this.scope.kind === 'module') return name;
    return this.scope.kind === 'class' ? `${this.qualname}.${name}` : `${this.qualname}.<locals>.${name}`;
  }

  // Names

  /** Pushes a name's value, from wherever the scope says that it lives. */
  load(name: string, span: Span): void {
    const { assembler } = this;
    assembler.at(span);
    const id = mangle(name, this.scope);
    switch (this.scope.place(id)) {
      case 'local':
        return assembler.emit(OP.LOAD_LOCAL, assembler.local(id));
      case 'cell':
        return this.scope.kind === 'class'
          ? assembler.emit(OP.LOAD_CLASS_CELL, assembler.cell(id))
          : assembler.emit(OP.LOAD_CELL, assembler.cell(id));
      case 'name':
        return assembler.emit(this.scope.kind === 'class' ? OP.LOAD_NAME : OP.LOAD_GLOBAL, assembler.name(id));
      default:
        return assembler.emit(OP.LOAD_GLOBAL, assembler.name(id));
    }
  }

  /** Binds a name to the value on top. */
  storeName(name: string): void {
    const { assembler } = this;
    const id = mangle(name, this.scope);
    switch (this.scope.place(id)) {
      case 'local':
        return assembler.emit(OP.STORE_LOCAL, assembler.local(id));
      case 'cell':
        // A class body's own names live in its namespace even where `__class__` makes cells.
        if (this.scope.kind === 'class' && this.scope.bound.has(id) && !this.scope.nonlocals.has(id)) {
          return assembler.emit(OP.STORE_NAME, assembler.name(id));
        }
        return assembler.emit(OP.STORE_CELL, assembler.cell(id));
      case 'name':
        return assembler.emit(this.scope.kind === 'class' ? OP.STORE_NAME : OP.STORE_GLOBAL, assembler.name(id));
      default:
        return assembler.emit(OP.STORE_GLOBAL, assembler.name(id));
    }
  }

  /** Unbinds a name. */
  deleteName(name: string): void {
    const { assembler } = this;
    const id = mangle(name, this.scope);
    switch (this.scope.place(id)) {
      case 'local':
        return assembler.emit(OP.DELETE_LOCAL, assembler.local(id));
      case 'cell':
        return assembler.emit(OP.DELETE_CELL, assembler.cell(id));
      case 'name':
        return assembler.emit(this.scope.kind === 'class' ? OP.DELETE_NAME : OP.DELETE_GLOBAL, assembler.name(id));
      default:
        return assembler.emit(OP.DELETE_GLOBAL, assembler.name(id));
    }
  }

  // Places in the text that an error points at

  /** Blames what follows on a subscript, whose brackets are marked. */
  atSubscript(node: Extract<Expression, { kind: 'Subscript' }>): void {
    this.assembler.at(node);
    this.assembler.mark(node.value.to, node.slice.to + 1);
  }

  /** Blames what follows on an operation, whose operator is marked. */
  atBinary(node: Extract<Expression, { kind: 'BinOp' }>): void {
    this.assembler.at(node);
    const { text } = this.compilation;
    let at = node.left.to;
    while (at < node.right.from - 1 && /[\s)]/.test(text[at]!)) at++;
    const wide = at + 1 < node.right.from && /\S/.test(text[at + 1]!) ? 2 : 1;
    this.assembler.mark(at, at + wide);
  }

  // Functions

  /** Pushes a function made of `code`; `flags` say which of its defaults and annotations lie on the stack. */
  makeFunction(code: Code, flags: number): void {
    this.assembler.codes.push(code);
    this.assembler.emit(OP.MAKE_FUNCTION, ((this.assembler.codes.length - 1) << 3) | flags);
  }

  /** The finished code of a function with these parameters. */
  finishFunction(name: string, args: Arguments, doc: string | null): Code {
    return this.assembler.finish({
      name,
      qualname: this.qualname,
      doc,
      kind: 'function',
      positionalOnly: args.posonlyargs.length,
      positional: args.posonlyargs.length + args.args.length,
      keywordOnly: args.kwonlyargs.length,
      varargs: args.vararg !== null,
      varkw: args.kwarg !== null,
    });
  }
}
