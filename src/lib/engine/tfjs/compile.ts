import type { Tensor } from '@tensorflow/tfjs-core';
import { lastUses, type Instruction, type Program } from '../program.ts';
import { kernel, lower, type Kernel } from './lowering.ts';

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
  for (const instruction of program.instructions) {
    const by = readers.get(instruction.output) ?? [];
    const all = (kind: string) => by.length > 0 && by.every((reader) => reader.operation.kind === kind);
    const folds =
      (instruction.operation.kind === 'expand' && all('binary')) || (isTransposition(instruction) && all('matmul'));
    if (folds && !outputs.has(instruction.output)) skipped.set(instruction.output, instruction);
  }
  return skipped;
}

/** The list of kernel calls that carries out `program`, and for each the tensors to dispose of after it. */
export function compileLaunches(program: Program): (values: (Tensor | undefined)[]) => void {
  const skipped = readThrough(program);
  const through = (value: number): number => skipped.get(value)?.inputs[0] ?? value;
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
      const [transposeA, transposeB] = inputs.map((value) => skipped.has(value));
      const run: Kernel = ([a, b]) => kernel('BatchMatMul', { a: a!, b: b! }, { transposeA, transposeB });
      return { run, inputs: read, output, dispose };
    }
    const types = inputs.map((value) => program.values[value]!);
    return { run: lower(operation, types, program.values[output]!), inputs: read, output, dispose };
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
