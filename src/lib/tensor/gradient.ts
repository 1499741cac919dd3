import { inputGradients } from './gradient-rules.ts';
import { newWalk, type Node } from './node.ts';
import * as op from './ops.ts';

/** Raised when a history has been used up by an earlier backward pass; the message is PyTorch's. */
export class FreedHistoryError extends Error {
  override readonly name = 'FreedHistoryError';
}

/** Nodes between `roots` and the leaves through which a gradient flows, inputs before outputs. */
function differentiable(roots: readonly Node[]): Node[] {
  const walk = newWalk();
  const ordered: Node[] = [];
  const stack: { node: Node; next: number }[] = [];
  const enter = (node: Node) => {
    if (!node.requiresGrad || node.mark === walk) return;
    node.mark = walk;
    stack.push({ node, next: 0 });
  };
  for (const root of roots) {
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      // A variable is a leaf: what its values were made of is another graph's business.
      const inputs = top.node.operation.kind === 'variable' ? [] : top.node.inputs;
      if (top.next < inputs.length) {
        enter(inputs[top.next++]!);
      } else {
        ordered.push(top.node);
        stack.pop();
      }
    }
  }
  return ordered;
}

/** Operations whose rule needs nothing but shapes: going through them twice is allowed, as in PyTorch. */
function savesNothing(node: Node): boolean {
  const { operation } = node;
  switch (operation.kind) {
    case 'binary':
      return operation.op === 'add' || operation.op === 'sub';
    case 'unary':
      return operation.op === 'neg';
    case 'reduce':
      return operation.op === 'sum';
    case 'reshape':
    case 'permute':
    case 'expand':
    case 'slice':
    case 'pad':
    case 'flip':
    case 'concat':
    case 'cast':
      return true;
    default:
      return false;
  }
}

const usedUp = (node: Node): boolean => node.historyFreed && (!savesNothing(node) || node.inputs.length === 0);

/** How to differentiate. */
export interface DifferentiateOptions {
  /** Keep the history for another pass; without it, a second pass throws FreedHistoryError. */
  readonly retain: boolean;
  /** Let gradients flow through the gradients too. */
  readonly createGraph: boolean;
  /** Report the gradients at these nodes only; without it, at every node on the way, leaves included. */
  readonly at?: ReadonlySet<Node>;
}

/**
 * Reverse-mode differentiation: extends the graph with the gradients of `roots`, seeded with `seeds` of the roots' shapes, and calls
 * `arrive` once for every node asked for that a gradient reaches. Throws FreedHistoryError.
 */
export function differentiate(
  roots: readonly Node[],
  seeds: readonly Node[],
  { retain, createGraph, at }: DifferentiateOptions,
  arrive: (at: Node, grad: Node) => void,
): void {
  const ordered = differentiable(roots);
  if (ordered.some(usedUp)) {
    throw new FreedHistoryError(
      'Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). ' +
        'Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). ' +
        'Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.',
    );
  }
  const grads = new Map<Node, Node>();
  const accumulate = (node: Node, grad: Node) => {
    const before = grads.get(node);
    grads.set(node, before === undefined ? grad : op.add(before, grad));
  };
  const pass = () => {
    roots.forEach((root, i) => accumulate(root, seeds[i]!));
    for (const node of ordered.toReversed()) {
      const grad = grads.get(node);
      if (grad === undefined) continue;
      const leaf = node.operation.kind === 'variable';
      if (!at || at.has(node)) arrive(node, grad);
      if (leaf) continue;
      inputGradients(node, grad).forEach((inputGrad, i) => {
        const input = node.inputs[i];
        if (input?.requiresGrad && inputGrad !== null) accumulate(input, inputGrad);
      });
      if (!retain) node.historyFreed = true;
    }
  };
  if (createGraph) pass();
  else op.withoutHistory(pass);
}
