/** Floats as NumPy prints them: the shortest digits that tell the value from its neighbours, cut at a precision. */

const single = new Float32Array(1);

/** The shortest digits as `toExponential` gives them. */
function shortest(x: number, isSingle: boolean): string {
  if (!isSingle) return x.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    const text = x.toExponential(digits);
    single[0] = Number(text);
    if (single[0] === x) return text;
  }
  return x.toExponential();
}

/** Digits with a point that stands after `point` of them. */
function placed(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${digits}${'0'.repeat(point - digits.length)}.`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Whether `x`, positive, lies exactly between two decimals of that many places: JavaScript rounds those up, C to even. */
function halfway(x: number, text: string, more: string): boolean {
  return Number(more) === x && more.endsWith('5') && text.length > 0;
}

/** |x| to `places` decimals, half to even. */
function fixedDigits(x: number, places: number): string {
  if (x >= 1e21) return BigInt(x).toString() + '.' + '0'.repeat(places);
  const text = x.toFixed(places);
  const more = x.toFixed(places + 1);
  if (
    !halfway(x, text, more) ||
    x
      .toFixed(Math.min(100, places + 25))
      .slice(more.length)
      .replace(/0/g, '') !== ''
  ) {
    return places === 0 ? `${text}.` : text;
  }
  const below = more.slice(0, -1);
  const even = Number(below.replace('.', '').slice(-1)) % 2 === 0;
  const chosen = even ? below : text;
  return places === 0 ? `${chosen.replace(/\.$/, '')}.` : chosen;
}

const signOf = (x: number): string => (x < 0 || Object.is(x, -0) ? '-' : '');

/** Positional digits, at most `precision` of them after the point and at least `least`. The point is always there. */
export function positional(x: number, isSingle: boolean, precision: number, least = 0, unique = true): string {
  const magnitude = Math.abs(x);
  const [mantissa, exponent] = shortest(magnitude, isSingle).split('e') as [string, string];
  let text = placed(mantissa.replace('.', ''), Number(exponent) + 1);
  if (magnitude === 0) text = '0.';
  if (!unique || text.length - text.indexOf('.') - 1 > precision) text = fixedDigits(magnitude, precision);
  text = text.replace(/0+$/, '');
  const missing = least - (text.length - text.indexOf('.') - 1);
  return signOf(x) + text + (missing > 0 ? '0'.repeat(missing) : '');
}

/** Scientific notation with at most `precision` digits after the point and at least `least`; the exponent has two or more. */
export function scientific(x: number, isSingle: boolean, precision: number, least = 0, unique = true): string {
  const magnitude = Math.abs(x);
  let text = shortest(magnitude, isSingle);
  let [mantissa, exponent] = text.split('e') as [string, string];
  if (!unique || mantissa.length - 2 > precision) {
    text = roundedExponential(magnitude, precision);
    [mantissa, exponent] = text.split('e') as [string, string];
  }
  if (!mantissa.includes('.')) mantissa += '.';
  mantissa = mantissa.replace(/0+$/, '');
  const missing = least - (mantissa.length - mantissa.indexOf('.') - 1);
  if (missing > 0) mantissa += '0'.repeat(missing);
  const power = Number(exponent);
  return `${signOf(x)}${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function roundedExponential(x: number, places: number): string {
  const text = x.toExponential(places);
  const more = x.toExponential(places + 1);
  const [mantissa, exponent] = more.split('e') as [string, string];
  const far = x.toExponential(Math.min(100, places + 25)).split('e')[0]!;
  if (!mantissa.endsWith('5') || far.slice(mantissa.length).replace(/0/g, '') !== '') return text;
  const below = mantissa.slice(0, -1);
  return Number(below.replace('.', '').slice(-1)) % 2 === 0 ? `${below}e${exponent}` : text;
}

/** A scalar of its own: `repr(numpy.float32(0.1))`. */
export function scalarText(x: number, isSingle: boolean): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  const magnitude = Math.abs(x);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    return scientific(x, isSingle, 30).replace('.e', 'e');
  }
  return positional(x, isSingle, 30, 1);
}
