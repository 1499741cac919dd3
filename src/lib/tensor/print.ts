/** Tensors as PyTorch prints them with its default options (torch/_tensor_str.py describes the behaviour). */
import { isFloating, type DType, type HostArray } from './dtype.ts';
import type { Shape } from './shape.ts';

/** What `torch.set_printoptions` changes. */
export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeItems: number;
  readonly lineWidth: number;
  /** Powers of ten: always, never, or where they are needed (null). */
  readonly scientific: boolean | null;
}

export const DEFAULT_PRINT_OPTIONS: PrintOptions = {
  precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80, scientific: null,
}; // prettier-ignore

/** Python's `'{:.4e}'.format(x)` for a precision of 4: at least two digits of exponent. */
const scientific = (x: number, precision: number): string =>
  x.toExponential(precision).replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);

/** Python's `'{:.4f}'.format(x)`: of two equally near, the even digit, where JavaScript takes the larger number. */
function fixed(x: number, precision: number): string {
  const halves = Math.abs(x) * 2 * 10 ** precision;
  if (!Number.isInteger(halves) || halves % 2 !== 1) return x.toFixed(precision);
  const low = (halves - 1) / 2;
  return ((Math.sign(x) * (low % 2 === 0 ? low : low + 1)) / 10 ** precision).toFixed(precision);
}

/** How all numbers of one tensor are written, and how wide. */
class Formatter {
  readonly #write: (x: number) => string;
  readonly width: number;

  constructor(values: readonly number[], dtype: DType, options: PrintOptions) {
    this.#write = Formatter.#style(values, dtype, options);
    // PyTorch does not measure zeros, nan and inf.
    const measured = isFloating(dtype) ? values.filter((x) => Number.isFinite(x) && x !== 0) : values;
    this.width = measured.reduce((most, x) => Math.max(most, this.#write(x).length), 1);
  }

  static #style(values: readonly number[], dtype: DType, options: PrintOptions): (x: number) => string {
    const { precision } = options;
    if (dtype === 'bool') return (x) => (x ? 'True' : 'False');
    if (!isFloating(dtype)) return (x) => String(x);
    const finite = values.filter((x) => Number.isFinite(x) && x !== 0).map(Math.abs);
    const special = (plain: (x: number) => string) => (x: number) =>
      Number.isNaN(x) ? 'nan' : x === Infinity ? 'inf' : x === -Infinity ? '-inf' : plain(x);
    if (finite.length === 0) return special((x) => `${Object.is(x, -0) ? '-0' : x}.`);
    const [least, most] = [Math.min(...finite), Math.max(...finite)];
    const whole = values.every((x) => !Number.isFinite(x) || Number.isInteger(x));
    const wide = most / least > 1000 || most > 1e8 || (!whole && least < 1e-4);
    if (options.scientific ?? wide) return special((x) => scientific(x, precision));
    const sign = (x: number) => (Object.is(x, -0) ? '-' : '');
    return special(
      whole ? (x) => `${sign(x)}${x.toFixed(0)}.` : (x) => `${x === 0 ? sign(x) : ''}${fixed(x, precision)}`,
    );
  }

  format(x: number): string {
    return this.#write(x).padStart(this.width);
  }
}

/** The positions along a dimension that are printed; null stands for the dots between them. */
function shown(n: number, summarize: boolean, edge: number): readonly (number | null)[] {
  if (!summarize || n <= 2 * edge) return Array.from({ length: n }, (_, i) => i);
  const head = Array.from({ length: edge }, (_, i) => i);
  return [...head, null, ...head.map((i) => n - edge + i)];
}

/** The numbers alone, in brackets; `indent` is the column at which they start. */
function body(values: HostArray, shape: Shape, dtype: DType, indent: number, options: PrintOptions): string {
  const summarize = values.length > options.threshold;
  const edge = options.edgeItems;
  const picked: number[] = [];
  const walk = (axis: number, offset: number, visit: (flat: number) => void): void => {
    if (axis === shape.length) return visit(offset);
    for (const i of shown(shape[axis]!, summarize, edge))
      if (i !== null) walk(axis + 1, offset * shape[axis]! + i, visit);
  };
  walk(0, 0, (flat) => picked.push(values[flat]!));
  const formatter = new Formatter(picked, dtype, options);
  if (shape.length === 0) return formatter.format(values[0]!).trimStart();

  const row = (offset: number, n: number, column: number): string => {
    const perLine = Math.max(1, Math.floor((options.lineWidth - column) / (formatter.width + 2)));
    const cells = shown(n, summarize, edge).map((i) => (i === null ? ' ...' : formatter.format(values[offset + i]!)));
    const lines: string[] = [];
    for (let i = 0; i < cells.length; i += perLine) lines.push(cells.slice(i, i + perLine).join(', '));
    return `[${lines.join(`,\n${' '.repeat(column + 1)}`)}]`;
  };
  const block = (axis: number, offset: number, column: number): string => {
    const n = shape[axis]!;
    if (axis === shape.length - 1) return row(offset * n, n, column);
    const parts = shown(n, summarize, edge).map((i) =>
      i === null ? '...' : block(axis + 1, offset * n + i, column + 1),
    );
    return `[${parts.join(`,${'\n'.repeat(shape.length - axis - 1)}${' '.repeat(column + 1)}`)}]`;
  };
  return block(0, 0, indent);
}

/**
 * `repr(tensor)`. `suffixes` are what follows the numbers, such as `grad_fn=<AddBackward0>`;
 * `prefix` is `tensor(` or what stands in its place.
 */
export function formatTensor(
  values: HostArray,
  shape: Shape,
  dtype: DType,
  suffixes: readonly string[] = [],
  prefix = 'tensor(',
  options: PrintOptions = DEFAULT_PRINT_OPTIONS,
): string {
  const tail = [...suffixes];
  const empty = values.length === 0;
  if (empty && shape.length !== 1) tail.unshift(`size=(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`);
  const usual = dtype === 'float32' || (!empty && (dtype === 'bool' || dtype === 'int64'));
  // PyTorch writes the dtype after the size and before the rest.
  if (!usual) tail.splice(empty && shape.length !== 1 ? 1 : 0, 0, `dtype=torch.${dtype}`);
  const numbers = empty ? '[]' : body(values, shape, dtype, prefix.length, options);
  const lines = numbers.split('\n');
  let text = prefix + numbers;
  // PyTorch counts two characters more than the last line has.
  let column = lines[lines.length - 1]!.length + (lines.length === 1 ? prefix.length : 0) + 2;
  for (const suffix of tail) {
    if (column + suffix.length + 2 > options.lineWidth) {
      text += `,\n${' '.repeat(prefix.length)}${suffix}`;
      column = prefix.length + suffix.length;
    } else {
      text += `, ${suffix}`;
      column += suffix.length + 2;
    }
  }
  return `${text})`;
}
