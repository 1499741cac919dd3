import { newWalk, type Node } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import type { Holder } from './engine.ts';

/**
 * Held nodes whose pending work overlaps that of `roots`: cheaper now than again later, and after a step their inputs would be
 * values of the past. A batch that only waits to be gathered from a data set shares nothing and stays lazy.
 */
export function sharing(roots: readonly Node[], holders: Iterable<Holder>): Node[] {
  const work = newWalk();
  const pending = (node: Node) => !node.realized && node.inputs.length > 0;
  const stack = roots.map(valueOf);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.mark === work || !pending(node)) continue;
    node.mark = work;
    stack.push(...node.inputs.map(valueOf));
  }
  const shared: Node[] = [];
  const apart = new Set<Node>();
  const overlaps = (start: Node): boolean => {
    const visited = new Set<Node>();
    const todo = [start];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (!pending(node) || apart.has(node) || visited.has(node)) continue;
      if (node.mark === work) return true;
      visited.add(node);
      todo.push(...node.inputs.map(valueOf));
    }
    for (const node of visited) apart.add(node);
    return false;
  };
  for (const { nodes } of holders) {
    for (const held of nodes) {
      const node = valueOf(held);
      if (pending(node) && node.mark !== work && overlaps(node)) shared.push(node);
      else if (node.mark === work && !isBatch(node)) shared.push(node);
    }
  }
  return shared;
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
