/** What recurrent layers and cells have in common: weights and states. */
import { exc, PyList, toInt, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { uniformTensor } from '../ops/random.ts';
import { torchState } from '../state.ts';
import { Tensor } from '../tensor.ts';
import { attribute, weightDType } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';
import { GATES, type UnitKind, type UnitWeights } from './recurrence.ts';
import { sameProductTypes } from '../ops/dtype-refusals.ts';

/** Draws all weights of one unit, in PyTorch's order: uniform within 1 / sqrt(hidden). */
export function addWeights(
  self: ModuleObject,
  kind: UnitKind,
  suffix: string,
  inputs: number,
  hidden: number,
  bias: boolean,
): void {
  const bound = hidden > 0 ? 1 / Math.sqrt(hidden) : 0;
  const rows = GATES[kind] * hidden;
  const draw = (name: string, shape: readonly number[]): void => {
    self.parameters.set(
      name + suffix,
      new Parameter(uniformTensor(shape, -bound, bound, torchState().generator, weightDType(self)).node),
    );
  };
  draw('weight_ih', [rows, inputs]);
  draw('weight_hh', [rows, hidden]);
  if (!bias) return;
  draw('bias_ih', [rows]);
  draw('bias_hh', [rows]);
}

/** Draws all weights anew, in their order. */
export function redraw(self: ModuleObject): void {
  const bound = 1 / Math.sqrt(whole(self, 'hidden_size'));
  for (const [name, weight] of self.parameters) {
    if (weight === null) continue;
    const drawn = uniformTensor(weight.shape, -bound, bound, torchState().generator, weight.dtype);
    self.parameters.set(name, new Parameter(drawn.node));
  }
}

/** `all_weights`: the list of each unit's weights and biases, layer after layer and direction after direction. */
export function allWeights(self: ModuleObject): Value {
  const units = [...self.parameters.keys()].filter((name) => name.startsWith('weight_ih'));
  return new PyList(
    units.map((first) => {
      const names = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => first.replace('weight_ih', name));
      return new PyList(names.flatMap((name) => self.parameters.get(name) ?? []));
    }),
  );
}

/** The weights of a unit as nodes. */
export const weightsOf = (self: ModuleObject, suffix: string): UnitWeights => {
  const node = (name: string): Node | null => weightOf(self, name + suffix)?.input ?? null;
  return {
    input: node('weight_ih')!,
    hidden: node('weight_hh')!,
    inputBias: node('bias_ih'),
    hiddenBias: node('bias_hh'),
  };
};

/** Refuses an input of another dtype than the weights'. Raises RuntimeError. */
export function refuseOtherType(self: ModuleObject, input: Tensor): void {
  const weight = weightOf(self, self.parameters.has('weight_ih') ? 'weight_ih' : 'weight_ih_l0');
  if (weight !== null) sameProductTypes(null, input, weight);
}

/** What an RNN does to its sums. */
export const activationOf = (self: ModuleObject): 'tanh' | 'relu' =>
  attribute(self, 'nonlinearity') === 'relu' ? 'relu' : 'tanh';

/** An attribute that is an int. */
export const whole = (self: ModuleObject, name: string): number => toInt(attribute(self, name), name);

/** A tensor of a node that several operations made; `name` is the last one's. */
export const result = (node: Node, name: string): Tensor => {
  const [operation, overload = '0'] = name.split('#');
  return new Tensor(node, node.requiresGrad ? `${operation}Backward${overload}` : null);
};

/** Tensors that a program gives as the state before: one, or h and c. */
export function statesGiven(kind: UnitKind, hx: Value): readonly Tensor[] | null {
  if (hx === null) return null;
  if (kind === 'LSTM' && hx instanceof Tensor) {
    // PyTorch takes its first two slices for h and c.
    if ((hx.shape[0] ?? 0) < 2) throw exc.IndexError(`index 1 is out of bounds for dimension 0 with size ${hx.shape[0] ?? 0}`); // prettier-ignore
    throw exc.RuntimeError(`For batched 3-D input, hx and cx should also be 3-D but got (${hx.shape.length - 1}-D, ${hx.shape.length - 1}-D) tensors`); // prettier-ignore
  }
  const items = kind === 'LSTM' ? (sequenceItems(hx) ?? [hx]) : [hx];
  return items.map((item) => tensorArgument(item, `${kind.toLowerCase()}(): argument 'hx' (position 2)`));
}
