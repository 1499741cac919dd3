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
  readonly #stack: Node[] = [];
  /** For each node on the stack, which of its inputs comes next. */
  readonly #next: number[] = [];
  #count = 0;
  #going = true;

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
    for (const root of roots) {
      this.#enter(root);
      while (this.#going && this.#stack.length > 0) this.#advance();
      if (!this.#going) return false;
    }
    return true;
  }

  /** To the next input of the node on top, or past that node. */
  #advance(): void {
    const top = this.#stack.length - 1;
    const node = this.#stack[top]!;
    const at = this.#next[top]!;
    const inputs = this.#inputsOf(node);
    if (at < inputs.length) {
      this.#next[top] = at + 1;
      this.#enter(valueOf(inputs[at]!));
    } else {
      this.#stack.pop();
      this.#next.pop();
      this.#finish(node);
    }
  }

  #enter(node: Node): void {
    if (this.includes(node)) return;
    node.mark = this.#mark;
    if (isInput(node)) {
      this.#finish(node);
      return;
    }
    this.#stack.push(node);
    this.#next.push(0);
  }

  #finish(node: Node): void {
    node.slot = this.#count++;
    if (isInput(node)) {
      this.#going = this.#visitor.input(node);
      return;
    }
    if (node.inputs.length === 0 && node.operation.kind !== 'full') {
      throw new Error(`a value of shape [${node.shape.join()}] was freed while the program still needed it`);
    }
    this.#going = this.#visitor.instruction(node);
  }
}
