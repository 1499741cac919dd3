import { format, scaleLinear, scaleLog } from 'd3';
import type { ScaleContinuousNumeric } from 'd3';
import { tickText } from './number.ts';

/** A place on an axis that is named, by its number or in words of its own. */
export type Tick = number | { readonly at: number; readonly text: string };

/** One axis: fixed, so that runs compare. */
export interface Axis {
  /** What the axis shows, with its unit. */
  readonly title: string;
  readonly domain: readonly [number, number];
  /** On a `log` axis only positive numbers have a place. */
  readonly scale?: 'linear' | 'log';
  /** A few round numbers where left out. */
  readonly ticks?: readonly Tick[];
  /** Of the ticks that are made, only those at whole numbers: for epochs and steps. */
  readonly whole?: boolean;
}

/** From an axis's units to pixels. */
export type Position = ScaleContinuousNumeric<number, number>;

/** The scale of an axis drawn from `range[0]` to `range[1]`, in pixels. */
export function position({ domain, scale }: Axis, range: readonly [number, number]): Position {
  return (scale === 'log' ? scaleLog : scaleLinear)(domain, range);
}

/** Whether a number has a place on the axis: it is one, and positive where the axis is logarithmic. */
export const hasPlace = ({ scale }: Pick<Axis, 'scale'>, value: number): boolean =>
  Number.isFinite(value) && (scale !== 'log' || value > 0);

/** Powers of ten within the domain, or of two where those would be fewer than three. */
function powers([low, high]: readonly [number, number]): number[] {
  const base = high / low >= 100 ? 10 : 2;
  const exponent = (value: number): number => Math.log(value) / Math.log(base);
  const first = Math.ceil(exponent(low) - 1e-9);
  const count = Math.max(0, Math.floor(exponent(high) + 1e-9) - first + 1);
  // A negative power is the inverse of a whole number: 10 ** -3 is not the float that 0.001 is.
  return Array.from({ length: count }, (_, i) => (first + i < 0 ? 1 / base ** -(first + i) : base ** (first + i)));
}

/** The ticks of an axis with their words; about `count` of them where the axis does not name its own. */
export function ticksOf(axis: Axis, count: number): { at: number; text: string }[] {
  const made = axis.scale === 'log' ? powers(axis.domain) : scaleLinear(axis.domain, [0, 1]).ticks(count);
  const ticks = axis.ticks ?? (axis.whole ? made.filter(Number.isInteger) : made);
  const numbers = ticks.map((tick) => (typeof tick === 'number' ? tick : tick.at));
  return ticks.map((tick) => {
    if (typeof tick !== 'number') return { at: tick.at, text: tick.text };
    // Large powers of ten are read by their letter.
    if (axis.scale === 'log' && !axis.ticks && Math.max(...numbers) >= 1e5 && tick >= 1000)
      return { at: tick, text: format('~s')(tick) };
    // Neighbours on a log axis differ by decades, so each has the decimals that it needs itself.
    return { at: tick, text: tickText(tick, axis.scale === 'log' ? [tick] : numbers) };
  });
}
