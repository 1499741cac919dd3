/**
 * Minimization by L-BFGS as SciPy's L-BFGS-B does it where nothing is bounded: the same directions, steps and tests of
 * convergence (R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm for bound constrained
 * optimization", SIAM J. Sci. Comput. 16(5), 1995), so that it ends after as many iterations.
 */
import { breathe, type Task } from '../../python/bind.ts';
import { wolfeStep } from './line-search.ts';

type Vector = Float64Array<ArrayBuffer>;

/** The value at a point; the gradient is written to `gradient`. */
export type Objective = (point: Vector, gradient: Vector) => number;

export interface Minimum {
  readonly point: Vector;
  readonly iterations: number;
  readonly converged: boolean;
}

/** How many corrections are remembered. */
const MEMORY = 10;
/** The relative reduction below which the value counts as settled. */
const SETTLED = 1e7 * Number.EPSILON;
const LONGEST = 1e10;

interface Correction {
  readonly step: Vector;
  readonly change: Vector;
  readonly curvature: number;
}

const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const largest = (x: Vector): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** -H g by the two loops of Nocedal. */
function direction(gradient: Vector, corrections: readonly Correction[]): Vector {
  const q = gradient.map((value) => -value);
  const weights: number[] = [];
  for (const { step, change, curvature } of corrections.toReversed()) {
    const weight = dot(step, q) / curvature;
    weights.push(weight);
    for (let i = 0; i < q.length; i++) q[i]! -= weight * change[i]!;
  }
  const newest = corrections.at(-1);
  if (newest !== undefined) {
    const scale = newest.curvature / dot(newest.change, newest.change);
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (const { step, change, curvature } of corrections) {
    const weight = weights.pop()! - dot(change, q) / curvature;
    for (let i = 0; i < q.length; i++) q[i]! += weight * step[i]!;
  }
  return q;
}

/**
 * Minimizes from a start until the largest component of the gradient is at most `tolerance`, the value is settled, or
 * after `most` iterations, which counts as not converged.
 */
export function* minimize(objective: Objective, start: Vector, tolerance: number, most: number): Task<Minimum> {
  let point = start.slice();
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  let corrections: Correction[] = [];
  let iterations = 0;
  if (largest(gradient) <= tolerance) return { point, iterations, converged: true };
  for (;;) {
    yield* breathe();
    const along = direction(gradient, corrections);
    const slope = dot(gradient, along);
    let next = point;
    let nextGradient = gradient;
    let nextValue = value;
    const at = (step: number): { value: number; slope: number } => {
      next = point.map((x, i) => x + step * along[i]!);
      nextGradient = new Float64Array(point.length);
      nextValue = objective(next, nextGradient);
      return { value: nextValue, slope: dot(nextGradient, along) };
    };
    const first = iterations === 0 ? Math.min(1 / Math.sqrt(dot(along, along)), LONGEST) : 1;
    const step = slope < 0 ? wolfeStep(at, { value, slope }, first, LONGEST) : undefined;
    if (step === undefined) {
      // The curvature that is remembered may mislead: once more along the gradient, and then it is the minimum.
      if (corrections.length === 0) return { point, iterations, converged: false };
      corrections = [];
      continue;
    }
    iterations++;
    // Like SciPy's, the last iteration that is allowed counts as too many, even where it arrives.
    const taken = next.map((x, i) => x - point[i]!);
    const change = nextGradient.map((x, i) => x - gradient[i]!);
    const before = value;
    [point, gradient, value] = [next, nextGradient, nextValue];
    if (iterations >= most) return { point, iterations, converged: false };
    if (largest(gradient) <= tolerance) return { point, iterations, converged: true };
    if (before - value <= SETTLED * Math.max(Math.abs(before), Math.abs(value), 1)) {
      return { point, iterations, converged: true };
    }
    const curvature = dot(taken, change);
    if (curvature > Number.EPSILON * -slope * step) {
      corrections.push({ step: taken, change, curvature });
      if (corrections.length > MEMORY) corrections.shift();
    }
  }
}
