/** The grammar of expressions, by recursive descent. */
import { ELLIPSIS } from '../objects/object.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import type { Compare, Expression, Span } from './ast.ts';
import { parseCallArguments } from './call-arguments.ts';
import { Cursor, KEYWORDS } from './cursor.ts';
import { parseBraces, parseListDisplay, parseParenthesized } from './displays.ts';
import { numberValue } from './literals.ts';
import { afterElement, mistakenAssignment } from './mistakes.ts';
import { expressionName, invalidTarget } from './names.ts';
import { parseLambda } from './parameters.ts';
import { parseStrings } from './strings.ts';

const COMPARE = new Set(['<', '<=', '>', '>=', '==', '!=']);
/** Binary operators by precedence, loosest first. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['|']),
  new Set(['^']),
  new Set(['&']),
  new Set(['<<', '>>']),
  new Set(['+', '-']),
  new Set(['*', '/', '//', '%', '@']),
];

export class ExpressionParser extends Cursor {
  /** Text and tokens of an expression inside an f-string are parsed by a parser of their own. */
  parseWhole(): Expression {
    const value = this.isWord('yield') ? this.yieldExpression() : this.starExpressions();
    if (!this.is('end')) afterElement(this, value);
    return value;
  }

  span(from: Span): { from: number; to: number } {
    return { from: from.from, to: this.previous.to };
  }

  /** `a, *b` or a single expression. */
  starExpressions(): Expression {
    const start = this.token;
    const first = this.starExpression();
    return this.isOp(',') ? this.tupleFrom(start, first, () => this.starExpression()) : first;
  }

  tupleFrom(start: Span, first: Expression, element: () => Expression): Expression {
    const elts = [first];
    while (this.takeOp(',')) {
      if (!this.startsExpression() && !this.isOp('*')) break;
      elts.push(element());
    }
    return { kind: 'Tuple', elts, parenthesized: false, ...this.span(start) };
  }

  starExpression(): Expression {
    return this.isOp('*') ? this.starred() : this.expression();
  }

  starred(): Expression {
    const star = this.advance();
    const value = this.binary(0);
    return { kind: 'Starred', value, ...this.span(star) };
  }

  /** An element of a bracketed list: `*a`, `a := b` or an expression. */
  starNamedExpression(): Expression {
    return this.isOp('*') ? this.starred() : this.namedExpression();
  }

  /** `name := value` or an expression; complains about `name = value`. */
  namedExpression(): Expression {
    const start = this.token;
    const value = this.expression();
    if (this.isOp(':=')) {
      if (value.kind !== 'Name') this.fail(`cannot use assignment expressions with ${expressionName(value)}`, value);
      this.at++;
      return { kind: 'NamedExpr', target: value, value: this.expression(), ...this.span(start) };
    }
    if (this.isOp('=')) mistakenAssignment(this, value);
    return value;
  }

  /** A test: conditional expression, lambda, or anything tighter. */
  expression(): Expression {
    if (this.isWord('lambda')) return parseLambda(this);
    const start = this.token;
    const body = this.disjunction();
    if (!this.isWord('if')) return body;
    this.at++;
    const test = this.disjunction();
    if (!this.isWord('else')) {
      if (this.isOp(':') || this.token.kind === 'error') this.unexpected();
      this.fail("expected 'else' after 'if' expression", { from: body.from, to: test.to });
    }
    this.at++;
    return { kind: 'IfExp', test, body, orelse: this.expression(), ...this.span(start) };
  }

  disjunction(): Expression {
    return this.boolean('or', () => this.boolean('and', () => this.inversion()));
  }

  private boolean(op: 'and' | 'or', operand: () => Expression): Expression {
    const start = this.token;
    const first = operand();
    if (!this.isWord(op)) return first;
    const values = [first];
    while (this.takeWord(op)) values.push(operand());
    return { kind: 'BoolOp', op, values, ...this.span(start) };
  }

  private inversion(): Expression {
    if (!this.isWord('not')) return this.comparison();
    const not = this.advance();
    return { kind: 'UnaryOp', op: 'not', operand: this.inversion(), ...this.span(not) };
  }

  private comparison(): Expression {
    const start = this.token;
    const left = this.binary(0);
    const ops: Compare[] = [];
    const comparators: Expression[] = [];
    for (;;) {
      const op = this.compareOperator();
      if (op === null) break;
      ops.push(op);
      comparators.push(this.binary(0));
    }
    return ops.length === 0 ? left : { kind: 'Compare', left, ops, comparators, ...this.span(start) };
  }

  private compareOperator(): Compare | null {
    const { token } = this;
    if (token.kind === 'op' && COMPARE.has(token.text)) {
      this.at++;
      return token.text as Compare;
    }
    if (token.kind !== 'name') return null;
    if (this.takeWord('in')) return 'in';
    if (this.takeWord('is')) return this.takeWord('not') ? 'is not' : 'is';
    if (token.text === 'not' && this.peek().kind === 'name' && this.peek().text === 'in') {
      this.at += 2;
      return 'not in';
    }
    return null;
  }

  /** Binary operators of a precedence level and tighter. */
  binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.factor();
    const start = this.token;
    let left = this.binary(level + 1);
    while (this.token.kind === 'op' && operators.has(this.token.text)) {
      const op = this.advance().text as BinaryOperator;
      left = { kind: 'BinOp', left, op, right: this.binary(level + 1), ...this.span(start) };
    }
    return left;
  }

  private factor(): Expression {
    const { token } = this;
    if (token.kind === 'op' && (token.text === '-' || token.text === '+' || token.text === '~')) {
      this.at++;
      return { kind: 'UnaryOp', op: token.text, operand: this.factor(), ...this.span(token) };
    }
    const left = this.primary();
    if (!this.takeOp('**')) return left;
    return { kind: 'BinOp', left, op: '**', right: this.factor(), ...this.span(token) };
  }

  private primary(): Expression {
    if (this.isWord('await')) this.fail("'await' does not run here: programs are not asynchronous", this.token);
    const start = this.token;
    let node = this.atom();
    for (;;) {
      if (this.takeOp('.')) {
        const name = this.expectName();
        node = { kind: 'Attribute', value: node, attr: name.text, ...this.span(start) };
      } else if (this.isOp('(')) {
        const { args, keywords } = parseCallArguments(this);
        node = { kind: 'Call', func: node, args, keywords, ...this.span(start) };
      } else if (this.isOp('[')) {
        this.at++;
        const slice = this.slices();
        if (!this.takeOp(']')) afterElement(this, slice);
        node = { kind: 'Subscript', value: node, slice, ...this.span(start) };
      } else return node;
    }
  }

  private slices(): Expression {
    const start = this.token;
    const first = this.slice();
    if (!this.isOp(',')) return first;
    const elts = [first];
    while (this.takeOp(',') && !this.isOp(']')) elts.push(this.slice());
    return { kind: 'Tuple', elts, parenthesized: false, ...this.span(start) };
  }

  private slice(): Expression {
    const start = this.token;
    const lower = this.isOp(':') ? null : this.starNamedExpression();
    if (lower !== null && !this.isOp(':')) return lower;
    this.expectOp(':');
    const ends = (): boolean => this.isOp(':') || this.isOp(',') || this.isOp(']');
    const upper = ends() ? null : this.expression();
    const step = this.takeOp(':') && !ends() ? this.expression() : null;
    return { kind: 'Slice', lower, upper, step, ...this.span(start) };
  }

  private atom(): Expression {
    const token = this.token;
    switch (token.kind) {
      case 'number':
        this.at++;
        return { kind: 'Constant', value: numberValue(token.text, token), from: token.from, to: token.to };
      case 'string': {
        const strings = [];
        while (this.is('string')) strings.push(this.advance());
        return parseStrings(this.text, strings);
      }
      case 'name':
        return this.nameOrConstant();
      case 'op':
        if (token.text === '(') return parseParenthesized(this);
        if (token.text === '[') return parseListDisplay(this);
        if (token.text === '{') return parseBraces(this);
        if (token.text === '...') {
          this.at++;
          return { kind: 'Constant', value: ELLIPSIS, from: token.from, to: token.to };
        }
        return this.unexpected();
      default:
        return this.unexpected();
    }
  }

  private nameOrConstant(): Expression {
    const token = this.token;
    const place = { from: token.from, to: token.to };
    if (!KEYWORDS.has(token.text)) {
      this.at++;
      return { kind: 'Name', id: token.text.normalize('NFKC'), ...place };
    }
    const constants: Record<string, null | boolean> = { None: null, True: true, False: false };
    if (!Object.hasOwn(constants, token.text)) this.unexpected();
    this.at++;
    return { kind: 'Constant', value: constants[token.text]!, ...place };
  }

  /** Targets of a `for`: `a`, `a, *b`, `(a, b)`, `x.y`, `x[0]`. */
  targetList(): Expression {
    const start = this.token;
    const first = this.isOp('*') ? this.starred() : this.binary(0);
    const target = this.isOp(',')
      ? this.tupleFrom(start, first, () => (this.isOp('*') ? this.starred() : this.binary(0)))
      : first;
    const invalid = invalidTarget(target, 'for');
    if (invalid !== null) this.fail(`cannot assign to ${expressionName(invalid)}`, invalid);
    return target;
  }

  yieldExpression(): Expression {
    const start = this.advance();
    if (this.takeWord('from')) return { kind: 'YieldFrom', value: this.expression(), ...this.span(start) };
    const value = this.startsExpression() || this.isOp('*') ? this.starExpressions() : null;
    return { kind: 'Yield', value, ...this.span(start) };
  }
}
