/** What stands between the parentheses of a call, or of a class and its bases. */
import type { Comprehension, Expression, Keyword, Span } from './ast.ts';
import { parseComprehensions } from './displays.ts';
import type { ExpressionParser } from './expressions.ts';
import { afterElement } from './mistakes.ts';
import { expressionName } from './names.ts';

/** `(a, *b, c=1, **d)` of a call or class. */
export function parseCallArguments(parser: ExpressionParser): { args: Expression[]; keywords: Keyword[] } {
  const open = parser.advance();
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let unpacked = false;
  while (!parser.isOp(')')) {
    const start = parser.token;
    if (parser.takeOp('**')) {
      keywords.push({ kind: 'Keyword', arg: null, value: parser.expression(), ...parser.span(start) });
      unpacked = true;
    } else if (parser.isOp('*')) {
      parser.at++;
      const value = parser.expression();
      if (parser.isWord('for')) parser.fail('iterable unpacking cannot be used in comprehension', parser.span(start));
      if (unpacked) parser.fail('iterable argument unpacking follows keyword argument unpacking', parser.span(start));
      args.push({ kind: 'Starred', value, ...parser.span(start) });
    } else if (parser.isIdentifier() && parser.peek().kind === 'op' && parser.peek().text === '=') {
      keywords.push(parseKeywordArgument(parser));
    } else {
      const value = parsePositionalArgument(parser);
      if (parser.isWord('for') || parser.isWord('async')) {
        const generators = parseComprehensions(parser);
        const alone = args.length === 0 && keywords.length === 0 && parser.isOp(')');
        if (!alone) looseGenerator(parser, value, generators);
        args.push({ kind: 'GeneratorExp', elt: value, generators, from: open.from, to: parser.token.to });
        continue;
      }
      if (keywords.length > 0) {
        const what = unpacked ? 'keyword argument unpacking' : 'keyword argument';
        parser.fail(`positional argument follows ${what}`, positionalAfterKeyword(keywords, value));
      }
      args.push(value);
    }
    if (!parser.takeOp(',')) break;
  }
  if (!parser.takeOp(')')) {
    const last = args.length + keywords.length === 0 ? null : lastArgument(args, keywords);
    if (last === null) parser.unexpected();
    afterElement(parser, last);
  }
  return { args, keywords };
}

function positionalAfterKeyword(keywords: readonly Keyword[], value: Expression): Span {
  return keywords.some((k) => k.arg === null) ? value : { from: value.to, to: value.to + 1 };
}

function lastArgument(args: readonly Expression[], keywords: readonly Keyword[]): Expression {
  const a = args.at(-1);
  const k = keywords.at(-1);
  return k === undefined || (a !== undefined && a.from > k.from) ? a! : k.value;
}

function looseGenerator(parser: ExpressionParser, element: Expression, generators: readonly Comprehension[]): never {
  if (parser.isOp(')') || parser.isOp(',')) {
    parser.fail('Generator expression must be parenthesized', { from: element.from, to: generators.at(-1)!.to });
  }
  return parser.unexpected();
}

function parseKeywordArgument(parser: ExpressionParser): Keyword {
  const name = parser.advance();
  parser.at++;
  const value = parser.expression();
  if (parser.isWord('for')) {
    const invalid = parser.attempt(() => parseComprehensions(parser));
    if (invalid !== null) {
      const message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
      parser.fail(message, { from: name.from, to: parser.tokens[parser.tokens.indexOf(name) + 1]!.to });
    }
  }
  if (parser.isOp('='))
    parser.fail('expression cannot contain assignment, perhaps you meant "=="?', { from: name.from, to: value.to });
  return { kind: 'Keyword', arg: name.text, value, ...parser.span(name) };
}

function parsePositionalArgument(parser: ExpressionParser): Expression {
  const value = parser.expression();
  if (parser.isOp(':=')) {
    if (value.kind !== 'Name') parser.fail(`cannot use assignment expressions with ${expressionName(value)}`, value);
    parser.at++;
    return { kind: 'NamedExpr', target: value, value: parser.expression(), ...parser.span(value) };
  }
  if (parser.isOp('=')) {
    const equals = parser.token;
    if (value.kind === 'Constant' && (value.value === null || typeof value.value === 'boolean')) {
      parser.fail(`cannot assign to ${expressionName(value)}`, { from: value.from, to: equals.to });
    }
    parser.fail('expression cannot contain assignment, perhaps you meant "=="?', { from: value.from, to: equals.to });
  }
  return value;
}
