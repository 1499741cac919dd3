/**
 * The line search of L-BFGS-B: a step that satisfies the strong Wolfe conditions (J. J. Moré and D. J. Thuente,
 * "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20(3), 1994).
 */

/** A step, the function's value there and its slope along the line. */
interface Point {
  step: number;
  value: number;
  slope: number;
}

const SUFFICIENT_DECREASE = 1e-3;
const CURVATURE = 0.9;
const RELATIVE_WIDTH = 0.1;
const EVALUATIONS = 20;

/** A step between the interval's ends from cubic and quadratic interpolation; the interval shrinks around a minimum. */
class Interval {
  best: Point;
  other: Point;
  bracketed = false;

  constructor(start: Point) {
    this.best = { ...start };
    this.other = { ...start };
  }

  /** Takes a trial into account and gives the next step to try. */
  refine(trial: Point, least: number, most: number): number {
    const { best } = this;
    const opposite = trial.slope * Math.sign(best.slope) < 0;
    let next: number;
    if (trial.value > best.value) next = this.#afterRise(trial);
    else if (opposite) next = this.#afterTurn(trial);
    else if (Math.abs(trial.slope) < Math.abs(best.slope)) next = this.#afterFlattening(trial, least, most);
    else if (this.bracketed) next = this.#cubicToOther(trial);
    else next = trial.step > best.step ? most : least;
    if (trial.value > best.value) this.other = { ...trial };
    else {
      if (opposite) this.other = best;
      this.best = { ...trial };
    }
    return next;
  }

  #afterRise(trial: Point): number {
    const { best } = this;
    const theta = (3 * (best.value - trial.value)) / (trial.step - best.step) + best.slope + trial.slope;
    const gamma = discriminant(theta, best.slope, trial.slope) * (trial.step < best.step ? -1 : 1);
    const ratio = (gamma - best.slope + theta) / (gamma - best.slope + gamma + trial.slope);
    const cubic = best.step + ratio * (trial.step - best.step);
    const secant = best.slope / ((best.value - trial.value) / (trial.step - best.step) + best.slope) / 2;
    const quadratic = best.step + secant * (trial.step - best.step);
    this.bracketed = true;
    return Math.abs(cubic - best.step) < Math.abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2;
  }

  #afterTurn(trial: Point): number {
    const { best } = this;
    const theta = (3 * (best.value - trial.value)) / (trial.step - best.step) + best.slope + trial.slope;
    const gamma = discriminant(theta, best.slope, trial.slope) * (trial.step > best.step ? -1 : 1);
    const ratio = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + best.slope);
    const cubic = trial.step + ratio * (best.step - trial.step);
    const secant = trial.step + (trial.slope / (trial.slope - best.slope)) * (best.step - trial.step);
    this.bracketed = true;
    return Math.abs(cubic - trial.step) > Math.abs(secant - trial.step) ? cubic : secant;
  }

  #afterFlattening(trial: Point, least: number, most: number): number {
    const { best } = this;
    const theta = (3 * (best.value - trial.value)) / (trial.step - best.step) + best.slope + trial.slope;
    const gamma = discriminant(theta, best.slope, trial.slope, true) * (trial.step > best.step ? -1 : 1);
    const ratio = (gamma - trial.slope + theta) / (gamma + (best.slope - trial.slope) + gamma);
    const beyond = trial.step > best.step ? most : least;
    const cubic = ratio < 0 && gamma !== 0 ? trial.step + ratio * (best.step - trial.step) : beyond;
    const secant = trial.step + (trial.slope / (trial.slope - best.slope)) * (best.step - trial.step);
    const cubicIsNearer = Math.abs(cubic - trial.step) < Math.abs(secant - trial.step);
    if (!this.bracketed) return Math.max(least, Math.min(most, cubicIsNearer ? secant : cubic));
    const next = cubicIsNearer ? cubic : secant;
    const limit = trial.step + 0.66 * (this.other.step - trial.step);
    return trial.step > best.step ? Math.min(limit, next) : Math.max(limit, next);
  }

  #cubicToOther(trial: Point): number {
    const { other } = this;
    const theta = (3 * (trial.value - other.value)) / (other.step - trial.step) + other.slope + trial.slope;
    const gamma = discriminant(theta, other.slope, trial.slope) * (trial.step > other.step ? -1 : 1);
    const ratio = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + other.slope);
    return trial.step + ratio * (other.step - trial.step);
  }
}

/** √(θ² - ab), scaled against overflow. */
function discriminant(theta: number, a: number, b: number, clipped = false): number {
  const scale = Math.max(Math.abs(theta), Math.abs(a), Math.abs(b));
  const square = (theta / scale) ** 2 - (a / scale) * (b / scale);
  return scale * Math.sqrt(clipped ? Math.max(0, square) : square);
}

/**
 * The step along a line from a start with a negative slope; `at` evaluates the function and its slope at a step.
 * Undefined where no step is found, which rounding near a minimum may cause.
 */
export function wolfeStep(
  at: (step: number) => { value: number; slope: number },
  start: { readonly value: number; readonly slope: number },
  first: number,
  longest: number,
): number | undefined {
  const required = SUFFICIENT_DECREASE * start.slope;
  const interval = new Interval({ step: 0, ...start });
  let width = longest;
  let widthBefore = width / 0.5;
  let [least, most] = [0, first + 4 * first];
  let step = first;
  let reduced = true;
  for (let i = 0; i < EVALUATIONS; i++) {
    const { value, slope } = at(step);
    const line = start.value + step * required;
    if (reduced && value <= line && slope >= 0) reduced = false;
    if (value <= line && Math.abs(slope) <= CURVATURE * -start.slope) return step;
    const stuck = interval.bracketed && (step <= least || step >= most);
    if (stuck || (interval.bracketed && most - least <= RELATIVE_WIDTH * most)) return step;
    if (step === longest && value <= line && slope <= required) return step;
    // In the first stage a function is searched that has the required decrease taken off.
    if (reduced && value <= interval.best.value && value > line) {
      const shift = (point: Point, sign: number): Point => ({
        step: point.step,
        value: point.value + sign * point.step * required,
        slope: point.slope + sign * required,
      });
      interval.best = shift(interval.best, -1);
      interval.other = shift(interval.other, -1);
      step = interval.refine(shift({ step, value, slope }, -1), least, most);
      interval.best = shift(interval.best, 1);
      interval.other = shift(interval.other, 1);
    } else step = interval.refine({ step, value, slope }, least, most);
    const { best, other } = interval;
    if (interval.bracketed) {
      const between = Math.abs(other.step - best.step);
      if (between >= 0.66 * widthBefore) step = best.step + 0.5 * (other.step - best.step);
      widthBefore = width;
      width = between;
      least = Math.min(best.step, other.step);
      most = Math.max(best.step, other.step);
    } else {
      least = step + 1.1 * (step - best.step);
      most = step + 4 * (step - best.step);
    }
    step = Math.min(Math.max(step, 0), longest);
    if (interval.bracketed && (step <= least || step >= most || most - least <= RELATIVE_WIDTH * most))
      step = best.step;
  }
  return undefined;
}
