/** Whether what is recorded now is what was recorded before, found without writing its signature down: most steps are. */
import type { Node, Operation, Window2d } from '../tensor/node.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Program } from './program.ts';

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean => {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const sameWindow = (a: Window2d, b: Window2d): boolean =>
  sameNumbers(a.kernel, b.kernel) && sameNumbers(a.stride, b.stride) && sameNumbers(a.dilation, b.dilation);

/** Whether two operations have the same signature. It may say no to equal ones, never yes to others. */
export function sameOperation(a: Operation, b: Operation): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'unary':
    case 'binary':
      return a.op === (b as typeof a).op;
    case 'full':
      return Object.is(a.value, (b as typeof a).value);
    case 'reduce':
      return a.op === (b as typeof a).op && sameNumbers(a.axes, (b as typeof a).axes);
    case 'permute':
      return sameNumbers(a.order, (b as typeof a).order);
    case 'flip':
      return sameNumbers(a.axes, (b as typeof a).axes);
    case 'slice':
      return sameNumbers(a.starts, (b as typeof a).starts) && sameNumbers(a.steps, (b as typeof a).steps);
    case 'pad': {
      const { before, after, value } = b as typeof a;
      return sameNumbers(a.before, before) && sameNumbers(a.after, after) && Object.is(a.value, value);
    }
    case 'unfold2d':
    case 'fold2d':
      return sameWindow(a.window, (b as typeof a).window);
    case 'argmax':
    case 'argmin':
    case 'concat':
    case 'indexSelect':
    case 'indexAdd':
    case 'gather':
    case 'scatterAdd':
    case 'cumsum':
      return a.axis === (b as typeof a).axis;
    case 'data':
    case 'scalar':
    case 'where':
    case 'cast':
    case 'matmul':
    case 'reshape':
    case 'expand':
    case 'detach':
    case 'variable':
      return true;
  }
}

/** Compares a program value by value with what a walk meets, as long as they agree. */
export class Comparison {
  readonly #program: Program;
  #values = 0;
  #instructions = 0;
  #inputs = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether the next value is this input. */
  input(shape: Shape, dtype: string, scalar: boolean): boolean {
    const { values, inputs, scalars } = this.#program;
    const slot = this.#values++;
    const type = values[slot];
    return (
      type !== undefined &&
      inputs[this.#inputs++] === slot &&
      scalars.has(slot) === scalar &&
      type.dtype === dtype &&
      sameNumbers(type.shape, shape)
    );
  }

  /** Whether the next value is what a node's operation makes of its inputs; `slotOf` numbers them. */
  instruction({ operation, inputs, shape, dtype }: Node, slotOf: (input: Node) => number): boolean {
    const { values, instructions } = this.#program;
    const slot = this.#values++;
    const next = instructions[this.#instructions++];
    if (next === undefined || next.output !== slot || next.inputs.length !== inputs.length) return false;
    for (let i = 0; i < inputs.length; i++) if (next.inputs[i] !== slotOf(inputs[i]!)) return false;
    const type = values[slot]!;
    return type.dtype === dtype && sameNumbers(type.shape, shape) && sameOperation(next.operation, operation);
  }

  /** Whether these are all of the program's values, and its outputs. */
  end(outputs: readonly number[]): boolean {
    return this.#values === this.#program.values.length && sameNumbers(this.#program.outputs, outputs);
  }
}
