import { exp, log } from '../libm/elementary.ts';

/** Where inversion gives way to rejection. */
const INVERSION_LIMIT = 30;

/** Successes in `n` trials of probability `p`, as NumPy draws them (numpy/random/src/distributions). */
export function binomial(uniform: () => number, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - atMostHalf(uniform, n, 1 - p);
  return atMostHalf(uniform, n, p);
}

const atMostHalf = (uniform: () => number, n: number, p: number): number =>
  n * p <= INVERSION_LIMIT ? inverted(uniform, n, p) : rejected(uniform, n, p);

function inverted(uniform: () => number, n: number, p: number): number {
  const q = 1 - p;
  const start = exp(n * log(q));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let x = 0;
  let px = start;
  let u = uniform();
  while (u > px) {
    x++;
    if (x > bound) {
      x = 0;
      px = start;
      u = uniform();
    } else {
      u -= px;
      px = ((n - x + 1) * p * px) / (x * q);
    }
  }
  return x;
}

/** A correction of Stirling's formula. */
const stirling = (x: number): number => {
  const square = x * x;
  return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320;
};

/** Triangle, parallelogram and exponential tails: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial random variate generation", CACM 31(2), 1988. */
function rejected(uniform: () => number, n: number, r: number): number {
  const q = 1 - r;
  const fm = n * r + r;
  const m = Math.floor(fm);
  const nrq = n * r * q;
  const p1 = Math.floor(2.195 * Math.sqrt(nrq) - 4.6 * q) + 0.5;
  const xm = m + 0.5;
  const [xl, xr] = [xm - p1, xm + p1];
  const c = 0.134 + 20.5 / (15.3 + m);
  const tail = (a: number): number => a * (1 + a / 2);
  const left = tail((fm - xl) / (fm - xl * r));
  const right = tail((xr - fm) / (xr * q));
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / left;
  const p4 = p3 + c / right;

  /** Whether a point of height `v` over `y` is below the distribution. */
  const below = (y: number, v: number): boolean => {
    const k = Math.abs(y - m);
    if (k <= 20 || k >= nrq / 2 - 1) {
      const s = r / q;
      const a = s * (n + 1);
      let f = 1;
      for (let i = m + 1; i <= y; i++) f *= a / i - s;
      for (let i = y + 1; i <= m; i++) f /= a / i - s;
      return v <= f;
    }
    const rho = (k / nrq) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / nrq + 0.5);
    const t = (-k * k) / (2 * nrq);
    const height = log(v);
    if (height < t - rho) return true;
    if (height > t + rho) return false;
    const [x1, f1, z, w] = [y + 1, m + 1, n + 1 - m, n - y + 1];
    const exact = xm * log(f1 / x1) + (n - m + 0.5) * log(z / w) + (y - m) * log((w * r) / (x1 * q));
    return height <= exact + stirling(f1) + stirling(z) + stirling(x1) + stirling(w);
  };

  for (;;) {
    const u = uniform() * p4;
    let v = uniform();
    if (u <= p1) return Math.floor(xm - p1 * v + u);
    let y: number;
    if (u <= p2) {
      const x = xl + (u - p1) / c;
      v = v * c + 1 - Math.abs(m - x + 0.5) / p1;
      if (v > 1) continue;
      y = Math.floor(x);
    } else if (u <= p3) {
      y = Math.floor(xl + log(v) / left);
      if (y < 0 || v === 0) continue;
      v *= (u - p2) * left;
    } else {
      y = Math.floor(xr - log(v) / right);
      if (y > n || v === 0) continue;
      v *= (u - p3) * right;
    }
    if (below(y, v)) return y;
  }
}
