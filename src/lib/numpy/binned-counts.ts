/** Histograms of points in several dimensions. */
import { exc, iterate, itemsNow, list, tuple, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { NdArray, ndarray, sizeOf, stridesOf } from './ndarray.ts';
import { sum } from './reductions.ts';
import { insertionPoint } from './sorting.ts';
import { binEdges } from './statistics.ts';
import { transpose } from './shaping.ts';

interface Counted {
  readonly counts: NdArray;
  readonly edges: readonly NdArray[];
}

/** The bin of a value; undefined outside. The last bin has both its edges. */
function binOf(edges: ArrayLike<number>, value: number): number | undefined {
  const last = edges.length - 1;
  const bin = insertionPoint(edges, value, 'right') - (value === edges[last] ? 2 : 1);
  return bin >= 0 && bin < last ? bin : undefined;
}

function* edgesOf(bins: Value, column: ArrayLike<number>, range: Value, axis: number): Task<NdArray> {
  const given = yield* toArray(bins);
  if (given.ndim === 1) {
    const edges = given.values();
    if (edges.some((edge, i) => i > 0 && edges[i - 1]! > edge)) {
      throw exc.ValueError(`\`bins[${axis}]\` must be monotonically increasing, when an array`);
    }
    return given;
  }
  if (given.at() < 1) throw exc.ValueError(`\`bins[${axis}]\` must be positive, when an integer`);
  const limits = range === null ? null : (yield* toArray(range)).values();
  const edges = binEdges(column, bins, limits === null ? null : [limits[0]!, limits[1]!]);
  return ndarray(edges, [edges.length], 'float64');
}

function* counted(
  columns: readonly ArrayLike<number>[],
  bins: readonly Value[],
  ranges: Value,
  density: Value,
  weights: Value,
): Task<Counted> {
  const limits = ranges === null ? columns.map(() => null) : yield* iterate(ranges);
  if (limits.length !== columns.length) throw exc.ValueError('range argument must have one entry per dimension');
  const edges: NdArray[] = [];
  for (const [i, column] of columns.entries()) edges.push(yield* edgesOf(bins[i]!, column, limits[i]!, i));
  const lines = edges.map((x) => x.values());
  const shape = lines.map((line) => line.length - 1);
  const strides = stridesOf(shape);
  const w = weights === null ? null : (yield* toArray(weights)).values();
  const counts = new NdArray(new Float64Array(sizeOf(shape)), 'float64', shape);
  for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
    const places = columns.map((column, k) => binOf(lines[k]!, column[i]!));
    if (places.includes(undefined)) continue;
    counts.data[places.reduce<number>((at, place, k) => at + place! * strides[k]!, 0)]! += w === null ? 1 : w[i]!;
  }
  if (density !== true) return { counts, edges };
  const total = sum(counts, [...shape.keys()], false).at();
  const widths = lines.map((line) => Array.from(line.slice(1), (edge, i) => edge - line[i]!));
  const densities = counts.data.map((count, i) => widths.reduce((rest, width, k) => rest / width[Math.floor(i / strides[k]!) % shape[k]!]!, count) / total); // prettier-ignore
  return { counts: ndarray(densities, shape, 'float64'), edges };
}

/** What `bins` says for each dimension: a number or edges for all, or a sequence of them. */
const binsFor = (bins: Value, dimensions: number): readonly Value[] => {
  const items = bins instanceof NdArray && bins.ndim === 1 ? Array.from(bins.values()) : itemsNow(bins);
  return items === undefined ? new Array<Value>(dimensions).fill(bins) : items;
};

function* histogram2D(x: Value, y: Value, bins: Value, range: Value, density: Value, weights: Value): Task {
  const columns = [(yield* toArray(x)).values(), (yield* toArray(y)).values()];
  if (columns[0]!.length !== columns[1]!.length) throw exc.ValueError('x and y must have the same length.');
  // A sequence of other than one or two items is the edges for both.
  const given = binsFor(bins, 2);
  const both = given.length === 2 ? given : given.length === 1 ? [given[0]!, given[0]!] : [bins, bins];
  const { counts, edges } = yield* counted(columns, both, range, density, weights);
  return tuple(counts, edges[0]!, edges[1]!);
}

function* histogramDD(sample: Value, bins: Value, range: Value, density: Value, weights: Value): Task {
  const given = yield* toArray(sample);
  // An array has a point in each row; a sequence is one of coordinates, dimension by dimension.
  const wide = given.ndim === 1 ? given.view([1, given.size], [0, given.strides[0]!]) : given;
  const lines = sample instanceof NdArray && sample.ndim === 2 ? transpose(wide, null) : wide;
  const columns = Array.from({ length: lines.shape[0]! }, (_, i) =>
    lines.view([lines.shape[1]!], [lines.strides[1]!], lines.offset + i * lines.strides[0]!).values(),
  );
  const each = binsFor(bins, columns.length);
  if (each.length !== columns.length) {
    throw exc.ValueError('The dimension of bins must be equal to the dimension of the  sample x.');
  }
  const { counts, edges } = yield* counted(columns, each, range, density, weights);
  return tuple(counts, list([...edges]));
}

export const binnedCountFunctions: Functions = {
  'histogram2d(x, y, bins=10, range=None, density=None, weights=None)': histogram2D,
  'histogramdd(sample, bins=10, range=None, density=None, weights=None)': histogramDD,
};
