/** Distinct values, and whether values are among others. */
import { exc, PyTuple, type Functions, type Task, type Value } from '../../python/bind.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, maybeTensor } from '../arguments.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { readTensor } from './reading.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Slices of `values` along an axis, flattened: what is compared. Without an axis, each value alone. */
function slices(values: HostArray, shape: readonly number[], axis: number | null): readonly (readonly number[])[] {
  if (axis === null) return Array.from(values, (value) => [value]);
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  return Array.from({ length: n }, (_, k) =>
    Array.from({ length: outer * inner }, (__, i) => values[(Math.floor(i / inner) * n + k) * inner + (i % inner)]!),
  );
}

/** By the first elements that differ; nan after everything else. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (x < y) return -1;
    if (x > y) return 1;
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  }
  return 0;
}

/** Which slices begin a group, to which group each belongs, and how many each has. */
interface Groups {
  readonly first: number[];
  readonly of: Int32Array<ArrayBuffer>;
  readonly counts: number[];
}

/** Groups of equal neighbours in the given order. nan equals nothing. */
function grouped(all: readonly (readonly number[])[], order: readonly number[]): Groups {
  const groups: Groups = { first: [], of: new Int32Array(all.length), counts: [] };
  order.forEach((at, i) => {
    const before = order[i - 1];
    const same = before !== undefined && all[at]!.every((value, k) => value === all[before]![k]);
    if (!same) {
      groups.first.push(at);
      groups.counts.push(0);
    }
    const last = groups.first.length - 1;
    groups.of[at] = last;
    groups.counts[last]!++;
  });
  return groups;
}

/** The distinct slices, and the inverse and counts that were asked for. */
function result(x: Tensor, axis: number | null, groups: Groups, inverse: Value, counts: Value): Value {
  const { first, of } = groups;
  const distinct = apply('IndexSelect', (node) => op.indexSelect(axis === null ? op.reshape(node, [sizeOf(node.shape)]) : node, axis ?? 0, ints(first)), new Tensor(op.detach(x.node))); // prettier-ignore
  const parts: Value[] = [distinct];
  if (inverse === true) parts.push(hostTensor(of, axis === null ? x.shape : [of.length], 'int64'));
  if (counts === true) parts.push(new Tensor(ints(groups.counts)));
  return parts.length === 1 ? parts[0]! : new PyTuple(parts);
}

const axisArgument = (x: Tensor, dim: Value): number | null => (dim === null ? null : dimArgument(dim, x.shape.length));

function* unique(x: Tensor, _sorted: Value, inverse: Value, counts: Value, dim: Value): Task {
  const axis = axisArgument(x, dim);
  const all = slices(yield* readTensor(x), x.shape, axis);
  const order = Array.from(all.keys()).sort((a, b) => compare(all[a]!, all[b]!));
  return result(x, axis, grouped(all, order), inverse, counts);
}

function* uniqueConsecutive(x: Tensor, inverse: Value, counts: Value, dim: Value): Task {
  const axis = axisArgument(x, dim);
  const all = slices(yield* readTensor(x), x.shape, axis);
  return result(x, axis, grouped(all, Array.from(all.keys())), inverse, counts);
}

function* isin(elements: Value, test: Value, _assumeUnique: Value, invert: Value): Task<Tensor> {
  const [asked, among] = [maybeTensor(elements), maybeTensor(test)];
  if (asked === null || among === null)
    throw exc.TypeError('isin(): elements and test_elements must be tensors or numbers');
  const members = new Set(yield* readTensor(among));
  const values = yield* readTensor(asked);
  return hostTensor(Uint8Array.from(values, (v) => Number(members.has(v) !== (invert === true))), asked.shape, 'bool'); // prettier-ignore
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const setFunctions: Functions = {
  'unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)': unique,
  'unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)': uniqueConsecutive,
};

/** `torch.NAME` alone. */
export const setTorchFunctions: Functions = {
  'isin(elements, test_elements, *, assume_unique=False, invert=False)': isin,
};
