/** The numbers that `math` and `cmath` have names for. */
import { float } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';

/** Each module's own: a float of one is not the float of the other. */
export const constants = (): Record<string, Value> => ({
  pi: float(Math.PI),
  e: float(Math.E),
  tau: float(2 * Math.PI),
  inf: float(Infinity),
  nan: float(NaN),
});
