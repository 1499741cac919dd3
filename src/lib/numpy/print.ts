/** `repr` and `str` of arrays, as NumPy 1.24 writes them (numpy/core/arrayprint.py). */
import { repr, str, type Task } from '../python/bind.ts';
import { dtypeOf } from './dtype-object.ts';
import { elementFormat, type ElementFormat } from './element-format.ts';
import { shapeTuple, type NdArray } from './ndarray.ts';
import { elementAt } from './scalar.ts';
import { printOptions, type PrintOptions } from './print-options.ts';

/** The places along one dimension that a summary shows. */
function shownPlaces(n: number, summarized: boolean, edge: number): number[] {
  const all = Array.from({ length: n }, (_, i) => i);
  return summarized && n > 2 * edge ? [...all.slice(0, edge), ...all.slice(n - edge)] : all;
}

function leadingAndTrailing(x: NdArray, edge: number): number[] {
  let places = [x.offset];
  x.shape.forEach((n, dim) => {
    const shown = shownPlaces(n, true, edge);
    places = places.flatMap((place) => shown.map((i) => place + i * x.strides[dim]!));
  });
  return places.map((place) => x.data[place]!);
}

class Writer {
  readonly #x: NdArray;
  readonly #format: ElementFormat;
  readonly #separator: string;
  readonly #summarized: boolean;
  readonly #options: PrintOptions;

  constructor(x: NdArray, format: ElementFormat, separator: string, summarized: boolean, options: PrintOptions) {
    this.#x = x;
    this.#format = format;
    this.#separator = separator;
    this.#summarized = summarized;
    this.#options = options;
  }

  write(dim: number, at: number, indent: string, width: number): string {
    const x = this.#x;
    if (dim === x.ndim) return this.#format(x.data[at]!);
    const n = x.shape[dim]!;
    const edge = this.#options.edgeitems;
    const summary = this.#summarized && 2 * edge < n;
    const places: (number | null)[] = shownPlaces(n, summary, edge);
    if (summary) places.splice(edge, 0, null);
    const text =
      dim === x.ndim - 1 ? this.#line(places, at, indent, width) : this.#rows(places, dim, at, indent, width);
    return `[${text.slice(indent.length)}]`;
  }

  /** The innermost dimension: elements that wrap where the line is full. */
  #line(places: readonly (number | null)[], at: number, indent: string, width: number): string {
    const stride = this.#x.strides[this.#x.ndim - 1]!;
    const room = width - Math.max(this.#separator.trimEnd().length, 1);
    let done = '';
    let line = indent;
    places.forEach((place, i) => {
      const word = place === null ? '...' : this.#format(this.#x.data[at + place * stride]!);
      if (line.length + word.length > room && line.length > indent.length) {
        done += `${line.trimEnd()}\n`;
        line = indent;
      }
      line += word + (i < places.length - 1 ? this.#separator : '');
    });
    return done + line;
  }

  #rows(places: readonly (number | null)[], dim: number, at: number, indent: string, width: number): string {
    const stride = this.#x.strides[dim]!;
    const between = this.#separator.trimEnd() + '\n'.repeat(this.#x.ndim - dim - 1);
    const rows = places.map((place) =>
      place === null ? `${indent}...` : indent + this.write(dim + 1, at + place * stride, `${indent} `, width - 1),
    );
    return rows.join(between);
  }
}

/** The elements between brackets; `prefix` is what stands before them on the first line, `suffix` after the last. */
export function* arrayText(
  x: NdArray,
  separator: string,
  prefix: string,
  suffix: string,
  options = printOptions(),
): Task<string> {
  if (x.size === 0) return '[]';
  const summarized = x.size > options.threshold;
  const shown = summarized ? leadingAndTrailing(x, options.edgeitems) : x.values();
  const format = yield* elementFormat(x, shown, options);
  const indent = ' '.repeat(prefix.length + 1);
  return new Writer(x, format, separator, summarized, options).write(
    0,
    x.offset,
    indent,
    options.linewidth - suffix.length,
  );
}

/** `str(x)` */
export function* arrayStr(x: NdArray): Task<string> {
  if (x.ndim === 0) return yield* str(elementAt(x, x.offset));
  return yield* arrayText(x, ' ', '', '');
}

const IMPLIED = new Set(['int64', 'float64', 'bool']);

/** `repr(x)` */
export function* arrayRepr(x: NdArray): Task<string> {
  const options = printOptions();
  const implied = IMPLIED.has(x.dtype) && x.size > 0;
  const suffix = implied ? ')' : ',';
  const empty = x.size === 0 && !(x.ndim === 1 && x.shape[0] === 0);
  const text = empty ? `[], shape=${shapeTuple(x.shape)}` : yield* arrayText(x, ', ', 'array(', suffix);
  const written = `array(${text}${suffix}`;
  if (implied) return written;
  const name = x.dtype === 'str' ? yield* repr(dtypeOf(x).text) : x.dtype;
  const dtype = `dtype=${name})`;
  const lastLine = written.length - (written.lastIndexOf('\n') + 1);
  return written + (lastLine + dtype.length + 1 > options.linewidth ? '\n      ' : ' ') + dtype;
}
