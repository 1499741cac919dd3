/** One step of each recurrent unit. Weights are PyTorch's: the gates' rows one below the other. */
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';

export type UnitKind = 'RNN' | 'LSTM' | 'GRU';

/** How many blocks of rows a unit's weights have. */
export const GATES: Readonly<Record<UnitKind, number>> = { RNN: 1, LSTM: 4, GRU: 3 };

/** Input weights [gates · hidden, in], hidden weights [gates · hidden, hidden], and both biases. */
export interface UnitWeights {
  readonly input: Node;
  readonly hidden: Node;
  readonly inputBias: Node | null;
  readonly hiddenBias: Node | null;
}

const affine = (x: Node, weight: Node, bias: Node | null): Node => {
  const product = op.matmul(x, op.transpose(weight));
  return bias === null ? product : op.add(product, bias);
};

/** Columns of one gate: `x` is [n, gates · hidden]. */
const gate = (x: Node, index: number, size: number): Node =>
  op.slice(x, [0, index * size], [x.shape[0]!, size], [1, 1]);

/** The state after one step: [h], and c behind it for an LSTM. `x` is [n, in], states are [n, hidden]. */
export function unitStep(
  kind: UnitKind,
  activation: 'tanh' | 'relu',
  x: Node,
  state: readonly Node[],
  weights: UnitWeights,
): readonly Node[] {
  const [h, c] = state as readonly [Node, Node | undefined];
  const size = h.shape[1]!;
  const fromInput = affine(x, weights.input, weights.inputBias);
  const fromHidden = affine(h, weights.hidden, weights.hiddenBias);
  if (kind === 'RNN') return [op.unary(activation, op.add(fromInput, fromHidden))];
  if (kind === 'LSTM') {
    const gates = op.add(fromInput, fromHidden);
    const [i, f, o] = [0, 1, 3].map((k) => op.unary('sigmoid', gate(gates, k, size))) as [Node, Node, Node];
    const cell = op.add(op.mul(f, c!), op.mul(i, op.unary('tanh', gate(gates, 2, size))));
    return [op.mul(o, op.unary('tanh', cell)), cell];
  }
  const [r, z] = [0, 1].map((k) =>
    op.unary('sigmoid', op.add(gate(fromInput, k, size), gate(fromHidden, k, size))),
  ) as [Node, Node];
  const candidate = op.unary('tanh', op.add(gate(fromInput, 2, size), op.mul(r, gate(fromHidden, 2, size))));
  return [op.add(candidate, op.mul(z, op.sub(h, candidate)))];
}
