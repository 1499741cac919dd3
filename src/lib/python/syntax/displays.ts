/** What stands in brackets: groups, tuples, lists, sets, dicts and comprehensions. */
import type { Comprehension, Expression, Span } from './ast.ts';
import type { ExpressionParser } from './expressions.ts';
import { afterElement } from './mistakes.ts';

/** `(a)`, `(a, b)`, `(yield a)` or `(a for b in c)`. */
export function parseParenthesized(parser: ExpressionParser): Expression {
  const open = parser.advance();
  if (parser.takeOp(')')) return { kind: 'Tuple', elts: [], parenthesized: true, ...parser.span(open) };
  if (parser.isWord('yield')) {
    const value = parser.yieldExpression();
    parser.expectOp(')');
    return { ...value, ...parser.span(open) };
  }
  const first = parser.starNamedExpression();
  if (parser.isWord('for') || parser.isWord('async')) {
    const generators = parseComprehensions(parser);
    if (!parser.takeOp(')')) parser.unexpected();
    return { kind: 'GeneratorExp', elt: first, generators, ...parser.span(open) };
  }
  if (parser.isOp(',')) {
    const elts = parseElements(parser, ')', first);
    return { kind: 'Tuple', elts, parenthesized: true, ...parser.span(open) };
  }
  if (!parser.takeOp(')')) afterElement(parser, first);
  if (first.kind === 'Starred') parser.fail('cannot use starred expression here', first);
  return first;
}

/** The rest of a bracketed list of elements, and its closing bracket. */
function parseElements(parser: ExpressionParser, close: string, first: Expression): Expression[] {
  const elts = [first];
  while (parser.takeOp(',')) {
    if (parser.isOp(close)) break;
    elts.push(parser.starNamedExpression());
  }
  if (!parser.takeOp(close)) comprehensionTargetOr(parser, elts);
  return elts;
}

function comprehensionTargetOr(parser: ExpressionParser, elts: readonly Expression[]): never {
  if (parser.isWord('for') && elts.length > 1) {
    const found = parser.attempt(() => parseComprehensions(parser));
    if (found !== null) {
      const span = { from: elts[0]!.from, to: elts.at(-1)!.to };
      parser.fail('did you forget parentheses around the comprehension target?', span);
    }
  }
  return afterElement(parser, elts.at(-1)!);
}

/** `[a, *b]` or `[a for b in c]`. */
export function parseListDisplay(parser: ExpressionParser): Expression {
  const open = parser.advance();
  if (parser.takeOp(']')) return { kind: 'List', elts: [], ...parser.span(open) };
  const first = parser.starNamedExpression();
  if (parser.isWord('for') || parser.isWord('async')) {
    if (first.kind === 'Starred') parser.fail('iterable unpacking cannot be used in comprehension', first);
    const generators = parseComprehensions(parser);
    if (!parser.takeOp(']')) parser.unexpected();
    return { kind: 'ListComp', elt: first, generators, ...parser.span(open) };
  }
  return { kind: 'List', elts: parseElements(parser, ']', first), ...parser.span(open) };
}

/** A dict or a set, or a comprehension of either. */
export function parseBraces(parser: ExpressionParser): Expression {
  const open = parser.advance();
  if (parser.takeOp('}')) return { kind: 'Dict', keys: [], values: [], ...parser.span(open) };
  if (parser.isOp('**')) return parseDictDisplay(parser, open);
  const first = parser.starNamedExpression();
  if (parser.isOp(':') && first.kind !== 'Starred') {
    parser.at = parser.tokens.indexOf(open) + 1;
    return parseDictDisplay(parser, open);
  }
  if (parser.isWord('for') || parser.isWord('async')) {
    if (first.kind === 'Starred') parser.fail('iterable unpacking cannot be used in comprehension', first);
    const generators = parseComprehensions(parser);
    parser.expectOp('}');
    return { kind: 'SetComp', elt: first, generators, ...parser.span(open) };
  }
  return { kind: 'Set', elts: parseElements(parser, '}', first), ...parser.span(open) };
}

function parseDictDisplay(parser: ExpressionParser, open: Span): Expression {
  const keys: (Expression | null)[] = [];
  const values: Expression[] = [];
  do {
    if (parser.isOp('}')) break;
    if (parser.isOp('**')) {
      const stars = parser.advance();
      keys.push(null);
      values.push(parser.binary(0));
      if (parser.isWord('for')) parser.fail('dict unpacking cannot be used in dict comprehension', stars);
      continue;
    }
    const key = parser.expression();
    if (!parser.isOp(':')) {
      if (parser.isOp(',') || parser.isOp('}')) parser.fail("':' expected after dictionary key", parser.previous);
      afterElement(parser, key);
    }
    const colon = parser.advance();
    if (parser.isOp('}') || parser.isOp(',')) parser.fail("expression expected after dictionary key and ':'", colon);
    if (parser.isOp('*')) parser.fail('cannot use a starred expression in a dictionary value', parser.token);
    const value = parser.expression();
    if (keys.length === 0 && (parser.isWord('for') || parser.isWord('async'))) {
      const generators = parseComprehensions(parser);
      parser.expectOp('}');
      return { kind: 'DictComp', key, value, generators, ...parser.span(open) };
    }
    keys.push(key);
    values.push(value);
  } while (parser.takeOp(','));
  if (!parser.takeOp('}')) {
    if (parser.isOp(':') || parser.isOp('=')) parser.unexpected();
    afterElement(parser, values.at(-1)!);
  }
  return { kind: 'Dict', keys, values, ...parser.span(open) };
}

/** Every `for a in b if c` up to the closing bracket. */
export function parseComprehensions(parser: ExpressionParser): Comprehension[] {
  const generators: Comprehension[] = [];
  while (parser.isWord('for') || parser.isWord('async')) {
    if (parser.isWord('async'))
      parser.fail('asynchronous comprehension outside of an asynchronous function', parser.token);
    const start = parser.advance();
    const target = parser.targetList();
    if (!parser.takeWord('in')) parser.unexpected();
    const iter = parser.disjunction();
    const ifs: Expression[] = [];
    while (parser.takeWord('if')) ifs.push(parser.disjunction());
    generators.push({ kind: 'Comprehension', target, iter, ifs, ...parser.span(start) });
  }
  return generators;
}
