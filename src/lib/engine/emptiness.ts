/** What operations give that read, or make, no elements at all: no executor has to know about empty buffers. */
import type { Node, Operation } from '../tensor/node.ts';
import { valueOf } from '../tensor/ops.ts';
import { sizeOf } from '../tensor/shape.ts';

/** What a reduction of nothing is. */
const IDENTITIES = { sum: 0, prod: 1, max: -Infinity, min: Infinity } as const;

/** How a node is computed, and from what. */
export interface Computed {
  readonly operation: Operation;
  readonly inputs: readonly Node[];
}

const isEmpty = (node: Node): boolean => sizeOf(node.shape) === 0;

/** How to compute a node: as it says, unless it or one of its inputs has no elements. Then it is known, or needs only the others. */
export function withoutEmptiness(node: Node): Computed {
  const { operation, inputs } = node;
  if (isEmpty(node)) return filled(0);
  if (!inputs.some((input) => isEmpty(valueOf(input)))) return node;
  switch (operation.kind) {
    case 'reduce':
      return filled(IDENTITIES[operation.op]);
    case 'pad':
      return filled(operation.value);
    case 'concat':
      return { operation, inputs: inputs.filter((input) => !isEmpty(valueOf(input))) };
    case 'matmul':
    case 'indexAdd':
    case 'scatterAdd':
    case 'fold2d':
      return filled(0);
    default:
      return node;
  }
}

const filled = (value: number): Computed => ({ operation: { kind: 'full', value }, inputs: [] });
