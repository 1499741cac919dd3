/** Recurrent layers over packed sequences: at each step as many rows as there are sequences so long. */
import { PyTuple, toFloat, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dropout } from '../ops/dropout.ts';
import { shapeChecked, Tensor } from '../tensor.ts';
import { attribute } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { PackedSequence } from './packed-sequence.ts';
import { unitStep, type UnitKind, type UnitWeights } from './recurrence.ts';
import { activationOf, result, statesGiven, weightsOf, whole } from './recurrent-weights.ts';

/** The first `count` rows from `start`. */
const rows = (x: Node, start: number, count: number): Node => op.slice(x, [start, 0], [count, x.shape[1]!], [1, 1]);

/** Outputs of one layer in one direction, packed as its input is, and the states behind the last step of each sequence. */
function run(
  kind: UnitKind,
  activation: 'tanh' | 'relu',
  data: Node,
  batchSizes: readonly number[],
  initial: readonly Node[],
  weights: UnitWeights,
  backwards: boolean,
): { output: Node; states: Node[] } {
  const starts = batchSizes.map((_, t) => batchSizes.slice(0, t).reduce((sum, size) => sum + size, 0));
  const times = batchSizes.map((_, t) => (backwards ? batchSizes.length - 1 - t : t));
  const outputs: Node[] = [];
  let state = initial.map((x) => rows(x, 0, batchSizes[times[0]!]!));
  /** States of sequences that have ended, the longest of them first. */
  let ended: Node[][] = initial.map(() => []);
  for (const t of times) {
    const size = batchSizes[t]!;
    const before = state[0]!.shape[0]!;
    if (size < before) {
      ended = ended.map((parts, i) => [rows(state[i]!, size, before - size), ...parts]);
      state = state.map((x) => rows(x, 0, size));
    } else if (size > before) {
      // Going back, sequences begin at their last element.
      state = state.map((x, i) => op.concat([x, rows(initial[i]!, before, size - before)], 0));
    }
    const now = state;
    state = [...shapeChecked(() => unitStep(kind, activation, rows(data, starts[t]!, size), now, weights))];
    outputs[t] = state[0]!;
  }
  return { output: op.concat(outputs, 0), states: state.map((x, i) => op.concat([x, ...ended[i]!], 0)) };
}

const picked = (x: Node, axis: number, order: readonly number[] | null): Node =>
  order === null ? x : op.indexSelect(x, axis, dataNode(Int32Array.from(order), [order.length], 'int64'));

/** `forward` of a recurrent layer, for a packed sequence: the output is packed as well. */
export function packedForward(self: ModuleObject, kind: UnitKind, input: PackedSequence, hx: Value): Value {
  const { batchSizes } = input;
  const [hidden, layers] = [whole(self, 'hidden_size'), whole(self, 'num_layers')];
  const directions = attribute(self, 'bidirectional') === true ? 2 : 1;
  const share = toFloat(attribute(self, 'dropout'), 'dropout');
  const n = batchSizes[0]!;
  const given = statesGiven(kind, hx)?.map((state) => picked(state.input, 1, input.order)) ?? null;
  const last: Node[][] = kind === 'LSTM' ? [[], []] : [[]];
  let data = input.data.input;
  for (let layer = 0; layer < layers; layer++) {
    const sides: Node[] = [];
    for (let d = 0; d < directions; d++) {
      const at = layer * directions + d;
      const initial = given?.map((state) => op.reshape(op.slice(state, [at, 0, 0], [1, n, hidden], [1, 1, 1]), [n, hidden])) ?? last.map(() => op.full([n, hidden], 0, 'float32')); // prettier-ignore
      const weights = weightsOf(self, `_l${layer}${d === 1 ? '_reverse' : ''}`);
      const { output, states } = run(kind, activationOf(self), data, batchSizes, initial, weights, d === 1);
      sides.push(output);
      last.forEach((parts, i) => parts.push(op.reshape(states[i]!, [1, n, hidden])));
    }
    data = op.concat(sides, 1);
    if (share > 0 && self.training && layer < layers - 1) data = dropout(new Tensor(data), share, true).input;
  }
  const states = last.map((parts) => result(picked(op.concat(parts, 0), 1, input.inverse), input.order === null ? 'Stack' : 'IndexSelect')); // prettier-ignore
  return new PyTuple([
    new PackedSequence(result(data, 'Cat'), batchSizes, input.order),
    kind === 'LSTM' ? new PyTuple(states) : states[0]!,
  ]);
}
