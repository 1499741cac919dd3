import { exc, type Functions, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { apply } from '../tensor.ts';

/** Lays `node`, whose dimensions are `letters`, out along `all`: missing ones have size 1. */
function spread(node: Node, letters: string, all: string): Node {
  const order = [...all].filter((letter) => letters.includes(letter)).map((letter) => letters.indexOf(letter));
  const arranged = op.permute(node, order);
  let at = 0;
  return op.reshape(arranged, [...all].map((letter) => (letters.includes(letter) ? arranged.shape[at++]! : 1))); // prettier-ignore
}

/** Products of all operands laid out along every letter, summed over those that the result leaves out. */
function contract(inputs: readonly Node[], terms: readonly string[], result: string): Node {
  if (inputs.length === 2 && terms.every((term) => term.length === 2) && result.length === 2) {
    // A plain matrix product in disguise needs no tensor of three dimensions.
    const [a, b] = terms as [string, string];
    const shared = [...a].find((letter) => b.includes(letter) && !result.includes(letter));
    if (shared !== undefined && a[0] !== a[1] && b[0] !== b[1]) {
      const left = a[1] === shared ? inputs[0]! : op.transpose(inputs[0]!);
      const right = b[0] === shared ? inputs[1]! : op.transpose(inputs[1]!);
      const product = op.matmul(left, right);
      return result[0] === (a[1] === shared ? a[0] : a[1]) ? product : op.transpose(product);
    }
  }
  const all = [...new Set([...result, ...terms.join('')])].join('');
  const product = inputs.map((node, i) => spread(node, terms[i]!, all)).reduce(op.mul);
  return op.reduce('sum', product, [...all].flatMap((letter, i) => (result.includes(letter) ? [] : [i]))); // prettier-ignore
}

/** `torch.einsum(equation, *operands)`, with one letter for each dimension. */
function einsum(equation: string, operands: readonly Value[]): Value {
  const list = operands.length === 1 ? (sequenceItems(operands[0]!) ?? operands) : operands;
  const tensors = list.map((operand) => tensorArgument(operand, 'einsum(): operands'));
  const [left, right] = equation.replaceAll(' ', '').split('->') as [string, string | undefined];
  const terms = left.split(',');
  if (equation.includes('.')) throw exc.NotImplementedError('einsum runs here without "..."; name every dimension');
  if (terms.length !== tensors.length) {
    throw exc.RuntimeError('einsum(): more operands were provided than specified in the equation');
  }
  terms.forEach((term, i) => {
    if (new Set(term).size < term.length) {
      throw exc.NotImplementedError(
        'einsum runs here with different letters in each operand; torch.diagonal is not here either',
      );
    }
    if (term.length !== tensors[i]!.shape.length) {
      throw exc.RuntimeError(
        `einsum(): the number of subscripts in the equation (${term.length}) does not match the number of dimensions (${tensors[i]!.shape.length}) for operand ${i} and no ellipsis was given`,
      );
    }
  });
  const sizes = new Map<string, number>();
  terms.forEach((term, i) =>
    [...term].forEach((letter, axis) => {
      const n = tensors[i]!.shape[axis]!;
      const known = sizes.get(letter) ?? 1;
      if (known !== 1 && n !== 1 && n !== known) {
        throw exc.RuntimeError(
          `einsum(): subscript ${letter} has size ${n} for operand ${i} which does not broadcast with previously seen size ${known}`,
        );
      }
      sizes.set(letter, Math.max(known, n));
    }),
  );
  const once = [...terms.join('')].filter(
    (letter, _, letters) => letters.indexOf(letter) === letters.lastIndexOf(letter),
  );
  const result = right ?? once.sort().join('');
  return apply('View', (...nodes) => contract(nodes, terms, result), ...tensors);
}

export const einsumFunctions: Functions = { 'einsum(equation, *operands)': einsum };
