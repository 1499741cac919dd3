/**
 * Standard normals by the ziggurat method with 256 layers (G. Marsaglia and W. W. Tsang, "The ziggurat method for
 * generating random variables", Journal of Statistical Software 5(8), 2000), as NumPy's `Generator` draws them.
 */
import { exp, log } from './elementary.ts';
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
