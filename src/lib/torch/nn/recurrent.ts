/** `nn.RNN`, `nn.LSTM`, `nn.GRU` and their cells. */
import { exc, PyTuple, toFloat, typeName, type PyType, type Task, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { numberDType, numberValue } from '../arguments.ts';
import { dropout } from '../ops/dropout.ts';
import { shapeChecked, Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { packedForward } from './packed-recurrence.ts';
import { PackedSequence } from './packed-sequence.ts';
import { unitStep, type UnitKind } from './recurrence.ts';
import {
  activationOf,
  addWeights,
  allWeights,
  redraw,
  refuseOtherType,
  result,
  statesGiven,
  weightsOf,
  whole,
} from './recurrent-weights.ts';

function layersOf(kind: UnitKind): PyType {
  return defineModuleClass({
    name: kind,
    module: 'rnn',
    parameters: `input_size, hidden_size, num_layers=1, ${kind === 'RNN' ? "nonlinearity='tanh', " : ''}bias=True, batch_first=False, dropout=0.0, bidirectional=False, ${kind === 'LSTM' ? 'proj_size=0, ' : ''}device=None, dtype=None`,
    inputs: 'input, hx=None',
    anyInput: true,
    setup: (self) => {
      const share = attribute(self, 'dropout');
      if (numberDType(share) === null || numberValue(share) < 0 || numberValue(share) > 1) {
        throw exc.ValueError(
          'dropout should be a number in range [0, 1] representing the probability of an element being zeroed',
        );
      }
      if ((attribute(self, 'proj_size') ?? 0) !== 0) {
        throw exc.NotImplementedError(
          'nn.LSTM runs here without proj_size; an nn.Linear behind it projects its output',
        );
      }
      const [hidden, directions] = [whole(self, 'hidden_size'), attribute(self, 'bidirectional') === true ? 2 : 1];
      for (let layer = 0; layer < whole(self, 'num_layers'); layer++) {
        for (let d = 0; d < directions; d++) {
          const inputs = layer === 0 ? whole(self, 'input_size') : hidden * directions;
          addWeights(
            self,
            kind,
            `_l${layer}${d === 1 ? '_reverse' : ''}`,
            inputs,
            hidden,
            attribute(self, 'bias') !== false,
          );
        }
      }
    },
    reset: redraw,
    properties: { all_weights: allWeights },
    forward: (self: ModuleObject, input: Value, hx: Value): Value | Task => {
      if (input instanceof PackedSequence) return packedForward(self, kind, input, hx);
      if (input instanceof Tensor) return forward(self, kind, input, hx);
      throw exc.TypeError(
        `${kind.toLowerCase()}(): argument 'input' (position 1) must be Tensor, not ${typeName(input)}`,
      );
    },
    extraRepr: (self) => {
      const parts = [plain(attribute(self, 'input_size')), plain(attribute(self, 'hidden_size'))];
      if (attribute(self, 'num_layers') !== 1) parts.push(`num_layers=${plain(attribute(self, 'num_layers'))}`);
      if (attribute(self, 'bias') === false) parts.push('bias=False');
      if (attribute(self, 'batch_first') === true) parts.push('batch_first=True');
      if (toFloat(attribute(self, 'dropout'), 'dropout') !== 0)
        parts.push(`dropout=${plain(attribute(self, 'dropout'))}`);
      if (attribute(self, 'bidirectional') === true) parts.push('bidirectional=True');
      return parts.join(', ');
    },
  });
}

/** Output [time, n, directions · hidden], and the last states [layers · directions, n, hidden]; laid out as the module says. */
function forward(self: ModuleObject, kind: UnitKind, input: Tensor, hx: Value): Value {
  const batched = input.shape.length === 3;
  if (!batched && input.shape.length !== 2) {
    // PyTorch puts a batch of one in front of whatever is no batch, and counts it.
    throw exc.RuntimeError(`input must have 3 dimensions, got ${input.shape.length + 1}`);
  }
  refuseOtherType(self, input);
  const [hidden, layers] = [whole(self, 'hidden_size'), whole(self, 'num_layers')];
  if (input.shape.at(-1) !== whole(self, 'input_size')) {
    throw exc.RuntimeError(
      `input.size(-1) must be equal to input_size. Expected ${whole(self, 'input_size')}, got ${input.shape.at(-1)}`,
    );
  }
  const first = batched && attribute(self, 'batch_first') === true;
  const directions = attribute(self, 'bidirectional') === true ? 2 : 1;
  const share = toFloat(attribute(self, 'dropout'), 'dropout');
  const given = statesGiven(kind, hx);
  let sequence = batched ? input.input : op.reshape(input.input, [input.shape[0]!, 1, input.shape[1]!]);
  if (first) sequence = op.permute(sequence, [1, 0, 2]);
  const [time, n] = sequence.shape as [number, number, number];
  const wanted = [layers * directions, n, hidden];
  for (const state of given ?? []) {
    const shape = batched ? state.shape : state.shape.toSpliced(1, 0, 1);
    if (shape.length === 3 && shape.every((size, i) => size === wanted[i])) continue;
    throw exc.RuntimeError(
      `Expected hidden${kind === 'LSTM' ? '[0]' : ''} size (${wanted.join(', ')}), got [${state.shape.join(', ')}]`,
    );
  }
  const step = (x: Node, at: number): Node => op.reshape(op.slice(x, [at, 0, 0], [1, n, x.shape[2]!], [1, 1, 1]), [n, x.shape[2]!]); // prettier-ignore
  const last: Node[][] = kind === 'LSTM' ? [[], []] : [[]];
  for (let layer = 0; layer < layers; layer++) {
    const sides: Node[] = [];
    for (let d = 0; d < directions; d++) {
      const weights = weightsOf(self, `_l${layer}${d === 1 ? '_reverse' : ''}`);
      const from = (state: Tensor): Node => step(batched ? state.input : op.reshape(state.input, wanted), layer * directions + d); // prettier-ignore
      let state: readonly Node[] = given?.map(from) ?? last.map(() => op.full([n, hidden], 0, 'float32'));
      const outputs: Node[] = [];
      for (let t = 0; t < time; t++) {
        const at = d === 1 ? time - 1 - t : t;
        const now = state;
        state = shapeChecked(() => unitStep(kind, activationOf(self), step(sequence, at), now, weights));
        outputs[at] = op.reshape(state[0]!, [1, n, hidden]);
      }
      sides.push(op.concat(outputs, 0));
      last.forEach((states, i) => states.push(op.reshape(state[i]!, [1, n, hidden])));
    }
    sequence = op.concat(sides, 2);
    if (share > 0 && self.training && layer < layers - 1) sequence = dropout(new Tensor(sequence), share, true).input;
  }
  const output = first ? op.permute(sequence, [1, 0, 2]) : batched ? sequence : op.reshape(sequence, [time, directions * hidden]); // prettier-ignore
  const name = first
    ? kind === 'LSTM'
      ? 'Transpose'
      : 'Transpose#1'
    : !batched
      ? 'Squeeze#1'
      : directions === 2
        ? 'Cat'
        : 'Stack';
  const states = last.map((nodes) => {
    const stacked = op.concat(nodes, 0);
    return result(
      batched ? stacked : op.reshape(stacked, [layers * directions, hidden]),
      batched ? 'Stack' : 'Squeeze#1',
    );
  });
  return new PyTuple([result(output, name), kind === 'LSTM' ? new PyTuple(states) : states[0]!]);
}

function cellOf(kind: UnitKind): PyType {
  return defineModuleClass({
    name: `${kind}Cell`,
    module: 'rnn',
    parameters: `input_size, hidden_size, bias=True, ${kind === 'RNN' ? "nonlinearity='tanh', " : ''}device=None, dtype=None`,
    inputs: 'input, hx=None',
    setup: (self) =>
      addWeights(
        self,
        kind,
        '',
        whole(self, 'input_size'),
        whole(self, 'hidden_size'),
        attribute(self, 'bias') !== false,
      ),
    reset: redraw,
    forward: (self: ModuleObject, input: Tensor, hx: Value) => {
      refuseOtherType(self, input);
      const batched = input.shape.length === 2;
      const row = (x: Tensor): Node => (batched ? x.input : op.reshape(x.input, [1, ...x.shape]));
      const x = row(input);
      const zeros = op.full([x.shape[0]!, whole(self, 'hidden_size')], 0, 'float32');
      const before = statesGiven(kind, hx)?.map(row) ?? (kind === 'LSTM' ? [zeros, zeros] : [zeros]);
      const after = shapeChecked(() => unitStep(kind, activationOf(self), x, before, weightsOf(self, '')));
      const names = kind === 'LSTM' ? ['Mul', 'Add'] : [kind === 'GRU' ? 'Add' : activationOf(self) === 'relu' ? 'Relu' : 'Tanh']; // prettier-ignore
      const states = after.map((node, i) => result(batched ? node : op.reshape(node, [node.shape[1]!]), batched ? names[i]! : 'Squeeze#1')); // prettier-ignore
      return kind === 'LSTM' ? new PyTuple(states) : states[0]!;
    },
    extraRepr: (self) => {
      const bias = attribute(self, 'bias') === false ? ', bias=False' : '';
      const relu = activationOf(self) === 'relu' ? ', nonlinearity=relu' : '';
      return `${plain(attribute(self, 'input_size'))}, ${plain(attribute(self, 'hidden_size'))}${bias}${relu}`;
    },
  });
}

export const recurrent: Readonly<Record<string, PyType>> = {
  RNN: layersOf('RNN'),
  LSTM: layersOf('LSTM'),
  GRU: layersOf('GRU'),
  RNNCell: cellOf('RNN'),
  LSTMCell: cellOf('LSTM'),
  GRUCell: cellOf('GRU'),
};
