/**
 * Values never change, so a gradient is right even where a program has since written over a value that it is computed from. PyTorch
 * refuses such gradients, because its memory has changed; so that a program fails here where it fails there, what was overwritten is
 * remembered.
 */
import type { Node, UnaryOp } from './node.ts';

/** Raised for a gradient of a value that has been written over; the message is PyTorch's. */
export class OverwrittenError extends Error {
  override readonly name = 'OverwrittenError';
}

/** What a program wrote over a value. */
export interface Overwriting {
  /** The value that stands there now. */
  readonly by: Node;
  /** Names the memory and both versions, in PyTorch's words; `saved` is the value, and `made` what made it if that is what saved it. */
  readonly describe: (saved: Node, made: string | null) => string;
}

const overwritten = new WeakMap<Node, Overwriting>();

export const rememberOverwriting = (node: Node, overwriting: Overwriting): void => {
  overwritten.set(node, overwriting);
};

/** What the gradient of these is computed from: the output, the input, or nothing. */
const SAVES_OUTPUT: ReadonlySet<UnaryOp> = new Set<UnaryOp>([
  'exp', 'expm1', 'sqrt', 'rsqrt', 'reciprocal', 'tanh', 'sigmoid', 'relu',
]); // prettier-ignore
const SAVES_INPUT: ReadonlySet<UnaryOp> = new Set<UnaryOp>(['log', 'log1p', 'sin', 'cos', 'erf', 'abs']);

function savedFor(node: Node): readonly (Node | undefined)[] {
  const { operation, inputs } = node;
  const [a, b] = inputs;
  switch (operation.kind) {
    case 'unary':
      return SAVES_OUTPUT.has(operation.op) ? [node] : SAVES_INPUT.has(operation.op) ? [a] : [];
    case 'binary':
      if (operation.op === 'mul') return [a?.requiresGrad ? b : undefined, b?.requiresGrad ? a : undefined];
      if (operation.op === 'div') return [b, b?.requiresGrad ? a : undefined];
      return operation.op === 'add' || operation.op === 'sub' ? [] : [a, b];
    case 'matmul':
      return [a?.requiresGrad ? b : undefined, b?.requiresGrad ? a : undefined];
    case 'reduce':
      return operation.op === 'sum' ? [] : [a];
    default:
      return [];
  }
}

/** The overwriting of a value, or of what it is a view of. */
function overwritingOf(value: Node): Overwriting | undefined {
  let node = value;
  for (;;) {
    const found = overwritten.get(node);
    if (found !== undefined) return found;
    const { kind } = node.operation;
    if (kind !== 'reshape' && kind !== 'permute' && kind !== 'slice' && kind !== 'expand') return undefined;
    const [base] = node.inputs;
    if (base === undefined) return undefined; // Computed: it has memory of its own.
    node = base;
  }
}

/** How far to look for a use inside the in-place operation itself. */
const REACH = 200;

/** Whether `node` is computed on the way to `from`: then it belongs to the operation that did the overwriting. */
function leadsTo(node: Node, from: Node): boolean {
  const seen = new Set<Node>([from]);
  for (const at of seen) {
    if (at === node) return true;
    if (seen.size > REACH) return true;
    at.inputs.forEach((input) => seen.add(input));
  }
  return false;
}

/** Refuses a gradient through `node` if a value that it is computed from was written over. Throws OverwrittenError. */
export function checkSaved(node: Node): void {
  for (const value of savedFor(node)) {
    if (value === undefined) continue;
    const found = overwritingOf(value);
    if (found === undefined || (value !== node && leadsTo(node, found.by))) continue;
    const { operation } = node;
    const name = operation.kind === 'unary' && value === node ? operation.op : null;
    const made = name === null ? null : `${name[0]!.toUpperCase()}${name.slice(1)}Backward0`;
    throw new OverwrittenError(
      `one of the variables needed for gradient computation has been modified by an inplace operation: ${found.describe(value, made)} ` +
        'Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).',
    );
  }
}
