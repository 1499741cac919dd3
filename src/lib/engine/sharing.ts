import { newWalk, type Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Holder } from './engine.ts';

const isPending = (node: Node): boolean => !node.realized && node.inputs.length > 0;

/** What a program holds of some work. */
export interface Shared {
  /** Cheaper to compute with the work than again later; and after a step their inputs would be values of the past. */
  readonly kept: Node[];
  /** Gradients that are part of the work: a program seldom looks at them once they were used. */
  readonly gradients: Node[];
}

/** What is still to be computed for some nodes. It holds until the next walk through the graph. */
export class Work {
  readonly #walk = newWalk();

  constructor(roots: readonly Node[]) {
    const stack = roots.map(valueOf);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.mark === this.#walk || !isPending(node)) continue;
      node.mark = this.#walk;
      stack.push(...node.inputs.map(valueOf));
    }
  }

  includes(node: Node): boolean {
    return node.mark === this.#walk;
  }

  /** Held nodes whose pending work overlaps this. A batch that only waits to be gathered from a data set shares nothing and stays lazy. */
  sharedWith(holders: Iterable<Holder>): Shared {
    const kept: Node[] = [];
    const gradients: Node[] = [];
    const apart = new Set<Node>();
    for (const { nodes, gradient } of holders) {
      for (const held of nodes) {
        const node = valueOf(held);
        if (this.includes(node)) {
          if (gradient) gradients.push(node);
          else if (!isBatch(node)) kept.push(node);
        } else if (isPending(node) && this.#overlaps(node, apart)) {
          kept.push(node);
        }
      }
    }
    return { kept, gradients };
  }

  /** Whether something of this is still to be computed for `start`. `apart` are nodes that are known to have nothing to do with it. */
  #overlaps(start: Node, apart: Set<Node>): boolean {
    const visited = new Set<Node>();
    const todo = [start];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (!isPending(node) || apart.has(node) || visited.has(node)) continue;
      if (this.includes(node)) return true;
      visited.add(node);
      todo.push(...node.inputs.map(valueOf));
    }
    for (const node of visited) apart.add(node);
    return false;
  }
}

/** A selection from data that stays where it is: nothing is gained by keeping it too. */
function isBatch(node: Node): boolean {
  const { kind } = node.operation;
  if (kind !== 'indexSelect' && kind !== 'reshape' && kind !== 'slice') return false;
  return node.inputs.every((input) => {
    const source = valueOf(input);
    return source.realized || isBatch(source);
  });
}
