/** The grammar of expressions, by recursive descent. */
import { ELLIPSIS } from '../objects/object.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import type { Argument, Arguments, Compare, Comprehension, Expression, Keyword, Name, Span } from './ast.ts';
import { Cursor, KEYWORDS } from './cursor.ts';
import { numberValue } from './literals.ts';
import { expressionName, invalidTarget } from './names.ts';
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
    if (!this.is('end')) this.afterElement(value);
    return value;
  }

  protected span(from: Span): { from: number; to: number } {
    return { from: from.from, to: this.previous.to };
  }

  /** `a, *b` or a single expression. */
  protected starExpressions(): Expression {
    const start = this.token;
    const first = this.starExpression();
    return this.isOp(',') ? this.tupleFrom(start, first, () => this.starExpression()) : first;
  }

  protected tupleFrom(start: Span, first: Expression, element: () => Expression): Expression {
    const elts = [first];
    while (this.takeOp(',')) {
      if (!this.startsExpression() && !this.isOp('*')) break;
      elts.push(element());
    }
    return { kind: 'Tuple', elts, parenthesized: false, ...this.span(start) };
  }

  protected starExpression(): Expression {
    return this.isOp('*') ? this.starred() : this.expression();
  }

  protected starred(): Expression {
    const star = this.advance();
    const value = this.binary(0);
    return { kind: 'Starred', value, ...this.span(star) };
  }

  /** An element of a bracketed list: `*a`, `a := b` or an expression. */
  protected starNamedExpression(): Expression {
    return this.isOp('*') ? this.starred() : this.namedExpression();
  }

  /** `name := value` or an expression; complains about `name = value`. */
  protected namedExpression(): Expression {
    const start = this.token;
    const value = this.expression();
    if (this.isOp(':=')) {
      if (value.kind !== 'Name') this.fail(`cannot use assignment expressions with ${expressionName(value)}`, value);
      this.at++;
      return { kind: 'NamedExpr', target: value, value: this.expression(), ...this.span(start) };
    }
    if (this.isOp('=')) this.mistakenAssignment(value);
    return value;
  }

  /** `=` where a condition or element was expected. */
  protected mistakenAssignment(left: Expression): never {
    if (
      ['Compare', 'BoolOp', 'IfExp', 'Lambda'].includes(left.kind) ||
      (left.kind === 'UnaryOp' && left.op === 'not')
    ) {
      return this.unexpected();
    }
    const right = this.attempt(() => {
      this.at++;
      const value = this.binary(0);
      return this.isOp('=') || this.isOp(':=') ? null : value;
    });
    if (right === null) this.unexpected();
    const plain = left.kind === 'Constant' && (left.value === null || typeof left.value === 'boolean');
    if (left.kind === 'Name') {
      return this.fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", {
        from: left.from,
        to: right.to,
      });
    }
    if (plain || left.kind === 'List' || left.kind === 'Tuple' || left.kind === 'GeneratorExp') this.at--;
    else this.fail(`cannot assign to ${expressionName(left)} here. Maybe you meant '==' instead of '='?`, left);
    return this.unexpected();
  }

  /** A test: conditional expression, lambda, or anything tighter. */
  protected expression(): Expression {
    if (this.isWord('lambda')) return this.lambda();
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

  protected disjunction(): Expression {
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
  protected binary(level: number): Expression {
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
        const { args, keywords } = this.callArguments();
        node = { kind: 'Call', func: node, args, keywords, ...this.span(start) };
      } else if (this.isOp('[')) {
        this.at++;
        const slice = this.slices();
        if (!this.takeOp(']')) this.afterElement(slice);
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
        if (token.text === '(') return this.parenthesized();
        if (token.text === '[') return this.listDisplay();
        if (token.text === '{') return this.braces();
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

  private parenthesized(): Expression {
    const open = this.advance();
    if (this.takeOp(')')) return { kind: 'Tuple', elts: [], parenthesized: true, ...this.span(open) };
    if (this.isWord('yield')) {
      const value = this.yieldExpression();
      this.expectOp(')');
      return { ...value, ...this.span(open) };
    }
    const first = this.starNamedExpression();
    if (this.isWord('for') || this.isWord('async')) {
      const generators = this.comprehensions();
      if (!this.takeOp(')')) this.unexpected();
      return { kind: 'GeneratorExp', elt: first, generators, ...this.span(open) };
    }
    if (this.isOp(',')) {
      const elts = this.elements(')', first);
      return { kind: 'Tuple', elts, parenthesized: true, ...this.span(open) };
    }
    if (!this.takeOp(')')) this.afterElement(first);
    if (first.kind === 'Starred') this.fail('cannot use starred expression here', first);
    return first;
  }

  /** The rest of a bracketed list of elements, and its closing bracket. */
  private elements(close: string, first: Expression): Expression[] {
    const elts = [first];
    while (this.takeOp(',')) {
      if (this.isOp(close)) break;
      elts.push(this.starNamedExpression());
    }
    if (!this.takeOp(close)) this.comprehensionTargetOr(elts);
    return elts;
  }

  private comprehensionTargetOr(elts: readonly Expression[]): never {
    if (this.isWord('for') && elts.length > 1) {
      const found = this.attempt(() => this.comprehensions());
      if (found !== null) {
        const span = { from: elts[0]!.from, to: elts.at(-1)!.to };
        this.fail('did you forget parentheses around the comprehension target?', span);
      }
    }
    return this.afterElement(elts.at(-1)!);
  }

  private listDisplay(): Expression {
    const open = this.advance();
    if (this.takeOp(']')) return { kind: 'List', elts: [], ...this.span(open) };
    const first = this.starNamedExpression();
    if (this.isWord('for') || this.isWord('async')) {
      if (first.kind === 'Starred') this.fail('iterable unpacking cannot be used in comprehension', first);
      const generators = this.comprehensions();
      if (!this.takeOp(']')) this.unexpected();
      return { kind: 'ListComp', elt: first, generators, ...this.span(open) };
    }
    return { kind: 'List', elts: this.elements(']', first), ...this.span(open) };
  }

  private braces(): Expression {
    const open = this.advance();
    if (this.takeOp('}')) return { kind: 'Dict', keys: [], values: [], ...this.span(open) };
    if (this.isOp('**')) return this.dictDisplay(open);
    const first = this.starNamedExpression();
    if (this.isOp(':') && first.kind !== 'Starred') {
      this.at = this.tokens.indexOf(open) + 1;
      return this.dictDisplay(open);
    }
    if (this.isWord('for') || this.isWord('async')) {
      if (first.kind === 'Starred') this.fail('iterable unpacking cannot be used in comprehension', first);
      const generators = this.comprehensions();
      this.expectOp('}');
      return { kind: 'SetComp', elt: first, generators, ...this.span(open) };
    }
    return { kind: 'Set', elts: this.elements('}', first), ...this.span(open) };
  }

  private dictDisplay(open: Span): Expression {
    const keys: (Expression | null)[] = [];
    const values: Expression[] = [];
    do {
      if (this.isOp('}')) break;
      if (this.isOp('**')) {
        const stars = this.advance();
        keys.push(null);
        values.push(this.binary(0));
        if (this.isWord('for')) this.fail('dict unpacking cannot be used in dict comprehension', stars);
        continue;
      }
      const key = this.expression();
      if (!this.isOp(':')) {
        if (this.isOp(',') || this.isOp('}')) this.fail("':' expected after dictionary key", this.previous);
        this.afterElement(key);
      }
      const colon = this.advance();
      if (this.isOp('}') || this.isOp(',')) this.fail("expression expected after dictionary key and ':'", colon);
      if (this.isOp('*')) this.fail('cannot use a starred expression in a dictionary value', this.token);
      const value = this.expression();
      if (keys.length === 0 && (this.isWord('for') || this.isWord('async'))) {
        const generators = this.comprehensions();
        this.expectOp('}');
        return { kind: 'DictComp', key, value, generators, ...this.span(open) };
      }
      keys.push(key);
      values.push(value);
    } while (this.takeOp(','));
    if (!this.takeOp('}')) {
      if (this.isOp(':') || this.isOp('=')) this.unexpected();
      this.afterElement(values.at(-1)!);
    }
    return { kind: 'Dict', keys, values, ...this.span(open) };
  }

  private comprehensions(): Comprehension[] {
    const generators: Comprehension[] = [];
    while (this.isWord('for') || this.isWord('async')) {
      if (this.isWord('async')) this.fail('asynchronous comprehension outside of an asynchronous function', this.token);
      const start = this.advance();
      const target = this.targetList();
      if (!this.takeWord('in')) this.unexpected();
      const iter = this.disjunction();
      const ifs: Expression[] = [];
      while (this.takeWord('if')) ifs.push(this.disjunction());
      generators.push({ kind: 'Comprehension', target, iter, ifs, ...this.span(start) });
    }
    return generators;
  }

  /** Targets of a `for`: `a`, `a, *b`, `(a, b)`, `x.y`, `x[0]`. */
  protected targetList(): Expression {
    const start = this.token;
    const first = this.isOp('*') ? this.starred() : this.binary(0);
    const target = this.isOp(',')
      ? this.tupleFrom(start, first, () => (this.isOp('*') ? this.starred() : this.binary(0)))
      : first;
    const invalid = invalidTarget(target, 'for');
    if (invalid !== null) this.fail(`cannot assign to ${expressionName(invalid)}`, invalid);
    return target;
  }

  protected yieldExpression(): Expression {
    const start = this.advance();
    if (this.takeWord('from')) return { kind: 'YieldFrom', value: this.expression(), ...this.span(start) };
    const value = this.startsExpression() || this.isOp('*') ? this.starExpressions() : null;
    return { kind: 'Yield', value, ...this.span(start) };
  }

  /** `(a, *b, c=1, **d)` of a call or class. */
  protected callArguments(): { args: Expression[]; keywords: Keyword[] } {
    const open = this.advance();
    const args: Expression[] = [];
    const keywords: Keyword[] = [];
    let unpacked = false;
    while (!this.isOp(')')) {
      const start = this.token;
      if (this.takeOp('**')) {
        keywords.push({ kind: 'Keyword', arg: null, value: this.expression(), ...this.span(start) });
        unpacked = true;
      } else if (this.isOp('*')) {
        this.at++;
        const value = this.expression();
        if (this.isWord('for')) this.fail('iterable unpacking cannot be used in comprehension', this.span(start));
        if (unpacked) this.fail('iterable argument unpacking follows keyword argument unpacking', this.span(start));
        args.push({ kind: 'Starred', value, ...this.span(start) });
      } else if (this.isIdentifier() && this.peek().kind === 'op' && this.peek().text === '=') {
        keywords.push(this.keywordArgument());
      } else {
        const value = this.positionalArgument();
        if (this.isWord('for') || this.isWord('async')) {
          const generators = this.comprehensions();
          const alone = args.length === 0 && keywords.length === 0 && this.isOp(')');
          if (!alone) this.looseGenerator(value, generators);
          args.push({ kind: 'GeneratorExp', elt: value, generators, from: open.from, to: this.token.to });
          continue;
        }
        if (keywords.length > 0) {
          const what = unpacked ? 'keyword argument unpacking' : 'keyword argument';
          this.fail(`positional argument follows ${what}`, this.positionalAfterKeyword(keywords, value));
        }
        args.push(value);
      }
      if (!this.takeOp(',')) break;
    }
    if (!this.takeOp(')')) {
      const last = args.length + keywords.length === 0 ? null : this.lastArgument(args, keywords);
      if (last === null) this.unexpected();
      this.afterElement(last);
    }
    return { args, keywords };
  }

  private positionalAfterKeyword(keywords: readonly Keyword[], value: Expression): Span {
    return keywords.some((k) => k.arg === null) ? value : { from: value.to, to: value.to + 1 };
  }

  private lastArgument(args: readonly Expression[], keywords: readonly Keyword[]): Expression {
    const a = args.at(-1);
    const k = keywords.at(-1);
    return k === undefined || (a !== undefined && a.from > k.from) ? a! : k.value;
  }

  private looseGenerator(element: Expression, generators: readonly Comprehension[]): never {
    if (this.isOp(')') || this.isOp(',')) {
      this.fail('Generator expression must be parenthesized', { from: element.from, to: generators.at(-1)!.to });
    }
    return this.unexpected();
  }

  private keywordArgument(): Keyword {
    const name = this.advance();
    this.at++;
    const value = this.expression();
    if (this.isWord('for')) {
      const invalid = this.attempt(() => this.comprehensions());
      if (invalid !== null) {
        const message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        this.fail(message, { from: name.from, to: this.tokens[this.tokens.indexOf(name) + 1]!.to });
      }
    }
    if (this.isOp('='))
      this.fail('expression cannot contain assignment, perhaps you meant "=="?', { from: name.from, to: value.to });
    return { kind: 'Keyword', arg: name.text, value, ...this.span(name) };
  }

  private positionalArgument(): Expression {
    const value = this.expression();
    if (this.isOp(':=')) {
      if (value.kind !== 'Name') this.fail(`cannot use assignment expressions with ${expressionName(value)}`, value);
      this.at++;
      return { kind: 'NamedExpr', target: value, value: this.expression(), ...this.span(value) };
    }
    if (this.isOp('=')) {
      const equals = this.token;
      if (value.kind === 'Constant' && (value.value === null || typeof value.value === 'boolean')) {
        this.fail(`cannot assign to ${expressionName(value)}`, { from: value.from, to: equals.to });
      }
      this.fail('expression cannot contain assignment, perhaps you meant "=="?', { from: value.from, to: equals.to });
    }
    return value;
  }

  protected lambda(): Expression {
    const start = this.advance();
    const args = this.parameters(':', false);
    this.forceOp(':');
    return { kind: 'Lambda', args, body: this.expression(), ...this.span(start) };
  }

  /** Parameters up to (not including) the closing token. */
  protected parameters(close: string, annotated: boolean): Arguments {
    const posonlyargs: Argument[] = [];
    const args: Argument[] = [];
    const kwonlyargs: Argument[] = [];
    const kwDefaults: (Expression | null)[] = [];
    const defaults: Expression[] = [];
    let vararg: Argument | null = null;
    let kwarg: Argument | null = null;
    let star: Span | null = null;
    const seen = new Set<string>();
    const parameter = (starred = false): Argument => {
      const name = this.isOp('(')
        ? this.fail(`${annotated ? 'Function' : 'Lambda expression'} parameters cannot be parenthesized`, this.token)
        : this.expectName();
      if (seen.has(name.text)) this.fail(`duplicate argument '${name.text}' in function definition`, name);
      seen.add(name.text);
      const annotation = annotated && this.takeOp(':') ? (starred ? this.starExpression() : this.expression()) : null;
      return { kind: 'Argument', arg: name.text, annotation, ...this.span(name) };
    };
    const ends = (): boolean => this.isOp(close) || (close === ')' && this.is('newline'));
    while (!ends()) {
      const token = this.checked();
      if (kwarg !== null) this.fail('arguments cannot follow var-keyword argument', token);
      if (this.takeOp('**')) {
        kwarg = parameter();
        if (this.isOp('=')) this.fail('var-keyword argument cannot have default value', this.token);
      } else if (this.takeOp('*')) {
        if (star !== null) this.fail('* argument may appear only once', token);
        star = token;
        if (!this.isOp(',') && !ends()) {
          vararg = parameter(true);
          if (this.isOp('=')) this.fail('var-positional argument cannot have default value', this.token);
        }
      } else if (this.takeOp('/')) {
        if (star !== null) this.fail('/ must be ahead of *', token);
        if (posonlyargs.length > 0) this.fail('/ may appear only once', token);
        if (args.length === 0) this.fail('at least one argument must precede /', token);
        posonlyargs.push(...args.splice(0));
      } else {
        const argument = parameter();
        let value: Expression | null = null;
        if (this.takeOp('=')) {
          if (this.isOp(',') || this.isOp(close)) this.fail('expected default value expression', this.previous);
          value = this.expression();
        }
        if (star !== null) {
          kwonlyargs.push(argument);
          kwDefaults.push(value);
        } else {
          args.push(argument);
          if (value !== null) defaults.push(value);
          else if (defaults.length > 0) this.fail('non-default argument follows default argument', argument);
        }
      }
      if (!this.takeOp(',')) break;
    }
    if (star !== null && vararg === null && kwonlyargs.length === 0)
      this.fail('named arguments must follow bare *', star);
    return { posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults };
  }

  /** After a complete element, what follows fits nothing: perhaps a comma is missing. */
  protected afterElement(element: Expression): never {
    const token = this.checked();
    const soft = element.kind === 'Name' && (token.kind === 'string' || ['match', 'case', '_'].includes(element.id));
    if (token.level > 0 && this.startsExpression(token) && !soft && !(token.kind === 'name' && token.text === 'not')) {
      const { at } = this;
      const next = this.attempt(() => this.expression());
      this.at = at;
      if (next !== null && element.kind !== 'Starred') {
        this.legacyStatement(element, next);
        this.fail('invalid syntax. Perhaps you forgot a comma?', {
          from: this.lastDisjunction(element).from,
          to: next.to,
        });
      }
    }
    if (this.isOp('=')) this.mistakenAssignment(element);
    return this.unexpected();
  }

  private lastDisjunction(element: Expression): Expression {
    if (element.kind === 'Tuple' && !element.parenthesized) return this.lastDisjunction(element.elts.at(-1)!);
    if (element.kind === 'Slice') return element.step ?? element.upper ?? element.lower ?? element;
    if (element.kind === 'NamedExpr') return element.value;
    return element.kind === 'IfExp' ? element.orelse : element.kind === 'Lambda' ? element.body : element;
  }

  /** `print "text"` */
  protected legacyStatement(element: Expression, next: Expression): void {
    const name = (element as Name).id;
    if (element.kind !== 'Name' || (name !== 'print' && name !== 'exec')) return;
    const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
    this.fail(message, { from: element.from, to: next.to });
  }
}
