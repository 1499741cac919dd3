/** `try` with all its clauses, and `with`. */
import type { ExceptHandler, Try, With } from '../syntax/ast.ts';
import type { Label } from './assembler.ts';
import { OP } from './operations.ts';
import type { StatementCompiler } from './statements.ts';

/** `try`: the body of `finally` is there twice, for the way through and for the way out. */
export function compileTry(compiler: StatementCompiler, node: Try): void {
  if (node.finalbody.length === 0) return tryExcept(compiler, node);
  const { assembler } = compiler;
  const [raised, end] = [assembler.label(), assembler.label()];
  assembler.emitJump(OP.SETUP_TRY, raised);
  compiler.within({ kind: 'finally', body: node.finalbody }, () => {
    if (node.handlers.length > 0) tryExcept(compiler, node);
    else compiler.body(node.body);
  });
  assembler.emit(OP.POP_BLOCK);
  compiler.body(node.finalbody);
  assembler.emitJump(OP.JUMP, end);
  assembler.place(raised);
  compiler.within({ kind: 'raised' }, () => compiler.body(node.finalbody));
  assembler.emit(OP.RERAISE);
  assembler.place(end);
}

function tryExcept(compiler: StatementCompiler, node: Try): void {
  const { assembler } = compiler;
  const [handlers, end] = [assembler.label(), assembler.label()];
  assembler.emitJump(OP.SETUP_TRY, handlers);
  compiler.within({ kind: 'try' }, () => compiler.body(node.body));
  assembler.emit(OP.POP_BLOCK);
  compiler.body(node.orelse);
  assembler.emitJump(OP.JUMP, end);
  assembler.place(handlers);
  if (node.handlers.some(({ star }) => star)) starHandlers(compiler, node.handlers, end);
  else for (const handler of node.handlers) exceptHandler(compiler, handler, end);
  assembler.emit(OP.RERAISE);
  assembler.place(end);
}

/** `except*` clauses: each has its turn, and what they raise waits for the last of them. */
function starHandlers(compiler: StatementCompiler, handlers: readonly ExceptHandler[], end: Label): void {
  const { assembler } = compiler;
  assembler.emit(OP.DEAL_GROUP);
  for (const { type, name, body } of handlers) {
    const [nothing, raised, next] = [assembler.label(), assembler.label(), assembler.label()];
    compiler.expression(type!);
    assembler.at(type!);
    assembler.emit(OP.TAKE_FROM_GROUP);
    assembler.emitJump(OP.JUMP_IF_FALSE, nothing);
    if (name !== null) {
      assembler.emit(OP.DUPLICATE);
      compiler.storeName(name);
    }
    assembler.emitJump(OP.SETUP_TRY, raised);
    compiler.within({ kind: 'star' }, () => compiler.body(body));
    assembler.emit(OP.POP_BLOCK);
    if (name !== null) forget(compiler, name);
    assembler.place(nothing);
    assembler.emit(OP.POP);
    assembler.emitJump(OP.JUMP, next);
    assembler.place(raised);
    if (name !== null) forget(compiler, name);
    assembler.emit(OP.KEEP_RAISED);
    assembler.place(next);
  }
  assembler.emit(OP.END_GROUP);
  assembler.emit(OP.POP_HANDLED);
  assembler.emitJump(OP.JUMP, end);
}

/** On the stack: what was handled before, and the exception. */
function exceptHandler(compiler: StatementCompiler, handler: ExceptHandler, end: Label): void {
  const { assembler } = compiler;
  const next = assembler.label();
  if (handler.type !== null) {
    assembler.emit(OP.DUPLICATE);
    compiler.expression(handler.type);
    assembler.at(handler.type);
    assembler.emit(OP.MATCH_EXCEPTION);
    assembler.emitJump(OP.JUMP_IF_FALSE, next);
  }
  if (handler.name === null) {
    assembler.emit(OP.POP);
    compiler.within({ kind: 'handler', name: null }, () => compiler.body(handler.body));
  } else {
    const cleanup = assembler.label();
    const { name } = handler;
    compiler.storeName(name);
    assembler.emitJump(OP.SETUP_TRY, cleanup);
    compiler.within({ kind: 'handler', name }, () => compiler.body(handler.body));
    assembler.emit(OP.POP_BLOCK);
    forget(compiler, name);
    const leave = assembler.label();
    assembler.emitJump(OP.JUMP, leave);
    assembler.place(cleanup);
    forget(compiler, name);
    assembler.emit(OP.RERAISE);
    assembler.place(leave);
  }
  assembler.emit(OP.POP_HANDLED);
  assembler.emitJump(OP.JUMP, end);
  assembler.place(next);
}

/** `with`, from its `index`-th context on. */
export function compileWith(compiler: StatementCompiler, node: With, index: number): void {
  const { assembler } = compiler;
  const item = node.items[index];
  if (item === undefined) return compiler.body(node.body);
  const [raised, suppressed, end] = [assembler.label(), assembler.label(), assembler.label()];
  compiler.expression(item.context);
  assembler.at(node);
  assembler.emit(OP.WITH_ENTER);
  assembler.emitJump(OP.SETUP_WITH, raised);
  compiler.within({ kind: 'with', span: item.context }, () => {
    if (item.target === null) assembler.emit(OP.POP);
    else compiler.store(item.target);
    compileWith(compiler, node, index + 1);
  });
  assembler.at(item.context);
  assembler.emit(OP.POP_BLOCK);
  assembler.emit(OP.WITH_LEAVE);
  assembler.emitJump(OP.JUMP, end);
  assembler.place(raised);
  assembler.emit(OP.WITH_EXCEPT);
  assembler.emitJump(OP.JUMP_IF_TRUE, suppressed);
  assembler.emit(OP.RERAISE);
  assembler.place(suppressed);
  assembler.emit(OP.POP);
  assembler.emit(OP.POP_HANDLED);
  assembler.emit(OP.POP);
  assembler.place(end);
}

/** The name of `except … as name` ends with its block. */
export function forget(compiler: StatementCompiler, name: string): void {
  compiler.assembler.constant(null);
  compiler.storeName(name);
  compiler.deleteName(name);
}
