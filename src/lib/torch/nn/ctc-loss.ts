/** Connectionist temporal classification (Graves et al., 2006): the sum over all alignments, by dynamic programming on the host. */
import { exc, iterate, toInt, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { reduceLoss } from '../ops/losses.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** log(e^a + e^b + …). */
function logSum(...terms: readonly number[]): number {
  const most = Math.max(...terms);
  return most === -Infinity ? most : most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
}

/** One sequence: the log probability of class `c` at time `t`, and the labels with blanks between. */
interface Sequence {
  readonly at: (t: number, c: number) => number;
  readonly time: number;
  readonly labels: readonly number[];
  readonly blank: number;
}

/** For each time and place, the log probability of all ways there (`forward`), or from there to the end. */
function ways({ at, time, labels, blank }: Sequence, forward: boolean): number[][] {
  const places = labels.length;
  const step = forward ? 1 : -1;
  const [firstTime, firstPlace] = forward ? [0, 0] : [time - 1, places - 1];
  const table = Array.from({ length: time }, () => new Array<number>(places).fill(-Infinity));
  if (time === 0) return table;
  for (const s of [firstPlace, firstPlace + step]) {
    if (s >= 0 && s < places) table[firstTime]![s] = at(firstTime, labels[s]!);
  }
  for (let k = 1; k < time; k++) {
    const t = firstTime + step * k;
    const before = table[t - step]!;
    for (let s = 0; s < places; s++) {
      // From the same place, from its neighbour, and past a blank between different labels.
      const skips = labels[s] !== blank && labels[s] !== labels[s - 2 * step];
      const sum = logSum(
        before[s]!,
        before[s - step] ?? -Infinity,
        skips ? (before[s - 2 * step] ?? -Infinity) : -Infinity,
      );
      table[t]![s] = sum + at(t, labels[s]!);
    }
  }
  return table;
}

/** The negative log likelihood of one sequence, and its gradient as PyTorch gives it: that of a softmax before the logarithm. */
function alignment(sequence: Sequence, classes: number): { loss: number; gradient: number[][] } {
  const { at, time, labels } = sequence;
  const forward = ways(sequence, true);
  const last = forward.at(-1) ?? [];
  const loss = -logSum(last[labels.length - 1] ?? -Infinity, last[labels.length - 2] ?? -Infinity);
  const backward = ways(sequence, false);
  const gradient = Array.from({ length: time }, (_, t) => {
    const through = new Array<number>(classes).fill(-Infinity);
    labels.forEach((c, s) => (through[c] = logSum(through[c]!, forward[t]![s]! + backward[t]![s]!)));
    return through.map((sum, c) => Math.exp(at(t, c)) - Math.exp(sum + loss - at(t, c)));
  });
  return { loss, gradient };
}

function* lengthsOf(value: Value, what: string): Task<number[]> {
  if (value instanceof Tensor) return Array.from(yield* readTensor(value));
  return (yield* iterate(value)).map((n) => toInt(n, what));
}

/** `nn.functional.ctc_loss`. `logProbabilities` is [time, n, classes] or [time, classes]. */
function* ctcLoss(
  logProbabilities: Tensor,
  targets: Tensor,
  inputLengths: Value,
  targetLengths: Value,
  blankClass: Value,
  reduction: Value,
  zeroInfinity: Value,
): Task<Tensor> {
  const alone = logProbabilities.shape.length === 2;
  const [time, n, classes] = (alone ? logProbabilities.shape.toSpliced(1, 0, 1) : logProbabilities.shape) as [number, number, number]; // prettier-ignore
  const blank = toInt(blankClass, 'blank');
  if (blank < 0 || blank >= classes) throw exc.RuntimeError('blank must be in label range');
  const [inputs, lengths] = [yield* lengthsOf(inputLengths, 'input_lengths'), yield* lengthsOf(targetLengths, 'target_lengths')]; // prettier-ignore
  if (inputs.length !== n) throw exc.RuntimeError('input_lengths must be of size batch_size');
  if (lengths.length !== n) throw exc.RuntimeError('target_lengths must be of size batch_size');
  const long = inputs.find((length) => length > time);
  if (long !== undefined) {
    throw exc.RuntimeError(
      `Expected input_lengths to have value at most ${time}, but got value ${long} (while checking arguments for ctc_loss_cpu)`,
    );
  }
  const values = yield* readTensor(logProbabilities);
  const labels = yield* readTensor(targets);
  const width = targets.shape.length === 2 ? targets.shape[1]! : null;
  const losses = new Float32Array(n);
  const slopes = new Float32Array(time * n * classes);
  let start = 0;
  for (let i = 0; i < n; i++) {
    const from = width === null ? start : i * width;
    start += lengths[i]!;
    const own = Array.from(labels.subarray(from, from + lengths[i]!));
    const sequence: Sequence = {
      at: (t, c) => values[(t * n + i) * classes + c]!,
      time: inputs[i]!,
      labels: [blank, ...own.flatMap((label) => [label, blank])],
      blank,
    };
    const { loss, gradient } = alignment(sequence, classes);
    const impossible = loss === Infinity && zeroInfinity === true;
    losses[i] = impossible ? 0 : loss;
    if (!impossible) gradient.forEach((row, t) => slopes.set(row, (t * n + i) * classes));
  }
  const name = reduction === 'mean' ? 'Mean' : reduction === 'sum' ? 'Sum' : alone ? 'Squeeze#1' : 'CtcLoss';
  return apply(name, (x) => {
    const change = op.mul(dataNode(slopes, [time, n, classes], 'float32'), op.reshape(op.sub(x, op.detach(x)), [time, n, classes]));
    const each = op.add(dataNode(losses, [n], 'float32'), op.reduce('sum', change, [0, 2]));
    if (reduction !== 'mean') return reduceLoss(alone ? op.reshape(each, []) : each, reduction);
    const sizes = dataNode(Float32Array.from(lengths, (length) => Math.max(1, length)), [n], 'float32');
    return reduceLoss(op.div(each, sizes), 'mean');
  }, logProbabilities); // prettier-ignore
}

const OPTIONS = "blank=0, reduction='mean', zero_infinity=False";

export const ctcLossType: PyType = defineModuleClass({
  name: 'CTCLoss',
  module: 'loss',
  parameters: OPTIONS,
  inputs: 'log_probs, targets, input_lengths, target_lengths',
  forward: (self: ModuleObject, x: Tensor, y: Tensor, inputs: Value, targets: Value) =>
    ctcLoss(x, y, inputs, targets, attribute(self, 'blank'), attribute(self, 'reduction'), attribute(self, 'zero_infinity')), // prettier-ignore
});

export const ctcLossFunctions: Functions = {
  [`ctc_loss(log_probs, targets, input_lengths, target_lengths, ${OPTIONS})`]: ctcLoss,
};
