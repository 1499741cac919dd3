/**
 * Between which values a node's elements lie, as far as the way it is made tells, so that what must be checked need not always be
 * fetched from a device first. A nan that was computed counts as inside.
 */
import type { Node } from './node.ts';

/** Every element is at least `least` and at most `most`. */
export interface ValueRange {
  readonly least: number;
  readonly most: number;
}

const UNIT: ValueRange = { least: 0, most: 1 };
const UNKNOWN: ValueRange = { least: -Infinity, most: Infinity };
const ranges = new WeakMap<Node, ValueRange>();

/** The range of values on the host: nothing is known of them where one is nan. */
function hostRange(values: ArrayLike<number>): ValueRange {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) return UNKNOWN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** The range of a node's elements; infinite where it does not follow from how the node is made. */
export function valueRange(node: Node): ValueRange {
  const known = ranges.get(node);
  if (known !== undefined) return known;
  const range = workedOut(node);
  // Of an unknown one more may be known once its values have been fetched.
  if (range !== UNKNOWN) ranges.set(node, range);
  return range;
}

function workedOut({ operation, inputs, host, dtype }: Node): ValueRange {
  if (host !== null) return hostRange(host);
  if (dtype === 'bool') return UNIT;
  // The inputs are gone once the values are known and nothing asks for a gradient.
  const of = (i: number): ValueRange => (inputs[i] ? valueRange(inputs[i]) : UNKNOWN);
  switch (operation.kind) {
    case 'full':
    case 'scalar':
      return { least: operation.value, most: operation.value };
    case 'unary':
      return operation.op === 'sigmoid' ? UNIT : UNKNOWN;
    case 'binary':
      return clamped(operation.op, of(0), of(1));
    case 'where':
      return union([of(1), of(2)]);
    case 'concat':
      return inputs.length === 0 ? UNKNOWN : union(inputs.map(valueRange));
    case 'argmax':
    case 'argmin': {
      const size = inputs[0]?.shape[operation.axis];
      return size === undefined ? UNKNOWN : { least: 0, most: size - 1 };
    }
    case 'cast':
      return inputs[0]?.dtype === 'bool' ? UNIT : UNKNOWN;
    case 'reshape':
    case 'permute':
    case 'expand':
    case 'slice':
    case 'flip':
    case 'indexSelect':
    case 'gather':
    case 'detach':
    case 'variable':
      return of(0);
    default:
      return UNKNOWN;
  }
}

/** What `maximum` and `minimum` leave, which bound one side of an operand of which nothing is known. */
function clamped(operation: string, a: ValueRange, b: ValueRange): ValueRange {
  if (operation === 'maximum') return { least: Math.max(a.least, b.least), most: Math.max(a.most, b.most) };
  if (operation === 'minimum') return { least: Math.min(a.least, b.least), most: Math.min(a.most, b.most) };
  return UNKNOWN;
}

const union = (all: readonly ValueRange[]): ValueRange => ({
  least: Math.min(...all.map(({ least }) => least)),
  most: Math.max(...all.map(({ most }) => most)),
});
