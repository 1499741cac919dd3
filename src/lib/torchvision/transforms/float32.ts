/** Functions of float32 with the bits that PyTorch gives on a processor with AVX2, for what ends in whole pixels. */

const f = Math.fround;

/** `a * b + c`, rounded once. */
export const fused = (a: number, b: number, c: number): number => f(a * b + c);

const LOG2_E = f(Math.LOG2E);
/** ln 2 in two parts. */
const [LN2_HIGH, LN2_LOW] = [f(0.693145751953125), f(1.428606765330187e-6)];
const EXP_POLYNOMIAL = [
  0.00019852761761285365, 0.0013930430356525154, 0.00833336077630519867, 0.04166648536920547, 0.16666667163372039, 0.5,
].map(f); // prettier-ignore

/** `torch.exp`: Sleef's expf, for results that are neither subnormal nor infinite. */
export function exp(x: number): number {
  const power = roundToEven(f(x * LOG2_E));
  const s = fused(power, -LN2_LOW, fused(power, -LN2_HIGH, x));
  let y = EXP_POLYNOMIAL[0]!;
  for (let i = 1; i < EXP_POLYNOMIAL.length; i++) y = fused(y, s, EXP_POLYNOMIAL[i]!);
  return f(f(1 + fused(f(s * s), y, s)) * 2 ** power);
}

function roundToEven(x: number): number {
  const whole = Math.round(x);
  return whole - x === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
}

const LANES = 8;

/** `torch.sum` of a row: eight sums side by side where there are so many numbers, four of them at a time. */
export function sum(row: Float32Array): number {
  if (row.length < LANES) return interleaved(row, 1)[0]!;
  const partial = interleaved(row, LANES);
  let total = 0;
  for (let i = row.length - (row.length % LANES); i < row.length; i++) total = f(total + row[i]!);
  for (const part of partial) total = f(total + part);
  return total;
}

/** The row's groups of `lanes` numbers, added up lane by lane in four turns. */
function interleaved(row: Float32Array, lanes: number): Float32Array {
  const groups = Math.floor(row.length / lanes);
  const inTurns = groups - (groups % 4);
  const turns = Array.from({ length: 4 }, () => new Float32Array(lanes));
  for (let group = 0; group < groups; group++) {
    const into = turns[group < inTurns ? group % 4 : 0]!;
    for (let lane = 0; lane < lanes; lane++) into[lane]! += row[group * lanes + lane]!;
  }
  const [first, ...others] = turns as [Float32Array, ...Float32Array[]];
  for (const other of others) for (let lane = 0; lane < lanes; lane++) first[lane]! += other[lane]!;
  return first;
}
