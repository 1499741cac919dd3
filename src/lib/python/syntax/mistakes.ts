/** What CPython's parser says about common mistakes. */
import type { Expression, Name } from './ast.ts';
import type { ExpressionParser } from './expressions.ts';
import { expressionName } from './names.ts';

/** `=` where a condition or element was expected. */
export function mistakenAssignment(parser: ExpressionParser, left: Expression): never {
  if (['Compare', 'BoolOp', 'IfExp', 'Lambda'].includes(left.kind) || (left.kind === 'UnaryOp' && left.op === 'not')) {
    return parser.unexpected();
  }
  const right = parser.attempt(() => {
    parser.at++;
    const value = parser.binary(0);
    return parser.isOp('=') || parser.isOp(':=') ? null : value;
  });
  if (right === null) parser.unexpected();
  const plain = left.kind === 'Constant' && (left.value === null || typeof left.value === 'boolean');
  if (left.kind === 'Name') {
    return parser.fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", {
      from: left.from,
      to: right.to,
    });
  }
  if (plain || left.kind === 'List' || left.kind === 'Tuple' || left.kind === 'GeneratorExp') parser.at--;
  else parser.fail(`cannot assign to ${expressionName(left)} here. Maybe you meant '==' instead of '='?`, left);
  return parser.unexpected();
}

/** After a complete element, what follows fits nothing: perhaps a comma is missing. */
export function afterElement(parser: ExpressionParser, element: Expression): never {
  const token = parser.checked();
  const soft = element.kind === 'Name' && (token.kind === 'string' || ['match', 'case', '_'].includes(element.id));
  if (token.level > 0 && parser.startsExpression(token) && !soft && !(token.kind === 'name' && token.text === 'not')) {
    const { at } = parser;
    const next = parser.attempt(() => parser.expression());
    parser.at = at;
    if (next !== null && element.kind !== 'Starred') {
      legacyStatement(parser, element, next);
      parser.fail('invalid syntax. Perhaps you forgot a comma?', {
        from: lastDisjunction(element).from,
        to: next.to,
      });
    }
  }
  if (parser.isOp('=')) mistakenAssignment(parser, element);
  return parser.unexpected();
}

function lastDisjunction(element: Expression): Expression {
  if (element.kind === 'Tuple' && !element.parenthesized) return lastDisjunction(element.elts.at(-1)!);
  if (element.kind === 'Slice') return element.step ?? element.upper ?? element.lower ?? element;
  if (element.kind === 'NamedExpr') return element.value;
  return element.kind === 'IfExp' ? element.orelse : element.kind === 'Lambda' ? element.body : element;
}

/** `print "text"` */
export function legacyStatement(parser: ExpressionParser, element: Expression, next: Expression): void {
  const name = (element as Name).id;
  if (element.kind !== 'Name' || (name !== 'print' && name !== 'exec')) return;
  const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
  parser.fail(message, { from: element.from, to: next.to });
}
