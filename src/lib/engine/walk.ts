/** A walk through what is left to compute, every input before it is used. */
import { newWalk, type Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';

/** Values that a program takes in rather than computes: those that exist already, and numbers that change. */
const isInput = (node: Node): boolean => node.realized || node.operation.kind === 'scalar';

/** What a walk tells. Each returns whether it goes on. */
export interface Visitor {
  input(node: Node): boolean;
  instruction(node: Node): boolean;
}

/** What a node is computed from, as it says. */
const ownInputs = (node: Node): readonly Node[] => node.inputs;

/** The number of a node's value in the walk that came to it. */
export const slotOf = (node: Node): number => valueOf(node).slot;

/** Numbers the values in the order in which it comes to them. It holds until the next walk begins. */
export class Walk {
  readonly #mark = newWalk();
  readonly #visitor: Visitor;
  readonly #inputsOf: (node: Node) => readonly Node[];
  #count = 0;

  constructor(visitor: Visitor, inputsOf = ownInputs) {
    this.#visitor = visitor;
    this.#inputsOf = inputsOf;
  }

  /** Whether it has come to a node. */
  includes(node: Node): boolean {
    return node.mark === this.#mark;
  }

  /** Goes to values and what they are made of; false where the visitor has ended it. */
  to(roots: readonly Node[]): boolean {
    const mark = this.#mark;
    const inputsOf = this.#inputsOf;
    const visitor = this.#visitor;
    // Nodes on the way, and for each which of its inputs comes next.
    const stack: Node[] = [];
    const next: number[] = [];
    for (const root of roots) {
      let node = root;
      let at = 0;
      if (node.mark === mark) continue;
      node.mark = mark;
      for (;;) {
        if (at === 0 && isInput(node)) {
          node.slot = this.#count++;
          if (!visitor.input(node)) return false;
        } else {
          const inputs = inputsOf(node);
          if (at < inputs.length) {
            const input = valueOf(inputs[at++]!);
            if (input.mark === mark) continue;
            input.mark = mark;
            stack.push(node);
            next.push(at);
            node = input;
            at = 0;
            continue;
          }
          if (node.inputs.length === 0 && node.operation.kind !== 'full') {
            throw new Error(`a value of shape [${node.shape.join()}] was freed while the program still needed it`);
          }
          node.slot = this.#count++;
          if (!visitor.instruction(node)) return false;
        }
        const above = stack.pop();
        if (above === undefined) break;
        node = above;
        at = next.pop()!;
      }
    }
    return true;
  }
}
