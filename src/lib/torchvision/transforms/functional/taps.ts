/** Which source places a place of a resized line is made of, and their weights, in float32 as PyTorch has them. */
import { fused } from '../float32.ts';

const f = Math.fround;

/** The source places of one place of the result, one after another from `first`, or where `at` says. */
export interface Taps {
  readonly at: Int32Array;
  readonly weights: Float32Array;
}

/** The sharpness of the cubic: `A`. */
const SHARP = f(-0.75);

/** `(A + 2)|x|³ - (A + 3)|x|² + 1`, for |x| up to 1. */
const near = (x: number): number => f(f(f(fused(f(SHARP + 2), x, -f(SHARP + 3)) * x) * x) + 1);
/** `A|x|³ - 5A|x|² + 8A|x| - 4A`, for |x| from 1 to 2. */
const far = (x: number): number => f(f(fused(fused(SHARP, x, -5 * SHARP), x, 8 * SHARP) * x) - 4 * SHARP);

/** Keys' cubic without antialiasing: four taps, those past an end taken from it. */
export function cubicTaps(source: number, target: number): Taps[] {
  const scale = f(source / target);
  return Array.from({ length: target }, (_, i) => {
    const place = scale * (i + 0.5) - 0.5;
    const first = Math.floor(f(place));
    const t = f(place - first);
    const rest = f(1 - t);
    const weights = Float32Array.of(far(f(t + 1)), near(t), near(rest), far(f(rest + 1)));
    const at = Int32Array.from([-1, 0, 1, 2], (j) => Math.min(Math.max(first + j, 0), source - 1));
    return { at, weights };
  });
}

type Filter = (x: number) => number;

const linear: Filter = (x) => (x < 1 ? f(1 - x) : 0);
/** The same cubic with A = -1/2: the near part in double precision, the far one in float32. */
const cubic: Filter = (x) => {
  if (x < 1) return f((1.5 * x - 2.5) * x * x + 1);
  return x < 2 ? f(fused(fused(f(x - 5), x, 8), x, -4) * -0.5) : 0;
};

/** The filters that antialias, and how far they reach. */
const FILTERS = { bilinear: [linear, 1], bicubic: [cubic, 2] } as const;

/** As many taps as the filter covers when it is as wide as the picture is made smaller. */
export function smoothTaps(source: number, target: number, filter: keyof typeof FILTERS): Taps[] {
  const [weightOf, reach] = FILTERS[filter];
  const scale = f(source / target);
  const support = scale >= 1 ? f(reach * scale) : reach;
  const inverse = scale >= 1 ? f(1 / scale) : 1;
  return Array.from({ length: target }, (_, i) => {
    const center = f(scale * (i + 0.5));
    const first = Math.max(Math.trunc(f(center - support) + 0.5), 0);
    const count = Math.min(Math.trunc(f(center + support) + 0.5), source) - first;
    const weights = Float32Array.from({ length: count }, (_weight, j) =>
      weightOf(Math.abs(f((f(j + first - center) + 0.5) * inverse))),
    );
    const total = weights.reduce((sum, weight) => f(sum + weight), 0);
    return {
      at: Int32Array.from(weights, (_weight, j) => first + j),
      weights: weights.map((weight) => weight / total),
    };
  });
}

/** The sum of `value(place)` over the four taps of a cubic: all but the second product are added in one rounding. */
export function fourWeighted({ at, weights }: Taps, value: (place: number) => number): number {
  const sum = fused(value(at[0]!), weights[0]!, f(value(at[1]!) * weights[1]!));
  return fused(value(at[3]!), weights[3]!, fused(value(at[2]!), weights[2]!, sum));
}

/** The same over any number of taps: after the first, whole fours are rounded as products, the rest are not. */
export function weighted({ at, weights }: Taps, value: (place: number) => number): number {
  const fours = at.length - ((at.length - 1) % 4);
  let sum = f(value(at[0]!) * weights[0]!);
  for (let i = 1; i < fours; i++) sum = f(sum + f(value(at[i]!) * weights[i]!));
  for (let i = fours; i < at.length; i++) sum = fused(value(at[i]!), weights[i]!, sum);
  return sum;
}
