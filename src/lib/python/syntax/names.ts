/** How CPython's messages name kinds of expressions, and which of them can be assigned to. */
import type { Expression } from './ast.ts';

/** "function call", "literal", … */
export function expressionName(node: Expression): string {
  switch (node.kind) {
    case 'Constant':
      if (node.value === null) return 'None';
      if (typeof node.value === 'boolean') return node.value ? 'True' : 'False';
      return typeof node.value === 'object' && node.value.type.name === 'ellipsis' ? 'ellipsis' : 'literal';
    case 'Name':
      return 'name';
    case 'Attribute':
      return 'attribute';
    case 'Subscript':
      return 'subscript';
    case 'Starred':
      return 'starred';
    case 'Tuple':
      return 'tuple';
    case 'List':
      return 'list';
    case 'Lambda':
      return 'lambda';
    case 'Call':
      return 'function call';
    case 'BinOp':
    case 'UnaryOp':
    case 'BoolOp':
      return 'expression';
    case 'GeneratorExp':
      return 'generator expression';
    case 'Yield':
    case 'YieldFrom':
      return 'yield expression';
    case 'ListComp':
      return 'list comprehension';
    case 'SetComp':
      return 'set comprehension';
    case 'DictComp':
      return 'dict comprehension';
    case 'Dict':
      return 'dict literal';
    case 'Set':
      return 'set display';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'f-string expression';
    case 'Compare':
      return 'comparison';
    case 'IfExp':
      return 'conditional expression';
    case 'NamedExpr':
      return 'named expression';
    case 'Slice':
      return 'slice';
  }
}

/** What an expression stands in: the left of `=`, a loop's or a with's target, or a `del`. */
export type TargetUse = 'assign' | 'for' | 'del';

/** The innermost part that cannot be a target; null if all of it can. */
export function invalidTarget(node: Expression, use: TargetUse): Expression | null {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return null;
    case 'Starred':
      return use === 'del' ? node : invalidTarget(node.value, use);
    case 'Tuple':
    case 'List':
      for (const element of node.elts) {
        const invalid = invalidTarget(element, use);
        if (invalid !== null) return invalid;
      }
      return null;
    case 'Compare':
      // `for x in y` reads as a comparison where a target is wanted.
      return use === 'for' && node.ops[0] === 'in' ? invalidTarget(node.left, use) : node;
    default:
      return node;
  }
}
