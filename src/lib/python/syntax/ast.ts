/** The abstract syntax tree; names as in CPython's `ast` module. `from` and `to` are offsets into the text. */
import type { Value } from '../objects/object.ts';
import type { BinaryOperator, UnaryOperator } from '../operations/arithmetic.ts';
import type { CompareOperator } from '../operations/comparison.ts';

/** A stretch of the text, in UTF-16 units, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

type Node<Kind extends string, Fields = object> = Span & { readonly kind: Kind } & Readonly<Fields>;

export type Compare = CompareOperator | 'in' | 'not in' | 'is' | 'is not';

export type Constant = Node<'Constant', { value: Value }>;
export type Name = Node<'Name', { id: string }>;
export type Attribute = Node<'Attribute', { value: Expression; attr: string }>;
export type Subscript = Node<'Subscript', { value: Expression; slice: Expression }>;
export type Starred = Node<'Starred', { value: Expression }>;
export type Tuple = Node<'Tuple', { elts: readonly Expression[]; parenthesized: boolean }>;
export type List = Node<'List', { elts: readonly Expression[] }>;
export type Call = Node<'Call', { func: Expression; args: readonly Expression[]; keywords: readonly Keyword[] }>;
export type Lambda = Node<'Lambda', { args: Arguments; body: Expression }>;
export type ComprehensionKind = 'ListComp' | 'SetComp' | 'GeneratorExp';

export type Expression =
  | Constant
  | Name
  | Attribute
  | Subscript
  | Starred
  | Tuple
  | List
  | Call
  | Lambda
  | Node<'Set', { elts: readonly Expression[] }>
  /** A null key is `**value`. */
  | Node<'Dict', { keys: readonly (Expression | null)[]; values: readonly Expression[] }>
  | Node<'Slice', { lower: Expression | null; upper: Expression | null; step: Expression | null }>
  | Node<'BinOp', { left: Expression; op: BinaryOperator; right: Expression }>
  | Node<'UnaryOp', { op: UnaryOperator | 'not'; operand: Expression }>
  | Node<'BoolOp', { op: 'and' | 'or'; values: readonly Expression[] }>
  | Node<'Compare', { left: Expression; ops: readonly Compare[]; comparators: readonly Expression[] }>
  | Node<'IfExp', { test: Expression; body: Expression; orelse: Expression }>
  | Node<'NamedExpr', { target: Name; value: Expression }>
  | Node<ComprehensionKind, { elt: Expression; generators: readonly Comprehension[] }>
  | Node<'DictComp', { key: Expression; value: Expression; generators: readonly Comprehension[] }>
  | Node<'Yield', { value: Expression | null }>
  | Node<'YieldFrom', { value: Expression }>
  | Node<'JoinedStr', { values: readonly Expression[] }>
  | Node<'FormattedValue', { value: Expression; conversion: 's' | 'r' | 'a' | null; spec: Expression | null }>;

/** `name=value` or, without a name, `**value`. */
export type Keyword = Node<'Keyword', { arg: string | null; value: Expression }>;
export type Comprehension = Node<'Comprehension', { target: Expression; iter: Expression; ifs: readonly Expression[] }>;

export type Argument = Node<'Argument', { arg: string; annotation: Expression | null }>;
export interface Arguments {
  readonly posonlyargs: readonly Argument[];
  readonly args: readonly Argument[];
  readonly vararg: Argument | null;
  readonly kwonlyargs: readonly Argument[];
  /** One for each keyword-only argument, null where there is no default. */
  readonly kwDefaults: readonly (Expression | null)[];
  readonly kwarg: Argument | null;
  /** Of the last positional arguments. */
  readonly defaults: readonly Expression[];
}

export type FunctionDef = Node<
  'FunctionDef',
  {
    name: string;
    args: Arguments;
    body: readonly Statement[];
    decorators: readonly Expression[];
    returns: Expression | null;
    doc: string | null;
  }
>;
export type ClassDef = Node<
  'ClassDef',
  {
    name: string;
    bases: readonly Expression[];
    keywords: readonly Keyword[];
    body: readonly Statement[];
    decorators: readonly Expression[];
    doc: string | null;
  }
>;
export type Alias = Node<'Alias', { name: string; asname: string | null }>;
export type WithItem = Node<'WithItem', { context: Expression; target: Expression | null }>;
export type ExceptHandler = Node<
  'ExceptHandler',
  { type: Expression | null; name: string | null; body: readonly Statement[]; star: boolean }
>;
export type MatchCase = Node<'MatchCase', { pattern: Pattern; guard: Expression | null; body: readonly Statement[] }>;
export type Try = Node<
  'Try',
  {
    body: readonly Statement[];
    handlers: readonly ExceptHandler[];
    orelse: readonly Statement[];
    finalbody: readonly Statement[];
  }
>;
export type With = Node<'With', { items: readonly WithItem[]; body: readonly Statement[] }>;
export type For = Node<
  'For',
  { target: Expression; iter: Expression; body: readonly Statement[]; orelse: readonly Statement[] }
>;

export type Statement =
  | FunctionDef
  | ClassDef
  | Try
  | With
  | For
  | Node<'Return', { value: Expression | null }>
  | Node<'Delete', { targets: readonly Expression[] }>
  | Node<'Assign', { targets: readonly Expression[]; value: Expression }>
  | Node<'AugAssign', { target: Expression; op: BinaryOperator; value: Expression }>
  | Node<'AnnAssign', { target: Expression; annotation: Expression; value: Expression | null; simple: boolean }>
  | Node<'While', { test: Expression; body: readonly Statement[]; orelse: readonly Statement[] }>
  | Node<'If', { test: Expression; body: readonly Statement[]; orelse: readonly Statement[] }>
  | Node<'Match', { subject: Expression; cases: readonly MatchCase[] }>
  | Node<'Raise', { exc: Expression | null; cause: Expression | null }>
  | Node<'Assert', { test: Expression; msg: Expression | null }>
  | Node<'Import', { names: readonly Alias[] }>
  | Node<'ImportFrom', { module: string; level: number; names: readonly Alias[] }>
  | Node<'Global' | 'Nonlocal', { names: readonly string[] }>
  | Node<'Expr', { value: Expression }>
  | Node<'Pass' | 'Break' | 'Continue'>;

export type Pattern =
  | Node<'MatchValue', { value: Expression }>
  | Node<'MatchSingleton', { value: null | boolean }>
  | Node<'MatchSequence', { patterns: readonly Pattern[] }>
  | Node<'MatchMapping', { keys: readonly Expression[]; patterns: readonly Pattern[]; rest: string | null }>
  | Node<
      'MatchClass',
      { cls: Expression; patterns: readonly Pattern[]; kwdAttrs: readonly string[]; kwdPatterns: readonly Pattern[] }
    >
  | Node<'MatchStar', { name: string | null }>
  | Node<'MatchAs', { pattern: Pattern | null; name: string | null }>
  | Node<'MatchOr', { patterns: readonly Pattern[] }>;

export type Module = Node<'Module', { body: readonly Statement[]; doc: string | null }>;
