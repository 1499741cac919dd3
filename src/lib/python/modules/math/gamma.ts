/** The gamma function as CPython has it: Lanczos' approximation, with the coefficients of the Boost libraries. */
import { cos, exp, log, sin } from '../../../libm/elementary.ts';
import { exc } from '../../objects/exceptions.ts';

const G = 6.024680040776729583740234375;
const G_MINUS_HALF = 5.524680040776729583740234375;
const LOG_PI = 1.144729885849400174143427351353058711647;

// prettier-ignore
const NUMERATOR = [
  23531376880.41075968857200767445163675473076, 42919803642.64909876895789904700198885093,
  35711959237.35566804944018545154716670596, 17921034426.03720969991975575445893111267,
  6039542586.352028005064291644307297921, 1439720407.311721673663223072794912394,
  248874557.8620541565114603864132294232, 31426415.58540019438061423162831820536,
  2876370.628935372441225409051620849, 186056.2653952234950402949897160456992,
  8071.672002365816210638002902272250614, 210.8242777515793458725097339207133628,
  2.506628274631000270164908177133837338626,
];
// prettier-ignore
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

function lanczosSum(x: number): number {
  let top = 0;
  let bottom = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      top = top * x + NUMERATOR[i]!;
      bottom = bottom * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i <= 12; i++) {
      top = top / x + NUMERATOR[i]!;
      bottom = bottom / x + DENOMINATOR[i]!;
    }
  }
  return top / bottom;
}

/** sin(pi x), exact where it is zero. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const turned = [
    () => sin(Math.PI * y),
    () => cos(Math.PI * (y - 0.5)),
    () => sin(Math.PI * (1 - y)),
    () => -cos(Math.PI * (y - 1.5)),
    () => sin(Math.PI * (y - 2)),
  ];
  return Math.sign(x) * turned[Math.round(2 * y)]!();
}

/** `math.gamma(x)`; raises ValueError at a pole. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x === -Infinity || (x <= 0 && Number.isInteger(x))) throw exc.ValueError('math domain error');
  if (x <= 23 && Number.isInteger(x)) {
    return Array.from({ length: x - 1 }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  const y = size + G_MINUS_HALF;
  const lost = size > G_MINUS_HALF ? y - size - G_MINUS_HALF : y - G_MINUS_HALF - size;
  const z = (lost * G) / y;
  let result;
  if (x < 0) {
    result = ((-Math.PI / sinPi(size) / size) * exp(y)) / lanczosSum(size);
    result -= z * result;
  } else {
    result = lanczosSum(size) / exp(y);
    result += z * result;
  }
  if (size < 140) return x < 0 ? result / y ** (size - 0.5) : result * y ** (size - 0.5);
  const half = y ** (size / 2 - 0.25);
  return x < 0 ? result / half / half : result * half * half;
}

/** `math.lgamma(x)`; raises ValueError at a pole. */
export function logGamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (Number.isInteger(x) && x <= 2) {
    if (x <= 0) throw exc.ValueError('math domain error');
    return 0;
  }
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  const result = log(lanczosSum(size)) - G + (size - 0.5) * (log(size + G - 0.5) - 1);
  return x < 0 ? LOG_PI - log(Math.abs(sinPi(size))) - log(size) - result : result;
}
