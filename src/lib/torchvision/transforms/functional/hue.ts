/** Colours by hue, saturation and value, in the float32 steps that torchvision takes with tensors. */

const f = Math.fround;

type Triple = readonly [number, number, number];

/** Hue, saturation and value, all 0 to 1, of red, green and blue. */
export function toHsv(red: number, green: number, blue: number): Triple {
  const most = Math.max(red, green, blue);
  const range = f(most - Math.min(red, green, blue));
  const grey = range === 0;
  const divisor = grey ? 1 : range;
  const [r, g, b] = [red, green, blue].map((part) => f(f(most - part) / divisor)) as [number, number, number];
  let h;
  if (most === red) h = f(b - g);
  else if (most === green) h = f(f(2 + r) - b);
  else h = f(f(4 + g) - r);
  return [f(f(h / 6) + 1) % 1, f(range / (grey ? 1 : most)), most];
}

const clamped = (x: number): number => Math.min(Math.max(x, 0), 1);

/** The way back. */
export function toRgb(h: number, s: number, v: number): Triple {
  const sixth = Math.floor(f(h * 6));
  const rest = f(f(h * 6) - sixth);
  const p = clamped(f(v * f(1 - s)));
  const q = clamped(f(v * f(1 - f(s * rest))));
  const t = clamped(f(v * f(1 - f(s * f(1 - rest)))));
  const colors: readonly Triple[] = [[v, t, p], [q, v, p], [p, v, t], [p, q, v], [t, p, v], [v, p, q]]; // prettier-ignore
  return colors[((sixth % 6) + 6) % 6]!;
}

/** `x % 1.0` as Python and PyTorch have it: never negative. */
export function remainderOfOne(x: number): number {
  const rest = x % 1;
  return rest < 0 ? f(rest + 1) : rest;
}
