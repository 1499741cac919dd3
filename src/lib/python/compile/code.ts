/** Code objects: what the compiler makes of a function, class body or module, and the machine runs. */
import type { Value } from '../objects/object.ts';
import type { Pattern } from '../syntax/ast.ts';

/** A program's text, kept for tracebacks. */
export interface SourceText {
  readonly filename: string;
  readonly lines: readonly string[];
}

/** Compiled code with all that a frame and a traceback need to know about it. */
export interface Code {
  readonly name: string;
  readonly qualname: string;
  readonly source: SourceText;
  readonly doc: string | null;
  readonly kind: 'module' | 'function' | 'class';
  readonly generator: boolean;
  readonly firstLine: number;
  /** Instructions: operation and argument, one pair after another. */
  readonly instructions: Int32Array;
  /** For each instruction: line, column, end line, end column (1-based lines, 0-based columns in UTF-16 units). */
  readonly positions: Int32Array;
  /** For each instruction, the operator's start and end column where the error marks `~~^~~`; -1 where there is none. */
  readonly anchors: Int32Array;
  readonly constants: readonly Value[];
  readonly names: readonly string[];
  readonly codes: readonly Code[];
  readonly patterns: readonly Pattern[];
  /** Names of the fast locals: parameters first, then `*args`, `**kwargs`, the rest. */
  readonly localNames: readonly string[];
  /** For each local: its place among the frame's cells, or -1. */
  readonly localCells: Int32Array;
  /** Names of the frame's cells: its own, then those of the closure. */
  readonly cellNames: readonly string[];
  readonly ownCells: number;
  readonly positionalOnly: number;
  readonly positional: number;
  readonly keywordOnly: number;
  readonly varargs: boolean;
  readonly varkw: boolean;
}
