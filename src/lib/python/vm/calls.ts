/** Frames for calls of the program's own functions. */
import type { Code } from '../compile/code.ts';
import { missingArguments, tooManyArguments } from '../objects/binding.ts';
import { Cell } from '../objects/callable.ts';
import type { PyFunction } from '../objects/callable.ts';
import { PyTuple } from '../objects/containers.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import type { Value } from '../objects/object.ts';
import { PyFrame } from './frame.ts';

/** A frame for a call, its arguments bound to the parameters; raises CPython's TypeErrors. */
export function frameFor(
  callee: PyFunction,
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value> | null,
): PyFrame {
  const { code } = callee;
  const locals = new Array<Value | undefined>(code.localNames.length).fill(undefined);
  if (kwargs === null && args.length === code.positional && code.keywordOnly === 0 && !code.varargs && !code.varkw) {
    for (let i = 0; i < args.length; i++) locals[i] = args[i];
  } else bindLocals(callee, code, args, kwargs, locals);
  return new PyFrame(code, callee.globals, locals, cellsFor(code, callee.closure, locals));
}

const NO_CELLS: readonly Cell[] = [];

/** A frame's cells: new ones for its own shared variables, then those of the closure. */
export function cellsFor(code: Code, closure: readonly Cell[], locals: (Value | undefined)[]): readonly Cell[] {
  if (code.cellNames.length === 0) return NO_CELLS;
  const cells: Cell[] = [];
  for (let i = 0; i < code.ownCells; i++) cells.push(new Cell());
  for (const cell of closure) cells.push(cell);
  const { localCells } = code;
  for (let i = 0; i < localCells.length; i++) {
    const cell = localCells[i]!;
    if (cell < 0) continue;
    cells[cell]!.value = locals[i];
    locals[i] = undefined;
  }
  return cells;
}

function bindLocals(
  callee: PyFunction,
  code: Code,
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value> | null,
  locals: (Value | undefined)[],
): void {
  const { positional, keywordOnly, localNames } = code;
  const named = positional + keywordOnly;
  const given = Math.min(args.length, positional);
  for (let i = 0; i < given; i++) locals[i] = args[i];
  if (code.varargs) locals[named] = new PyTuple(args.slice(positional));
  const extra = code.varkw ? new PyDict() : null;
  if (extra !== null) locals[named + (code.varargs ? 1 : 0)] = extra;
  if (kwargs !== null) bindKeywords(callee, code, kwargs, locals, extra);
  if (args.length > positional && !code.varargs) {
    let keywords = 0;
    for (let i = positional; i < named; i++) if (locals[i] !== undefined) keywords++;
    throw tooManyArguments(callee.qualname, positional, positional - callee.defaults.length, args.length, keywords);
  }
  const firstDefault = positional - callee.defaults.length;
  let missing: string[] | null = null;
  for (let i = given; i < positional; i++) {
    if (locals[i] !== undefined) continue;
    if (i >= firstDefault) locals[i] = callee.defaults[i - firstDefault];
    else (missing ??= []).push(localNames[i]!);
  }
  if (missing !== null) throw missingArguments(callee.qualname, missing, 'positional');
  for (let i = positional; i < named; i++) {
    if (locals[i] !== undefined) continue;
    const value = callee.keywordDefaults?.get(localNames[i]!);
    if (value === undefined) (missing ??= []).push(localNames[i]!);
    else locals[i] = value;
  }
  if (missing !== null) throw missingArguments(callee.qualname, missing, 'keyword-only');
}

function bindKeywords(
  callee: PyFunction,
  code: Code,
  kwargs: ReadonlyMap<string, Value>,
  locals: (Value | undefined)[],
  extra: PyDict | null,
): void {
  const named = code.positional + code.keywordOnly;
  for (const [name, value] of kwargs) {
    let i = code.positionalOnly;
    while (i < named && code.localNames[i] !== name) i++;
    if (i < named) {
      if (locals[i] !== undefined)
        throw exc.TypeError(`${callee.qualname}() got multiple values for argument '${name}'`);
      locals[i] = value;
    } else if (extra !== null) extra.set(name, value);
    else throw unexpectedKeyword(callee, code, name, kwargs);
  }
}

function unexpectedKeyword(callee: PyFunction, code: Code, name: string, kwargs: ReadonlyMap<string, Value>): Error {
  const positionalOnly = code.localNames.slice(0, code.positionalOnly).filter((n) => kwargs.has(n));
  if (positionalOnly.length > 0) {
    const names = positionalOnly.join(', ');
    return exc.TypeError(
      `${callee.qualname}() got some positional-only arguments passed as keyword arguments: '${names}'`,
    );
  }
  return exc.TypeError(`${callee.qualname}() got an unexpected keyword argument '${name}'`);
}
