/** `numpy.set_printoptions`: how this run prints arrays. */
import { perRun, type Value } from '../python/bind.ts';

export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  readonly suppress: boolean;
  readonly nanstr: string;
  readonly infstr: string;
  readonly sign: '-' | '+' | ' ';
  readonly floatmode: 'maxprec' | 'fixed' | 'unique' | 'maxprec_equal';
  /** What writes an element, by the kinds of elements that NumPy names: `float`, `int_kind`, `all`. */
  readonly formatter: ReadonlyMap<string, Value> | null;
}

export const STANDARD: PrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  nanstr: 'nan',
  infstr: 'inf',
  sign: '-',
  floatmode: 'maxprec',
  formatter: null,
};

const slot = perRun<{ options: PrintOptions }>(() => ({ options: STANDARD }));

export const printOptions = (): PrintOptions => slot().options;

export const setPrintOptions = (options: PrintOptions): void => {
  slot().options = options;
};
