/**
 * Standard normals by the ziggurat method with 256 layers (G. Marsaglia and W. W. Tsang, "The ziggurat method for
 * generating random variables", Journal of Statistical Software 5(8), 2000), as NumPy's `Generator` draws them.
 */
import { add, divide, multiply, negate, round, type DoubleDouble } from '../libm/double-double.ts';
import { exp, expPair, log, logPair } from '../libm/elementary.ts';
import type { Pcg64 } from './pcg64.ts';

/** Where the tail begins, and the area of each layer. */
const TAIL = 3.6541528853610088;
const TAIL_INVERSE = 0.27366123732975828;
const AREA = 0.004928673233974652;
const MANTISSA = 2 ** 52;
/** The original tables have one density that is rounded up where the nearest double is below. */
const ROUNDED_UP = 38;

interface Tables {
  /** Below this a point is inside its layer's rectangle. */
  readonly inside: Float64Array;
  /** Width of each layer for one unit of the mantissa. */
  readonly width: Float64Array;
  /** The density at each layer's edge. */
  readonly density: Float64Array;
}

let tables: Tables | null = null;

function halfToEven(x: number): number {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x);
}

/** The layers from the tail up, in double precision, so that each rounding is the one of the original tables. */
function makeTables(): Tables {
  const inside = new Float64Array(256);
  const width = new Float64Array(256);
  const density = new Float64Array(256);
  let edge = TAIL;
  let height = exp(-0.5 * edge * edge);
  width[255] = edge / MANTISSA;
  density[255] = height;
  inside[0] = halfToEven(((edge * height) / AREA) * MANTISSA);
  width[0] = AREA / height / MANTISSA;
  density[0] = 1;
  for (let i = 254; i > 0; i--) {
    const x = Math.sqrt(-2 * log(AREA / edge + height));
    inside[i + 1] = halfToEven((x / edge) * MANTISSA);
    width[i] = x / MANTISSA;
    height = exp(-0.5 * x * x);
    if (i === ROUNDED_UP) height += 2 ** -53;
    density[i] = height;
    edge = x;
  }
  return { inside, width, density };
}

/** A standard normal. */
export function zigguratNormal(source: Pcg64): number {
  const { inside, width, density } = (tables ??= makeTables());
  for (;;) {
    // Eight bits choose the layer, one the sign, 52 the place.
    const { high, low } = source.drawHalves();
    const layer = low & 0xff;
    const negative = (low & 0x100) !== 0;
    const place = ((high & 0x1fffffff) >>> 0) * 2 ** 23 + (low >>> 9);
    const x = (negative ? -place : place) * width[layer]!;
    if (place < inside[layer]!) return x;
    if (layer === 0) {
      const tail = TAIL + tailOf(source);
      return Math.floor(place / 256) % 2 === 1 ? -tail : tail;
    }
    const height = (density[layer - 1]! - density[layer]!) * source.nextDouble() + density[layer]!;
    if (height < exp(-0.5 * x * x)) return x;
  }
}

function tailOf(source: Pcg64): number {
  for (;;) {
    const x = -TAIL_INVERSE * Math.log1p(-source.nextDouble());
    const y = -Math.log1p(-source.nextDouble());
    if (y + y > x * x) return x;
  }
}

/** To twice a double's precision: errors grow from layer to layer, and the original tables are rounded from exact ones. */
const EXPONENTIAL_TAIL: DoubleDouble = [7.69711747013105, -3.6248703662405964e-16];
const EXPONENTIAL_AREA: DoubleDouble = [0.003949659822581557, 2.0147157867286268e-19];
const EXPONENTIAL_MANTISSA = 2 ** 53;

let exponentialTables: Tables | null = null;

function makeExponentialTables(): Tables {
  const inside = new Float64Array(256);
  const width = new Float64Array(256);
  const density = new Float64Array(256);
  let edge = EXPONENTIAL_TAIL;
  let height = expPair(negate(edge));
  width[255] = round(edge) / EXPONENTIAL_MANTISSA;
  density[255] = round(height);
  inside[0] = halfToEven(round(divide(multiply(edge, height), EXPONENTIAL_AREA)) * EXPONENTIAL_MANTISSA);
  width[0] = round(divide(EXPONENTIAL_AREA, height)) / EXPONENTIAL_MANTISSA;
  density[0] = 1;
  for (let i = 254; i > 0; i--) {
    const x = negate(logPair(add(divide(EXPONENTIAL_AREA, edge), height)));
    inside[i + 1] = halfToEven(round(divide(x, edge)) * EXPONENTIAL_MANTISSA);
    width[i] = round(x) / EXPONENTIAL_MANTISSA;
    height = expPair(negate(x));
    density[i] = round(height);
    edge = x;
  }
  return { inside, width, density };
}

/** An exponential of scale 1. */
export function zigguratExponential(source: Pcg64): number {
  const { inside, width, density } = (exponentialTables ??= makeExponentialTables());
  for (;;) {
    // Three bits are left out, eight choose the layer, 53 the place.
    const { high, low } = source.drawHalves();
    const layer = (low >>> 3) & 0xff;
    const place = high * 2 ** 21 + (low >>> 11);
    const x = place * width[layer]!;
    if (place < inside[layer]!) return x;
    if (layer === 0) return EXPONENTIAL_TAIL[0] - Math.log1p(-source.nextDouble());
    const height = (density[layer - 1]! - density[layer]!) * source.nextDouble() + density[layer]!;
    if (height < exp(-x)) return x;
  }
}
