/** `nn.utils.rnn`: sequences of different lengths, padded to one or packed without padding. */
import { defineClass, defineModule, exc, iterate, PyList, PyObject, PyTuple, repr, toBool, toFloat, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';

const integers = (values: readonly number[]): Tensor =>
  new Tensor(dataNode(Int32Array.from(values), [values.length], 'int64'));

/** Sequences one time step after the other: of the first step all, of the later ones those that are as long. */
export class PackedSequence extends PyObject {
  /** [elements, …]: the first elements of all sequences, then the second ones, and so on. */
  readonly data: Tensor;
  /** How many sequences each time step has: never more than the one before. */
  readonly batchSizes: readonly number[];
  /** Where each sequence stood before they were sorted by length; null where they were sorted. */
  readonly order: readonly number[] | null;

  constructor(data: Tensor, batchSizes: readonly number[], order: readonly number[] | null) {
    super();
    this.data = data;
    this.batchSizes = batchSizes;
    this.order = order;
  }

  get type(): PyType {
    return packedSequenceType;
  }

  /** Where each sequence stands now, in the order that the program gave. */
  get inverse(): readonly number[] | null {
    return this.order && this.order.map((_, i) => this.order!.indexOf(i));
  }

  /** Lengths in the order of the sequences here. */
  get lengths(): number[] {
    return Array.from({ length: this.batchSizes[0] ?? 0 }, (_, i) => this.batchSizes.filter((n) => n > i).length);
  }

  override traverse(visit: (value: Value) => void): void {
    visit(this.data);
  }
}

const fields = (self: PackedSequence): [string, Value][] => [
  ['data', self.data],
  ['batch_sizes', integers(self.batchSizes)],
  ['sorted_indices', self.order && integers(self.order)],
  ['unsorted_indices', self.inverse && integers(self.inverse)],
];

const packedSequenceType: PyType = defineClass({
  name: 'PackedSequence',
  module: 'torch.nn.utils.rnn',
  allocate: null,
  methods: {
    '__repr__(self)': function* (self: PackedSequence): Task<string> {
      const parts: string[] = [];
      for (const [name, value] of fields(self)) parts.push(`${name}=${yield* repr(value)}`);
      return `PackedSequence(${parts.join(', ')})`;
    },
    '__len__(self)': () => 4,
    '__getitem__(self, index, /)': (self: PackedSequence, index: number) => fields(self)[index]?.[1] ?? null,
    'to(self, *args, **kwargs)': (self: PackedSequence) => self,
    'cpu(self)': (self: PackedSequence) => self,
  },
  properties: Object.fromEntries(
    ['data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'].map((name, i) => [name, (self: PackedSequence) => fields(self)[i]![1]]), // prettier-ignore
  ),
});

/** The tensor with its first two dimensions swapped, where the program has them the other way round. */
const turned = (node: Node, first: Value): Node =>
  first === true ? op.permute(node, [1, 0, ...op.allAxes(node).slice(2)]) : node;

/** Rows of [time · n, …] at places (time, sequence). */
const rowsAt = (node: Node, places: readonly (readonly [time: number, sequence: number])[]): Node => {
  const [time, n, ...rest] = node.shape as [number, number, ...number[]];
  const at = Int32Array.from(places, ([t, i]) => t * n + i);
  return op.indexSelect(op.reshape(node, [time * n, ...rest]), 0, dataNode(at, [at.length], 'int64'));
};

function* lengthsOf(lengths: Value): Task<number[]> {
  return lengths instanceof Tensor ? Array.from(yield* readTensor(lengths)) : (yield* iterate(lengths)).map(Number);
}

function* packPadded(input: Value, given: Value, first: Value, sorted: Value): Task<PackedSequence> {
  const tensor = tensorArgument(input, "pack_padded_sequence(): argument 'input'");
  const lengths = yield* lengthsOf(given);
  const n = tensor.shape[first === true ? 0 : 1]!;
  if (lengths.length !== n) {
    throw exc.RuntimeError(`Expected \`len(lengths)\` to be equal to batch_size, but got ${lengths.length} (batch_size=${n})`); // prettier-ignore
  }
  if (lengths.some((length) => length <= 0)) {
    throw exc.RuntimeError('Length of all samples has to be greater than 0, but found an element in \'lengths\' that is <= 0'); // prettier-ignore
  }
  const falls = lengths.every((length, i) => i === 0 || length <= lengths[i - 1]!);
  if (toBool(sorted, 'enforce_sorted') && !falls) {
    throw exc.RuntimeError(
      '`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.',
    );
  }
  const order = lengths.map((_, i) => i).sort((i, j) => lengths[j]! - lengths[i]!);
  const batchSizes = Array.from(
    { length: lengths[order[0]!]! },
    (_, t) => lengths.filter((length) => length > t).length,
  );
  const places = batchSizes.flatMap((size, t) => order.slice(0, size).map((i) => [t, i] as const));
  const data = apply('PackPaddedSequence', (node) => rowsAt(turned(node, first), places), tensor);
  return new PackedSequence(data, batchSizes, sorted === false ? order : null);
}

function padPacked(sequence: Value, first: Value, padding: Value, total: Value): Value {
  if (!(sequence instanceof PackedSequence)) throw exc.TypeError('pad_packed_sequence(): a PackedSequence is expected');
  const { batchSizes, data } = sequence;
  const longest = batchSizes.length;
  const time = total === null ? longest : Number(total);
  if (time < longest) {
    throw exc.ValueError(`Expected total_length to be at least the length of the longest sequence in input, but got total_length=${time} and max sequence length being ${longest}`); // prettier-ignore
  }
  const n = batchSizes[0]!;
  const shown = sequence.inverse ?? Array.from({ length: n }, (_, i) => i);
  const starts = batchSizes.map((_, t) => batchSizes.slice(0, t).reduce((sum, size) => sum + size, 0));
  const padded = apply('Transpose', (node) => {
    const nothing = op.full([1, ...node.shape.slice(1)], toFloat(padding, 'padding_value'), node.dtype);
    const all = op.concat([node, nothing], 0);
    const at = Array.from({ length: time }, (_, t) => shown.map((i) => (i < (batchSizes[t] ?? 0) ? starts[t]! + i : node.shape[0]!))).flat();
    const rows = op.indexSelect(all, 0, dataNode(Int32Array.from(at), [at.length], 'int64'));
    return turned(op.reshape(rows, [time, n, ...node.shape.slice(1)]), first);
  }, data); // prettier-ignore
  if (padded.gradName !== null && sequence.order !== null) padded.gradName = 'IndexSelectBackward0';
  else if (padded.gradName !== null && first !== true) padded.gradName = 'CopySlices';
  const { lengths } = sequence;
  return new PyTuple([padded, integers(shown.map((i) => lengths[i]!))]);
}

/** Sequences of one shape behind the first dimension, as one tensor. */
function* padSequence(sequences: Value, first: Value, padding: Value): Task<Tensor> {
  const list = (yield* iterate(sequences)).map((x) => tensorArgument(x, "pad_sequence(): argument 'sequences'"));
  if (list.length === 0) throw exc.RuntimeError('received an empty list of sequences');
  const time = Math.max(...list.map((x) => x.shape[0]!));
  return apply('CopySlices', (...nodes) => {
    const parts = nodes.map((node) => {
      const behind = node.shape.map((n, axis) => (axis === 0 ? time - n : 0));
      const whole = op.pad(node, behind.map(() => 0), behind, toFloat(padding, 'padding_value'));
      return op.reshape(whole, [1, ...whole.shape]);
    });
    return turned(op.concat(parts, 0), first !== true);
  }, ...list); // prettier-ignore
}

function* packSequence(sequences: Value, sorted: Value): Task<PackedSequence> {
  const list = (yield* iterate(sequences)).map((x) => tensorArgument(x, "pack_sequence(): argument 'sequences'"));
  const padded = yield* padSequence(sequences, false, 0);
  return yield* packPadded(padded, new PyTuple(list.map((x) => x.shape[0]!)), false, sorted);
}

export const rnnUtilsModule = defineModule({
  name: 'torch.nn.utils.rnn',
  functions: {
    'pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True)': packPadded,
    'pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None)': padPacked,
    'pad_sequence(sequences, batch_first=False, padding_value=0.0)': padSequence,
    'pack_sequence(sequences, enforce_sorted=True)': packSequence,
    'unpad_sequence(padded_sequences, lengths, batch_first=False)': function* (
      padded: Tensor,
      lengths: Value,
      first: Value,
    ): Task {
      const sizes = yield* lengthsOf(lengths);
      return new PyList(
        sizes.map((size, i) => apply('Slice', (node) => {
          const rows = turned(node, first !== true);
          const rest = rows.shape.slice(2);
          const part = op.slice(rows, [i, 0, ...rest.map(() => 0)], [1, size, ...rest], rows.shape.map(() => 1));
          return op.reshape(part, [size, ...rest]);
        }, padded)),
      ); // prettier-ignore
    },
  },
  members: { PackedSequence: packedSequenceType },
});
