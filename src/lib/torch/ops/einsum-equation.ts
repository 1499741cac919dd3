/** The text of an einsum, read as PyTorch reads it. */
import { exc } from '../../python/bind.ts';
import type { Shape } from '../../tensor/shape.ts';

/** One letter for each dimension of each operand and of the result. Those that "..." stands for are characters of a private area. */
export interface Equation {
  readonly terms: readonly string[];
  readonly result: string;
}

const FIRST_UNNAMED = 0xe000;
const isLetter = (character: string): boolean => /[a-zA-Z]/.test(character);
const unnamed = (count: number, of: number): string =>
  String.fromCharCode(...Array.from({ length: count }, (_, i) => FIRST_UNNAMED + of - count + i));

/** What an operand's text says: letters before and behind an ellipsis, where it has one. */
interface Written {
  readonly before: string;
  readonly after: string;
  readonly ellipsis: boolean;
}

/** One side of a comma. `place` ends the messages: "for operand 0", "for the output". */
function readTerm(text: string, place: string): Written {
  const [before = '', after = '', ...more] = text.split('...');
  if (more.length > 0 || `${before}${after}`.includes('.')) {
    throw exc.RuntimeError(
      more.length > 0
        ? `einsum(): found '.' ${place} for which an ellipsis was already found`
        : `einsum(): found '.' ${place} that is not part of any ellipsis`,
    );
  }
  return { before, after, ellipsis: text.includes('...') };
}

function checkLetters(equation: string): void {
  const at = [...equation].findIndex((character) => !isLetter(character) && !'.,-> '.includes(character));
  if (at < 0) return;
  throw exc.RuntimeError(
    `einsum(): invalid subscript given at index ${at} in the equation string, subscripts must be in [a-zA-Z]`,
  );
}

/** How many dimensions an operand's ellipsis stands for. */
function unnamedDimensions({ before, after, ellipsis }: Written, rank: number, operand: number): number {
  const named = before.length + after.length;
  if (ellipsis && named <= rank) return rank - named;
  if (!ellipsis && named === rank) return 0;
  throw exc.RuntimeError(
    ellipsis
      ? `einsum(): the number of subscripts in the equation (${named}) is more than the number of dimensions (${rank}) for operand ${operand}`
      : `einsum(): the number of subscripts in the equation (${named}) does not match the number of dimensions (${rank}) for operand ${operand} and no ellipsis was given`,
  );
}

function checkSizes(terms: readonly string[], shapes: readonly Shape[]): void {
  const sizes = new Map<string, number>();
  for (const [operand, term] of terms.entries()) {
    for (const [axis, letter] of [...term].entries()) {
      const n = shapes[operand]![axis]!;
      const first = term.indexOf(letter);
      if (first < axis && shapes[operand]![first] !== n) {
        throw exc.RuntimeError(
          `einsum(): subscript ${letter} is repeated for operand ${operand} but the sizes don't match, ${n} != ${shapes[operand]![first]}`,
        );
      }
      const known = sizes.get(letter) ?? 1;
      if (known !== 1 && n !== 1 && n !== known) {
        throw exc.RuntimeError(
          isLetter(letter)
            ? `einsum(): subscript ${letter} has size ${n} for operand ${operand} which does not broadcast with previously seen size ${known}`
            : `einsum(): dimension ${letter.charCodeAt(0) - FIRST_UNNAMED} covered by ellipsis in operand ${operand}has size ${n} which does not broadcast with previously seen ellipsis with size ${known} for the respective dimension`,
        );
      }
      sizes.set(letter, Math.max(known, n));
    }
  }
}

/** The letters of the result where the equation names none: the unnamed ones, then all that stand once, in their order. */
function impliedResult(terms: readonly string[], most: number): string {
  const letters = [...terms.join('')].filter(isLetter);
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return unnamed(most, most) + once.sort().join('');
}

function namedResult(text: string, terms: readonly string[], most: number): string {
  const { before, after, ellipsis } = readTerm(text, 'for the output');
  for (const letter of before + after) {
    if (!terms.some((term) => term.includes(letter))) {
      throw exc.RuntimeError(
        `einsum(): output subscript ${letter} does not appear in the equation for any input operand`,
      );
    }
    if ((before + after).split(letter).length > 2) {
      throw exc.RuntimeError(`einsum(): output subscript ${letter} appears more than once in the output`);
    }
  }
  return before + (ellipsis ? unnamed(most, most) : '') + after;
}

/** Reads `equation` for operands of these shapes. Raises RuntimeError where PyTorch does. */
export function readEquation(equation: string, shapes: readonly Shape[]): Equation {
  checkLetters(equation);
  const [left, right] = equation.replaceAll(' ', '').split('->') as [string, string | undefined];
  const written = left.split(',').map((text, i) => readTerm(text, `for operand ${i}`));
  if (written.length !== shapes.length) {
    throw exc.RuntimeError(
      `einsum(): ${written.length < shapes.length ? 'more' : 'fewer'} operands were provided than specified in the equation`,
    );
  }
  const counts = written.map((term, i) => unnamedDimensions(term, shapes[i]!.length, i));
  const most = Math.max(...counts);
  const terms = written.map(({ before, after }, i) => before + unnamed(counts[i]!, most) + after);
  checkSizes(terms, shapes);
  return { terms, result: right === undefined ? impliedResult(terms, most) : namedResult(right, terms, most) };
}
