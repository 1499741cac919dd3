/**
 * One rule for each differentiable operation: from a node and the gradient at its output to the gradient at each input.
 * A rule only builds more graph. `null` where no gradient flows.
 */
import type { Node, Operation, ReduceOp, UnaryOp, BinaryOp } from './node.ts';
import * as op from './ops.ts';
import { sizeOf } from './shape.ts';

type Rule<K extends Operation['kind']> = (
  node: Node,
  grad: Node,
  operation: Extract<Operation, { kind: K }>,
) => readonly (Node | null)[];

const constant = (like: Node, value: number): Node => op.full(like.shape, value, like.dtype);
const mask = (condition: Node, grad: Node): Node => op.where(condition, grad, constant(grad, 0));

/** d/dx of each unary operation, times the incoming gradient. `x` is the input, `y` the output. */
const UNARY_RULES: Record<UnaryOp, ((grad: Node, x: Node, y: Node) => Node) | null> = {
  neg: (grad) => op.neg(grad),
  exp: (grad, _x, y) => op.mul(grad, y),
  log: (grad, x) => op.div(grad, x),
  log1p: (grad, x) => op.div(grad, op.add(x, constant(x, 1))),
  expm1: (grad, _x, y) => op.mul(grad, op.add(y, constant(y, 1))),
  sqrt: (grad, _x, y) => op.div(grad, op.mul(y, constant(y, 2))),
  rsqrt: (grad, x, y) => op.mul(grad, op.mul(constant(x, -0.5), op.div(y, x))),
  reciprocal: (grad, _x, y) => op.neg(op.mul(grad, op.mul(y, y))),
  sin: (grad, x) => op.mul(grad, op.unary('cos', x)),
  cos: (grad, x) => op.neg(op.mul(grad, op.unary('sin', x))),
  tanh: (grad, _x, y) => op.mul(grad, op.sub(constant(y, 1), op.mul(y, y))),
  sigmoid: (grad, _x, y) => op.mul(grad, op.mul(y, op.sub(constant(y, 1), y))),
  erf: (grad, x) => op.mul(grad, op.mul(constant(x, 2 / Math.sqrt(Math.PI)), op.unary('exp', op.neg(op.mul(x, x))))),
  abs: (grad, x) => op.mul(grad, op.unary('sign', x)),
  sign: (grad) => constant(grad, 0),
  floor: (grad) => constant(grad, 0),
  ceil: (grad) => constant(grad, 0),
  round: (grad) => constant(grad, 0),
  trunc: (grad) => constant(grad, 0),
  // PyTorch takes 0 for the slope of relu at 0.
  relu: (grad, _x, y) => mask(op.binary('greater', y, constant(y, 0)), grad),
  not: null,
  isnan: null,
};

/** Where two values compete, PyTorch gives each half of the gradient at a tie. */
function competing(comparison: 'greater' | 'less'): (grad: Node, a: Node, b: Node) => [Node, Node] {
  return (grad, a, b) => {
    const tie = op.mul(op.cast(op.binary('equal', a, b), grad.dtype), op.mul(grad, constant(grad, 0.5)));
    return [op.add(mask(op.binary(comparison, a, b), grad), tie), op.add(mask(op.binary(comparison, b, a), grad), tie)];
  };
}

/** Gradients at both inputs of each binary operation. `y` is the output. */
const BINARY_RULES: Partial<Record<BinaryOp, (grad: Node, a: Node, b: Node, y: Node) => [Node | null, Node | null]>> = {
  add: (grad) => [grad, grad],
  sub: (grad, _a, b) => [grad, b.requiresGrad ? op.neg(grad) : null],
  mul: (grad, a, b) => [a.requiresGrad ? op.mul(grad, b) : null, b.requiresGrad ? op.mul(grad, a) : null],
  div: (grad, a, b, y) => [
    a.requiresGrad ? op.div(grad, b) : null,
    b.requiresGrad ? op.neg(op.mul(grad, op.div(y, b))) : null,
  ],
  pow: (grad, a, b, y) => [
    a.requiresGrad ? op.mul(grad, powSlope(a, b)) : null,
    // log(0) would turn 0 ** b into nan; its derivative by b is 0 there.
    b.requiresGrad
      ? op.mul(grad, op.where(op.binary('equal', a, constant(a, 0)), constant(a, 0), op.mul(y, op.unary('log', a))))
      : null,
  ],
  maximum: competing('greater'),
  minimum: competing('less'),
  remainder: (grad, a, b) => [grad, op.neg(op.mul(grad, op.binary('floorDivide', a, b)))],
  atan2: (grad, a, b) => {
    const square = op.add(op.mul(a, a), op.mul(b, b));
    return [op.mul(grad, op.div(b, square)), op.neg(op.mul(grad, op.div(a, square)))];
  },
};

/** b * a ** (b - 1), and 0 where b is 0. */
function powSlope(a: Node, b: Node): Node {
  const slope = op.mul(b, op.binary('pow', a, op.sub(b, constant(b, 1))));
  return op.where(op.binary('equal', b, constant(b, 0)), constant(slope, 0), slope);
}

const REDUCE_RULES: Record<ReduceOp, (grad: Node, x: Node, y: Node, axes: readonly number[]) => Node> = {
  sum: (grad) => grad,
  // Ties share the gradient evenly, as torch.amax does.
  max: sharedAmongEqual,
  min: sharedAmongEqual,
  prod: (grad, x, _y, axes) => {
    const zero = op.binary('equal', x, constant(x, 0));
    const safe = op.where(zero, constant(x, 1), x);
    const spread = (reduced: Node) => op.expand(op.keepAxes(reduced, x.shape, axes), x.shape);
    const zeros = spread(op.reduce('sum', op.cast(zero, x.dtype), axes));
    const product = spread(op.reduce('prod', safe, axes));
    const allowed = op.where(zero, constant(x, 1), constant(x, 0));
    return op.mul(grad, mask(op.binary('equal', zeros, allowed), op.div(product, safe)));
  },
};

function sharedAmongEqual(grad: Node, x: Node, y: Node, axes: readonly number[]): Node {
  const extreme = op.expand(op.keepAxes(y, x.shape, axes), x.shape);
  const equal = op.cast(op.binary('equal', x, extreme), grad.dtype);
  const count = op.expand(op.keepAxes(op.reduce('sum', equal, axes), x.shape, axes), x.shape);
  return op.mul(grad, op.div(equal, count));
}

const RULES: { readonly [K in Operation['kind']]?: Rule<K> } = {
  unary: (node, grad, { op: name }) => [UNARY_RULES[name]?.(grad, node.inputs[0]!, node) ?? null],
  binary: (node, grad, { op: name }) => BINARY_RULES[name]?.(grad, node.inputs[0]!, node.inputs[1]!, node) ?? [],
  where: (node, grad) => {
    const [condition, yes, no] = node.inputs as [Node, Node, Node];
    return [
      null,
      yes.requiresGrad ? mask(condition, grad) : null,
      no.requiresGrad ? op.where(condition, constant(grad, 0), grad) : null,
    ];
  },
  cast: (node, grad) => [op.cast(grad, node.inputs[0]!.dtype)],
  reduce: (node, grad, { op: name, axes }) => {
    const x = node.inputs[0]!;
    const spread = op.expand(op.keepAxes(grad, x.shape, axes), x.shape);
    return [REDUCE_RULES[name](spread, x, node, axes)];
  },
  matmul: (node, grad) => {
    const [a, b] = node.inputs as [Node, Node];
    return [
      a.requiresGrad ? op.matmul(grad, op.transpose(b)) : null,
      b.requiresGrad ? op.matmul(op.transpose(a), grad) : null,
    ];
  },
  reshape: (node, grad) => [op.reshape(grad, node.inputs[0]!.shape)],
  permute: (_node, grad, { order }) => {
    const inverse = new Array<number>(order.length);
    order.forEach((axis, i) => (inverse[axis] = i));
    return [op.permute(grad, inverse)];
  },
  expand: (node, grad) => [op.sumTo(grad, node.inputs[0]!.shape)],
  slice: (node, grad, { starts, steps }) => [unslice(grad, node.inputs[0]!.shape, starts, steps)],
  pad: (node, grad, { before }) => {
    const { shape } = node.inputs[0]!;
    return [op.slice(grad, before, shape, shape.map(() => 1))]; // prettier-ignore
  },
  flip: (_node, grad, { axes }) => [op.flip(grad, axes)],
  concat: (node, grad, { axis }) => {
    let start = 0;
    return node.inputs.map(({ shape }) => {
      const starts = shape.map((_, i) => (i === axis ? start : 0));
      start += shape[axis]!;
      return op.slice(grad, starts, shape, shape.map(() => 1)); // prettier-ignore
    });
  },
  indexSelect: (node, grad, { axis }) => [op.indexAdd(grad, axis, node.inputs[1]!, node.inputs[0]!.shape[axis]!), null],
  indexAdd: (node, grad, { axis }) => [op.indexSelect(grad, axis, node.inputs[1]!), null],
  gather: (node, grad, { axis }) => [op.scatterAdd(grad, axis, node.inputs[1]!, node.inputs[0]!.shape[axis]!), null],
  scatterAdd: (node, grad, { axis }) => [op.gather(grad, axis, node.inputs[1]!), null],
  cumsum: (_node, grad, { axis }) => [op.flip(op.cumsum(op.flip(grad, [axis]), axis), [axis])],
  unfold2d: (node, grad, { window }) => [op.fold2d(grad, node.inputs[0]!.shape, window)],
  fold2d: (_node, grad, { window }) => [op.unfold2d(grad, window)],
};

/** Puts `grad` back to where a slice took it from, with zeros elsewhere: interleave zeros for the steps, then pad. */
function unslice(grad: Node, shape: readonly number[], starts: readonly number[], steps: readonly number[]): Node {
  let spread = grad;
  steps.forEach((step, axis) => {
    if (step === 1 || sizeOf(spread.shape) === 0) return;
    // [.., n, ..] -> [.., n, 1, ..] -> zeros behind each element -> [.., n * step, ..] -> without the last zeros
    const parts = spread.shape.toSpliced(axis + 1, 0, 1);
    const zeros = parts.map((_, i) => (i === axis + 1 ? step - 1 : 0));
    const wide = op.pad(op.reshape(spread, parts), parts.map(() => 0), zeros); // prettier-ignore
    const n = spread.shape[axis]!;
    const joined = op.reshape(wide, spread.shape.with(axis, n * step));
    const kept = spread.shape.with(axis, (n - 1) * step + 1);
    spread = op.slice(joined, kept.map(() => 0), kept, kept.map(() => 1)); // prettier-ignore
  });
  return op.pad(
    spread,
    starts,
    shape.map((n, i) => n - starts[i]! - spread.shape[i]!),
  );
}

/** The gradients at `node`'s inputs, given the gradient at its output. */
export function inputGradients(node: Node, grad: Node): readonly (Node | null)[] {
  const rule = RULES[node.operation.kind] as Rule<never> | undefined;
  return rule?.(node, grad, node.operation as never) ?? [];
}
