/** Element by element, with PyTorch's type promotion. */
import { exc, float, toInt, typeName, type Functions, type Value } from '../../python/bind.ts';
import { isHostArray } from '../../tensor/array-interface.ts';
import { hostArray, isFloating, promote, promoteWeak, type DType } from '../../tensor/dtype.ts';
import { dataNode, type BinaryOp, type Node, type UnaryOp } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { maybeTensor, numberDType, numberValue, tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { GradFn } from '../grad-fn.ts';
import { apply, following, named, Tensor } from '../tensor.ts';

/** A tensor or a Python number, which never decides the dtype within its category. */
export type Operand = Tensor | Exclude<Value, null | string>;

const isOperand = (value: Value): value is Operand => value instanceof Tensor || numberDType(value) !== null;

/** The dtype that two operands meet in (PyTorch, "Tensor Attributes": dimensions before 0-d tensors before Python numbers). */
export function resultDType(a: Operand, b: Operand): DType {
  const rank = (x: Operand): number => (x instanceof Tensor ? (x.shape.length > 0 ? 2 : 1) : 0);
  const dtype = (x: Operand): DType => (x instanceof Tensor ? x.dtype : numberDType(x)!);
  if (rank(a) === rank(b)) return promote(dtype(a), dtype(b));
  return rank(a) > rank(b) ? promoteWeak(dtype(a), dtype(b)) : promoteWeak(dtype(b), dtype(a));
}

const nodeOf = (x: Operand, dtype: DType): Node =>
  x instanceof Tensor ? op.cast(x.input, dtype) : op.scalar(numberValue(x), dtype);

/** Refuses to divide whole numbers by zero, where the divisor is known without asking the device. */
function refuseZero(divisor: Operand): void {
  const zero = divisor instanceof Tensor ? divisor.node.host?.includes(0) : numberValue(divisor) === 0;
  if (zero === true) throw exc.RuntimeError('ZeroDivisionError');
}

/** Refuses to subtract truth values. */
function refuseTruths(a: Operand, b: Operand): void {
  const truths = [a, b].filter((x) => (x instanceof Tensor ? x.dtype === 'bool' : typeof x === 'boolean')).length;
  if (truths === 0) return;
  throw exc.RuntimeError(
    truths === 2
      ? 'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.'
      : 'Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
  );
}

/** `a op b` for a tensor and a tensor or number, named `name` in the autograd graph. */
export function pointwise(name: string, kind: BinaryOp, a: Operand, b: Operand): Tensor {
  const common = resultDType(a, b);
  const dtype = kind === 'div' && !isFloating(common) ? 'float32' : common;
  if ((kind === 'floorDivide' || kind === 'remainder') && !isFloating(dtype)) refuseZero(b);
  if (kind === 'sub') refuseTruths(a, b);
  return following(
    apply(name, () => op.binary(kind, nodeOf(a, dtype), nodeOf(b, dtype))),
    [a, b],
  );
}

/** Small whole and half powers as PyTorch computes them: by products and roots, exact for negative bases too. */
function power(base: Operand, exponent: Operand): Tensor {
  if (base instanceof Tensor && !(exponent instanceof Tensor)) {
    const dtype = resultDType(base, exponent);
    const by = numberValue(exponent);
    const of = (build: (x: Node) => Node) =>
      following(
        apply('Pow', () => build(nodeOf(base, dtype))),
        [base],
      );
    if (by === 0) return of((x) => op.full(x.shape, 1, dtype));
    if (by === 1) return of((x) => op.add(x, op.full([], 0, dtype)));
    if (by === 2) return of((x) => op.mul(x, x));
    if (by === 3) return of((x) => op.mul(op.mul(x, x), x));
    if (isFloating(dtype)) {
      if (by === 0.5) return of((x) => op.unary('sqrt', x));
      if (by === -0.5) return of((x) => op.unary('rsqrt', x));
      if (by === -1) return of((x) => op.unary('reciprocal', x));
      if (by === -2) return of((x) => op.unary('reciprocal', op.mul(x, x)));
    } else if (by < 0) {
      throw exc.RuntimeError('Integers to negative integer powers are not allowed.');
    }
  }
  return pointwise(exponent instanceof Tensor ? 'Pow#1' : 'Pow', 'pow', base, exponent);
}

/** Bitwise operators on truth values; those of integers are `bitwise` of more-pointwise.ts. */
const logical =
  (kind: 'and' | 'or' | 'xor') =>
  (a: Operand, b: Operand): Tensor =>
    pointwise('Bitwise', kind, a, b);

/** Whether the bits of both operands are one: truth values. */
export const areTruths = (a: Value, b: Value): boolean =>
  [a, b].every((x) => (x instanceof Tensor ? x.dtype === 'bool' : typeof x === 'boolean'));

/** A number minus a tensor is an operation of its own in PyTorch's graph. */
function subtracted(a: Operand, b: Operand): Tensor {
  if (a instanceof Tensor || !(b instanceof Tensor)) return pointwise('Sub', 'sub', a, b);
  return following(pointwise('Rsub#1', 'sub', a, b), [b]);
}

/** A number divided by a tensor is its reciprocal times the number in PyTorch's graph. */
function divided(a: Operand, b: Operand): Tensor {
  const made = pointwise('Div', 'div', a, b);
  if (a instanceof Tensor || !(b instanceof Tensor) || made.isLeaf) return made;
  named(made, 'Mul', []).inputFns = [new GradFn('ReciprocalBackward0', [b.gradFn]), null];
  return made;
}

const BINARY: Readonly<Record<string, (a: Operand, b: Operand) => Tensor>> = {
  add: (a, b) => pointwise('Add', 'add', a, b),
  sub: subtracted,
  mul: (a, b) => pointwise('Mul', 'mul', a, b),
  div: divided,
  floor_divide: (a, b) => pointwise('NotImplemented', 'floorDivide', a, b),
  remainder: (a, b) => pointwise('Remainder', 'remainder', a, b),
  pow: power,
  atan2: (a, b) => pointwise('Atan2', 'atan2', a, b),
  maximum: (a, b) => pointwise('Maximum', 'maximum', a, b),
  minimum: (a, b) => pointwise('Minimum', 'minimum', a, b),
  eq: (a, b) => pointwise('Eq', 'equal', a, b),
  ne: (a, b) => pointwise('Ne', 'notEqual', a, b),
  lt: (a, b) => pointwise('Lt', 'less', a, b),
  le: (a, b) => pointwise('Le', 'lessEqual', a, b),
  gt: (a, b) => pointwise('Gt', 'greater', a, b),
  ge: (a, b) => pointwise('Ge', 'greaterEqual', a, b),
  bitwise_and: logical('and'),
  bitwise_or: logical('or'),
  bitwise_xor: logical('xor'),
};

/** `torch.add` and its kind by name, for a tensor and a tensor or number. */
export function binaryOperation(name: keyof typeof BINARY, a: Value, b: Value): Tensor {
  if (!isOperand(a) || !isOperand(b)) {
    const [argument, wrong] = isOperand(a) ? ['other', b] : ['input', a];
    throw exc.TypeError(`${name}(): argument '${argument}' must be Tensor, not ${typeName(wrong)}`);
  }
  const left = a instanceof Tensor || b instanceof Tensor ? a : maybeTensor(a)!;
  return BINARY[name]!(left, b);
}

/**
 * NumPy's scalars as Python numbers, and its arrays as tensors; anything else as it is.
 */
function fromNumPy(value: Value): Value {
  if (value instanceof Tensor || !isHostArray(value)) return value;
  const { values, shape, dtype } = value.hostArray();
  if (shape.length === 0)
    return dtype === 'bool' ? values[0] !== 0 : isFloating(dtype) ? float(values[0]!) : values[0]!;
  const copy = hostArray(dtype, values.length);
  copy.set(values);
  return new Tensor(dataNode(copy, shape, dtype));
}

/** Python's operator methods: NotImplemented for operands that are no numbers, so that Python can try the other side. */
export function operatorMethods(notImplemented: Value): Functions {
  const methods: Record<string, (self: Tensor, other: Value) => Value> = {};
  const both = (operator: string, name: string) => {
    const run = BINARY[name]!;
    methods[`__${operator}__(self, other, /)`] = (self, given) => {
      const other = fromNumPy(given);
      return isOperand(other) ? run(self, other) : notImplemented;
    };
    methods[`__r${operator}__(self, other, /)`] = (self, given) => {
      const other = fromNumPy(given);
      return isOperand(other) ? run(other, self) : notImplemented;
    };
    methods[`__i${operator}__(self, other, /)`] = (self, given) => {
      const other = fromNumPy(given);
      if (!isOperand(other)) return notImplemented;
      return writeBack(self, run(self, other));
    };
  };
  both('add', 'add');
  both('sub', 'sub');
  both('mul', 'mul');
  both('truediv', 'div');
  both('floordiv', 'floor_divide');
  both('mod', 'remainder');
  both('pow', 'pow');
  for (const name of ['eq', 'ne', 'lt', 'le', 'gt', 'ge']) {
    methods[`__${name}__(self, other, /)`] = (self, given) => {
      const other = fromNumPy(given);
      return isOperand(other) ? BINARY[name]!(self, other) : notImplemented;
    };
  }
  return methods as Functions;
}

/** What an in-place operation ends with. Raises RuntimeError where the result's dtype is of a higher category than the tensor's. */
export function writeBack(self: Tensor, result: Tensor): Tensor {
  if (promoteWeak(self.dtype, result.dtype) !== self.dtype) {
    throw exc.RuntimeError(
      `result type ${scalarName(result.dtype)} can't be cast to the desired output type ${scalarName(self.dtype)}`,
    );
  }
  self.assign(result.node, result.gradName ?? undefined, result.inputFns);
  return self;
}

const logicalOf =
  (kind: 'and' | 'or' | 'xor') =>
  (a: Value, b: Value): Tensor => {
    const name = `logical_${kind}(): argument`;
    const [left, right] = [tensorArgument(a, `${name} 'input' (position 1)`), tensorArgument(b, `${name} 'other' (position 2)`)]; // prettier-ignore
    return apply('Logical', (x, y) => op.binary(kind, op.cast(x, 'bool'), op.cast(y, 'bool')), left, right);
  };

/** Name in `torch`, operation, name in the autograd graph. */
const UNARY: readonly (readonly [string, UnaryOp, string])[] = [
  ['exp', 'exp', 'Exp'],
  ['log', 'log', 'Log'],
  ['log1p', 'log1p', 'Log1P'],
  ['expm1', 'expm1', 'Expm1'],
  ['sqrt', 'sqrt', 'Sqrt'],
  ['rsqrt', 'rsqrt', 'Rsqrt'],
  ['reciprocal', 'reciprocal', 'Reciprocal'],
  ['sin', 'sin', 'Sin'],
  ['cos', 'cos', 'Cos'],
  ['tanh', 'tanh', 'Tanh'],
  ['sigmoid', 'sigmoid', 'Sigmoid'],
  ['erf', 'erf', 'Erf'],
  ['abs', 'abs', 'Abs'],
  ['neg', 'neg', 'Neg'],
  ['sign', 'sign', 'Sign'],
  ['floor', 'floor', 'Floor'],
  ['ceil', 'ceil', 'Ceil'],
  ['trunc', 'trunc', 'Trunc'],
  ['relu', 'relu', 'Relu'],
];

/** These keep whole numbers whole; the others turn them into floats. */
const KEEPS_INTEGERS: ReadonlySet<UnaryOp> = new Set<UnaryOp>([
  'abs',
  'neg',
  'sign',
  'floor',
  'ceil',
  'round',
  'trunc',
  'relu',
]);
const CHANGES_NO_INTEGER: ReadonlySet<UnaryOp> = new Set<UnaryOp>(['floor', 'ceil', 'round', 'trunc']);

/** `torch.exp` and its kind. */
export function unaryOperation(kind: UnaryOp, name: string, x: Tensor): Tensor {
  const integral = !isFloating(x.dtype);
  if (integral && CHANGES_NO_INTEGER.has(kind)) return x;
  return apply(
    name,
    (node) => op.unary(kind, integral && !KEEPS_INTEGERS.has(kind) ? op.cast(node, 'float32') : node),
    x,
  );
}

/** To the nearest whole number, or to so many decimals: halves go to the even one. */
function rounded(x: Tensor, decimals: Value): Tensor {
  const places = toInt(decimals, 'decimals');
  if (places === 0 || !isFloating(x.dtype)) return unaryOperation('round', 'Round', x);
  const scale = op.full([], 10 ** Math.abs(places), x.dtype);
  const [up, down] = places > 0 ? [op.mul, op.div] : [op.div, op.mul];
  return apply('Round#1', (node) => down(op.unary('round', up(node, scale)), scale), x);
}

function clamp(x: Tensor, min: Value, max: Value): Tensor {
  if (min === null && max === null)
    throw exc.RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
  for (const bound of [min, max]) {
    if (bound !== null && !isOperand(bound))
      throw exc.TypeError(`clamp(): argument 'min' must be Number, not ${typeName(bound)}`);
  }
  let result = x;
  // At a bound the gradient is the input's: bounds take over beyond them only.
  const name = min instanceof Tensor || max instanceof Tensor ? 'Clamp' : 'Clamp#1';
  if (min !== null) result = chosen(binaryOperation('lt', result, min), min, result, name);
  if (max !== null) result = chosen(binaryOperation('gt', result, max), max, result, name);
  return result;
}

/** `clamp_min` and `clamp_max`: one bound, under their own names in the autograd graph. */
const clampedBy = (kind: 'lt' | 'gt', name: string) => (x: Tensor, bound: Value) =>
  chosen(binaryOperation(kind, x, bound), bound, x, bound instanceof Tensor ? `${name}#1` : name);

/** `bound` where `condition` holds, else `x`. */
function chosen(condition: Tensor, bound: Value, x: Tensor, name: string): Tensor {
  const dtype = resultDType(x, bound as Operand);
  return apply(name, (c, n) => op.where(c, nodeOf(bound as Operand, dtype), op.cast(n, dtype)), condition, x);
}

const unaryFunctions: Functions = Object.fromEntries(
  UNARY.map(([name, kind, gradName]) => [`${name}(input)`, (x: Tensor) => unaryOperation(kind, gradName, x)]),
);

const binaryFunctions: Functions = Object.fromEntries(
  Object.keys(BINARY)
    .filter((name) => name !== 'add' && name !== 'sub' && !name.startsWith('bitwise'))
    .map((name) => [`${name}(input, other)`, (a: Value, b: Value) => binaryOperation(name, a, b)]),
);

/** `other` times `alpha`, as `torch.add` and `torch.sub` take it. */
const scaled = (other: Value, alpha: Value): Value => (alpha === 1 ? other : binaryOperation('mul', other, alpha));

/** `torch.rsub`: the arguments of a difference the other way round. */
function reversed(a: Value, b: Value, alpha: Value): Tensor {
  const made = binaryOperation('sub', b, scaled(a, alpha));
  return b instanceof Tensor ? named(made, 'Rsub', [a, b]) : made;
}

/** `lerp`: between two tensors, by a share that is a number or a tensor. */
function between(a: Tensor, b: Tensor, weight: Value): Tensor {
  const made = binaryOperation('add', a, binaryOperation('mul', binaryOperation('sub', b, a), weight));
  return named(made, weight instanceof Tensor ? 'Lerp#1' : 'Lerp', [a, b]);
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const pointwiseFunctions: Functions = {
  ...unaryFunctions,
  ...binaryFunctions,
  'add(input, other, *, alpha=1)': (a: Value, b: Value, alpha: Value) => binaryOperation('add', a, scaled(b, alpha)),
  'sub(input, other, *, alpha=1)': (a: Value, b: Value, alpha: Value) => binaryOperation('sub', a, scaled(b, alpha)),
  'square(input)': (x: Tensor) => binaryOperation('pow', x, 2),
  'clamp(input, min=None, max=None)': clamp,
  'clip(input, min=None, max=None)': clamp,
  'clamp_min(input, min)': clampedBy('lt', 'ClampMin'),
  'clamp_max(input, max)': clampedBy('gt', 'ClampMax'),
  'rsub(input, other, *, alpha=1)': reversed,
  'absolute(input)': (x: Tensor) => unaryOperation('abs', 'Abs', x),
  'negative(input)': (x: Tensor) => unaryOperation('neg', 'Neg', x),
  'fix(input)': (x: Tensor) => unaryOperation('trunc', 'Trunc', x),
  'round(input, *, decimals=0)': rounded,
  'logical_not(input)': (x: Tensor) => apply('Not', (node) => op.unary('not', op.cast(node, 'bool')), x),
  'logical_and(input, other)': logicalOf('and'),
  'logical_or(input, other)': logicalOf('or'),
  'logical_xor(input, other)': logicalOf('xor'),
  'isinf(input)': (x: Tensor) => apply('Isinf', (node) => op.binary('equal', op.unary('abs', node), op.full([], Infinity, node.dtype)), x), // prettier-ignore
  'isfinite(input)': (x: Tensor) => apply('Isfinite', (node) => op.binary('less', op.unary('abs', node), op.full([], Infinity, node.dtype)), x), // prettier-ignore
  'lerp(input, end, weight)': between,
  'isnan(input)': (x: Tensor) => apply('Isnan', (node) => op.unary('isnan', node), x),
};
