/** `statistics.NormalDist`. */
import { exp, log } from '../../libm/elementary.ts';
import { erf, erfc } from '../../libm/error-function.ts';
import { floatRepr } from '../format/float.ts';
import { PyList } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import { makeError } from '../objects/exceptions.ts';
import { float, NOT_IMPLEMENTED, PyFloat, PyInstance } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { toFloat } from '../operations/arguments.ts';
import { integerRatio, intOf, ratioHash } from '../operations/numbers.ts';
import { toIndex } from '../operations/slicing.ts';
import { norm } from './math/sums.ts';

class NormalDist extends PyInstance {
  mu = 0;
  sigma = 1;
}

/** Makes the class; `error` is `statistics.StatisticsError`. */
export function defineNormalDist(error: PyType): PyType {
  const problem = (message: string): Error => makeError(error, [message]);
  const made = (mu: number, sigma: number): NormalDist => {
    const dist = new NormalDist(type);
    [dist.mu, dist.sigma] = [mu, sigma];
    return dist;
  };
  const number = (value: Value): number | undefined =>
    value instanceof PyFloat || intOf(value) !== undefined ? toFloat(value, 'operand') : undefined;

  function cdf({ mu, sigma }: NormalDist, x: number): number {
    if (sigma === 0) throw problem('cdf() not defined when sigma is zero');
    return 0.5 * (1 + erf((x - mu) / (sigma * Math.SQRT2)));
  }

  /** Two distributions, or one and a number, added or subtracted. */
  const shifted = (sign: 1 | -1) => (self: NormalDist, other: Value) => {
    if (other instanceof NormalDist) return made(self.mu + sign * other.mu, norm([self.sigma, other.sigma]));
    const x = number(other);
    return x === undefined ? NOT_IMPLEMENTED : made(self.mu + sign * x, self.sigma);
  };
  const stretched = (self: NormalDist, other: Value) => {
    const x = number(other);
    return x === undefined ? NOT_IMPLEMENTED : made(self.mu * x, self.sigma * Math.abs(x));
  };

  const type: PyType = defineClass({
    name: 'NormalDist',
    module: 'statistics',
    allocate: (made_) => new NormalDist(made_),
    methods: {
      '__init__(self, mu=0.0, sigma=1.0)': (self: NormalDist, mu: Value, sigma: Value) => {
        const width = toFloat(sigma, 'sigma');
        if (width < 0) throw problem('sigma must be non-negative');
        [self.mu, self.sigma] = [toFloat(mu, 'mu'), width];
      },
      '__repr__(self)': ({ mu, sigma }: NormalDist) => `NormalDist(mu=${floatRepr(mu)}, sigma=${floatRepr(sigma)})`,
      '__eq__(self, other)': (self: NormalDist, other: Value) =>
        other instanceof NormalDist ? self.mu === other.mu && self.sigma === other.sigma : NOT_IMPLEMENTED,
      '__hash__(self)': ({ mu, sigma }: NormalDist) => ratioHash(...integerRatio(mu + 31 * sigma)),
      'pdf(self, x)': ({ mu, sigma }: NormalDist, x: Value) => {
        if (sigma === 0) throw problem('pdf() not defined when sigma is zero');
        const variance = sigma * sigma;
        const diff = toFloat(x, 'x') - mu;
        return float(exp((diff * diff) / (-2 * variance)) / Math.sqrt(2 * Math.PI * variance));
      },
      'cdf(self, x)': (self: NormalDist, x: Value) => float(cdf(self, toFloat(x, 'x'))),
      'inv_cdf(self, p)': ({ mu, sigma }: NormalDist, p: Value) => {
        const chance = toFloat(p, 'p');
        if (chance <= 0 || chance >= 1) throw problem('p must be in the range 0.0 < p < 1.0');
        if (sigma <= 0) throw problem('cdf() not defined when sigma at or below zero');
        return float(inverse(chance, mu, sigma));
      },
      'quantiles(self, n=4)': ({ mu, sigma }: NormalDist, n: Value) => {
        const count = toIndex(n);
        return new PyList(Array.from({ length: count - 1 }, (_, i) => float(inverse((i + 1) / count, mu, sigma))));
      },
      'zscore(self, x)': ({ mu, sigma }: NormalDist, x: Value) => {
        if (sigma === 0) throw problem('zscore() not defined when sigma is zero');
        return float((toFloat(x, 'x') - mu) / sigma);
      },
      'overlap(self, other)': (self: NormalDist, other: NormalDist) => {
        const [x, y] = other.sigma < self.sigma || (other.sigma === self.sigma && other.mu < self.mu) ? [other, self] : [self, other]; // prettier-ignore
        const [xVariance, yVariance] = [x.sigma ** 2, y.sigma ** 2];
        if (xVariance === 0 || yVariance === 0) throw problem('overlap() not defined when sigma is zero');
        const dv = yVariance - xVariance;
        const dm = Math.abs(y.mu - x.mu);
        if (dv === 0) return float(erfc(dm / (2 * x.sigma * Math.SQRT2)));
        const a = x.mu * yVariance - y.mu * xVariance;
        const b = x.sigma * y.sigma * Math.sqrt(dm * dm + dv * log(yVariance / xVariance));
        const [first, second] = [(a + b) / dv, (a - b) / dv];
        return float(1 - (Math.abs(cdf(y, first) - cdf(x, first)) + Math.abs(cdf(y, second) - cdf(x, second))));
      },
      '__add__(self, other)': shifted(1),
      '__radd__(self, other)': shifted(1),
      '__sub__(self, other)': shifted(-1),
      '__mul__(self, other)': stretched,
      '__rmul__(self, other)': stretched,
      '__truediv__(self, other)': (self: NormalDist, other: Value) => {
        const x = number(other);
        return x === undefined ? NOT_IMPLEMENTED : made(self.mu / x, self.sigma / Math.abs(x));
      },
      '__neg__(self)': ({ mu, sigma }: NormalDist) => made(-mu, sigma),
      '__pos__(self)': ({ mu, sigma }: NormalDist) => made(mu, sigma),
    },
    properties: {
      mean: ({ mu }: NormalDist) => float(mu),
      median: ({ mu }: NormalDist) => float(mu),
      mode: ({ mu }: NormalDist) => float(mu),
      stdev: ({ sigma }: NormalDist) => float(sigma),
      variance: ({ sigma }: NormalDist) => float(sigma ** 2),
    },
  });
  return type;
}

const poly = (x: number, coefficients: readonly number[]): number => coefficients.reduce((sum, c) => sum * x + c, 0);

// M. J. Wichura, "Algorithm AS241: The percentage points of the normal distribution", Applied Statistics 37, 1988.
const MIDDLE = [
  [2.5090809287301226727e3, 3.3430575583588128105e4, 6.726577092700870085e4, 4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608],
  [5.226495278852854561e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1],
] as const; // prettier-ignore
const SIDE = [
  [7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
  [1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1, 6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1],
] as const; // prettier-ignore
const TAIL = [
  [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.6532189526576123093e-2, 2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
  [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.8686913114561325910e-4, 1.4875361290850615025e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1],
] as const; // prettier-ignore

function inverse(p: number, mu: number, sigma: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return mu + ((poly(r, MIDDLE[0]) * q) / poly(r, MIDDLE[1])) * sigma;
  }
  const r = Math.sqrt(-log(q <= 0 ? p : 1 - p));
  const [table, x] = r <= 5 ? [SIDE, r - 1.6] : [TAIL, r - 5];
  const size = poly(x, table[0]) / poly(x, table[1]);
  return mu + (q < 0 ? -size : size) * sigma;
}
