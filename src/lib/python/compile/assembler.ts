/** Collects the instructions of one code object. */
import { PyFloat } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Pattern, Span } from '../syntax/ast.ts';
import type { LineTable } from '../syntax/problem.ts';
import type { Code, SourceText } from './code.ts';
import { OP } from './operations.ts';
import type { Op } from './operations.ts';
import type { Scope } from './scope.ts';

/** A place in the instructions that jumps can name before it is known. */
export interface Label {
  target: number;
}

export interface CodeHeader {
  readonly name: string;
  readonly qualname: string;
  readonly doc: string | null;
  readonly kind: Code['kind'];
  readonly positionalOnly: number;
  readonly positional: number;
  readonly keywordOnly: number;
  readonly varargs: boolean;
  readonly varkw: boolean;
}

const JUMPS: ReadonlySet<number> = new Set([
  OP.JUMP,
  OP.LOOP,
  OP.JUMP_IF_FALSE,
  OP.JUMP_IF_TRUE,
  OP.JUMP_IF_FALSE_OR_POP,
  OP.JUMP_IF_TRUE_OR_POP,
  OP.FOR,
  OP.SETUP_TRY,
  OP.SETUP_WITH,
]);

export class Assembler {
  readonly scope: Scope;
  readonly #lines: LineTable;
  readonly #source: SourceText;
  readonly #instructions: number[] = [];
  readonly #positions: number[] = [];
  readonly #anchors: number[] = [];
  readonly #labels = new Map<number, Label>();
  readonly #constants: Value[] = [];
  readonly #constantPlaces = new Map<Value, number>();
  readonly #names = new Map<string, number>();
  readonly #locals = new Map<string, number>();
  readonly #cells = new Map<string, number>();
  readonly #ownCells: number;
  readonly codes: Code[] = [];
  readonly patterns: Pattern[] = [];
  #span: Span;
  #place: readonly [number, number, number, number];
  #anchor: readonly [number, number] = [-1, -1];

  constructor(scope: Scope, source: SourceText, lines: LineTable) {
    this.scope = scope;
    this.#source = source;
    this.#lines = lines;
    for (const name of scope.parameters) this.local(name);
    for (const name of scope.cells) this.#cells.set(name, this.#cells.size);
    this.#ownCells = this.#cells.size;
    for (const name of scope.free) if (!this.#cells.has(name)) this.#cells.set(name, this.#cells.size);
    this.#span = scope.node;
    this.#place = this.#placeOf(scope.node);
  }

  #placeOf(span: Span): readonly [number, number, number, number] {
    const start = this.#lines.place(span.from);
    const end = this.#lines.place(span.to);
    return [start.line, start.column, end.line, end.column];
  }

  /** The place that the instructions emitted next belong to. */
  at(span: Span): void {
    this.#anchor = [-1, -1];
    if (span === this.#span) return;
    this.#span = span;
    this.#place = this.#placeOf(span);
  }

  get here(): Span {
    return this.#span;
  }

  /** Offsets of the operator that tracebacks mark within the current place. */
  mark(from: number, to: number): void {
    const start = this.#lines.place(from);
    const end = this.#lines.place(to);
    if (start.line === this.#place[0] && end.line === this.#place[2] && start.line === end.line) {
      this.#anchor = [start.column, end.column];
    }
  }

  emit(op: Op, arg = 0): void {
    this.#instructions.push(op, arg);
    this.#positions.push(...this.#place);
    this.#anchors.push(...this.#anchor);
  }

  emitJump(op: Op, label: Label): void {
    this.#labels.set(this.#instructions.length / 2, label);
    this.emit(op, 0);
  }

  label(): Label {
    return { target: -1 };
  }

  place(label: Label): void {
    label.target = this.#instructions.length / 2;
  }

  constant(value: Value): void {
    this.emit(OP.CONSTANT, this.constantIndex(value));
  }

  constantIndex(value: Value): number {
    const known = value instanceof PyFloat ? undefined : this.#constantPlaces.get(value);
    if (known !== undefined) return known;
    this.#constants.push(value);
    this.#constantPlaces.set(value, this.#constants.length - 1);
    return this.#constants.length - 1;
  }

  name(name: string): number {
    return indexIn(this.#names, name);
  }

  local(name: string): number {
    return indexIn(this.#locals, name);
  }

  cell(name: string): number {
    return this.#cells.get(name)!;
  }

  finish(header: CodeHeader): Code {
    for (const [at, label] of this.#labels) {
      if (!JUMPS.has(this.#instructions[at * 2]!)) throw new Error('a label at an instruction that does not jump');
      this.#instructions[at * 2 + 1] = label.target;
    }
    const localNames = [...this.#locals.keys()];
    return {
      ...header,
      source: this.#source,
      generator: this.scope.generator,
      firstLine: this.#lines.place(this.scope.node.from).line,
      instructions: Int32Array.from(this.#instructions),
      positions: Int32Array.from(this.#positions),
      anchors: Int32Array.from(this.#anchors),
      constants: this.#constants,
      names: [...this.#names.keys()],
      codes: this.codes,
      patterns: this.patterns,
      localNames,
      localCells: Int32Array.from(localNames, (name) => (this.scope.cells.has(name) ? this.#cells.get(name)! : -1)),
      cellNames: [...this.#cells.keys()],
      ownCells: this.#ownCells,
    };
  }
}

function indexIn(table: Map<string, number>, name: string): number {
  let index = table.get(name);
  if (index === undefined) table.set(name, (index = table.size));
  return index;
}
