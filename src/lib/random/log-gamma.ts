import { log } from '../libm/elementary.ts';

/** Coefficients of Stirling's series, B(2k) / (2k (2k - 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400, 43867 / 244188, -174611 / 125400]; // prettier-ignore

/** ln Γ(x) for x > 0, by Stirling's series beyond 7 and the recurrence below. */
export function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  let at = x;
  let product = 1;
  while (at < 7) {
    product *= at;
    at++;
  }
  const square = 1 / (at * at);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * square + STIRLING[k]!;
  const stirling = series / at + 0.5 * log(2 * Math.PI) + (at - 0.5) * log(at) - at;
  return product === 1 ? stirling : stirling - log(product);
}
