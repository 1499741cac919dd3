/** Parameters of functions and lambdas. */
import type { Argument, Arguments, Expression, Span } from './ast.ts';
import type { ExpressionParser } from './expressions.ts';

/** `lambda a, *b: body`. */
export function parseLambda(parser: ExpressionParser): Expression {
  const start = parser.advance();
  const args = parseParameters(parser, ':', false);
  parser.forceOp(':');
  return { kind: 'Lambda', args, body: parser.expression(), ...parser.span(start) };
}

/** Parameters up to (not including) the closing token. */
export function parseParameters(parser: ExpressionParser, close: string, annotated: boolean): Arguments {
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
    const name = parser.isOp('(')
      ? parser.fail(`${annotated ? 'Function' : 'Lambda expression'} parameters cannot be parenthesized`, parser.token)
      : parser.expectName();
    if (seen.has(name.text)) parser.fail(`duplicate argument '${name.text}' in function definition`, name);
    seen.add(name.text);
    const annotation =
      annotated && parser.takeOp(':') ? (starred ? parser.starExpression() : parser.expression()) : null;
    return { kind: 'Argument', arg: name.text, annotation, ...parser.span(name) };
  };
  const ends = (): boolean => parser.isOp(close) || (close === ')' && parser.is('newline'));
  while (!ends()) {
    const token = parser.checked();
    if (kwarg !== null) parser.fail('arguments cannot follow var-keyword argument', token);
    if (parser.takeOp('**')) {
      kwarg = parameter();
      if (parser.isOp('=')) parser.fail('var-keyword argument cannot have default value', parser.token);
    } else if (parser.takeOp('*')) {
      if (star !== null) parser.fail('* argument may appear only once', token);
      star = token;
      if (!parser.isOp(',') && !ends()) {
        vararg = parameter(true);
        if (parser.isOp('=')) parser.fail('var-positional argument cannot have default value', parser.token);
      }
    } else if (parser.takeOp('/')) {
      if (star !== null) parser.fail('/ must be ahead of *', token);
      if (posonlyargs.length > 0) parser.fail('/ may appear only once', token);
      if (args.length === 0) parser.fail('at least one argument must precede /', token);
      posonlyargs.push(...args.splice(0));
    } else {
      const argument = parameter();
      let value: Expression | null = null;
      if (parser.takeOp('=')) {
        if (parser.isOp(',') || parser.isOp(close)) parser.fail('expected default value expression', parser.previous);
        value = parser.expression();
      }
      if (star !== null) {
        kwonlyargs.push(argument);
        kwDefaults.push(value);
      } else {
        args.push(argument);
        if (value !== null) defaults.push(value);
        else if (defaults.length > 0) parser.fail('non-default argument follows default argument', argument);
      }
    }
    if (!parser.takeOp(',')) break;
  }
  if (star !== null && vararg === null && kwonlyargs.length === 0)
    parser.fail('named arguments must follow bare *', star);
  return { posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults };
}
