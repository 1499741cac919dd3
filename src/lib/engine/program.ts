import type { DType } from '../tensor/dtype.ts';
import { newWalk, type Node, type Operation } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Shape } from '../tensor/shape.ts';
import { withoutEmptiness, type Computed } from './emptiness.ts';
import { Comparison } from './same-program.ts';

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

/** What a walk through a graph tells, in the order in which every input comes before it is used. */
interface Visitor {
  /** Each returns whether the walk goes on. */
  input(node: Node): boolean;
  instruction(node: Node): boolean;
}

/** The number of a node's value in the walk that came to it. */
const slotOf = (node: Node): number => valueOf(node).slot;

/** What a node is computed from, as it says. */
const ownInputs = (node: Node): readonly Node[] => node.inputs;

/** Walks what is left to compute for `outputs` and numbers it; false where the visitor ended it. */
function walkTo(outputs: readonly Node[], visitor: Visitor, inputsOf = ownInputs): boolean {
  const walk = newWalk();
  let count = 0;
  let going = true;
  const finish = (node: Node) => {
    node.slot = count++;
    if (isInput(node)) {
      going = visitor.input(node);
      return;
    }
    if (node.inputs.length === 0 && node.operation.kind !== 'full') {
      throw new Error(`a value of shape [${node.shape.join()}] was freed while the program still needed it`);
    }
    going = visitor.instruction(node);
  };
  const stack: Node[] = [];
  const next: number[] = [];
  const enter = (node: Node) => {
    if (node.mark === walk) return;
    node.mark = walk;
    if (isInput(node)) finish(node);
    else {
      stack.push(node);
      next.push(0);
    }
  };
  for (const root of outputs) {
    enter(root);
    while (going && stack.length > 0) {
      const top = stack.length - 1;
      const node = stack[top]!;
      const at = next[top]!;
      const inputs = inputsOf(node);
      if (at < inputs.length) {
        next[top] = at + 1;
        enter(valueOf(inputs[at]!));
      } else {
        stack.pop();
        next.pop();
        finish(node);
      }
    }
    if (!going) return false;
  }
  return true;
}

/**
 * Linearises what is left to compute for `roots`. Roots that exist already are left out.
 * @param expected A program that it may well be, such as that of the step before: if it is, it is found at less than half the cost.
 */
export function record(roots: readonly Node[], expected: Program | null = null): Recording {
  const outputs = [...new Set(roots.map(valueOf))].filter((node) => !node.realized);
  return (expected === null ? null : again(expected, outputs)) ?? recordAnew(outputs);
}

/** The recording of `expected` for these outputs; null where they are another program's. */
function again(expected: Program, outputs: readonly Node[]): Recording | null {
  const inputs: Node[] = [];
  const comparison = new Comparison(expected);
  const whole = walkTo(outputs, {
    input: (node) => {
      inputs.push(node);
      return comparison.input(node.shape, node.dtype, node.operation.kind === 'scalar');
    },
    instruction: (node) => comparison.instruction(node, slotOf),
  });
  const same = whole && comparison.end(outputs.map((node) => node.slot));
  return same ? { program: expected, inputs, outputs } : null;
}

function recordAnew(outputs: readonly Node[]): Recording {
  const values: ValueType[] = [];
  const inputs: Node[] = [];
  const scalars = new Set<number>();
  const instructions: Instruction[] = [];
  const signature: string[] = [];
  const typeOf = ({ shape, dtype }: Node): string => {
    values.push({ shape, dtype });
    return `${dtype}[${shape.join()}]`;
  };
  const computed = new Map<Node, Computed>();
  const how = (node: Node): Computed => {
    let known = computed.get(node);
    if (known === undefined) computed.set(node, (known = withoutEmptiness(node)));
    return known;
  };
  const visitor: Visitor = {
    input: (node) => {
      const scalar = node.operation.kind === 'scalar';
      if (scalar) scalars.add(node.slot);
      inputs.push(node);
      signature.push(`${scalar ? 'scalar' : 'in'} ${typeOf(node)}`);
      return true;
    },
    instruction: (node) => {
      const { operation, inputs: made } = how(node);
      const from = made.map(slotOf);
      instructions.push({ operation, inputs: from, output: node.slot });
      signature.push(`${describe(operation)}(${from.join()}) ${typeOf(node)}`);
      return true;
    },
  };
  walkTo(outputs, visitor, (node) => how(node).inputs);
  const outputSlots = outputs.map((node) => node.slot);
  signature.push(`out ${outputSlots.join()}`);
  const program = {
    signature: signature.join('\n'),
    values,
    inputs: inputs.map((node) => node.slot),
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
