/**
 * Sixteen float32 normals of sixteen float32 uniforms, with the bits that PyTorch gives on a processor with AVX2: by Box and Muller, with the
 * logarithm and the sine of Cephes in single precision (ATen/native/cpu/avx_mathfun.h), fused where its compiler fuses.
 */

const f = Math.fround;

/** `a * b + c`, rounded once. */
const fused = (a: number, b: number, c: number): number => f(a * b + c);

const single = (...values: readonly number[]): readonly number[] => values.map(f);

const SQRT_HALF = f(0.707106781186547524);
const LOG_POLYNOMIAL = single(
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
  -2.4999993993e-1, 3.3333331174e-1,
); // prettier-ignore
/** ln 2 in two parts. */
const [LN2_LOW, LN2_HIGH] = single(-2.1219444e-4, 0.693359375) as [number, number];

const bits = new DataView(new ArrayBuffer(4));

/** The natural logarithm of a float32 in (0, 1]. */
function log(value: number): number {
  bits.setFloat32(0, value);
  const raw = bits.getUint32(0);
  let exponent = (raw >>> 23) - 126;
  bits.setUint32(0, (raw & 0x7fffff) | 0x3f000000);
  // Between 1/2 and 1.
  let x = bits.getFloat32(0);
  if (x < SQRT_HALF) {
    exponent--;
    x = f(f(x - 1) + x);
  } else x = f(x - 1);
  const square = f(x * x);
  let y = LOG_POLYNOMIAL[0]!;
  for (let i = 1; i < 9; i++) y = fused(y, x, LOG_POLYNOMIAL[i]!);
  y = fused(f(y * x), square, f(exponent * LN2_LOW));
  y = f(y - f(square * 0.5));
  return f(f(x + y) + f(exponent * LN2_HIGH));
}

const FOUR_OVER_PI = f(1.27323954473516);
/** -pi/4 in three parts. */
const MINUS_QUARTER_PI = single(-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8);
const SINE = single(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1) as [number, number, number];
const COSINE = single(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2) as [number, number, number];

/** Writes the sine and cosine of an angle of 0 or more to `out`. */
function sineAndCosine(angle: number, out: Float32Array): void {
  const octant = (Math.trunc(f(angle * FOUR_OVER_PI)) + 1) & ~1;
  let x = angle;
  for (const part of MINUS_QUARTER_PI) x = fused(octant, part, x);
  const square = f(x * x);
  let cosine = fused(fused(COSINE[0], square, COSINE[1]), square, COSINE[2]);
  cosine = f(cosine * square);
  cosine = f(fused(cosine, square, -f(square * 0.5)) + 1);
  let sine = fused(fused(SINE[0], square, SINE[1]), square, SINE[2]);
  sine = fused(f(sine * square), x, x);
  const swapped = (octant & 2) !== 0;
  const [first, second] = swapped ? [cosine, sine] : [sine, cosine];
  out[0] = (octant & 4) !== 0 ? -first : first;
  out[1] = ((octant - 2) & 4) === 0 ? -second : second;
}

const TWO_PI = f(2 * Math.PI);
const turn = new Float32Array(2);

/** Turns `out[start]` to `out[start + 15]`, uniforms in [0, 1), into normals. */
export function normalFill16(out: Float32Array, start: number, mean: number, std: number): void {
  const [center, scale] = [f(mean), f(std)];
  for (let j = start; j < start + 8; j++) {
    const radius = f(Math.sqrt(f(-2 * log(f(1 - out[j]!)))));
    sineAndCosine(f(TWO_PI * out[j + 8]!), turn);
    out[j] = fused(f(radius * turn[1]!), scale, center);
    out[j + 8] = fused(f(radius * turn[0]!), scale, center);
  }
}
