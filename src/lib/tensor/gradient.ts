import { inputGradients } from './gradient-rules.ts';
import { newWalk, Node } from './node.ts';
import * as op from './ops.ts';
import { checkSaved } from './overwritten.ts';

/** Raised when a history has been used up by an earlier backward pass; the message is PyTorch's. */
export class FreedHistoryError extends Error {
  override readonly name = 'FreedHistoryError';
}

/** Values whose gradients at some inputs a program computes itself (`torch.autograd.Function`). */
const ownRules = new WeakMap<Node, readonly Node[]>();

/** The values of `value` as a node at which gradients go on to `inputs` by a rule of the program's own. `kept` must live as long. */
export function withOwnRule(value: Node, inputs: readonly Node[], kept: readonly Node[]): Node {
  const node = new Node({ kind: 'variable' }, [value, ...inputs, ...kept], value.shape, value.dtype, true);
  ownRules.set(node, inputs);
  return node;
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
      // A variable is a leaf, unless its gradient is the program's own: what its values were made of is another graph's business.
      const inputs = top.node.operation.kind === 'variable' ? (ownRules.get(top.node) ?? []) : top.node.inputs;
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

/** Where a pass asks its caller: a gradient that the program may look at and replace, or one that its own rule takes on. */
export type GradientRequest =
  | { readonly kind: 'hook'; readonly at: Node; readonly grad: Node }
  | { readonly kind: 'rule'; readonly at: Node; readonly grad: Node };

/** The answer: the gradient to go on with, or, for a rule, one for each of its inputs. */
export type GradientAnswer = Node | readonly (Node | null)[];

/**
 * Reverse-mode differentiation: extends the graph with the gradients of `roots`, seeded with `seeds` of the roots' shapes, and calls
 * `arrive` once for every node asked for that a gradient reaches. Yields where `hooked` says so and at rules of the program's own, and
 * goes on with the answer. Throws FreedHistoryError.
 */
export function* differentiateSteps(
  roots: readonly Node[],
  seeds: readonly Node[],
  { retain, createGraph, at }: DifferentiateOptions,
  arrive: (at: Node, grad: Node) => void,
  hooked: (node: Node) => boolean = () => false,
): Generator<GradientRequest, void, GradientAnswer> {
  const ordered = differentiable(roots);
  if (ordered.some(usedUp)) {
    throw new FreedHistoryError(
      'Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). ' +
        'Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). ' +
        'Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.',
    );
  }
  const build = <T>(make: () => T): T => (createGraph ? make() : op.withoutHistory(make));
  const grads = new Map<Node, Node>();
  const accumulate = (node: Node, grad: Node) => {
    const before = grads.get(node);
    grads.set(node, before === undefined ? grad : build(() => op.add(before, grad)));
  };
  roots.forEach((root, i) => accumulate(root, seeds[i]!));
  for (const node of ordered.toReversed()) {
    let grad = grads.get(node);
    if (grad === undefined) continue;
    if (hooked(node)) grad = (yield { kind: 'hook', at: node, grad }) as Node;
    if (!at || at.has(node)) arrive(node, grad);
    const own = ownRules.get(node);
    if (node.operation.kind === 'variable' && own === undefined) continue;
    if (own === undefined) checkSaved(node);
    const arrived = grad;
    const inputGrads = own
      ? ((yield { kind: 'rule', at: node, grad }) as readonly (Node | null)[])
      : build(() => inputGradients(node, arrived));
    inputGrads.forEach((inputGrad, i) => {
      const input = (own ?? node.inputs)[i];
      if (input?.requiresGrad && inputGrad !== null) accumulate(input, inputGrad);
    });
    if (!retain) node.historyFreed = true;
  }
}

/** `differentiateSteps` for graphs without hooks and rules of a program's own. */
export function differentiate(
  roots: readonly Node[],
  seeds: readonly Node[],
  options: DifferentiateOptions,
  arrive: (at: Node, grad: Node) => void,
): void {
  const { done } = differentiateSteps(roots, seeds, options, arrive).next();
  if (done !== true) throw new Error('a gradient needs the program, which is not running');
}
