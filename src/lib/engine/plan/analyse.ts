import { isFloating } from '../../tensor/dtype.ts';
import { describe, type Instruction, type Program } from '../program.ts';

/** A program as the planner reads it. */
export interface Analysis {
  /** Without instructions that repeat an earlier one, whose value stands for theirs. */
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly number[];
  /** How often each value is read, directly or seen another way; being an output counts as well. */
  readonly uses: readonly number[];
  /** Products that are only ever read with their last two dimensions swapped: `a @ b` is better computed as `(b' @ a')'`. */
  readonly swapped: ReadonlySet<number>;
  /** For sums over a batch of products that nothing else reads, by the sum's value: the product. */
  readonly contracted: ReadonlyMap<number, Instruction>;
  /** The values of those products, which are not wanted by themselves. */
  readonly absorbed: ReadonlySet<number>;
}

/** Finds what is computed twice, what is only read transposed, and sums over batches of products. */
export function analyse(program: Program): Analysis {
  const same = program.values.map((_, value) => value);
  const known = new Map<string, number>();
  const instructions: Instruction[] = [];
  for (const { operation, inputs, output } of program.instructions) {
    const from = inputs.map((value) => same[value]!);
    const { shape, dtype } = program.values[output]!;
    const key = `${describe(operation)}(${from.join()}) ${dtype}[${shape.join()}]`;
    const earlier = known.get(key);
    if (earlier !== undefined) {
      same[output] = earlier;
      continue;
    }
    known.set(key, output);
    instructions.push({ operation, inputs: from, output });
  }
  const outputs = program.outputs.map((value) => same[value]!);

  const readers = program.values.map((): Instruction[] => []);
  for (const instruction of instructions) for (const value of instruction.inputs) readers[value]!.push(instruction);
  const uses = program.values.map(() => 0);
  for (const value of outputs) uses[value]!++;
  for (const { operation, inputs, output } of instructions.toReversed()) {
    const reads = VIEWS.has(operation.kind) ? uses[output]! : 1;
    for (const value of inputs) uses[value]! += reads;
  }

  const swapped = new Set<number>();
  const contracted = new Map<number, Instruction>();
  const absorbed = new Set<number>();
  for (const product of instructions) {
    const { operation, output } = product;
    const { shape, dtype } = program.values[output]!;
    const reading = readers[output]!;
    if (operation.kind !== 'matmul' || !isFloating(dtype) || outputs.includes(output) || reading.length === 0) continue;
    if (reading.every((reader) => swapsLastTwo(reader, shape.length))) swapped.add(output);
    if (reading.length === 1 && shape.length >= 3 && sumsFirst(reading[0]!)) {
      contracted.set(reading[0]!.output, product);
      absorbed.add(output);
    }
  }
  return { instructions, outputs, uses, swapped, contracted, absorbed };
}

/** Operations whose result is their input seen another way. */
const VIEWS: ReadonlySet<string> = new Set([
  'reshape',
  'permute',
  'expand',
  'slice',
  'flip',
  'indexSelect',
  'gather',
  'unfold2d',
]);

const sumsFirst = ({ operation }: Instruction): boolean =>
  operation.kind === 'reduce' && operation.op === 'sum' && operation.axes.join() === '0';

function swapsLastTwo({ operation }: Instruction, rank: number): boolean {
  if (operation.kind !== 'permute') return false;
  return operation.order.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i));
}
