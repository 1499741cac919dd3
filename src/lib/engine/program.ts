import type { DType } from '../tensor/dtype.ts';
import type { Node, Operation } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Shape } from '../tensor/shape.ts';
import { withoutEmptiness, type Computed } from './emptiness.ts';
import { Comparison } from './same-program.ts';
import { slotOf, Walk, type Visitor } from './walk.ts';

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

/** What else to compute with some roots, once a walk has come to all that they are made of. */
export type AlsoWanted = (walk: Walk) => readonly Node[];

const nothingElse: AlsoWanted = () => [];

/**
 * Linearises what is left to compute for `roots`, and for what else is wanted with them. Roots that exist already are left out.
 * @param expected A program that it may well be, such as that of the step before: if it is, it is found at less than half the cost.
 */
export function record(
  roots: readonly Node[],
  expected: Program | null = null,
  also: AlsoWanted = nothingElse,
): Recording {
  return (expected === null ? null : again(expected, roots, also)) ?? recordAnew(roots, also);
}

/** Walks to all that is wanted: the values to be computed, or null where the visitor has ended the walk. */
function walkTo(walk: Walk, roots: readonly Node[], also: AlsoWanted): Node[] | null {
  const outputs = new Set<Node>();
  const goTo = (nodes: readonly Node[]): boolean => {
    const values = nodes.map(valueOf).filter((node) => !node.realized);
    for (const value of values) outputs.add(value);
    return walk.to(values);
  };
  return goTo(roots) && goTo(also(walk)) ? [...outputs] : null;
}

/** The recording of `expected` for these roots; null where they are another program's. */
function again(expected: Program, roots: readonly Node[], also: AlsoWanted): Recording | null {
  const inputs: Node[] = [];
  const comparison = new Comparison(expected);
  const walk = new Walk({
    input: (node) => {
      inputs.push(node);
      return comparison.input(node.shape, node.dtype, node.operation.kind === 'scalar');
    },
    instruction: (node) => comparison.instruction(node, slotOf),
  });
  const outputs = walkTo(walk, roots, also);
  const same = outputs !== null && comparison.end(outputs.map((node) => node.slot));
  return same ? { program: expected, inputs, outputs } : null;
}

function recordAnew(roots: readonly Node[], also: AlsoWanted): Recording {
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
  const outputs = walkTo(new Walk(visitor, (node) => how(node).inputs), roots, also)!;
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
