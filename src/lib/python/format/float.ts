/** Floats as CPython writes them. */

/** `repr(x)`: the shortest digits that give the same float, with an exponent below 1e-4 and from 1e16. */
export function floatRepr(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = x.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) return mantissa + exponentOf(exponent);
  const text = fixedFromShortest(mantissa, exponent);
  return text.includes('.') ? text : text + '.0';
}

/** `e-07`, `e+16`: at least two digits. */
export function exponentOf(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Spells digits such as `-1.25` times ten to the exponent without an exponent. */
function fixedFromShortest(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits + '0'.repeat(exponent + 1 - digits.length);
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** The float's exact value as an integer times a power of two. */
function decompose(x: number): [bigint, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | (1n << 52n), biased - 1075];
}

/** Divides, rounding half to even. Both not negative. */
function roundedQuotient(a: bigint, b: bigint): bigint {
  const q = a / b;
  const twice = (a % b) * 2n;
  return twice > b || (twice === b && q % 2n === 1n) ? q + 1n : q;
}

/** |x| rounded to `places` decimals, exactly, half to even: `%.{places}f`. x is finite and not negative. */
export function toFixedExact(x: number, places: number): string {
  const [mantissa, exponent] = decompose(x);
  const scale = 10n ** BigInt(places);
  const scaled =
    exponent >= 0 ? (mantissa << BigInt(exponent)) * scale : roundedQuotient(mantissa * scale, 1n << BigInt(-exponent));
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** |x| with `places` digits after the first one: the digits (without a point) and the decimal exponent. */
export function toExponentialExact(x: number, places: number): [digits: string, exponent: number] {
  if (x === 0) return ['0'.repeat(places + 1), 0];
  const [mantissa, exponent] = decompose(x);
  const numerator = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa;
  const denominator = exponent >= 0 ? 1n : 1n << BigInt(-exponent);
  // The logarithm is rounded: next to a power of ten it may say that the number has reached it.
  const reaches = (power: number): boolean =>
    power >= 0 ? numerator >= denominator * 10n ** BigInt(power) : numerator * 10n ** BigInt(-power) >= denominator;
  let decimal = Math.floor(Math.log10(x));
  while (!reaches(decimal)) decimal--;
  for (;;) {
    const shift = places - decimal;
    const scaled =
      shift >= 0
        ? roundedQuotient(numerator * 10n ** BigInt(shift), denominator)
        : roundedQuotient(numerator, denominator * 10n ** BigInt(-shift));
    const digits = scaled.toString();
    if (digits.length === places + 1) return [digits, decimal];
    // The estimate of the exponent was off by one, or rounding carried into a new digit.
    decimal += digits.length > places + 1 ? 1 : -1;
  }
}
