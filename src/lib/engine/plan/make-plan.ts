import type { Program } from '../program.ts';
import { analyse } from './analyse.ts';
import { Builder, type Value } from './builder.ts';
import { elementType } from './expression.ts';
import { lower } from './lower.ts';
import { lowerMatmul } from './matmul.ts';
import type { ElementType, Plan } from './plan.ts';
import { layOut } from './workspace.ts';

/** The plan of a program: which kernels, over which memory. Depends on nothing but the program. */
export function makePlan(program: Program): Plan {
  const { instructions, outputs, uses, swapped, contracted, absorbed } = analyse(program);
  const builder = new Builder();
  const values = new Array<Value | undefined>(program.values.length);
  const scalars: ElementType[] = [];

  const inputs = program.inputs.map((index) => {
    const { shape, dtype } = program.values[index]!;
    const type = elementType(dtype);
    if (program.scalars.has(index)) {
      values[index] = { shape, expression: { kind: 'scalar', index: scalars.push(type) - 1, type } };
      return -1;
    }
    const leaf = builder.input(type, shape);
    values[index] = { shape, expression: leaf };
    return leaf.source.slot;
  });

  for (const instruction of instructions) {
    const { operation, inputs: from, output } = instruction;
    const lowered = from.map((index) => values[index]);
    if (absorbed.has(output)) continue;
    const product = contracted.get(output);
    if (product !== undefined) {
      const [a, b] = product.inputs.map((index) => values[index]!);
      values[output] = lowerMatmul(builder, a!, b!, 'contracted');
    } else if (operation.kind === 'matmul' && swapped.has(output)) {
      values[output] = lowerMatmul(builder, lowered[0]!, lowered[1]!, 'swapped');
    } else {
      values[output] = lower(instruction, {
        builder,
        inputs: lowered as Value[],
        types: from.map((index) => program.values[index]!),
        output: program.values[output]!,
        uses: uses[output]!,
      });
    }
  }

  const outputSlots = outputs.map((index) => builder.output(values[index]!));
  const kernels = builder.kernels.filter(({ space }) => space.every((size) => size > 0));
  return { ...layOut(builder.slots, kernels), inputs, outputs: outputSlots, scalars, kernels };
}
