/** What logistic regression minimizes: the log loss of all samples and half of the squared weights, and its gradient. */
import type { Rows } from '../features.ts';
import type { Objective } from '../optimize/lbfgs.ts';

export interface LogisticProblem {
  readonly x: Rows;
  /** Of each sample, the number of its class; for two classes 0 or 1. */
  readonly codes: ArrayLike<number>;
  readonly sampleWeights: ArrayLike<number>;
  /** What half of the squared weights are multiplied with. */
  readonly penalty: number;
  readonly intercept: boolean;
}

/** ln(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** The probability of the second of two classes. */
export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** Weights, and the intercept last where there is one, against one class. */
export function binaryLoss({ x, codes, sampleWeights, penalty, intercept }: LogisticProblem): Objective {
  const { values, count, width } = x;
  return (point, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const row = i * width;
      let raw = intercept ? point[width]! : 0;
      for (let j = 0; j < width; j++) raw += values[row + j]! * point[j]!;
      const weight = sampleWeights[i]!;
      loss += weight * (softplus(raw) - codes[i]! * raw);
      const slope = weight * (sigmoid(raw) - codes[i]!);
      for (let j = 0; j < width; j++) gradient[j]! += slope * values[row + j]!;
      if (intercept) gradient[width]! += slope;
    }
    return loss + penalize(point, gradient, width, width + 1, 1, penalty);
  };
}

/** For each class its weights and its intercept, one class after another. */
export function multinomialLoss(problem: LogisticProblem, classes: number): Objective {
  const { x, codes, sampleWeights, penalty, intercept } = problem;
  const { values, count, width } = x;
  const stride = width + (intercept ? 1 : 0);
  const raw = new Float64Array(classes);
  return (point, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const row = i * width;
      let most = -Infinity;
      for (let k = 0; k < classes; k++) {
        let sum = intercept ? point[k * stride + width]! : 0;
        for (let j = 0; j < width; j++) sum += values[row + j]! * point[k * stride + j]!;
        raw[k] = sum;
        most = Math.max(most, sum);
      }
      let total = 0;
      for (let k = 0; k < classes; k++) total += Math.exp(raw[k]! - most);
      const weight = sampleWeights[i]!;
      loss += weight * (Math.log(total) + most - raw[codes[i]!]!);
      for (let k = 0; k < classes; k++) {
        const slope = weight * (Math.exp(raw[k]! - most) / total - (codes[i] === k ? 1 : 0));
        for (let j = 0; j < width; j++) gradient[k * stride + j]! += slope * values[row + j]!;
        if (intercept) gradient[k * stride + width]! += slope;
      }
    }
    return loss + penalize(point, gradient, width, stride, classes, penalty);
  };
}

function penalize(
  point: Float64Array,
  gradient: Float64Array,
  width: number,
  stride: number,
  classes: number,
  penalty: number,
): number {
  let squares = 0;
  for (let k = 0; k < classes; k++) {
    for (let j = k * stride; j < k * stride + width; j++) {
      squares += point[j]! ** 2;
      gradient[j]! += penalty * point[j]!;
    }
  }
  return 0.5 * penalty * squares;
}
