/** Displays of lists, tuples, sets and dicts, and what of them is constant. */
import { PyTuple } from '../objects/containers.ts';
import { normalizeInt, PyFloat, float } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Expression } from '../syntax/ast.ts';
import type { ExpressionCompiler } from './expressions.ts';
import { OP } from './operations.ts';

/** A list, tuple or set, with or without `*`. */
export function compileDisplay(
  compiler: ExpressionCompiler,
  node: Extract<Expression, { kind: 'Tuple' | 'List' | 'Set' }>,
): void {
  const { assembler } = compiler;
  if (node.kind === 'Tuple') {
    const constants = constantItems(node.elts);
    if (constants !== null) {
      assembler.at(node);
      return assembler.constant(new PyTuple(constants));
    }
  }
  if (!node.elts.some((e) => e.kind === 'Starred')) {
    node.elts.forEach((e) => compiler.expression(e));
    assembler.at(node);
    const build = { Tuple: OP.BUILD_TUPLE, List: OP.BUILD_LIST, Set: OP.BUILD_SET }[node.kind];
    return assembler.emit(build, node.elts.length);
  }
  const set = node.kind === 'Set';
  assembler.emit(set ? OP.BUILD_SET : OP.BUILD_LIST, 0);
  for (const element of node.elts) {
    if (element.kind === 'Starred') {
      compiler.expression(element.value);
      assembler.emit(set ? OP.SET_UPDATE : OP.LIST_EXTEND, 0);
    } else {
      compiler.expression(element);
      assembler.emit(set ? OP.SET_ADD : OP.LIST_APPEND, 1);
    }
  }
  if (node.kind === 'Tuple') assembler.emit(OP.LIST_TO_TUPLE);
}

/** A dict, with or without `**`. */
export function compileDictDisplay(compiler: ExpressionCompiler, node: Extract<Expression, { kind: 'Dict' }>): void {
  const { assembler } = compiler;
  if (node.keys.every((key) => key !== null)) {
    node.keys.forEach((key, i) => {
      compiler.expression(key);
      compiler.expression(node.values[i]!);
    });
    assembler.at(node);
    return assembler.emit(OP.BUILD_DICT, node.keys.length);
  }
  assembler.emit(OP.BUILD_DICT, 0);
  node.keys.forEach((key, i) => {
    if (key === null) {
      compiler.expression(node.values[i]!);
      assembler.at(node);
      assembler.emit(OP.DICT_UPDATE, 0);
    } else {
      compiler.expression(key);
      compiler.expression(node.values[i]!);
      assembler.at(node);
      assembler.emit(OP.DICT_ADD, 1);
    }
  });
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
export function negative(operand: Expression): Value | undefined {
  if (operand.kind !== 'Constant') return undefined;
  const { value } = operand;
  if (typeof value === 'number') return 0 - value;
  if (typeof value === 'bigint') return normalizeInt(-value);
  return value instanceof PyFloat ? float(-value.value) : undefined;
}
