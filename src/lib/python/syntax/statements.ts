/** The grammar of simple statements. */
import type { BinaryOperator } from '../operations/arithmetic.ts';
import type { Alias, Expression, Span, Statement } from './ast.ts';
import { legacyStatement } from './mistakes.ts';
import { expressionName, invalidTarget } from './names.ts';
import { PatternParser } from './patterns.ts';

const AUGMENTED = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '**=', '@=', '&=', '|=', '^=', '<<=', '>>=']);

export class StatementParser extends PatternParser {
  /** Statements up to the end of the line. */
  simpleStatements(): Statement[] {
    const statements: Statement[] = [];
    do {
      statements.push(this.simpleStatement());
    } while (this.takeOp(';') && !this.is('newline') && !this.is('end'));
    if (this.is('newline')) this.at++;
    else if (!this.is('end')) this.afterStatement(statements.at(-1)!);
    return statements;
  }

  private afterStatement(statement: Statement): never {
    if (statement.kind === 'Expr' && this.startsExpression()) {
      const { at } = this;
      const next = this.attempt(() => this.starExpressions());
      this.at = at;
      if (next !== null) legacyStatement(this, statement.value, next);
    }
    if (statement.kind === 'Assign' && this.isOp('=')) this.unexpected();
    return this.unexpected();
  }

  private simpleStatement(): Statement {
    const { token } = this;
    if (token.kind !== 'name') return this.expressionStatement();
    switch (token.text) {
      case 'pass':
      case 'break':
      case 'continue': {
        this.at++;
        const kind = ({ pass: 'Pass', break: 'Break', continue: 'Continue' } as const)[token.text];
        return { kind, ...this.span(token) };
      }
      case 'return': {
        this.at++;
        const value = this.endsStatement() ? null : this.starExpressions();
        return { kind: 'Return', value, ...this.span(token) };
      }
      case 'raise':
        return this.raise();
      case 'global':
      case 'nonlocal':
        return this.scopeStatement(token.text === 'global' ? 'Global' : 'Nonlocal');
      case 'del':
        return this.deletion();
      case 'assert':
        return this.assertion();
      case 'import':
        return this.importStatement();
      case 'from':
        return this.importFrom();
      default:
        return this.expressionStatement();
    }
  }

  private endsStatement(): boolean {
    return this.is('newline') || this.is('end') || this.isOp(';');
  }

  private raise(): Statement {
    const start = this.advance();
    const exc = this.endsStatement() ? null : this.expression();
    const cause = exc !== null && this.takeWord('from') ? this.expression() : null;
    return { kind: 'Raise', exc, cause, ...this.span(start) };
  }

  private scopeStatement(kind: 'Global' | 'Nonlocal'): Statement {
    const start = this.advance();
    const names = [this.expectName().text];
    while (this.takeOp(',')) names.push(this.expectName().text);
    return { kind, names, ...this.span(start) };
  }

  private deletion(): Statement {
    const start = this.advance();
    const list = this.starExpressions();
    const targets = list.kind === 'Tuple' && !list.parenthesized ? list.elts : [list];
    for (const target of targets) {
      const invalid = invalidTarget(target, 'del');
      if (invalid !== null) this.fail(`cannot delete ${expressionName(invalid)}`, invalid);
    }
    return { kind: 'Delete', targets, ...this.span(start) };
  }

  private assertion(): Statement {
    const start = this.advance();
    const test = this.expression();
    const msg = this.takeOp(',') ? this.expression() : null;
    return { kind: 'Assert', test, msg, ...this.span(start) };
  }

  private dottedName(): string {
    let name = this.expectName().text;
    while (this.takeOp('.')) name += `.${this.expectName().text}`;
    return name;
  }

  private importStatement(): Statement {
    const start = this.advance();
    const names: Alias[] = [];
    do {
      const from = this.token;
      const name = this.dottedName();
      const asname = this.takeWord('as') ? this.expectName().text : null;
      names.push({ kind: 'Alias', name, asname, ...this.span(from) });
    } while (this.takeOp(','));
    return { kind: 'Import', names, ...this.span(start) };
  }

  private importFrom(): Statement {
    const start = this.advance();
    let level = 0;
    while (this.isOp('.') || this.isOp('...')) level += this.advance().text.length;
    const module = level > 0 && this.isWord('import') ? '' : this.dottedName();
    this.expectWord('import');
    const names: Alias[] = [];
    if (this.isOp('*')) {
      const star = this.advance();
      names.push({ kind: 'Alias', name: '*', asname: null, ...this.span(star) });
      return { kind: 'ImportFrom', module, level, names, ...this.span(start) };
    }
    const bracketed = this.takeOp('(');
    for (;;) {
      const from = this.token;
      const name = this.expectName().text;
      const asname = this.takeWord('as') ? this.expectName().text : null;
      names.push({ kind: 'Alias', name, asname, ...this.span(from) });
      if (!this.takeOp(',')) break;
      if (bracketed && this.isOp(')')) break;
      if (!bracketed && this.is('newline')) {
        this.fail('trailing comma not allowed without surrounding parentheses', this.previous);
      }
    }
    if (bracketed) this.expectOp(')');
    return { kind: 'ImportFrom', module, level, names, ...this.span(start) };
  }

  private expressionStatement(): Statement {
    const start = this.token;
    const first = this.isWord('yield') ? this.yieldExpression() : this.starExpressions();
    if (this.isOp('=')) return this.assignment(start, first);
    if (this.isOp(':') && first.kind !== 'Yield') return this.annotated(start, first);
    if (this.token.kind === 'op' && AUGMENTED.has(this.token.text)) return this.augmented(start, first);
    if (this.isOp(':=')) {
      if (first.kind !== 'Name') this.fail(`cannot use assignment expressions with ${expressionName(first)}`, first);
      this.unexpected();
    }
    return { kind: 'Expr', value: first, ...this.span(start) };
  }

  private assignment(start: Span, first: Expression): Statement {
    const targets: Expression[] = [];
    let value = first;
    while (this.isOp('=')) {
      this.checkTarget(value, targets.length === 0);
      this.at++;
      targets.push(value);
      value = this.isWord('yield') ? this.yieldExpression() : this.starExpressions();
    }
    return { kind: 'Assign', targets, value, ...this.span(start) };
  }

  /** Before an `=`: whether what precedes it can be assigned to. */
  private checkTarget(target: Expression, first: boolean): void {
    const invalid = invalidTarget(target, 'assign');
    if (invalid === null) return;
    const name = expressionName(invalid);
    const whole = invalid === target;
    const constant = invalid.kind === 'Constant' && (name === 'None' || name === 'True' || name === 'False');
    const bracketed = this.text[invalid.from - 1] === '(' || this.text[invalid.from] === '(';
    if (!bracketed && (invalid.kind === 'Yield' || invalid.kind === 'YieldFrom')) {
      this.fail('assignment to yield expression not possible', invalid);
    }
    if (!whole || !first || constant || invalid.kind === 'GeneratorExp') this.fail(`cannot assign to ${name}`, invalid);
    const bare =
      ['BoolOp', 'Compare', 'IfExp', 'Lambda'].includes(invalid.kind) ||
      (invalid.kind === 'UnaryOp' && invalid.op === 'not');
    if (bare) this.fail(`cannot assign to ${name}`, invalid);
    this.fail(`cannot assign to ${name} here. Maybe you meant '==' instead of '='?`, invalid);
  }

  private annotated(start: Span, target: Expression): Statement {
    if (target.kind === 'Tuple' || target.kind === 'List') {
      this.fail(`only single target (not ${target.kind.toLowerCase()}) can be annotated`, target);
    }
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') {
      const rest = this.peek();
      // `else x:` and the like end here as well; only a real annotation deserves the message.
      if (rest.kind === 'newline' || rest.kind === 'end') this.unexpected();
      this.fail('illegal target for annotation', target);
    }
    this.at++;
    const annotation = this.expression();
    let value: Expression | null = null;
    if (this.takeOp('=')) value = this.isWord('yield') ? this.yieldExpression() : this.starExpressions();
    const simple = target.kind === 'Name' && this.text[target.from] !== '(' && this.text[target.from - 1] !== '(';
    return { kind: 'AnnAssign', target, annotation, value, simple, ...this.span(start) };
  }

  private augmented(start: Span, target: Expression): Statement {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') {
      this.fail(`'${expressionName(target)}' is an illegal expression for augmented assignment`, target);
    }
    const op = this.advance().text.slice(0, -1) as BinaryOperator;
    const value = this.isWord('yield') ? this.yieldExpression() : this.starExpressions();
    return { kind: 'AugAssign', target, op, value, ...this.span(start) };
  }

  /** The docstring that a body begins with. */
  docstring(body: readonly Statement[]): string | null {
    const first = body[0];
    if (first?.kind !== 'Expr' || first.value.kind !== 'Constant') return null;
    return typeof first.value.value === 'string' ? first.value.value : null;
  }

  line(span: Span): number {
    let line = 1;
    for (const found of this.text.matchAll(/\r\n|\r|\n/g)) {
      if (found.index >= span.from) break;
      line++;
    }
    return line;
  }
}
