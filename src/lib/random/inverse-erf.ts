/** The error function and its inverse, to within a few units of a double's last place. */

/** erf(x) by its series about 0, which converges everywhere, and by 1 where a double knows no more. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  // x e^(-x^2) times the sum of (2 x^2)^n / (1·3·5…(2n + 1)): all terms of one sign.
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The x with erf(x) = y, by Newton's method from S. Winitzki's approximation. */
export function inverseErf(y: number): number {
  if (Math.abs(y) >= 1) return Math.abs(y) === 1 ? y * Infinity : NaN;
  const a = 0.147;
  const l = Math.log1p(-y * y);
  const b = 2 / (Math.PI * a) + l / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(b * b - l / a) - b);
  for (let i = 0; i < 4; i++) x -= ((erf(x) - y) * Math.sqrt(Math.PI) * Math.exp(x * x)) / 2;
  return x;
}
