import type { DType } from '../tensor/dtype.ts';
import { newWalk, type Node, type Operation } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Shape } from '../tensor/shape.ts';

/** One value of a program: an input, or what an instruction makes. */
export interface ValueType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** One operation over numbered values. */
export interface Instruction {
  readonly operation: Operation;
  readonly inputs: readonly number[];
  readonly output: number;
}

/**
 * A recorded graph as data: the same step of the same network gives the same program, whatever its numbers are.
 * Values are numbered; inputs and instructions share the numbering.
 */
export interface Program {
  /** Equal for equal programs: executors compile each signature once. */
  readonly signature: string;
  readonly values: readonly ValueType[];
  /** Values that the caller brings, in the order of `Recording.inputs`. */
  readonly inputs: readonly number[];
  /** Those of them that are numbers: learning rates, scales. */
  readonly scalars: ReadonlySet<number>;
  /** In an order in which every input is there before it is used. */
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly number[];
}

/** A program, and the nodes that are its inputs and outputs this time. */
export interface Recording {
  readonly program: Program;
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
}

/** An operation's parameters as text; numbers that may differ from run to run are no part of it. */
export function describe(operation: Operation): string {
  switch (operation.kind) {
    case 'unary':
    case 'binary':
      return operation.op;
    case 'full':
      return `full ${operation.value}`;
    case 'reduce':
      return `${operation.op} ${operation.axes.join()}`;
    case 'permute':
      return `permute ${operation.order.join()}`;
    case 'slice':
      return `slice ${operation.starts.join()} ${operation.steps.join()}`;
    case 'pad':
      return `pad ${operation.before.join()} ${operation.after.join()} ${operation.value}`;
    case 'flip':
      return `flip ${operation.axes.join()}`;
    case 'unfold2d':
    case 'fold2d': {
      const { kernel, stride, dilation } = operation.window;
      return `${operation.kind} ${kernel.join()} ${stride.join()} ${dilation.join()}`;
    }
    case 'argmax':
    case 'argmin':
    case 'cumsum':
    case 'concat':
    case 'indexSelect':
    case 'indexAdd':
    case 'gather':
    case 'scatterAdd':
      return `${operation.kind} ${operation.axis}`;
    default:
      return operation.kind;
  }
}

/** Values that a program takes in rather than computes: those that exist already, and numbers that change. */
const isInput = (node: Node): boolean => node.realized || node.operation.kind === 'scalar';

/** Linearises what is left to compute for `roots`. Roots that exist already are left out. */
export function record(roots: readonly Node[]): Recording {
  const walk = newWalk();
  const values: ValueType[] = [];
  const inputs: Node[] = [];
  const inputSlots: number[] = [];
  const scalars = new Set<number>();
  const instructions: Instruction[] = [];
  const signature: string[] = [];

  const number = (node: Node): number => {
    node.slot = values.length;
    values.push({ shape: node.shape, dtype: node.dtype });
    return node.slot;
  };
  const finish = (node: Node) => {
    const type = `${node.dtype}[${node.shape.join()}]`;
    if (isInput(node)) {
      inputSlots.push(number(node));
      inputs.push(node);
      if (node.operation.kind === 'scalar') scalars.add(node.slot);
      signature.push(node.operation.kind === 'scalar' ? `scalar ${type}` : `in ${type}`);
      return;
    }
    if (node.inputs.length === 0 && node.operation.kind !== 'full') {
      throw new Error(`a value of shape [${node.shape.join()}] was freed while the program still needed it`);
    }
    const from = node.inputs.map((input) => valueOf(input).slot);
    instructions.push({ operation: node.operation, inputs: from, output: number(node) });
    signature.push(`${describe(node.operation)}(${from.join()}) ${type}`);
  };

  const stack: { node: Node; next: number }[] = [];
  const enter = (node: Node) => {
    if (node.mark === walk) return;
    node.mark = walk;
    if (isInput(node)) finish(node);
    else stack.push({ node, next: 0 });
  };
  const outputs = [...new Set(roots.map(valueOf))].filter((node) => !node.realized);
  for (const root of outputs) {
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (top.next < top.node.inputs.length) {
        enter(valueOf(top.node.inputs[top.next++]!));
      } else {
        finish(top.node);
        stack.pop();
      }
    }
  }
  const outputSlots = outputs.map((node) => node.slot);
  signature.push(`out ${outputSlots.join()}`);
  const program = {
    signature: signature.join('\n'),
    values,
    inputs: inputSlots,
    scalars,
    instructions,
    outputs: outputSlots,
  };
  return { program, inputs, outputs };
}

/** For each instruction, the values that nothing reads after it, so that their memory can go. Outputs and inputs stay. */
export function lastUses(program: Program): readonly (readonly number[])[] {
  const kept = new Set([...program.outputs, ...program.inputs]);
  const seen = new Set<number>();
  return program.instructions
    .toReversed()
    .map(({ inputs, output }) => {
      const ends = [...new Set([output, ...inputs])].filter((value) => !kept.has(value) && !seen.has(value));
      ends.forEach((value) => seen.add(value));
      return ends;
    })
    .toReversed();
}
