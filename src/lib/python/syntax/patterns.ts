/** The grammar of `match` patterns. */
import type { Expression, Pattern, Span } from './ast.ts';
import { ExpressionParser } from './expressions.ts';
import { numberValue } from './literals.ts';
import { parseStrings } from './strings.ts';
import type { Token } from './tokens.ts';

const isImaginary = (number: Token): boolean => /[jJ]$/.test(number.text);

export class PatternParser extends ExpressionParser {
  /** The pattern of a `case`: one, or several with commas. */
  patterns(): Pattern {
    const start = this.token;
    const first = this.maybeStarPattern();
    if (!this.isOp(',')) {
      if (first.kind === 'MatchStar') return { kind: 'MatchSequence', patterns: [first], ...this.span(start) };
      return first;
    }
    const patterns = [first];
    while (this.takeOp(',')) {
      if (this.isOp(':') || this.isWord('if')) break;
      patterns.push(this.maybeStarPattern());
    }
    this.oneStar(patterns, this.span(start));
    return { kind: 'MatchSequence', patterns, ...this.span(start) };
  }

  private maybeStarPattern(): Pattern {
    const start = this.token;
    if (!this.takeOp('*')) return this.pattern();
    const name = this.expectName().text;
    return { kind: 'MatchStar', name: name === '_' ? null : name, ...this.span(start) };
  }

  private pattern(): Pattern {
    const start = this.token;
    const pattern = this.orPattern();
    if (!this.takeWord('as')) return pattern;
    const name = this.expectName();
    if (name.text === '_') this.fail("cannot use '_' as a target", name);
    return { kind: 'MatchAs', pattern, name: name.text, ...this.span(start) };
  }

  private orPattern(): Pattern {
    const start = this.token;
    const patterns = [this.closedPattern()];
    while (this.takeOp('|')) patterns.push(this.closedPattern());
    patterns.slice(0, -1).forEach((pattern) => this.rejectIrrefutable(pattern));
    return patterns.length === 1 ? patterns[0]! : { kind: 'MatchOr', patterns, ...this.span(start) };
  }

  /** A pattern that takes everything must be the last. */
  rejectIrrefutable(pattern: Pattern): void {
    const last = pattern.kind === 'MatchOr' ? pattern.patterns.at(-1)! : pattern;
    if (last.kind !== 'MatchAs' || last.pattern !== null) return;
    const what = last.name === null ? 'wildcard' : `name capture '${last.name}'`;
    this.fail(`${what} makes remaining patterns unreachable`, last);
  }

  /** At most one `*rest`. */
  private oneStar(patterns: readonly Pattern[], span: Span): void {
    const stars = patterns.filter((pattern) => pattern.kind === 'MatchStar');
    if (stars.length > 1) this.fail('multiple starred names in sequence pattern', span);
  }

  private closedPattern(): Pattern {
    const start = this.token;
    if (this.isOp('(') || this.isOp('[')) return this.sequencePattern();
    if (this.isOp('{')) return this.mappingPattern();
    if (this.is('number') || this.is('string') || this.isOp('-')) {
      return { kind: 'MatchValue', value: this.literal(), ...this.span(start) };
    }
    for (const [word, value] of [
      ['None', null],
      ['True', true],
      ['False', false],
    ] as const) {
      if (this.takeWord(word)) return { kind: 'MatchSingleton', value, ...this.span(start) };
    }
    const name = this.expectName();
    if (!this.isOp('.') && !this.isOp('(')) {
      return { kind: 'MatchAs', pattern: null, name: name.text === '_' ? null : name.text, ...this.span(start) };
    }
    let value: Expression = { kind: 'Name', id: name.text, ...this.span(start) };
    while (this.takeOp('.')) {
      value = { kind: 'Attribute', value, attr: this.expectName().text, ...this.span(start) };
    }
    if (this.isOp('(')) return this.classPattern(value);
    return { kind: 'MatchValue', value, ...this.span(start) };
  }

  private literal(): Expression {
    const start = this.token;
    if (this.is('string')) {
      const strings = [];
      while (this.is('string')) strings.push(this.advance());
      const value = parseStrings(this.text, strings);
      if (value.kind !== 'Constant') this.fail('patterns may only match literals and attribute lookups', value);
      return value;
    }
    const left = this.takeOp('-') ? this.negated(start) : this.number();
    if (!this.isOp('+') && !this.isOp('-')) return left;
    // `1 + 2j`: the one sum that a pattern may be.
    if (isImaginary(this.previous)) this.fail('real number required in complex literal', left);
    const op = this.advance().text as '+' | '-';
    const right = this.number();
    if (!isImaginary(this.previous)) this.fail('imaginary number required in complex literal', right);
    return { kind: 'BinOp', left, op, right, ...this.span(start) };
  }

  private negated(start: Token): Expression {
    const operand = this.number();
    return { kind: 'UnaryOp', op: '-', operand, ...this.span(start) };
  }

  private number(): Expression {
    const number = this.token;
    if (number.kind !== 'number') this.unexpected();
    this.at++;
    return { kind: 'Constant', value: numberValue(number.text, number), ...this.span(number) };
  }

  private sequencePattern(): Pattern {
    const open = this.advance();
    const close = open.text === '(' ? ')' : ']';
    const patterns: Pattern[] = [];
    let comma = false;
    while (!this.isOp(close)) {
      patterns.push(this.maybeStarPattern());
      comma = this.takeOp(',');
      if (!comma) break;
    }
    this.expectOp(close);
    if (close === ')' && patterns.length === 1 && !comma && patterns[0]!.kind !== 'MatchStar') return patterns[0]!;
    this.oneStar(patterns, this.span(open));
    return { kind: 'MatchSequence', patterns, ...this.span(open) };
  }

  private mappingPattern(): Pattern {
    const open = this.advance();
    const keys: Expression[] = [];
    const patterns: Pattern[] = [];
    let rest: string | null = null;
    while (!this.isOp('}')) {
      if (rest !== null) this.unexpected();
      if (this.takeOp('**')) rest = this.expectName().text;
      else {
        keys.push(this.mappingKey());
        this.expectOp(':');
        patterns.push(this.pattern());
      }
      if (!this.takeOp(',')) break;
    }
    this.expectOp('}');
    return { kind: 'MatchMapping', keys, patterns, rest, ...this.span(open) };
  }

  private mappingKey(): Expression {
    const start = this.token;
    for (const [word, value] of [
      ['None', null],
      ['True', true],
      ['False', false],
    ] as const) {
      if (this.takeWord(word)) return { kind: 'Constant', value, ...this.span(start) };
    }
    if (!this.isIdentifier()) return this.literal();
    let value: Expression = { kind: 'Name', id: this.expectName().text, ...this.span(start) };
    while (this.takeOp('.')) {
      value = { kind: 'Attribute', value, attr: this.expectName().text, ...this.span(start) };
    }
    return value;
  }

  private classPattern(cls: Expression): Pattern {
    this.advance();
    const patterns: Pattern[] = [];
    const kwdAttrs: string[] = [];
    const kwdPatterns: Pattern[] = [];
    while (!this.isOp(')')) {
      if (this.isIdentifier() && this.peek().kind === 'op' && this.peek().text === '=') {
        kwdAttrs.push(this.advance().text);
        this.at++;
        kwdPatterns.push(this.pattern());
      } else {
        const pattern = this.pattern();
        if (kwdAttrs.length > 0) this.fail('positional patterns follow keyword patterns', pattern);
        patterns.push(pattern);
      }
      if (!this.takeOp(',')) break;
    }
    this.expectOp(')');
    return { kind: 'MatchClass', cls, patterns, kwdAttrs, kwdPatterns, from: cls.from, to: this.previous.to };
  }
}
