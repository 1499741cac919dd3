/** Sums and lengths that lose no digits on the way. */
import { upperHalf } from '../../../libm/double-double.ts';

/** Shewchuk's exact sum, rounded once. */
export function exactSum(values: readonly number[]): number {
  const partials: number[] = [];
  for (let x of values) {
    let n = 0;
    for (const partial of [...partials]) {
      let y = partial;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[n++] = low;
      x = high;
    }
    partials.length = n;
    partials.push(x);
  }
  let high = partials.pop() ?? 0;
  let low = 0;
  while (partials.length > 0) {
    const x = high;
    const y = partials.pop()!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const next = partials.at(-1);
  if (next !== undefined && ((low < 0 && next < 0) || (low > 0 && next > 0))) {
    const doubled = low * 2;
    if (doubled === high + doubled - high) high += doubled;
  }
  return high;
}

/**
 * The length of a vector, as CPython's `vector_norm` gets it: scaled by a power of two, its squares added up in two parts, and the root
 * corrected by what is left.
 */
export function norm(values: readonly number[]): number {
  const sizes = values.map(Math.abs);
  const most = Math.max(0, ...sizes);
  if (sizes.includes(Infinity)) return Infinity;
  if (sizes.some(Number.isNaN)) return NaN;
  if (most === 0 || sizes.length === 1) return most;
  const exponent = Math.floor(Math.log2(most)) + 1;
  if (exponent < -1022 || exponent > 1023) return Math.hypot(...sizes);
  const scale = 2 ** -exponent;
  let sum = 1;
  const lost = [0, 0, 0];
  const add = (part: number, i: 0 | 1 | 2): void => {
    const before = sum;
    sum += part;
    lost[i]! += before - sum + part;
  };
  const split = (x: number): [number, number] => {
    const high = upperHalf(x);
    return [high, x - high];
  };
  for (const size of sizes) {
    const [high, low] = split(size * scale);
    add(high * high, 0);
    add(2 * high * low, 1);
    lost[2]! += low * low;
  }
  const root = Math.sqrt(sum - 1 + (lost[0]! + lost[1]! + lost[2]!));
  const [high, low] = split(root);
  add(-high * high, 0);
  add(-2 * high * low, 1);
  add(-low * low, 2);
  const rest = sum - 1 + (lost[0]! + lost[1]! + lost[2]!);
  return (root + rest / (2 * root)) / scale;
}
