/** A line search that ends where the strong Wolfe conditions hold (Nocedal and Wright, algorithms 3.5 and 3.6), as PyTorch's LBFGS has it. */
import type { Task } from '../../python/bind.ts';

/** All parameters, or a gradient, in one row. */
export type Vector = Float32Array<ArrayBuffer>;

export const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

export const largest = (a: Vector): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** A place along the line: the step, the loss, the gradient, and the slope along the line. */
interface Place {
  readonly t: number;
  readonly loss: number;
  readonly gradient: Vector;
  readonly slope: number;
}

export interface Found {
  readonly loss: number;
  readonly gradient: Vector;
  readonly t: number;
  readonly evaluations: number;
}

/** Loss and gradient a step along the line. */
export type Objective = (t: number) => Task<{ loss: number; gradient: Vector }>;

/** The minimum of the cubic through two places with their slopes, within bounds. */
function cubicMinimum(
  a: Place,
  b: Place,
  bounds: readonly [number, number] = [Math.min(a.t, b.t), Math.max(a.t, b.t)],
): number {
  const d1 = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.t - b.t);
  const square = d1 ** 2 - a.slope * b.slope;
  if (!(square >= 0)) return (bounds[0] + bounds[1]) / 2;
  const d2 = Math.sqrt(square);
  const [low, high] = a.t <= b.t ? [a, b] : [b, a];
  const at = high.t - (high.t - low.t) * ((high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2));
  return Math.min(Math.max(at, bounds[0]), bounds[1]);
}

const [SUFFICIENT, CURVATURE] = [1e-4, 0.9];
const MOST_ITERATIONS = 25;

/** A step from a first try `t` along `direction`, from where the loss and the gradient are as given. */
export function* strongWolfe(
  objective: Objective,
  direction: Vector,
  firstTry: number,
  start: { loss: number; gradient: Vector },
  tolerance: number,
): Task<Found> {
  const slope = dot(start.gradient, direction);
  const origin: Place = { t: 0, ...start, slope };
  let evaluations = 0;
  const at = function* (t: number): Task<Place> {
    evaluations++;
    const { loss, gradient } = yield* objective(t);
    return { t, loss, gradient, slope: dot(gradient, direction) };
  };
  let now = yield* at(firstTry);
  let before = origin;
  let bracket: [Place, Place] | null = null;
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    const enough = now.loss <= start.loss + SUFFICIENT * now.t * slope;
    if (!enough || (iterations > 1 && now.loss >= before.loss)) bracket = [before, now];
    else if (Math.abs(now.slope) <= -CURVATURE * slope) return { ...now, evaluations };
    else if (now.slope >= 0) bracket = [before, now];
    if (bracket !== null) break;
    const t = cubicMinimum(before, now, [now.t + 0.01 * (now.t - before.t), now.t * 10]);
    before = now;
    now = yield* at(t);
  }
  bracket ??= [origin, now];
  const width = largest(direction);
  let [low, high] = bracket[0].loss <= bracket[1].loss ? bracket : [bracket[1], bracket[0]];
  let stuck = false;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    if (Math.abs(high.t - low.t) * width < tolerance) break;
    let t = cubicMinimum(bracket[0], bracket[1]);
    const [left, right] = [Math.min(low.t, high.t), Math.max(low.t, high.t)];
    const margin = 0.1 * (right - left);
    if (Math.min(right - t, t - left) < margin) {
      if (stuck || t >= right || t <= left) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
        stuck = false;
      } else stuck = true;
    } else stuck = false;
    const place = yield* at(t);
    const lowFirst: boolean = bracket[0] === low;
    if (place.loss > start.loss + SUFFICIENT * t * slope || place.loss >= low.loss) {
      bracket = lowFirst ? [low, place] : [place, low];
      [low, high] = bracket[0].loss <= bracket[1].loss ? bracket : [bracket[1], bracket[0]];
      continue;
    }
    const done = Math.abs(place.slope) <= -CURVATURE * slope;
    if (!done && place.slope * (high.t - low.t) >= 0) high = low;
    low = place;
    bracket = lowFirst ? [low, high] : [high, low];
    if (done) break;
  }
  return { ...low, evaluations };
}
