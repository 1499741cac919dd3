import { COMPARISONS, type BinaryOp, type UnaryOp } from '../../tensor/node.ts';
import type { DType } from '../../tensor/dtype.ts';
import { isFloating } from '../../tensor/dtype.ts';
import type { ElementType } from './plan.ts';
import { evaluateBinary, evaluateUnary } from './semantics.ts';
import type { Strided } from './strided.ts';

/** How a dtype lies in memory and in registers. */
export const elementType = (dtype: DType): ElementType => (isFloating(dtype) ? 'f32' : 'i32');

/** Where values come from: a slot, or a register of the kernel that makes them, which keeps it once another kernel asks. */
export interface Source {
  readonly type: ElementType;
  /** Elements. */
  readonly size: number;
  /** The kernel that makes it, in order of execution; -1 for what the caller brings. */
  readonly kernel: number;
  /** The register there. -1 where `slot` is known from the start. */
  readonly register: number;
  slot: number;
}

/** Elements of a source, over the shape of the expression. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly source: Source;
  readonly view: Strided;
  readonly indirect: Indirect | null;
  readonly type: ElementType;
}

/** The dimension of a leaf that goes through a list of indices. */
export interface Indirect {
  readonly source: Source;
  readonly view: Strided;
  readonly stride: number;
  readonly size: number;
}

/** What a value is made of, element by element, before it is known in which kernel. Shared parts are the same object. */
export type Expression =
  | Leaf
  | { readonly kind: 'constant'; readonly value: number; readonly type: ElementType }
  | { readonly kind: 'scalar'; readonly index: number; readonly type: ElementType }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly inputs: readonly [Expression]; readonly type: ElementType }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly inputs: readonly [Expression, Expression];
      readonly type: ElementType;
    }
  | {
      readonly kind: 'where';
      readonly inputs: readonly [Expression, Expression, Expression];
      readonly type: ElementType;
    }
  | { readonly kind: 'cast'; readonly inputs: readonly [Expression]; readonly type: ElementType };

const NO_INPUTS: readonly Expression[] = [];

export const inputsOf = (x: Expression): readonly Expression[] => ('inputs' in x ? x.inputs : NO_INPUTS);

export const constant = (value: number, type: ElementType): Expression => ({
  kind: 'constant',
  value: type === 'f32' ? Math.fround(value) : value | 0,
  type,
});

/** `op` of `x`; of a constant it is a constant. */
export function unary(op: UnaryOp, x: Expression): Expression {
  const type = op === 'not' || op === 'isnan' ? 'i32' : x.type;
  if (x.kind === 'constant') return constant(evaluateUnary(op, x.value, x.type), type);
  return { kind: 'unary', op, inputs: [x], type };
}

/** `a op b`; of constants it is a constant. */
export function binary(op: BinaryOp, a: Expression, b: Expression): Expression {
  const type = COMPARISONS.has(op) ? 'i32' : a.type;
  if (a.kind === 'constant' && b.kind === 'constant') {
    return constant(evaluateBinary(op, a.value, b.value, a.type), type);
  }
  return { kind: 'binary', op, inputs: [a, b], type };
}

export function where(condition: Expression, yes: Expression, no: Expression): Expression {
  if (condition.kind === 'constant') return condition.value !== 0 ? yes : no;
  return { kind: 'where', inputs: [condition, yes, no], type: yes.type };
}

/** `x` of dtype `from` as `to`: floating to integer truncates, integers wrap to a byte, anything but 0 is true. */
export function cast(x: Expression, from: DType, to: DType): Expression {
  if (to === 'bool') return from === 'bool' ? x : binary('notEqual', x, constant(0, x.type));
  const type = elementType(to);
  let y = x;
  if (x.type !== type) {
    if (x.kind === 'constant') y = constant(type === 'i32' ? Math.trunc(x.value) : x.value, type);
    else y = { kind: 'cast', inputs: [x], type };
  }
  return to === 'uint8' && from !== 'uint8' && from !== 'bool' ? binary('remainder', y, constant(256, 'i32')) : y;
}

/** Whether there is anything to compute: leaves, constants and scalars are only looked up. */
export const isComputed = (x: Expression): boolean => 'inputs' in x;

/** Every leaf, once. */
export function leavesOf(x: Expression): Leaf[] {
  const leaves: Leaf[] = [];
  const seen = new Set<Expression>();
  const visit = (y: Expression): void => {
    if (seen.has(y)) return;
    seen.add(y);
    if (y.kind === 'leaf') leaves.push(y);
    inputsOf(y).forEach(visit);
  };
  visit(x);
  return leaves;
}

/** `x` with every leaf replaced; null as soon as `replace` gives null. Shared parts stay shared. */
export function mapLeaves(x: Expression, replace: (leaf: Leaf) => Leaf | null): Expression | null {
  const done = new Map<Expression, Expression | null>();
  const visit = (y: Expression): Expression | null => {
    const before = done.get(y);
    if (before !== undefined) return before;
    let result: Expression | null;
    if (y.kind === 'leaf') {
      result = replace(y);
    } else if (!('inputs' in y)) {
      result = y;
    } else {
      const inputs: Expression[] = [];
      result = null;
      for (const input of y.inputs) {
        const mapped = visit(input);
        if (mapped === null) break;
        inputs.push(mapped);
      }
      if (inputs.length === y.inputs.length) result = { ...y, inputs } as unknown as Expression;
    }
    done.set(y, result);
    return result;
  };
  return visit(x);
}

/** The strided views of a leaf changed alike: its own and its indices'. */
export function viewed(leaf: Leaf, change: (view: Strided) => Strided | null): Leaf | null {
  const view = change(leaf.view);
  if (view === null) return null;
  if (leaf.indirect === null) return { ...leaf, view };
  const indices = change(leaf.indirect.view);
  return indices === null ? null : { ...leaf, view, indirect: { ...leaf.indirect, view: indices } };
}

/** The latest kernel that must have run before `x` can be computed; -1 for none. */
export const readyAfter = (x: Expression): number =>
  leavesOf(x).reduce((last, leaf) => Math.max(last, leaf.source.kernel, leaf.indirect?.source.kernel ?? -1), -1);

/** How many operations `x` has. */
export function costOf(x: Expression): number {
  const seen = new Set<Expression>();
  let cost = 0;
  const visit = (y: Expression): void => {
    if (seen.has(y)) return;
    seen.add(y);
    if ('inputs' in y) cost++;
    inputsOf(y).forEach(visit);
  };
  visit(x);
  return cost;
}
