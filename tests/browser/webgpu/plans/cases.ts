/** Kernels of every kind, with the shapes and values at which they could go wrong. */
import { BINARY, dataNode, UNARY, type BinaryOp, type Node, type UnaryOp } from '../../../../src/lib/tensor/node.ts';
import * as op from '../../../../src/lib/tensor/ops.ts';
import { sizeOf, type Shape } from '../../../../src/lib/tensor/shape.ts';

export interface Case {
  readonly name: string;
  readonly roots: Node[];
  /** Relative to numbers above 1, absolute below. */
  readonly tolerance: number;
}

const floats = (values: readonly number[]): Node => dataNode(Float32Array.from(values), [values.length], 'float32');
const integers = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Numbers without a pattern, the same every time. */
const data = (shape: Shape): Node =>
  dataNode(Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 12.9898 + 1)), shape, 'float32'); // prettier-ignore
const list = (count: number, below: number): Node => integers(Array.from({ length: count }, (_, i) => (i * 7) % below));

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0];
const ORDINARY = [
  1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-4, -1e-4, 0.3, 0.99, 1.01, 3, 7.25, 12, -12, 20, 50, -50, 87, 88.5,
];
const LARGE = [100, -100, 500, -500, 1e4, 3e38, -3e38];

/** Functions whose reference is in double precision, far from where WGSL's float32 can follow. */
const ONLY_ORDINARY = new Set<UnaryOp>(['sin', 'cos']);
const INTEGER_UNARY = new Set<UnaryOp>(['neg', 'abs', 'sign', 'relu', 'not']);
const BITS = new Set<BinaryOp>(['and', 'or', 'xor']);
const FLOATS_ONLY = new Set<BinaryOp>(['div', 'pow', 'atan2']);

export function elementwise(): Case[] {
  const unary = UNARY.filter((name) => name !== 'not').map((name): Case => {
    const values = ONLY_ORDINARY.has(name) ? ORDINARY : [...SPECIAL, ...ORDINARY, ...LARGE];
    return { name, roots: [op.unary(name, floats(values))], tolerance: 3e-6 };
  });
  const whole = [0, 1, -1, 7, -7, 2 ** 30, -(2 ** 30), 123456789];
  const onIntegers = [...INTEGER_UNARY].map((name): Case => ({
    name: `${name} of integers`,
    roots: [op.unary(name, name === 'not' ? op.cast(integers(whole), 'bool') : integers(whole))],
    tolerance: 0,
  }));
  const pairs = <T>(values: readonly T[]): [T[], T[]] => [
    values.flatMap((x) => values.map(() => x)),
    values.flatMap(() => [...values]),
  ];
  const numbers = [1, -1, 2, -2, 0.5, -3, 3, 2.5, 7, -7.5, 10];
  const binary = BINARY.filter((name) => !BITS.has(name)).map((name): Case => {
    const exact = ['pow', 'atan2', 'remainder', 'floorDivide', 'div'].includes(name);
    const [a, b] = pairs(exact ? numbers : [...numbers, ...SPECIAL]);
    return { name, roots: [op.binary(name, floats(a), floats(b))], tolerance: 5e-6 };
  });
  const integerBinary = BINARY.filter((name) => !BITS.has(name) && !FLOATS_ONLY.has(name)).map((name): Case => {
    const [a, b] = pairs([1, -1, 3, -3, 7, -7, ...(name === 'mul' ? [30011] : [2 ** 29, 123456789, 16777217])]);
    return { name: `${name} of integers`, roots: [op.binary(name, integers(a), integers(b))], tolerance: 0 };
  });
  const truths = [...BITS].map((name): Case => {
    const [a, b] = pairs([0, 1]);
    const truth = (x: number[]): Node => op.cast(integers(x), 'bool');
    return { name, roots: [op.binary(name, truth(a), truth(b))], tolerance: 0 };
  });
  const many = op.add(op.permute(data([40, 30, 50]), [2, 0, 1]), op.expand(data([1, 40, 1]), [50, 40, 30]));
  const scaled = op.mul(data([70, 300]), op.expand(op.reshape(op.scalar(0.25, 'float32'), [1, 1]), [70, 300]));
  const rest: Case[] = [
    { name: 'permuted and repeated', roots: [many], tolerance: 0 },
    { name: 'a number of the run', roots: [scaled], tolerance: 0 },
    { name: 'infinite where small', roots: [op.where(op.binary('less', data([9]), op.full([9], 0, 'float32')), op.full([9], -Infinity, 'float32'), op.full([9], NaN, 'float32'))], tolerance: 0 },
    { name: 'float to integer', roots: [op.cast(floats([1.9, -1.9, 0.5, 100000]), 'int64')], tolerance: 0 },
  ]; // prettier-ignore
  return [...unary, ...onIntegers, ...binary, ...integerBinary, ...truths, ...rest];
}

export function products(): Case[] {
  const shapes = [[1, 1, 1], [3, 5, 7], [8, 4, 16], [64, 64, 64], [65, 33, 17], [100, 12, 70], [16, 8, 2048]]; // prettier-ignore
  const plain = shapes.flatMap(([m, n, k]) => [
    ['nn', op.matmul(data([m!, k!]), data([k!, n!]))] as const,
    ['nt', op.matmul(data([m!, k!]), op.transpose(data([n!, k!])))] as const,
    ['tn', op.matmul(op.transpose(data([k!, m!])), data([k!, n!]))] as const,
    ['tt', op.matmul(op.transpose(data([k!, m!])), op.transpose(data([n!, k!])))] as const,
  ].map(([how, root]): Case => ({ name: `product ${how} ${m}x${n}x${k}`, roots: [root], tolerance: 1e-4 }))); // prettier-ignore
  const rows = op.indexSelect(data([50, 24]), 0, list(20, 50));
  const batch = op.matmul(data([6, 20, 12]), data([6, 12, 36]));
  const linear = op.unary(
    'relu',
    op.add(op.matmul(rows, op.transpose(data([32, 24]))), op.expand(data([1, 32]), [20, 32])),
  );
  const more: Case[] = [
    { name: 'a batch of products', roots: [batch], tolerance: 1e-4 },
    { name: 'the sum of a batch of products', roots: [op.reduce('sum', op.matmul(data([6, 20, 12]), data([6, 12, 36])), [0])], tolerance: 1e-4 },
    { name: 'rows by index, bias and relu', roots: [linear], tolerance: 1e-4 },
    { name: 'rows by index along the inner dimension', roots: [op.matmul(op.transpose(rows), data([20, 16]))], tolerance: 1e-4 },
  ]; // prettier-ignore
  return [...plain, ...more];
}

export function reductions(): Case[] {
  const kinds = (['sum', 'max', 'min', 'prod'] as const).flatMap((kind): Case[] => [
    { name: `${kind} of rows`, roots: [op.reduce(kind, data([30, 50]), [1])], tolerance: 1e-5 },
    { name: `${kind} of columns`, roots: [op.reduce(kind, data([30, 50]), [0])], tolerance: 1e-5 },
  ]);
  const withNaN = floats([1, NaN, 3, Infinity]);
  const softmax = (x: Node): Node => {
    const wide = (y: Node): Node => op.expand(op.reshape(y, [x.shape[0]!, 1]), x.shape);
    const e = op.unary('exp', op.sub(x, wide(op.reduce('max', x, [1]))));
    return op.binary('div', e, wide(op.reduce('sum', e, [1])));
  };
  return [
    ...kinds,
    { name: 'a long sum', roots: [op.reduce('sum', data([40000]), [0])], tolerance: 1e-4 },
    {
      name: 'sums over three dimensions',
      roots: [op.reduce('sum', data([16, 3, 20, 25]), [0, 2, 3])],
      tolerance: 1e-4,
    },
    { name: 'a long sum of integers', roots: [op.reduce('sum', list(5000, 100003), [0])], tolerance: 0 },
    { name: 'max with NaN', roots: [op.reduce('max', withNaN, [0]), op.reduce('min', withNaN, [0])], tolerance: 0 },
    { name: 'softmax', roots: [softmax(data([64, 10])), softmax(data([5, 700]))], tolerance: 1e-5 },
  ];
}

export function selections(): Case[] {
  const image = data([3, 4, 12, 12]);
  const windows = [
    { kernel: [3, 3], stride: [1, 1], dilation: [1, 1] },
    { kernel: [2, 2], stride: [2, 2], dilation: [1, 1] },
    { kernel: [3, 2], stride: [2, 3], dilation: [2, 1] },
  ] as const;
  return [
    ...windows.flatMap((window, i): Case[] => {
      const columns = op.unfold2d(image, window);
      return [
        { name: `windows ${i}`, roots: [columns], tolerance: 0 },
        { name: `windows put back ${i}`, roots: [op.fold2d(op.unary('exp', columns), image.shape, window)], tolerance: 1e-5 },
      ];
    }),
    { name: 'first of equals', roots: [op.argExtreme('argmax', floats([1, 3, 3]), 0), op.argExtreme('argmin', floats([2, NaN, 1]), 0)], tolerance: 0 },
    { name: 'added by index', roots: [op.scatterAdd(data([40, 6]), 0, dataNode(Int32Array.from({ length: 240 }, (_, i) => i % 9), [40, 6], 'int64'), 9)], tolerance: 1e-5 },
    { name: 'running sums', roots: [op.cumsum(data([7, 90]), 1), op.cumsum(data([90, 7]), 0)], tolerance: 1e-5 },
    { name: 'padded, turned and joined', roots: [op.concat([op.pad(data([5, 6]), [1, 2], [0, 3], 0.5), op.flip(data([6, 11]), [1])], 0)], tolerance: 0 },
  ]; // prettier-ignore
}
