/** Element by element: what is made of the primitive operations, and bits of integers, which are worked on here. */
import { exc, float, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
import { hostArray, isFloating, type DType } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { broadcastShapes } from '../../tensor/shape.ts';
import { maybeTensor, numberDType, tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { apply, named, shapeChecked, Tensor } from '../tensor.ts';
import { refuseWide } from './creation.ts';
import { areTruths, binaryOperation, writeBack } from './pointwise.ts';
import { readNode } from './reading.ts';

const floating = (x: Node): Node => (isFloating(x.dtype) ? x : op.cast(x, 'float32'));
/** A function of one tensor on floats. */
const unary =
  (name: string, build: (x: Node) => Node) =>
  (x: Value): Tensor =>
    apply(name, (node) => build(floating(node)), tensorArgument(x, `${name.toLowerCase()}(): argument 'input' (position 1)`)); // prettier-ignore

const exp = (x: Node): Node => op.unary('exp', x);
const sinh = (x: Node): Node => op.mul(op.sub(exp(x), exp(op.neg(x))), op.number(0.5));
const cosh = (x: Node): Node => op.mul(op.add(exp(x), exp(op.neg(x))), op.number(0.5));
const atan = (x: Node): Node => op.binary('atan2', x, op.full(x.shape, 1, 'float32'));
const root = (x: Node): Node => op.unary('sqrt', x);
const square = (x: Node): Node => op.mul(x, x);
const asin = (x: Node): Node => op.binary('atan2', x, root(op.sub(op.number(1), square(x))));
const acos = (x: Node): Node => op.binary('atan2', root(op.sub(op.number(1), square(x))), x);
const asinh = (x: Node): Node => op.unary('log', op.add(x, root(op.add(square(x), op.number(1)))));
const acosh = (x: Node): Node => op.unary('log', op.add(x, root(op.sub(square(x), op.number(1)))));
const atanh = (x: Node): Node => op.mul(op.number(0.5), op.sub(op.unary('log1p', x), op.unary('log1p', op.neg(x))));
/** Whether a number is below zero, or the zero that is. */
const negative = (x: Node): Node => op.binary('less', op.where(op.binary('equal', x, op.number(0)), op.unary('reciprocal', x), x), op.number(0)); // prettier-ignore

const infinite =
  (value: number) =>
  (x: Tensor): Tensor =>
    apply('Isinf', (node) => op.binary('equal', node, op.full([], value, 'float32')), x);

const unaryFunctions: Functions = {
  'tan(input)': unary('Tan', (x) => op.div(op.unary('sin', x), op.unary('cos', x))),
  'sinh(input)': unary('Sinh', sinh),
  'cosh(input)': unary('Cosh', cosh),
  'asin(input)': unary('Asin', asin),
  'acos(input)': unary('Acos', acos),
  'atan(input)': unary('Atan', atan),
  'arctan(input)': unary('Atan', atan),
  'arcsin(input)': unary('Asin', asin),
  'arccos(input)': unary('Acos', acos),
  'arcsinh(input)': unary('Asinh', asinh),
  'arccosh(input)': unary('Acosh', acosh),
  'arctanh(input)': unary('Atanh', atanh),
  'sinc(input)': unary('Sinc', (x) => {
    const turned = op.mul(x, op.number(Math.PI));
    const zero = op.binary('equal', x, op.number(0));
    const safe = op.where(zero, op.number(1), turned);
    return op.where(zero, op.number(1), op.div(op.unary('sin', safe), safe));
  }),
  'asinh(input)': unary('Asinh', asinh),
  'acosh(input)': unary('Acosh', acosh),
  'atanh(input)': unary('Atanh', atanh),
  'log2(input)': unary('Log2', (x) => op.div(op.unary('log', x), op.number(Math.LN2))),
  'log10(input)': unary('Log10', (x) => op.div(op.unary('log', x), op.number(Math.LN10))),
  'exp2(input)': unary('Exp2', (x) => exp(op.mul(x, op.number(Math.LN2)))),
  'erfc(input)': unary('Erfc', (x) => op.sub(op.number(1), op.unary('erf', x))),
  'frac(input)': unary('Frac', (x) => op.sub(x, op.unary('trunc', x))),
  'logit(input, eps=None)': (x: Tensor, eps: Value) =>
    apply('Logit', (node) => {
      const e = eps === null ? null : toFloat(eps, 'eps');
      const p = e === null ? node : op.binary('minimum', op.binary('maximum', node, op.number(e)), op.number(1 - e));
      return op.unary('log', op.div(p, op.sub(op.number(1), p)));
    }, x), // prettier-ignore
  'deg2rad(input)': unary('Deg2Rad', (x) => op.mul(x, op.number(Math.PI / 180))),
  'rad2deg(input)': unary('Rad2Deg', (x) => op.mul(x, op.number(180 / Math.PI))),
  'sgn(input)': (x: Tensor) => apply('Sgn', (node) => op.unary('sign', node), x),
  'positive(input)': (x: Tensor) => x,
  'signbit(input)': (x: Tensor) => apply('Signbit', (node) => negative(floating(node)), x),
  'isposinf(input)': infinite(Infinity),
  'isneginf(input)': infinite(-Infinity),
  'isreal(input)': (x: Tensor) => new Tensor(op.full(x.shape, 1, 'bool')),
  'real(input)': (x: Tensor) => x,
  'conj(input)': (x: Tensor) => x,
  'nan_to_num(input, nan=None, posinf=None, neginf=None)': (x: Tensor, nan: Value, high: Value, low: Value) => {
    const [n, h, l] = [nan ?? float(0), high ?? float(3.4028234663852886e38), low ?? float(-3.4028234663852886e38)].map((v) => toFloat(v, 'nan')) as [number, number, number]; // prettier-ignore
    return apply('NanToNum', (node) => {
      const same = (value: number) => op.full(node.shape, value, node.dtype);
      const finite = op.where(op.binary('equal', node, same(Infinity)), same(h), op.where(op.binary('equal', node, same(-Infinity)), same(l), node)); // prettier-ignore
      return op.where(op.unary('isnan', node), same(n), finite);
    }, x); // prettier-ignore
  },
};

const two =
  (name: string, build: (x: Node, y: Node) => Node) =>
  (a: Value, b: Value): Tensor => {
    const [x, y] = [maybeTensor(a), maybeTensor(b)];
    if (x === null || y === null) throw exc.TypeError(`${name.toLowerCase()}(): argument 'other' must be Tensor`);
    return apply(name, (p, q) => build(floating(p), floating(q)), x, y);
  };

/** The remainder of a division towards zero: it has the dividend's sign. */
const fmod = (a: Value, b: Value): Tensor => {
  const quotient = binaryOperation('div', a, b);
  const whole = apply('Trunc', (node) => op.unary('trunc', node), quotient);
  const [x, y] = [maybeTensor(a)!, maybeTensor(b)!];
  const dtype = binaryOperation('add', a, b).dtype;
  return apply('Fmod', (p, q, w) => op.cast(op.sub(p, op.mul(w, q)), dtype), x, y, whole);
};

/** `run` for each pair of integers, on the host. */
const integers = (name: string, run: (a: number, b: number) => number) =>
  function* (a: Tensor, b: Tensor): Task<Tensor> {
    const wrong = [a, b].find((x) => isFloating(x.dtype));
    if (wrong !== undefined) throw exc.RuntimeError(`"${name}_cpu" not implemented for '${scalarName(wrong.dtype)}'`);
    const shape = shapeChecked(() => broadcastShapes(a.shape, b.shape));
    const [p, q] = [yield* readNode(op.expand(a.node, shape)), yield* readNode(op.expand(b.node, shape))];
    const dtype = op.binary('maximum', a.node, b.node).dtype;
    const values = Array.from(p, (x: number, i: number) => run(Math.abs(x), Math.abs(q[i]!)));
    refuseWide(values);
    const result = hostArray(dtype, values.length);
    result.set(values);
    return new Tensor(dataNode(result, shape, dtype));
  };

/** Euclid's algorithm. */
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const roundings = { trunc: 'trunc', floor: 'floor' } as const;
/** `torch.div` with `rounding_mode`. */
function divided(a: Value, b: Value, mode: Value): Tensor {
  if (mode === null) return binaryOperation('div', a, b);
  if (mode !== 'floor' && mode !== 'trunc') {
    throw exc.RuntimeError(`div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${typeof mode === 'string' ? mode : ''}'`); // prettier-ignore
  }
  const dtype = binaryOperation('add', a, b).dtype;
  const quotient = binaryOperation('div', a, b);
  return apply('Div#1', (node) => op.cast(op.unary(roundings[mode], node), dtype), quotient);
}

/** Bits of integers; truth values have bits too. Waits for operands that the device holds. */
function bits(name: string, run: (a: bigint, b: bigint) => bigint) {
  const logical = name.endsWith('shift') ? null : name;
  return function* (a: Value, b: Value): Task<Tensor> {
    if (logical !== null && areTruths(a, b)) return binaryOperation(logical, a, b);
    const [x, y] = [maybeTensor(a), maybeTensor(b)];
    if (x === null || y === null) throw exc.TypeError(`${name}(): argument 'other' must be Tensor`);
    const wrong = [x, y].find((operand) => isFloating(operand.dtype));
    if (wrong !== undefined) throw exc.RuntimeError(`"${name}_cpu" not implemented for '${scalarName(wrong.dtype)}'`);
    const dtype = numberDType(b) !== null ? (x.dtype === 'bool' && y.dtype !== 'bool' ? y.dtype : x.dtype) : numberDType(a) !== null ? y.dtype : op.binary('maximum', x.node, y.node).dtype; // prettier-ignore
    const shape = shapeChecked(() => broadcastShapes(x.shape, y.shape));
    const [p, q] = [yield* readNode(op.expand(x.node, shape)), yield* readNode(op.expand(y.node, shape))];
    const values = hostArray(dtype, p.length);
    for (let i = 0; i < values.length; i++) values[i] = checkedInt(run(BigInt(p[i]!), BigInt(q[i]!)), name, dtype);
    return new Tensor(dataNode(values, shape, dtype));
  };
}

/** Integers are 32 bits wide here: what does not fit is refused, never wrapped. */
function checkedInt(value: bigint, name: string, dtype: DType): number {
  if (dtype === 'int64' && value !== BigInt.asIntN(32, value)) {
    throw exc.NotImplementedError(`${name}: the result does not fit into the 32 bits that integers have here; Python's own ints do`); // prettier-ignore
  }
  return Number(value);
}

const BITS = {
  and: (a: bigint, b: bigint) => a & b,
  or: (a: bigint, b: bigint) => a | b,
  xor: (a: bigint, b: bigint) => a ^ b,
  left: (a: bigint, b: bigint) => a << b,
  right: (a: bigint, b: bigint) => a >> b,
};

/** `x & y` and the others for integers; truth values stay on the device. */
export const bitwise = {
  and: bits('bitwise_and', BITS.and),
  or: bits('bitwise_or', BITS.or),
  xor: bits('bitwise_xor', BITS.xor),
  left: bits('bitwise_left_shift', BITS.left),
  right: bits('bitwise_right_shift', BITS.right),
};

/** The operators `&`, `|`, `^`, `<<` and `>>`, from both sides and in place. */
export function bitwiseMethods(notImplemented: Value): Functions {
  const operators = { and: 'and', or: 'or', xor: 'xor', lshift: 'left', rshift: 'right' } as const;
  const methods: Record<string, (self: Tensor, other: Value) => Value | Task> = {};
  for (const [operator, name] of Object.entries(operators)) {
    const run = bitwise[name];
    const fits = (other: Value) => maybeTensor(other) !== null;
    methods[`__${operator}__(self, other, /)`] = (self, other) => (fits(other) ? run(self, other) : notImplemented);
    methods[`__r${operator}__(self, other, /)`] = (self, other) => (fits(other) ? run(other, self) : notImplemented);
    methods[`__i${operator}__(self, other, /)`] = function* (self, other): Task {
      return writeBack(self, yield* run(self, other));
    };
  }
  return methods as Functions;
}

/** `~x`: the other truth value, or all bits turned. */
export function inverted(x: Tensor): Tensor {
  if (isFloating(x.dtype)) throw exc.TypeError('~ (operator.invert) is only implemented on integer and Boolean-type tensors'); // prettier-ignore
  if (x.dtype === 'bool') return apply('Not', (node) => op.unary('not', node), x);
  if (x.dtype === 'uint8') return apply('Not', (node) => op.sub(op.full([], 255, 'uint8'), node), x);
  return apply('Not', (node) => op.sub(op.full([], -1, node.dtype), node), x);
}

function isclose(a: Tensor, b: Tensor, rtol: Value, atol: Value): Tensor {
  return apply('Isclose', (x, y) => {
    const limit = op.add(op.number(toFloat(atol, 'atol')), op.mul(op.number(toFloat(rtol, 'rtol')), op.unary('abs', floating(y))));
    const near = op.binary('lessEqual', op.unary('abs', op.sub(floating(x), floating(y))), limit);
    return op.binary('or', near, op.binary('equal', x, y));
  }, a, b); // prettier-ignore
}

/** `input + value * tensor1 / tensor2` (or times). */
const combined = (kind: 'mul' | 'div', name: string) => (x: Tensor, a: Value, b: Value, value: Value) => {
  const made = binaryOperation('add', x, binaryOperation('mul', binaryOperation(kind, a, b), value));
  return named(made, name, [x, a, b]);
};

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const derivedPointwiseFunctions: Functions = {
  ...unaryFunctions,
  'div(input, other, *, rounding_mode=None)': divided,
  'divide(input, other, *, rounding_mode=None)': divided,
  'true_divide(input, other)': (a: Value, b: Value) => binaryOperation('div', a, b),
  'multiply(input, other)': (a: Value, b: Value) => binaryOperation('mul', a, b),
  'subtract(input, other, *, alpha=1)': (a: Value, b: Value) => binaryOperation('sub', a, b),
  'fmod(input, other)': fmod,
  'gcd(input, other)': integers('gcd', gcd),
  'lcm(input, other)': integers('lcm', (a, b) => (a === 0 || b === 0 ? 0 : (a / gcd(a, b)) * b)),
  'arctan2(input, other)': (a: Value, b: Value) => binaryOperation('atan2', a, b),
  'copysign(input, other)': two('Copysign', (x, y) => {
    const size = op.unary('abs', x);
    return op.where(negative(y), op.neg(size), size);
  }),
  'logaddexp2(input, other)': two('Logaddexp2', (x, y) => {
    const distance = op.neg(op.mul(op.unary('abs', op.sub(x, y)), op.number(Math.LN2)));
    return op.add(op.binary('maximum', x, y), op.div(op.unary('log1p', exp(distance)), op.number(Math.LN2)));
  }),
  'hypot(input, other)': two('Hypot', (x, y) => root(op.add(square(x), square(y)))),
  'logaddexp(input, other)': two('Logaddexp', (x, y) => {
    const most = op.binary('maximum', x, y);
    return op.add(most, op.unary('log1p', exp(op.neg(op.unary('abs', op.sub(x, y))))));
  }),
  'xlogy(input, other)': two('Xlogy', (x, y) => op.where(op.binary('equal', x, op.number(0)), op.full(x.shape, 0, 'float32'), op.mul(x, op.unary('log', y)))), // prettier-ignore
  'fmax(input, other)': two('Fmax', (x, y) => op.where(op.unary('isnan', x), y, op.where(op.unary('isnan', y), x, op.binary('maximum', x, y)))), // prettier-ignore
  'fmin(input, other)': two('Fmin', (x, y) => op.where(op.unary('isnan', x), y, op.where(op.unary('isnan', y), x, op.binary('minimum', x, y)))), // prettier-ignore
  'heaviside(input, values)': (x: Tensor, v: Tensor) => apply('NotImplemented', (n, w) => op.where(op.binary('equal', n, op.number(0)), w, op.cast(op.binary('greater', n, op.number(0)), n.dtype)), x, v), // prettier-ignore
  'isclose(input, other, rtol=1e-5, atol=1e-8, equal_nan=False)': isclose,
  'addcmul(input, tensor1, tensor2, *, value=1)': combined('mul', 'Addcmul'),
  'addcdiv(input, tensor1, tensor2, *, value=1)': combined('div', 'Addcdiv'),
  'bitwise_and(input, other)': bitwise.and,
  'bitwise_or(input, other)': bitwise.or,
  'bitwise_xor(input, other)': bitwise.xor,
  'bitwise_left_shift(input, other)': bitwise.left,
  'bitwise_right_shift(input, other)': bitwise.right,
  'bitwise_not(input)': inverted,
  'greater(input, other)': (a: Value, b: Value) => binaryOperation('gt', a, b),
  'greater_equal(input, other)': (a: Value, b: Value) => binaryOperation('ge', a, b),
  'less(input, other)': (a: Value, b: Value) => binaryOperation('lt', a, b),
  'less_equal(input, other)': (a: Value, b: Value) => binaryOperation('le', a, b),
  'not_equal(input, other)': (a: Value, b: Value) => binaryOperation('ne', a, b),
  'ldexp(input, other)': (a: Value, b: Value) => binaryOperation('mul', a, binaryOperation('pow', new Tensor(op.full([], 2, 'float32')), b)), // prettier-ignore
  'float_power(input, exponent)': (a: Tensor, b: Value) => binaryOperation('pow', apply('ToCopy', (n) => op.cast(n, 'float64'), a), b), // prettier-ignore
};
