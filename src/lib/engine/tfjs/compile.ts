import type { Tensor } from '@tensorflow/tfjs-core';
import { broadcastShapes, sameShape, sizeOf } from '../../tensor/shape.ts';
import { lastUses, type Instruction, type Program, type ValueType } from '../program.ts';
import type { Backend } from './backend.ts';
import { permuteKernel } from './indices.ts';
import { composed, kernel, tfDType, type Kernel } from './kernel.ts';
import { lower } from './lowering.ts';

/** One kernel call of a compiled program: which values it reads, which it makes, and which are over after it. */
interface Launch {
  readonly run: Kernel;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly dispose: readonly number[];
}

/** A transposition of the last two dimensions and nothing else. */
function isTransposition({ operation }: Instruction): boolean {
  if (operation.kind !== 'permute') return false;
  const { order } = operation;
  const last = order.length - 1;
  return order.every((axis, i) => axis === (i === last ? last - 1 : i === last - 1 ? last : i));
}

/**
 * Instructions that need not run because their readers can read through them: tfjs's products take transposed factors, and its
 * arithmetic broadcasts.
 */
function readThrough(program: Program): ReadonlyMap<number, Instruction> {
  const readers = new Map<number, Instruction[]>();
  for (const instruction of program.instructions) {
    for (const input of instruction.inputs) readers.set(input, [...(readers.get(input) ?? []), instruction]);
  }
  const outputs = new Set(program.outputs);
  const skipped = new Map<number, Instruction>();
  const shapeRead = (value: number) => program.values[skipped.get(value)?.inputs[0] ?? value]!.shape;
  /** Whether the result keeps its shape when `reader` sees the input of `expansion` instead: another input must have the full size. */
  const staysWhole = (reader: Instruction, expansion: Instruction): boolean => {
    const shapes = reader.inputs.map((value) =>
      value === expansion.output ? program.values[expansion.inputs[0]!]!.shape : shapeRead(value),
    );
    return sameShape(shapes.reduce(broadcastShapes), program.values[reader.output]!.shape);
  };
  // From the last to the first: a transposition that is read by a skipped one is known to be.
  for (const instruction of program.instructions.toReversed()) {
    const by = readers.get(instruction.output) ?? [];
    const all = (reads: (reader: Instruction) => boolean) => by.length > 0 && by.every(reads);
    const broadcasts = (reader: Instruction) => reader.operation.kind === 'binary' && staysWhole(reader, instruction);
    const folds =
      (instruction.operation.kind === 'expand' && all(broadcasts)) ||
      (isTransposition(instruction) &&
        all((reader) => reader.operation.kind === 'matmul' || (isTransposition(reader) && skipped.has(reader.output))));
    if (folds && !outputs.has(instruction.output)) skipped.set(instruction.output, instruction);
  }
  return skipped;
}

/** What a backend does in its own way: the parts of `Backend` that programs are compiled against. */
export type OwnKernels = Pick<Backend, 'matmul' | 'sumRows' | 'integers'>;

/** Float sums shorter than this are as good in tfjs's kernel. */
const LONG_SUM = 1024;

/** A sum over `axes` as row sums: the axes go to the end and become one. */
function rowSum(sumRows: NonNullable<Backend['sumRows']>, axes: readonly number[], type: ValueType): Kernel {
  const { shape } = type;
  const kept = shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const order = [...kept, ...axes];
  const result = kept.map((i) => shape[i]!);
  const arrange = order.some((axis, i) => axis !== i) ? permuteKernel(order, type) : null;
  const rows = [sizeOf(result), sizeOf(axes.map((i) => shape[i]!))];
  return composed(([x]) => {
    const arranged = arrange?.([x!]) ?? x!;
    return kernel('Reshape', { x: sumRows(kernel('Reshape', { x: arranged }, { shape: rows })) }, { shape: result });
  });
}

/** (A B)' = B' A': where a product is only read transposed, the transposed product is made at once. */
function transposedProducts(program: Program): Program {
  const makers = new Map(program.instructions.map((instruction) => [instruction.output, instruction]));
  const uses = new Map<number, number>();
  for (const value of [...program.instructions.flatMap(({ inputs }) => inputs), ...program.outputs]) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  const values = [...program.values];
  const gone = new Set<number>();
  const instructions = program.instructions.flatMap((instruction): Instruction[] => {
    const product = isTransposition(instruction) ? makers.get(instruction.inputs[0]!) : undefined;
    if (product?.operation.kind !== 'matmul' || uses.get(product.output) !== 1) return [instruction];
    gone.add(product.output);
    const factors = product.inputs.toReversed().map((factor) => {
      const { shape, dtype } = values[factor]!;
      const last = shape.length - 1;
      const order = shape.map((_, i) => (i === last ? last - 1 : i === last - 1 ? last : i));
      const transposition = { operation: { kind: 'permute', order } as const, inputs: [factor], output: values.length };
      values.push({ shape: order.map((axis) => shape[axis]!), dtype });
      return transposition;
    });
    const inputs = factors.map(({ output }) => output);
    return [...factors, { operation: product.operation, inputs, output: instruction.output }];
  });
  return { ...program, values, instructions: instructions.filter(({ output }) => !gone.has(output)) };
}

/** The list of kernel calls that carries out `recorded`, and for each the tensors to dispose of after it. */
export function compileLaunches(recorded: Program, own: OwnKernels): (values: (Tensor | undefined)[]) => void {
  const program = transposedProducts(recorded);
  const skipped = readThrough(program);
  // A transposition of a transposition is followed all the way.
  const through = (value: number): number => {
    const instruction = skipped.get(value);
    return instruction === undefined ? value : through(instruction.inputs[0]!);
  };
  const isTransposed = (value: number): boolean => {
    const instruction = skipped.get(value);
    return instruction !== undefined && isTransposition(instruction) !== isTransposed(instruction.inputs[0]!);
  };
  const instructions = program.instructions
    .filter(({ output }) => !skipped.has(output))
    .map((instruction) => ({ ...instruction, read: instruction.inputs.map(through) }));
  const ends = lastUses({
    ...program,
    instructions: instructions.map(({ operation, read, output }) => ({ operation, inputs: read, output })),
  });
  const launches: Launch[] = instructions.map(({ operation, inputs, read, output }, i) => {
    const dispose = ends[i]!;
    if (operation.kind === 'matmul') {
      const [transposeA, transposeB] = inputs.map(isTransposed) as [boolean, boolean];
      const run: Kernel = ([a, b]) =>
        own.matmul(a!, b!, transposeA, transposeB) ??
        kernel('BatchMatMul', { a: a!, b: b! }, { transposeA, transposeB });
      return { run, inputs: read, output, dispose };
    }
    const types = inputs.map((value) => program.values[value]!);
    const [type] = types;
    const lowered = lower(operation, types, program.values[output]!);
    if (operation.kind === 'reduce' && operation.op === 'sum' && own.sumRows && type) {
      const terms = sizeOf(operation.axes.map((axis) => type.shape[axis]!));
      if (terms > 0 && (terms > LONG_SUM || tfDType(type.dtype) === 'int32')) {
        return { run: rowSum(own.sumRows, operation.axes, type), inputs: read, output, dispose };
      }
    }
    if (operation.kind === 'binary' && type && tfDType(type.dtype) === 'int32') {
      const { shape } = program.values[output]!;
      const run: Kernel = ([a, b]) => own.integers(operation.op, a!, b!, shape) ?? lowered([a!, b!]);
      return { run, inputs: read, output, dispose };
    }
    return { run: lowered, inputs: read, output, dispose };
  });
  return (values) => {
    for (const { run, inputs, output, dispose } of launches) {
      values[output] = run(inputs.map((value) => values[value]!));
      for (const value of dispose) {
        values[value]!.dispose();
        values[value] = undefined;
      }
    }
  };
}
