/** Expressions to instructions. */
import { PyTuple } from '../objects/containers.ts';
import { normalizeInt, PyFloat, float } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Arguments, Comprehension, Expression, Keyword, Span } from '../syntax/ast.ts';
import { SyntaxProblem } from '../syntax/problem.ts';
import type { LineTable } from '../syntax/problem.ts';
import { Assembler } from './assembler.ts';
import type { Label } from './assembler.ts';
import type { Code, SourceText } from './code.ts';
import { BINARY, COMPARE, OP, UNARY } from './operations.ts';
import { mangle } from './symtable.ts';
import type { Scope, ScopeNode } from './symtable.ts';

/** What stays the same for all code of a program. */
export interface Compilation {
  readonly text: string;
  readonly source: SourceText;
  readonly lines: LineTable;
  /** `from __future__ import annotations`: annotations stay text. */
  textAnnotations: boolean;
}

type Target = Expression;
type AnyComprehension = Extract<Expression, { generators: readonly Comprehension[] }>;

const CONVERSIONS = { s: 1, r: 2, a: 3 } as const;

export class ExpressionCompiler {
  protected readonly compilation: Compilation;
  protected readonly assembler: Assembler;
  protected readonly qualname: string;

  constructor(compilation: Compilation, scope: Scope, qualname: string) {
    this.compilation = compilation;
    this.assembler = new Assembler(scope, compilation.source, compilation.lines);
    this.qualname = qualname;
  }

  protected get scope(): Scope {
    return this.assembler.scope;
  }

  protected fail(message: string, span: Span): never {
    throw new SyntaxProblem(message, { from: span.from, to: span.to });
  }

  /** The qualified name of what is defined here. */
  protected qualified(name: string): string {
    if (this.scope.kind === 'module') return name;
    return this.scope.kind === 'class' ? `${this.qualname}.${name}` : `${this.qualname}.<locals>.${name}`;
  }

  // Names

  protected load(name: string, span: Span): void {
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

  protected storeName(name: string): void {
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

  protected deleteName(name: string): void {
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

  // Targets

  /** Stores the value on top in a target. */
  protected store(target: Target): void {
    const { assembler } = this;
    switch (target.kind) {
      case 'Name':
        assembler.at(target);
        return this.storeName(target.id);
      case 'Attribute':
        this.expression(target.value);
        assembler.at(target);
        return assembler.emit(OP.STORE_ATTRIBUTE, assembler.name(mangle(target.attr, this.scope)));
      case 'Subscript':
        this.expression(target.value);
        this.expression(target.slice);
        this.atSubscript(target);
        return assembler.emit(OP.STORE_ITEM);
      case 'Tuple':
      case 'List':
        return this.unpack(target.elts, target);
      case 'Starred':
        return this.fail('starred assignment target must be in a list or tuple', target);
      default:
        throw new Error(`no target: ${target.kind}`);
    }
  }

  private unpack(targets: readonly Expression[], span: Span): void {
    const star = targets.findIndex((t) => t.kind === 'Starred');
    this.assembler.at(span);
    if (star < 0) this.assembler.emit(OP.UNPACK, targets.length);
    else {
      if (star > 255) this.fail('too many expressions in star-unpacking assignment', span);
      this.assembler.emit(OP.UNPACK_STAR, star | ((targets.length - star - 1) << 8));
    }
    for (const target of targets) this.store(target.kind === 'Starred' ? target.value : target);
  }

  protected atSubscript(node: Extract<Expression, { kind: 'Subscript' }>): void {
    this.assembler.at(node);
    this.assembler.mark(node.value.to, node.slice.to + 1);
  }

  protected atBinary(node: Extract<Expression, { kind: 'BinOp' }>): void {
    this.assembler.at(node);
    const { text } = this.compilation;
    let at = node.left.to;
    while (at < node.right.from - 1 && /[\s)]/.test(text[at]!)) at++;
    const wide = at + 1 < node.right.from && /\S/.test(text[at + 1]!) ? 2 : 1;
    this.assembler.mark(at, at + wide);
  }

  // Expressions

  protected expression(node: Expression): void {
    const { assembler } = this;
    switch (node.kind) {
      case 'Constant':
        assembler.at(node);
        return assembler.constant(node.value);
      case 'Name':
        return this.load(node.id, node);
      case 'Attribute':
        this.expression(node.value);
        assembler.at(node);
        return assembler.emit(OP.LOAD_ATTRIBUTE, assembler.name(mangle(node.attr, this.scope)));
      case 'Subscript':
        this.expression(node.value);
        this.expression(node.slice);
        this.atSubscript(node);
        return assembler.emit(OP.LOAD_ITEM);
      case 'Slice':
        for (const part of [node.lower, node.upper, node.step]) {
          if (part === null) assembler.constant(null);
          else this.expression(part);
        }
        assembler.at(node);
        return assembler.emit(OP.BUILD_SLICE);
      case 'Tuple':
      case 'List':
      case 'Set':
        return this.display(node);
      case 'Dict':
        return this.dictDisplay(node);
      case 'BinOp':
        this.expression(node.left);
        this.expression(node.right);
        this.atBinary(node);
        return assembler.emit(OP.BINARY, BINARY.indexOf(node.op));
      case 'UnaryOp':
        return this.unary(node);
      case 'BoolOp':
        return this.booleanOperation(node);
      case 'Compare':
        return this.comparison(node);
      case 'IfExp': {
        const otherwise = assembler.label();
        const end = assembler.label();
        this.jumpIf(node.test, otherwise, false);
        this.expression(node.body);
        assembler.emitJump(OP.JUMP, end);
        assembler.place(otherwise);
        this.expression(node.orelse);
        return assembler.place(end);
      }
      case 'NamedExpr':
        this.expression(node.value);
        assembler.at(node.target);
        assembler.emit(OP.DUPLICATE);
        return this.storeName(node.target.id);
      case 'Call':
        return this.call(node);
      case 'Lambda':
        return this.lambda(node);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return this.comprehension(node);
      case 'Yield':
        if (node.value === null) assembler.constant(null);
        else this.expression(node.value);
        assembler.at(node);
        return assembler.emit(OP.YIELD);
      case 'YieldFrom':
        this.expression(node.value);
        assembler.at(node);
        assembler.emit(OP.GET_DELEGATE);
        assembler.constant(null);
        return assembler.emit(OP.YIELD_FROM);
      case 'JoinedStr':
        return this.formatString(node);
      case 'FormattedValue':
        return this.formattedValue(node);
      case 'Starred':
        return this.fail("can't use starred expression here", node);
    }
  }

  private display(node: Extract<Expression, { kind: 'Tuple' | 'List' | 'Set' }>): void {
    const { assembler } = this;
    if (node.kind === 'Tuple') {
      const constants = constantItems(node.elts);
      if (constants !== null) {
        assembler.at(node);
        return assembler.constant(new PyTuple(constants));
      }
    }
    if (!node.elts.some((e) => e.kind === 'Starred')) {
      node.elts.forEach((e) => this.expression(e));
      assembler.at(node);
      const build = { Tuple: OP.BUILD_TUPLE, List: OP.BUILD_LIST, Set: OP.BUILD_SET }[node.kind];
      return assembler.emit(build, node.elts.length);
    }
    const set = node.kind === 'Set';
    assembler.emit(set ? OP.BUILD_SET : OP.BUILD_LIST, 0);
    for (const element of node.elts) {
      if (element.kind === 'Starred') {
        this.expression(element.value);
        assembler.emit(set ? OP.SET_UPDATE : OP.LIST_EXTEND, 0);
      } else {
        this.expression(element);
        assembler.emit(set ? OP.SET_ADD : OP.LIST_APPEND, 1);
      }
    }
    if (node.kind === 'Tuple') assembler.emit(OP.LIST_TO_TUPLE);
  }

  private dictDisplay(node: Extract<Expression, { kind: 'Dict' }>): void {
    const { assembler } = this;
    if (node.keys.every((key) => key !== null)) {
      node.keys.forEach((key, i) => {
        this.expression(key);
        this.expression(node.values[i]!);
      });
      assembler.at(node);
      return assembler.emit(OP.BUILD_DICT, node.keys.length);
    }
    assembler.emit(OP.BUILD_DICT, 0);
    node.keys.forEach((key, i) => {
      if (key === null) {
        this.expression(node.values[i]!);
        assembler.at(node);
        assembler.emit(OP.DICT_UPDATE, 0);
      } else {
        this.expression(key);
        this.expression(node.values[i]!);
        assembler.at(node);
        assembler.emit(OP.DICT_ADD, 1);
      }
    });
  }

  private unary(node: Extract<Expression, { kind: 'UnaryOp' }>): void {
    const { assembler } = this;
    const folded = node.op === '-' ? negative(node.operand) : undefined;
    assembler.at(node);
    if (folded !== undefined) return assembler.constant(folded);
    this.expression(node.operand);
    assembler.at(node);
    if (node.op === 'not') assembler.emit(OP.NOT);
    else assembler.emit(OP.UNARY, UNARY.indexOf(node.op));
  }

  private booleanOperation(node: Extract<Expression, { kind: 'BoolOp' }>): void {
    const { assembler } = this;
    const end = assembler.label();
    node.values.forEach((value, i) => {
      this.expression(value);
      if (i === node.values.length - 1) return;
      assembler.emitJump(node.op === 'and' ? OP.JUMP_IF_FALSE_OR_POP : OP.JUMP_IF_TRUE_OR_POP, end);
    });
    assembler.place(end);
  }

  private compareOperation(op: string): void {
    const { assembler } = this;
    if (op === 'in' || op === 'not in') assembler.emit(OP.CONTAINS, op === 'in' ? 0 : 1);
    else if (op === 'is' || op === 'is not') assembler.emit(OP.IS, op === 'is' ? 0 : 1);
    else assembler.emit(OP.COMPARE, COMPARE.indexOf(op as (typeof COMPARE)[number]));
  }

  private comparison(node: Extract<Expression, { kind: 'Compare' }>): void {
    const { assembler } = this;
    this.expression(node.left);
    if (node.ops.length === 1) {
      this.expression(node.comparators[0]!);
      assembler.at(node);
      return this.compareOperation(node.ops[0]!);
    }
    const cleanup = assembler.label();
    const end = assembler.label();
    node.ops.forEach((op, i) => {
      this.expression(node.comparators[i]!);
      assembler.at(node);
      if (i === node.ops.length - 1) return this.compareOperation(op);
      assembler.emit(OP.DUPLICATE);
      assembler.emit(OP.ROTATE_THREE);
      this.compareOperation(op);
      assembler.emitJump(OP.JUMP_IF_FALSE_OR_POP, cleanup);
    });
    assembler.emitJump(OP.JUMP, end);
    assembler.place(cleanup);
    assembler.emit(OP.SWAP);
    assembler.emit(OP.POP);
    assembler.place(end);
  }

  /** Jumps if the expression's truth is the given one. */
  protected jumpIf(node: Expression, label: Label, condition: boolean): void {
    const { assembler } = this;
    if (node.kind === 'UnaryOp' && node.op === 'not') return this.jumpIf(node.operand, label, !condition);
    if (node.kind === 'BoolOp') {
      const last = node.values.length - 1;
      if ((node.op === 'or') === condition) return node.values.forEach((value) => this.jumpIf(value, label, condition));
      const end = assembler.label();
      node.values.forEach((value, i) =>
        i === last ? this.jumpIf(value, label, condition) : this.jumpIf(value, end, !condition),
      );
      return assembler.place(end);
    }
    this.expression(node);
    assembler.at(node);
    assembler.emitJump(condition ? OP.JUMP_IF_TRUE : OP.JUMP_IF_FALSE, label);
  }

  // Calls

  private call(node: Extract<Expression, { kind: 'Call' }>): void {
    this.checkKeywords(node.keywords);
    const { assembler } = this;
    const spread = node.args.some((a) => a.kind === 'Starred') || node.keywords.some((k) => k.arg === null);
    if (node.func.kind === 'Attribute' && !spread) {
      this.expression(node.func.value);
      assembler.at(node.func);
      assembler.emit(OP.LOAD_METHOD, assembler.name(mangle(node.func.attr, this.scope)));
    } else {
      this.expression(node.func);
      assembler.emit(OP.PUSH_NULL);
    }
    if (spread) this.spreadArguments(node.args, node.keywords);
    else {
      node.args.forEach((a) => this.expression(a));
      node.keywords.forEach((k) => this.expression(k.value));
    }
    assembler.at(this.callPlace(node));
    if (spread) assembler.emit(OP.CALL_SPREAD, node.keywords.length > 0 ? 1 : 0);
    else if (node.keywords.length === 0) assembler.emit(OP.CALL, node.args.length);
    else {
      assembler.constant(new PyTuple(node.keywords.map((k) => k.arg!)));
      assembler.emit(OP.CALL_KEYWORDS, node.args.length + node.keywords.length);
    }
  }

  /** A method call that spans lines is placed at the method's name, as CPython does. */
  private callPlace(node: Extract<Expression, { kind: 'Call' }>): Span {
    if (node.func.kind !== 'Attribute') return node;
    const name = { from: node.func.to - node.func.attr.length, to: node.to };
    const { lines } = this.compilation;
    return lines.place(node.func.from).line === lines.place(name.from).line ? node : name;
  }

  protected checkKeywords(keywords: readonly Keyword[]): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg === null) continue;
      if (seen.has(keyword.arg)) this.fail(`keyword argument repeated: ${keyword.arg}`, keyword);
      seen.add(keyword.arg);
    }
  }

  protected spreadArguments(args: readonly Expression[], keywords: readonly Keyword[]): void {
    const { assembler } = this;
    assembler.emit(OP.BUILD_LIST, 0);
    for (const argument of args) {
      if (argument.kind === 'Starred') {
        this.expression(argument.value);
        assembler.emit(OP.LIST_EXTEND, 1);
      } else {
        this.expression(argument);
        assembler.emit(OP.LIST_APPEND, 1);
      }
    }
    if (keywords.length === 0) return;
    assembler.emit(OP.BUILD_DICT, 0);
    for (const keyword of keywords) {
      if (keyword.arg === null) {
        this.expression(keyword.value);
        assembler.emit(OP.DICT_UPDATE, 1);
      } else {
        assembler.constant(keyword.arg);
        this.expression(keyword.value);
        assembler.emit(OP.BUILD_DICT, 1);
        assembler.emit(OP.DICT_UPDATE, 1);
      }
    }
  }

  // Functions

  protected child(node: ScopeNode, name: string): ExpressionCompiler {
    return new ExpressionCompiler(this.compilation, this.scope.children.get(node)!, this.qualified(name));
  }

  /** Pushes defaults and annotations, and answers the flags for MAKE_FUNCTION. */
  protected functionExtras(args: Arguments, returns: Expression | null): number {
    const { assembler } = this;
    let flags = 0;
    if (args.defaults.length > 0) {
      args.defaults.forEach((d) => this.expression(d));
      assembler.emit(OP.BUILD_TUPLE, args.defaults.length);
      flags |= 1;
    }
    const keywords = args.kwonlyargs.map((a, i) => [a.arg, args.kwDefaults[i]!] as const).filter(([, d]) => d !== null);
    if (keywords.length > 0) {
      for (const [name, value] of keywords) {
        assembler.constant(mangle(name, this.scope));
        this.expression(value);
      }
      assembler.emit(OP.BUILD_DICT, keywords.length);
      flags |= 2;
    }
    const annotated = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]
      .filter((a) => a !== null && a.annotation !== null)
      .map((a) => [a!.arg, a!.annotation!] as const);
    const all = returns === null ? annotated : [...annotated, ['return', returns] as const];
    if (all.length > 0) {
      for (const [name, annotation] of all) {
        assembler.constant(name);
        this.annotation(annotation);
      }
      assembler.emit(OP.BUILD_DICT, all.length);
      flags |= 4;
    }
    return flags;
  }

  protected annotation(node: Expression): void {
    if (this.compilation.textAnnotations) this.assembler.constant(this.compilation.text.slice(node.from, node.to));
    else this.expression(node);
  }

  protected makeFunction(code: Code, flags: number): void {
    this.assembler.codes.push(code);
    this.assembler.emit(OP.MAKE_FUNCTION, ((this.assembler.codes.length - 1) << 3) | flags);
  }

  private lambda(node: Extract<Expression, { kind: 'Lambda' }>): void {
    const flags = this.functionExtras(node.args, null);
    const child = this.child(node, '<lambda>');
    child.expression(node.body);
    child.assembler.emit(OP.RETURN);
    this.assembler.at(node);
    this.makeFunction(child.finishFunction('<lambda>', node.args, null), flags);
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

  private comprehension(node: AnyComprehension): void {
    const name = { ListComp: '<listcomp>', SetComp: '<setcomp>', DictComp: '<dictcomp>', GeneratorExp: '<genexpr>' }[
      node.kind
    ];
    const child = this.child(node, name);
    child.comprehensionBody(node);
    const { assembler } = this;
    assembler.at(node);
    const argument = { kind: 'Argument', arg: '.0', annotation: null, from: node.from, to: node.to } as const;
    const none = { posonlyargs: [], vararg: null, kwonlyargs: [], kwDefaults: [], kwarg: null, defaults: [] };
    this.makeFunction(child.finishFunction(name, { ...none, args: [argument] }, null), 0);
    assembler.emit(OP.PUSH_NULL);
    this.expression(node.generators[0]!.iter);
    assembler.at(node.generators[0]!.iter);
    assembler.emit(OP.GET_ITERATOR);
    assembler.at(node);
    assembler.emit(OP.CALL, 1);
  }

  private comprehensionBody(node: AnyComprehension): void {
    const { assembler } = this;
    assembler.at(node);
    if (node.kind === 'ListComp') assembler.emit(OP.BUILD_LIST, 0);
    else if (node.kind === 'SetComp') assembler.emit(OP.BUILD_SET, 0);
    else if (node.kind === 'DictComp') assembler.emit(OP.BUILD_DICT, 0);
    this.comprehensionLoop(node, 0);
    assembler.at(node);
    if (node.kind === 'GeneratorExp') assembler.constant(null);
    assembler.emit(OP.RETURN);
  }

  private comprehensionLoop(node: AnyComprehension, depth: number): void {
    const { assembler } = this;
    const generator = node.generators[depth];
    if (generator === undefined) return this.comprehensionElement(node, depth);
    const start = assembler.label();
    const end = assembler.label();
    if (depth === 0) assembler.emit(OP.LOAD_LOCAL, assembler.local('.0'));
    else {
      this.expression(generator.iter);
      assembler.at(generator.iter);
      assembler.emit(OP.GET_ITERATOR);
    }
    assembler.place(start);
    assembler.at(generator.iter);
    assembler.emitJump(OP.FOR, end);
    this.store(generator.target);
    for (const condition of generator.ifs) this.jumpIf(condition, start, false);
    this.comprehensionLoop(node, depth + 1);
    assembler.emitJump(OP.LOOP, start);
    assembler.place(end);
  }

  private comprehensionElement(node: AnyComprehension, depth: number): void {
    const { assembler } = this;
    if (node.kind === 'DictComp') {
      this.expression(node.key);
      this.expression(node.value);
      assembler.emit(OP.DICT_ADD, depth + 1);
      return;
    }
    this.expression(node.elt);
    assembler.at(node.elt);
    if (node.kind === 'GeneratorExp') {
      assembler.emit(OP.YIELD);
      assembler.emit(OP.POP);
    } else assembler.emit(node.kind === 'ListComp' ? OP.LIST_APPEND : OP.SET_ADD, depth + 1);
  }

  // f-strings

  /** The f-string whose fields are compiled just now. */
  #string: Span | null = null;

  private formatString(node: Extract<Expression, { kind: 'JoinedStr' }>): void {
    const { assembler } = this;
    const outer = this.#string;
    this.#string ??= node;
    node.values.forEach((value) => this.expression(value));
    this.#string = outer;
    assembler.at(node);
    if (node.values.length !== 1) assembler.emit(OP.BUILD_STRING, node.values.length);
  }

  private formattedValue(node: Extract<Expression, { kind: 'FormattedValue' }>): void {
    this.expression(node.value);
    if (node.spec !== null) this.expression(node.spec);
    // CPython blames the string, not the field.
    this.assembler.at(this.#string ?? node);
    const conversion = node.conversion === null ? 0 : CONVERSIONS[node.conversion];
    this.assembler.emit(OP.FORMAT, conversion | (node.spec === null ? 0 : 4));
  }
}

/** The values of literals, for a tuple that need not be built again and again. */
function constantItems(elements: readonly Expression[]): Value[] | null {
  const items: Value[] = [];
  for (const element of elements) {
    if (element.kind === 'Constant') items.push(element.value);
    else {
      const value = element.kind === 'UnaryOp' && element.op === '-' ? negative(element.operand) : undefined;
      if (value === undefined) return null;
      items.push(value);
    }
  }
  return items;
}

/** A negative literal's value. */
function negative(operand: Expression): Value | undefined {
  if (operand.kind !== 'Constant') return undefined;
  const { value } = operand;
  if (typeof value === 'number') return 0 - value;
  if (typeof value === 'bigint') return normalizeInt(-value);
  return value instanceof PyFloat ? float(-value.value) : undefined;
}
