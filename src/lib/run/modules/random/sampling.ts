/** Choosing from sequences. */
import {
  exc, getItem, iterate, length, PyDict, PyList, PySet, setItem, toFloat, toInt, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import type { PythonRandom } from '../../../random/python-random.ts';

/** An int argument of any size. */
function integer(value: Value, which: number): bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return BigInt(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value !== null && typeof value === 'object' && value.type.name === 'float') {
    const x = toFloat(value, 'randrange() argument');
    if (!Number.isInteger(x)) throw exc.ValueError(`non-integer arg ${which} for randrange()`);
    return BigInt(x);
  }
  return BigInt(toInt(value, 'randrange() argument'));
}

const small = (n: bigint): number | bigint => (n <= 9007199254740991n && n >= -9007199254740991n ? Number(n) : n);

const below = (stream: PythonRandom, n: bigint): bigint =>
  n < 9007199254740992n ? BigInt(stream.below(Number(n))) : stream.belowBig(n);

/** `randrange(start, stop, step)` */
export function randrange(stream: PythonRandom, start: Value, stop: Value, step: Value): Value {
  const from = integer(start, 1);
  if (stop === null) {
    if (step !== 1) throw exc.TypeError('Missing a non-None stop argument');
    if (from <= 0n) throw exc.ValueError('empty range for randrange()');
    return small(below(stream, from));
  }
  const to = integer(stop, 2);
  const by = integer(step, 3);
  const width = to - from;
  if (by === 1n) {
    if (width <= 0n) throw exc.ValueError(`empty range for randrange() (${from}, ${to}, ${width})`);
    return small(from + below(stream, width));
  }
  if (by === 0n) throw exc.ValueError('zero step for randrange()');
  const count = by > 0n ? (width + by - 1n) / by : (width + by + 1n) / by;
  if (count <= 0n || width > 0n !== by > 0n) throw exc.ValueError('empty range for randrange()');
  return small(from + by * below(stream, count));
}

/** `choice(seq)` */
export function* choice(stream: PythonRandom, sequence: Value): Task {
  const n = yield* length(sequence);
  if (n === 0) throw exc.IndexError('Cannot choose from an empty sequence');
  return yield* getItem(sequence, stream.below(n));
}

/** `shuffle(x)`, in place. */
export function* shuffle(stream: PythonRandom, sequence: Value): Task {
  if (sequence instanceof PyList) {
    const { items } = sequence;
    for (let i = items.length - 1; i > 0; i--) {
      const j = stream.below(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return null;
  }
  for (let i = (yield* length(sequence)) - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const kept = yield* getItem(sequence, i);
    yield* setItem(sequence, i, yield* getItem(sequence, j));
    yield* setItem(sequence, j, kept);
  }
  return null;
}

/** Places of `k` different ones of `n`, as `sample` draws them: from a pool that shrinks, or anew where one is drawn twice. */
function samplePlaces(stream: PythonRandom, n: number, k: number): number[] {
  const poolLimit = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
  if (n <= poolLimit) {
    const pool = Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: k }, (_, i) => {
      const j = stream.below(n - i);
      const place = pool[j]!;
      pool[j] = pool[n - i - 1]!;
      return place;
    });
  }
  const selected = new Set<number>();
  return Array.from({ length: k }, () => {
    let place = stream.below(n);
    while (selected.has(place)) place = stream.below(n);
    selected.add(place);
    return place;
  });
}

/** `sample(population, k, counts=None)` */
export function* sample(stream: PythonRandom, population: Value, k: Value, counts: Value): Task {
  if (population instanceof PySet || population instanceof PyDict) {
    throw exc.TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).');
  }
  const size = toInt(k, 'k');
  let n = yield* length(population);
  const cumulative: number[] = [];
  if (counts !== null) {
    const given = (yield* iterate(counts)).map((count) => toInt(count, 'counts'));
    if (given.length !== n) throw exc.ValueError('The number of counts does not match the population');
    for (const count of given) cumulative.push((cumulative.at(-1) ?? 0) + count);
    n = cumulative.at(-1) ?? 0;
    if (n <= 0) throw exc.ValueError('Total of counts must be greater than zero');
  }
  if (size < 0 || size > n) throw exc.ValueError('Sample larger than population or is negative');
  const chosen: Value[] = [];
  for (const place of samplePlaces(stream, n, size)) {
    const at = counts === null ? place : cumulative.findIndex((end) => place < end);
    chosen.push(yield* getItem(population, at));
  }
  return new PyList(chosen);
}

/** `choices(population, weights=None, *, cum_weights=None, k=1)` */
export function* choices(
  stream: PythonRandom,
  population: Value,
  weights: Value,
  cumulativeWeights: Value,
  k: Value,
): Task {
  const n = yield* length(population);
  const count = toInt(k, 'k');
  const chosen: Value[] = [];
  if (weights === null && cumulativeWeights === null) {
    for (let i = 0; i < count; i++) chosen.push(yield* getItem(population, Math.floor(stream.random() * n)));
    return new PyList(chosen);
  }
  if (weights !== null && cumulativeWeights !== null) {
    throw exc.TypeError('Cannot specify both weights and cumulative weights');
  }
  const given = (yield* iterate(weights ?? cumulativeWeights)).map((weight) => toFloat(weight, 'weights'));
  let total = 0;
  const cumulative = weights === null ? given : given.map((weight) => (total += weight));
  if (cumulative.length !== n) throw exc.ValueError('The number of weights does not match the population');
  total = cumulative.at(-1)!;
  if (total <= 0) throw exc.ValueError('Total of weights must be greater than zero');
  if (!Number.isFinite(total)) throw exc.ValueError('Total of weights must be finite');
  for (let i = 0; i < count; i++) {
    const at = stream.random() * total;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at < cumulative[middle]!) high = middle;
      else low = middle + 1;
    }
    chosen.push(yield* getItem(population, low));
  }
  return new PyList(chosen);
}
