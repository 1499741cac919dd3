/** `torch.einsum`: sums of products of elements, by the letters of their dimensions. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { readEquation, type Equation } from './einsum-equation.ts';
import { sameScalarType } from './dtype-refusals.ts';

/** A value whose dimensions are letters, each once. */
interface Term {
  readonly node: Node;
  readonly letters: string;
}

/** Leaves of a repeated letter the elements where both indices agree: `ii` becomes the diagonal `i`. */
function withoutRepeats({ node, letters }: Term): Term {
  const second = [...letters].findIndex((letter, i) => letters.indexOf(letter) < i);
  if (second < 0) return { node, letters };
  const first = letters.indexOf(letters[second]!);
  const n = node.shape[first]!;
  const rest = op.allAxes(node).filter((axis) => axis !== first && axis !== second);
  const pairs = op.permute(node, [...rest, first, second]);
  const lead = pairs.shape.slice(0, -2);
  const at = dataNode(
    Int32Array.from({ length: n }, (_, i) => i * (n + 1)),
    [n],
    'int64',
  );
  const diagonal = op.indexSelect(op.reshape(pairs, [...lead, n * n]), lead.length, at);
  return withoutRepeats({ node: diagonal, letters: [...rest, first].map((axis) => letters[axis]!).join('') });
}

/** The term with its letters in the order of `wanted`; those it has not are dimensions of size 1. */
function arranged({ node, letters }: Term, wanted: string): Node {
  const present = [...wanted].filter((letter) => letters.includes(letter));
  const ordered = op.permute(node, present.map((letter) => letters.indexOf(letter))); // prettier-ignore
  let axis = 0;
  return op.reshape(ordered, [...wanted].map((letter) => (letters.includes(letter) ? ordered.shape[axis++]! : 1))); // prettier-ignore
}

/** Sums over the letters that nothing later needs. */
function summed({ node, letters }: Term, needed: (letter: string) => boolean): Term {
  const axes = op.allAxes(node).filter((axis) => !needed(letters[axis]!));
  return { node: op.reduce('sum', node, axes), letters: [...letters].filter(needed).join('') };
}

/** A dimension of size 1 that the other term repeats is no dimension of its own. */
function withoutOnes({ node, letters }: Term, other: Term): Term {
  const drops = (axis: number): boolean => node.shape[axis] === 1 && other.letters.includes(letters[axis]!);
  const kept = op.allAxes(node).filter((axis) => !drops(axis));
  return { node: op.reshape(node, kept.map((axis) => node.shape[axis]!)), letters: kept.map((axis) => letters[axis]!).join('') }; // prettier-ignore
}

/** The product of two terms, summed over the letters that nothing later needs. A sum over shared letters is a matrix product. */
function multiplied(a: Term, b: Term, needed: (letter: string) => boolean): Term {
  const right = withoutOnes(b, a);
  const left = withoutOnes(a, right);
  const beside = (other: Term) => (letter: string) => needed(letter) || other.letters.includes(letter);
  const [x, y] = [summed(left, beside(right)), summed(right, beside(left))];
  const shared = [...x.letters].filter((letter) => y.letters.includes(letter));
  const over = shared.filter((letter) => !needed(letter)).join('');
  const batch = shared.filter(needed).join('');
  const rows = [...x.letters].filter((letter) => !y.letters.includes(letter)).join('');
  const columns = [...y.letters].filter((letter) => !x.letters.includes(letter)).join('');
  if (over === '') {
    const letters = batch + rows + columns;
    return { node: op.mul(arranged(x, letters), arranged(y, letters)), letters };
  }
  const sizes = (term: Term, letters: string) => [...letters].map((letter) => term.node.shape[term.letters.indexOf(letter)]!); // prettier-ignore
  const lead = batch === '' ? [] : [sizeOf(sizes(x, batch))];
  const [m, k, n] = [sizes(x, rows), sizes(x, over), sizes(y, columns)].map(sizeOf) as [number, number, number];
  const product = op.matmul(
    op.reshape(arranged(x, batch + rows + over), [...lead, m, k]),
    op.reshape(arranged(y, batch + over + columns), [...lead, k, n]),
  );
  const shape = [...sizes(x, batch), ...sizes(x, rows), ...sizes(y, columns)];
  return { node: op.reshape(product, shape), letters: batch + rows + columns };
}

/** Products of all operands, one after the other, summed over the letters that the result leaves out. */
function contracted(nodes: readonly Node[], { terms, result }: Equation): Node {
  const [first, ...rest] = nodes.map((node, i) => withoutRepeats({ node, letters: terms[i]! })) as [Term, ...Term[]];
  let made = first;
  rest.forEach((term, i) => {
    const later = [result, ...rest.slice(i + 1).map(({ letters }) => letters)].join('');
    made = multiplied(made, term, (letter) => later.includes(letter));
  });
  return arranged(summed(made, (letter) => result.includes(letter)), result); // prettier-ignore
}

/** What PyTorch's graph calls the last operation of a contraction. */
function operationOf({ terms, result }: Equation): string {
  const letters = terms.join('');
  const sums = [...letters].some((letter) => !result.includes(letter));
  if (terms.length === 1) return sums ? 'Sum#1' : 'Permute';
  return sums ? 'View' : 'Mul';
}

function einsum(equation: string, operands: readonly Value[]): Tensor {
  const list = operands.length === 1 ? (sequenceItems(operands[0]!) ?? operands) : operands;
  if (list.length === 0) {
    throw exc.ValueError(
      'einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list',
    );
  }
  const tensors = list.map((operand) => tensorArgument(operand, 'einsum(): operands'));
  for (const tensor of tensors) sameScalarType(tensors[0]!, tensor);
  const read = readEquation(equation, tensors.map(({ shape }) => shape)); // prettier-ignore
  return apply(operationOf(read), (...nodes) => contracted(nodes, read), ...tensors);
}

export const einsumFunctions: Functions = { 'einsum(equation, *operands)': einsum };
