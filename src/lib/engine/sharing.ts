import type { Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Holder } from './engine.ts';
import type { Walk } from './walk.ts';

const isPending = (node: Node): boolean => !node.realized && node.inputs.length > 0;

/** What a program holds of some work. */
export interface Shared {
  /** Cheaper to compute with the work than again later; and after a step their inputs would be values of the past. */
  readonly kept: Node[];
  /** Gradients that are part of the work: a program seldom looks at them once they were used. */
  readonly gradients: Node[];
}

/**
 * Held nodes whose pending work overlaps that of a walk. A batch that only waits to be gathered from a data set shares nothing and stays
 * lazy.
 */
export function sharedWith(walk: Walk, holders: Iterable<Holder>): Shared {
  const kept: Node[] = [];
  const gradients: Node[] = [];
  const apart = new Set<Node>();
  for (const { nodes, gradient } of holders) {
    for (const held of nodes) {
      const node = valueOf(held);
      if (!isPending(node)) continue;
      if (!walk.includes(node)) {
        if (overlaps(walk, node, apart)) kept.push(node);
      } else if (gradient) {
        gradients.push(node);
      } else if (!isBatch(node)) {
        kept.push(node);
      }
    }
  }
  return { kept, gradients };
}

/** Whether some of a walk's work is done for `start`, too. `apart` are nodes that are known to have nothing to do with it. */
function overlaps(walk: Walk, start: Node, apart: Set<Node>): boolean {
  const visited = new Set<Node>();
  const todo = [start];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (!isPending(node) || apart.has(node) || visited.has(node)) continue;
    if (walk.includes(node)) return true;
    visited.add(node);
    for (const input of node.inputs) todo.push(valueOf(input));
  }
  for (const node of visited) apart.add(node);
  return false;
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
