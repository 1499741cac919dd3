import { log } from '../libm/elementary.ts';
import { logGamma } from './log-gamma.ts';

/** A count of mean `rate`, 10 or more, by W. Hörmann's transformed rejection (Insurance: Mathematics and Economics 12, 1993). */
export function poissonByRejection(uniform: () => number, rate: number): number {
  const logRate = log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accepted = log(v) + log(inverseAlpha) - log(a / (us * us) + b);
    if (accepted <= -rate + k * logRate - logGamma(k + 1)) return k;
  }
}
