/** Rules for how wide the bins of a histogram are to be (numpy.histogram_bin_edges). */
import { exc } from '../python/bind.ts';
import { ndarray } from './ndarray.ts';
import { mean, variance } from './reductions.ts';

/** The values that are counted, and what the rules ask of them. */
interface Sample {
  readonly values: readonly number[];
  /** From the least to the greatest. */
  readonly reach: number;
  readonly deviation: number;
  /** Between the first and the third quartile. */
  readonly middle: number;
}

const sturges = ({ values, reach }: Sample): number => reach / (Math.log2(values.length) + 1);
const freedmanDiaconis = ({ values, middle }: Sample): number => 2 * middle * values.length ** (-1 / 3);

function doane({ values, reach, deviation }: Sample): number {
  const n = values.length;
  if (n <= 2 || deviation === 0) return 0;
  const center = meanOf(values);
  const skewness = meanOf(values.map((value) => ((value - center) / deviation) ** 3));
  const usual = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return reach / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / usual));
}

const meanOf = (values: readonly number[]): number =>
  mean(ndarray(values, [values.length], 'float64'), [0], false).at();

const RULES: Readonly<Record<string, (sample: Sample) => number>> = {
  sqrt: ({ values, reach }) => reach / Math.sqrt(values.length),
  sturges,
  rice: ({ values, reach }) => reach / (2 * values.length ** (1 / 3)),
  scott: ({ values, deviation }) => ((24 * Math.PI ** 0.5) / values.length) ** (1 / 3) * deviation,
  doane,
  fd: freedmanDiaconis,
  auto: (sample) => {
    const robust = freedmanDiaconis(sample);
    return robust === 0 ? sturges(sample) : Math.min(robust, sturges(sample));
  },
};

/**
 * How many bins a rule gives for the values within `range` (all, if null); `quantile` is of sorted values. Raises ValueError for
 * names of no rule.
 */
export function binCountBy(
  rule: string,
  all: ArrayLike<number>,
  range: readonly [number, number] | null,
  quantile: (sorted: Float64Array, q: number) => number,
): number {
  const width = RULES[rule];
  if (width === undefined) {
    if (rule === 'stone') throw exc.NotImplementedError("bins='stone' does not run here; 'auto', 'fd', 'doane', 'scott', 'rice', 'sturges' and 'sqrt' do"); // prettier-ignore
    throw exc.ValueError(`'${rule}' is not a valid estimator for \`bins\``);
  }
  const values = Array.from(all).filter((value) => range === null || (value >= range[0] && value <= range[1]));
  if (values.length === 0) return 1;
  const sorted = Float64Array.from(values).sort();
  const found = width({
    values,
    reach: sorted.at(-1)! - sorted[0]!,
    deviation: Math.sqrt(variance(ndarray(values, [values.length], 'float64'), [0], false, 0).at()),
    middle: quantile(sorted, 0.75) - quantile(sorted, 0.25),
  });
  const [low, high] = range ?? [sorted[0]!, sorted.at(-1)!];
  // Bounds that are one are set apart by half to either side.
  const span = low === high ? 1 : high - low;
  return found > 0 ? Math.ceil(span / found) : 1;
}
