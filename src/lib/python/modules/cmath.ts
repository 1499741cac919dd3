/** The module `cmath`: functions of complex numbers. */
import { complex } from '../objects/complex.ts';
import type { PyComplex } from '../objects/complex.ts';
import { tuple } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { float, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { asComplex } from '../types/complex.ts';
import { constants } from './math/constants.ts';

function number(value: Value): PyComplex {
  const z = asComplex(value);
  if (z === null) throw exc.TypeError(`must be real number, not ${typeName(value)}`);
  return z;
}

const fromPolar = (size: number, angle: number): PyComplex => complex(size * Math.cos(angle), size * Math.sin(angle));
const angleOf = ({ real, imag }: PyComplex): number => Math.atan2(imag, real);
const sizeOf = ({ real, imag }: PyComplex): number => Math.hypot(real, imag);

/** The principal square root, from the root of a number near half the size, so that nothing is lost or overflows. */
function squareRoot({ real, imag }: PyComplex): PyComplex {
  if (real === 0 && imag === 0) return complex(0, imag);
  const [a, b] = [Math.abs(real) / 8, Math.abs(imag)];
  const s = 2 * Math.sqrt(a + Math.hypot(a, b / 8));
  const d = b / (2 * s);
  const sign = imag < 0 || Object.is(imag, -0) ? -1 : 1;
  return real >= 0 ? complex(s, sign * d) : complex(d, sign * s);
}

function logarithm(value: Value, base: Value | undefined): PyComplex {
  const z = number(value);
  const size = sizeOf(z);
  if (size === 0) throw exc.ValueError('math domain error');
  const natural = complex(Math.log(size), angleOf(z));
  if (base === undefined) return natural;
  const below = logarithm(base, undefined);
  const bottom = below.real ** 2 + below.imag ** 2;
  return complex(
    (natural.real * below.real + natural.imag * below.imag) / bottom,
    (natural.imag * below.real - natural.real * below.imag) / bottom,
  );
}

function parts(value: Value): readonly number[] {
  const { real, imag } = number(value);
  return [real, imag];
}

export const cmath = defineModule({
  name: 'cmath',
  functions: {
    'sqrt(z, /)': (z: Value) => squareRoot(number(z)),
    'exp(z, /)': (z: Value) => fromPolar(Math.exp(number(z).real), number(z).imag),
    'log(z, base=..., /)': logarithm,
    'log10(z, /)': (z: Value) => logarithm(z, 10),
    'phase(z, /)': (z: Value) => float(angleOf(number(z))),
    'polar(z, /)': (z: Value) => tuple(float(sizeOf(number(z))), float(angleOf(number(z)))),
    'rect(r, phi, /)': (r: Value, phi: Value) => fromPolar(number(r).real, number(phi).real),
    'sin(z, /)': (z: Value) => {
      const { real, imag } = number(z);
      return complex(Math.sin(real) * Math.cosh(imag), Math.cos(real) * Math.sinh(imag));
    },
    'cos(z, /)': (z: Value) => {
      const { real, imag } = number(z);
      return complex(Math.cos(real) * Math.cosh(imag), -Math.sin(real) * Math.sinh(imag));
    },
    'isnan(z, /)': (z: Value) => parts(z).some(Number.isNaN),
    'isinf(z, /)': (z: Value) => parts(z).some((x) => Math.abs(x) === Infinity),
    'isfinite(z, /)': (z: Value) => parts(z).every(Number.isFinite),
    'isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)': (a: Value, b: Value, relative: Value, absolute: Value) => {
      const [x, y] = [number(a), number(b)];
      const difference = Math.hypot(x.real - y.real, x.imag - y.imag);
      const most = Math.max(number(relative).real * Math.max(sizeOf(x), sizeOf(y)), number(absolute).real);
      return difference <= most;
    },
  },
  members: {
    ...constants(),
    infj: complex(0, Infinity),
    nanj: complex(0, NaN),
  },
  absent: Object.fromEntries(
    ['tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'].map((name) => [
      name,
      'cmath.exp, log, sin and cos run here',
    ]),
  ),
});
